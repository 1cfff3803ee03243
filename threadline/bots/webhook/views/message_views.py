"""From what the engine knows to what the API shows: messages, conversations, templates, usage."""

import json
from collections.abc import Sequence

from threadline.bots.webhook.schema.access import SessionView
from threadline.bots.webhook.schema.answers import DoneStepView, EarlierAnswerView, SentFileView, Verdict
from threadline.bots.webhook.schema.conversations import (
    ConversationDetail,
    ConversationView,
)
from threadline.bots.webhook.schema.messages import (
    AnswerView,
    AttemptView,
    ExchangeView,
    MessageView,
    ReplyState,
    TemplateView,
    UsageView,
    VariableBody,
)
from threadline.bots.webhook.views.event_views import proposal_view
from threadline.bots.webhook.views.repetition import stands_on_cards
from threadline.core.domain.message import TurnState
from threadline.core.domain.proposal import Proposal
from threadline.core.domain.template import Template
from threadline.core.turns.steps_taken import steps_of
from threadline.storage.conversations import ConversationRecord
from threadline.storage.files import FileRecord
from threadline.storage.tokens import TokenRecord
from threadline.storage.turns import TurnRecord
from threadline.texts.messages import _

_STATES: dict[str, ReplyState] = {
    TurnState.QUEUED: "queued",
    TurnState.ANSWERING: "answering",
    TurnState.ANSWERED: "answered",
    TurnState.STOPPED: "stopped",
    TurnState.FAILED: "failed",
    TurnState.PARKED: "failed",
}
_VERDICTS: dict[str, Verdict] = {"good": "good", "bad": "bad"}


def reply_id(message_id: str) -> str:
    """The id under which the answer to a message is shown."""
    return f"reply-{message_id}"


def message_view(turn: TurnRecord, files: Sequence[FileRecord] = ()) -> MessageView:
    """What the person wrote, and the files that came with it."""
    return MessageView(
        id=turn.message_id,
        role="user",
        text=turn.text,
        created_at=turn.received_at,
        files=[file_view(each) for each in files],
    )


def file_view(record: FileRecord) -> SentFileView:
    """A file that comes with a message."""
    return SentFileView(
        id=record.id,
        name=record.name,
        media_type=record.media_type,
        bytes=record.size,
        words=record.words,
        pages=record.pages,
        picture=record.has_picture,
        note=record.note,
    )


def reply_view(
    turn: TurnRecord,
    proposals: Sequence[Proposal],
    zone: str,
    *,
    feedback: str | None = None,
    earlier: Sequence[TurnRecord] = (),
) -> MessageView:
    """The answer, as far as it is; `earlier` are the turns that it replaced, the oldest first."""
    return MessageView(
        id=reply_id(turn.message_id),
        role="assistant",
        text=turn.reply,
        created_at=turn.finished_at or turn.received_at,
        state=_STATES[turn.state],
        reply_to=turn.message_id,
        proposals=[proposal_view(proposal, zone) for proposal in proposals],
        usage=usage_view(turn),
        steps=[
            DoneStepView.model_validate({"id": step.id, "title": step.title, "state": step.state.value})
            for step in steps_of(turn.outcome.steps)
        ],
        feedback=_VERDICTS.get(feedback or ""),
        on_cards=stands_on_cards(turn.reply, proposals, zone),
        earlier=[
            EarlierAnswerView(
                message_id=each.message_id, text=each.reply, created_at=each.finished_at or each.received_at
            )
            for each in earlier
        ],
    )


def exchange_view(
    turn: TurnRecord,
    proposals: Sequence[Proposal],
    zone: str,
    *,
    feedback: str | None = None,
    files: Sequence[FileRecord] = (),
) -> ExchangeView:
    """A message with its answer."""
    return ExchangeView(message=message_view(turn, files), reply=reply_view(turn, proposals, zone, feedback=feedback))


def answer_view(turn: TurnRecord, proposals: Sequence[Proposal], zone: str) -> AnswerView:
    """The finished answer to a prompt."""
    finished = turn.finished_at or turn.received_at
    return AnswerView(
        summary=turn.reply,
        processing_time=round((finished - turn.received_at).total_seconds(), 2),
        message_id=turn.message_id,
        conversation_id=turn.conversation_id,
        template_id=turn.outcome.template_id,
        usage=usage_view(turn),
        proposal=proposal_view(proposals[0], zone) if proposals else None,
    )


def usage_view(turn: TurnRecord) -> UsageView | None:
    """What the answer took, if it is known."""
    outcome = turn.outcome
    if outcome.input_tokens is None or outcome.output_tokens is None:
        return None
    return UsageView(
        provider=outcome.provider or "",
        model=outcome.model or "",
        input_tokens=outcome.input_tokens,
        output_tokens=outcome.output_tokens,
        estimated=bool(outcome.estimated),
        cost_usd=outcome.cost_usd,
        dropped_parameters=outcome.dropped.split(",") if outcome.dropped else [],
        degraded=outcome.degraded is not None,
        reason=outcome.degraded,
        tried=[AttemptView.model_validate(each) for each in json.loads(outcome.tried or "[]")],
    )


def conversation_view(record: ConversationRecord) -> ConversationView:
    """A conversation in a list."""
    view = ConversationView.model_validate(record)
    return view if view.title else view.model_copy(update={"title": _("Untitled conversation")})


def conversation_detail(record: ConversationRecord, messages: Sequence[MessageView]) -> ConversationDetail:
    """A conversation with what was said in it."""
    return ConversationDetail(
        **dict(conversation_view(record)),
        system_prompt=record.system_prompt,
        metadata=json.loads(record.client_data),
        messages=list(messages),
    )


def template_view(template: Template) -> TemplateView:
    """A template."""
    return TemplateView(
        id=template.id,
        version=template.version,
        name=template.name,
        description=template.description,
        template=template.template,
        variables=[
            VariableBody(name=each.name, description=each.description, required=each.required, default=each.default)
            for each in template.variables
        ],
        system_prompt=template.system_prompt,
        type=template.task.value,
        source=template.source.value if template.source else None,
        language=template.language,
        builtin=template.builtin,
        updated_at=template.updated_at,
    )


def session_view(record: TokenRecord) -> SessionView:
    """A session that was opened."""
    return SessionView(expires_at=record.expires_at, scopes=list(record.scopes))

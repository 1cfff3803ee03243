"""A task in plain words: which one is meant, and the text that it is done on."""

from dataclasses import replace

from threadline.core.dialogue.heard import Heard
from threadline.core.dialogue.task_words import TaskWords, task_in
from threadline.core.domain.message import Message, Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.scheduling.planner import Plan
from threadline.storage.turns import TurnRecord
from threadline.texts.messages import N_, _

_A_TEXT = 120  # letters from which an earlier message is a text to work on
_WHICH_TEXT = N_("Which text? Paste it here, or answer with it.")


def asked_for(missing: Missing, turn: Turn, **more: object) -> OpenQuestion:
    """The question for what a message lacks, as it is kept until it is answered."""
    message = turn.message
    return OpenQuestion(
        missing,
        turn.person.id,
        message.text,
        message.sent_at,
        message.zone or turn.person.zone,
        **more,  # type: ignore[arg-type]
    )


def task_of(turn: Turn, question: OpenQuestion | None, earlier: list[TurnRecord]) -> TaskWords | None:
    """The task that a message asks for, with its text where it is not in the message; None where it asks for none."""
    message = turn.message
    handed_over = bool(message.material or message.attachments)
    task = task_in(message.text, handed_over=handed_over) or task_in(message.below_subject, handed_over=handed_over)
    if task is None and question is not None and question.missing is Missing.TEXT:
        text = None if handed_over else message.text
        return TaskWords(question.template_id or "summary", text, question.variables) if _is_text(message) else None
    if task is None or task.text is not None or handed_over:
        return task
    return replace(task, text=_text_before(message, earlier))


def _is_text(message: Message) -> bool:
    """Whether a message is the text that was asked for, not a word about it."""
    return bool(message.material or message.attachments) or len(message.text.split()) > 4


def _text_before(message: Message, earlier: list[TurnRecord]) -> str | None:
    """The text that "this" points to: what the thread said before, else the last long message."""
    if message.before:
        return "\n".join(message.before)
    return next((each.text for each in reversed(earlier) if len(each.text) >= _A_TEXT), None)


def with_task(heard: Heard, task: TaskWords) -> Heard:
    """A message as one that is worked on by that task; without a text, the question which one is meant."""
    turn = heard.turn
    message = turn.message
    if task.text is None and not (message.material or message.attachments):
        asked = asked_for(Missing.TEXT, turn, template_id=task.template_id, variables=task.variables)
        return replace(heard, plan=Plan((_(_WHICH_TEXT),), said=True, asked=asked))
    wishes = replace(message.wishes, template_id=task.template_id, variables=task.variables)
    worked_on = replace(message, wishes=wishes, material=task.text or message.material)
    return replace(heard, turn=replace(turn, message=worked_on))

"""What the assistant is asked for a step of a workflow."""

from datetime import datetime

from threadline.core.domain.message import Author, Message
from threadline.core.workflows.steps import Plan, Step
from threadline.storage.workflows import WorkflowRecord


def question_of(record: WorkflowRecord, plan: Plan, step: Step, text: str, now: datetime) -> Message:
    """The message of one attempt at a step: in a conversation of its own, so it knows its prompt alone.

    Its key is that of the workflow as it was seen: whatever was decided meanwhile is another question.
    """
    key = f"workflow-{record.id}-{step.id}-{record.version}"
    return Message(
        channel=plan.channel,
        event_key=key,
        conversation_key=key,
        author=Author(record.person_id, person_id=record.person_id),
        text=text,
        sent_at=now,
        zone=plan.zone,
        wishes=step.wishes,
        title=" · ".join(part for part in (record.title, step.title or step.id) if part),
    )

"""Workflows as they are shown."""

from threadline.bots.webhook.schema.workflows import StepView, WorkflowSummary, WorkflowView
from threadline.core.workflows.conductor import Workflow
from threadline.core.workflows.steps import (
    DELETED,
    EMPTY,
    STOPPED,
    UNFINISHED,
    Step,
    StepState,
    WorkflowState,
)


def workflow_view(flow: Workflow) -> WorkflowView:
    """The whole of one."""
    record, plan, summary = flow.record, flow.plan, workflow_summary(flow)
    over = flow.state is WorkflowState.COMPLETED
    return WorkflowView(
        **dict(summary),
        version=record.version,
        finished_at=record.finished_at,
        steps=[step_view(step) for step in plan.steps],
        result=plan.steps[-1].output if over else None,
    )


def workflow_summary(flow: Workflow) -> WorkflowSummary:
    """One in a list."""
    record, plan = flow.record, flow.plan
    done = sum(step.state is StepState.DONE for step in plan.steps)
    return WorkflowSummary(
        id=record.id,
        title=record.title,
        status=flow.state.value,
        step=plan.current.id if plan.current else None,
        progress=round(done / len(plan.steps), 3),
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


_REASONS = {
    EMPTY: "There is nothing to ask: the prompt is empty.",
    STOPPED: "It was stopped.",
    DELETED: "Its conversation was deleted.",
    UNFINISHED: "The answer could not be finished.",
}


def failure_of(step: Step) -> str | None:
    """Why a step failed, in a sentence."""
    return _REASONS.get(step.reason, step.reason) if step.reason else None


def step_view(step: Step) -> StepView:
    """One step."""
    return StepView(
        id=step.id,
        title=step.title,
        by="person" if step.by_person else "assistant",
        review=step.review,
        status=step.state.value,
        attempt=step.attempt,
        message_id=step.message_id,
        conversation_id=step.conversation_id,
        draft=step.draft if step.output is None else None,
        output=step.output,
        corrected=step.corrected,
        error=failure_of(step),
    )

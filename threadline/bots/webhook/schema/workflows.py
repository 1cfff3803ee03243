"""Work in several steps, as it is asked for and as it stands."""

from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, LanguageCode, LongText, Storable, View, ZoneName
from threadline.bots.webhook.schema.messages import ParametersBody, SourceWord, TaskWord, TemplateId

StepName = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$", examples=["gist"])]
Doer = Literal["assistant", "person"]
WorkflowStatus = Literal["running", "waiting", "completed", "cancelled", "failed"]
StepStatus = Literal["pending", "running", "waiting", "done", "failed"]

_PROMPT = "What the assistant is asked; `{{ name }}` stands for what was given, or for the output of an earlier step"


class StepBody(Body):
    """A step. One of the assistant's needs a `prompt`; one of a person's needs none, its `title` says what to do."""

    id: StepName
    title: Annotated[str, Field(max_length=200), Storable] = ""
    by: Doer = "assistant"
    review: bool = Field(default=False, description="A person agrees to what the assistant wrote, or corrects it")
    prompt: LongText | None = Field(default=None, description=_PROMPT)
    type: TaskWord = "custom"
    source: SourceWord = "other"
    language: LanguageCode | None = None
    template_id: TemplateId | None = None
    parameters: ParametersBody = ParametersBody()


class WorkflowBody(Body):
    """Work in several steps, one after the other. `input` is what its prompts may name besides earlier steps."""

    title: Annotated[str, Field(max_length=200), Storable] = ""
    steps: Annotated[list[StepBody], Field(min_length=1, max_length=20)]
    input: Annotated[dict[StepName, Annotated[str, Field(max_length=200_000), Storable]], Field(max_length=20)] = {}
    timezone: ZoneName | None = None


class OutputBody(Body):
    """What a person says comes of a step. Without `output` they agree to its draft."""

    output: LongText | None = None


class StepView(View):
    """A step as it stands. `draft` waits for a person's word; `corrected` says that the output is a person's.

    `message_id` is the message that the assistant answers for it, which can be asked after as a task.
    """

    id: str
    title: str
    by: Doer
    review: bool
    status: StepStatus
    attempt: int
    message_id: str | None
    conversation_id: str | None
    draft: str | None
    output: str | None
    corrected: bool
    error: str | None


class WorkflowView(View):
    """A workflow as it stands. `step` is the one that is next, None at the end; `progress` is the share that is done.

    `result` is the output of the last step, once all are done.
    """

    id: str
    title: str
    status: WorkflowStatus
    step: str | None
    progress: Annotated[float, Field(ge=0, le=1)]
    version: int
    created_at: Instant
    updated_at: Instant
    finished_at: Instant | None
    steps: list[StepView]
    result: str | None


class StepList(View):
    """The steps of a workflow, in their order."""

    steps: list[StepView]


class WorkflowSummary(View):
    """A workflow in a list."""

    id: str
    title: str
    status: WorkflowStatus
    step: str | None
    progress: Annotated[float, Field(ge=0, le=1)]
    created_at: Instant
    updated_at: Instant


class WorkflowList(View):
    """One page of workflows, the newest first."""

    workflows: list[WorkflowSummary]
    next_page: str | None = None

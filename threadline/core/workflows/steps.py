"""What a workflow is: its steps, how far each is, and what becomes of them when somebody decides something."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pydantic import TypeAdapter

from threadline.core.domain.message import Wishes

EMPTY, STOPPED, DELETED, UNFINISHED = "empty", "stopped", "deleted", "unfinished"
"""Why a step failed, where no sentence of a model or of a template says it."""


class WorkflowState(StrEnum):
    """How far a workflow is. `waiting`: for a person."""

    RUNNING = "running"
    WAITING = "waiting"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in (WorkflowState.RUNNING, WorkflowState.WAITING)


class StepState(StrEnum):
    """How far a step is. `waiting`: for a person to submit it."""

    PENDING = "pending"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class StepClosed(Exception):
    """The step cannot be submitted or corrected: nobody has come to it yet, or it is being worked on."""


class StepNotFound(Exception):
    """The workflow has no such step."""


class NothingToSubmit(Exception):
    """There is neither an output nor a draft that could be agreed to."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `prompt` may hold `{{ names }}` of the input and of earlier steps, whose outputs stand there then.

    A step is done by the assistant, or by a person where `by_person`; with `review` the assistant writes a `draft` that
    a person agrees to or corrects. `attempt` counts how often the assistant began it, `message_id` is the last of them.
    `corrected`: what stands there is a person's word. `reason` says why it failed: a word of ours, or a sentence.
    """

    id: str
    title: str = ""
    by_person: bool = False
    review: bool = False
    prompt: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    state: StepState = StepState.PENDING
    attempt: int = 0
    message_id: str | None = None
    conversation_id: str | None = None
    draft: str | None = None
    output: str | None = None
    corrected: bool = False
    reason: str | None = None

    def again(self) -> "Step":
        """The same step, as if nobody had come to it."""
        return replace(
            self,
            state=StepState.PENDING,
            message_id=None,
            conversation_id=None,
            draft=None,
            output=None,
            corrected=False,
            reason=None,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in their order, what they begin with, and where and when they are asked: `zone` is IANA."""

    channel: str
    steps: tuple[Step, ...]
    given: tuple[tuple[str, str], ...] = ()
    zone: str | None = None

    def to_json(self) -> str:
        """The stored form."""
        return _ADAPTER.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan that `to_json` stored."""
        return _ADAPTER.validate_json(text)

    @property
    def current(self) -> Step | None:
        """The first step that is not done; None at the end."""
        return next((step for step in self.steps if step.state is not StepState.DONE), None)

    @property
    def running(self) -> Iterator[str]:
        """The messages that are being answered for it."""
        return (step.message_id for step in self.steps if step.state is StepState.RUNNING and step.message_id)

    @property
    def values(self) -> Mapping[str, str]:
        """What prompts may name: the input, and what is done."""
        done = {step.id: step.output or "" for step in self.steps if step.state is StepState.DONE}
        return {**dict(self.given), **done}

    def step(self, step_id: str) -> Step:
        """One step. Raises `StepNotFound`."""
        found = next((step for step in self.steps if step.id == step_id), None)
        if found is None:
            raise StepNotFound(step_id)
        return found

    def with_step(self, changed: Step) -> "Plan":
        """The plan with a step as it is now."""
        return replace(self, steps=tuple(changed if step.id == changed.id else step for step in self.steps))

    def submitted(self, step_id: str, output: str | None) -> "Plan":
        """A person says what comes of a step, or agrees to its draft. What comes after it is done anew.

        Raises `StepNotFound`, `StepClosed`, `NothingToSubmit`.
        """
        step = self.step(step_id)
        if step.state in (StepState.PENDING, StepState.RUNNING):
            raise StepClosed(step_id)
        text = output if output is not None else step.draft if step.draft is not None else step.output
        if text is None or not text.strip():
            raise NothingToSubmit(step_id)
        if step.state is StepState.DONE and text == step.output:
            return self
        corrected = step.corrected or step.by_person or text != step.draft
        done = replace(step, state=StepState.DONE, output=text, corrected=corrected, reason=None)
        place = self.steps.index(step)
        later = tuple(each.again() for each in self.steps[place + 1 :])
        return replace(self, steps=(*self.steps[:place], done, *later))

    def reopened(self) -> "Plan":
        """What was being done, and what failed, is begun anew."""
        begun = (StepState.RUNNING, StepState.FAILED)
        return replace(self, steps=tuple(step.again() if step.state in begun else step for step in self.steps))


_ADAPTER = TypeAdapter(Plan)

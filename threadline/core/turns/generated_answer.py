"""An answer in the making."""

from dataclasses import dataclass, field

from threadline.core.channels.port import Step
from threadline.core.documents.pieces import Measure, Part
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.domain.proposal import Offer, Proposal
from threadline.core.scheduling.planner import Plan
from threadline.core.templates.library import Rendered
from threadline.core.tools.notes import CardEdit
from threadline.core.turns.stopping import RunningAnswer
from threadline.providers.attempts import Meter
from threadline.providers.context_window import material_left, share_read
from threadline.providers.port import Finish, ProviderError, Request, Restart, Usage


@dataclass(slots=True)
class GeneratedAnswer(RunningAnswer):
    """What was said so far, what became of it, and what it took.

    `meter` has every attempt at a model that was made for it, `earlier` what the rounds before the last one took.
    `offers` and `edits` are to become cards when it is over, `first_card` is what the first of them has become.
    `asked` is what it asks back, `question` the words of code for that, which stand at its end, `beside` what later
    turns show beside the message. `read` is the share of the text that the model was given, None for all of it; of
    material, which `measure` measures, it is the `part` from its beginning. `instead` is what code alone made
    of the message where no model could be reached. `steps` is what was done for it.
    """

    meter: Meter = field(default_factory=Meter)
    usage: Usage | None = None
    quoting: Usage | None = None
    earlier: list[Usage] = field(default_factory=list)
    finish: Finish | None = None
    error: ProviderError | None = None
    code: str | None = None
    reason: str | None = None
    rendered: Rendered | None = None
    told: str | None = None
    beside: str = ""
    offers: tuple[Offer, ...] = ()
    edits: tuple[CardEdit, ...] = ()
    first_card: Proposal | None = None
    asked: OpenQuestion | None = None
    question: str = ""
    read: float | None = None
    measure: Measure | None = None
    part: Part | None = None
    instead: Plan | None = None
    restarts: list[str] = field(default_factory=list)
    steps: tuple[Step, ...] = ()

    def read_only(self, share: float | None) -> None:
        """The model was given only a share of the text; where it happens twice, a share of the share."""
        if share is not None:
            self.read = share * (self.read or 1.0)

    def read_up_to(self, end: int) -> None:
        """The model was given the material up to this character."""
        if self.measure is not None:
            self.part = self.measure.part(0, end) if end < len(self.measure.text) else None

    def was_cut(self, whole: Request, kept: Request) -> None:
        """The model is given a part of what stands in a request."""
        if whole.material is not None and kept.material is not None and whole.material != kept.material:
            left = material_left(kept.material)
            if self.measure is not None and self.measure.text.startswith(left):  # not where it is notes
                self.read_up_to(len(left))
        elif whole.messages[-1] != kept.messages[-1]:
            self.read_only(share_read(whole, kept))

    def broke_off(self, restart: Restart, *, seen: bool) -> str:
        """What the new answer begins with: a word on why it begins anew, where somebody has `seen` the old."""
        note = f"*{restart.reason}*\n\n" if seen else ""
        self.restarts.append(note)
        return note

    def forget_what_broke_off(self) -> None:
        """The answer is whole: whoever reads it now has no use for what went before."""
        for note in filter(None, self.restarts):
            self.text = self.text.replace(note, "", 1)

"""An answer in the making."""

from dataclasses import dataclass, field

from threadline.core.domain.open_question import OpenQuestion
from threadline.core.domain.proposal import Offer
from threadline.core.templates.library import Rendered
from threadline.core.tools.notes import CardEdit
from threadline.core.turns.stopping import RunningAnswer
from threadline.providers.port import Finish, ProviderError, Usage


@dataclass(slots=True)
class GeneratedAnswer(RunningAnswer):
    """What was said so far, what became of it, and what it took.

    `earlier` is what the rounds before the last one took. `offers` and `edits` are to become cards when it is over.
    `asked` is what it asks back.
    """

    usage: Usage | None = None
    quoting: Usage | None = None
    earlier: list[Usage] = field(default_factory=list)
    finish: Finish | None = None
    error: ProviderError | None = None
    code: str | None = None
    reason: str | None = None
    rendered: Rendered | None = None
    told: str | None = None
    offers: tuple[Offer, ...] = ()
    edits: tuple[CardEdit, ...] = ()
    asked: OpenQuestion | None = None

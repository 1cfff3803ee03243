"""What the tools of a turn have found and made, in a form that survives a crash."""

from dataclasses import dataclass, field

from pydantic import TypeAdapter

from threadline.calendar.event import EventDraft
from threadline.core.calendars.participants import Invitee
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.domain.proposal import Alternative, Evidence, Offer, Target


@dataclass(frozen=True, slots=True)
class HandedEvent:
    """An event that was shown to the model under a reference: only those can be named.

    `target` is where it is in a calendar; for one that still waits for its click `proposal_id` is its card.
    `occurrence`: it is one time of a series.
    """

    shown: EventDraft
    target: Target | None = None
    proposal_id: str | None = None
    version: int | None = None
    occurrence: bool = False


@dataclass(frozen=True, slots=True)
class CardEdit:
    """A card that waits for its click, as the person's words want it now; `version` is the one that was looked at."""

    proposal_id: str
    version: int
    draft: EventDraft
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Notes:
    """The findings of a turn.

    `events`, `slots` and `people` are what was shown under which reference; those of events and slots end with
    `series`. `offers` are to become cards, those that code read first, `by_code` in number. `seen` are texts out of
    calendars and material: nothing of them may flow into a title. `tainted` names material that was read, `""` while
    there is none; `touched`: some tool has run. `question` is asked below the answer, and `asked` is what a yes to it
    does.
    """

    events: dict[str, HandedEvent] = field(default_factory=dict)
    slots: dict[str, Offer] = field(default_factory=dict)
    people: dict[str, Invitee] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    by_code: int = 0
    edits: list[CardEdit] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    tainted: str = ""
    touched: bool = False
    question: str | None = None
    asked: OpenQuestion | None = None
    series: str = ""

    @property
    def by_model(self) -> int:
        """How many cards the model has made or changed."""
        return len(self.offers) - self.by_code + len(self.edits)

    def hand_out(self, event: HandedEvent) -> str:
        """The reference of an event; the same event keeps the one that it has."""
        for known, other in self.events.items():
            if _same(event, other):
                return known
        reference = f"{'c' if event.target is None else 'e'}{len(self.events) + 1}{self.series}"
        self.events[reference] = event
        return reference

    def to_json(self) -> str:
        """The stored form."""
        return _NOTES.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Notes":
        """The notes that `to_json` stored."""
        return _NOTES.validate_json(text)


_NOTES = TypeAdapter(Notes)


def _same(one: HandedEvent, other: HandedEvent) -> bool:
    if one.target is None or other.target is None:
        return one.target is other.target and one.proposal_id == other.proposal_id
    return (one.target.calendar, one.target.calendar_id, one.target.event_id) == (
        other.target.calendar,
        other.target.calendar_id,
        other.target.event_id,
    )

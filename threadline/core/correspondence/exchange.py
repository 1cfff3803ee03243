"""An exchange of mails about a time: with whom it is, what they were offered, and what they answered last."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from threadline.core.appointments.booking_link import Terms
from threadline.core.domain.message import NamedPerson


class Came(StrEnum):
    """What came of what was said. `LEFT`: it needs nothing ("thanks")."""

    OFFERED = "offered"
    CHOSEN = "chosen"
    DECLINED = "declined"
    UNCLEAR = "unclear"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Step:
    """The last thing that was dealt with, and what came of it: dealing with it again comes to the same.

    `key` is of the mail, `by` the address it came from and `words` what it said. `taken`: the time that was chosen
    is not free any more. `proposed`: the time is their own, not one of those that were offered.
    """

    key: str
    by: str
    came: Came
    words: str = ""
    start: datetime | None = None
    taken: bool = False
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange, as it stands.

    `people` are those whom its owner addressed: nobody else is written to. `place` and `conversation_key` are the
    channel's own, where the owner is told. `starts` are the times on offer, in `zone`; `rounds` is how often times
    were offered, `shown` all that ever were. `heard` counts the mails that came in it.
    """

    id: str
    owner_id: str
    people: tuple[NamedPerson, ...]
    title: str
    terms: Terms
    zone: str
    language: str
    place: str
    conversation_key: str
    starts: tuple[datetime, ...]
    shown: tuple[datetime, ...] = ()
    link: str = ""
    rounds: int = 1
    heard: int = 0
    last: Step | None = None

    def person(self, address: str) -> NamedPerson | None:
        """The one of its people who has an address."""
        return next((each for each in self.people if (each.email or "").lower() == address.lower()), None)

    def to_json(self) -> str:
        """The stored form."""
        return _EXCHANGE.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Exchange":
        """The exchange that `to_json` stored."""
        return _EXCHANGE.validate_json(text)


_EXCHANGE = TypeAdapter(Exchange)

"""A turn as its tools see it: who asks, what was said where, and what was found so far.

Every text has an origin. Words of the person and of others in the thread may carry times, people and places; material
(a mail, a file, what a tool returned) may carry a time only where the card names it, and never anything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import accumulate

from threadline.calendar.extract import Evidence
from threadline.calendar.extract.quotes import find_quote
from threadline.calendar.when import Policy
from threadline.core.domain.message import Person, Turn
from threadline.core.scheduling.outside_guests import addresses_in
from threadline.core.scheduling.reading_context import ReadingContext
from threadline.core.tools.notes import Notes


class Origin(StrEnum):
    """Where words come from, the most trusted first."""

    PERSON = "person"
    THREAD = "thread"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may be quoted. `author` is who wrote it or, of material, what it is called."""

    origin: Origin
    text: str
    sent_at: datetime
    zone: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a model's call that stand in a text, each at its place there."""

    source: Source
    words: tuple[Evidence, ...]

    @property
    def text(self) -> str:
        """The words, one behind the other."""
        return " ".join(word.value for word in self.words)

    def behind(self, start: int, end: int) -> tuple[Evidence, ...]:
        """The words that a stretch of `text` was put together from, as they stand in their own text."""
        begins = accumulate((len(word.value) + 1 for word in self.words), initial=0)
        return tuple(
            word
            for word, begin in zip(self.words, begins, strict=False)
            if begin < end and start < begin + len(word.value)
        )


@dataclass(slots=True)
class Scene:
    """One turn for its tools.

    `now` is aware; `sources` are the texts that may be quoted, the newest first; `context` is what the message was read
    by, whom the person knows above all.
    """

    turn: Turn
    now: datetime
    sources: tuple[Source, ...]
    context: ReadingContext
    notes: Notes = field(default_factory=Notes)

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.turn.person

    @property
    def zone(self) -> str:
        """The zone the message was said in (IANA)."""
        return self.turn.message.zone or self.turn.person.zone

    @property
    def shared(self) -> bool:
        """Whether others read the thread."""
        return self.turn.message.shared

    @property
    def policy(self) -> Policy:
        """How the person means ambiguous words."""
        return self.context.policy

    def quoted(self, quotes: Sequence[str], *origins: Origin) -> Quotation | None:
        """Where all these words stand together in one text, of the most trusted origin; None where they do not."""
        if not quotes:
            return None
        for source in self._of(origins):
            found = [find_quote(source.text, quote) for quote in quotes]
            words = tuple(word for word in found if word is not None)
            if len(words) == len(quotes):
                once = {word.span: word for word in words}  # some models quote the same words twice
                return Quotation(source, tuple(once[span] for span in sorted(once)))
        return None

    def says(self, words: str, *origins: Origin) -> bool:
        """Whether these words stand in a text of such an origin."""
        return self.quoted([words], *origins) is not None

    def names(self, person: str, *origins: Origin) -> bool:
        """Whether somebody is named there; an address has to stand there whole: its beginning is another's."""
        if "@" not in person[1:]:
            return self.says(person, *origins)
        return person.lower() in addresses_in(self.said(*origins))

    def said(self, *origins: Origin) -> str:
        """All that was said there."""
        return "\n".join(source.text for source in self._of(origins))

    def _of(self, origins: Sequence[Origin]) -> Sequence[Source]:
        wanted = origins or tuple(Origin)
        return [source for origin in wanted for source in self.sources if source.origin is origin]


SPOKEN = (Origin.PERSON, Origin.THREAD)
"""Words of people who take part."""

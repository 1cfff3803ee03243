"""What an answer asked back, kept with its turn: the next message of the same person may answer it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter


class Missing(StrEnum):
    """What was asked for: when an event is, its hour alone, the text of a task, a word over a card's doubts, whether a
    preference is to be kept, which of several events is meant, whether something goes on the list of things to do, a
    link is to be made, or times are to be held.
    """

    TIME = "time"
    HOUR = "hour"
    TEXT = "text"
    CONSENT = "consent"
    PREFERENCE = "preference"
    WHICH = "which"
    TODO = "todo"
    LINK = "link"
    HOLD = "hold"
    POLL = "poll"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for its answer.

    `words` are those it was asked about, said by `person_id` at `said_at` (aware) on the clock of `zone` (IANA).
    `proposal_id` and `version` name the card that a question of consent is about, `template_id` and `variables` the
    task whose text is missing; for a preference, `variables` are what is to be kept ("" for what is to be forgotten).
    """

    missing: Missing
    person_id: str
    words: str
    said_at: datetime
    zone: str
    proposal_id: str | None = None
    version: int | None = None
    template_id: str | None = None
    variables: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """The stored form."""
        return _ADAPTER.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "OpenQuestion":
        """The question that `to_json` stored. Raises `ValueError`."""
        return _ADAPTER.validate_json(text)


_ADAPTER = TypeAdapter(OpenQuestion)

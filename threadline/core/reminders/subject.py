"""What a reminder is about, and the id by which it is told once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from pydantic import TypeAdapter


class Kind(StrEnum):
    """What is told."""

    MEETING = "meeting"
    BRIEF = "brief"
    EXPIRY = "expiry"
    ANSWER = "answer"
    BUDGET = "budget"
    CHOSEN = "chosen"  # somebody outside chose a time by a booking link
    HOST = "host"  # somebody asks to be given what is chosen by their booking link
    BASELINE = "baseline"  # the answers there were when they were first wanted


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about: `of` is the id of an event or a proposal, or a date; `at` which occurrence of it (aware).

    A guest's answer also has who gave it and what it is, and the event's title; a time that was chosen by a booking
    link who chose it, and the title; the id of a link, whose it is and its title, where it asks for a host.
    Of a limit that people share, `of` is the channel, or empty where it does not ask for one, `title` the bound as
    it is read, and `answer` is `nearly` or `all`.
    """

    of: str
    at: datetime
    who: str = ""
    answer: str = ""
    title: str = ""

    def to_json(self) -> str:
        """The stored form."""
        return _ADAPTER.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Subject":
        """What `to_json` stored. Raises `ValueError`."""
        return _ADAPTER.validate_json(text)


_ADAPTER = TypeAdapter(Subject)


def reminder_id(person_id: str, kind: Kind, *parts: str) -> str:
    """The same for the same person, kind, subject and occurrence, whoever plans it."""
    return sha256("\x1f".join((person_id, kind, *parts)).encode()).hexdigest()

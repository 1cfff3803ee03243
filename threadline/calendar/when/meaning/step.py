"""Which of those that follow one another is meant: "this", "next", "last"."""

from enum import Enum


class Step(Enum):
    """Which one is meant: this, the next, the last … as the words say it."""

    LAST = "last"
    PAST = "past"
    THIS = "this"
    COMING = "coming"
    NEXT = "next"

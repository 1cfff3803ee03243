"""What the indices of words have in common on both databases: kinds of lines, and the letters that stand together."""

from collections.abc import Sequence
from enum import Enum, IntEnum

LETTERS = 3
_UPPER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}


class Kind(IntEnum):
    """What a line is."""

    MESSAGE = 0
    ANSWER = 1
    TITLE = 2


Found = tuple[Kind, str]
"""What a line is, and of which message or conversation."""


class Whose(Enum):
    """Which lines: what was said in a person's conversations, the titles of these, or what the person said anywhere."""

    LINES = "lines"
    TITLES = "titles"
    OWN = "own"


def grams(word: str, *, step: int = 1) -> Sequence[str]:
    """Every three letters that stand together in it, or those that are a few places apart and the last ones."""
    last = len(word) - LETTERS
    return list(dict.fromkeys(word[start : start + LETTERS] for start in (*range(0, last, step), last)))


def ascii_folded(word: str) -> str:
    """In small letters, where they are of ASCII."""
    return word.lower() if word.isascii() else word.translate(_UPPER)

"""What the index of trigrams is asked, on SQLite: see migration 0032, which makes it and keeps it in step.

It knows which lines have the letters of a word, not that they stand together, so what it finds is looked at again.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import chain

from sqlalchemy import Connection, TextClause, bindparam, text

_LETTERS = 3
_DIGITS = "0123456789abcdef"


class Kind(IntEnum):
    """What a line is."""

    MESSAGE = 0
    ANSWER = 1
    TITLE = 2


_FIRST = {Kind.MESSAGE: 0xE000, Kind.ANSWER: 0xE000, Kind.TITLE: 0xF0000}

_FOUND = text(
    "SELECT kind, source FROM search_lines WHERE number IN"
    " (SELECT rowid FROM search_index WHERE search_index MATCH :asked ORDER BY rowid DESC LIMIT :most)"
)


def found_lines(connection: Connection, asked: str, *, most: int) -> Sequence[tuple[Kind, str]]:
    """The newest lines that may have the words, at most `most`: of which kind, and of which message or conversation."""
    return [(Kind(kind), source) for kind, source in connection.execute(_FOUND, {"asked": asked, "most": most})]


def has_index(connection: Connection) -> bool:
    """Whether there is such an index here."""
    if connection.dialect.name != "sqlite":
        return False
    return connection.execute(_THERE).first() is not None


def messages_with(connection: Connection, words: str, *, most: int) -> Sequence[str] | None:
    """The messages of anybody that may have these words as they are; None where the index does not say, or too many."""
    asked = question([[words]]) if has_index(connection) else None
    if asked is None:
        return None
    found = found_lines(connection, asked, most=most)
    return None if len(found) == most else [source for kind, source in found if kind is Kind.MESSAGE]


_THERE: TextClause = text("SELECT 1 FROM sqlite_master WHERE name = :name").bindparams(
    bindparam("name", "search_index")
)


def question(words: Iterable[Iterable[str]], *, person_id: str | None = None, titles: bool = False) -> str | None:
    """Lines with one of the ways of writing of each word, of a person; None where no word is long enough to say."""
    asked = [" OR ".join(sorted({_all_of(way.lower()) for way in ways})) for ways in map(list, words) if _long(ways)]
    if not asked:
        return None
    mine = () if person_id is None else (_quoted(mark(person_id, Kind.TITLE if titles else Kind.MESSAGE)),)
    return " AND ".join(chain(mine, (f"({each})" for each in asked)))


def mark(person_id: str, kind: Kind) -> str:
    """The three letters that stand for a person; two persons may have the same, so theirs are told apart afterwards."""
    digits = [_DIGITS.find(person_id[-place : -place + 1 or None]) + 1 for place in range(1, 10)]
    trios = zip(digits[::3], digits[1::3], digits[2::3], strict=True)
    return "".join(chr(_FIRST[kind] + 289 * a + 17 * b + c) for a, b, c in trios)


def _long(ways: Sequence[str]) -> bool:
    return all(len(way) >= _LETTERS and "\0" not in way for way in ways)


def _all_of(word: str) -> str:
    # Side by side, and the last ones: those between would be found with them nearly always, and each costs a search.
    last = len(word) - _LETTERS
    grams = dict.fromkeys(word[start : start + _LETTERS] for start in (*range(0, last, _LETTERS), last))
    return f"({' AND '.join(map(_quoted, grams))})"


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'

"""The index of words: which lines have the letters that are looked for, on either database.

It knows which lines have the letters of a word, not that they stand together, so what it finds is looked at again.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from threadline.storage import search_on_postgres, search_on_sqlite
from threadline.storage.search_letters import LETTERS, Found, Kind, Whose, ascii_folded

__all__ = ["Found", "Kind", "Whose", "found_lines", "has_all", "says_all"]


def found_lines(
    connection: Connection, words: Iterable[str], whose: Whose, person_id: str, *, most: int
) -> Sequence[Found] | None:
    """The newest lines that may have all of the words, at most `most`: the kind, and the message or conversation.

    None where the index does not say: it is not there, or no word is long enough. Where a person's own messages are
    asked for, it may find those of others as well.
    """
    telling = [ways for ways in map(_ways, words) if all(len(way) >= LETTERS and "\0" not in way for way in ways)]
    if not telling:
        return None
    if connection.dialect.name == "sqlite":
        there, found = search_on_sqlite.is_there, search_on_sqlite.found
    else:
        there, found = search_on_postgres.is_there, search_on_postgres.found
    return found(connection, telling, whose, person_id, most=most) if there(connection) else None


def has_all(connection: Connection, written: InstrumentedAttribute[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Whether a text has all of the words.

    SQLite knows the two cases of ASCII alone, and Postgres is told to: of other letters each way of writing a word is
    looked for.
    """
    text = written if connection.dialect.name == "sqlite" else written.collate("C")
    return and_(*(or_(*(text.icontains(way, autoescape=True) for way in _ways(word))) for word in words))


def says_all(written: str, words: Iterable[str]) -> bool:
    """The same, of a text that was read."""
    folded = ascii_folded(written)
    return all(any(ascii_folded(way) in folded for way in _ways(word)) for word in words)


def _ways(word: str) -> Sequence[str]:
    """In a set order, so that a statement is the same each time."""
    ways = (word,) if word.isascii() else (word, word.lower(), word.upper(), word.capitalize())
    return list(dict.fromkeys(ways))

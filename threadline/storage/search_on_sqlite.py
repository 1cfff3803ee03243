"""What the index of words is asked on SQLite: FTS5 with trigrams. Migration 0032 makes it and keeps it in step."""

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection, text

from threadline.storage.search_letters import LETTERS, Found, Kind, Whose, grams

_DIGITS = "0123456789abcdef"
_FIRST = {Whose.LINES: 0xE000, Whose.TITLES: 0xF0000}
_FOLDED_ALIKE = 0x590
"""Before Hebrew; of what stands behind it SQLite may fold what it knows otherwise than Python does."""

_KINDS = tuple(Kind)
_FOUND = text(
    "SELECT kind, source FROM search_lines WHERE number IN"
    " (SELECT rowid FROM search_index WHERE search_index MATCH :asked ORDER BY rowid DESC LIMIT :most)"
)
LACKING = (
    "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'search_index')"
    " AND NOT EXISTS (SELECT 1 FROM pragma_module_list WHERE name = 'fts5')"
)
"""Asks whether there is an index that this SQLite cannot keep: then nothing can be written, nor the file be checked."""
LACKS_FTS5 = (
    "The database has an index of words, which the SQLite of this Python cannot keep: it was built without FTS5"
)
LACKS_FTS5_ADVICE = "Use the Python that made the database, or one whose SQLite has FTS5."
_THERE = text("SELECT 1 FROM sqlite_master WHERE name = 'search_index'")


def found(
    connection: Connection, words: Sequence[Sequence[str]], whose: Whose, person_id: str, *, most: int
) -> Sequence[Found]:
    """The newest lines that may have one of the ways of writing of each word. Of own messages: of anybody's."""
    mine = () if whose is Whose.OWN else (_quoted(_mark(person_id, whose)),)
    asked = " AND ".join(chain(mine, map(_one_of, words)))
    return [(_KINDS[kind], source) for kind, source in connection.execute(_FOUND, {"asked": asked, "most": most})]


def is_there(connection: Connection) -> bool:
    """Whether there is such an index here."""
    return connection.execute(_THERE).first() is not None


def _mark(person_id: str, whose: Whose) -> str:
    """The three letters that stand for a person; two persons may have the same, so theirs are told apart afterwards."""
    digits = [_DIGITS.find(person_id[-place : -place + 1 or None]) + 1 for place in range(1, 10)]
    trios = zip(digits[::3], digits[1::3], digits[2::3], strict=True)
    return "".join(chr(_FIRST[whose] + 289 * a + 17 * b + c) for a, b, c in trios)


def _one_of(ways: Sequence[str]) -> str:
    return f"({' OR '.join(dict.fromkeys(_all_of(folded(way)) for way in ways))})"


def _all_of(word: str) -> str:
    # Side by side, and the last ones: those between would be found with them nearly always, and each costs a search.
    return f"({' AND '.join(map(_quoted, grams(word, step=LETTERS)))})"


def folded(word: str) -> str:
    """The word as the index has it, as far as both surely agree: the index folds the rest itself."""
    return "".join(
        letter.lower() if ord(letter) < _FOLDED_ALIKE and len(letter.lower()) == 1 else letter for letter in word
    )


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'

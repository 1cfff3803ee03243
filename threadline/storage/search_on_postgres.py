"""What the index of words is asked on Postgres: GIN of every three letters. Migration 0035 makes it and keeps it so.

It folds the case of ASCII alone, as the last look at each line does.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from threadline.storage.search_fill import is_filled
from threadline.storage.search_letters import Found, Kind, Whose, ascii_folded, grams

_MARKS = {Whose.LINES: "line", Whose.TITLES: "title", Whose.OWN: "own"}
_ANYTHING = "'*'"

_KINDS = tuple(Kind)
_FOUND = text("SELECT found_kind, found_source FROM search_found(:mark, :asked, :most)")


def found(
    connection: Connection, words: Sequence[Sequence[str]], whose: Whose, person_id: str, *, most: int
) -> Sequence[Found]:
    """The newest lines that may have one of the ways of writing of each word."""
    asked = f"({' & '.join(map(_one_of, words))} | {_ANYTHING})"
    given = {"mark": f"{_MARKS[whose]} {person_id}", "asked": asked, "most": most}
    return [(_KINDS[kind], source) for kind, source in connection.execute(_FOUND, given)]


def is_there(connection: Connection) -> bool:
    """Whether everything that was there before is in the index by now."""
    return is_filled(connection)


def _one_of(ways: Sequence[str]) -> str:
    return f"({' | '.join(dict.fromkeys(map(_all_of, ways)))})"


def _all_of(word: str) -> str:
    # All of them: a gram more costs little, for it is the rarest that leads.
    return f"({' & '.join(map(_quoted, grams(ascii_folded(word))))})"


def _quoted(gram: str) -> str:
    return "'" + gram.replace("\\", "\\\\").replace("'", "''") + "'"

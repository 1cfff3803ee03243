"""A long text in pieces that a model can read, and how far a reader has come, in what people count it in.

Pages are told apart by form feeds, which the reader of files puts between them; sheets of a workbook likewise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

PAGE_BREAK = "\f"
_BREAKS = (PAGE_BREAK, "\n\n", "\n", ". ", " ")
_LATEST_BREAK = 0.6
_WORKBOOKS = frozenset({".xlsx", ".xls"})


class Unit(StrEnum):
    """What a text is counted in."""

    PAGES = "pages"
    SHEETS = "sheets"
    LINES = "lines"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Part:
    """From which to which unit a piece goes, of how many; both count from 1."""

    unit: Unit
    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A text in its units: pages or sheets where it has some, else lines, else hundredths."""

    text: str
    unit: Unit
    total: int

    @classmethod
    def of(cls, text: str, names: Sequence[str] = ()) -> "Measure":
        """Measure a text; `names` are those of the files it is made of."""
        breaks = text.count(PAGE_BREAK)
        if breaks and len(names) == 1:
            sheets = PurePath(names[0].lower()).suffix in _WORKBOOKS
            return cls(text, Unit.SHEETS if sheets else Unit.PAGES, breaks + 1)
        lines = text.count("\n") + 1
        return cls(text, Unit.LINES, lines) if lines > 1 else cls(text, Unit.PERCENT, 100)

    def part(self, begin: int, end: int) -> Part:
        """The part between two places in the text."""
        if self.unit is Unit.PERCENT:
            length = max(1, len(self.text))
            return Part(self.unit, begin * 100 // length + 1, max(1, end * 100 // length), 100)
        mark = "\n" if self.unit is Unit.LINES else PAGE_BREAK
        first = self.text.count(mark, 0, begin) + 1
        # What ends right behind a break has not begun what follows it.
        last = first + self.text.count(mark, begin, max(begin, end - 1))
        return Part(self.unit, first, last, self.total)


def pieces_of(text: str, size: int) -> list[tuple[int, int]]:
    """Begin and end of pieces of at most `size` bytes of UTF-8, each cut at the best break in its last part."""
    found, begin = list[tuple[int, int]](), 0
    while begin < len(text):
        end = _end(text, begin, size)
        found.append((begin, end))
        begin = end
    return found


def _end(text: str, begin: int, size: int) -> int:
    most = text[begin : begin + size].encode("utf-8", "surrogatepass")[:size]
    furthest = begin + max(1, len(most.decode("utf-8", "ignore")))
    if furthest >= len(text):
        return len(text)
    earliest = begin + int((furthest - begin) * _LATEST_BREAK)
    for mark in _BREAKS:
        at = text.rfind(mark, earliest, furthest)
        if at >= 0:
            return at + len(mark)
    return furthest

"""Long texts in pieces: nothing is lost between them, and how far one has come is told as people count."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.core.documents.pieces import Measure, Part, Unit, pieces_of

PAGES = "\n\f".join(f"Page {number}. " + "word " * 50 for number in range(1, 121))


def test_pages_stay_whole_where_they_can() -> None:
    measure = Measure.of(PAGES, ["report.pdf"])
    parts = [measure.part(begin, end) for begin, end in pieces_of(PAGES, 4_000)]
    assert parts[0] == Part(Unit.PAGES, 1, 15, 120)
    assert parts[-1].last == 120
    assert all(before.last + 1 == after.first for before, after in pairwise(parts))


@pytest.mark.parametrize(
    ("text", "names", "unit", "total"),
    [
        ("a\n\fb", ["Plan.XLSX"], Unit.SHEETS, 2),
        ("a\n\fb", ["a.pdf", "b.pdf"], Unit.LINES, 2),
        ("a\nb\nc", [], Unit.LINES, 3),
        ("one long line", ["a.pdf"], Unit.PERCENT, 100),
    ],
)
def test_a_text_is_counted_in_what_it_has(text: str, names: list[str], unit: Unit, total: int) -> None:
    measure = Measure.of(text, names)
    assert (measure.unit, measure.total) == (unit, total)
    assert measure.part(0, len(text)) == Part(unit, 1, total, total)


def test_hundredths() -> None:
    assert Measure.of("x" * 1_000).part(250, 500) == Part(Unit.PERCENT, 26, 50, 100)


@given(text=st.text(max_size=400), size=st.integers(8, 60))
def test_pieces_are_the_text(text: str, size: int) -> None:
    pieces = [text[begin:end] for begin, end in pieces_of(text, size)]
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode()) <= size for piece in pieces)

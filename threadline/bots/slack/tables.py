"""Tables as Slack's own (docs.slack.dev/reference/block-kit/blocks/table-block), where they fit.

A message takes one table, of so many rows, columns and characters. What does not fit, and what still grows, is shown as
aligned code.
"""

from collections.abc import Sequence
from typing import Any

from threadline.bots.slack.rendering import markdown
from threadline.core.channels.commonmark import fence_after, plain_words, table_end, table_rows

Json = dict[str, Any]

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 100, 20, 10_000


def table_blocks(text: str) -> list[Json] | None:
    """The blocks of a text with one table in it; None for a text without one, with several, or with one too large."""
    lines = text.split("\n")
    found = _tables(lines)
    if len(found) != 1:
        return None
    (begin, end, rows), *_ = found
    if not _fits(rows):
        return None
    around = [markdown("\n".join(part)).strip("\n") for part in (lines[:begin], lines[end:])]
    before, after = ([{"type": "markdown", "text": part}] if part.strip() else [] for part in around)
    return [*before, _table(rows), *after]


def _tables(lines: Sequence[str]) -> list[tuple[int, int, Sequence[Sequence[str]]]]:
    """Where the tables of a text begin and end, and their cells; code has none."""
    found, fence, position = list[tuple[int, int, Sequence[Sequence[str]]]](), "", 0
    while position < len(lines):
        if fence or not lines[position].lstrip().startswith("|"):
            fence = fence_after(fence, lines[position])
            position += 1
            continue
        end = table_end(lines, position)
        if (rows := table_rows(lines[position:end])) is not None:
            found.append((position, end, rows))
        position = end
    return found


def _fits(rows: Sequence[Sequence[str]]) -> bool:
    return (
        len(rows) <= MOST_ROWS
        and max(map(len, rows)) <= MOST_COLUMNS
        and sum(len(cell) for row in rows for cell in row) <= MOST_CHARACTERS
    )


def _table(rows: Sequence[Sequence[str]]) -> Json:
    width = max(map(len, rows))
    cells = [[_cell(cell) for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True}] * width}


def _cell(text: str) -> Json:
    """A cell has no markup, and none of it is empty."""
    return {"type": "raw_text", "text": plain_words(text) or " "}

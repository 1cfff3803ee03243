"""From the rows to the table that the package ships, and the sheet that says what is in it."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from threadline.calendar.acts.features import buckets
from threadline.calendar.acts.table import ACTS, FILE
from training.acts.perceptron import Example, learn
from training.acts.rows import CORPORA, FRAMED, Row, read

SHEET = Path(__file__).with_name("sheet.json")
TABLE = Path(__file__).parents[2] / "threadline" / "calendar" / "acts" / FILE
SAMPLE = 500
_UNREAD = 3  # in every third framed row the times stay words: a grammar does not read every time


def examples() -> list[Row]:
    """All rows, in their order."""
    framed = [
        Row(row.text, row.lang, row.act, row.source) if index % _UNREAD == 0 else row
        for index, row in enumerate(read(FRAMED))
    ]
    return [*framed, *read(CORPORA)]


def sample(rows: Sequence[Row]) -> list[Row]:
    """A few hundred rows from all over, for a check that takes a second."""
    return list(rows[:: len(rows) // SAMPLE][:SAMPLE])


def table(rows: Iterable[Row]) -> bytes:
    """The weights that these rows give."""
    return learn([Example(buckets(row.text, row.times), ACTS.index(row.act)) for row in rows])


def sheet(rows: Sequence[Row], weights: bytes) -> dict[str, object]:
    """What the table was made of."""
    return {
        "rows": len(rows),
        "sources": dict(sorted(Counter(row.source for row in rows).items())),
        "languages": dict(sorted(Counter(row.lang for row in rows).items())),
        "acts": {str(act): sum(row.act is act for row in rows) for act in ACTS},
        "table": digest(weights),
        "sample": digest(table(sample(rows))),
        "packed_bytes": len(zlib.compress(weights, 9)),
    }


def digest(weights: bytes) -> str:
    """How a table is told from another, whatever zlib packed it."""
    return hashlib.sha256(weights).hexdigest()


def unpacked(packed: bytes) -> bytes:
    """The weights of a table as it is shipped."""
    return zlib.decompress(packed)


def main() -> None:
    """Train, and write the table and its sheet."""
    rows = examples()
    weights = table(rows)
    TABLE.write_bytes(zlib.compress(weights, 9))
    SHEET.write_text(json.dumps(sheet(rows, weights), indent=2) + "\n", encoding="utf-8")

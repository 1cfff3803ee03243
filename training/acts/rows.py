"""The rows that are learned from, with their times: `corpora.jsonl` (public sources) and `framed.jsonl` (our frames).

`python -m training.acts.rows` fills the frames in anew and reads the times of all rows with the product's grammar.
They are kept with the rows, so that the table does not change whenever the grammar does.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from threadline.calendar.acts.marks import time_marks
from threadline.calendar.acts.model import Act, Mark
from threadline.calendar.when import resolve
from training.acts.frames import FOLDER, sentences

CORPORA = Path(__file__).with_name("corpora.jsonl")
FRAMED = Path(__file__).with_name("framed.jsonl")
SAID_AT = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("America/New_York"))
_LEAST_CONFIDENCE = 0.35  # as the reader has it
_EACH = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One example: a text, its language, what it does, where it is from, and the times that stand in it."""

    text: str
    lang: str
    act: Act
    source: str
    times: tuple[Mark, ...] = ()


def read(path: Path) -> list[Row]:
    """The rows of a file."""
    with path.open(encoding="utf-8") as lines:
        return [_row(json.loads(line)) for line in lines]


def _row(said: dict[str, str]) -> Row:
    times = tuple(Mark(*each) for each in said.get("times", ()))
    return Row(said["text"], said["lang"], Act(said["act"]), said["source"], times)


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows, a line each."""
    with path.open("w", encoding="utf-8") as lines:
        for row in rows:
            said = asdict(row) | {"times": [[mark.start, mark.end, mark.sort] for mark in row.times]}
            lines.write(json.dumps(said, ensure_ascii=False) + "\n")


def framed() -> Iterator[Row]:
    """What our frames give, without their times."""
    for path in sorted(FOLDER.glob("*.txt")):
        for act, text in sentences(path.stem, each=_EACH):
            yield Row(text, path.stem, Act(act), "frames")


def timed(row: Row) -> Row:
    """The row with the times that the grammar reads in it today."""
    whens = [when for when in resolve(row.text, SAID_AT) if when.confidence >= _LEAST_CONFIDENCE]
    return Row(row.text, row.lang, row.act, row.source, time_marks(whens, SAID_AT))


def main() -> None:
    """Fill the frames in and read all times anew."""
    write(FRAMED, (timed(row) for row in framed()))
    write(CORPORA, [timed(row) for row in read(CORPORA)])


if __name__ == "__main__":
    main()

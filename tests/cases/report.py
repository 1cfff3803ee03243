"""How many cases of each file and kind are right: `python -m tests.cases.report [--fails N] [FILE ...]`.

The cases are those of `tests/cases/open`, or of the folder that `THREADLINE_CASES` names, and our own beside them:
`own` was built with, `aside` was kept apart while building.
"""

import argparse
import os
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tests.cases.judging import Verdict, judge
from tests.cases.rows import ROWS, Row, rows_of

HERE = Path(__file__).parent
OPEN = Path(os.environ.get("THREADLINE_CASES", HERE / "open"))


@dataclass(slots=True)
class Count:
    """How many of some cases are right, and the ids of those that are not."""

    of: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def right(self) -> int:
        return self.of - len(self.wrong)

    @property
    def percent(self) -> float:
        return 100 * self.right / max(self.of, 1)

    def add(self, row: Row, verdict: Verdict) -> None:
        """Count one more case."""
        self.of += 1
        self.wrong += [] if verdict.right else [row.id]


def case_files() -> Iterator[Path]:
    """The files that are judged: the open ones (or those of the folder that is named instead), then our own."""
    yield from (path for name in ROWS if (path := OPEN / f"{name}.jsonl").exists())
    for part in ("own", "aside"):
        yield from sorted(path for path in (HERE / part).rglob("*.jsonl") if path.stem in ROWS)


def name_of(path: Path) -> str:
    """What a file is called in the report and in the table of floors: "reading", "own/slots/reading"."""
    return path.stem if path.is_relative_to(OPEN) else path.relative_to(HERE).with_suffix("").as_posix()


def verdicts(path: Path) -> Iterator[tuple[Row, Verdict]]:
    """The cases of a file, judged. One that breaks the product is one that is not right."""
    for row in rows_of(path):
        try:
            yield row, judge(row, path.stem)
        except Exception as error:  # noqa: BLE001
            yield row, Verdict([repr(error)], traceback.format_exc(limit=-1).strip())


def count(judged: Iterable[tuple[Row, Verdict]]) -> dict[str, Count]:
    """The counts of a file by kind."""
    counts: dict[str, Count] = defaultdict(Count)
    for row, verdict in judged:
        counts[row.group or "all"].add(row, verdict)
    return counts


def total(counts: dict[str, Count]) -> Count:
    """All kinds of a file together."""
    return Count(sum(each.of for each in counts.values()), [one for each in counts.values() for one in each.wrong])


def _print_counts(path: Path, counts: dict[str, Count]) -> None:
    whole = total(counts)
    print(f"\n{name_of(path)}: {whole.right} of {whole.of} right ({whole.percent:.0f} %)")
    for kind, each in sorted(counts.items()):
        wrong = " ".join(one.rsplit("-", 1)[-1] for one in each.wrong)
        print(f"  {kind:32} {each.right:3} / {each.of:<3}{'  wrong: ' * bool(wrong)}{wrong}")


def _print_wrong(judged: Iterable[tuple[Row, Verdict]], most: int) -> None:
    for row, verdict in islice(((row, verdict) for row, verdict in judged if not verdict.right), most):
        print(f"  ✗ {row.id} {row.text!r}\n      {', '.join(verdict.faults)}: {verdict.seen}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", help="only these, as the report names them")
    parser.add_argument("--fails", type=int, default=0, metavar="N", help="show so many failures of a file")
    asked = parser.parse_args()
    for path in case_files():
        if asked.files and name_of(path) not in asked.files:
            continue
        judged = list(verdicts(path))
        _print_counts(path, count(judged))
        _print_wrong(judged, asked.fails)


if __name__ == "__main__":
    main()

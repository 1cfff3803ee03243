"""How many threads of each kind are right: `python -m tests.cases.dialogue.report [--kind K] [--fails N] [FILE ...]`.

The threads are those of `tests/cases/open`, or of the folder that `THREADLINE_CASES` names, and our own beside them.
"""

import argparse
import asyncio
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from tests.cases.dialogue.seen import Turned, faults_of, shown
from tests.cases.dialogue.stage import empty_house, play
from tests.cases.dialogue.threads import Thread, threads_of
from tests.cases.report import HERE, OPEN, Count, name_of


@dataclass(frozen=True, slots=True)
class Played:
    """A thread, what is wrong with it (nothing where it is right), and what was seen, turn by turn."""

    thread: Thread
    faults: tuple[str, ...]
    story: str


def dialogue_files() -> Iterator[Path]:
    """The files of threads: the open one (or that of the folder named instead), then our own."""
    yield from (path for path in [OPEN / "dialogue.jsonl"] if path.exists())
    for part in ("own", "aside"):
        yield from sorted((HERE / part).rglob("dialogue*.jsonl"))


async def played(thread: Thread) -> Played:
    """Play a thread to its end, or to the turn that breaks the product."""
    faults: list[str] = []
    story: list[str] = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            shutil.copytree(await empty_house(), directory, dirs_exist_ok=True)
            async for step, before, after in play(thread, Path(directory)):
                found = faults_of(Turned(before, after, zone_of(thread)), step.expect)
                faults += [f"turn {len(story) + 1}: {fault}" for fault in found]
                story.append(f"      > {step.say or step.do}\n{shown(after)}")
        except Exception as error:  # noqa: BLE001
            faults.append(repr(error))
            story.append(traceback.format_exc(limit=-3))
    return Played(thread, tuple(faults), "\n".join(story))


def zone_of(thread: Thread) -> ZoneInfo:
    """The writer's zone."""
    return ZoneInfo(thread.zone)


def count(judged: list[Played]) -> dict[str, Count]:
    """The counts by kind."""
    counts: dict[str, Count] = {}
    for each in judged:
        one = counts.setdefault(each.thread.kind, Count())
        one.of += 1
        one.wrong += [each.thread.id] * bool(each.faults)
    return counts


def print_counts(name: str, judged: list[Played]) -> None:
    """One line for the file, one for each kind."""
    right = sum(not each.faults for each in judged)
    print(f"\n{name}: {right} of {len(judged)} right ({100 * right / max(len(judged), 1):.0f} %)")
    for kind, each in sorted(count(judged).items()):
        wrong = " ".join(one.rsplit("-", 1)[-1] for one in each.wrong)
        print(f"  {kind:32} {each.right:3} / {each.of:<3}{'  wrong: ' * bool(wrong)}{wrong}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", help="only these, as the report names them")
    parser.add_argument("--kind", action="append", default=[], help="only threads of this kind")
    parser.add_argument("--id", default="", help="only threads whose id ends so")
    parser.add_argument("--fails", type=int, default=0, metavar="N", help="show so many failures of a file")
    parser.add_argument("--all", action="store_true", help="show what is right as well")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    for path in dialogue_files():
        if asked.files and name_of(path) not in asked.files:
            continue
        threads = [each for each in threads_of(path) if not asked.kind or each.kind in asked.kind]
        judged = [asyncio.run(played(each)) for each in threads if each.id.endswith(asked.id)]
        print_counts(name_of(path), judged)
        for each in [one for one in judged if one.faults or asked.all][: 10_000 if asked.all else asked.fails]:
            print(f"  {'✗' if each.faults else '✓'} {each.thread.id} {', '.join(each.faults)}\n{each.story}")


if __name__ == "__main__":
    main()

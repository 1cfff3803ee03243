"""How many of Slack's collected requests come out right: `python -m tests.cases.slack.report [--id ID]`."""

import argparse
import asyncio
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import structlog

from tests.cases.slack.judging import faults_of
from tests.cases.slack.posting import Case, cases_of, opened

HERE = Path(__file__).parent.parent
GIVEN = os.environ.get("THREADLINE_CASES")
FOLDERS = [Path(GIVEN) / "slack"] if GIVEN else [HERE / part / "slack" for part in ("open", "own", "aside")]


def slack_cases() -> Iterator[Case]:
    """All of them: the open ones (or those of the folder that is named instead), then our own."""
    for folder in FOLDERS:
        yield from cases_of(folder)


async def posted(case: Case) -> Sequence[str]:
    """Send a case's requests to a product of its own; answers with what is wrong then."""
    with tempfile.TemporaryDirectory() as directory:
        async with opened(case, Path(directory)) as stage:
            return faults_of(await stage.play())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--id", default="", help="only cases whose id begins so")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    right = of = 0
    for case in slack_cases():
        if not case.id.startswith(asked.id):
            continue
        faults = asyncio.run(posted(case))
        of, right = of + 1, right + (not faults)
        if faults:
            print(f"  {case.id}: {'; '.join(faults)}", flush=True)
    print(f"slack: {right} of {of} right ({100 * right / max(of, 1):.0f} %)")


if __name__ == "__main__":
    main()

"""How many of Slack's collected requests come out right: `python -m tests.cases.slack.report [--id ID]`."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.cases.requests import Case, cases_of
from tests.cases.sending import tell
from tests.cases.slack.judging import faults_of
from tests.cases.slack.posting import opened

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


if __name__ == "__main__":
    tell("slack", slack_cases(), posted)

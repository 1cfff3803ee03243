"""How many of the collected requests over HTTP come out right: `python -m tests.cases.http.report [--id ID]`."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.cases.dialogue.stage import empty_house
from tests.cases.http.asking import Case, cases_of, opened
from tests.cases.http.judging import faults_of
from tests.cases.sending import places, tell


def http_cases() -> Iterator[Case]:
    """All of them: the open ones (or those of the folder that is named instead), then our own."""
    for file in places("http.jsonl"):
        yield from cases_of(file)


async def posted(case: Case) -> Sequence[str]:
    """Send a case's requests to a product of its own; answers with what is wrong then."""
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(await empty_house(), directory, dirs_exist_ok=True)
        async with opened(case, Path(directory)) as stage:
            return faults_of(await stage.play())


if __name__ == "__main__":
    tell("http", http_cases(), posted)

"""The threads stay as right as they are: each file has a floor, which is raised as the product learns."""

from pathlib import Path

import pytest

from tests.cases.dialogue.report import dialogue_files, played
from tests.cases.dialogue.threads import threads_of
from tests.cases.report import OPEN, name_of

FLOORS = {
    "dialogue": 95,
    "own/dialogue/dialogue": 90,
    "own/at_hand/dialogue": 90,
    "aside/dialogue/dialogue": 85,
    "aside/at_hand/dialogue": 85,
    "own/dialogue/dialogue_pointing": 90,
    "aside/dialogue/dialogue_pointing": 75,
    "own/dialogue/dialogue_languages": 90,
    "own/at_hand/dialogue_further": 90,
}
"""The least share of right threads, in percent."""

SHORT = 8
"""How many threads of a file of our own are played in every run, spread over it; `make cases` plays all of them."""


@pytest.mark.parametrize("path", [pytest.param(path, id=name_of(path)) for path in dialogue_files()])
async def test_the_share_of_right_threads_does_not_fall(path: Path) -> None:
    threads = list(threads_of(path))
    if not path.is_relative_to(OPEN):
        threads = threads[:: max(1, len(threads) // SHORT)]
    judged = [await played(thread) for thread in threads]
    wrong = [each.thread.id for each in judged if each.faults]
    wrong_at_most = max(1, len(judged) * (100 - FLOORS.get(name_of(path), 0)) // 100)
    assert len(wrong) <= wrong_at_most, f"of {len(judged)} are wrong: {', '.join(wrong)}"

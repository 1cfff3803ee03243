"""The threads stay as right as they are: each file has a floor, which is raised as the product learns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    "own/dialogue/dialogue_unreadable": 100,
    "own/dialogue/dialogue_pointing": 90,
    "aside/dialogue/dialogue_pointing": 75,
    "own/dialogue/dialogue_languages": 90,
    "own/at_hand/dialogue_further": 90,
    "own/dialogue/dialogue_finding": 90,
    "aside/dialogue/dialogue_finding": 85,
    "own/threads/dialogue": 90,
    "aside/threads/dialogue": 80,
    "own/threads/dialogue_second": 85,
    "aside/threads/dialogue_second": 75,
    "own/threads/dialogue_third": 85,
    "aside/threads/dialogue_third": 70,
    "own/invitations/dialogue": 95,
    "aside/invitations/dialogue": 80,
    "own/threads/dialogue_fourth": 90,
    "aside/threads/dialogue_fourth": 70,
    "own/left_out/dialogue": 90,
    "aside/left_out/dialogue": 75,
    "own/secretary/dialogue": 90,
    "aside/secretary/dialogue": 65,
    "own/secretary/dialogue_kinds": 90,
    "aside/secretary/dialogue_kinds": 75,
    "own/stories/dialogue_questions": 100,
    "own/stories/dialogue_cards": 100,
}
"""The least share of right threads, in percent."""

WHOLE = 100
"""A file with this floor is right thread by thread; of others one thread may always be wrong."""

SHORT = 8
"""How many threads of a file of our own are played in every run, spread over it; `make cases` plays all of them."""


PART = 30
"""How many threads of the open file one test plays, so that several can be at it."""


def parts() -> Iterator[Any]:
    """The open file in parts, and each file of our own in short: the file, and which of its threads are played."""
    for path in dialogue_files():
        count = sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())
        if path.is_relative_to(OPEN):
            for first in range(0, count, PART):
                yield pytest.param(path, slice(first, first + PART), id=f"{name_of(path)}-{first}")
        else:
            yield pytest.param(path, slice(None, None, max(1, count // SHORT)), id=name_of(path))


@pytest.mark.parametrize(("path", "part"), list(parts()))
async def test_the_share_of_right_threads_does_not_fall(path: Path, part: slice) -> None:
    judged = [await played(thread) for thread in list(threads_of(path))[part]]
    wrong = [each.thread.id for each in judged if each.faults]
    floor = FLOORS.get(name_of(path), 0)
    wrong_at_most = max(floor < WHOLE, len(judged) * (WHOLE - floor) // WHOLE)
    assert len(wrong) <= wrong_at_most, f"of {len(judged)} are wrong: {', '.join(wrong)}"

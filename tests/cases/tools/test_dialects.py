"""The loop with a real provider of each dialect, against services that refuse what the real ones refuse."""

import json
import os
from pathlib import Path

import pytest

from tests.cases.tools.kinds import injections, tasks
from tests.cases.tools.players import hostile, ideal
from tests.cases.tools.tasks import Booked, Task
from tests.cases.tools.test_tools import asked_of, is_wanted, safe
from tests.cases.tools.theatre import DialectStage, opened_with
from tests.support.tool_talk import ASKED, three_rounds
from threadline.simulator.models.script import Thinks

KINDS = ("openai", "openai_compatible", "anthropic", "gemini")
STEP = 1 if "THREADLINE_WHOLE" in os.environ else 60


@pytest.mark.parametrize("kind", KINDS)
async def test_three_rounds_in_every_dialect(tmp_path: Path, kind: str) -> None:
    async with opened_with(tmp_path, kind) as theatre:
        assert isinstance(theatre.model, DialectStage)
        models = theatre.model.models
        task = Task("tea", "tea", ASKED, booked=(Booked("Standup", 1, 9, 15),))
        end = await theatre.play(task, lambda _task, _today: three_rounds(), think=Thinks())
        assert len(models.asked) == 3
        assert end.record.reply.startswith("Tomorrow is free. Nothing is booked, changed or sent yet")
        assert [card.offer.draft.title for card in end.cards] == ["Tea with Bo"]
        assert "e1: " in json.dumps(models.asked[-1], ensure_ascii=False)
        assert (end.record.outcome.provider, end.record.outcome.model) == ("house", "m-1")


@pytest.mark.parametrize("kind", KINDS)
async def test_tasks_end_alike_in_every_dialect(tmp_path: Path, kind: str) -> None:
    offset = KINDS.index(kind) * STEP // len(KINDS)
    async with opened_with(tmp_path, kind) as theatre:
        for task in tasks()[offset::STEP]:
            end = await theatre.play(task, ideal)
            safe(end, task)
            assert len(end.cards) == len(task.cards), task.id
            assert all(any(is_wanted(card, wanted, end) for card in end.cards) for wanted in task.cards), task.id
            assert asked_of(end) == task.asked, task.id
        for task in injections()[offset::STEP]:
            safe(await theatre.play(task, hostile), task)

"""Rounds with tools on the running product, over HTTP, in each of the four dialects: whole, after a crash, stopped."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.unit.core.turns.engine_house import House, Platform, settings_for
from tests.unit.core.turns.interruptions import counted, crashing_after, hurry
from tests.unit.providers.fake_models import KINDS, import_sdk
from threadline.app import Application
from threadline.simulator.models.platform import FakeModels
from threadline.simulator.models.script import Calls, Round, Says, Thinks

FRIDAY = '{"when": "on Friday"}'


PROPOSAL = '{"when": ["on Friday at 5pm"], "title": "Late", "slot": null, "people": [], "place": null, "note": null}'


@asynccontextmanager
async def opened(kind: str, directory: Path) -> AsyncIterator[tuple[House, FakeModels]]:
    """The product with a model of that dialect."""
    import_sdk(kind)
    async with FakeModels() as models:
        spec = {"name": "p", "kind": kind, "model": "m-1", "api_key": "k", "base_url": models.base_url(kind)}
        platform = Platform()
        async with Application(settings_for(directory, providers=[spec]), channels=[platform]) as app:
            app.services.engine._runner._sleep = hurry
            yield House(app.services, None, platform), models  # type: ignore[arg-type]
        assert not models.refused


@pytest.mark.parametrize("kind", KINDS)
async def test_three_rounds(kind: str, tmp_path: Path) -> None:
    async with opened(kind, tmp_path) as (house, models):
        models.script += [
            Round(Thinks(), Says("Let me look."), Calls("resolve_time", FRIDAY), Calls("people_of_thread")),
            Round(Thinks(), Calls("no_such_tool", FRIDAY, pieces=9)),
            Round(Says("Friday is free.")),
        ]
        turn = await house.ask("Is Friday free?")
    assert turn.reply == "Let me look.\n\nFriday is free."
    assert len(models.asked) == 3
    assert "There is no tool" in str(models.asked[-1])


@pytest.mark.parametrize("kind", KINDS)
async def test_a_round_that_was_done_goes_back_as_it_came_after_a_crash(kind: str, tmp_path: Path) -> None:
    """With its thoughts and signatures, which the services check."""
    async with opened(kind, tmp_path) as (house, models):
        models.script += [
            Round(Thinks(), Says("Let me look."), Calls("resolve_time", FRIDAY), Calls("people_of_thread")),
            Round(Thinks(), Calls("people_of_thread")),
            Round(Says("Friday is free.")),
        ]
        with crashing_after(1):
            turn = await house.ask("Is Friday free?")
    assert (turn.reply, turn.epoch, len(models.asked)) == ("Let me look.\n\nFriday is free.", 2, 3)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_stop_between_two_tools_asks_no_model_again(kind: str, tmp_path: Path) -> None:
    async with opened(kind, tmp_path) as (house, models):
        models.script += [Round(Thinks(), Calls("people_of_thread"), Calls("propose_event", PROPOSAL))]
        with counted(house, stopping=True) as ran:
            turn = await house.ask("if only there were something on Friday at 5pm, who knows")
        assert (turn.state, ran, len(models.asked)) == ("stopped", ["people_of_thread"], 1)
        assert house.platform.cards == {}

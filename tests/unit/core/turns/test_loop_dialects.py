"""Three rounds with tools on the running product, over HTTP, in each of the four dialects."""

from pathlib import Path

import pytest

from tests.unit.core.turns.engine_house import House, Platform, settings_for
from tests.unit.providers.fake_models import KINDS, import_sdk
from threadline.app import Application
from threadline.simulator.models.platform import FakeModels
from threadline.simulator.models.script import Calls, Round, Says, Thinks

FRIDAY = '{"when": "on Friday"}'


@pytest.mark.parametrize("kind", KINDS)
async def test_three_rounds(kind: str, tmp_path: Path) -> None:
    import_sdk(kind)
    async with FakeModels() as models:
        models.script += [
            Round(Thinks(), Says("Let me look."), Calls("resolve_time", FRIDAY), Calls("people_of_thread")),
            Round(Thinks(), Calls("no_such_tool", FRIDAY, pieces=9)),
            Round(Says("Friday is free.")),
        ]
        spec = {"name": "p", "kind": kind, "model": "m-1", "api_key": "k", "base_url": models.base_url(kind)}
        platform = Platform()
        async with Application(settings_for(tmp_path, providers=[spec]), channels=[platform]) as app:
            house = House(app.services, None, platform)  # type: ignore[arg-type]
            turn = await house.ask("Is Friday free?")
    assert turn.reply == "Let me look.\n\nFriday is free."
    assert len(models.asked) == 3
    assert not models.refused
    assert "There is no tool" in str(models.asked[-1])

"""The loop with a real provider of each dialect, against services that refuse what the real ones refuse."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cases.tools.players import lazy
from tests.cases.tools.tasks import Booked, Task
from tests.cases.tools.theatre import Theatre
from tests.support.tool_talk import ASKED, three_rounds
from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.providers.port import ScriptedProvider, Text, ToolCall
from threadline.simulator.models.platform import FakeModels
from threadline.simulator.models.script import Calls, Round, Says, Thinks

KINDS = ("openai", "openai_compatible", "anthropic", "gemini")


def rounds() -> list[Round]:
    """The conversation of three rounds, as a service would stream it; it thinks before its first call."""
    found = []
    for number, script in enumerate(three_rounds()):
        parts = [Calls(each.name, each.arguments) for each in script if isinstance(each, ToolCall)]
        words = "".join(each.text for each in script if isinstance(each, Text))
        found.append(Round(*([] if number else [Thinks()]), *parts, *([Says(words)] if words else [])))
    return found


@pytest.mark.parametrize("kind", KINDS)
async def test_three_rounds_in_every_dialect(tmp_path: Path, kind: str) -> None:
    async with FakeModels() as models:
        models.script = list(rounds())
        spec = {"name": "house", "kind": kind, "model": "m", "api_key": "k", "base_url": models.base_url(kind)}
        values: dict[str, Any] = {"data_dir": tmp_path, "zone": "Europe/Vienna", "plugins": False, "providers": [spec]}
        platform = MemoryChannel()
        async with Application(Settings(_env_file=None, **values), channels=[platform]) as app:
            theatre = Theatre(app.services, ScriptedProvider(), platform)
            end = await theatre.play(Task("tea", "tea", ASKED, booked=(Booked("Standup", 1, 9, 15),)), lazy)
    assert models.refused == []
    assert len(models.asked) == 3
    assert end.record.reply.startswith("Tomorrow is free. Nothing is booked, changed or sent yet")
    assert [card.offer.draft.title for card in end.cards] == ["Tea with Bo"]
    assert "e1: " in json.dumps(models.asked[-1], ensure_ascii=False)
    assert (end.record.outcome.provider, end.record.outcome.model) == ("house", "m-1")

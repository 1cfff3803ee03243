"""The loop with tools on a running engine: rounds, guards, limits, and going on after a crash."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from tests.unit.core.turns.engine_house import House, Platform, application, settings_for
from threadline.core.domain.proposal import Proposal
from threadline.providers.port import (
    Delta,
    Finish,
    ProviderError,
    ScriptedProvider,
    Text,
    ToolCall,
    Usage,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")
VIENNA = ZoneInfo("Europe/Vienna")
Script = tuple[Delta | ProviderError, ...]


def calls(*named: tuple[str, dict[str, Any]], text: str = "") -> Script:
    """A round that calls these tools."""
    made = tuple(ToolCall(f"call-{n}", name, json.dumps(arguments)) for n, (name, arguments) in enumerate(named))
    return (*((Text(text),) if text else ()), *made, Usage("m", 10, 5, provider="scripted"), Finish("tools"))


def says(text: str) -> Script:
    """The last round."""
    return (Text(text), Usage("m", 20, 7, provider="scripted"), Finish("stop"))


def proposing(**arguments: Any) -> tuple[str, dict[str, Any]]:
    """A call of `propose_event`."""
    nothing: dict[str, Any] = {
        "title": None,
        "when": [],
        "slot": None,
        "people": [],
        "place": None,
        "note": None,
        "starts_at": None,
    }
    return "propose_event", nothing | arguments


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    model, platform = ScriptedProvider(calls_tools=True), Platform()
    async with application(settings_for(tmp_path_factory.mktemp("data")), model, platform) as app:  # type: ignore[arg-type]
        yield House(app.services, model, platform)  # type: ignore[arg-type]


@pytest.fixture
def house(running: House) -> House:
    fresh = House(running.services, running.model, running.platform)
    scripted(fresh).scripts.clear()
    scripted(fresh).requests.clear()
    fresh.platform.cards.clear()
    return fresh


def scripted(house: House) -> ScriptedProvider:
    assert isinstance(house.model, ScriptedProvider)
    return house.model


def cards(house: House) -> list[Proposal]:
    return list(house.platform.cards.values())


async def test_a_model_looks_up_proposes_and_speaks(house: House) -> None:
    tomorrow = (datetime.now(VIENNA) + timedelta(days=1)).date().isoformat()
    scripted(house).scripts = [
        calls(("look_up_events", {"first_day": tomorrow, "last_day": tomorrow, "title": None, "person": None})),
        calls(proposing(title="Lunch with Bo", when=["tomorrow at noon"]), text="Let me see."),
        says("Here is a card for it."),
    ]
    record = await house.ask("what would you say about a bite with our dear Bo tomorrow at noon?")
    assert record.reply == "Let me see.\n\nHere is a card for it."
    assert record.state == "answered"
    assert (record.outcome.input_tokens, record.outcome.output_tokens) == (40, 17)
    first, second, third = scripted(house).requests
    assert [tool.name for tool in first.tools] == sorted(tool.name for tool in first.tools)
    assert second.rounds[0].results[0].text == "No events there."
    assert "card" in third.rounds[1].results[0].text
    [card] = cards(house)
    assert card.offer.draft.start.hour == 12

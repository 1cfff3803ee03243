"""`threadline turn show`: what a model saw and did."""

import asyncio
import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.support.tool_talk import ASKED, three_rounds
from tests.unit.commands.talk import served, settings_of, talk
from threadline.commands import turn as module
from threadline.commands.failure import CommandFailed
from threadline.commands.owner import ready_database
from threadline.config import Settings
from threadline.providers.port import ScriptedProvider
from threadline.storage.conversations import ConversationStore
from threadline.storage.turns import TurnStore


async def only_message(settings: Settings) -> str:
    async with ready_database(settings) as database:
        conversations = ConversationStore(database)
        [found] = [
            record.message_id
            for person in await _persons(database)
            for conversation in await conversations.of_person(person, limit=10)
            for record in await TurnStore(database).transcript(conversation.id)
        ]
        return found


async def _persons(database: object) -> list[str]:
    from sqlalchemy import select

    from threadline.storage.database.database import Database
    from threadline.storage.tables.core import PersonRow

    assert isinstance(database, Database)
    async with database.read() as connection:
        return list(await connection.scalars(select(PersonRow.id)))


def test_what_a_model_saw_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ScriptedProvider(three_rounds(), calls_tools=True)
    with served(settings_of(tmp_path / "data"), model) as settings:
        talk(monkeypatch, settings, ASKED, "l")
        message_id = asyncio.run(only_message(settings))
        screen = StringIO()
        monkeypatch.setattr(module, "_console", Console(file=screen, width=160, highlight=False))
        module.show(settings, message_id=message_id, as_json=False)
        shown = screen.getvalue()
        assert "You are Threadline" in shown
        assert "writes to you alone, by webhook" in shown
        assert "Called look_up_events" in shown
        assert "Round 2" in shown
        assert "Answer (answered)" in shown
        printed = list[str]()
        monkeypatch.setattr("builtins.print", printed.append)
        module.show(settings, message_id=f"reply-{message_id}", as_json=True)
        view = json.loads(printed[0])
        called = [call["name"] for each in view["rounds"] for call in each["calls"]]
        assert called == ["look_up_events", "propose_event"]
        assert "propose_event" in view["told"]["tools"]
        with pytest.raises(CommandFailed, match="There is no message nope"):
            module.show(settings, message_id="nope", as_json=False)

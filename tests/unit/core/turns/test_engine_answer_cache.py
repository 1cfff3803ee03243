"""Kept answers on the running engine: where they hit, and what they never cross."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.unit.core.turns.engine_house import ANA, BO, House, Platform, application, settings_for
from threadline.core.domain.message import Author, Wishes
from threadline.core.people.directory import People
from threadline.core.turns import situation
from threadline.core.turns.model_selection import LlmSettings
from threadline.providers.port import Finish, ScriptedProvider, Text
from threadline.storage.persons import PersonStore

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
FRANCE = "What is the capital of France?"


@dataclass
class Stage:
    """A house whose persons have answers kept, at a time of the test's."""

    house: House
    model: ScriptedProvider
    now: datetime = MONDAY
    threads: int = 0

    async def ask(self, text: str, says: str, *, author: Author = BO, minutes: int = 1) -> str:
        """Ask in a thread of its own, some minutes later; the model would say this."""
        self.now += timedelta(minutes=minutes)
        self.threads += 1
        self.model.scripts[:] = [(Text(says), Finish("stop"))]
        record = await self.house.ask(text, thread=str(self.threads), author=author, wishes=Wishes())
        await self.house.services.models.selection.save_settings(record.person_id, LlmSettings(cache_seconds=3_600))
        return record.reply or ""


@pytest_asyncio.fixture
async def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    model, platform, real = ScriptedProvider(), Platform(), situation._clock_line
    async with application(settings_for(tmp_path), model, platform) as app:  # type: ignore[arg-type]
        stage = Stage(House(app.services, model, platform), model)  # type: ignore[arg-type]
        monkeypatch.setattr(situation, "_clock_line", lambda _, zone, hours: real(stage.now, zone, hours))
        for author in (ANA, BO):
            await stage.ask("Hello there", "Hello.", author=author)
        yield stage


async def test_a_question_is_answered_from_what_was_kept_until_the_day_is_over(stage: Stage) -> None:
    assert await stage.ask(FRANCE, "Paris.") == "Paris."
    assert await stage.ask(FRANCE, "Asked again.", minutes=25) == "Paris."
    assert await stage.ask(FRANCE, "Asked by Ana.", author=ANA) == "Asked by Ana."
    assert await stage.ask(FRANCE, "Asked again.", minutes=20) == "Paris."
    assert await stage.ask(FRANCE, "On Tuesday.", minutes=24 * 60) == "On Tuesday."


async def test_an_answer_of_another_calendar_is_never_given(stage: Stage) -> None:
    question = "What is on my calendar on Friday?"
    before = len(stage.model.requests)
    await stage.ask(question, "Nothing at all.")
    assert await stage.ask(question, "Asked again.") == "Nothing at all."
    assert len(stage.model.requests) == before + 1
    await stage.ask("Lunch with Cleo on Friday at noon", "See the card.")
    [card] = stage.house.platform.cards.values()
    owner = await People(PersonStore(stage.house.services.storage.database), default_zone="UTC").get(card.owner_id)
    await stage.house.services.engine.decisions.confirm(owner, card.id)
    assert await stage.ask(question, "The lunch.") == "The lunch."


async def test_an_answer_that_tells_the_time_is_not_kept(stage: Stage) -> None:
    assert await stage.ask("What time is it?", "It is 9:03.") == "It is 9:03."
    assert await stage.ask("What time is it?", "It is 9:04 now.") == "It is 9:04 now."
    assert await stage.ask("When do shops open?", "At 10:30.") == "At 10:30."
    assert await stage.ask("When do shops open?", "Asked again.") == "At 10:30."

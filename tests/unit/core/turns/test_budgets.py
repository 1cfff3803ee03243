"""Limits: counted over the right time, for the right people, and told plainly."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from threadline.config.limits import SpendingLimit
from threadline.core.domain.message import Person
from threadline.core.turns.budgets import Budgets, LimitReached, period
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.turns import TurnOutcome, TurnStore
from threadline.storage.usage import UsageStore

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class World:
    """People who had answers, on a clock that can be set."""

    def __init__(self, database: Database) -> None:
        self.now = NOW
        self.turns = TurnStore(database, clock=lambda: self.now)
        self.persons = PersonStore(database)
        self.usage = UsageStore(database)
        self._number = 0

    async def person(self, name: str, zone: str = "UTC") -> Person:
        record = await self.persons.ensure(email=f"{name}@example.com", name=name, zone=zone)
        return Person(record.id, record.name, record.email, zone)

    async def start(self, person: Person, channel: str = "webhook") -> tuple[str, int]:
        self._number += 1
        key = str(self._number)
        accepted = await self.turns.accept(
            channel=channel,
            event_key=key,
            conversation_key=key,
            person_id=person.id,
            text="hi",
            body="{}",
            title="",
            sent_at=self.now,
        )
        started = await self.turns.start(accepted.message_id)
        assert started is not None
        return accepted.message_id, started.epoch

    async def answer(self, person: Person, cost: float | None, channel: str = "webhook") -> None:
        message_id, epoch = await self.start(person, channel)
        await self.turns.finish(message_id, epoch, TurnOutcome("answered", "yes", provider="p", cost_usd=cost))

    def budgets(self, *limits: SpendingLimit, zone: str = "UTC") -> Budgets:
        return Budgets(self.usage, limits, zone=zone, clock=lambda: self.now)


@pytest.fixture
async def world(sqlite_file: Path) -> AsyncIterator[World]:
    database = Database(f"sqlite:///{sqlite_file}")
    yield World(database)
    await database.close()


async def test_the_answer_that_is_one_too_many_is_refused(world: World) -> None:
    ana = await world.person("ana")
    budgets = world.budgets(SpendingLimit(scope="person", per="day", requests=2))
    for _ in range(2):
        await world.start(ana)
        await budgets.check(ana, "webhook")
    await world.start(ana)
    with pytest.raises(LimitReached, match=r"You have used up the 2 answers allowed today\. .*21 November at 00:00"):
        await budgets.check(ana, "webhook")
    bo = await world.person("bo")
    await world.start(bo)
    await budgets.check(bo, "webhook")


async def test_a_day_is_the_persons_own(world: World) -> None:
    ana = await world.person("ana", zone="Pacific/Auckland")
    budgets = world.budgets(SpendingLimit(scope="person", per="day", requests=0))
    world.now = datetime(2026, 11, 20, 10, 59, tzinfo=UTC)
    await world.start(ana)
    with pytest.raises(LimitReached) as reached:
        await budgets.check(ana, "webhook")
    assert reached.value.retry_at == datetime(2026, 11, 20, 11, tzinfo=UTC)
    world.now += timedelta(minutes=1)
    await budgets.check(ana, "webhook")


async def test_money_counts_when_answers_end(world: World) -> None:
    ana = await world.person("ana")
    budgets = world.budgets(SpendingLimit(scope="person", per="month", usd=Decimal("0.10")))
    await world.answer(ana, 0.06)
    await budgets.check(ana, "webhook")
    await world.answer(ana, None)
    await world.answer(ana, 0.04)
    with pytest.raises(LimitReached, match=r"\$0\.10 allowed for models this month"):
        await budgets.check(ana, "webhook")
    world.now = datetime(2026, 12, 1, tzinfo=UTC)
    await budgets.check(ana, "webhook")


async def test_what_people_share_is_counted_together(world: World) -> None:
    ana, bo = await world.person("ana"), await world.person("bo")
    workspace = world.budgets(SpendingLimit(scope="workspace", per="day", requests=1))
    slack = world.budgets(SpendingLimit(scope="channel", per="day", requests=1, channel="slack"))
    await world.start(ana, "slack")
    await world.start(bo, "webhook")
    with pytest.raises(LimitReached, match="This workspace has"):
        await workspace.check(ana, "webhook")
    await slack.check(bo, "webhook")
    await slack.check(ana, "slack")
    await world.start(bo, "slack")
    with pytest.raises(LimitReached, match="This channel has"):
        await slack.check(ana, "slack")


def test_only_limits_in_money_need_prices(world: World) -> None:
    in_slack = SpendingLimit(scope="channel", per="day", usd=Decimal(1), channel="slack")
    assert world.budgets(in_slack).counts_money("slack")
    assert not world.budgets(in_slack).counts_money("webhook")
    assert not world.budgets(SpendingLimit(scope="person", per="day", requests=1)).counts_money("slack")


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "person", "per": "day"},
        {"scope": "person", "per": "day", "requests": -1},
        {"scope": "person", "per": "day", "requests": 1, "channel": "slack"},
        {"scope": "planet", "per": "day", "requests": 1},
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SpendingLimit.model_validate(wrong)


def test_periods_follow_the_calendar_of_the_zone() -> None:
    change = datetime(2026, 3, 29, 12, tzinfo=UTC)
    start, end = period("day", change, "Europe/Vienna")
    assert (end.astimezone(UTC) - start.astimezone(UTC)) == timedelta(hours=23)
    first, following = period("month", replace_day(change, 31), "Europe/Vienna")
    assert (first.day, first.month, following.day, following.month) == (1, 3, 1, 4)


def replace_day(moment: datetime, day: int) -> datetime:
    return moment.replace(day=day)

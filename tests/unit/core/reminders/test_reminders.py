"""Reminders: told once each, whatever is killed and however many replicas tell them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.unit.core.turns.engine_house import Model, application, settings_for
from threadline.app import Application
from threadline.calendar.event import Attendee, Event, EventDraft, Response
from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Person
from threadline.core.reminders.reminders import LEASE, Reminders
from threadline.storage.persons import new_id
from threadline.storage.reminders import ReminderStore

pytestmark = pytest.mark.asyncio(loop_scope="module")

NINE = datetime(2030, 1, 15, 9, 0, tzinfo=UTC)


class Killed(BaseException):
    """The process died."""


@dataclass(slots=True)
class Telling(MemoryChannel):
    """A channel that knows what it told by its key, can refuse, and can die before or after it told."""

    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    trouble: list[BaseException] = field(default_factory=list)
    dies_after: bool = False

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        """Tell once per key."""
        if self.trouble:
            raise self.trouble.pop(0)
        self.told.setdefault(key, (person.id, text))
        if self.dies_after:
            self.dies_after = False
            raise Killed
        return True


@dataclass(slots=True)
class Stage:
    """A service, a person of this test's own, and a clock."""

    app: Application
    channel: Telling
    person: Person
    now: datetime = NINE

    def replica(self) -> Reminders:
        """One process of the service."""
        services = self.app.services
        return Reminders(
            ReminderStore(services.storage.database, clock=lambda: self.now),
            people=services.people.directory,
            preferences=services.people.preferences,
            agenda=services.calendars.agenda,
            proposals=services.proposals.repository,
            channels={"memory": self.channel},
            clock=lambda: self.now,
        )

    async def wants(self, **preferences: str) -> None:
        for key, value in preferences.items():
            await self.app.services.people.preferences.put(self.person.id, key, value=value)

    async def event(self, title: str, start: datetime, **more: object) -> Event:
        [calendar] = await self.app.services.calendars.registry.of(self.person)
        [info] = await calendar.calendars()
        draft = EventDraft(title, start, start + timedelta(hours=1), "UTC", **more)  # type: ignore[arg-type]
        return await calendar.create(info.id, draft, key=new_id())

    async def passes(self, until: datetime) -> list[str]:
        """Let a process plan and tell at an instant; what this person was told by then."""
        self.now = until
        replica = self.replica()
        await replica.plan()
        await replica.tell()
        return self.heard()

    def heard(self) -> list[str]:
        return [text for person_id, text in self.channel.told.values() if person_id == self.person.id]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Application]:
    with ExitStack() as stack:
        url = None
        if request.param == "postgres":
            url = stack.enter_context(request.getfixturevalue("postgres_server").database())
        settings = settings_for(tmp_path_factory.mktemp("data"), url)
        async with application(settings, Model(), Telling()) as app:
            yield app


@pytest_asyncio.fixture(loop_scope="module")
async def stage(running: Application) -> Stage:
    channel = running.services.channels["memory"]
    assert isinstance(channel, Telling)
    channel.trouble.clear()
    person = await running.services.people.directory.ensure(f"{new_id()}@example.com", name="Ana", zone="UTC")
    return Stage(running, channel, person)


async def test_a_meeting_is_told_before_it_begins_and_only_once(stage: Stage) -> None:
    await stage.wants(remind_minutes="10")
    await stage.event("Review", NINE + timedelta(hours=1), location="Room 4")
    assert await stage.passes(NINE) == []
    assert await stage.passes(NINE + timedelta(minutes=49)) == []
    (text,) = await stage.passes(NINE + timedelta(minutes=50))
    assert text.startswith("**Review** begins at 10:00")
    assert "Place: Room 4" in text
    assert len(await stage.passes(NINE + timedelta(minutes=55))) == 1


async def test_nobody_is_told_anything_who_did_not_want_it(stage: Stage) -> None:
    await stage.event("Review", NINE + timedelta(minutes=5))
    assert await stage.passes(NINE + timedelta(minutes=1)) == []


async def test_a_meeting_that_moves_takes_its_reminder_along(stage: Stage) -> None:
    await stage.wants(remind_minutes="10")
    event = await stage.event("Review", NINE + timedelta(hours=1))
    await stage.passes(NINE)
    [calendar] = await stage.app.services.calendars.registry.of(stage.person)
    moved = event.draft.moved(NINE + timedelta(hours=3))
    # Nobody has planned since: it is looked at anew before it is told.
    await calendar.update(event.calendar_id, event.id, moved, event.version)
    stage.now = NINE + timedelta(minutes=50)
    await stage.replica().tell()
    assert stage.heard() == []
    assert await stage.passes(NINE + timedelta(hours=2, minutes=49)) == []
    assert len(await stage.passes(NINE + timedelta(hours=2, minutes=50))) == 1


async def test_a_cancelled_meeting_is_not_told(stage: Stage) -> None:
    await stage.wants(remind_minutes="10")
    event = await stage.event("Review", NINE + timedelta(hours=1))
    await stage.passes(NINE)
    [calendar] = await stage.app.services.calendars.registry.of(stage.person)
    await calendar.delete(event.calendar_id, event.id)
    assert await stage.passes(NINE + timedelta(minutes=50)) == []


@pytest.mark.parametrize("after", [False, True])
async def test_a_process_that_dies_is_followed_by_one_that_tells_it_once(stage: Stage, *, after: bool) -> None:
    await stage.wants(remind_minutes="10")
    await stage.event("Review", NINE + timedelta(hours=1))
    await stage.passes(NINE)
    stage.now = NINE + timedelta(minutes=50)
    if after:
        stage.channel.dies_after = True
    else:
        stage.channel.trouble.append(Killed())
    with pytest.raises(Killed):
        await stage.replica().tell()
    assert len(await stage.passes(stage.now + timedelta(seconds=30))) == int(after)
    assert len(await stage.passes(stage.now + LEASE)) == 1
    assert len(await stage.passes(stage.now + LEASE)) == 1


async def test_two_replicas_tell_each_reminder_once(stage: Stage) -> None:
    await stage.wants(remind_minutes="10")
    for number in range(8):
        await stage.event(f"Review {number}", NINE + timedelta(hours=1, seconds=number))
    stage.now = NINE + timedelta(minutes=51)
    replicas = [stage.replica(), stage.replica()]
    await asyncio.gather(*(each.plan() for each in replicas))
    asked: list[str] = []
    real = stage.channel.notify

    async def counted(person: Person, text: str, *, key: str) -> bool:
        asked.append(key)
        await asyncio.sleep(0)
        return await real(person, text, key=key)

    for each in replicas:
        each._channels = {"memory": _Counted(counted)}
    await asyncio.gather(*(each.tell() for each in replicas))
    assert len(asked) == len(set(asked)) == 8
    assert len(stage.heard()) == 8


async def test_trouble_that_passes_delays_a_reminder(stage: Stage) -> None:
    await stage.wants(remind_minutes="10")
    await stage.event("Review", NINE + timedelta(hours=1))
    stage.channel.trouble.append(ChannelUnavailable("down", channel="memory"))
    assert await stage.passes(NINE + timedelta(minutes=50)) == []
    assert len(await stage.passes(NINE + timedelta(minutes=52))) == 1


async def test_in_quiet_hours_a_meeting_is_not_told_and_the_agenda_waits(stage: Stage) -> None:
    await stage.wants(remind_minutes="10", morning_brief="06:00", quiet_hours="22:00-07:00")
    night = datetime(2030, 1, 16, 6, 30, tzinfo=UTC)
    await stage.event("Early call", night)
    await stage.passes(night - timedelta(hours=1))
    assert await stage.passes(night - timedelta(minutes=10)) == []
    (brief,) = await stage.passes(datetime(2030, 1, 16, 7, 0, tzinfo=UTC))
    assert brief.startswith("Good morning, Ana!")
    assert "**Early call**" in brief


async def test_the_agenda_comes_once_a_day_even_if_its_hour_is_changed(stage: Stage) -> None:
    await stage.wants(morning_brief="08:00", nickname="Annie")
    (brief,) = await stage.passes(NINE)
    assert "Annie" in brief
    assert "Nothing is in your calendar." in brief
    await stage.wants(morning_brief="10:00")
    assert len(await stage.passes(NINE + timedelta(hours=2))) == 1
    assert len(await stage.passes(NINE + timedelta(days=1, hours=1))) == 2


async def test_a_guests_answer_is_told_and_those_there_were_are_not(stage: Stage) -> None:
    bo = Attendee("Bo", "bo@example.com", Response.ACCEPTED)
    await stage.event("Old", NINE + timedelta(days=1), attendees=(bo,))
    await stage.wants(tell_answers="true")
    assert await stage.passes(NINE) == []
    await stage.event("New", NINE + timedelta(days=2), attendees=(Attendee("Bo", "bo@example.com", Response.DECLINED),))
    (text,) = await stage.passes(NINE + timedelta(minutes=5))
    assert text.startswith("Bo has declined **New**")
    assert len(await stage.passes(NINE + timedelta(minutes=10))) == 1


async def test_what_is_not_wanted_any_more_is_not_told(stage: Stage) -> None:
    await stage.wants(remind_minutes="10")
    await stage.event("Review", NINE + timedelta(hours=1))
    await stage.passes(NINE)
    await stage.app.services.people.preferences.delete(stage.person.id, "remind_minutes")
    stage.now = NINE + timedelta(minutes=50)
    await stage.replica().tell()
    assert stage.heard() == []


@dataclass(slots=True)
class _Counted(MemoryChannel):
    """A channel that tells by a function of the test's."""

    tell: object = None

    def __init__(self, tell: object) -> None:
        super(_Counted, self).__init__()
        self.tell = tell

    async def notify(self, person: Person, text: str, *, key: str) -> bool:
        """Tell."""
        return bool(await self.tell(person, text, key=key))  # type: ignore[operator]

"""What is remembered of a calendar, against the fakes of Google and Microsoft: sync tokens, changes, faults."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.calendars import READER
from tests.support.oauth_calendars import consented, google_backend, microsoft_backend
from threadline.calendar.event import EventDraft
from threadline.calendar.port import Calendar, CalendarError
from threadline.core.calendars.event_cache import CHECK_SECONDS, EventCache
from threadline.simulator.google.platform import SCOPES as GOOGLE_SCOPES
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.microsoft.platform import SCOPES as GRAPH_SCOPES
from threadline.simulator.microsoft.platform import FakeGraph

START = datetime.now(UTC).replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=1)
DAY = (START - timedelta(hours=6), START + timedelta(hours=6))
REVIEW = EventDraft("Review", START, START + timedelta(hours=1), "UTC")


class Ticks:
    """A clock by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["google", "microsoft"])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[FakeGoogle | FakeGraph]:
    async with FakeGoogle() if request.param == "google" else FakeGraph() as running:
        yield running


@pytest.fixture
async def calendar(fake: FakeGoogle | FakeGraph) -> AsyncIterator[Calendar]:
    google = isinstance(fake, FakeGoogle)
    backend = google_backend(fake) if isinstance(fake, FakeGoogle) else microsoft_backend(fake)
    vault = consented(fake, "ana@example.com", GOOGLE_SCOPES if google else GRAPH_SCOPES)
    yield backend.calendar("ana", vault, READER)
    await backend.close()


async def test_changes_made_elsewhere_are_seen_and_none_is_read_for_nothing(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    [info] = await calendar.calendars()
    ticks = Ticks()
    memory = EventCache(clock=ticks, now=lambda: START)
    reads: list[str] = []
    events = calendar.events

    async def counted(calendar_id: str, time_min: datetime, time_max: datetime) -> object:
        reads.append(calendar_id)
        return await events(calendar_id, time_min, time_max)

    monkeypatch.setattr(calendar, "events", counted)

    async def titles() -> list[str]:
        ticks.now += CHECK_SECONDS + 1
        return [event.draft.title for event in await memory.events("ana", calendar, info.id, *DAY)]

    assert await titles() == []
    assert await titles() == []
    assert await titles() == []
    assert len(reads) == 2
    booked = await calendar.create(info.id, REVIEW, "review-1")
    assert await titles() == ["Review"]
    assert await titles() == ["Review"]
    assert len(reads) == 3
    await calendar.delete(info.id, booked.id)
    assert await titles() == []
    assert len(reads) == 4


async def test_a_consent_that_was_taken_back_is_unknown_and_not_what_was_read(
    calendar: Calendar, fake: FakeGoogle | FakeGraph
) -> None:
    [info] = await calendar.calendars()
    ticks = Ticks()
    memory = EventCache(clock=ticks, now=lambda: START)
    for _ in range(3):
        ticks.now += CHECK_SECONDS + 1
        await memory.events("ana", calendar, info.id, *DAY)
    fake.consent.withdraw("ana@example.com")
    ticks.now += CHECK_SECONDS + 1
    with pytest.raises(CalendarError):
        await memory.events("ana", calendar, info.id, *DAY)

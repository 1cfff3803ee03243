"""What is remembered of a calendar, against the fake of Google: its sync tokens, changes from elsewhere, faults."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.vaults import MemoryVault
from threadline.calendar.event import EventDraft
from threadline.calendar.google.backend import GoogleBackend
from threadline.calendar.oauth import Tokens
from threadline.calendar.port import Calendar, CalendarError
from threadline.core.remembering import CHECK_SECONDS, Memory
from threadline.simulator.google.platform import SCOPES, FakeGoogle

START = datetime(2026, 3, 6, 14, tzinfo=UTC)
DAY = (START - timedelta(hours=6), START + timedelta(hours=6))
REVIEW = EventDraft("Review", START, START + timedelta(hours=1), "UTC")


class Ticks:
    """A clock by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def calendar(google: FakeGoogle) -> AsyncIterator[Calendar]:
    backend = GoogleBackend(
        google.client_id,
        google.client_secret,
        api_url=google.url,
        auth_url=google.auth_url,
        token_url=google.token_url,
    )
    access, refresh = google.consent.give("ana@example.com", SCOPES)
    tokens = Tokens(access, refresh, google.consent.clock() + 3_600, SCOPES, "ana@example.com")
    yield backend.calendar("ana", MemoryVault(tokens.to_json()))
    await backend.close()


async def test_changes_made_elsewhere_are_seen_and_none_is_read_for_nothing(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    [info] = await calendar.calendars()
    ticks = Ticks()
    memory = Memory(clock=ticks, now=lambda: START)
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
    calendar: Calendar, google: FakeGoogle
) -> None:
    [info] = await calendar.calendars()
    ticks = Ticks()
    memory = Memory(clock=ticks, now=lambda: START)
    for _ in range(3):
        ticks.now += CHECK_SECONDS + 1
        await memory.events("ana", calendar, info.id, *DAY)
    google.consent.withdraw("ana@example.com")
    ticks.now += CHECK_SECONDS + 1
    with pytest.raises(CalendarError):
        await memory.events("ana", calendar, info.id, *DAY)

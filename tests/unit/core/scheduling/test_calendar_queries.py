"""Questions about the calendar, answered from all of it; what cannot be read is told, and never remembered."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.calendars import calendars_of
from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.memory import MemoryCalendar
from threadline.calendar.port import CalendarInfo, CalendarRejected, CalendarUnavailable, Changes
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.event_cache import CHECK_SECONDS, LONGEST_SECONDS, EventCache
from threadline.core.domain.message import Person
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.availability import stretch_lines
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.scheduling.interpretation import understand

ZONE = "Europe/Vienna"
VIENNA = ZoneInfo(ZONE)
ANA = Person("p1", "Ana", "ana@example.com", ZONE)
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
DOWN = CalendarUnavailable("down")


def at(day: int, hour: int = 9, hours: float = 1, title: str = "Review", rrule: str | None = None) -> EventDraft:
    start = datetime(2026, 3, day, hour, tzinfo=VIENNA)
    return EventDraft(title, start, start + timedelta(hours=hours), ZONE, rrule=rrule)


class Second(MemoryCalendar):
    name = "second"


class Ticks:
    """A clock by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def work() -> MemoryCalendar:
    return MemoryCalendar(calendars=(CalendarInfo("default", "Work", primary=True), CalendarInfo("team", "Team")))


@pytest.fixture
def home() -> MemoryCalendar:
    return Second()


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def agenda(work: MemoryCalendar, home: MemoryCalendar, ticks: Ticks) -> CalendarQueries:
    memory = EventCache(clock=ticks, now=lambda: NOW)
    calendars = calendars_of(work, home, on_written=memory.forget)
    return CalendarQueries(calendars, Agenda(calendars), memory)


def question(start: datetime | None = None, end: datetime | None = None, length: timedelta | None = None) -> Reading:
    return Reading(Intent.QUERY, start=start, end=end, duration=length)


DAY = (datetime(2026, 3, 6, tzinfo=VIENNA), datetime(2026, 3, 7, tzinfo=VIENNA))


async def test_what_is_on_a_day_is_told(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(6, 9, title="Standup", rrule="FREQ=DAILY"), "1")
    assert await agenda.answer(ANA, question(*DAY), NOW) == (
        "Your calendar, Fri 6 Mar 2026:",
        "- Fri 6 Mar 2026, 09:00–10:00 (Europe/Vienna): **Standup**",
    )


async def test_an_empty_day_is_told_and_what_could_not_be_read(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    work.fail("events", DOWN)
    assert await agenda.answer(ANA, question(*DAY), NOW) == (
        "Nothing is in your calendar, Fri 6 Mar 2026.",
        "I could not read Work, so there may be more.",
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "Thu 5 Mar 2026 to Thu 12 Mar 2026"),
        (DAY[0].replace(hour=15), None, "Fri 6 Mar 2026"),
        (None, DAY[1], "Thu 5 Mar 2026 to Fri 6 Mar 2026"),
        (DAY[0], DAY[1] + timedelta(days=1), "Fri 6 Mar 2026 to Sat 7 Mar 2026"),
        (DAY[0], DAY[0] - timedelta(days=3), "Fri 6 Mar 2026"),
    ],
)
async def test_a_question_is_about_its_range_or_what_is_next(
    agenda: CalendarQueries, start: datetime | None, end: datetime | None, words: str
) -> None:
    assert await agenda.answer(ANA, question(start, end), NOW) == (f"Nothing is in your calendar, {words}.",)


async def test_free_times_are_offered(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(6, 9, hours=7), "1")
    assert await agenda.free(ANA, question(*DAY, timedelta(hours=1)), NOW) == (
        "Free for 60 minutes:",
        "- Fri 6 Mar 2026, 16:00–17:00",
        "- Fri 6 Mar 2026, 07:00–08:00",
    )


async def test_free_times_are_never_in_the_past(agenda: CalendarQueries) -> None:
    today = datetime(2026, 3, 5, tzinfo=VIENNA)
    facts = await agenda.free(ANA, question(today, today + timedelta(days=1)), NOW)
    assert facts == ("You are free:", "- Thu 5 Mar 2026, 13:00–17:00")


async def test_no_free_time_is_told(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(6, 0, hours=24), "1")
    assert await agenda.free(ANA, question(*DAY), NOW) == (
        "I found no free 30 minutes, Fri 6 Mar 2026. The nearest:",
        "- Mon 9 Mar 2026, 09:00–09:30",
        "- Mon 9 Mar 2026, 09:30–10:00",
        "- Tue 10 Mar 2026, 09:00–09:30",
        "- Tue 10 Mar 2026, 09:30–10:00",
        "- Wed 11 Mar 2026, 09:00–09:30",
    )


async def test_other_hours_of_the_same_day_are_nearest(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(6, 0, hours=12), "1")
    morning = (DAY[0] + timedelta(hours=8), DAY[0] + timedelta(hours=12))
    facts = await agenda.free(ANA, question(*morning), NOW)
    assert facts[0] == "I found no free 30 minutes, Fri 6 Mar 2026. The nearest:"
    assert facts[1].startswith("- Fri 6 Mar 2026, 1")


async def test_the_longest_range_without_free_time_is_no_error(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(5, 0, hours=24 * 120), "1")
    facts = await agenda.free(ANA, question(NOW, NOW + timedelta(days=400)), NOW)
    assert "nor in the 14 days after" in facts[0]


async def test_where_no_time_is_near_that_is_told(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(5, 0, hours=24 * 30), "1")
    assert await agenda.free(ANA, question(*DAY), NOW) == (
        "I found no free 30 minutes, Fri 6 Mar 2026, nor in the 14 days after.",
    )


async def test_free_times_tell_which_calendar_is_unknown(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    work.fail("calendars", DOWN)
    facts = await agenda.free(ANA, question(*DAY), NOW)
    assert facts[0] == "I could not read all of your calendars, so you may be busy then."
    work.fail("calendars", DOWN)
    facts = await agenda.free(ANA, question(*DAY, timedelta(hours=1)), NOW)
    assert facts[0] == "I could not read all of your calendars, so you may be busy then."


async def test_when_one_is_free_is_told_by_day_in_working_hours(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(6, 10), "1")
    await work.create("default", at(6, 14, hours=1.5), "2")
    facts = await agenda.free(ANA, question(DAY[0], DAY[0] + timedelta(days=4)), NOW)
    assert facts == (
        "You are free:",
        "- Fri 6 Mar 2026, 09:00–10:00, 11:00–14:00 and 15:30–17:00",
        "- Mon 9 Mar 2026, 09:00–17:00",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("am I free on Friday at 8pm?", ("You are free:", "- Fri 6 Mar 2026, 20:00–20:30")),
        ("am I free on Friday from 3 to 5pm?", ("You are free:", "- Fri 6 Mar 2026, 16:00–17:00")),
        ("am I free on Friday after 3pm?", ("You are free:", "- Fri 6 Mar 2026, 16:00–24:00")),
        ("when am I free from Friday on?", ("You are free:", "- Fri 6 Mar 2026, 09:00–15:00 and 16:00–17:00")),
        ("am I free on Friday from 10pm to midnight?", ("You are free:", "- Fri 6 Mar 2026, 22:00–24:00")),
        (
            "am I free on Friday at 3pm?",
            ("You are not free then. Free for 30 minutes:", "- Fri 6 Mar 2026, 16:00–16:30"),
        ),
        ("when am I free next week, mornings?", ("You are free:", "- Mon 9 Mar 2026, 09:00–12:00")),
    ],
)
async def test_a_time_of_day_is_taken_at_its_word(
    agenda: CalendarQueries, work: MemoryCalendar, text: str, told: tuple[str, ...]
) -> None:
    await work.create("default", at(6, 15), "1")
    reading = asked(text)
    assert (reading.intent, reading.seeks_time) == (Intent.FIND_TIME, False)
    facts = await agenda.free(ANA, reading, NOW)
    assert facts[: len(told)] == told


async def test_a_moment_within_a_second_is_free_too(agenda: CalendarQueries) -> None:
    moment = NOW.replace(microsecond=500_000)
    assert (await agenda.free(ANA, question(moment), moment))[0] == "You are free:"


def test_a_stretch_over_night_has_both_dates() -> None:
    start = DAY[0] + timedelta(hours=22)
    assert stretch_lines([(start, start + timedelta(hours=4))]) == ("- Fri 6 Mar 2026, 22:00–Sat 7 Mar 2026, 02:00",)


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (question(DAY[0] - timedelta(days=9), DAY[0] - timedelta(days=8)), "That time has already passed."),
        (question(*DAY, timedelta(days=3)), "I can look for free time of up to a day."),
        (question(*DAY, timedelta(seconds=20)), "I can look for free time of up to a day."),
    ],
)
async def test_where_no_free_time_can_be_it_is_said(agenda: CalendarQueries, reading: Reading, told: str) -> None:
    assert await agenda.free(ANA, reading, NOW) == (told,)


async def test_a_long_range_is_searched_from_its_beginning(agenda: CalendarQueries) -> None:
    facts = await agenda.free(ANA, question(DAY[0], DAY[0] + timedelta(days=400)), NOW)
    assert facts[:2] == ("You are free:", "- Fri 6 Mar 2026, 09:00–17:00")
    assert len(facts) == 8


def asked(text: str) -> Reading:
    return understand(text, sent_at=NOW, zone=ZONE)


@pytest.mark.parametrize(
    ("text", "heading", "found"),
    [
        ("next meeting with Ana", "The next one:", ["- Mon 9 Mar 2026, 09:00–10:00 (Europe/Vienna): **Budget**"]),
        ("when is the design review?", None, ["- Tue 10 Mar 2026, 09:00–10:00 (Europe/Vienna): **Design review**"]),
        ("what's next?", "The next one:", ["- Fri 6 Mar 2026, 09:00–10:00 (Europe/Vienna): **Standup**"]),
        ("when is the retro?", "I found nothing of “Retro”, Thu 5 Mar 2026 to Mon 4 May 2026.", []),
    ],
)
async def test_events_are_found_by_title_and_by_who_is_in_them(
    agenda: CalendarQueries, work: MemoryCalendar, text: str, heading: str | None, found: list[str]
) -> None:
    ana = (Attendee("Ana", "ana@example.com"),)
    await work.create("default", at(6, title="Standup"), "1")
    await work.create("default", EventDraft("Budget", at(9).start, at(9).end, ZONE, attendees=ana), "2")
    await work.create("default", EventDraft("Budget", at(12).start, at(12).end, ZONE, attendees=ana), "3")
    await work.create("team", at(10, title="Design review"), "4")
    facts = await agenda.answer(ANA, asked(text), NOW)
    assert facts[1:] == tuple(found)
    assert heading is None or facts[0] == heading


async def test_words_that_no_title_has_do_not_hide_what_is_on(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    await work.create("default", at(6, title="Standup"), "1")
    reading = Reading(Intent.QUERY, start=DAY[0], end=DAY[1], title="Party")
    facts = await agenda.answer(ANA, reading, NOW)
    assert facts == (
        "I found nothing of “Party”, Fri 6 Mar 2026.",
        "Your calendar, Fri 6 Mar 2026:",
        "- Fri 6 Mar 2026, 09:00–10:00 (Europe/Vienna): **Standup**",
    )


async def reads(calendar: MemoryCalendar, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calendars that are asked for events from now on."""
    seen: list[str] = []
    events = calendar.events

    async def counted(calendar_id: str, time_min: datetime, time_max: datetime) -> object:
        seen.append(calendar_id)
        return await events(calendar_id, time_min, time_max)

    monkeypatch.setattr(calendar, "events", counted)
    return seen


async def test_a_second_question_is_answered_from_memory_for_some_seconds(
    agenda: CalendarQueries, work: MemoryCalendar, ticks: Ticks, monkeypatch: pytest.MonkeyPatch
) -> None:
    await work.create("default", at(6, title="Standup"), "1")
    seen = await reads(work, monkeypatch)
    first = await agenda.answer(ANA, question(*DAY), NOW)
    assert await agenda.answer(ANA, question(*DAY), NOW) == first
    assert (await agenda.answer(ANA, question(DAY[1], DAY[1] + timedelta(days=1)), NOW))[0].startswith("Nothing")
    assert seen == ["default", "team"]
    ticks.now += CHECK_SECONDS + 1
    await agenda.answer(ANA, question(*DAY), NOW)
    assert len(seen) == 4


async def test_what_was_read_is_forgotten_when_something_is_written(
    agenda: CalendarQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await agenda.answer(ANA, question(*DAY), NOW))[0].startswith("Nothing")
    calendar = await agenda._calendars.named(ANA, "second")
    event = await calendar.create("default", at(6, title="New"), "1")
    assert "**New**" in (await agenda.answer(ANA, question(*DAY), NOW))[1]
    event = await calendar.update("default", event.id, at(6, title="Newer"), event.version)
    assert "**Newer**" in (await agenda.answer(ANA, question(*DAY), NOW))[1]
    await calendar.delete("default", event.id)
    assert len(await agenda.answer(ANA, question(*DAY), NOW)) == 1
    assert await calendar.find("default", "1") is None
    assert (await calendar.changes("default", None)).updated == ()


async def test_a_failure_is_not_remembered(agenda: CalendarQueries, work: MemoryCalendar) -> None:
    work.fail("events", DOWN)
    assert len(await agenda.answer(ANA, question(*DAY), NOW)) == 2
    assert len(await agenda.answer(ANA, question(*DAY), NOW)) == 1


async def test_where_the_wider_range_is_refused_the_one_that_is_asked_for_is_read(
    agenda: CalendarQueries, work: MemoryCalendar
) -> None:
    await work.create("default", at(6, title="Standup"), "1")
    work.fail("events", CalendarRejected("too many"))
    assert len(await agenda.answer(ANA, question(*DAY), NOW)) == 2


async def test_memory_has_its_bounds(monkeypatch: pytest.MonkeyPatch, work: MemoryCalendar) -> None:
    monkeypatch.setattr("threadline.core.calendars.event_cache._MOST", 2)
    memory = EventCache()
    for person in ("a", "b", "c"):
        await memory.events(person, work, "default", *DAY)
    assert [key[0] for key in memory._known] == ["b", "c"]


async def test_what_is_read_while_something_is_written_is_not_kept(
    work: MemoryCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = EventCache()
    events = work.events

    async def overtaken(calendar_id: str, time_min: datetime, time_max: datetime) -> object:
        found = await events(calendar_id, time_min, time_max)
        memory.forget("a")
        return found

    monkeypatch.setattr(work, "events", overtaken)
    await memory.events("a", work, "default", *DAY)
    assert [known.page for known in memory._known.values()] == [None]


class Followed:
    """What one calendar is asked: events and changes, with a clock by hand."""

    def __init__(self, work: MemoryCalendar, ticks: Ticks, monkeypatch: pytest.MonkeyPatch) -> None:
        self.work, self.ticks = work, ticks
        self.memory = EventCache(clock=ticks, now=lambda: NOW)
        self.asked: list[str] = []
        self.answers: Changes | None = None
        self.events, self.changes = work.events, work.changes
        monkeypatch.setattr(work, "events", self._events)
        monkeypatch.setattr(work, "changes", self._changes)

    async def _events(self, calendar_id: str, time_min: datetime, time_max: datetime) -> Sequence[Event]:
        self.asked.append("events")
        return await self.events(calendar_id, time_min, time_max)

    async def _changes(self, calendar_id: str, token: str | None) -> Changes:
        self.asked.append("all changes" if token is None else "changes")
        found = await self.changes(calendar_id, token)
        return self.answers or found

    async def titles(self, *, after: float = 0.0, days: tuple[datetime, datetime] = DAY) -> list[str]:
        """What is known after some seconds."""
        self.ticks.now += after
        found = await self.memory.events(ANA.id, self.work, "default", *days)
        return [event.draft.title for event in found]

    async def follow(self) -> None:
        """Ask twice, so that the calendar is followed from now on."""
        await self.titles()
        await self.titles(after=CHECK_SECONDS + 1)
        assert self.asked == ["events", "all changes", "events"]
        self.asked.clear()


@pytest.fixture
def followed(work: MemoryCalendar, ticks: Ticks, monkeypatch: pytest.MonkeyPatch) -> Followed:
    return Followed(work, ticks, monkeypatch)


class TestFollowing:
    """What is remembered is good as long as the calendar says that nothing has changed."""

    @pytest.mark.parametrize("booked", [True, False])
    async def test_while_nothing_changes_nothing_is_read_again(
        self, followed: Followed, work: MemoryCalendar, booked: bool
    ) -> None:
        titles = []
        if booked:
            await work.create("default", at(6, title="Standup"), "1")
            titles = ["Standup"]
        await followed.follow()
        for _ in range(3):
            assert await followed.titles(after=CHECK_SECONDS + 1) == titles
            assert await followed.titles(after=1) == titles
        assert followed.asked == ["changes"] * 3

    async def test_what_changes_elsewhere_is_seen_at_the_next_check(
        self, followed: Followed, work: MemoryCalendar
    ) -> None:
        event = await work.create("default", at(6, title="Standup"), "1")
        await followed.follow()
        await work.update("default", event.id, at(6, title="Retro"), event.version)
        assert await followed.titles(after=CHECK_SECONDS + 1) == ["Retro"]
        assert followed.asked == ["changes", "events"]
        await work.delete("default", event.id)
        assert await followed.titles(after=CHECK_SECONDS + 1) == []

    async def test_after_an_hour_it_is_read_anew(self, followed: Followed) -> None:
        await followed.follow()
        await followed.titles(after=LONGEST_SECONDS)
        assert followed.asked == ["events"]

    async def test_a_token_that_expired_means_that_anything_may_have_changed(self, followed: Followed) -> None:
        await followed.follow()
        followed.answers = Changes((), (), "fresh", complete=True)
        await followed.titles(after=CHECK_SECONDS + 1)
        assert followed.asked == ["changes", "events"]

    async def test_a_calendar_that_does_not_answer_is_unknown_not_unchanged(
        self, followed: Followed, work: MemoryCalendar
    ) -> None:
        await followed.follow()
        work.fail("changes", DOWN)
        work.fail("events", DOWN)
        with pytest.raises(CalendarUnavailable):
            await followed.titles(after=CHECK_SECONDS + 1)
        assert await followed.titles() == []
        await followed.titles(after=CHECK_SECONDS + 1)
        assert "all changes" not in followed.asked

    async def test_without_a_token_it_is_read_whenever_it_is_asked_about(
        self, followed: Followed, work: MemoryCalendar
    ) -> None:
        work.fail("changes", DOWN)
        await followed.follow()
        await followed.titles(after=CHECK_SECONDS + 1)
        assert followed.asked == ["events"]

    async def test_long_ago_and_far_ahead_is_not_followed(self, followed: Followed) -> None:
        days = (NOW - timedelta(days=90), NOW - timedelta(days=89))
        await followed.titles(days=days)
        await followed.titles(days=days, after=CHECK_SECONDS + 1)
        await followed.titles(days=days, after=CHECK_SECONDS + 1)
        assert followed.asked == ["events", "all changes", "events", "events"]

    async def test_questions_at_the_same_moment_read_once(self, followed: Followed) -> None:
        await asyncio.gather(*(followed.titles() for _ in range(5)))
        assert followed.asked == ["events"]

    async def test_what_is_written_while_changes_are_asked_for_is_read(
        self, followed: Followed, work: MemoryCalendar, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await followed.follow()

        async def overtaken(calendar_id: str, token: str | None) -> Changes:
            found = await followed.changes(calendar_id, token)
            await work.create("default", at(6, title="New"), "1")
            followed.memory.forget(ANA.id)
            return found

        monkeypatch.setattr(work, "changes", overtaken)
        assert await followed.titles(after=CHECK_SECONDS + 1) == ["New"]

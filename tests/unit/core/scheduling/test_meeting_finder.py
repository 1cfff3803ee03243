"""A time for several people: what is known of each, whose time is unknown, and what is proposed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.clock import Clock
from threadline.calendar.event import Busy, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.memory import MemoryBackend, MemoryCalendar
from threadline.calendar.port import CalendarUnavailable
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.participants import Participants
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Author, Message, Person
from threadline.core.domain.proposal import Offer
from threadline.core.domain.reading import Reading
from threadline.core.people.calendar_preferences import (
    CalendarPreferenceReader,
    habit_of,
    public_holidays,
    read_country,
    read_days,
    read_hours,
)
from threadline.core.people.directory import People, person_of
from threadline.core.scheduling.interpretation import understand
from threadline.core.scheduling.meeting_finder import MeetingFinder, NoTime
from threadline.storage.connections import ConnectionStore
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore
from threadline.storage.turns import TurnStore

ZONE = "Europe/Vienna"
VIENNA = ZoneInfo(ZONE)
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)  # a Thursday
MONDAY = datetime(2026, 3, 9, tzinfo=VIENNA)


@dataclass
class Office:
    """Ana and Bo, each with a calendar of their own; Cy is known to nobody but Ana's calendar."""

    database: Database
    ana: Person
    bo: Person

    def __post_init__(self) -> None:
        self.preferences = PreferenceStore(self.database)
        self.backend = MemoryBackend()
        self.calendars = Calendars(
            {"memory": self.backend},
            connections=ConnectionStore(self.database),
            secrets=SecretStore(self.database),
            preferences=self.preferences,
        )
        self.preferences_of = CalendarPreferenceReader(self.preferences)
        self.people = People(PersonStore(self.database), default_zone=ZONE)
        agenda = Agenda(self.calendars, self.preferences_of)
        participants = Participants(
            people=self.people, calendars=self.calendars, agenda=agenda, preferences_of=self.preferences_of
        )
        self.finding = MeetingFinder(participants, self.preferences_of)

    def calendar(self, person: Person) -> MemoryCalendar:
        calendar = self.backend.calendar(person.id, None)
        assert isinstance(calendar, MemoryCalendar)
        return calendar

    async def busy(self, person: Person, day: int, start: int, hours: float) -> None:
        begin = MONDAY + timedelta(days=day, hours=start)
        draft = EventDraft("Secret", begin, begin + timedelta(hours=hours), ZONE)
        await self.calendar(person).create("default", draft, f"{day}-{start}")

    async def offer(self, text: str, conversation: str | None = None) -> Offer:
        reading = understand(text, sent_at=NOW, zone=ZONE)
        assert reading.seeks_time, reading
        return await self.finding.offer(self.ana, reading, NOW, conversation_id=conversation)

    async def together(self) -> str:
        """A conversation in which both wrote."""
        turns = TurnStore(self.database, clock=Clock())
        for person in (self.bo, self.ana):
            message = Message("memory", person.name, "thread", Author(person.name), "hi", NOW)
            accepted = await turns.accept(
                channel="memory",
                event_key=person.name,
                conversation_key="thread",
                person_id=person.id,
                text="hi",
                body=message.to_json(),
                title="hi",
                sent_at=NOW,
            )
        return accepted.conversation_id


@pytest.fixture
async def office(database: Database) -> Office:
    persons = PersonStore(database)
    ana = person_of(await persons.ensure(email="ana@example.com", name="Ana", zone=ZONE))
    bo = person_of(await persons.ensure(email="bo@example.com", name="Bo", zone="Europe/London"))
    return Office(database, ana, bo)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(VIENNA):%a %H:%M}"


async def test_the_best_time_is_proposed_and_the_others_are_to_choose(office: Office) -> None:
    await office.busy(office.ana, 0, 9, 1)
    await office.busy(office.bo, 0, 10, 1)
    offer = await office.offer("30 minutes with bo@example.com next week, mornings")
    assert local(offer.draft.start) == "Mon 11:00"
    assert offer.draft.duration == timedelta(minutes=30)
    assert [attendee.email for attendee in offer.draft.attendees] == ["bo@example.com"]
    assert offer.draft.title == "Meeting with Bo"
    assert offer.warnings == ("That is 10:00 for Bo.",)
    assert len(offer.alternatives) == 4
    assert {alternative.kind for alternative in offer.alternatives} == {"free"}
    assert all("for Bo)" in alternative.label for alternative in offer.alternatives)
    assert all(alternative.start.astimezone(VIENNA).hour < 12 for alternative in offer.alternatives)
    assert "Secret" not in offer.to_json()


async def test_a_name_is_a_person_only_where_both_write(office: Office) -> None:
    await office.busy(office.bo, 0, 0, 24)
    apart = await office.offer("30 minutes with Bo next week")
    assert apart.draft.attendees[0].email is None
    assert "unknown, not free" in apart.warnings[0]
    together = await office.offer("30 minutes with Bo next week", await office.together())
    assert together.draft.attendees[0].email == "bo@example.com"
    assert local(together.draft.start).startswith("Tue")


async def test_whom_only_the_askers_calendar_knows_is_asked_there(office: Office) -> None:
    office.calendar(office.ana).others["cy@example.com"] = [Busy(MONDAY, MONDAY + timedelta(days=1))]
    offer = await office.offer("30 minutes with cy@example.com next week")
    assert local(offer.draft.start) == "Tue 09:00"
    assert offer.warnings == ()


async def test_nobody_knows_is_unknown_and_never_free(office: Office) -> None:
    office.calendar(office.ana).fail("busy_of", CalendarUnavailable("down"))
    offer = await office.offer("30 minutes with cy@example.com and bo@example.com next week")
    assert any("cy@example.com is busy: unknown" in warning for warning in offer.warnings)
    office.calendar(office.bo).fail("busy", CalendarUnavailable("down"))
    offer = await office.offer("30 minutes with bo@example.com next week")
    assert any("Bo is busy: unknown" in warning for warning in offer.warnings)


async def test_who_does_not_share_is_unknown(office: Office) -> None:
    await office.busy(office.bo, 0, 0, 24)
    await office.preferences.put(office.bo.id, "share_busy", value="no")
    offer = await office.offer("30 minutes with bo@example.com next week")
    assert any("Bo is busy: unknown" in warning for warning in offer.warnings)


async def test_hours_days_buffers_and_holidays_of_each_are_kept(office: Office) -> None:
    for key, value in (("working_hours", "13:00-16:00"), ("working_days", "tue,wed"), ("buffer_minutes", "30")):
        await office.preferences.put(office.bo.id, key, value=value)
    await office.busy(office.bo, 1, 15, 1)  # 14:00 to 15:00 in London
    offer = await office.offer("30 minutes with bo@example.com next week")
    assert local(offer.draft.start) == "Tue 16:30" or local(offer.draft.start) == "Tue 14:00"
    starts = [local(offer.draft.start), *(local(other.start) for other in offer.alternatives)]
    assert not {"Tue 14:30", "Tue 15:00", "Tue 16:00"} & set(starts)
    assert all(start[:3] in ("Tue", "Wed") for start in starts[:3])


async def test_public_holidays_are_no_working_days(office: Office) -> None:
    await office.preferences.put(office.ana.id, "holidays", value="AT")
    reading = understand("30 minutes with bo@example.com on 1 May", sent_at=NOW, zone=ZONE)
    offer = await office.finding.offer(office.ana, reading, NOW)
    assert local(offer.draft.start) == "Mon 10:00"
    assert offer.draft.start.astimezone(VIENNA).day == 4
    assert offer.warnings[0] == (
        "I found no 30 minutes that suit you and Bo, Fri 1 May 2026. This is the nearest time that does."
    )


async def test_when_a_morning_is_taken_the_afternoon_is_nearest(office: Office) -> None:
    await office.busy(office.bo, 0, 0, 14)
    reading = understand("30 minutes with bo@example.com on Monday morning", sent_at=NOW, zone=ZONE)
    offer = await office.finding.offer(office.ana, reading, NOW)
    assert local(offer.draft.start) == "Mon 14:00"
    assert "no 30 minutes" in offer.warnings[0]
    starts = [offer.draft.start, *(other.start for other in offer.alternatives)]
    assert starts == sorted(set(starts))
    assert [local(start)[:3] for start in starts] == ["Mon", "Mon", "Tue", "Tue", "Wed"]
    assert all(start.astimezone(VIENNA).hour < 12 for start in starts[2:])


async def test_a_moment_is_asked_about_first_and_then_what_is_near(office: Office) -> None:
    free = await office.offer("is bo@example.com free on Monday at 3pm?")
    assert local(free.draft.start) == "Mon 15:00"
    assert not any("no 30 minutes" in warning for warning in free.warnings)
    await office.busy(office.bo, 0, 15, 1)
    taken = await office.offer("is bo@example.com free on Monday at 3pm?")
    assert taken.warnings[0].startswith("I found no 30 minutes that suit you and Bo, Mon 9 Mar 2026")
    assert local(taken.draft.start)[:3] == "Mon"


async def test_where_nobody_has_time_for_weeks_that_is_said(office: Office) -> None:
    await office.busy(office.bo, -5, 0, 24 * 40)
    reading = understand("30 minutes with bo@example.com on Monday", sent_at=NOW, zone=ZONE)
    with pytest.raises(NoTime, match="no 30 minutes that suit you and Bo, Mon 9 Mar 2026, nor in the 14 days after"):
        await office.finding.offer(office.ana, reading, NOW)


@pytest.mark.parametrize(
    ("start", "length", "told"),
    [(NOW - timedelta(days=2), timedelta(hours=1), "already passed"), (NOW, timedelta(days=3), "up to a day")],
)
async def test_where_no_time_can_be_it_is_said(office: Office, start: datetime, length: timedelta, told: str) -> None:
    reading = Reading(Intent.FIND_TIME, start=start, end=start + timedelta(days=1), duration=length)
    with pytest.raises(NoTime, match=told):
        await office.finding.offer(office.ana, reading, NOW)


async def test_the_asker_is_not_invited_to_their_own_meeting(office: Office) -> None:
    invitees = await office.finding.invitees(office.ana, ["ana@example.com", "bo@example.com", "BO@example.com"])
    assert [invitee.email for invitee in invitees] == ["bo@example.com"]


async def test_what_is_outside_of_somebodys_hours_is_told(office: Office) -> None:
    await office.preferences.put(office.bo.id, "working_hours", value="07:00-10:30")
    offer = await office.offer("30 minutes with bo@example.com tomorrow afternoon")
    assert any("outside the working hours" in warning for warning in offer.warnings)


class TestHabits:
    """Preferences that steer the calendar; what cannot be read counts as not set."""

    @pytest.mark.parametrize("text", ["", "9-17", "25:00-26:00", "09:00-09:00", "later"])
    def test_hours_that_are_none(self, text: str) -> None:
        assert read_hours(text) is None

    @pytest.mark.parametrize("text", ["", "someday", "8"])
    def test_days_that_are_none(self, text: str) -> None:
        assert read_days(text) is None

    def test_days_by_name_and_number(self) -> None:
        assert read_days("Mon, 2; wed") == frozenset({0, 1, 2})

    @pytest.mark.parametrize("text", ["", "Austria", "XX", "DE-XX"])
    def test_countries_that_are_none(self, text: str) -> None:
        assert read_country(text) is None

    def test_countries_with_a_region(self) -> None:
        assert read_country("de-by") == ("DE", "BY")
        assert len(public_holidays("DE", "BY", (2026,))) > len(public_holidays("DE", None, (2026,)))

    @pytest.mark.parametrize("text", ["-5", "500", "x", "1e3"])
    def test_buffers_that_are_none(self, text: str) -> None:
        assert habit_of({"buffer_minutes": text}, "UTC").buffer == timedelta()

    def test_what_is_not_set_is_usual(self) -> None:
        habit = habit_of({}, "UTC")
        assert (habit.hours.start.hour, habit.hours.end.hour, habit.hours.days) == (9, 17, frozenset(range(5)))
        assert habit.share_busy
        assert habit.invite

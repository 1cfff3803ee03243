"""Whether those who are invited have the time: told with the proposal, and again at the click, without titles."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.calendars import READER
from tests.support.vaults import MemoryVault
from tests.unit.core.proposals.desk import REVIEW, START, ZONE, Desk
from threadline.calendar.event import Attendee, Busy, EventDraft
from threadline.calendar.memory import MemoryBackend, MemoryCalendar
from threadline.calendar.port import CalendarUnavailable
from threadline.core.domain.proposal import Conflict, Conflicting, State, Target
from threadline.core.people.directory import person_of
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore

CY, BO = Attendee("Cy", "cy@example.com"), Attendee(email="Bo@example.com")
HOUR = timedelta(hours=1)
WITH_CY = replace(REVIEW, attendees=(CY, Attendee("Di")))
WITH_BO = replace(REVIEW, attendees=(BO,))
SECRET = replace(REVIEW, title="Secret")


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    """Ana and Bo each have a calendar of their own; Cy is known to Ana's alone."""
    persons = PersonStore(database)
    ana, bo = [
        person_of(await persons.ensure(email=f"{name}@example.com", name=name.title(), zone=ZONE))
        for name in ("ana", "bo")
    ]
    desk = Desk(database, ana, bo)
    theirs = {ana.id: desk.calendar}
    desk.calendars._backends = {"memory": MemoryBackend(lambda owner: theirs.setdefault(owner, MemoryCalendar()))}
    yield desk
    await desk.hands.done()


def of_bo(desk: Desk) -> MemoryCalendar:
    calendar = desk.calendars.backends["memory"].calendar(desk.bo.id, MemoryVault(), READER)
    assert isinstance(calendar, MemoryCalendar)
    return calendar


def cy_is_busy(desk: Desk, *stretches: Busy) -> None:
    desk.calendar.others["cy@example.com"] = list(stretches)


async def test_who_is_busy_is_told_on_the_card_and_booking_is_one_click(desk: Desk) -> None:
    cy_is_busy(desk, Busy(START - HOUR, START + timedelta(minutes=30)))
    proposal = await desk.propose(WITH_CY)
    assert proposal.offer.conflicts == (Conflict("Cy is busy", START, START + timedelta(minutes=30), who="Cy"),)
    assert (await desk.decisions.confirm(desk.ana, proposal.id)).state is State.BOOKED


async def test_other_times_suit_those_who_are_invited_too(desk: Desk) -> None:
    cy_is_busy(desk, Busy(START, START + 2 * HOUR))
    proposal = await desk.propose(WITH_CY)
    assert proposal.offer.alternatives
    assert all(other.start >= START + 2 * HOUR for other in proposal.offer.alternatives)


async def test_who_has_become_busy_is_told_at_the_click_and_nothing_is_booked(desk: Desk) -> None:
    proposal = await desk.propose(WITH_BO)
    assert proposal.offer.conflicts == ()
    await of_bo(desk).create("default", SECRET, "1")
    with pytest.raises(Conflicting, match=r"^At that time Bo is busy by now$") as asked:
        await desk.decisions.confirm(desk.ana, proposal.id)
    assert await desk.events() == []
    shown = asked.value.proposal
    assert shown.offer.conflicts == (Conflict("Bo is busy", START, START + HOUR, who="Bo"),)
    assert "Secret" not in shown.offer.to_json()
    booked = await desk.decisions.confirm(desk.ana, proposal.id, version=shown.version)
    assert booked.state is State.BOOKED


async def test_both_kinds_of_conflicts_are_told_in_one_sentence(desk: Desk) -> None:
    proposal = await desk.propose(WITH_CY)
    await desk.calendar.create("default", replace(REVIEW, title="Lunch"), "1")
    cy_is_busy(desk, Busy(START, START + HOUR))
    with pytest.raises(Conflicting, match="there is “Lunch”, and Cy is busy, by now"):
        await desk.decisions.confirm(desk.ana, proposal.id)


async def test_who_does_not_share_and_whom_nobody_sees_is_not_told_of(desk: Desk) -> None:
    await PreferenceStore(desk.database).put(desk.bo.id, "share_busy", value="false")
    await of_bo(desk).create("default", SECRET, "1")
    strangers = (BO, Attendee("Ed", "ed@example.com"), Attendee("Ana", "ana@example.com"))
    assert (await desk.propose(replace(REVIEW, attendees=strangers))).offer.conflicts == ()


async def test_a_calendar_of_theirs_that_does_not_answer_says_nothing(desk: Desk) -> None:
    desk.calendar.fail("busy_of", CalendarUnavailable("down"))
    cy_is_busy(desk, Busy(START, START + HOUR))
    assert (await desk.propose(WITH_CY)).offer.conflicts == ()


async def test_the_event_itself_makes_nobody_busy_who_is_invited_to_it(desk: Desk) -> None:
    booked = await desk.decisions.confirm(desk.ana, (await desk.propose(WITH_CY)).id)
    assert booked.event_id is not None
    cy_is_busy(desk, Busy(START, START + HOUR + HOUR))  # the review, and something that follows it
    target = Target(booked.event_id, booked.event_version or "", WITH_CY, "memory", "default")
    later = WITH_CY.moved(START + timedelta(minutes=30))
    offer = await desk.decisions.offer_change(desk.ana, target, later)
    assert offer.conflicts == (Conflict("Cy is busy", START + HOUR, START + timedelta(minutes=90), who="Cy"),)
    earlier = await desk.decisions.offer_change(desk.ana, target, WITH_CY.moved(START - timedelta(minutes=30)))
    assert earlier.conflicts == ()
    of_bo_too = replace(WITH_CY, attendees=(CY, BO))
    await of_bo(desk).create("default", SECRET, "1")
    added = await desk.decisions.offer_change(desk.ana, target, of_bo_too)
    assert [conflict.who for conflict in added.conflicts] == ["Bo"]


async def test_what_an_attempt_that_failed_has_left_is_no_conflict(desk: Desk) -> None:
    proposal = await desk.propose(WITH_CY)
    for _ in range(5):
        desk.calendar.fail("create", CalendarUnavailable("down"), after=True)
    failed = await desk.decisions.confirm(desk.ana, proposal.id)
    assert failed.state is State.FAILED
    cy_is_busy(desk, Busy(START, START + HOUR))  # with the invitation that was sent
    desk.calendar._script.clear()
    assert (await desk.decisions.confirm(desk.ana, proposal.id)).state is State.BOOKED


async def test_a_series_is_looked_at_for_weeks(desk: Desk) -> None:
    cy_is_busy(desk, Busy(START + timedelta(days=14), START + timedelta(days=14, minutes=15)))
    weekly = replace(WITH_CY, rrule="FREQ=WEEKLY")
    [conflict] = (await desk.propose(weekly)).offer.conflicts
    assert conflict.start == START + timedelta(days=14)


async def test_an_event_of_whole_days_has_no_other_times(desk: Desk) -> None:
    await desk.calendar.create("default", REVIEW, "1")
    draft = replace(EventDraft.of_dates("Off", START.date(), START.date(), ZONE), attendees=(CY,))
    proposal = await desk.propose(draft)
    assert proposal.offer.conflicts
    assert proposal.offer.alternatives == ()


async def test_free_times_are_labelled_and_not_the_events_own(desk: Desk) -> None:
    times = await desk.decisions.free_times(desk.ana, REVIEW)
    assert times
    assert {option.kind for option in times} == {"free"}
    assert all(option.label and option.start != REVIEW.start for option in times)


@pytest.mark.parametrize(
    "draft",
    [
        replace(REVIEW, rrule="FREQ=DAILY"),
        replace(REVIEW, end=REVIEW.start + timedelta(hours=25)),
        replace(REVIEW, end=REVIEW.start + timedelta(seconds=30)),
    ],
)
async def test_some_events_have_no_other_times(desk: Desk, draft: EventDraft) -> None:
    assert await desk.decisions.free_times(desk.ana, draft) == []

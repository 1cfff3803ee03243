"""One event, one identity: what every back end does that can be written to.

Subclass `IdentityContract` besides `CalendarContract`, with its `calendar` of Ana's, who is `ana@example.com`.
"""

import asyncio
from dataclasses import replace

import pytest

from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.port import Calendar, EventNotFound
from threadline.testing.calendar_contract import APRIL, MARCH, at, meeting, primary

THEIRS = Identity("theirs-1@partner.example", 2)
GUESTS = (
    Attendee("Ana", "ana@example.com", Response.ACCEPTED),
    Attendee("Cy", "cy@example.com", Response.TENTATIVE),
)
INVITATION = replace(
    meeting(at(9), title="Team sync", rrule="FREQ=DAILY;COUNT=4"),
    excluded=(at(9, day=12),),
    attendees=GUESTS,
    organizer=Attendee("Bo", "bo@partner.example"),
    location="Room 4",
    description="https://meet.example/abc",
)


async def _found(calendar: Calendar, home: str, copy_of: Identity = THEIRS) -> Event:
    event = await calendar.by_uid(home, copy_of.uid)
    assert event is not None
    return event


class IdentityContract:
    """The tests. `at_once`: how many agree to one invitation in the same moment; 1 where the back end keeps them apart
    by nothing."""

    at_once = 5

    async def test_an_event_is_found_by_its_uid(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9), rrule="FREQ=DAILY;COUNT=2"), "key-1")
        assert event.uid
        assert await calendar.by_uid(home, event.uid) == event
        moved = await calendar.update(home, event.id, meeting(at(11)), event.version)
        assert moved.uid == event.uid
        assert await calendar.by_uid(home, "nobody's@partner.example") is None
        await calendar.delete(home, event.id)
        assert await calendar.by_uid(home, event.uid) is None

    async def test_a_copy_of_an_invitation_is_that_event(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, INVITATION, "key-1", copy_of=THEIRS)
        assert (event.uid, event.sequence, event.key) == (THEIRS.uid, THEIRS.sequence, "key-1")
        assert replace(event.draft, reminders=None) == INVITATION
        assert await calendar.get(home, event.id) == await _found(calendar, home) == event
        days = [each.draft.start.day for each in await calendar.events(home, MARCH, APRIL)]
        assert days == [10, 11, 13]

    async def test_however_often_it_comes_it_is_one(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, INVITATION, "key-1", copy_of=THEIRS)
        for key in ("key-1", "key-2"):
            assert (await calendar.create(home, INVITATION, key, copy_of=THEIRS)).id == event.id
        assert len(await calendar.events(home, at(0), at(23))) == 1

    async def test_agreed_to_by_several_at_once_it_is_one(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        keys = [f"key-{number}" for number in range(self.at_once)]
        made = await asyncio.gather(*(calendar.create(home, INVITATION, key, copy_of=THEIRS) for key in keys))
        assert {event.uid for event in made} == {THEIRS.uid}
        assert len(await calendar.events(home, at(0), at(23))) == 1

    async def test_it_follows_whoever_organises_it(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        before = await calendar.create(home, INVITATION, "key-1", copy_of=THEIRS)
        later: EventDraft = replace(INVITATION.moved(at(15)), title="Team sync, later", excluded=())
        await calendar.update(home, before.id, later, before.version, copy_of=replace(THEIRS, sequence=3))
        event = await _found(calendar, home)
        assert (event.id, event.sequence, event.draft.title) == (before.id, 3, "Team sync, later")
        assert event.draft.organizer == INVITATION.organizer
        assert [each.draft.start for each in await calendar.events(home, at(0), at(23))] == [at(15)]

    async def test_deleted_it_stays_deleted(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, INVITATION, "key-1", copy_of=THEIRS)
        await calendar.delete(home, event.id)
        with pytest.raises(EventNotFound):
            await calendar.create(home, INVITATION, "key-1", copy_of=THEIRS)
        assert await calendar.by_uid(home, THEIRS.uid) is None

    async def test_it_is_answered(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        single = replace(INVITATION, rrule=None, excluded=())
        event = await calendar.create(home, single, "key-1", copy_of=THEIRS)
        declined = await calendar.respond(home, event.id, Response.DECLINED, ["ana@example.com"])
        answers = {who.email: who.response for who in declined.draft.attendees}
        assert answers == {"ana@example.com": Response.DECLINED, "cy@example.com": Response.TENTATIVE}
        (busy,) = await calendar.busy([home], MARCH, APRIL)
        assert busy.busy == ()

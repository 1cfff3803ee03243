"""What calendars do with invitations of others: they answer them, and leave the event to who organises it.

Subclass `InvitationContract` in a test module as `Test…` and give it two fixtures: Ana's `calendar`, and `invite`,
which puts a draft of Bo's, who organises it, into Ana's primary calendar with Ana (`ana@example.com`) and Cy
(`cy@example.com`, who accepted) as guests, and gives back its id there.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from threadline.calendar.event import Event, EventDraft, Response
from threadline.calendar.port import Calendar, CalendarRejected, EventNotFound, VersionConflict
from threadline.testing.calendar_contract import APRIL, MARCH, at, meeting, primary

ANA, BO, CY = "ana@example.com", "bo@example.com", "cy@example.com"
Invite = Callable[[EventDraft], Awaitable[str]]


def answers(event: Event) -> dict[str, Response]:
    """What each guest has answered, by address."""
    return {who.email: who.response for who in event.draft.attendees if who.email and who.email != BO}


class InvitationContract:
    """The tests."""

    async def test_says_who_organises(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        event = await calendar.get(home, await invite(meeting(at(9))))
        assert event.draft.organizer is not None
        assert event.draft.organizer.email == BO
        assert answers(event) == {ANA: Response.NONE, CY: Response.ACCEPTED}

    @pytest.mark.parametrize("response", [Response.ACCEPTED, Response.TENTATIVE, Response.DECLINED])
    async def test_gives_the_persons_own_answer_alone(
        self, calendar: Calendar, invite: Invite, response: Response
    ) -> None:
        home = await primary(calendar)
        before = await calendar.get(home, await invite(meeting(at(9))))
        answered = await calendar.respond(home, before.id, response, [ANA], before.version)
        assert answered == await calendar.get(home, before.id)
        assert answers(answered) == {ANA: response, CY: Response.ACCEPTED}
        assert answered.draft.organizer == before.draft.organizer
        assert (answered.draft.title, answered.draft.start) == (before.draft.title, before.draft.start)

    async def test_answers_the_same_again(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        event_id = await invite(meeting(at(9)))
        first = await calendar.respond(home, event_id, Response.ACCEPTED, [ANA])
        assert await calendar.respond(home, event_id, Response.ACCEPTED, [ANA], first.version) == first

    async def test_a_declined_event_blocks_no_time(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        event_id = await invite(meeting(at(9)))
        [before] = await calendar.busy([home], MARCH, APRIL)
        await calendar.respond(home, event_id, Response.DECLINED, [ANA])
        [after] = await calendar.busy([home], MARCH, APRIL)
        assert (len(before.busy), len(after.busy)) == (1, 0)

    async def test_one_occurrence_is_answered_alone(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        await invite(meeting(at(9), rrule="FREQ=DAILY;COUNT=3"))
        second = (await calendar.events(home, MARCH, APRIL))[1]
        await calendar.respond(home, second.id, Response.DECLINED, [ANA], second.version)
        now = await calendar.events(home, MARCH, APRIL)
        assert [answers(each)[ANA] for each in now] == [Response.NONE, Response.DECLINED, Response.NONE]
        assert [each.draft.start for each in now] == [at(9, day=day) for day in (10, 11, 12)]

    async def test_a_series_is_answered_whole(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        series = await invite(meeting(at(9), rrule="FREQ=DAILY;COUNT=3"))
        await calendar.respond(home, series, Response.ACCEPTED, [ANA])
        now = await calendar.events(home, MARCH, APRIL)
        assert [answers(each)[ANA] for each in now] == [Response.ACCEPTED] * 3

    async def test_a_stale_version_answers_nothing(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        before = await calendar.get(home, await invite(meeting(at(9))))
        now = await calendar.respond(home, before.id, Response.DECLINED, [ANA], before.version)
        with pytest.raises(VersionConflict):
            await calendar.respond(home, before.id, Response.ACCEPTED, [ANA], before.version)
        assert await calendar.get(home, before.id) == now

    async def test_there_is_nothing_to_answer_in_ones_own_event(self, calendar: Calendar) -> None:
        home = await primary(calendar)
        event = await calendar.create(home, meeting(at(9)), "key-1")
        with pytest.raises(CalendarRejected):
            await calendar.respond(home, event.id, Response.ACCEPTED, [ANA], event.version)
        assert await calendar.get(home, event.id) == event

    async def test_an_event_that_is_gone_is_not_found(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        event_id = await invite(meeting(at(9)))
        await calendar.delete(home, event_id)
        with pytest.raises(EventNotFound):
            await calendar.respond(home, event_id, Response.ACCEPTED, [ANA])

    async def test_a_guest_neither_moves_nor_renames_it(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        before = await calendar.get(home, await invite(meeting(at(9))))
        moved = before.draft.moved(before.draft.start + timedelta(hours=1))
        for draft in (moved, replace(before.draft, title="Mine"), replace(before.draft, attendees=())):
            with pytest.raises(CalendarRejected, match="organised by"):
                await calendar.update(home, before.id, draft, before.version, invite=True)
        assert await calendar.get(home, before.id) == before

    async def test_a_guest_sets_their_own_reminder(self, calendar: Calendar, invite: Invite) -> None:
        home = await primary(calendar)
        before = await calendar.get(home, await invite(meeting(at(9))))
        reminded = await calendar.update(home, before.id, replace(before.draft, reminders=(20,)), before.version)
        assert reminded.draft == replace(before.draft, reminders=(20,))

"""Google Calendar against the contract, on the fake, and what is its own."""

from collections.abc import AsyncIterator

import pytest

from tests.support.calendars import READER
from tests.support.oauth_calendars import consented, google_backend
from threadline.calendar.event import EventDraft, Response
from threadline.calendar.google.backend import GoogleBackend
from threadline.calendar.port import Calendar, CalendarRejected, ProposedTime, TimeProposals, VersionConflict
from threadline.simulator.google.platform import SCOPES, FakeGoogle
from threadline.simulator.google.refusals import Refusal
from threadline.simulator.google.writing import patched, received
from threadline.testing.calendar_contract import CalendarContract, at, meeting, primary
from threadline.testing.identity_contract import IdentityContract
from threadline.testing.invitation_contract import ANA, BO, CY, InvitationContract, Invite, answers
from threadline.testing.rich_calendar_contract import RichCalendarContract
from threadline.testing.zone_contract import ZoneContract


@pytest.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as running:
        yield running


@pytest.fixture
async def backend(google: FakeGoogle) -> AsyncIterator[GoogleBackend]:
    backend = google_backend(google)
    yield backend
    await backend.close()


def connected(backend: GoogleBackend, google: FakeGoogle, address: str) -> Calendar:
    return backend.calendar(address, consented(google, address, SCOPES), READER)


@pytest.fixture
def invite(google: FakeGoogle) -> Invite:
    async def receive(draft: EventDraft) -> str:
        calendar = google.directory.calendars[ANA]
        given = {
            "id": "invitation0",
            "summary": draft.title,
            "start": {"dateTime": draft.start.isoformat(), "timeZone": draft.zone},
            "end": {"dateTime": draft.end.isoformat(), "timeZone": draft.zone},
            "recurrence": [f"RRULE:{draft.rrule}"] if draft.rrule else None,
            "attendees": [{"email": ANA}, {"email": CY, "responseStatus": "accepted"}],
        }
        return str(google.directory.keep(calendar, received(calendar, given, BO, ANA))["id"])

    return receive


class TestGoogleAbroad(ZoneContract):
    @pytest.fixture
    def calendar(self, backend: GoogleBackend, google: FakeGoogle, zone: str) -> Calendar:
        google.calendar(ANA).zone = zone  # Google places whole days by the calendar's zone
        return connected(backend, google, "ana@example.com")


class TestGoogle(CalendarContract, RichCalendarContract, InvitationContract, IdentityContract):
    @pytest.fixture
    def calendar(self, backend: GoogleBackend, google: FakeGoogle) -> Calendar:
        return connected(backend, google, "ana@example.com")

    @pytest.fixture
    def stranger(self, backend: GoogleBackend, google: FakeGoogle) -> Calendar:
        return connected(backend, google, "bo@example.com")


async def test_the_organiser_is_told_once(backend: GoogleBackend, google: FakeGoogle, invite: Invite) -> None:
    calendar = connected(backend, google, ANA)
    home, event_id = await primary(calendar), await invite(meeting(at(9)))
    for _ in range(2):
        await calendar.respond(home, event_id, Response.TENTATIVE, [ANA])
    assert google.directory.sent == [{"operation": "patch", "event": event_id, "to": [BO]}]


async def test_google_refuses_what_is_the_organisers(google: FakeGoogle, invite: Invite) -> None:
    calendar = google.directory.calendars[ANA]
    event = calendar.events[await invite(meeting(at(9)))]
    alone = {"attendees": [{"email": ANA, "responseStatus": "accepted"}]}
    for body in ({"summary": "Mine"}, alone):
        with pytest.raises(Refusal, match="forbiddenForNonOrganizer"):
            patched(calendar, event, body, ANA)
    answered = patched(calendar, event, alone | {"attendeesOmitted": True}, ANA)
    assert [each["responseStatus"] for each in answered["attendees"]] == ["accepted", "accepted", "accepted"]


async def test_another_time_stands_in_the_note_of_the_answer(
    backend: GoogleBackend, google: FakeGoogle, invite: Invite
) -> None:
    calendar = connected(backend, google, ANA)
    home, event_id = await primary(calendar), await invite(meeting(at(9)))
    before = await calendar.get(home, event_id)
    assert isinstance(calendar, TimeProposals)
    wish = ProposedTime(at(11), at(12), "Europe/Vienna", "How about 11:00 instead?")
    now = await calendar.propose_time(home, event_id, wish, [ANA], before.version)
    assert (now.draft.start, answers(now)) == (at(9), {ANA: Response.TENTATIVE, CY: Response.ACCEPTED})
    (mine,) = [entry for entry in google.calendar(ANA).events[event_id]["attendees"] if entry.get("self")]
    assert mine["comment"] == "How about 11:00 instead?"
    assert google.directory.sent == [{"operation": "patch", "event": event_id, "to": [BO]}]
    with pytest.raises(VersionConflict):
        await calendar.propose_time(home, event_id, wish, [ANA], before.version)
    own = await calendar.create(home, meeting(at(14)), "key-1")
    with pytest.raises(CalendarRejected):
        await calendar.propose_time(home, own.id, wish, [ANA])

"""Microsoft 365 against the contract, on the fake."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.support.calendars import READER
from tests.support.oauth_calendars import consented, microsoft_backend
from threadline.calendar.event import EventDraft, Response
from threadline.calendar.microsoft.backend import MicrosoftBackend
from threadline.calendar.microsoft.recurrence_pattern import recurrence_of
from threadline.calendar.port import Calendar, CalendarRejected, EventNotFound, ProposedTime, TimeProposals
from threadline.simulator.microsoft.platform import SCOPES, FakeGraph
from threadline.simulator.microsoft.writing import received
from threadline.testing.calendar_contract import MARCH, CalendarContract, at, meeting, primary
from threadline.testing.identity_contract import INVITATION, THEIRS, IdentityContract
from threadline.testing.invitation_contract import ANA, BO, CY, InvitationContract, Invite, answers
from threadline.testing.rich_calendar_contract import RichCalendarContract
from threadline.testing.zone_contract import ZoneContract


def now() -> float:
    return MARCH.timestamp()


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with FakeGraph(clock=now) as running:
        yield running


@pytest.fixture
async def backend(graph: FakeGraph) -> AsyncIterator[MicrosoftBackend]:
    backend = microsoft_backend(graph, clock=now)
    yield backend
    await backend.close()


def connected(backend: MicrosoftBackend, graph: FakeGraph, address: str) -> Calendar:
    return backend.calendar(address, consented(graph, address, SCOPES), READER)


@pytest.fixture
def invite(graph: FakeGraph) -> Invite:
    async def receive(draft: EventDraft) -> str:
        mailbox = graph.directory.mailboxes[ANA]
        answers = {ANA: "none", CY: "accepted"}
        given = {
            "subject": draft.title,
            "start": {"dateTime": f"{draft.start:%Y-%m-%dT%H:%M:%S}", "timeZone": draft.zone},
            "end": {"dateTime": f"{draft.end:%Y-%m-%dT%H:%M:%S}", "timeZone": draft.zone},
            "recurrence": recurrence_of(draft),
            "attendees": [
                {"emailAddress": {"address": each}, "status": {"response": answer}} for each, answer in answers.items()
            ],
        }
        item = received(graph.directory.new_id(), mailbox.primary, given, mailbox, BO)
        return graph.directory.keep(mailbox, item).id

    return receive


class TestMicrosoftAbroad(ZoneContract):
    @pytest.fixture
    def calendar(self, backend: MicrosoftBackend, graph: FakeGraph, zone: str) -> Calendar:
        return connected(backend, graph, "ana@example.com")


class TestMicrosoft(CalendarContract, RichCalendarContract, InvitationContract, IdentityContract):
    @pytest.fixture
    def calendar(self, backend: MicrosoftBackend, graph: FakeGraph) -> Calendar:
        return connected(backend, graph, "ana@example.com")

    @pytest.fixture
    def stranger(self, backend: MicrosoftBackend, graph: FakeGraph) -> Calendar:
        return connected(backend, graph, "bo@example.com")


async def test_the_organiser_is_told_once(backend: MicrosoftBackend, graph: FakeGraph, invite: Invite) -> None:
    calendar = connected(backend, graph, ANA)
    home, event_id = await primary(calendar), await invite(meeting(at(9)))
    for _ in range(2):
        await calendar.respond(home, event_id, Response.TENTATIVE, [ANA])
    assert graph.directory.sent == [{"operation": "tentativelyAccept", "event": event_id, "to": [BO]}]


@pytest.mark.parametrize("deleted_in_outlook", [False, True])
async def test_an_invitation_whose_copy_was_deleted_is_agreed_to_anew(
    backend: MicrosoftBackend, graph: FakeGraph, deleted_in_outlook: bool
) -> None:
    calendar = connected(backend, graph, ANA)
    home = await primary(calendar)
    copy = await calendar.create(home, INVITATION, "key-1", copy_of=THEIRS)
    if deleted_in_outlook:
        mailbox = graph.directory.mailboxes[ANA]
        graph.directory.keep(mailbox, replace(mailbox.items[copy.id], deleted=True))
    else:
        await calendar.delete(home, copy.id)
    again = await calendar.create(home, INVITATION, "key-2", copy_of=THEIRS)
    assert again.id != copy.id
    assert await calendar.by_uid(home, THEIRS.uid) == again


async def test_what_was_deleted_in_outlook_is_not_booked_again_by_a_late_retry(
    backend: MicrosoftBackend, graph: FakeGraph
) -> None:
    calendar = connected(backend, graph, ANA)
    home = await primary(calendar)
    event = await calendar.create(home, meeting(at(9)), "key-1")
    mailbox = graph.directory.mailboxes[ANA]
    graph.directory.keep(mailbox, replace(mailbox.items[event.id], deleted=True))
    with pytest.raises(EventNotFound):
        await calendar.create(home, meeting(at(9)), "key-1")


async def test_another_time_is_proposed_as_outlook_does(
    backend: MicrosoftBackend, graph: FakeGraph, invite: Invite
) -> None:
    calendar = connected(backend, graph, ANA)
    home, event_id = await primary(calendar), await invite(meeting(at(9)))
    assert isinstance(calendar, TimeProposals)
    wish = ProposedTime(at(11), at(12), "Europe/Vienna", "How about 11:00 instead?")
    now = await calendar.propose_time(home, event_id, wish, [ANA])
    assert (now.draft.start, answers(now)[ANA]) == (at(9), Response.TENTATIVE)
    (sent,) = graph.directory.sent
    assert (sent["operation"], sent["to"]) == ("tentativelyAccept", [BO])
    slot = {"dateTime": "2026-03-10T11:00:00", "timeZone": "W. Europe Standard Time"}
    assert sent["proposed"]["start"] == slot
    own = await calendar.create(home, meeting(at(14)), "key-1")
    mailbox = graph.directory.mailboxes[ANA]
    item = mailbox.items[event_id]
    graph.directory.keep(mailbox, replace(item, body=item.body | {"allowNewTimeProposals": False}))
    for refused in (own.id, event_id):
        with pytest.raises(CalendarRejected):
            await calendar.propose_time(home, refused, wish, [ANA])

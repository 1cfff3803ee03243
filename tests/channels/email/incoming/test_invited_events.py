"""Invitations that come by mail: each becomes the event itself, and what is said of it later is about that event."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar as CalendarObject
from sqlalchemy import insert, select

from tests.channels.email.incoming.house import House
from tests.channels.email.incoming.test_rsvp import told
from tests.support.mails import BOT, passed, written
from threadline.bots.email.incoming.invited_events import invited_events
from threadline.bots.email.mail.parsed_mail import CalendarPart
from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.port import Calendar
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.channels.port import Method
from threadline.core.domain.invited_event import Heard
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, Offer, Proposal, State, Target, ToldBy
from threadline.storage.outbox import OutboxStore
from threadline.storage.persons import ADDRESS_CHANNEL, utc_now
from threadline.storage.tables.core import IdentityRow
from threadline.storage.tables.outbox import OutboxRow

HOUR = timedelta(hours=1)
VIENNA, ANA = "Europe/Vienna", ["ana@example.com"]
FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
METHOD:{method}
BEGIN:VEVENT
UID:sync-1@partner.example
SEQUENCE:{sequence}
DTSTAMP:20261120T100000Z
DTSTART;TZID=Europe/Vienna:{start}
DTEND;TZID=Europe/Vienna:{end}
SUMMARY:Team sync
ORGANIZER;CN=Bo:mailto:bo@partner.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Bo:mailto:bo@partner.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@example.com
{more}END:VEVENT
END:VCALENDAR
"""


def file(start: str = "20301203T150000", *, method: str = "REQUEST", sequence: int = 0, more: str = "") -> str:
    end = f"{start[:9]}{int(start[9:11]) + 1:02}{start[11:]}"
    return FILE.format(method=method, sequence=sequence, start=start, end=end, more=more)


def read(text: str, method: str = "REQUEST") -> tuple[EventDraft, tuple[str, ...]]:
    (event,) = invited_events([CalendarPart(method, text)], VIENNA, ANA).events
    return event.draft, event.notes


class TestReading:
    """What a file says is what the event is."""

    def test_rule_days_people_and_organiser(self) -> None:
        rule = "RRULE:FREQ=WEEKLY;COUNT=6\nEXDATE;TZID=Europe/Vienna:20301210T150000\n"
        draft, notes = read(file(more=rule))
        assert (draft.rrule, [each.day for each in draft.excluded]) == ("FREQ=WEEKLY;COUNT=6", [10])
        assert [who.email for who in draft.attendees] == ["bo@partner.example"]
        assert draft.organizer == Attendee("Bo", "bo@partner.example")
        assert notes == ()

    def test_the_link_is_kept_with_the_text(self) -> None:
        more = "DESCRIPTION:Numbers\nX-GOOGLE-CONFERENCE:https://meet.example/abc\n"
        assert read(file(more=more))[0].description == "Numbers\n\nhttps://meet.example/abc"
        said = "DESCRIPTION:Join https://meet.example/abc\nX-GOOGLE-CONFERENCE:https://meet.example/abc\n"
        assert read(file(more=said))[0].description == "Join https://meet.example/abc"

    def test_what_no_draft_can_hold_is_told(self) -> None:
        _draft, notes = read(file(more="RDATE;TZID=Europe/Vienna:20301210T150000\n"))
        assert "Tue 10 Dec 2030" in notes[0]

    def test_ones_own_invitation_has_no_other_organiser(self) -> None:
        text = file().replace("ORGANIZER;CN=Bo:mailto:bo@partner.example", "ORGANIZER:mailto:ana@example.com")
        assert read(text)[0].organizer is None

    def test_cancelled_by_method_or_status(self) -> None:
        for text, method in ((file(method="CANCEL"), "CANCEL"), (file(more="STATUS:CANCELLED\n"), "REQUEST")):
            (event,) = invited_events([CalendarPart(method, text)], VIENNA, ANA).events
            assert event.heard is Heard.CANCELLED

    def test_what_cannot_identify_an_event_does_not(self) -> None:
        for uid in ("", "a\\nb", "u" * 2_000):
            text = file(sequence=10**20, more="STATUS:cancelled\n").replace("sync-1@partner.example", uid)
            (event,) = invited_events([CalendarPart("REQUEST", text)], VIENNA, ANA).events
            assert (event.identity.uid, event.identity.sequence, event.heard) == ("", 2**31 - 1, Heard.CANCELLED)

    def test_what_cannot_be_read_is_told_and_no_event(self) -> None:
        broken = invited_events([CalendarPart("REQUEST", "BEGIN:VCALENDAR")], VIENNA, ANA)
        assert (broken.events, len(broken.notes)) == ((), 1)

    def test_what_could_not_be_read_beside_an_event_stands_on_its_card(self) -> None:
        (event,) = invited_events([CalendarPart("REQUEST", text) for text in (file(), "no file")], VIENNA, ANA).events
        assert "cannot be read" in event.notes[-1]


def mailed(text: str, words: str = "", *, method: str = "REQUEST", sender: str = "ana@example.com") -> bytes:
    body = f"--b\nContent-Type: text/plain\n\n{words}\n"
    body += f"--b\nContent-Type: text/calendar; method={method}\n\n{text}\n--b--\n"
    kind = 'multipart/mixed; boundary="b"'
    return written(
        body,
        Subject="Fwd: Team sync",
        MIME_Version="1.0",
        Content_Type=kind,
        From=sender,
        Authentication_Results=passed(sender),
    )


async def newest(house: House, count: int) -> Proposal:
    """The newest of so many cards of Ana's, when there are that many."""
    async with asyncio.timeout(30):
        while True:
            found = await house.services.proposals.repository.of_person(house.ana.id, states=list(State), limit=50)
            if len(found) >= count:
                return max(found, key=lambda proposal: proposal.created_at)
            await asyncio.sleep(0.02)


async def confirmed(house: House, proposal: Proposal) -> Proposal:
    return await house.services.proposals.decisions.confirm(house.ana, proposal.id, despite_conflicts=True)


async def proposed(house: House, person: Person, offer: Offer) -> Proposal:
    return await house.services.proposals.decisions.propose(
        person, offer, key=f"by-{person.id}-{offer.action}", channel="email"
    )


async def proved(house: House, address: str, further: str) -> None:
    """Somebody proves that another address is theirs as well."""
    person = await house.services.people.directory.ensure(address)
    values = {"channel": ADDRESS_CHANNEL, "external_id": further, "person_id": person.id, "created_at": utc_now()}
    async with house.services.storage.database.write() as connection:
        await connection.execute(insert(IdentityRow).values(values))


async def events(calendar: Calendar) -> list[Event]:
    found = await calendar.events("default", datetime(2030, 12, 1, tzinfo=UTC), datetime(2030, 12, 8, tzinfo=UTC))
    return list(found)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_file_that_cannot_be_read_is_told_of_whatever_else_the_mail_brings(house: House) -> None:
    forward = "---------- Forwarded message ---------\nFrom: Bo <bo@partner.example>\nSubject: Sync\n\nSee the file.\n"
    for words in ("What is this?", forward):
        message = await house.asked(mailed("BEGIN:VCALENDAR", words))
        assert "".join(message.notes).count("cannot be read") == 1
        assert "cannot be read" not in f"{message.text}{message.material or ''}"
        assert (message.material is not None) == (words == forward)
    alone = await house.take(mailed("BEGIN:VCALENDAR", ""))
    assert (alone.state, alone.verdict) == ("quarantined", "unreadable")
    assert "cannot be read" in (await house.told())[-1].body


@pytest.mark.asyncio(loop_scope="module")
async def test_an_invitation_an_update_a_cancellation_and_what_guests_answer(house: House) -> None:
    decisions = house.services.proposals.decisions
    calendar = await house.services.calendars.registry.named(house.ana, "builtin")
    await house.asked(mailed(file()))
    card = await newest(house, 1)
    assert (card.offer.action, card.offer.invite, card.offer.draft.title) == (Action.BOOK, False, "Team sync")
    booked = await confirmed(house, card)
    (event,) = await events(calendar)
    assert (event.uid, booked.state) == ("sync-1@partner.example", State.BOOKED)
    assert Attendee("Ana", "ana@example.com", Response.ACCEPTED) in event.draft.attendees
    assert event.draft.organizer == Attendee("Bo", "bo@partner.example")
    assert await house.told("bo@partner.example") == []

    await house.asked(mailed(file(), "For your information."))  # the same again is told, and makes no card
    await house.asked(mailed(file("20301203T170000", sequence=1)))
    card = await newest(house, 2)
    assert (card.offer.action, card.offer.draft.start.hour) == (Action.CHANGE, 17)
    await confirmed(house, card)
    (event,) = await events(calendar)
    assert (event.draft.start.hour, event.sequence, event.uid) == (17, 1, "sync-1@partner.example")

    await house.asked(mailed(file("20301203T170000", method="CANCEL", sequence=2), method="CANCEL"))
    card = await newest(house, 3)
    assert card.offer.action is Action.CANCEL
    await confirmed(house, card)
    assert await events(calendar) == []
    assert await house.told("bo@partner.example") == []

    start = datetime(2030, 12, 3, 14, tzinfo=UTC)
    guest = Attendee("Cy", "cy@partner.example")
    draft = EventDraft("Review", start, start.replace(hour=15), VIENNA, attendees=(guest,))
    made = await calendar.create("default", draft, "review")
    await house.channel.invite(made, house.ana, Method.REQUEST)
    reply = file(method="REPLY", more="COMMENT:On holiday\\, sorry\n").replace("sync-1@partner.example", made.uid)
    reply = "\n".join(line for line in reply.splitlines() if not line.startswith("ATTENDEE"))
    reply = reply.replace("ORGANIZER", "ATTENDEE;PARTSTAT=DECLINED:mailto:cy@partner.example\nORGANIZER")
    await house.take(mailed(reply, method="REPLY", sender="cy@partner.example"))
    assert "> On holiday, sorry" in (await told(house))[-1]
    (event,) = await events(calendar)
    assert [who.response for who in event.draft.attendees] == [Response.DECLINED]
    assert event.sequence == made.sequence

    # An answer from another address counts once that is proved to be his.
    yes = reply.replace("DECLINED", "ACCEPTED")
    own = yes.replace("mailto:cy@partner.example", "mailto:cy@home.example")
    await house.take(mailed(own, method="REPLY", sender="cy@home.example"))
    (event,) = await events(calendar)
    assert [who.response for who in event.draft.attendees] == [Response.DECLINED]
    await proved(house, "cy@partner.example", "cy@home.example")
    await house.take(
        mailed(own.replace("COMMENT:On holiday", "COMMENT:Back"), method="REPLY", sender="cy@home.example")
    )
    (event,) = await events(calendar)
    assert [who.response for who in event.draft.attendees] == [Response.ACCEPTED]

    counter = (
        reply.replace("METHOD:REPLY", "METHOD:COUNTER").replace("T150000", "T180000").replace("T160000", "T190000")
    )
    await house.take(mailed(counter, method="COUNTER", sender="cy@partner.example"))
    card = await newest(house, 4)
    assert (card.offer.action, card.offer.draft.start, card.owner_id) == (
        Action.CHANGE,
        datetime(2030, 12, 3, 17, tzinfo=UTC),
        house.ana.id,
    )
    assert card.offer.told_by is ToldBy.MAIL
    assert "cy@partner.example" in card.offer.warnings[0]
    assert len(await decisions.proposals.of_person(house.ana.id, states=list(State), limit=50)) == 4

    # Letting it go is said to the one who proposed it, once.
    for _again in range(2):
        await decisions.dismiss(house.ana, card.id)
    refused = [each for each in await written_to(house, "cy@partner.example") if each["METHOD"] == "DECLINECOUNTER"]
    assert len(refused) == 1
    [stays] = refused[0].walk("VEVENT")
    assert (str(stays["UID"]), stays["SEQUENCE"]) == (f"{made.uid}", made.sequence)
    assert stays.decoded("DTSTART") == datetime(2030, 12, 3, 14, tzinfo=UTC)
    assert str(stays["ATTENDEE"]) == "mailto:cy@partner.example"


async def written_to(house: House, address: str) -> list[CalendarObject]:
    """The calendar objects that went out to somebody."""
    store, found = OutboxStore(house.services.storage.database), []
    async with house.services.storage.database.read() as connection:
        keys = (await connection.scalars(select(OutboxRow.key).where(OutboxRow.recipient == address))).all()
    for key in keys:
        record = await store.get(key)
        assert record is not None
        mail = message_from_bytes(await house.channel._delivery._composer.compose(record), policy=policy.default)
        parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        found += [CalendarObject.from_ical(part.get_content()) for part in parts]
    return found


SERIES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
METHOD:{method}
{events}END:VCALENDAR
"""
DATE = """BEGIN:VEVENT
UID:{uid}@partner.example
SEQUENCE:{sequence}
DTSTAMP:20261120T100000Z
DTSTART;TZID=Europe/Vienna:{start}
DURATION:PT1H
SUMMARY:Weekly
ORGANIZER;CN=Bo:mailto:bo@partner.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@example.com
{more}
END:VEVENT
"""
MOVED = DATE.format(
    uid="weekly", sequence=0, start="20310115T100000", more="RECURRENCE-ID;TZID=Europe/Vienna:20310114T150000"
)


def series(*dates: str, method: str = "REQUEST") -> str:
    return SERIES.format(method=method, events="".join(dates))


async def starts(calendar: Calendar) -> list[str]:
    low, high = datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 3, 1, tzinfo=UTC)
    return [f"{each.draft.start:%d %H}" for each in await calendar.events("default", low, high)]


@pytest.mark.asyncio(loop_scope="module")
async def test_dates_of_a_series_that_are_other_than_its_rule_stand_beside_it(house: House) -> None:
    decisions = house.services.proposals.decisions
    calendar = await house.services.calendars.registry.named(house.ana, "builtin")
    cards = len(await decisions.proposals.of_person(house.ana.id, states=list(State), limit=50))
    weekly = DATE.format(uid="weekly", sequence=0, start="20310107T150000", more="RRULE:FREQ=WEEKLY;COUNT=3")
    await house.asked(mailed(series(weekly, MOVED)))
    card = await newest(house, cards + 1)
    assert ["Tue 14 Jan 2031" in card.offer.warnings[0], len(card.offer.moved)] == [True, 1]
    await confirmed(house, card)
    assert await starts(calendar) == ["07 15", "15 10", "21 15"]
    await house.asked(mailed(series(weekly, MOVED), "For your information."))  # is there, and makes no card

    again = DATE.format(
        uid="weekly", sequence=1, start="20310122T090000", more="RECURRENCE-ID;TZID=Europe/Vienna:20310121T150000"
    )
    await house.asked(mailed(series(again)))
    card = await newest(house, cards + 2)
    assert card.offer.action is Action.CHANGE
    await confirmed(house, card)
    assert await starts(calendar) == ["07 15", "15 10", "22 09"]
    await decisions.undo(house.ana, card.id)
    assert await starts(calendar) == ["07 15", "15 10", "21 15"]

    gone = DATE.format(
        uid="weekly", sequence=2, start="20310107T150000", more="RECURRENCE-ID;TZID=Europe/Vienna:20310107T150000"
    )
    await house.asked(mailed(series(gone, method="CANCEL"), method="CANCEL"))
    await confirmed(house, await newest(house, cards + 3))
    assert await starts(calendar) == ["15 10", "21 15"]

    listed = "RDATE;TZID=Europe/Vienna:20310205T110000,20310212T110000"
    await house.asked(mailed(series(DATE.format(uid="listed", sequence=0, start="20310203T110000", more=listed))))
    card = await newest(house, cards + 4)
    await confirmed(house, card)
    assert await starts(calendar) == ["15 10", "21 15", "03 11", "05 11", "12 11"]
    await decisions.undo(house.ana, card.id)
    assert await starts(calendar) == ["15 10", "21 15"]
    assert await house.told("bo@partner.example") == []


@pytest.mark.asyncio(loop_scope="module")
async def test_a_guest_of_ours_answers_the_organiser_whose_address_is_our_own_mailbox(house: House) -> None:
    people, decisions = house.services.people.directory, house.services.proposals.decisions
    bo = await people.ensure("bo@example.com", name="Bo", zone=VIENNA)
    theirs = await house.services.calendars.registry.named(bo, "builtin")
    hers = await house.services.calendars.registry.named(house.ana, "builtin")
    start = datetime(2030, 5, 7, 13, tzinfo=UTC)
    guest = Attendee("Bo", "bo@example.com")
    rule = "FREQ=WEEKLY;COUNT=3"
    draft = EventDraft("Pitch", start, start.replace(hour=14), VIENNA, attendees=(guest,), rrule=rule)
    made = await hers.create("default", draft, "pitch")
    await house.channel.invite(made, house.ana, Method.REQUEST)
    cards = len(await decisions.proposals.of_person(house.ana.id, states=list(State), limit=50))
    copied = replace(draft, organizer=Attendee("Ana via Threadline", BOT))
    copy = await theirs.create("default", copied, "copy", copy_of=Identity(made.uid, made.sequence))
    target = Target(copy.id, copy.version, copy.draft, "builtin", "default", copy.sequence)

    offer = await decisions.offer_answer(bo, target, Action.ACCEPT)
    done = await decisions.confirm(bo, (await proposed(house, bo, offer)).id)
    assert (done.state, done.offer.told_by) == (State.BOOKED, ToldBy.MAIL)
    assert "Bo (bo@example.com) has accepted your invitation" in (await told(house))[-1]
    assert [who.response for who in (await hers.get("default", made.id)).draft.attendees] == [Response.ACCEPTED]
    await decisions.undo(bo, done.id)
    assert "has not decided yet" in (await told(house))[-1]
    assert [who.response for who in (await hers.get("default", made.id)).draft.attendees] == [Response.NONE]

    [_first, second, _third] = await theirs.events("default", start, start + timedelta(days=20))
    target = Target(second.id, second.version, second.draft, "builtin", "default", second.sequence)
    later = replace(second.draft, start=second.draft.start + HOUR, end=second.draft.end + HOUR)
    offer = await decisions.offer_counter(bo, target, later)
    assert offer.told_by is ToldBy.MAIL
    await decisions.confirm(bo, (await proposed(house, bo, offer)).id)
    card = await newest(house, cards + 1)
    assert (card.owner_id, card.offer.draft.start, card.offer.wished_by) == (
        house.ana.id,
        later.start,
        "Bo (bo@example.com)",
    )
    view = card_view(card, CardReader(VIENNA))
    assert ("would prefer another time" in view.warnings[0].said, view.actions[0].label) == (True, "Accept")
    await confirmed(house, card)
    found = await hers.events("default", start, start + timedelta(days=20))
    assert [each.draft.start - start for each in found] == [timedelta(), timedelta(days=7) + HOUR, timedelta(days=14)]

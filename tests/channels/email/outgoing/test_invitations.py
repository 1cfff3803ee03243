"""Invitations of the people named in an event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.email.outgoing.house import BOT, House, invitation, method
from tests.channels.email.outgoing.sink import Delivered
from threadline.bots.email.wiring import channel_of
from threadline.calendar.event import Attendee, Event, EventDraft, Response
from threadline.core.calendars.invitations import Invitations as Inviting
from threadline.core.channels.port import AnswerCarrier, InvitationAnswer, Inviter, Method, Notifier
from threadline.core.domain.message import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

START = datetime(2030, 3, 5, 14, tzinfo=UTC)


def event(house: House, *attendees: Attendee, sequence: int = 0, rrule: str | None = None) -> Event:
    people = attendees or (Attendee("Bo", f"bo-{house.address}"), Attendee("Cy"), Attendee("Ana", house.address))
    draft = EventDraft(
        "Design *review*", START, START + timedelta(hours=1), "Europe/Vienna", location="Room 4", attendees=people,
        rrule=rrule,
    )  # fmt: skip
    return Event(
        f"event-{house.ana.id}",
        "primary",
        draft,
        "v",
        sequence=sequence,
        link="https://calendar.example.com/mine",
        meeting_link="https://meet.example.com/x",
    )


async def invited(house: House, count: int) -> list[Delivered]:
    mails = await house.mails(count, f"bo-{house.address}")
    await house.quiet()
    return mails


async def test_the_channel_invites_and_notifies(house: House) -> None:
    assert isinstance(house.channel, Inviter)
    assert isinstance(house.channel, Notifier)


async def test_everybody_with_an_address_but_the_organiser_is_invited_once(house: House) -> None:
    for _ in range(2):
        await house.channel.invite(event(house), house.ana, Method.REQUEST)
    (mail,) = await invited(house, 1)
    assert len(house.sink.mails) == 1
    parsed = mail.mail
    assert (mail.sender, parsed["From"], parsed["Reply-To"]) == (
        BOT,
        f"Ana via Threadline <{BOT}>",
        f"Ana <{house.address}>",
    )
    assert (parsed["Subject"], parsed["Auto-Submitted"]) == ("Invitation: Design *review*", "auto-generated")
    plain = mail.part("text/plain")
    assert "Ana invites you to this event." in plain
    assert "https://meet.example.com/x" in plain
    assert "https://calendar.example.com/mine" not in mail.content.decode()
    found = invitation(mail)
    assert (found["UID"], found["SEQUENCE"]) == (f"event-{house.ana.id}@threadline", 0)
    assert (found["ORGANIZER"], found["ORGANIZER"].params["CN"]) == (f"mailto:{BOT}", "Ana via Threadline")
    status = {str(attendee): attendee.params["PARTSTAT"] for attendee in found["ATTENDEE"]}
    assert status == {
        f"mailto:{house.address}": "ACCEPTED",
        f"mailto:bo-{house.address}": "NEEDS-ACTION",
    }


async def test_a_change_and_the_end_are_told_in_the_same_thread(house: House) -> None:
    await house.channel.invite(event(house), house.ana, Method.REQUEST)
    await house.channel.invite(event(house, sequence=1), house.ana, Method.REQUEST)
    await house.channel.invite(event(house, sequence=2), house.ana, Method.CANCEL)
    first, second, third = await invited(house, 3)
    assert [method(mail) for mail in (first, second, third)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert second.mail["In-Reply-To"] == third.mail["In-Reply-To"] == first.mail["Message-ID"]
    assert second.mail["Subject"].startswith("Updated invitation")
    assert "Ana has changed this event" in second.part("text/plain")
    assert "Ana has cancelled this event" in third.part("text/plain")
    assert third.mail["Subject"] == "Cancelled: Design *review*"


async def test_a_recurring_event_has_its_zone(house: House) -> None:
    await house.channel.invite(event(house, rrule="FREQ=WEEKLY"), house.ana, Method.REQUEST)
    (mail,) = await invited(house, 1)
    assert "TZID=Europe/Vienna" in mail.part("text/calendar")
    assert "every week" in mail.part("text/plain")


async def test_a_name_is_only_a_name(house: House) -> None:
    sly = replace(house.ana, name='<b>A*n*a</b>\r\nBcc: eve@example.com "x"')
    await house.channel.invite(event(house), sly, Method.REQUEST)
    (mail,) = await invited(house, 1)
    assert mail.mail["Bcc"] is None
    assert "<b>A*n*a</b> Bcc: eve@example.com" in mail.part("text/plain")
    assert "<b>A" not in mail.part("text/html")


async def test_without_an_address_of_the_organiser_nobody_is_invited(house: House) -> None:
    await house.channel.invite(event(house), Person("p", "Nobody", None, "UTC"), Method.REQUEST)
    await house.quiet()
    assert house.sink.mails == []


async def test_the_settings_may_say_that_nobody_is_invited(house: House) -> None:
    settings = house.services.settings.model_copy(update={"mail_invite": False})
    channel = channel_of(replace(house.services, settings=settings), None, house.outbox)
    await channel.invite(event(house), house.ana, Method.REQUEST)
    await house.quiet()
    assert house.sink.mails == []
    assert [Inviting({"email": each}).reach(house.ana) for each in (house.channel, channel)] == [True, False]
    assert not channel.carries_answers_to("bea@partner.example")


async def test_a_guests_answer_reaches_whoever_organises(house: House) -> None:
    bea = f"bea-{house.address}"
    theirs = event(house, Attendee("Ana", house.address), Attendee("Cy", "cy@partner.example"), sequence=3)
    draft = replace(theirs.draft, organizer=Attendee("Bea", bea))
    theirs = replace(theirs, uid="uid-1@partner.example", draft=draft)
    assert isinstance(house.channel, AnswerCarrier)
    assert house.channel.carries_answers_to(bea)
    ours = replace(theirs, uid="", draft=replace(draft, organizer=Attendee("Bea", BOT)))
    assert not await house.channel.carry_answer(InvitationAnswer(ours, Response.ACCEPTED), house.ana, key="none")
    later = START + timedelta(hours=2), START + timedelta(hours=3)
    proposed = InvitationAnswer(theirs, Response.TENTATIVE, later)
    for _ in range(2):
        await house.channel.carry_answer(proposed, house.ana, key="one")
    once = replace(theirs, id=f"{theirs.id}_{START:%Y%m%dT%H%M%SZ}")
    await house.channel.carry_answer(InvitationAnswer(once, Response.DECLINED), house.ana, key="two")
    first, second = await house.mails(2, bea)
    assert (first.mail["Subject"], method(first)) == ("Another time: Design *review*", "COUNTER")
    assert first.mail["Reply-To"] == f"Ana <{house.address}>"
    assert "Ana proposes another time" in first.part("text/plain")
    counter = invitation(first)
    assert (counter["UID"], counter["SEQUENCE"], str(counter["ORGANIZER"])) == (
        "uid-1@partner.example",
        3,
        f"mailto:{bea}",
    )
    assert (counter["DTSTART"].dt, counter["DTEND"].dt) == later
    guest = counter["ATTENDEE"]
    assert (str(guest), guest.params["PARTSTAT"], str(guest.params["SENT-BY"])) == (
        f"mailto:{house.address}",
        "TENTATIVE",
        f"mailto:{BOT}",
    )
    assert (second.mail["Subject"], method(second)) == ("Declined: Design *review*", "REPLY")
    assert "Ana has declined your invitation to “Design *review*”." in second.part("text/plain")
    reply = invitation(second)
    assert (reply["RECURRENCE-ID"].dt, reply["ATTENDEE"].params["PARTSTAT"]) == (START, "DECLINED")

"""Whole turns: a message in, mails out."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar as CalendarObject

from tests.channels.email.outgoing.house import BOT, House, invitation
from threadline.core.domain.message import Person
from threadline.providers.port import Finish, Text, Usage

pytestmark = pytest.mark.asyncio(loop_scope="module")


def script(text: str) -> tuple[Text, Usage, Finish]:
    return Text(text), Usage("scripted", 1, 1, provider="scripted"), Finish("stop")


async def test_an_answer_is_one_mail_in_the_thread(house: House) -> None:
    house.provider.scripts.append(script("**Hello** Ana"))
    await house.write("How are you?")
    (mail,) = await house.mails(1)
    await house.quiet()
    assert len(house.sink.mails) == 1
    parsed = mail.mail
    assert (mail.sender, parsed["From"], parsed["To"]) == (BOT, f"Threadline <{BOT}>", f"Ana <{house.address}>")
    assert parsed["Subject"] == "Re: Design"
    assert parsed["In-Reply-To"] == "<m1@mail.example.com>"
    assert parsed["References"] == "<root@mail.example.com> <m1@mail.example.com>"
    assert parsed["Auto-Submitted"] == "auto-replied"
    assert parsed["X-Auto-Response-Suppress"] == "All"
    assert parsed["Message-ID"].endswith("@example.com>")
    assert parsed["Reply-To"] is None
    assert parsed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert mail.part("text/plain").startswith("Hello Ana\n")
    assert "<strong>Hello</strong> Ana" in mail.part("text/html")


async def test_an_event_is_answered_with_card_and_invitation_in_one_mail(house: House) -> None:
    mail, proposal = await house.proposed()
    await house.quiet()
    assert len(house.sink.mails) == 1
    assert [part.get_content_type() for part in mail.mail.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    calendar = list(mail.mail.iter_parts())[-1]
    assert (calendar.get_param("method"), calendar.get_content_disposition()) == ("REQUEST", None)
    event = invitation(mail)
    assert event["ORGANIZER"] == f"mailto:{BOT}"
    assert event["ATTENDEE"] == f"mailto:{house.address}"
    assert (event["ATTENDEE"].params["RSVP"], event["ATTENDEE"].params["PARTSTAT"]) == ("TRUE", "NEEDS-ACTION")
    assert event["DTSTART"].dt == datetime(2030, 3, 5, 14, tzinfo=UTC)
    assert b"DTSTART:20300305T140000Z" in mail.part("text/calendar").encode()
    assert event["SEQUENCE"] == 0
    plain = mail.part("text/plain")
    assert "Put this into your calendar?" in plain
    assert "Tue 5 Mar 2030, 15:00–16:30 (Europe/Vienna)" in plain
    assert "Room 4" in plain
    assert "bo@example.com" in plain
    (link,) = [word for word in plain.split() if word.startswith("https://threadline.example.com/p/")]
    assert f'href="{link}"' in mail.part("text/html")
    opened = await house.services.people.confirm_links.peek(link.rpartition("/")[2])
    assert opened
    assert (opened.proposal_id, opened.person_id) == (proposal.id, house.ana.id)
    assert abs(opened.expires_at - proposal.expires_at) < timedelta(seconds=1)
    assert proposal.surface_ref == mail.mail["Message-ID"].strip("<>")


async def test_several_events_are_one_mail_with_a_card_and_a_link_for_each(house: House) -> None:
    message_id = await house.write(
        "Please add these:\n- 5 March 2030, 10:00-11:00: Budget review\n- 6 March 2030, 14:00-15:30: Hiring panel"
    )
    (mail,) = await house.mails(1)
    await house.quiet()
    assert len(house.sink.mails) == 1
    plain, shown = mail.part("text/plain"), mail.part("text/html")
    found = (await house.services.proposals.repository.of_messages([message_id]))[message_id]
    links = re.findall(r"https://threadline\.example\.com/p/(\S+)", plain)
    opened = [await house.services.people.confirm_links.peek(each) for each in links]
    assert [each and each.proposal_id for each in opened] == [each.id for each in found]
    assert all(f"/p/{each}" in shown for each in links)
    for time in ("Tue 5 Mar 2030, 10:00–11:00", "Wed 6 Mar 2030, 14:00–15:30"):
        assert (plain.count(time), shown.count(time)) == (1, 1)
    assert "in your mail program" not in plain
    files = [part for part in mail.mail.walk() if part.get_content_type() == "text/calendar"]
    events = [CalendarObject.from_ical(part.get_content()).walk("VEVENT") for part in files]
    assert [[str(each["SUMMARY"]) for each in one] for one in events] == [["Budget review"], ["Hiring panel"]]
    assert [part.get_param("method") for part in files] == ["REQUEST", "REQUEST"]
    assert [each.surface_ref for each in found] == [mail.mail["Message-ID"].strip("<>")] * 2


async def test_the_card_shows_both_zones(house: House) -> None:
    await house.services.people.preferences.put(house.ana.id, "timezone", value="America/New_York", category="general")
    await house.write("Design review on 5 March 2030, 3-4:30pm Vienna time")
    (mail,) = await house.mails(1)
    plain = mail.part("text/plain")
    assert "09:00–10:30 (America/New_York)" in plain
    assert "15:00–16:30 (Europe/Vienna)" in plain


async def test_conflicts_and_evidence_are_shown(house: House) -> None:
    await house.busy("Board & <b>meeting</b>", datetime(2030, 3, 5, 14, tzinfo=UTC))
    mail, _ = await house.proposed()
    assert "! Collides with “Board & <b>meeting</b>”" in mail.part("text/plain")
    assert "Board &amp; &lt;b&gt;meeting&lt;/b&gt;" in mail.part("text/html")
    assert "Read from" in mail.part("text/plain")
    assert "Other times" in mail.part("text/plain")


async def test_answers_go_to_the_registered_address_only(house: House) -> None:
    await house.write("hello", to="evil@example.com")
    (mail,) = await house.mails(1)
    assert (mail.recipient, house.sink.of("evil@example.com")) == (house.address, [])


async def test_each_mail_of_a_thread_is_answered_in_order(house: House) -> None:
    for number in (1, 2, 3):
        house.provider.scripts.append(script(f"answer {number}"))
        await house.write("hello", number=number)
    mails = await house.mails(3)
    assert [mail.part("text/plain").split("\n")[0] for mail in mails] == ["answer 1", "answer 2", "answer 3"]
    assert len({mail.mail["Message-ID"] for mail in mails}) == 3


async def test_the_same_delivery_is_answered_once(house: House) -> None:
    assert await house.write("hello") == await house.write("hello")
    await house.mails(1)
    await house.quiet()
    assert len(house.sink.mails) == 1


async def test_a_person_without_an_address_is_not_written_to(house: House) -> None:
    message_id = await house.write("hello", to="no address")
    await house.mails(1)
    assert (await house.services.engine.turn(house.ana.id, message_id)).state == "answered"
    nobody = Person("p", "Nobody", None, "UTC")
    assert not await house.channel.notify(nobody, "hello", key="k")


async def test_a_notice(house: House) -> None:
    assert await house.channel.notify(house.ana, "**Connect again**\n\nIt broke.", key="broken-1")
    assert await house.channel.notify(house.ana, "**Connect again**\n\nIt broke.", key="broken-1")
    (mail,) = await house.mails(1)
    await house.quiet()
    assert len(house.sink.mails) == 1
    assert (mail.mail["Subject"], mail.mail["Auto-Submitted"]) == ("Connect again", "auto-generated")


async def test_a_courtesy(house: House) -> None:
    polite: dict[str, Any] = {"subject": "Hi", "text": "I know only registered people.", "key": "stranger-1"}
    assert await house.outbox.courtesy("eve@example.com", in_reply_to="x@y.example", **polite)
    assert not await house.outbox.courtesy("eve@example.com", **polite)
    assert not await house.outbox.courtesy("no address", subject="", text="x", key="other")
    (mail,) = await house.mails(1, "eve@example.com")
    assert (mail.mail["Subject"], mail.mail["In-Reply-To"]) == ("Re: Hi", "<x@y.example>")
    assert mail.mail["Auto-Submitted"] == "auto-replied"

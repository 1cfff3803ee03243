"""People who were invited: their answers, and invitations that do not arrive, reach whoever invited them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.channels.email.incoming.house import House
from tests.support.mails import passed, written
from threadline.bots.email.mail.stored_content import Notice, letter_from_json
from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.core.channels.port import Method
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import State
from threadline.storage.outbox import OutboxRecord
from threadline.storage.tables.outbox import OutboxRow

pytestmark = pytest.mark.asyncio(loop_scope="module")

BO = "bo@partner.example"
START = datetime(2030, 3, 5, 14, tzinfo=UTC)
FAILED = "Final-Recipient: rfc822; {to}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no <such> user"


def event(number: int, *, sequence: int = 0, **changes: Any) -> Event:
    draft = EventDraft("Review", START, START + timedelta(hours=1), "UTC", attendees=(Attendee("Bo", BO),), **changes)
    return Event(f"event{number}", "primary", draft, "v", sequence=sequence)


def reply(uid: str, status: str, *, attendee: str = BO, sender: str = BO, more: str = "", **headers: str) -> bytes:
    """What a mail program sends when somebody answers an invitation."""
    said = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\nMETHOD:REPLY\nBEGIN:VEVENT\n"
        f"UID:{uid}@threadline\nDTSTAMP:20261120T100000Z\nDTSTART:20300305T140000Z\nSUMMARY:A lie\n"
        f"ATTENDEE;PARTSTAT={status}:mailto:{attendee}\n{more}END:VEVENT\nEND:VCALENDAR\n"
    )
    body = f"--b\nContent-Type: text/plain\n\nYes.\n--b\nContent-Type: text/calendar; method=REPLY\n\n{said}\n--b--\n"
    usual = {
        "Authentication_Results": passed(sender),
        "From": f"Bo *B* <{sender}>",
        "MIME_Version": "1.0",
        "Content_Type": 'multipart/alternative; boundary="b"',
        "Auto_Submitted": "auto-generated",
    }
    return written(body, **(usual | headers))


def report(fields: str, message_id: str, **headers: str) -> bytes:
    """What a mail server sends of a mail that it could not deliver (RFC 3464)."""
    body = (
        "--b\nContent-Type: text/plain\n\nIt did not arrive.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.partner.example\n\n{fields}\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID:\n <{message_id}>\nSubject: Review\n\n--b--\n"
    )
    usual = {
        "From": "postmaster@partner.example",
        "MIME_Version": "1.0",
        "Content_Type": 'multipart/report; report-type=delivery-status; boundary="b"',
    }
    return written(body, **(usual | headers))


async def told(house: House, address: str = "ana@example.com") -> list[str]:
    """The subjects and words of what the organiser was mailed."""
    letters = [letter_from_json(mail.body) for mail in await house.told(address)]
    return [f"{letter.place.subject} | {letter.text}" for letter in letters if isinstance(letter, Notice)]


async def invitation_of(house: House, address: str = BO) -> OutboxRecord:
    """The newest invitation to somebody, which has gone out."""
    newest = [mail for mail in await house.told(address) if mail.key.startswith("invite-")][-1]
    async with house.services.storage.database.write() as connection:
        gone = update(OutboxRow).where(OutboxRow.number == newest.number).values(state="sent", body="")
        await connection.execute(gone)
    return newest


async def booked(house: House) -> str:
    """An event of Ana's with Bo, booked; its id."""
    await house.asked(written(f"Design review with {BO} on 5 March 2030, 3-4:30pm"))
    decisions = house.services.proposals.decisions
    async with asyncio.timeout(30):
        while not (found := await decisions.proposals.of_person(house.ana.id, states=[State.PROPOSED], limit=1)):
            await asyncio.sleep(0.01)
    proposal = await decisions.confirm(house.ana, found[0].id, despite_conflicts=True)
    assert proposal.event_id
    return proposal.event_id


async def test_whoever_invited_is_told_what_was_answered_and_of_every_change_of_mind_once(house: House) -> None:
    event_id = await booked(house)
    for status in ("ACCEPTED", "ACCEPTED", "DECLINED", "DECLINED", "TENTATIVE", "ACCEPTED"):
        record = await house.take(reply(event_id, status))
        assert (record.state, record.verdict, record.sender) == ("done", "reply", BO)
    said = await told(house)
    assert [line.partition(":")[0] for line in said] == ["Accepted", "Declined", "Perhaps", "Accepted"]
    assert said[0] == (
        rf"Accepted: Design review | Bo \*B\* ({BO}) has accepted your invitation to “Design review”, "
        "Tue 5 Mar 2030, 15:00–16:30 (Europe/Vienna)."
    )
    assert "A lie" not in "".join(said)
    assert [mail.key for mail in await house.told(BO)] == [(await invitation_of(house)).key]  # Bo is answered nothing


async def test_who_is_registered_too_answers_as_an_attendee(house: House) -> None:
    await house.services.people.directory.ensure("cy@example.com", name="Cy", zone="UTC")
    draft = replace(event(1).draft, attendees=(Attendee("Cy", "cy@example.com"),))
    await house.channel.invite(replace(event(1), draft=draft), house.ana, Method.REQUEST)
    answer = reply("event1", "DECLINED", attendee="cy@example.com", sender="cy@example.com")
    assert (await house.take(answer)).verdict == "reply"
    (said,) = await told(house)
    assert said.startswith("Declined: an event | Bo \\*B\\* (cy@example.com) has declined your invitation to an event.")


async def test_answers_to_what_has_changed_meanwhile(house: House) -> None:
    await house.channel.invite(event(2), house.ana, Method.REQUEST)
    await house.channel.invite(event(2, sequence=1), house.ana, Method.REQUEST)
    await house.take(reply("event2", "ACCEPTED", more="SEQUENCE:0\n"))
    await house.take(reply("event2", "ACCEPTED", more="SEQUENCE:1\n"))
    await house.take(reply("event2", "DECLINED", more="SEQUENCE:1\nRECURRENCE-ID:20300312T140000Z\n"))
    old, new, once = await told(house)
    assert "as it was before you changed the event" in old
    assert "before you changed" not in new
    assert "one occurrence of the series" in once
    await house.channel.invite(event(2, sequence=2), house.ana, Method.CANCEL)
    assert (await house.take(reply("event2", "DECLINED", more="SEQUENCE:1\n"))).verdict == "reply"
    assert len(await told(house)) == 3


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"attendee": "eve@other.example"}, "reply"),  # Bo cannot answer for Eve
        ({"sender": "eve@other.example"}, "stranger"),  # nor Eve for Bo
        ({"sender": "eve@other.example", "attendee": "eve@other.example"}, "stranger"),  # who was not invited
        ({"Authentication_Results": passed(BO, result="fail")}, "unverified"),
        ({"more": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:cy@other.example\n"}, "reply"),
    ],
)
async def test_answers_that_do_not_count(house: House, changes: dict[str, str], verdict: str) -> None:
    await house.channel.invite(event(3), house.ana, Method.REQUEST)
    assert (await house.take(reply("event3", "ACCEPTED", **changes))).verdict == verdict
    assert (await house.take(reply("event3", "DELEGATED"))).verdict == "reply"
    assert (await house.take(reply("event4", "ACCEPTED"))).verdict == "stranger"
    assert await told(house) == []
    assert await house.told("eve@other.example") == []


async def test_answers_in_circles_fill_no_inbox(house: House) -> None:
    await house.channel.invite(event(5), house.ana, Method.REQUEST)
    for number in range(14):
        await house.take(reply("event5", ("ACCEPTED", "DECLINED")[number % 2]))
    assert len(await told(house)) == 10


async def test_an_organiser_who_has_left_is_told_nothing(house: House) -> None:
    leaving = await house.services.people.directory.ensure("di@example.com", name="Di", zone="UTC")
    await house.channel.invite(event(6), leaving, Method.REQUEST)
    async with house.services.storage.database.write() as connection:
        await connection.execute(update(OutboxRow).values(person_id=None))
    assert (await house.take(reply("event6", "ACCEPTED"))).verdict == "reply"
    assert await told(house, "di@example.com") == []


async def test_an_organiser_nobody_knows_any_more(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from threadline.core.people.directory import PersonNotFound

    await house.channel.invite(event(7), house.ana, Method.REQUEST)

    async def nobody(person_id: str) -> Person:
        raise PersonNotFound(person_id)

    monkeypatch.setattr(house.services.people.directory, "get", nobody)
    assert (await house.take(reply("event7", "ACCEPTED"))).verdict == "reply"
    assert await told(house) == []


async def test_attendees_are_proved_even_where_strangers_are_ignored(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.mailboxes.receiver._intake._parts.senders, "answers_strangers", False)
    await house.channel.invite(event(11), house.ana, Method.REQUEST)
    forged = reply("event11", "ACCEPTED", Authentication_Results=passed(BO, result="fail"))
    assert (await house.take(forged)).verdict == "unverified"
    assert await told(house) == []
    assert (await house.take(reply("event11", "ACCEPTED"))).verdict == "reply"
    assert len(await told(house)) == 1


async def test_an_invitation_that_came_back_is_marked_and_told_of_once(house: House) -> None:
    await booked(house)
    sent = await invitation_of(house)
    for number in range(2):
        record = await house.take(report(FAILED.format(to=BO), sent.message_ref, Subject=f"Undelivered {number}"))
        assert (record.state, record.verdict) == ("done", "bounce")
    kept = await house.channel.outbox.store.get(sent.key)
    assert kept is not None
    assert (kept.state, kept.reason) == ("failed", f"It came back: {BO}: failed (5.1.1 550 no <such> user)")
    (said,) = await told(house)
    assert said.startswith(f"Not delivered: Design review | Your invitation of {BO} to “Design review”")
    assert said.endswith(r"could not be delivered. The mail server says: 5.1.1 550 no \<such\> user")


@pytest.mark.parametrize(
    "fields",
    [
        "Final-Recipient: rfc822; bo@partner.example\nAction: delayed\nStatus: 4.4.1",
        "Final-Recipient: rfc822; bo@partner.example\nAction: delivered\nStatus: 2.0.0",
        "Final-Recipient: rfc822; bo@partner.example\nDisposition: manual-action/MDN-sent-manually; displayed",
    ],
)
async def test_reports_of_what_did_not_fail_change_nothing(house: House, fields: str) -> None:
    await house.channel.invite(event(8), house.ana, Method.REQUEST)
    sent = await invitation_of(house)
    assert (await house.take(report(fields, sent.message_ref))).verdict == "bounce"
    kept = await house.channel.outbox.store.get(sent.key)
    assert kept is not None
    assert (kept.state, await told(house)) == ("sent", [])


async def test_an_answer_that_came_back_is_marked(house: House) -> None:
    await house.channel.outbox.courtesy(BO, subject="s", text="t", key="k1")
    await house.channel.invite(event(9), house.ana, Method.REQUEST)
    other = await invitation_of(house)
    notice = await house.channel.outbox.store.get("k1")
    assert notice is not None
    async with house.services.storage.database.write() as connection:
        await connection.execute(update(OutboxRow).where(OutboxRow.key == "k1").values(state="sent"))
    exim = written(
        f"This message was created automatically.\n\nMessage-ID: <{notice.message_ref}>\n",
        From="Mailer-Daemon@partner.example", X_Failed_Recipients=f"{BO}, x@y.example", Authentication_Results=None,
    )  # fmt: skip
    assert (await house.take(exim)).reason == f"{BO}: failed"
    found = {mail.key: mail.state for mail in await house.told(BO)}
    assert found == {"k1": "failed", other.key: "sent"}
    assert await told(house) == []


async def test_a_report_that_names_no_mail_of_ours_marks_none(house: House) -> None:
    await house.channel.invite(event(10), house.ana, Method.REQUEST)
    sent = await invitation_of(house)
    for message_id in ("x@partner.example", f"{'0' * 40}@example.com"):
        assert (await house.take(report(FAILED.format(to=BO), message_id))).verdict == "bounce"
    two = f"Message-ID: <{'0' * 40}@example.com>\n\n{FAILED.format(to='eve@other.example')}"
    assert (await house.take(report(two, sent.message_ref))).verdict == "bounce"
    kept = await house.channel.outbox.store.get(sent.key)
    assert kept is not None
    assert (kept.state, await told(house)) == ("sent", [])

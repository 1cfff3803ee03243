"""What becomes of a mail: the message that is answered, what is carried out, and what is never answered."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.email.incoming.house import House
from tests.support.mails import BOT, written
from threadline.bots.email.mail.parsed_mail import MailUnreadable, ParsedMail
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.parsing.pool import ParsingPool
from threadline.core.domain.message import Source
from threadline.storage.mail import MailStore

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORWARD = """{comment}

---------- Forwarded message ---------
From: Bo <bo@partner.example>
Date: {date}
Subject: Lunch
To: Ana <ana@example.com>

Hi Ana, how about lunch tomorrow at noon at Cafe Central?

Bo
"""
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:1@partner.example
DTSTAMP:20261120T100000Z
DTSTART:20261124T140000Z
DTEND:20261124T153000Z
SUMMARY:Design review
LOCATION:Room 4
ORGANIZER:mailto:bo@partner.example
ATTENDEE:mailto:ana@example.com
END:VEVENT
END:VCALENDAR
"""


def multipart(*parts: tuple[str, str], subtype: str = "mixed", **headers: str | None) -> bytes:
    """A mail of several parts, each with its headers as text."""
    body = "".join(f"--b\n{head}\n\n{text}\n" for head, text in parts) + "--b--\n"
    return written(body, MIME_Version="1.0", Content_Type=f'multipart/{subtype}; boundary="b"', **headers)


async def test_a_forward_is_material_and_its_dates_are_those_of_its_writer(house: House) -> None:
    date = "Wed, Nov 18, 2026 at 9:15 PM"
    message = await house.asked(written(FORWARD.format(comment="", date=date), Subject="Fwd: Lunch"))
    assert message.text == ""
    assert message.wishes.source is Source.EMAIL
    assert message.wishes.template_id == "email_summary"
    assert message.material
    assert "From: Bo <bo@partner.example>" in message.material
    assert "lunch tomorrow at noon" in message.material
    assert message.sent_at.date().isoformat() == "2026-11-18"
    assert message.title == "Fwd: Lunch"


async def test_a_forward_with_an_offset_tells_of_its_writers_zone(house: House) -> None:
    inner = "From: Bo <bo@partner.example>\nTo: ana@example.com\nSubject: Lunch\nDate: Wed, 18 Nov 2026 21:15:00 -0500"
    message = await house.asked(
        multipart(
            ("Content-Type: text/plain", "Please schedule this."),
            ("Content-Type: message/rfc822", f"{inner}\n\nLunch tomorrow at noon?"),
            Subject="Fwd: Lunch",
        )
    )
    assert message.text == "Please schedule this."
    assert message.sent_at == datetime(2026, 11, 19, 2, 15, tzinfo=UTC)
    assert message.zone == "Etc/GMT+5"
    assert message.wishes.template_id == "schedule"


async def test_who_forwards_may_name_a_time_of_their_own(house: House) -> None:
    text = FORWARD.format(comment="Book it for tomorrow 3pm instead.", date="Wed, Nov 18, 2026 at 9:15 PM")
    message = await house.asked(written(text, Subject="Fwd: Lunch"))
    assert message.sent_at == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert message.zone is None


async def test_a_clock_that_runs_ahead_is_not_believed(house: House) -> None:
    message = await house.asked(written("Hello", Date="Fri, 20 Nov 2036 10:00:00 +0100"))
    assert message.sent_at == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert (await house.asked(written("Hello again", Date=None))).sent_at == datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "template", "title"),
    [
        ({"To": "bot+schedule@example.com"}, "schedule", "Question"),
        ({"To": "Schedule+Bot@example.com"}, "schedule", "Question"),
        ({"To": "x@example.com", "Delivered_To": "bot+summary@example.com"}, "summary", "Question"),
        ({"Subject": "[summary] Minutes"}, "summary", "Minutes"),
        ({"Subject": "[Summarise] Minutes"}, "summary", "Minutes"),
        ({"Subject": "[action_items]"}, "action_items", ""),
        ({"Subject": "[no such thing] Hello"}, None, "[no such thing] Hello"),
        ({"Subject": "[JIRA-7] Hello"}, None, "[JIRA-7] Hello"),
        ({"Subject": "Fwd: [schedule] Hello"}, None, "Fwd: [schedule] Hello"),
        ({"To": "bot+schedule@evil.example"}, None, "Question"),
    ],
)
async def test_commands(house: House, headers: dict[str, str], template: str | None, title: str) -> None:
    message = await house.asked(written("Dinner tomorrow at 7pm", **headers))
    assert (message.wishes.template_id, message.title) == (template, title)


async def test_threads_are_one_conversation_of_one_person(house: House) -> None:
    first = await house.asked(written("One", Message_ID="<a@mail.example.com>"))
    place = MailPlace.from_json(first.address)
    assert (place.mailbox, place.to, place.message_id) == (BOT, "ana@example.com", "a@mail.example.com")
    thread = {"References": "<a@mail.example.com> <x@example.com>", "In_Reply_To": "<x@example.com>"}
    second = await house.asked(written("Two", Subject="Re: Question", **thread))
    assert second.conversation_key == first.conversation_key
    assert second.text == "Two"
    await house.services.people.directory.ensure("bo@example.com", name="Bo", zone="UTC")
    other = await house.asked(written("Three", From="bo@example.com", **thread))
    assert other.conversation_key != first.conversation_key


async def test_a_reply_without_references_finds_the_thread_of_our_answer(house: House) -> None:
    first = await house.asked(written("One", Message_ID="<root@mail.example.com>"))
    ours = await house.answer_to(first)
    second = await house.asked(written("Two", Subject="Re: Question", In_Reply_To=f"<{ours}>"))
    assert second.conversation_key == first.conversation_key


async def test_copies_of_a_mail_are_answered_once(house: House) -> None:
    mail = written("Only once, please.")
    assert (await house.take(mail)).verdict == "accepted"
    assert (await house.take(mail)).verdict == "duplicate"
    assert (await house.take(b"Received: from another.example by way.example\r\n" + mail)).verdict == "accepted"
    assert len(await house.messages()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; type=x"},
        {"Precedence": "bulk"},
        {"Precedence": "List"},
        {"List_Id": "<friends.example.com>"},
        {"List_Unsubscribe": "<mailto:off@example.com>"},
        {"Return_Path": "<>"},
        {"From": "Threadline <Bot+x@example.com>"},
        {"From": "mailer-daemon@example.com"},
        {"X_Autoreply": "yes"},
        {"Received": "from a by b\nReceived: " + "\nReceived: ".join(["from a by b"] * 70)},
        {"From": ""},
    ],
)
async def test_programs_are_not_answered(house: House, headers: dict[str, str]) -> None:
    record = await house.take(written("I am out of office.", **headers))
    assert (record.state, record.verdict) == ("done", "silent")
    assert record.reason
    assert (await house.messages(), await house.told(), await house.told(BOT)) == ([], [], [])


async def test_what_only_suppresses_answers_of_programs_is_a_person(house: House) -> None:
    assert (await house.take(written(X_Auto_Response_Suppress="All", Auto_Submitted="no"))).verdict == "accepted"


async def test_bounces_are_recorded_and_never_answered(house: House) -> None:
    bounce = multipart(
        ("Content-Type: text/plain", "It did not arrive."),
        (
            "Content-Type: message/delivery-status",
            "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; cy@other.example\nAction: failed\n"
            "Status: 5.1.1\nDiagnostic-Code: smtp; 550 no such user",
        ),
        subtype="report; report-type=delivery-status",
        From="postmaster@other.example",
    )
    record = await house.take(bounce)
    assert (record.state, record.verdict) == ("done", "bounce")
    assert record.reason == "cy@other.example: failed (5.1.1 550 no such user)"
    assert await house.told("postmaster@other.example") == []


async def test_a_bounce_in_the_form_of_one_server_is_a_bounce(house: House) -> None:
    """Exim writes plain text under an ordinary sender and names who was not reached in a header of its own."""
    record = await house.take(written("This message was created automatically.", X_Failed_Recipients="bo@example.com"))
    assert (record.state, record.verdict, record.reason) == ("done", "bounce", "bo@example.com: failed")
    assert await house.messages() == []


async def test_an_answer_to_an_invitation_goes_to_the_desk_and_is_never_answered(house: House) -> None:
    reply = EVENT.replace("METHOD:REQUEST", "METHOD:REPLY")
    mail = multipart(
        ("Content-Type: text/plain", "Ana has accepted."),
        ("Content-Type: text/calendar; method=REPLY", reply),
        subtype="alternative",
        Auto_Submitted="auto-generated",
    )
    record = await house.take(mail)
    assert (record.state, record.verdict) == ("done", "silent")
    assert "not ours" in (record.reason or "")
    assert (await house.messages(), await house.told()) == ([], [])
    stranger = mail.replace(b"ana@example.com", b"cy@other.example").replace(b"=example.com", b"=other.example")
    assert (await house.take(stranger)).verdict == "stranger"
    assert await house.told("cy@other.example") == []


async def test_an_invitation_becomes_words_to_schedule(house: House) -> None:
    message = await house.asked(
        multipart(
            ("Content-Type: text/plain", "See the attached invitation."),
            ("Content-Type: text/calendar; method=REQUEST", EVENT),
            ('Content-Type: application/ics; name="invite.ics"\nContent-Disposition: attachment', EVENT),
        )
    )
    assert message.wishes.template_id == "schedule"
    assert message.material == "“Design review” on 2026-11-24 from 15:00 to 16:30 at Room 4 with ana@example.com"


async def test_files_are_read_and_what_cannot_be_read_says_why(house: House) -> None:
    message = await house.asked(
        multipart(
            ("Content-Type: text/plain", "What do these say?"),
            ('Content-Type: text/csv; name="a.csv"\nContent-Disposition: attachment; filename="a.csv"', "a,b\n1,2"),
            (
                'Content-Type: application/zip; name="b.zip"\nContent-Disposition: attachment; filename="b.zip"\n'
                "Content-Transfer-Encoding: base64",
                "UEsDBAoAAAAAAA==",
            ),
        )
    )
    table, packed = message.attachments
    assert (table.name, "1,2" in table.text) == ("a.csv", True)
    assert packed.text == ""
    assert packed.note


async def test_a_mail_that_says_nothing_readable_is_put_aside_and_its_writer_told(house: House) -> None:
    encrypted = written(
        "MIAGCSqGSIb3DQEHA6CAMIACAQAxggE=",
        MIME_Version="1.0",
        Content_Type='application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        Content_Transfer_Encoding="base64",
    )
    record = await house.take(encrypted)
    if record.verdict == "accepted":
        (message,) = await house.messages()
        pytest.fail(f"{message.text!r} {message.attachments!r}")
    assert (record.state, record.verdict) == ("quarantined", "unreadable")
    (told,) = await house.told()
    assert "encrypted" in told.body


async def test_a_mail_that_is_too_large_is_put_aside_and_its_writer_told(house: House) -> None:
    head = written("").rstrip() + b"\r\n\r\n"
    record = await house.take(head, whole=False, size=90_000_000)
    assert (record.state, record.verdict) == ("quarantined", "too_large")
    (told,) = await house.told()
    assert "90,000,000" in told.body
    unproved = written("", Authentication_Results=None).rstrip() + b"\r\n\r\n"
    assert (await house.take(unproved, whole=False, size=90_000_000)).verdict == "unverified"
    assert (await house.take(b"", whole=False, size=5)).verdict == "unreadable"
    assert len(await house.told()) == 1


async def test_a_mail_that_breaks_its_reader_is_put_aside_after_some_attempts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse, tries = ParsingPool.parse, 0

    async def breaking(self: ParsingPool, raw: bytes) -> ParsedMail:
        nonlocal tries
        if b"POISON" in raw:
            tries += 1
            raise MailUnreadable("This mail could not be read.")
        return await parse(self, raw)

    monkeypatch.setattr(ParsingPool, "parse", breaking)
    record = await house.take(written("POISON"))
    assert (record.state, record.verdict, record.attempts, tries) == ("quarantined", "unreadable", 3, 3)
    assert record.reason == "This mail could not be read."
    (told,) = await house.told()
    assert "could not be read" in told.body
    assert (await house.take(written("Fine"))).verdict == "accepted"


async def test_whatever_else_goes_wrong_is_put_aside_with_its_reason(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaking(*_: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as broken:
        broken.setattr(type(house.services.engine), "receive", breaking)
        record = await house.take(written("Hello"))
    assert (record.state, record.verdict, record.reason) == ("quarantined", "broken", "RuntimeError: a bug")


async def test_a_mail_that_ended_the_service_repeatedly_is_not_read_again(house: House) -> None:
    store = MailStore(house.services.storage.database)
    from threadline.storage.mail import ArrivedMail, MailFolder

    await store.keep(MailFolder("other", "INBOX", 1), [ArrivedMail(1, b"x", 1, datetime.now(UTC))])
    for _ in range(3):
        assert await store.claim(["other"], lease=timedelta(0), limit=1)
    (claimed,) = await store.claim(["other"], lease=timedelta(0), limit=1)
    outcome = await house.mailboxes.receiver._outcome(claimed)
    assert outcome is not None
    assert (outcome.state, outcome.verdict) == ("quarantined", "broken")


async def test_a_thread_has_a_budget_of_answers_a_day(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.bots.email.incoming.inbound.MOST_IN_A_THREAD", 1)
    first = written("When is Easter?", Message_ID="<thread@mail.example.com>")
    await house.answer_to(await house.asked(first))
    again = {"In_Reply_To": "<thread@mail.example.com>", "References": "<thread@mail.example.com>"}
    for text in ("And Pentecost?", "And Christmas?"):
        record = await house.take(written(text, **again))
        assert (record.state, record.verdict) == ("quarantined", "limited")
    assert sum("Please start a new thread" in each.body for each in await house.told()) == 1

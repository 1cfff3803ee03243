"""The fake mail server, spoken to by the libraries that the service uses."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import aiohttp
import aiosmtplib
import pytest
from icalendar import Calendar
from imapclient import IMAPClient  # type: ignore[import-untyped]

from threadline.simulator.mail.model import Received
from threadline.simulator.mail.people import Original
from threadline.simulator.mail.platform import FakeMail

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
METHOD:REQUEST
BEGIN:VEVENT
UID:one@threadline
SEQUENCE:2
DTSTART:20260306T140000Z
DTEND:20260306T150000Z
SUMMARY:Design review
ORGANIZER:mailto:assistant@simulator.example
ATTENDEE;RSVP=TRUE:mailto:ana@example.com
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
async def mail() -> AsyncIterator[FakeMail]:
    async with FakeMail(clock=lambda: NOON) as mail:
        yield mail


@pytest.fixture
async def client(mail: FakeMail) -> AsyncIterator[IMAPClient]:
    client = await asyncio.to_thread(IMAPClient, "127.0.0.1", mail.mailbox.imap_port, ssl=False)
    await asyncio.to_thread(client.login, mail.mailbox.address, mail.mailbox.password)
    yield client
    await asyncio.to_thread(client.shutdown)


def parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, _class=EmailMessage, policy=policy.default)


def last(mail: FakeMail) -> EmailMessage:
    return parsed(mail.office.folder("INBOX").mails[-1].content)


async def sent(mail: FakeMail, message: EmailMessage, *, password: str | None = None) -> None:
    box = mail.mailbox
    await aiosmtplib.send(
        message,
        hostname=box.host,
        port=box.smtp_port,
        username=box.address,
        password=password or box.password,
        start_tls=False,
    )


def answer(to: str = "ana@example.com") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "assistant@simulator.example", to
    message["Subject"], message["Message-ID"] = "Re: Review", "<1@simulator.example>"
    message.set_content("Here it is.\n.\n")
    message.add_alternative("<p>Here it is.</p>", subtype="html")
    message.add_alternative(INVITATION, subtype="calendar", params={"method": "REQUEST"})
    return message


async def test_a_mailbox_is_read_as_a_real_one(mail: FakeMail, client: IMAPClient) -> None:
    ana = mail.hand("ana@example.com")
    for number in range(3):
        ana.write(f"Number {number}", "Hello\n")
    assert await asyncio.to_thread(client.has_capability, "IDLE")
    assert not await asyncio.to_thread(client.folder_exists, "Processed")
    await asyncio.to_thread(client.create_folder, "Processed")
    await asyncio.to_thread(client.subscribe_folder, "Processed")
    assert await asyncio.to_thread(client.folder_exists, "Processed")
    opened = await asyncio.to_thread(client.select_folder, "INBOX")
    assert (opened[b"EXISTS"], opened[b"UIDVALIDITY"], opened[b"READ-WRITE"]) == (3, 1000, True)
    listed = await asyncio.to_thread(client.fetch, [1, 2, 3], ["RFC822.SIZE", "INTERNALDATE", "FLAGS"])
    assert sorted(listed) == [1, 2, 3]
    assert listed[1][b"INTERNALDATE"].replace(tzinfo=UTC) == NOON
    whole = (await asyncio.to_thread(client.fetch, [2], ["BODY.PEEK[]"]))[2][b"BODY[]"]
    assert len(whole) == listed[2][b"RFC822.SIZE"]
    assert parsed(whole)["Subject"] == "Number 1"
    part = (await asyncio.to_thread(client.fetch, [2], ["BODY.PEEK[]<3.5>"]))[2][b"BODY[]<3>"]
    assert part == whole[3:8]
    head = (await asyncio.to_thread(client.fetch, [2], ["BODY.PEEK[HEADER]<0.999>"]))[2][b"BODY[HEADER]<0>"]
    assert head.endswith(b"\r\n\r\n")
    await asyncio.to_thread(client.move, [1, 3], "Processed")
    assert sorted(await asyncio.to_thread(client.fetch, [1, 2, 3], ["UID"])) == [2]
    assert [len(folder.mails) for folder in mail.office.folders.values()] == [1, 2]


async def test_idle_tells_of_a_new_mail(mail: FakeMail, client: IMAPClient) -> None:
    await asyncio.to_thread(client.select_folder, "INBOX")
    await asyncio.to_thread(client.idle)
    mail.hand("ana@example.com").write("News", "Hello")
    assert await asyncio.to_thread(client.idle_check, 10) == [(1, b"EXISTS")]
    await asyncio.to_thread(client.idle_done)
    mail.hand("ana@example.com").write("More", "Hello")
    _, told = await asyncio.to_thread(client.noop)
    assert (2, b"EXISTS") in told


async def test_a_wrong_password_opens_nothing(mail: FakeMail) -> None:
    client = await asyncio.to_thread(IMAPClient, "127.0.0.1", mail.mailbox.imap_port, ssl=False)
    with pytest.raises(Exception, match="wrong name or password"):
        await asyncio.to_thread(client.login, mail.mailbox.address, "other")
    await asyncio.to_thread(client.plain_login, mail.mailbox.address, mail.mailbox.password)
    await asyncio.to_thread(client.select_folder, "INBOX")
    with pytest.raises(Exception, match="no such folder"):
        await asyncio.to_thread(client.select_folder, "Nowhere")
    mail.imap.drop()
    with pytest.raises(Exception, match=r"(?i)eof|closed|reset|abort|pipe"):
        await asyncio.to_thread(client.noop)
    await asyncio.to_thread(client.shutdown)
    with pytest.raises(aiosmtplib.SMTPAuthenticationError):
        await sent(mail, answer(), password="other")


async def test_what_is_sent_lies_in_inboxes(mail: FakeMail) -> None:
    mail.smtp.refuse.append("421 later")
    with pytest.raises(aiosmtplib.SMTPResponseException):
        await sent(mail, answer())
    await sent(mail, answer())
    [received] = mail.office.inbox("Ana@example.com")
    assert received.message["Subject"] == "Re: Review"
    plain = received.message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == "Here it is.\n.\n"
    await sent(mail, answer("assistant@simulator.example"))
    assert last(mail)["Subject"] == "Re: Review"


async def test_people_write_forward_and_answer(mail: FakeMail) -> None:
    ana = mail.hand("ana@example.com")
    ana.write("Plan", "Lunch on Friday at noon", tag="schedule")
    assert (last(mail)["To"], last(mail)["From"]) == ("assistant+schedule@simulator.example", "Ana <ana@example.com>")
    assert last(mail)["Authentication-Results"].strip() == "mx.simulator.example; dmarc=pass header.from=example.com"
    ana.write("Plan", "Not me", genuine=False)
    assert "dmarc=fail" in last(mail)["Authentication-Results"]
    ana.forward(Original("Cy", "cy@example.net", "Roadmap", "Tomorrow at 3pm?", NOON), "Please")
    text = last(mail).get_content().replace("\r\n", "\n")
    assert text.startswith("Please\n\n---------- Forwarded message ---------\nFrom: Cy <cy@example.net>\n")
    assert "Date: Thu, Mar 5, 2026 at 1:00 PM\n" in text
    await sent(mail, answer())
    [received] = mail.office.inbox("ana@example.com")
    ana.write("Re: Review", "Thanks", answering=received)
    assert last(mail)["In-Reply-To"] == "<1@simulator.example>"


@pytest.mark.parametrize(("address", "parts"), [("ana@example.com", 2), ("bo@example.com", 1)])
async def test_invitations_are_answered_as_programs_do(mail: FakeMail, address: str, parts: int) -> None:
    await sent(mail, answer(address))
    [received] = mail.office.inbox(address)
    mail.hand(address).answer(received, "ACCEPTED")
    files = [
        Calendar.from_ical(str(part.get_payload(decode=True), "utf-8"))  # type: ignore[arg-type]
        for part in last(mail).walk()
        if part.get_content_type() in ("text/calendar", "application/ics")
    ]
    assert len(files) == parts
    [event] = files[0].walk("VEVENT")
    assert (files[0]["METHOD"], event["UID"], event["SEQUENCE"]) == ("REPLY", "one@threadline", 2)
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert ("ORGANIZER" in event) == (parts == 2), "Outlook.com leaves it out"
    with pytest.raises(LookupError):
        mail.hand(address).answer(Received(9, "", "", b"Subject: x\r\n\r\nx", NOON), "ACCEPTED")


async def test_the_view_shows_inboxes_and_acts(mail: FakeMail) -> None:
    await sent(mail, answer())
    async with aiohttp.ClientSession(mail.url) as http:
        async with http.get("/") as page:
            assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        for name, status in (("view.css", 200), ("view.js", 200), ("secret", 404)):
            async with http.get(f"/view/{name}") as asset:
                assert asset.status == status
        async with http.get("/state", params={"person": "ana@example.com"}) as response:
            state = await response.json()
        [listed] = state["inbox"]
        assert (listed["subject"], listed["invitation"]) == ("Re: Review", "Design review")
        async with http.get(f"/mail/{listed['id']}") as shown:
            assert (await shown.text()).strip() == "<p>Here it is.</p>"
            assert shown.headers["Content-Security-Policy"].startswith("sandbox")
        async with http.get("/mail/99") as missing:
            assert missing.status == 404
        async with http.get("/state", params={"person": "nobody@example.com"}) as missing:
            assert missing.status == 404
        for action, body, status in (
            ("write", {"subject": "Hello", "text": "x"}, 200),
            ("write", {"subject": "Re: Review", "text": "x", "mail": listed["id"]}, 200),
            ("forward", {"text": "Please"}, 200),
            ("answer", {"mail": listed["id"], "decision": "DECLINED"}, 200),
            ("answer", {"mail": listed["id"], "decision": "PERHAPS"}, 400),
            ("dance", {}, 404),
        ):
            body = {"person": "ana@example.com", **body}
            async with http.post(f"/act/{action}", json=body, headers={"X-Simulator": "1"}) as response:
                assert response.status == status, action
        async with http.post("/act/write", json={}) as refused:
            assert refused.status == 403
    assert len(mail.office.folder("INBOX").mails) == 4


async def test_what_no_library_says_is_answered_or_ends_the_connection(mail: FakeMail) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", mail.mailbox.imap_port)

    async def say(line: str) -> str:
        writer.write(f"{line}\r\n".encode())
        while not (answer := (await reader.readline()).decode()).startswith(("a ", "+ ")):
            assert answer, "the connection ended"
        return answer.strip()

    assert await say("a CAPABILITY") == "a OK done"
    assert await say("a SELECT INBOX") == "a NO sign in first"
    assert await say("a DANCE") == "a BAD unknown command"
    assert await say("a AUTHENTICATE GSSAPI") == "a NO unsupported"
    assert (await say(f"a LOGIN {{{len(mail.mailbox.address)}}}")).startswith("+")
    assert (await say(f"{mail.mailbox.address} {{{len(mail.mailbox.password)}}}")).startswith("+")
    assert await say(mail.mailbox.password) == "a OK signed in"
    assert await say("a FETCH 1 UID") == "a BAD select a folder first"
    assert await say("a UID FETCH 1 UID") == "a BAD select a folder first"
    assert await say("a SELECT inbox") == "a OK [READ-WRITE] done"
    assert await say("a UID COPY 1 Elsewhere") == "a BAD unsupported"
    mail.hand("ana@example.com").write("Hello", "Hello")
    writer.write(b"a UID FETCH 99:* FLAGS\r\n")
    assert await reader.readline() == b"* 1 FETCH (UID 1 FLAGS ())\r\n", "the star names the last mail"
    assert await reader.readline() == b"a OK done\r\n"
    writer.write(b"a FETCH 1 (NONSENSE)\r\n")
    assert not [line async for line in reader if line.startswith(b"a ")], "the connection ends"
    writer.close()
    await writer.wait_closed()


async def test_sending_needs_a_sign_in(mail: FakeMail) -> None:
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=mail.mailbox.smtp_port, start_tls=False)
    await client.connect()
    with pytest.raises(aiosmtplib.SMTPResponseException, match="sign in first"):
        await client.mail("ana@example.com")
    with pytest.raises(aiosmtplib.SMTPResponseException, match="unknown command"):
        await client.vrfy("ana@example.com")
    assert (await client.auth_login(mail.mailbox.address, mail.mailbox.password)).code == 235
    await client.noop()
    await client.quit()

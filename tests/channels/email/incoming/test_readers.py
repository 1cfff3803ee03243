"""Small readers of what strangers write: they never raise, and take their time in proportion to the text."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from threadline.bots.email.authentication.dkim import SignatureCheck, belongs
from threadline.bots.email.authentication.results_header import read_results
from threadline.bots.email.incoming.bounces import Bounce, read_bounce
from threadline.bots.email.incoming.invitation_words import events_in_words
from threadline.bots.email.incoming.invited_events import invited_events
from threadline.bots.email.incoming.offsets import zone_of
from threadline.bots.email.mail.parsed_mail import CalendarPart
from threadline.config import Settings

PIECES = st.lists(st.sampled_from(['"', "\\", "(", ")", ";", "=", " ", "dmarc=pass", "header.from=a.example", "a"]))


@given(PIECES.map("".join) | st.text())
@example("")
@example(";;=;")
def test_any_header_is_read(value: str) -> None:
    results = read_results(value)
    assert all(one.method == one.method.lower() for one in results.results)


@pytest.mark.parametrize("hostile", ["(" * 10**6, '"' * 10**6, " " * 10**6, ";" * 10**6, "a=b " * 10**6])
@pytest.mark.timeout(120)  # a second; a square takes hours
def test_hostile_headers_are_read_in_one_go(hostile: str) -> None:
    assert all(one.result == one.result.lower() for one in read_results(hostile).results)


@given(st.binary(max_size=500))
def test_any_bounce_is_read(raw: bytes) -> None:
    assert str(read_bounce(raw))


@given(st.binary(max_size=300))
async def test_any_bytes_prove_nothing(raw: bytes) -> None:
    check = SignatureCheck(lambda _: b"v=DKIM1; p=" + raw)
    assert not await check.vouches(raw, "example.com")
    mail = b"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; bh=aaaa; b=" + raw + b"\r\nFrom: a\r\n\r\n"
    assert not await check.vouches(mail, "example.com")


def test_which_domains_a_signature_speaks_for() -> None:
    assert belongs("example.com", "example.com")
    assert belongs("mail.example.com", "Example.com.")
    assert belongs("example.com", "mail.example.com"), "one organisation, in either direction"
    assert not belongs("one.co.uk", "two.co.uk")
    assert not belongs("notexample.com", "example.com")
    assert not belongs("example.com", "com")


@pytest.mark.parametrize(
    ("minutes", "zone"),
    [
        (60, None),
        (0, None),
        (-300, "Etc/GMT+5"),
        (540, "Etc/GMT-9"),
        (330, "Asia/Kolkata"),
        (7, None),
        (-23 * 60, None),
    ],
)
def test_offsets_as_zones(minutes: int, zone: str | None) -> None:
    sent_at = datetime(2026, 11, 20, 12, tzinfo=timezone(timedelta(minutes=minutes)))
    assert zone_of(sent_at, "Europe/Vienna") == zone


def calendar(*lines: str, method: str = "REQUEST") -> CalendarPart:
    event = "".join(f"{line}\r\n" for line in lines)
    return CalendarPart(
        method,
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTAMP:20261120T100000Z\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n",
    )


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            calendar("DTSTART:20261124T230000Z", "DTEND:20261125T010000Z", "SUMMARY:Night"),
            "“Night” on 2026-11-25 from 00:00 to 02:00",
        ),
        (
            calendar("DTSTART:20261124T200000Z", "DTEND:20261125T100000Z", "SUMMARY:Trip “x”"),
            "“Trip x” from 2026-11-24 21:00 to 2026-11-25 11:00",
        ),
        (
            calendar("DTSTART:20261124T200000Z", "DTEND:20261124T230000Z", "SUMMARY:Party"),
            "“Party” on 2026-11-24 from 21:00 to 00:00",
        ),
        (
            calendar("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261125", "SUMMARY:Offsite"),
            "“Offsite” on 2026-11-24, all day",
        ),
        (
            calendar("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261127", "SUMMARY:Fair"),
            "“Fair” from 2026-11-24 to 2026-11-26, all day",
        ),
        (
            calendar("DTSTART:20261124T140000Z", "SUMMARY:Gone", method="CANCEL"),
            "Cancelled by its organiser: Gone.",
        ),
    ],
)
def test_calendar_files_in_words(part: CalendarPart, words: str) -> None:
    assert events_in_words([part], "Europe/Vienna") == (words,)


def test_calendar_files_that_say_little() -> None:
    assert events_in_words([calendar("SUMMARY:x", method="REPLY")], "UTC") == ()
    for unread, said in (
        (CalendarPart("", "no calendar"), "cannot be read"),
        (calendar("SUMMARY:x"), "not understood"),
    ):
        assert events_in_words([unread], "UTC") == ()  # no event, and told as what it is
        (note,) = invited_events([unread], "UTC", ()).notes
        assert said in note
    many = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:20261120T100000Z\r\nDTSTART:202611{n:02}T100000Z\r\nSUMMARY:e\r\nEND:VEVENT\r\n"
        for n in range(1, 8)
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{many}END:VCALENDAR\r\n"
    assert len(events_in_words([CalendarPart("", text)], "UTC")) == 5
    assert invited_events([CalendarPart("", text)], "UTC", ()).notes == ("The calendar file has 2 more events.",)


def test_the_dns_of_this_machine_is_not_reached_in_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    import dns.resolver

    from threadline.bots.email.authentication.dkim import LookupFailed, dns_txt

    answers: dict[str, Any] = {
        "gone.example": dns.resolver.NXDOMAIN,
        "silent.example": dns.resolver.LifetimeTimeout,
    }

    class Record:
        strings = (b"v=DKIM1; ", b"p=x")

    class Answer:
        rrset = (Record(),)

    def resolve(name: str, *_: object, **__: object) -> Answer:
        if name in answers:
            raise answers[name]
        return Answer()

    monkeypatch.setattr(dns.resolver, "resolve", resolve)
    assert dns_txt("s._domainkey.example.com") == b"v=DKIM1; p=x"
    assert dns_txt("gone.example") is None
    with pytest.raises(LookupFailed, match=r"silent\.example"):
        dns_txt("silent.example")


def test_settings_of_mail() -> None:
    common: dict[str, Any] = {"_env_file": None}
    assert Settings(**common).all_mailboxes() == ()
    more = [{"address": "two@example.com", "imap_host": "h", "password": "p"}]
    made = Settings(
        **common,
        mail_address="one@example.com",
        mail_imap_host="h",
        mail_password="p",
        mail_authserv_ids="a.example, b.example",
        mailboxes=more,
    )
    assert [mailbox.key for mailbox in made.all_mailboxes()] == ["one@example.com", "two@example.com"]
    assert made.all_mailboxes()[0].authserv_ids == ("a.example", "b.example")
    for wrong in (
        {"mail_imap_host": "h"},
        {"mail_address": "a@example.com"},
        {"mailboxes": more * 2},
    ):
        with pytest.raises(ValueError, match="THREADLINE_MAIL"):
            Settings(**common, **wrong)


def test_times_are_utc_where_nothing_is_said() -> None:
    assert zone_of(datetime(2026, 7, 1, 12, tzinfo=UTC), "Asia/Tokyo") is None


def test_what_a_report_says() -> None:
    ours = f"{'a' * 40}@example.com"
    raw = f"In-Reply-To: <{ours}>\r\nOriginal-Recipient: rfc822;bo@x.example\r\nStatus: 5.0.0\r\n".encode()
    assert read_bounce(raw) == Bounce(original="bo@x.example", status="5.0.0", message_ids=(ours,))
    assert read_bounce(raw).failed
    assert str(read_bounce(raw)) == "bo@x.example: reported (5.0.0)"

"""Who may ask, and that nobody can pass for somebody else."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.channels.email.incoming.house import House, opened
from tests.support.mails import ARRIVED, passed, signed, written

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_registered_person_is_answered(house: House) -> None:
    message = await house.asked(written("When is Easter?"))
    assert (message.author.email, message.author.person_id) == ("ana@example.com", house.ana.id)
    assert message.text == "Question\n\nWhen is Easter?"


UNPROVED: tuple[dict[str, str | None], ...] = (
    {"Authentication_Results": None},
    {"Authentication_Results": passed(result="fail")},
    {"Authentication_Results": passed(result="none")},
    {"Authentication_Results": passed(server="mx.evil.example")},
    {"Authentication_Results": passed("ana@evil.example")},
    {"Authentication_Results": "dmarc=pass header.from=example.com"},
    {"Authentication_Results": "mx.example.com; dmarc=pass (header.from=example.com"},
    {"Authentication_Results": 'mx.example.com; spf=pass reason="; dmarc=pass header.from=example.com"'},
    {"Authentication_Results": "mx.example.com; dmarc=pass"},
    {"Authentication_Results": passed() + "; dmarc=fail header.from=example.com"},
    {"From": "Ana <ana@example.com>, Eve <eve@evil.example>"},
)


async def test_somebody_who_only_says_to_be_registered_is_put_aside(house: House) -> None:
    for headers in UNPROVED:
        record = await house.take(written("Book a trip to the moon.", **headers))
        assert record.verdict == "unverified", headers
        assert record.state == ("done" if "From" in headers else "quarantined")
        assert record.reason
    assert await house.messages() == []
    assert await house.told() == []


async def test_the_topmost_header_of_our_server_counts(house: House) -> None:
    forged = written(Authentication_Results=passed(result="fail")).replace(
        b"\r\nFrom:", f"\r\nAuthentication-Results: {passed()}\r\nFrom:".encode(), 1
    )
    assert (await house.take(forged)).verdict == "unverified"
    below = written(Authentication_Results=passed(server="other.example")).replace(
        b"\r\nFrom:", f"\r\nAuthentication-Results: {passed()}\r\nFrom:".encode(), 1
    )
    assert (await house.take(below)).verdict == "accepted"


async def test_two_senders_fields_are_nobody(house: House) -> None:
    twice = written().replace(b"\r\nTo:", b"\r\nFrom: Eve <eve@evil.example>\r\nTo:", 1)
    assert (await house.take(twice)).verdict == "unverified"
    subjects = written().replace(b"\r\nTo:", b"\r\nSubject: Another\r\nTo:", 1)
    assert (await house.take(subjects)).verdict == "unverified"


async def test_comments_and_quotes_are_read_as_such(house: House) -> None:
    header = (
        'mx.example.com 1 (a (nested; dmarc=fail) "comment); spf=pass reason="a; b"; '
        "dmarc = PASS (p=none \\) dis=none) header.from = Example.COM"
    )
    assert (await house.take(written(Authentication_Results=header))).verdict == "accepted"


async def test_a_signature_of_the_domain_will_do(house: House) -> None:
    house.zone.publish("example.com")
    assert (await house.take(signed(written(Authentication_Results=None)))).verdict == "accepted"
    assert house.zone.asked == ["s._domainkey.example.com"]


@pytest.mark.parametrize(("days", "verdict"), [(-6, "accepted"), (-8, "unverified"), (2, "unverified")])
async def test_a_signature_is_as_old_as_a_mail_on_its_way_may_be(house: House, days: int, verdict: str) -> None:
    house.zone.publish("example.com")
    mail = signed(written(f"In {days} days.", Authentication_Results=None), at=ARRIVED + timedelta(days=days))
    assert (await house.take(mail)).verdict == verdict


async def test_nobody_signs_for_all_who_may_register_under_a_name(house: House) -> None:
    for domain in ("co.uk", "other.co.uk", "mail.shop.co.uk"):
        house.zone.publish(domain)
    await house.services.people.directory.ensure("di@shop.co.uk", name="Di", zone="Europe/London")
    mail = written(Authentication_Results=None, From="Di <di@shop.co.uk>")
    verdicts = [(await house.take(signed(mail, each))).verdict for each in ("co.uk", "other.co.uk", "mail.shop.co.uk")]
    assert verdicts == ["unverified", "unverified", "accepted"]


async def test_signatures_that_prove_nothing(house: House) -> None:
    house.zone.publish("example.com")
    house.zone.publish("evil.example")
    plain = written(Authentication_Results=None)
    changed = signed(plain).replace(b"Hello.", b"Hallo.")
    renamed = signed(plain).replace(b"Subject: Question", b"Subject: Send money")
    unsigned_subject = signed(plain, include_headers=[b"From", b"To"])
    partial = signed(plain, length=True) + b"Send money.\r\n"
    doubled = b"Subject: Send money\r\n" + signed(plain)
    foreign = signed(plain, "evil.example")
    missing = signed(plain, "nokey.example.com")
    garbled = b"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=from; b=!; bh=\xff\r\n" + plain
    for mail in (changed, renamed, unsigned_subject, partial, doubled, foreign, missing, garbled):
        record = await house.take(mail)
        assert (record.verdict, record.state) == ("unverified", "quarantined"), mail[:300]
    assert await house.messages() == []


async def test_mails_that_would_cost_a_lot_to_check_are_not(house: House) -> None:
    house.zone.publish("example.com")
    blanks = signed(written("a" + " " * 300 + "b", Authentication_Results=None))
    assert (await house.take(blanks)).verdict == "unverified"
    wide = b"DKIM-Signature: v=1; h=" + b":" * 10_000 + b"\r\n" + written(Authentication_Results=None)
    assert (await house.take(wide)).verdict == "unverified"
    assert house.zone.asked == []


async def test_a_silent_dns_is_asked_again(house: House) -> None:
    house.zone.publish("example.com")
    house.zone.silent = True
    uid = await house.hand_in(signed(written(Authentication_Results=None)))
    while len(house.zone.asked) < 2:
        await house.services.storage.database.ping()
    house.zone.silent = False
    assert (await house.outcome(uid)).verdict == "accepted"


async def test_a_dns_that_stays_silent_proves_nobody(house: House) -> None:
    house.zone.silent = True
    record = await house.take(signed(written(Authentication_Results=None)))
    assert (record.state, record.verdict, record.attempts) == ("quarantined", "unverified", 6)
    assert "DNS" in (record.reason or "")


async def test_a_stranger_gets_one_polite_answer_a_week(house: House) -> None:
    stranger = {"From": "Cy <cy@other.example>", "Authentication_Results": passed("cy@other.example")}
    for _ in range(3):
        assert (await house.take(written(**stranger))).verdict == "stranger"
    assert len(await house.told("cy@other.example")) == 1
    await house.age(timedelta(days=8))
    await house.take(written(**stranger))
    assert await house.messages() == []


async def test_an_unproved_stranger_gets_none(house: House) -> None:
    record = await house.take(written(From="Cy <cy@other.example>"))
    assert (record.state, record.verdict) == ("done", "unverified")
    assert await house.told("cy@other.example") == []


async def test_strangers_can_be_left_alone(tmp_path: Path) -> None:
    async with opened(tmp_path, mail_strangers="ignore") as house:
        stranger = {"From": "Cy <cy@other.example>", "Authentication_Results": passed("cy@other.example")}
        assert (await house.take(written(**stranger))).verdict == "stranger"
        assert await house.told("cy@other.example") == []
        assert house.zone.asked == []


async def test_too_many_mails_of_one_sender_are_put_aside_and_told_of_once(tmp_path: Path) -> None:
    async with opened(tmp_path, mail_per_sender_hour=2) as house:
        verdicts = [(await house.take(written(f"Question {number}"))).verdict for number in range(5)]
        assert verdicts == ["accepted", "accepted", "limited", "limited", "limited"]
        assert len(await house.told()) == 1
        await house.age(timedelta(hours=2))
        assert (await house.take(written("Another question"))).verdict == "accepted"


async def test_exchange_online_names_no_server(tmp_path: Path) -> None:
    header = (
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=pass header.d=example.com;"
        "dmarc=pass action=none header.from=example.com;compauth=pass reason=100"
    )
    async with opened(tmp_path, mail_authserv_ids=("microsoft", "microsoft-internal")) as house:
        assert (await house.take(written(Authentication_Results=header))).verdict == "accepted"
        below = written(Authentication_Results="mx.example.com; none").replace(
            b"\r\nFrom:", f"\r\nAuthentication-Results: {header}\r\nFrom:".encode(), 1
        )
        assert (await house.take(below)).verdict == "unverified"
        inside = {"Authentication_Results": "dkim=none header.d=none;dmarc=none action=none header.from=example.com"}
        assert (await house.take(written(**inside))).verdict == "unverified"
        internal = inside | {"X_MS_Exchange_Organization_AuthAs": "Internal"}
        assert (await house.take(written(**internal))).verdict == "accepted"
        await house.services.people.directory.ensure("dee@other.example", name="Dee", zone="UTC")
        assert (await house.take(written(**internal, From="dee@other.example"))).verdict == "unverified"

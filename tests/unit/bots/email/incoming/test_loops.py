"""Which mails are never answered, each by the one thing about it that says so."""

from dataclasses import replace
from typing import Any

import pytest

from threadline.bots.email.incoming.loops import is_bounce, plain_address, why_not_answered
from threadline.bots.email.mail.parsed_mail import Address, ParsedMail

OURS = frozenset({"bot@example.net"})


def mail(sender: str | None = "ana@example.com", *, media_type: str = "text/plain", **headers: str) -> ParsedMail:
    who = Address("Ana", sender) if sender is not None else None
    values: dict[str, Any] = dict.fromkeys(("to", "cc", "reply_to", "in_reply_to", "references"), ())
    return ParsedMail(
        **values,
        message_id="m1@example.com",
        sender=who,
        senders=(who,) if who else (),
        subject="Hello",
        sent_at=None,
        headers={name.lower().replace("_", "-"): (value,) for name, value in headers.items()},
        text="Hello",
        forward=None,
        attachments=(),
        calendars=(),
        notes=(),
        language=None,
        media_type=media_type,
    )


def test_what_a_person_writes_is_answered() -> None:
    suppressed = mail(
        X_Auto_Response_Suppress="All", Auto_Submitted="no", Precedence="first-class", Return_Path="<a@b.c>"
    )
    for one in (mail(), suppressed):
        assert why_not_answered(one, ours=OURS) == ""
        assert not is_bounce(one)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (mail("bot+7@example.net"), "mailbox of this service"),
        (mail(None), "no sender"),
        (mail("nobody"), "no sender"),
        (mail("MAILER-DAEMON@example.com"), "A mail server"),
        (mail(Return_Path=" <> "), "Return-Path is empty"),
        (mail(Auto_Submitted="auto-replied; owner"), "Auto-Submitted: auto-replied)"),
        (mail(Precedence="Bulk"), "to many"),
        (mail(List_Id="<x.example.com>"), "mailing list"),
        (mail(X_Autoreply="yes"), "A program"),
    ],
)
def test_what_a_program_writes_is_not(one: ParsedMail, words: str) -> None:
    assert words in why_not_answered(one, ours=OURS)


def test_a_mail_that_went_round_and_round_is_not() -> None:
    for hops, silent in ((60, False), (61, True)):
        travelled = replace(mail(), headers={"received": ("by mx.example.com",) * hops})
        assert bool(why_not_answered(travelled, ours=OURS)) == silent


def test_bounces_are_reports_or_name_whom_they_did_not_reach() -> None:
    assert is_bounce(mail(media_type="Multipart/Report"))
    assert is_bounce(mail(X_Failed_Recipients="bo@example.com"))
    assert not is_bounce(mail(media_type="multipart/mixed"))


def test_an_address_is_one_whatever_stands_after_its_plus() -> None:
    assert plain_address("Bot+Thread.7@Example.NET") == "bot@example.net"

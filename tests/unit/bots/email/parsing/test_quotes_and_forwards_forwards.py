"""The forward taken apart, for every program and language of `layouts`."""

from dataclasses import replace

import pytest

from tests.unit.bots.email.parsing.layouts import BODY, CC, COMMENT, FORWARDED, SENDER, SUBJECT, TO, Forwarded, forwards
from threadline.bots.email.mail.parsed_mail import Address, Forward
from threadline.bots.email.parsing.quotes_and_forwards import Situation, Taken, take_apart

ALL = list(forwards())


def taken(mail: Forwarded) -> Taken:
    return take_apart(mail.text, Situation(mail.subject, sent_at=FORWARDED))


def pairs(addresses: tuple[Address, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((address.name, address.email) for address in addresses)


def check(mail: Forwarded, forward: Forward | None) -> None:
    assert forward is not None
    assert forward.sender == Address(*SENDER)
    assert forward.body == BODY
    assert (forward.sent_at, forward.zone_given) == (mail.sent_at, mail.zone_given)
    assert forward.sent_at is not None
    assert forward.sent_at.utcoffset() == mail.sent_at.utcoffset()
    if mail.lists:
        assert pairs(forward.to) == TO
        assert pairs(forward.cc) == CC
    if mail.name != "notes":
        assert forward.subject == SUBJECT


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail.name)
def test_the_original_is_read(mail: Forwarded) -> None:
    result = taken(mail)
    check(mail, result.forward)
    assert (result.text, result.history) == ("", "")


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail.name)
def test_the_comment_above_it_is_kept_apart(mail: Forwarded) -> None:
    commented = replace(mail, text=f"{COMMENT}\n\n-- \nAna Example\n+1 555 0100\n\n{mail.text}")
    result = taken(commented)
    check(mail, result.forward)
    assert result.text == COMMENT
    assert result.forward is not None
    assert result.forward.comment == COMMENT


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail.name)
def test_the_same_words_below_an_answer_are_history(mail: Forwarded) -> None:
    says_forward = mail.name.startswith(("apple", "gmail", "thunderbird", "yahoo", "hubspot"))
    says_forward = says_forward or mail.name in (
        "mailmate",
        "missive",
        "notes",
        "bold",
        "folded",
        "mutt",
        "proton",
        "conversation",
    )
    text = f"Yes, that suits me.\n\n{mail.text}"
    result = take_apart(text, Situation(f"Re: {SUBJECT}", answers=True, sent_at=FORWARDED))
    assert result.text == "Yes, that suits me."
    assert (result.forward is not None) == says_forward
    assert says_forward or "room 4" in result.history


NESTED = ALL[::17]


@pytest.mark.parametrize("inner", NESTED, ids=lambda mail: mail.name)
def test_a_forward_of_a_forward(inner: Forwarded) -> None:
    for outer in list(forwards(inner.subject, f"For your eyes.\n\n{inner.text}".rstrip()))[::7]:
        result = taken(outer)
        assert result.forward is not None, outer.name
        first, *rest = result.forward.chain()
        assert first.body == "For your eyes.", outer.name
        assert [each.comment for each in rest] == ["For your eyes."], outer.name
        assert rest[0].sender == Address(*SENDER), outer.name
        assert rest[0].body == BODY, outer.name

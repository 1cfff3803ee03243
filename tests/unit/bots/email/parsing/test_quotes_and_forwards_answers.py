"""Answers: what is new in them, what is quoted, where the signature begins."""

import pytest

from threadline.bots.email.parsing.quotes_and_forwards import Situation, Taken, take_apart

NEW = "Yes, Thursday suits me.\n\nShall I book a room?"
QUOTED = "> Could we meet on Thursday?\n>\n> Bo"


def answer(text: str, *, subject: str = "Re: Plan") -> Taken:
    return take_apart(text, Situation(subject, answers=True))


SENTENCES = [
    "On Wed, Nov 18, 2026 at 3:04 PM Bo Example <bo@example.com> wrote:",
    "On Wed, Nov 18, 2026 at 3:04 PM Bo Example <\nbo@example.com> wrote:",
    "On 18 Nov 2026, at 15:04, Bo Example <bo@example.com> wrote:",
    "On 18.11.26 15:04, Bo Example wrote:",
    "Am Mi., 18. Nov. 2026 um 15:04 Uhr schrieb Bo Example <bo@example.com>:",
    "Am 18.11.2026 um 15:04 schrieb Bo Example:",
    "Le mer. 18 nov. 2026 à 15:04, Bo Example <bo@example.com> a écrit :",
    "El mié, 18 nov 2026 a las 15:04, Bo Example (<bo@example.com>) escribió:",
    "Il giorno mer 18 nov 2026 alle ore 15:04 Bo Example <bo@example.com> ha scritto:",
    "Op wo 18 nov 2026 om 15:04 schreef Bo Example <bo@example.com>:",
    "Em qua., 18 de nov. de 2026 às 15:04, Bo Example <bo@example.com> escreveu:",
    "Den ons 18 nov. 2026 kl 15:04 skrev Bo Example <bo@example.com>:",
    "ons. 18. nov. 2026 kl. 15.04 skrev Bo Example <bo@example.com>:",
    "ke 18. marrask. 2026 klo 15.04 Bo Example (bo@example.com) kirjoitti:",
    "śr., 18 lis 2026 o 15:04 Bo Example <bo@example.com> napisał(a):",
    "W dniu 18.11.2026 o 15:04, Bo Example pisze:",
    "st 18. 11. 2026 v 15:04 odesílatel Bo Example <bo@example.com> napsal:",
    "Bo Example <bo@example.com> ezt írta (időpont: 2026. nov. 18., Sze, 15:04):",
    "În mie., 18 nov. 2026 la 15:04, Bo Example <bo@example.com> a scris:",
    "ср, 18 нояб. 2026 г. в 15:04, Bo Example <bo@example.com>:",
    "18.11.2026 15:04, Bo Example пишет:",
    "ср, 18 лист. 2026 р. о 15:04 Bo Example <bo@example.com> пише:",
    "Bo Example <bo@example.com>, 18 Kas 2026 Çar, 15:04 tarihinde şunu yazdı:",
    "2026年11月18日(水) 15:04 Bo Example <bo@example.com>:",
    "Bo Example <bo@example.com> 于2026年11月18日周三 15:04写道：",
    "2026년 11월 18일 (수) 오후 3:04, Bo Example <bo@example.com>님이 작성:",
    "Στις Τετ, 18 Νοε 2026 στις 3:04 μ.μ., ο χρήστης Bo Example <bo@example.com> έγραψε:",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_above_the_quotation(sentence: str) -> None:
    result = answer(f"{NEW}\n\n{sentence}\n\n{QUOTED}\n")
    assert result.text == NEW
    assert result.forward is None
    assert "Could we meet on Thursday?" in result.history
    assert "18" in result.history


@pytest.mark.parametrize("sentence", [each for each in SENTENCES if "wrote" in each or "schrieb" in each])
def test_a_sentence_above_a_text_without_marks(sentence: str) -> None:
    result = answer(f"{NEW}\n\n{sentence}\n\nCould we meet on Thursday?\nBo\n")
    assert (result.text, result.forward) == (NEW, None)


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----\nFrom: Bo <bo@example.com>\nSent: Wednesday, November 18, 2026 3:04 PM\nTo: Ana",
        "-----Ursprüngliche Nachricht-----\nVon: Bo\nGesendet: Mittwoch, 18. November 2026 "
        "15:04\nAn: Ana\nBetreff: Plan",
        "________________________________\nDe : Bo <bo@example.com>\nEnvoyé : 18 novembre 2026 "
        "15:04\nÀ : Ana\nObjet : Plan",
        "Od: Bo\nWysłano: 18 listopada 2026 15:04\nDo: Ana\nTemat: Plan",
    ],
)
def test_header_lines_above_what_is_answered(head: str) -> None:
    result = answer(f"{NEW}\n\n{head}\n\nCould we meet on Thursday?\n")
    assert (result.text, result.forward) == (NEW, None)
    assert "Could we meet on Thursday?" in result.history


def test_answers_between_the_lines_are_kept() -> None:
    text = "On 18.11.2026 15:04, Bo wrote:\n\n> When?\n\nThursday.\n\n> Where?\n\nRoom 4.\n"
    result = answer(text)
    assert result.text.split() == ["Thursday.", "Room", "4."]
    assert "> When?" in result.history


def test_quoted_lines_without_a_sentence() -> None:
    result = answer("> When?\n\nThursday.")
    assert (result.text, result.history) == ("Thursday.", "> When?")


@pytest.mark.parametrize(
    "text",
    [
        "The form says\nFrom: Vienna\nTo: Graz\n\nWhich train is that?",
        "Forwarded message\n\nis what I would call it.",
        "In 2026 at 3:04 Ana wrote: nothing.",
        "Remember what Bo wrote:\nnothing at all",
        "From: here\n",
        "Please book this:\n\nFrom: Vienna\nTo: Graz\nDate: 18.11.2026 15:04\n\nSecond class will do.",
        "I use `a > b`\n-- not a signature",
        "Agenda:\nDate: 18.11.2026\nSubject: Budget\nTime: 15:00",
        "---------- Forwarded message ---------\n\nwithout any header lines, and then text.",
    ],
)
@pytest.mark.parametrize("subject", ["Plan", "Fwd: Plan"])
def test_what_is_no_forward_stays_none(text: str, subject: str) -> None:
    result = take_apart(text, Situation(subject))
    assert result.forward is None
    assert (result.text, result.history) == (text.strip(), "")


def test_header_lines_without_a_mark_in_the_subject() -> None:
    text = "Please.\n\nFrom: Bo <bo@example.com>\nSent: 18 November 2026 15:04\nTo: Ana\nSubject: Plan\n\nHello"
    assert take_apart(text, Situation("[summary] Plan")).forward is not None
    assert take_apart(text, Situation("Plan", answers=True)).forward is None
    assert take_apart(text, Situation("schedule+ FW: Plan", answers=True)).forward is not None
    assert take_apart(text, Situation("[summary] Re: Plan")).forward is None


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAna Example\nACME, Main Street 1",
        "--\nAna",
        "Kind regards,\nAna Example\nHead of Something\nTel. +1 555 0100",
        "Mit freundlichen Grüßen\n\nAna Example",
        "Cordialement,\n\nAna",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "________________________________\nSent from my phone",
        "iPhoneから送信",
        "나의 iPhone에서 보냄",
    ],
)
def test_signatures_are_left_out(signature: str) -> None:
    assert take_apart(f"{NEW}\n\n{signature}\n", Situation("Plan")).text == NEW


@pytest.mark.parametrize(
    "text",
    [
        "Hello\n\nThanks,\nAna\n\nPS: is Tuesday better?",
        "Hello\n\nThanks\nsee you on Thursday at 3pm",
        "Thanks\n2 pm suits me",
        "I will be sent from my office to yours.\nBring the keys.",
        "- first\n-- second\n--- third",
    ],
)
def test_what_is_said_at_the_end_is_kept(text: str) -> None:
    assert take_apart(text, Situation("Plan")).text == text

"""Forwards of providers and of programs that nobody knows are read by their fields, in whichever order these stand."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.bots.email.parsing.layouts import BODY, CET, SENT, SUBJECT
from tests.unit.bots.email.parsing.providers import OTHERS, PROVIDERS, printed
from threadline.bots.email.parsing.quotes_and_forwards import Situation, Taken, take_apart

AROUND = datetime(2026, 11, 29, 14, 50, tzinfo=CET)
COMMENT = "Please have a look at this."
_ALL = [*printed(PROVIDERS), *printed(OTHERS)]


def _read(subject: str, text: str) -> Taken:
    return take_apart(text, Situation(subject, sent_at=AROUND))


@pytest.mark.parametrize(("subject", "text"), [each[1:] for each in _ALL], ids=[each[0] for each in _ALL])
@pytest.mark.parametrize("comment", ["", COMMENT])
def test_a_provider_s_forward_is_read(subject: str, text: str, comment: str) -> None:
    taken = _read(subject, f"{comment}\n\n{text}" if comment else text)
    forward = taken.forward
    assert forward is not None
    assert forward.sender is not None
    assert forward.sender.email == "bo@example.com"
    assert forward.subject == SUBJECT
    assert forward.sent_at is not None
    assert forward.sent_at.replace(second=0) == SENT
    assert forward.body.strip() == BODY
    assert taken.text == comment


# label of the sender, date, recipient and subject; the date as printed
_LABELS = (
    (("From", "Date", "To", "Subject"), ("Wed, 18 Nov 2026 15:04:12 +0100", "November 18, 2026 3:04 PM")),
    (("From", "Sent", "To", "Subject"), ("Wednesday, 18 November 2026 15:04", "2026-11-18 15:04")),
    (("Von", "Gesendet", "An", "Betreff"), ("Mittwoch, 18. November 2026 um 15:04 Uhr", "18.11.2026 15:04:12")),
    (("Von", "Datum", "An", "Betreff"), ("Mi., 18. Nov. 2026, 15:04", "18.11.26 15:04")),
    (("De", "Date", "À", "Objet"), ("mercredi 18 novembre 2026 à 15:04", "18/11/2026 15:04")),
    (("De", "Envoyé", "À", "Sujet"), ("mer. 18 nov. 2026 15:04", "18/11/26 15:04")),
    (("De", "Fecha", "Para", "Asunto"), ("miércoles, 18 de noviembre de 2026 15:04", "18/11/2026, 15:04")),
    (("Da", "Data", "A", "Oggetto"), ("mercoledì 18 novembre 2026 15:04", "18/11/2026 15.04")),
    (("De", "Data", "Para", "Assunto"), ("quarta-feira, 18 de novembro de 2026 15:04", "18/11/2026 15:04")),
    (("Van", "Verzonden", "Aan", "Onderwerp"), ("woensdag 18 november 2026 15:04", "18-11-2026 15:04")),
    (("Od", "Data", "Do", "Temat"), ("środa, 18 listopada 2026 15:04", "2026-11-18 15:04:12")),
    (("Od", "Datum", "Komu", "Předmět"), ("středa 18. listopadu 2026 15:04", "18. 11. 2026 15:04")),
    (("От", "Дата", "Кому", "Тема"), ("среда, 18 ноября 2026 г. 15:04", "18.11.2026, 15:04")),
    (("Från", "Skickat", "Till", "Ämne"), ("onsdag 18 november 2026 15:04", "2026-11-18 15:04")),
    (("Kimden", "Tarih", "Kime", "Konu"), ("18 Kasım 2026 Çarşamba 15:04", "18.11.2026 15:04")),
    (("发件人", "发送时间", "收件人", "主题"), ("2026年11月18日 15:04", "2026-11-18 15:04:12")),
    (("差出人", "送信日時", "宛先", "件名"), ("2026年11月18日水曜日 15:04", "2026/11/18 15:04")),
    (("보낸 사람", "보낸 날짜", "받는 사람", "제목"), ("2026년 11월 18일 수요일 오후 3:04", "2026-11-18 15:04")),
)
_SEPARATORS = ("", "", "-----Original Message-----", "---------- Forwarded message ---------", "_" * 32)
_FROMS = (
    "Bo Example <bo@example.com>",
    '"Bo Example" <bo@example.com>',
    "bo@example.com",
    "Bo Example [mailto:bo@example.com]",
)


def _variant(draw: random.Random) -> str:
    """The mail as a program that nobody knows might print it."""
    labels, dates = draw.choice(_LABELS)
    values = (
        draw.choice(_FROMS),
        draw.choice(dates),
        draw.choice(("ana@example.com", "Ana <ana@example.com>")),
        SUBJECT,
    )
    colon = "：" if labels[0] == "发件人" and draw.random() < 0.5 else draw.choice((":", ": ", " : ", ":\t"))
    bold = "*" if draw.random() < 0.2 else ""
    rows = [
        f"{bold}{label}{colon.rstrip() if bold else colon}{bold}{' ' if bold else ''}{value}"
        for label, value in zip(labels, values, strict=True)
    ]
    draw.shuffle(rows)
    if draw.random() < 0.3:
        rows.insert(draw.randrange(len(rows) + 1), "Cc: cy@example.org")
    text = "\n".join([*rows, "", *([""] if draw.random() < 0.3 else []), BODY])
    if draw.random() < 0.25:
        text = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return f"{draw.choice(_SEPARATORS)}\n{text}"


def test_programs_that_nobody_knows_are_read_by_fields() -> None:
    draw = random.Random(7)
    texts = [_variant(draw) for _ in range(500)]
    wrong = [text for text in texts if not _is_right(text)]
    assert len(wrong) <= len(texts) // 50, (len(wrong), wrong[:3])


def _is_right(text: str) -> bool:
    forward = _read(f"Fwd: {SUBJECT}", text).forward
    if forward is None or forward.sender is None or forward.sent_at is None:
        return False
    near = abs(forward.sent_at.astimezone(UTC) - SENT) < timedelta(minutes=1)
    return near and (forward.sender.email, forward.subject, forward.body.strip()) == ("bo@example.com", SUBJECT, BODY)


@pytest.mark.parametrize(
    "text",
    [
        "To: do tomorrow\nDate: with Bo at 3pm\nSubject: none of your business",
        "Date: Friday 20 November 2026\nTime: 3pm\nFrom: Vienna\nTo: Graz\nSubject to change",
        "An: alle\nBetreff: Kekse\n\nEs gibt Kekse.",
    ],
)
def test_notes_with_colons_are_no_forward(text: str) -> None:
    assert take_apart(text, Situation("Trip", sent_at=AROUND)).forward is None

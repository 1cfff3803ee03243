"""Mails for the benchmark: ordinary ones, large ones, and ones made to hurt."""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from collections.abc import Callable, Iterator
from email.message import EmailMessage

HEAD = b"From: ana@example.com\nSubject: Fwd: x\nMIME-Version: 1.0\n"
ATTACHED = b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
_BODIES = (
    "Hi Ana,\n\ncan we meet on Thursday at 3pm to go through the budget? I will bring the last figures.\n"
    "If that does not suit you, Friday morning works as well.\n\nThanks\nBo",
    "Hallo Ana,\n\nhast du am Donnerstag um 15 Uhr Zeit, um das Budget durchzugehen? Ich bringe die Zahlen mit.\n\n"
    "Viele Grüße\nBo",
    "Bonjour Ana,\n\npourrions-nous nous voir jeudi à 15h pour parler du budget ? J'apporte les chiffres.\n\n"
    "Cordialement\nBo",
)
_MORE = (
    "The second annex has the numbers for each department. Please read the part on travel before we meet, because the "
    "rules changed in summer and two of the trips were booked under the old ones. The total stays within what was "
    "agreed, but the split between the two teams is open.\n\n"
)
_GMAIL = (
    "---------- Forwarded message ---------\nFrom: Bo Example <bo@example.com>\nDate: Wed, Nov 18, 2026 at 3:04 PM\n"
    "Subject: Budget\nTo: Ana Example <ana@example.com>\n\n\n"
)
_OUTLOOK = (
    "________________________________\nVon: Bo Example <bo@example.com>\nGesendet: Mittwoch, 18. November 2026 15:04\n"
    "An: Ana Example <ana@example.com>\nBetreff: Budget\n\n"
)


def ordinary() -> Iterator[bytes]:
    """A day's mails of an office: about two in five forward something, half have HTML."""
    for number in range(60):
        body = _BODIES[number % 3] + "\n\n" + _MORE * (number % 5)
        mark, head = (("Fwd", _GMAIL), ("WG", _OUTLOOK), ("", ""), ("Re", ""), ("", ""))[number % 5]
        text = f"Please have a look.\n\n{head}{body}" if head else body
        if mark == "Re":
            quoted = "\n".join(f"> {line}" for line in body.split("\n"))
            text = (
                f"That works for me.\n\nOn Wed, Nov 18, 2026 at 3:04 PM Bo Example <bo@example.com> wrote:\n\n{quoted}"
            )
        yield _message(f"{mark}: Budget" if mark else "Budget", text, with_html=number % 2 == 0)


def _message(subject: str, text: str, *, with_html: bool) -> bytes:
    message = EmailMessage()
    message["From"] = "Ana Example <ana@example.com>"
    message["To"] = "bot@example.org"
    message["Subject"] = subject
    message["Date"] = "Thu, 19 Nov 2026 09:30:00 +0100"
    message["Message-ID"] = "<1@example.com>"
    for hop in range(6):
        message["Received"] = (
            f"from mx{hop}.example.com by mx{hop + 1}.example.com with ESMTPS; 19 Nov 2026 08:30:00 +0000"
        )
    message.set_content(text)
    if with_html:
        paragraphs = "".join(f'<p style="margin:0">{line or "&nbsp;"}</p>' for line in text.split("\n"))
        message.add_alternative(
            f"<html><head><style>p {{color: #222}}</style></head><body>{paragraphs}</body></html>", "html"
        )
    return message.as_bytes()


def hostile() -> dict[str, Callable[[], bytes]]:
    """Mails of which a careless reader takes minutes, gigabytes or its life; each is made when it is asked for."""
    return {
        "10 MB with a file": lambda: _multipart(b"Content-Type: text/plain\n\nhello", ATTACHED + _large_file()),
        "10 MB of text": lambda: _text(b"The meeting is on Thursday at 3pm.\n" * 300_000),
        "10 MB of quoted lines": lambda: _text(b"> quoted words\n" * 660_000),
        "10 MB of HTML": lambda: _html(b"<p>The meeting is on <b>Thursday</b>.</p>\n" * 250_000),
        "To of 1 MB": lambda: b"To: " + b"a@example.com, " * 70_000 + b"\n" + _text(b"x"),
        "To of 1 MB without sense": lambda: b"To: " + b'"<(,' * 250_000 + b"\n" + _text(b"x"),
        "20,000 parameters": lambda: HEAD + b"Content-Type: text/plain" + _parameters() + b"\n\nx",
        "100,000 header fields": lambda: b"".join(b"X-%d: y\n" % each for each in range(100_000)) + _text(b"x"),
        "parts 2,000 deep": lambda: _nested(2_000),
        "mails 2,000 deep": lambda: HEAD + b"Content-Type: message/rfc822\n\n" * 2_000 + b"x",
        "50,000 parts": lambda: _multipart(*([b"\nx"] * 50_000)),
        "HTML 300,000 deep": lambda: _html(b"<div>" * 300_000),
        "HTML that does not close": lambda: _html(b"<b>x</i>" * 250_000),
        "HTML tables in tables": lambda: _html(b"<table><tr><td>x" * 100_000),
        "1,000,000 newlines": lambda: _text(b"\n" * 1_000_000 + b"From: x"),
        "500,000 labels": lambda: _text(b"From: x\n" * 500_000),
        "300,000 separators": lambda: _text(b"---------- Forwarded message ---------\n" * 300_000),
        "300,000 half sentences": lambda: _text(b"On Nov 18, 2026 at 3:04 PM wrote:\n" * 300_000),
        "a line of 5 MB": lambda: _text(b"On " + b"x " * 2_500_000 + b"wrote:"),
        "encoded words without end": lambda: b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\n" + _text(b"x"),
        "a zip that unpacks to 1 GB": lambda: _multipart(b"\nhello", _zip_part()),
    }


def _text(body: bytes) -> bytes:
    return HEAD + b"\n" + body


def _html(body: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + body


def _large_file() -> bytes:
    return encodebytes(bytes(range(256)) * 29_000)


def _parameters() -> bytes:
    return b"".join(b";\n p%d=%d" % (number, number) for number in range(20_000))


def _multipart(*parts: bytes) -> bytes:
    joined = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + joined + b"--b--\n"


def _nested(depth: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    return HEAD + opened + b"\nx\n"


def _zip_part() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{number}.txt", b"\0" * 100_000_000)
    part = b"Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n"
    return part + encodebytes(packed.getvalue())

"""Mails for the benchmark: ordinary ones, large ones, and ones made to hurt."""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from collections.abc import Iterator
from email.message import EmailMessage

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


def hostile() -> Iterator[tuple[str, bytes]]:
    """Mails of which a careless reader takes minutes, gigabytes or its life."""
    head = b"From: ana@example.com\nSubject: Fwd: x\nMIME-Version: 1.0\n"
    attached = b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
    file = encodebytes(bytes(range(256)) * 29_000)
    yield "10 MB with a file", _multipart(head, b"Content-Type: text/plain\n\nhello", attached + file)
    yield "10 MB of text", head + b"\n" + b"The meeting is on Thursday at 3pm.\n" * 300_000
    yield "10 MB of quoted lines", head + b"\n" + b"> quoted words\n" * 660_000
    yield (
        "10 MB of HTML",
        head + b"Content-Type: text/html\n\n" + b"<p>The meeting is on <b>Thursday</b>.</p>\n" * 250_000,
    )
    yield "To of 1 MB", b"To: " + b"a@example.com, " * 70_000 + b"\n" + head + b"\nx"
    yield "To of 1 MB without sense", b"To: " + b'"<(,' * 250_000 + b"\n" + head + b"\nx"
    parameters = b"".join(b";\n p%d=%d" % (number, number) for number in range(20_000))
    yield "20,000 parameters", head + b"Content-Type: text/plain" + parameters + b"\n\nx"
    yield "100,000 header fields", b"".join(b"X-%d: y\n" % number for number in range(100_000)) + head + b"\nx"
    yield "parts 2,000 deep", _nested(head, 2_000)
    yield "mails 2,000 deep", head + b"Content-Type: message/rfc822\n\n" * 2_000 + b"x"
    yield "50,000 parts", _multipart(head, *([b"\nx"] * 50_000))
    yield "HTML 300,000 deep", head + b"Content-Type: text/html\n\n" + b"<div>" * 300_000
    yield "HTML that does not close", head + b"Content-Type: text/html\n\n" + b"<b>x</i>" * 250_000
    yield "HTML tables in tables", head + b"Content-Type: text/html\n\n" + b"<table><tr><td>x" * 100_000
    yield "1,000,000 newlines", head + b"\n" + b"\n" * 1_000_000 + b"From: x"
    yield "500,000 labels", head + b"\n" + b"From: x\n" * 500_000
    yield "300,000 separators", head + b"\n" + b"---------- Forwarded message ---------\n" * 300_000
    yield "300,000 half sentences", head + b"\n" + b"On Nov 18, 2026 at 3:04 PM wrote:\n" * 300_000
    yield "a line of 5 MB", head + b"\n" + b"On " + b"x " * 2_500_000 + b"wrote:"
    yield "encoded words without end", b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\n" + head + b"\nx"
    yield "a zip that unpacks to 1 GB", _multipart(head, b"\nhello", _zip_part())


def _multipart(head: bytes, *parts: bytes) -> bytes:
    joined = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return head + b"Content-Type: multipart/mixed; boundary=b\n\n" + joined + b"--b--\n"


def _nested(head: bytes, depth: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    return head + opened + b"\nx\n"


def _zip_part() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{number}.txt", b"\0" * 100_000_000)
    part = b"Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n"
    return part + encodebytes(packed.getvalue())

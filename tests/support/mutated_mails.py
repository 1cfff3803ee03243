"""Mails as broken servers, cut connections and hostile hands leave them: real ones, each changed by a few strokes."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

COLLECTED = Path(__file__).parent.parent / "cases" / "open" / "mail"
_JUNK = (
    b"\x00", b"\xff\xfe", b"\r", b"\n\n", b"--", b"=?utf-8?b?", b"=", b";" * 40, b"<", b">" * 60, b"boundary=\"",
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Transfer-Encoding: base64\n", b"charset=klingon",
    b"\xe2\x80\xae", b"BEGIN:VCALENDAR\n", b"DTSTART:99999999T999999Z\n", b"RRULE:FREQ=SECONDLY\n", b"From: a@b, c@d\n",
)  # fmt: skip


def collected() -> Sequence[bytes]:
    """The collected mails, in the order of their names."""
    return [file.read_bytes() for file in sorted(COLLECTED.glob("*.eml"))]


def mutated(mails: Sequence[bytes], count: int, seed: int = 1) -> Iterator[bytes]:
    """So many mails made of these; the same ones for the same seed."""
    draw = random.Random(seed)
    for _ in range(count):
        mail = draw.choice(mails)
        for _ in range(draw.randint(1, 6)):
            mail = _changed(mail, draw, mails)
        yield mail


def _changed(mail: bytes, draw: random.Random, others: Sequence[bytes]) -> bytes:
    at, length = draw.randrange(len(mail) + 1), draw.randint(1, 200)
    match draw.randrange(7):
        case 0:
            return mail[:at]
        case 1:
            return mail[:at] + mail[at + length :]
        case 2:
            return mail[:at] + mail[at : at + length] * draw.randint(2, 30) + mail[at + length :]
        case 3:
            return mail[:at] + draw.choice(_JUNK) + mail[at:]
        case 4:
            return mail[:at] + draw.randbytes(draw.randint(1, 40)) + mail[at:]
        case 5:
            other = draw.choice(others)
            return mail[:at] + other[draw.randrange(len(other)) :]
    lines = mail.split(b"\n")
    draw.shuffle(lines)
    return b"\n".join(lines)

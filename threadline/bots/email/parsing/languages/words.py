"""What mail programs write in one language above the mails they forward and answer to. All of it is folded text."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailWords:
    """The words of one language, folded as `fold` does.

    `sender` to `reply_to` are labels of header lines without their colon. `forwarded` are the words of a line that
    says a mail was forwarded, `original` of one that only says that a mail follows. `wrote` ends a sentence such as
    “On Monday Ana wrote:”, `opening` begins it. `forward_marks` and `reply_marks` stand before a subject. `months` has
    the forms of each month's name, January first (Unicode CLDR). `sent_from` begins what phones add, `closings` are
    lines before a name at the end.
    """

    code: str
    sender: tuple[str, ...]
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: tuple[str, ...]
    date: tuple[str, ...]
    reply_to: tuple[str, ...]
    forwarded: tuple[str, ...]
    original: tuple[str, ...]
    wrote: tuple[str, ...]
    opening: tuple[str, ...] = ()
    forward_marks: tuple[str, ...] = ()
    reply_marks: tuple[str, ...] = ()
    sent_from: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    months: tuple[tuple[str, ...], ...] = ()


def fold(text: str) -> str:
    """Text for comparison: without case, without the dot of the Turkish İ, composed, blanks alike."""
    folded = text.casefold().replace("\u0307", "").replace("\xa0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", folded).strip()

"""The writer's own words in a mail: quoted history, signatures and headers are blanked, offsets stay."""

from __future__ import annotations

import re

_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_HISTORY = re.compile(
    r"^(?:On [^\n]{0,200}\n?[^\n]{0,100}wrote:|Am [^\n]{0,200}schrieb[^\n]{0,100}:|Le [^\n]{0,200}a écrit\s?:|"
    r"El [^\n]{0,200}escribió:|Il [^\n]{0,200}ha scritto:|Op [^\n]{0,200}schreef[^\n]{0,100}:|"
    r"-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht)[^\n]*|_{10,})[ \t]*$",
    re.MULTILINE,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_HEADER = re.compile(
    r"^(?:From|To|Cc|Bcc|Date|Sent|Reply-To|Message-ID|Received|Von|An|Gesendet)[ \t]*:[^\n]*$", re.MULTILINE
)
_FORWARDED = re.compile(r"forwarded", re.IGNORECASE)


def own_words(text: str) -> str:
    """The text with everything that is not the writer's own replaced by blanks of the same length."""
    if "\n" not in text:
        return text
    for pattern in (_HISTORY, _SIGNATURE):
        match = pattern.search(text)
        if match is not None and text[: match.start()].strip() and not _FORWARDED.search(match.group()):
            text = text[: match.start()] + _blank(text[match.start() :])
    for pattern in (_QUOTED_LINE, _HEADER):
        text = pattern.sub(lambda match: _blank(match.group()), text)
    return text


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)

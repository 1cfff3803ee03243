"""Reading another time that is proposed for an event: "propose 4pm for the design review", "schlag Bo 16 Uhr vor".

What is proposed to somebody is asked of whoever organises the event; of an event of one's own it is a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadline import regex

_I = re.IGNORECASE
_PLEASE = r"^\s*(?:(?:please|bitte|por favor|per favore|s'il te plaît|s'il vous plaît|alsjeblieft)[,\s]+)?"
_PATTERNS = tuple(
    regex.compile(rf"{_PLEASE}{each}\s*[.!?]*\s*$", _I)
    for each in (
        r"(?:counter-?)?(?:propose|suggest)\s+(?P<when>.{2,60}?)\s+(?:instead\s+)?(?:to\s+(?P<who>.{2,40}?)\s+)?for\s+(?P<about>.{3,80}?)",
        r"(?:propose|suggest)\s+(?:another|a\s+new|a\s+different)\s+time\s+for\s+(?P<about>.{3,80}?)\s*[:,–—-]\s*(?P<when>.{2,60}?)",
        r"schlage?\s+(?:(?P<who>[^\W\d]\w{1,19})\s+)?(?P<when>(?!für\b).{2,60}?)\s+für\s+(?P<about>.{3,80}?)\s+vor",
        r"schlage?\s+(?:(?P<who>\w{2,20})\s+)?für\s+(?P<about>.{3,60}?)\s+(?P<when>(?:(?:am|um|den|einen)\s+)?\S*\d.{0,40}?|\w+tag.{0,40}?)\s+vor",
        r"propos(?:e|ez|er)\s+(?:à\s+(?P<who>\w{2,20})\s+)?(?P<when>.{2,60}?)\s+pour\s+(?P<about>.{3,80}?)",
        r"(?:prop[oó]n|proponga|proponle|sugiere)\s+(?P<when>.{2,60}?)\s+para\s+(?P<about>.{3,80}?)",
        r"(?:proponi|proponga|suggerisci)\s+(?P<when>.{2,60}?)\s+per\s+(?P<about>.{3,80}?)",
        r"(?:propõe|proponha|sugere|sugira|propor)\s+(?P<when>.{2,60}?)\s+para\s+(?P<about>.{3,80}?)",
        r"stel\s+(?:(?P<who>\w{2,20})\s+)?(?P<when>.{2,60}?)\s+(?:voor\s+(?P<about>.{3,80}?)\s+voor)",
    )
)
_TO_DO = regex.compile(
    rf"{_PLEASE}(?:(?:propose|suggest)\s+(?:to\s+)?(?=mov|reschedul|push|postpon|shift|chang)|"
    r"ask\s+.{2,40}?\s+(?:if|whether)\s+(?:we|i|they|he|she|you)\s+(?:can|could|may|might)\s+(?=move|reschedule|push|postpone|shift)|"
    r"(?:schlag|schlage)\s+vor,?\s+|propose(?:r|z)?\s+de\s+(?=déplacer|décaler|reporter))",
    _I,
)


def proposed_parts(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the new time and the name of the event may stand; nothing where nothing is proposed for an event."""
    for pattern in _PATTERNS:
        if (found := pattern.match(text)) is not None:
            yield found.span("when"), found.span("about")


def proposed_command(text: str) -> int:
    """How long the words are that make a proposal of the command behind them; 0 where none stand there."""
    found = _TO_DO.match(text)
    return found.end() if found else 0

"""Questions of the clock that only say what is different from the last one: "and in London?", "und am 12.?"."""

import re
from collections.abc import Sequence
from datetime import datetime

from threadline import regex
from threadline.core.dialogue.almanac import almanac_answer, question_with

_LONGEST = 50
_FURTHER = regex.compile(
    r"(?:(?:and|und|et|y|e|en|but|ok|okay|also)[\s,]+)*"
    r"(?:(?:what|how) about|and|wie (?:ist|sieht) es(?: aus)?(?= in)|und|et|qu'en est-il|y|e|en|hoe zit het)\s+"
    r"(?P<what>\S[^?!.]*?)(?:\s+(?:then|then please|please|dann|bitte|alors|entonces|allora|então|dan))?",
    re.IGNORECASE,
)


def almanac_follow_up(
    text: str, earlier: Sequence[str], *, now: datetime, zone: str, language: str | None = None
) -> str | None:
    """The answer to such words after `earlier` messages of the writer, the last one last; None where they are none."""
    what = _further(text)
    if what is None:
        return None
    for before in reversed(earlier):
        if (asked := question_with(before, what)) is not None:
            return almanac_answer(asked, now=now, zone=zone, language=language)
        if _further(before) is None:
            return None
    return None


def _further(text: str) -> str | None:
    said = " ".join(text.replace("’", "'").split()).strip("¿¡?!. ")
    match = _FURTHER.fullmatch(said) if len(said) <= _LONGEST else None
    return match["what"] if match is not None else None

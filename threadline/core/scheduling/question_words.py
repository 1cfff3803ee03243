"""What the words of a question are about: the next event, a part of the day, free time with somebody.

Small tables of words by language: a further language is a further row.
"""

import re
from datetime import time

from threadline import regex
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, words_in

_NEXT = regex.compile(
    r"\b(?:next|upcoming|nächste[rsn]?|prochaine?|próxim[oa]|prossim[oa]|volgende)\s+(?P<noun>[^\W\d_][\w'-]*)"
    r"|\bwhat(?:'s| is) (?:next|coming up)\b",
    re.IGNORECASE,
)
_NOUNS = EVENT_NOUNS | words_in(
    "event appointment treffen termin besprechung sitzung réunion rendez-vous rdv cita reunión riunione "
    "appuntamento reunião compromisso afspraak vergadering"
)
_PARTS: tuple[tuple[time, time, str], ...] = (
    (time(6), time(12), r"mornings?|vormittags?|morgens|matins?|matinées?|mañanas|mattine?|manhãs?|ochtends?|午前"),
    (
        time(12),
        time(18),
        r"afternoons?|nachmittags?|après-midis?|tardes|pomeriggi?o?|middags?|午後|下午",
    ),
    (time(17), time(22), r"evenings?|abends|soirs?|soirées?|noches|ser[ae]|avonds?|晚上"),
)
_PART = tuple((start, end, regex.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for start, end, words in _PARTS)
_MEET = regex.compile(
    r"\b(?:when|what time)\s+(?:can|could|shall|should|do|would)\s+(?P<who>[^?!.]{1,120}?)\s+(?:and|&)\s+(?:i|me)\s+"
    r"(?:meet|talk|speak|sync|catch up|get together|chat)\b",
    re.IGNORECASE,
)
_WITH_ME = regex.compile(
    r"\bwhen\s+(?:are|is)\s+(?P<who>[^?!.]{1,120}?)\s+(?:and|&)\s+(?:i|me)\s+(?:both |all )?(?:free|available)\b",
    re.IGNORECASE,
)
_NAME = r"(?:[\w.+-]+@[\w.-]+\w|@[\w.-]+|(?!(?:I|We|You|He|She|It|They|There|This|That|The)\b)[^\W\d_a-zß-ÿ][\w'’-]*)"
_AND = r"(?:\s*,\s*|\s+and\s+|\s*&\s*|\s+)"
_OTHERS_FREE = regex.compile(
    r"(?P<when>\b[Ww]hen\s+|\b[Ww]hat time\s+)?\b(?:[Ii]s|[Aa]re)\s+"
    rf"(?P<who>{_NAME}(?:{_AND}{_NAME}){{0,9}})"
    r"\s+(?:both |all )?(?:free|available)\b"
)
_BETWEEN_NAMES = regex.compile(r"\s*(?:,|&|\band\b)\s*", re.IGNORECASE)


_WHY = regex.compile(
    r"^\W*(?:(?:and|but|so|und|aber|et|mais|y|pero|e|ma|mas|en|maar)\s+)?"
    r"(?:why|how come|what for|warum|wieso|weshalb|pourquoi|por qué|perché|come mai|por que|porquê|waarom)(?!\w)"
    r"(?!\s+(?:not|don['’]?t|doesn['’]?t|nicht|pas|no|non|não|niet)(?!\w))[^?\n]{0,120}\?\s*$",
    re.IGNORECASE,
)


_PLANNED = regex.compile(
    r"^\W*(?:(?:and|so|ok|okay)[\s,]+)?(?:what(?:['’]s| is| do i have| have i(?: got)?)|is (?:there )?anything|"
    r"was (?:ist|habe ich)|qu['’]est-ce qui est|qu['’]ai-je|qué (?:hay|tengo)|(?:che )?cosa (?:è|ho)|"
    r"o que (?:está|tenho)|"
    r"wat (?:is er|heb ik))\s+(?:already\s+|all\s+|schon\s+|déjà\s+)?"
    r"(?:planned|scheduled|booked|arranged|geplant|prévu|planeado|programado|previsto|marcado|gepland)(?!\w)"
    r"[^\n]{0,60}\?\s*$",
    re.IGNORECASE,
)


def asks_for_plans(text: str) -> bool:
    """Whether it asks what is planned: "what is planned on Friday?"."""
    return _PLANNED.match(text) is not None


def asks_why(text: str) -> bool:
    """Whether it asks for a reason: "why Monday?" plans nothing, "why don't we meet on Monday?" does."""
    return _WHY.match(text) is not None


def asks_for_next(text: str) -> bool:
    """Whether it asks for the next event alone: "next meeting with Ana", "what's next?"."""
    match = _NEXT.search(text)
    return match is not None and (match["noun"] is None or match["noun"].lower() in _NOUNS)


def part_of_day(text: str) -> tuple[time, time] | None:
    """The part of the day that is named: "mornings", "nachmittags". The first one counts."""
    found = [(match.start(), start, end) for start, end, part in _PART if (match := part.search(text))]
    return min(found)[1:] if found else None


def is_part_of_day(words: str) -> bool:
    """Whether the words are nothing but a part of the day, which is no title."""
    return any(part.fullmatch(words.strip()) for _, _, part in _PART)


def wants_to_meet(text: str, *, timed: bool = False) -> tuple[str, ...]:
    """With whom, where it asks "when can Ana and I meet?" or "is Ana free tomorrow?"; empty where it does not.

    `timed`: the text says when, without which "is Ana free?" may be about a price.
    """
    match = _MEET.search(text) or _WITH_ME.search(text)
    if match is None:
        match = _OTHERS_FREE.search(text)
        if match is not None and not (timed or match["when"]):
            return ()
    return tuple(name for name in _BETWEEN_NAMES.split(match["who"].strip()) if name) if match else ()

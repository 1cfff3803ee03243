"""What is shown before anything else on a card: words that were not used, and an hour that nobody said."""

import re
from dataclasses import replace
from functools import cache

from threadline.calendar.extract import Extraction
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.calendar.when import Grain, When
from threadline.core.domain.reading import Reading

_HOURED = (
    "meeting|call|sync|review|interview|lunch|dinner|breakfast|brunch|coffee|drinks|demo|standup|stand-up|appointment|"
    "dentist|doctor|haircut|catch-up|catchup|1:1|one-on-one|kickoff|kick-off|retro|briefing|lesson|class|rehearsal|"
    "presentation|webinar|massage|check-up|checkup|viewing|date|concert"
)
# These last all day, or have no hour of their own.
_WHOLE_DAYS = re.compile(
    r"\b(?:all day|whole day|full day|day off|birthday|anniversary|holidays?|vacation|leave|off|out|ooo|pto|away|"
    r"trip|travel\w*|conference|offsite|deadline|due|by|remind\w*|submit|pay|"
    r"urlaub|ganztägig|geburtstag|congés?|vacances|anniversaire|vacaciones|cumpleaños|ferie|compleanno|férias)\b",
    re.IGNORECASE,
)


def doubted(reading: Reading, extraction: Extraction) -> Reading:
    """The reading with its doubts first: what could move it, then what was merely not used."""
    moving = [each.value for each in extraction.leftovers if each.moves]
    unused = [each.value for each in extraction.leftovers if not each.moves]
    first = (f"I made nothing of {_listed(moving)}: please check the time.",) if moving else ()
    last = (f"Not used: {_listed(unused)}.",) if unused else ()
    hourless = _hourless(extraction) if reading.draft is not None and not reading.warnings else ()
    return replace(reading, warnings=(*first, *hourless, *reading.warnings, *last), doubtful=bool(moving))


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word.strip()}”" for word in words)


def _hourless(extraction: Extraction) -> tuple[str, ...]:
    when = extraction.when
    if when is None or not when.all_day or not _one_day(when) or not _has_hour(extraction):
        return ()
    return ("No time of day was given, so it is the whole day.",)


def _one_day(when: When) -> bool:
    return (
        when.grain is Grain.DAY and when.start is not None and (when.end is None or (when.end - when.start).days <= 1)
    )


def _has_hour(extraction: Extraction) -> bool:
    """Whether such an event has an hour: people meet, or its name says so."""
    said = " ".join((extraction.title or "", *(each.value for each in (extraction.intent_evidence,) if each)))
    if _WHOLE_DAYS.search(said):
        return False
    return bool(extraction.attendees) or _houred().search(said) is not None


@cache
def _houred() -> re.Pattern[str]:
    tables = (speech_words(language) for language in speech_languages())
    words = {phrase for table in tables if table for phrase in table.phrases("nouns")}
    phrases = sorted(words | set(_HOURED.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)

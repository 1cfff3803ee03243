"""Several things asked at once: "cancel the dentist and book lunch with Bo on Friday at noon" is two requests."""

import re
from functools import cache

from threadline import regex
from threadline.calendar.extract.speech import speech_languages, speech_words

_COMMANDS = (
    "book|schedule|add|put|create|set up|plan|arrange|organise|organize|invite|cancel|delete|remove|drop|move|"
    "reschedule|"
    "push|shift|postpone|bring forward|change|extend|shorten|skip|decline|accept|remind me"
)
_AND = "and then|and also|and|then|also|und dann|und|et puis|et|y luego|y|e poi|e depois|e|en dan|en|och|og|oraz|i"
_MONTHS = (
    "jan|feb|mar|mär|maj|mai|apr|jun|jul|aug|sep|okt|oct|nov|dez|dec|des|led|úno|bře|dub|kvě|čer|srp|zář|říj|lis|pro|"
    "sij|velj|ožu|tra|svi|lip|kol|ruj|stu|tam|hel|maa|huh|tou|kes|hei|elo|syy|lok|mar|jou"
)
_ENDS = regex.compile(rf"(?<!\d)[.;!\n]+\s+|(?<=\d)[;!\n]+\s*|(?<=\d)\.\s+(?=[A-ZÀ-Þ])(?!(?i:{_MONTHS}))|;\s*|\n+")
"""Not behind the number of a day: "2. Dezember"."""
_MOST = 6


def acts_of(text: str) -> tuple[str, ...]:
    """The requests of a message, each in its own words; the message alone where it is one."""
    found: list[str] = []
    for sentence in _ENDS.split(text.strip()):
        found += [part.strip(" ,") for part in _joint().split(sentence)]
    parts = tuple(part for part in found if part)
    return parts if 1 < len(parts) <= _MOST else (text,)


@cache
def _joint() -> re.Pattern[str]:
    tables = [table for language in speech_languages() if (table := speech_words(language))]
    words = {phrase for table in tables for field in ("create", "cancel", "move") for phrase in table.phrases(field)}
    verbs = sorted(words | set(_COMMANDS.split("|")), key=lambda phrase: (-len(phrase), phrase))
    command = "|".join(map(re.escape, verbs))
    between = rf"(?:\s*,\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND})\s+)"
    return regex.compile(rf"{between}(?=(?:(?:please|bitte)\s)?(?:{command})\s)", re.IGNORECASE)

"""Messages that are nothing but an event without its time: "call with Bo", "afspraak met de tandarts"."""

import re
from functools import cache

from threadline.calendar.extract import Extraction
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.core.dialogue.bare_wishes import lacks_time

_WORD = re.compile(r"[^\W\d_]+")
_LINKS = (
    "a|an|the|my|our|new|quick|short|with|w|and|please|mit|und|ein|eine|einen|bitte|neues|neuer|avec|et|un|une|"
    "s|il|vous|te|plaît|con|y|por|favor|una|com|e|um|uma|met|en|een|ma|mon"
)
_WITH = "with|at|mit|bei|beim|zum|zur|avec|chez|con|dal|dalla|col|com|no|na|met|bij|in"
_ARTICLES = "a|an|the|my|our|ein|eine|einen|den|dem|der|die|un|une|le|la|el|los|una|il|lo|um|uma|o|de|het|een"
_SHORT_WISH = 5  # words, without articles


def names_an_event(extraction: Extraction, text: str) -> bool:
    """Whether the message is nothing but an event without its time: "call with Bo", "Termin mit Petra"."""
    if extraction.when is not None or "?" in text:
        return False
    if lacks_time(text) or _is_noun_with(text):
        return True
    if not extraction.attendees:
        return False
    named = extraction.title_evidence or extraction.kind_evidence
    rest = list(text)
    for start, end in (*((named.span,) if named else ()), *(person.span for person in extraction.people)):
        rest[start:end] = " " * (end - start)
    others = [word for word in _WORD.findall("".join(rest).lower()) if word not in _LINKS.split("|")]
    return not others if named else len(others) == 1 and others[0] in nouns()


def _is_noun_with(text: str) -> bool:
    """Whether it is an event's kind and with whom or where: "afspraak met de tandarts", "appointment at the bank"."""
    words = [word for word in _WORD.findall(text.lower()) if word not in _ARTICLES.split("|")]
    return 3 <= len(words) <= _SHORT_WISH and words[0] in nouns() and words[1] in _WITH.split("|") and "\n" not in text


@cache
def nouns() -> frozenset[str]:
    """Words for events in the languages of the reading."""
    tables = [table for language in speech_languages() if (table := speech_words(language))]
    return frozenset(EVENT_NOUNS) | {noun for table in tables for noun in table.phrases("nouns")}

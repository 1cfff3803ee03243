"""Messages that are nothing but an event without its time: "call with Bo", "afspraak met de tandarts"."""

from functools import cache

from threadline import regex
from threadline.calendar.extract import Extraction
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.core.dialogue.bare_wishes import lacks_time

_WORD = regex.compile(r"[^\W\d_]+")
_LINKS = (
    "a|an|the|my|our|new|quick|short|with|w|and|please|mit|und|ein|eine|einen|bitte|neues|neuer|avec|et|un|une|"
    "s|il|vous|te|plaît|con|y|por|favor|una|com|e|um|uma|met|en|een|ma|mon"
)
_WITH = "with|at|mit|bei|beim|zum|zur|avec|chez|con|dal|dalla|col|com|no|na|met|bij|in"
_ARTICLES = "a|an|the|my|our|ein|eine|einen|den|dem|der|die|un|une|le|la|el|los|una|il|lo|um|uma|o|de|het|een"
_SOMETHING = regex.compile(
    r"^\W*(?i:(?:(?:please|can you|could you|would you|will you|bitte|kannst du|könntest du|peux-tu|tu peux|"
    r"pouvez-vous|"
    r"puedes|podrías|puoi|potresti|podes|pode|kun je|kan je|zou je)[\s,]+)*"
    r"(?:set|line|get|put|arrange|organi[sz]e|schedule|plan|book|mach\w*|plan\w*|organisier\w*|vereinbar\w*|"
    r"organise[rz]?|prévo\w+|planifie[rz]?|cale[rz]?|organiza\w*|prepara\w*|agenda\w*|programa\w*|organizz\w*|"
    r"fissa\w*|programma\w*|combina\w*|marca\w*|regel|plan|organiseer|zet)(?: up)?(?: mir| me| uns| us)?"
    r"(?: bitte| mal)? (?:something|etwas|was|quelque chose|un truc|algo|qualcosa|iets)(?: up)?\s+"
    r"(?:with|mit|avec|con|com|met)\s+)(?P<who>[^\W\d_a-zà-ÿ][\w.'-]*|\S+@\S+)"
    r"(?: aus| organisieren| vereinbaren| machen| planen| plannen| regelen| organiser| fissare| in)?[\s.?!]*$",
)
"""A meeting that has no better word: "can you set something up with Mira", "plan iets met Sanne"."""
_SHORT_WISH = 5  # words, without articles


def names_an_event(extraction: Extraction, text: str) -> bool:
    """Whether the message is nothing but an event without its time: "call with Bo", "Termin mit Petra"."""
    if extraction.when is not None:
        return False
    if _SOMETHING.match(text) is not None:
        return True
    if "?" in text:
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

"""The words of claims of all languages, ready to be looked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from threadline import regex
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.core.turns.claim_languages.dutch import DUTCH
from threadline.core.turns.claim_languages.english import ENGLISH
from threadline.core.turns.claim_languages.french import FRENCH
from threadline.core.turns.claim_languages.further import FURTHER
from threadline.core.turns.claim_languages.german import GERMAN
from threadline.core.turns.claim_languages.italian import ITALIAN
from threadline.core.turns.claim_languages.model import ClaimWords
from threadline.core.turns.claim_languages.portuguese import PORTUGUESE
from threadline.core.turns.claim_languages.spanish import SPANISH

_YOURS = (
    r"your|dein\w*|ihre?[mnrs]?|euer|eure\w*|votre|vos|ton|ta|tes|tus?|sus?|vuestr\w+|tuo[i]?|tua|tue|suo[i]?|sua|sue|"
    r"seus?|suas|teus?|tuas|je|jouw|uw"
)
_PLANS = (
    r"calendar|kalender|agenda|calendrier|calendario|calendário|to-?do[ -]list|task list|to-do-liste|aufgabenliste|"
    r"liste de tâches|lista de tareas|lista delle attività|lista de tarefas|takenlijst|reminder|erinnerung|rappel|"
    r"recordatorio|promemoria|lembrete|herinnering"
)
_MOVED_TO = (
    r"(?:moved|pushed|shifted|rescheduled|postponed) (?:back |forward )?to|(?:déplacée?s?|reportée?s?|"
    r"décalée?s?) (?:à|au)|"
    r"(?:movid|reprogramad|aplazad)[oa]s? (?:a|para)|(?:spostat|rinviat)[oaie] a(?:lle|l)?|"
    r"(?:movid|mudad|remarcad|adiad)[oa]s? para"
)
WORDS: Mapping[str, ClaimWords] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "nl": DUTCH,
    **FURTHER,
}


@dataclass(frozen=True, slots=True)
class ClaimPatterns:
    """The compiled patterns of one language, as `ClaimWords` says; `clauses` is what stands between two of them."""

    acts: re.Pattern[str]
    deeds: re.Pattern[str]
    states: re.Pattern[str]
    nots: re.Pattern[str]
    promises: re.Pattern[str]
    ifs: re.Pattern[str]
    reports: re.Pattern[str]
    clauses: re.Pattern[str]


def patterns() -> Mapping[str, ClaimPatterns]:
    """All languages: a model may answer in any, whatever it was asked for."""
    return {language: patterns_of(language) for language in WORDS}


@cache
def patterns_of(language: str) -> ClaimPatterns:
    """Those of one language, which `WORDS` has."""
    return _compiled(WORDS[language])


def concerns_calendar(sentence: str) -> bool:
    """Whether a sentence is about the reader's own plans or goes to somebody's address, whatever was talked of before.

    "I moved your 3pm to Friday" claims something also in answer to a greeting; "I moved the last paragraph" does not.
    """
    return _concerned().search(sentence) is not None


@cache
def _concerned() -> re.Pattern[str]:
    tables = (table for code in speech_languages() if (table := speech_words(code)))
    nouns = {*EVENT_NOUNS, *(noun for table in tables for noun in table.phrases("nouns"))}
    named = "|".join(re.escape(noun) for noun in sorted(nouns, key=lambda noun: (-len(noun), noun)))
    clock = r"\d{1,2}(?:[:.h]\d\d)?\s?(?:am|pm|uhr|uur|h)|\d{1,2}:\d\d"
    return regex.compile(
        rf"(?<!\w)(?:{_MOVED_TO})\s+(?:\w+\s+)?\d|(?<!\w)(?:auf|naar)\s+(?:{clock})(?!\w)|"
        rf"(?<!\w)(?:{_YOURS})\s+(?:[\w’'-]+\s+){{0,3}}?(?:{named}|{_PLANS}|{clock})(?!\w)|[\w.+-]+@[\w-]+\.\w",
        re.IGNORECASE,
    )


def _compiled(words: ClaimWords) -> ClaimPatterns:
    clauses = rf"[,;:，；：、—–]|\s-\s|\s(?:{words.joins})\s"
    sources = (words.acts, words.deeds, words.states, words.nots, words.promises, words.ifs, words.reports, clauses)
    return ClaimPatterns(*(regex.compile(source, re.IGNORECASE) for source in sources))

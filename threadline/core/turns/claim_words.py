"""The words of claims of all languages, ready to be looked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from threadline.core.turns.claim_languages.dutch import DUTCH
from threadline.core.turns.claim_languages.english import ENGLISH
from threadline.core.turns.claim_languages.french import FRENCH
from threadline.core.turns.claim_languages.further import FURTHER
from threadline.core.turns.claim_languages.german import GERMAN
from threadline.core.turns.claim_languages.italian import ITALIAN
from threadline.core.turns.claim_languages.model import ClaimWords
from threadline.core.turns.claim_languages.portuguese import PORTUGUESE
from threadline.core.turns.claim_languages.spanish import SPANISH

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
    clauses: re.Pattern[str]


def patterns() -> Mapping[str, ClaimPatterns]:
    """All languages: a model may answer in any, whatever it was asked for."""
    return {language: patterns_of(language) for language in WORDS}


@cache
def patterns_of(language: str) -> ClaimPatterns:
    """Those of one language, which `WORDS` has."""
    return _compiled(WORDS[language])


def _compiled(words: ClaimWords) -> ClaimPatterns:
    clauses = rf"[,;:，；：、—–]|\s-\s|\s(?:{words.joins})\s"
    sources = (words.acts, words.deeds, words.states, words.nots, words.promises, words.ifs, clauses)
    return ClaimPatterns(*(re.compile(source, re.IGNORECASE) for source in sources))

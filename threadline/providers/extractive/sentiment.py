"""The tone of a text: by the VADER lexicon in English, by tables of words in six further languages."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Protocol, cast

from threadline import regex
from threadline.providers.extractive.language import sentences, words
from threadline.providers.extractive.summary import shorten
from threadline.providers.extractive.tone_words import TONE_WORDS, ToneWords

_REACH = 3
"""Over how many words a negation reaches."""
_SPREAD = 15
"""What keeps a sum of weights between -1 and 1, as in VADER."""
_CLAUSE = regex.compile(r"[,;:]|(?<!\w)(?:aber|doch|mais|pero|sino|ma|però|mas|porém|maar)(?!\w)", re.IGNORECASE)
_TURNED, _STRONGER = -0.74, 1.3
_SENTENCES = 300
_SENTENCE_LIMIT = 500


class Analyzer(Protocol):
    """What is used of VADER."""

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Scores of one sentence; `compound` from -1 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Tone:
    """How a text sounds: `score` from -1 (negative) to 1, `label`, and the sentence that says it most."""

    label: str
    score: float
    evidence: str


@lru_cache(maxsize=1)
def _analyzer() -> Analyzer:
    # The package ships no types.
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # type: ignore[import-untyped]

    return cast("Analyzer", SentimentIntensityAnalyzer())


JUDGED = frozenset({"en", *TONE_WORDS})
"""The languages whose tone is judged."""


def tone(text: str, language: str = "en") -> Tone:
    """Judge a text in one of `JUDGED` sentence by sentence; VADER's work grows with the square of what it is given.

    A long text is judged by 300 sentences spread evenly over it.
    """
    found = [sentence.text[:_SENTENCE_LIMIT] for sentence in sentences(text)]
    step = max(1, len(found) // _SENTENCES)
    scores = [(score, sentence) for sentence in found[::step] for score in _scores(sentence, language)]
    coloured = [score for score, _ in scores if score]
    mean = sum(coloured) / len(coloured) if coloured else 0.0
    strongest = max(scores, key=lambda item: item[0] if mean >= 0 else -item[0])[1] if coloured else ""
    return Tone(_label(mean, coloured), mean, shorten(strongest, 200))


def _scores(sentence: str, language: str) -> list[float]:
    """The scores of a sentence; by a table of words those of its clauses: "ottimo, ma il servizio è pessimo"."""
    table = TONE_WORDS.get(language)
    if table is None:
        return [_analyzer().polarity_scores(sentence)["compound"]]
    return [_coloured(clause, table) for clause in _CLAUSE.split(sentence)]


def _coloured(sentence: str, table: ToneWords) -> float:
    """The weights of a clause's words, turned round by a negation before them and more behind a word that says so."""
    total, turned, stronger = 0.0, 0, False
    for word in (each.lower() for each in words(sentence)):
        if word in table.turning:
            turned = _REACH + 1
        weight = next((value for start, value in table.weights if _is_form(word, start)), 0.0)
        total += weight * (_TURNED if turned else 1) * (_STRONGER if stronger else 1)
        turned, stronger = max(turned - 1, 0), word in table.stronger
    return total / sqrt(total * total + _SPREAD)


def _is_form(word: str, start: str) -> bool:
    """Whether a word is one of the forms of a beginning; short ones stand for themselves alone."""
    return word == start or (len(start) > _SHORT and word.startswith(start))


_SHORT = 4


def _label(mean: float, coloured: list[float]) -> str:
    if coloured and min(coloured) < -0.3 and max(coloured) > 0.3 and abs(mean) < 0.3:
        return "mixed"
    # 0.05 is the bound that VADER's authors recommend.
    return "positive" if mean >= 0.05 else "negative" if mean <= -0.05 else "neutral"

"""The tone of a text, by the VADER lexicon (English words and emoji)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, cast

from threadline.providers.extractive.language import sentences
from threadline.providers.extractive.summary import shorten

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


def tone(text: str) -> Tone:
    """Judge a text sentence by sentence; VADER's work grows with the square of what it is given at once.

    A long text is judged by 300 sentences spread evenly over it.
    """
    found = [sentence.text[:_SENTENCE_LIMIT] for sentence in sentences(text)]
    step = max(1, len(found) // _SENTENCES)
    scores = [(_analyzer().polarity_scores(sentence)["compound"], sentence) for sentence in found[::step]]
    coloured = [score for score, _ in scores if score]
    mean = sum(coloured) / len(coloured) if coloured else 0.0
    strongest = max(scores, key=lambda item: item[0] if mean >= 0 else -item[0])[1] if coloured else ""
    return Tone(_label(mean, coloured), mean, shorten(strongest, 200))


def _label(mean: float, coloured: list[float]) -> str:
    if coloured and min(coloured) < -0.3 and max(coloured) > 0.3 and abs(mean) < 0.3:
        return "mixed"
    # 0.05 is the bound that VADER's authors recommend.
    return "positive" if mean >= 0.05 else "negative" if mean <= -0.05 else "neutral"

"""The sentences that say most about a text.

A sentence is worth the mean weight of its words, where a word weighs what share of the text its stem makes up (the
centroid method), a little more near the beginning, and less when what it says was already chosen.
"""

from collections import Counter
from collections.abc import Iterable

from threadline import regex
from threadline.providers.extractive.language import Sentence, Stems, sentences, stopwords, words

LONGEST = 5
SHORT_TEXT = 280
"""A text of at most this many characters is told in a sentence or two, without a list."""
_LINE_LIMIT = 400
_CANDIDATES = 400


_MAIL_HEAD = regex.compile(r"(?:^|(?<=\n\n))(?:(?:From|To|Cc|Date|Subject): [^\n]*\n){2,6}")
"""The lines above a mail that is handed on: its reader has them already."""


def summarise(text: str, language: str | None) -> str:
    """A list of the most telling sentences in their own order; of two sentences the text itself.

    At most `LONGEST` sentences of at most 400 characters, and always fewer than there are.
    """
    text = _MAIL_HEAD.sub("", text) or text
    found = sentences(text)
    if len(found) <= 2:
        return shorten(" ".join(sentence.text for sentence in found), LONGEST * _LINE_LIMIT)
    least = 1 if len(found) == 3 or len(text) <= SHORT_TEXT else 2
    chosen = choose(found, language, limit=min(LONGEST, max(least, round(len(found) * 0.3))))
    if len(text) <= SHORT_TEXT or len(chosen) == 1:
        return " ".join(shorten(sentence.text, _LINE_LIMIT) for sentence in chosen)
    return "\n".join(f"- {shorten(sentence.text, _LINE_LIMIT)}" for sentence in chosen)


def choose(found: list[Sentence], language: str | None, *, limit: int) -> list[Sentence]:
    """The `limit` most telling sentences, in the order of the text."""
    stems = Stems(language or "")
    bags = {sentence.position: _meaning(sentence.text, stems, language) for sentence in found}
    weight = Counter(stem for bag in bags.values() for stem in bag)
    worth = {sentence.position: _worth(sentence, bags[sentence.position], weight, len(found)) for sentence in found}
    candidates = sorted(found, key=lambda sentence: (-worth[sentence.position], sentence.position))[:_CANDIDATES]
    chosen: list[Sentence] = []
    while candidates and len(chosen) < limit:
        said = {stem for sentence in chosen for stem in bags[sentence.position]}
        best = max(candidates, key=lambda sentence: worth[sentence.position] * _news(bags[sentence.position], said))
        if chosen and bags[best.position] <= said:
            break
        candidates.remove(best)
        chosen.append(best)
    return sorted(chosen, key=lambda sentence: sentence.position)


def _meaning(text: str, stems: Stems, language: str | None) -> frozenset[str]:
    empty = stopwords(language) if language else frozenset()
    return frozenset(stems.of(word) for word in words(text) if word.lower() not in empty)


def _worth(sentence: Sentence, bag: Iterable[str], weight: Counter[str], total: int) -> float:
    stems = list(bag)
    if not stems:
        return 0.0
    # Dividing by at least 6 keeps two-word headings from winning; by at most 30 keeps run-on lines from losing.
    mean = sum(weight[stem] for stem in stems) / min(max(len(stems), 6), 30)
    return mean * (1.25 - 0.25 * sentence.position / total)


def _news(bag: frozenset[str], said: set[str]) -> float:
    """The share of a sentence that has not been said, so that repetitions are not chosen."""
    return 1 - len(bag & said) / len(bag) if bag else 0.0


def shorten(text: str, limit: int) -> str:
    """A text of at most `limit` characters, cut at a word where it has words."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return cut[: space if space > limit // 2 else limit - 1].rstrip() + "…"

"""Key phrases: runs of up to three meaning words, weighed by how often they come and in what company (RAKE)."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from threadline import regex
from threadline.providers.extractive.language import Stems, sentences, stopwords, words

_BREAK = regex.compile(r"[,;:()\[\]{}\"“”«»|/\n]|\s[–—-]\s|https?://\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+")
_LONGEST_PHRASE = 3


def keywords(text: str, language: str | None, *, limit: int = 8) -> list[str]:
    """The most telling phrases, best first, each in its most frequent spelling. Deterministic."""
    stems = Stems(language or "")
    spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    frequency: Counter[str] = Counter()
    company: Counter[str] = Counter()
    for phrase in _phrases(text, language):
        key = tuple(stems.of(word) for word in phrase)
        spellings[key][" ".join(phrase)] += 1
        frequency.update(key)
        company.update({stem: len(key) for stem in key})
    counts = {key: sum(found.values()) for key, found in spellings.items()}
    scores = {
        key: counts[key] * sum(company[stem] / frequency[stem] + frequency[stem] for stem in key) for key in counts
    }
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    return [spellings[key].most_common(1)[0][0] for key in _distinct(ranked, limit)]


def _phrases(text: str, language: str | None) -> Iterator[list[str]]:
    empty = stopwords(language) if language else frozenset()
    for sentence in sentences(text):
        for stretch in _BREAK.split(sentence.text):
            yield from _runs(words(stretch), empty)


def _runs(found: list[str], empty: frozenset[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in found:
        if len(word) < 2 or word.isdigit() or word.lower() in empty:
            if run:
                yield run
            run = []
        else:
            run.append(word)
        if len(run) == _LONGEST_PHRASE:
            yield run
            run = []
    if run:
        yield run


def _distinct(ranked: list[tuple[str, ...]], limit: int) -> list[tuple[str, ...]]:
    """The best phrases, without those that only repeat words of a better one."""
    chosen: list[tuple[str, ...]] = []
    said: set[str] = set()
    for key in ranked:
        if not said.issuperset(key):
            chosen.append(key)
            said.update(key)
        if len(chosen) == limit:
            break
    return chosen

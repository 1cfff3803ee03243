"""Sentences, words, stems and a guess of the language: what all answers without a model are made of."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, cast

from threadline import regex

READ_LIMIT = 120_000
"""Characters of a text that are read (about fifty pages, well under a second); the answer says when there was more."""

_LINE_MARK = regex.compile(r"^\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+|#{1,6}\s+|(?:>\s?)+)+")
_SENTENCE_END = regex.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])")
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mrs?|Ms|Dr|Prof|Sr|Jr|St|No|Nr|vs|etc|ca|approx|e\.g|i\.e|z\.B|d\.h|bzw|usw|M|Mme)\.$"
)
_LONGEST_WORD = 60  # longer runs of letters are no words, and stemmers take the square of their length
_ORDINAL = regex.compile(r"(?:^|\s)\d{1,2}\.$")
"""“2. Dezember” goes on, as most languages of Europe write days."""
_WORD = regex.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_NO_SPACES = regex.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1780-\u17ff\U00020000-\U0003134f]")

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip

NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "hu": "Hungarian", "it": "Italian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip
"""Languages that `guess_language` knows, with their English names."""


class Stemmer(Protocol):
    """What is used of a snowball stemmer."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
        """The stem of one lower-case word."""
        ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list line, its marker stripped; `position` counts from 0."""

    text: str
    position: int


def sentences(text: str) -> list[Sentence]:
    """Split a text at sentence ends and line ends; a wrapped paragraph is joined first, list lines stay apart."""
    found: list[Sentence] = []
    for block in _blocks(text):
        found += [Sentence(part, len(found) + at) for at, part in enumerate(filter(None, _parts(block)))]
    return found


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs with their wrapped lines joined, and list lines on their own."""
    open_lines: list[str] = []
    for line in text.splitlines():
        bare = _LINE_MARK.sub("", line).strip()
        if open_lines and (not bare or bare != line.strip()):
            yield " ".join(open_lines)
            open_lines = []
        if bare:
            open_lines.append(bare)
    if open_lines:
        yield " ".join(open_lines)


def _parts(block: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(block):
        candidate = block[start : end.end()].strip()
        if candidate and not _ABBREVIATION.search(candidate[-8:]) and not _ORDINAL.search(candidate[-4:]):
            yield candidate
            start = end.end()
    yield block[start:].strip()


def words(text: str) -> list[str]:
    """The words of a text in their own spelling; scripts without spaces give overlapping pairs of characters."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if _NO_SPACES.search(word) and len(word) > 2:
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        elif len(word) <= _LONGEST_WORD:
            found.append(word)
    return found


def spaceless(text: str) -> bool:
    """Whether at least half of a text's letters are of scripts that do not separate words."""
    joined = len(_NO_SPACES.findall(text))
    return joined > 0 and joined * 2 >= sum(character.isalpha() for character in text)


@lru_cache(maxsize=64)
def stopwords(language: str) -> frozenset[str]:
    """Words that carry no meaning in a language (ISO 639-1); empty for a language without a list."""
    import stopwordsiso

    return frozenset(stopwordsiso.stopwords(language)) if stopwordsiso.has_lang(language) else frozenset()


def stemmer(language: str) -> Stemmer | None:
    """A stemmer of a language, or None where there is none. It keeps state, so threads must not share one."""
    import snowballstemmer  # type: ignore[import-untyped]  # ships no types

    name = _SNOWBALL.get(language)
    return cast("Stemmer", snowballstemmer.stemmer(name)) if name else None


class Stems:
    """Stems of one text's words, each word stemmed once."""

    def __init__(self, language: str) -> None:
        self._stemmer = stemmer(language)
        self._known: dict[str, str] = {}

    def of(self, word: str) -> str:
        """The stem of a word, or its lower-case form in a language without a stemmer."""
        lower = word.lower()
        if lower not in self._known:
            self._known[lower] = self._stemmer.stemWord(lower) if self._stemmer else lower
        return self._known[lower]


def guess_language(text: str) -> str | None:
    """The language whose function words cover most of the text, or None where that says nothing.

    The lists differ in length (German has 620 entries, English 1,298), so only words of at most four letters count: the
    articles and pronouns that every list has.
    """
    counts = Counter(word for word in (found.lower() for found in words(text[:20_000])) if len(word) <= 4)
    scores = {code: sum(count for word, count in counts.items() if word in stopwords(code)) for code in NAMES}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= 2 else None

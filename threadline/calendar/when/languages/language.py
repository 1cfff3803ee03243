"""What a language room holds: words and phrases by category, and rules that only this language needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from threadline import regex
from threadline.calendar.when.folding import fold
from threadline.calendar.when.grammar import CATEGORIES, Level, Node

Entry = tuple[str, Any]
"""A category character with the value of the word."""

# The lexer takes more than two letters behind an apostrophe for a word of their own.
_APOSTROPHE = regex.compile(r"(?:^|(?<=\s))['’]|['’](?=[^\W\d_]{3})")
_MOST_SUFFIXES = 3


@dataclass(slots=True)
class Language:
    """The words of one language.

    `words` are looked up in small letters; `capitals` as written; `glued` only right behind a digit ("3h"); `phrases`
    are sequences of words. `compose` joins number words before the rules run. `levels` come before the common ones.
    `spaced` is False for scripts without blanks between words: there `silent` words are passed over, `bracketed` ones
    count only in brackets, and runs of `numerals` are numbers. `tails` come behind the common levels.

    `folds` puts letters for letters in text and words alike (accents away). `suffixes` and `prefixes` are cut from
    words that are not known as they stand; an entry of None is passed over, `stems` are the categories that they may
    grow to (any when empty). `dotted` are abbreviations that may carry a dot.
    """

    code: str
    words: dict[str, Entry] = field(default_factory=dict)
    capitals: dict[str, Entry] = field(default_factory=dict)
    glued: dict[str, Entry] = field(default_factory=dict)
    phrases: dict[str, dict[tuple[str, ...], Entry]] = field(default_factory=dict)
    spellings: frozenset[str] = frozenset()
    day_first: bool = False
    spaced: bool = True
    compose: Callable[[list[Node]], list[Node]] | None = None
    levels: list[Level] = field(default_factory=list)
    tails: list[Level] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    bracketed: dict[str, Entry] = field(default_factory=dict)
    numerals: str = ""
    folds: dict[int, str] = field(default_factory=dict)
    suffixes: dict[str, Entry | None] = field(default_factory=dict)
    prefixes: dict[str, Entry | None] = field(default_factory=dict)
    stems: frozenset[str] = frozenset()
    dotted: set[str] = field(default_factory=set)

    def folded(self, words: str) -> str:
        """Words as they are matched: folded, in small letters."""
        return fold(words).text.translate(self.folds).lower()

    def add(self, category: str, words: Mapping[str, Any] | str, value: Any = None) -> None:
        """Add words of a category: a mapping to values, or blank-separated words that share one value."""
        char = CATEGORIES.char(category)
        pairs = words.items() if isinstance(words, Mapping) else [(word, value) for word in words.split()]
        for word, meaning in pairs:
            self.words[self.folded(word)] = (char, meaning)

    def add_phrase(self, category: str, phrases: str, value: Any = None) -> None:
        """Add phrases, separated by `|`, that stand for one node."""
        char = CATEGORIES.char(category)
        for phrase in phrases.split("|"):
            words = tuple(_APOSTROPHE.sub(" ", self.folded(phrase)).replace("-", " - ").split())
            if len(words) == 1:
                self.words[words[0]] = (char, value)
            else:
                self.phrases.setdefault(words[0], {})[words[1:]] = (char, value)

    def add_glued(self, category: str, words: Mapping[str, Any] | str, value: Any = None) -> None:
        """Add endings that count only right behind a digit."""
        char = CATEGORIES.char(category)
        pairs = words.items() if isinstance(words, Mapping) else [(word, value) for word in words.split()]
        for word, meaning in pairs:
            self.glued[word] = (char, meaning)

    def parts(self, word: str) -> list[tuple[int, Entry | None]] | None:
        """A word cut into a known one with its prefix and suffixes, as (length, entry); None when it cannot be cut."""
        for prefix in (*self.prefixes, ""):
            if not word.startswith(prefix):
                continue
            rest = word[len(prefix) :]
            cut = self._suffixed(rest, _MOST_SUFFIXES)
            if cut is not None and (prefix or len(cut) > 1):
                return [(len(prefix), self.prefixes[prefix]), *cut] if prefix else cut
        return None

    def _suffixed(self, word: str, left: int) -> list[tuple[int, Entry | None]] | None:
        if (entry := self.words.get(word)) is not None:
            fits = left == _MOST_SUFFIXES or not self.stems or entry[0] in self.stems
            return [(len(word), entry)] if fits else None
        if not left:
            return None
        for suffix, entry in self.suffixes.items():
            if len(word) > len(suffix) and word.endswith(suffix):
                stem = self._suffixed(word[: -len(suffix)], left - 1)
                if stem is not None:
                    return [*stem, (len(suffix), entry)]
        return None

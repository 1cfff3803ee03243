"""What a language room holds: words and phrases by category, and rules that only this language needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from threadline.calendar.when.grammar import CATEGORIES, Level, Node

Entry = tuple[str, Any]
"""A category character with the value of the word."""


@dataclass(slots=True)
class Language:
    """The words of one language.

    `words` are looked up in small letters; `capitals` as written; `glued` only right behind a digit ("3h"); `phrases`
    are sequences of words. `compose` joins number words before the rules run. `levels` come before the common ones.
    `spaced` is False for scripts without blanks between words: there `silent` words are passed over, `bracketed` ones
    count only in brackets, and runs of `numerals` are numbers. `tails` come behind the common levels.
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

    def add(self, category: str, words: Mapping[str, Any] | str, value: Any = None) -> None:
        """Add words of a category: a mapping to values, or blank-separated words that share one value."""
        char = CATEGORIES.char(category)
        pairs = words.items() if isinstance(words, Mapping) else [(word, value) for word in words.split()]
        for word, meaning in pairs:
            self.words[word] = (char, meaning)

    def add_phrase(self, category: str, phrases: str, value: Any = None) -> None:
        """Add phrases, separated by `|`, that stand for one node."""
        char = CATEGORIES.char(category)
        for phrase in phrases.split("|"):
            words = tuple(phrase.replace("-", " - ").split())
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

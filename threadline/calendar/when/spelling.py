"""Typos of weekdays and months: one letter dropped, doubled, swapped or wrong."""

from __future__ import annotations

from functools import lru_cache

_SHORTEST, _LONGEST = 6, 12
# Words of their own that stand one letter away from a weekday or a month.
_REAL_WORDS = frozenset(
    [
        "sundry",
        "sundae",
        "sundaes",
        "midday",
        "payday",
        "heyday",
        "someday",
        "workday",
        "birthday",
        "holiday",
        "everyday",
    ]
)


@lru_cache(maxsize=32)
def _neighbours(names: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(names):
        for form in (name, *_shortened(name)):
            found.setdefault(form, name)
    return found


def _shortened(word: str) -> list[str]:
    return [word[:index] + word[index + 1 :] for index in range(len(word))]


def corrected(word: str, names: frozenset[str]) -> str | None:
    """The name in `names` that `word` misspells by one letter, or None. Only words of
    six to twelve letters are looked at."""
    if not _SHORTEST <= len(word) <= _LONGEST or word in _REAL_WORDS or not names:
        return None
    near = _neighbours(names)
    if word in near:
        return near[word]
    for form in _shortened(word):
        name = near.get(form)
        if name is not None and name[0] == word[0] and abs(len(name) - len(word)) <= 1:
            return name
    return None

"""The words by which people change an event that there is: one table per language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One language: what stands for each change, as alternatives of a regular expression.

    `to` leads to the new time, place or name; `later` and `earlier` follow an amount of time. Patterns match
    case-insensitively at the beginning of a clause, or at its end where the verb stands last (`final`). `it` are words
    that point to the event at hand; they may be part of the verb ("verschiebe es", "déplace-le", "muévelo"). `filler`
    may be left over without meaning anything, `mark` stands between what is changed and what becomes of it. Where
    `spaced` is False no blanks part the words.
    """

    language: str
    move: str
    cancel: str
    add: str
    remove: str
    rename: str
    make: str
    lengthen: str
    shorten: str
    to: str
    by: str
    later: str
    earlier: str
    it: str
    instead: str
    one: str
    every: str
    once: str
    polite: str
    filler: str = ""
    mark: str = ""
    final: bool = False
    spaced: bool = True

"""The check of what a model quotes: words that are not in the text are refused, and the grammar computes the time.

A model may say which words carry the title, the time, the people and the place. It may also claim an instant; the claim
never counts, but where it differs from what the words say, both are shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.when import Kind, Policy, When, resolve

_LONGEST_QUOTE = 300
_BLANKS = regex.compile(r"\s+")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_TOLERANCE_SECONDS = 60


class Quoted(Protocol):
    """What a model hands over: exact words of the text, slot by slot; a dataclass or a pydantic model fits."""

    @property
    def title(self) -> str | None:
        """The words that name the event."""

    @property
    def when(self) -> Sequence[str]:
        """The words that carry date, time, length and recurrence."""

    @property
    def people(self) -> Sequence[str]:
        """The words that name who takes part."""

    @property
    def place(self) -> str | None:
        """The words that say where."""

    @property
    def claimed_start(self) -> datetime | None:
        """The instant the model believes in, if it said one."""


class Slot(StrEnum):
    """The parts of an event that are quoted."""

    TITLE = "title"
    WHEN = "when"
    PEOPLE = "people"
    PLACE = "place"


class RefusalReason(StrEnum):
    """Why a quote does not count."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_IN_TEXT = "not_in_text"
    NOT_A_TIME = "not_a_time"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One quote that was refused."""

    slot: Slot
    quote: str
    reason: RefusalReason


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The model claims one instant, the quoted words say another; `computed` is None when they say no instant."""

    claimed: datetime
    computed: datetime | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What stands after the check; every value has its place in the text."""

    title: Evidence | None
    when: When | None
    when_evidence: tuple[Evidence, ...]
    people: tuple[Evidence, ...]
    place: Evidence | None
    refusals: tuple[Refusal, ...]
    disagreement: Disagreement | None

    @property
    def sound(self) -> bool:
        """True when nothing was refused and the claim, if any, agrees."""
        return not self.refusals and self.disagreement is None


def verify_quotes(
    text: str,
    quoted: Quoted,
    reference: datetime,
    *,
    zone: ZoneInfo | None = None,
    policy: Policy | None = None,
    language: str | None = None,
) -> Verified:
    """Check what a model quoted from `text`, said at the aware `reference`.

    Blanks, letter case and the form of quotes and dashes may differ; words may not. Raises ValueError for a naive
    reference or an unknown language.
    """
    refusals: list[Refusal] = []
    page = _Page(text)
    title = page.find(Slot.TITLE, quoted.title, refusals)
    place = page.find(Slot.PLACE, quoted.place, refusals)
    people = tuple(one for name in quoted.people if (one := page.find(Slot.PEOPLE, name, refusals)))
    words = tuple(one for quote in quoted.when if (one := page.find(Slot.WHEN, quote, refusals)))
    when = _time_of(text, words, reference, zone, policy, language)
    if words and when is None:
        refusals.extend(Refusal(Slot.WHEN, word.value, RefusalReason.NOT_A_TIME) for word in words)
    return Verified(
        title, when, words, people, place, tuple(refusals), _disagreement(quoted.claimed_start, when, reference)
    )


def find_quote(text: str, quote: str) -> Evidence | None:
    """Where words stand in a text, as `verify_quotes` looks for them; None where they do not."""
    return (_short_page(text) if len(text) <= _SHORT else _Page(text)).find(Slot.WHEN, quote, [])


_SHORT = 4_000


@lru_cache(maxsize=64)
def _short_page(text: str) -> _Page:
    """The page of a message: in one turn its words are quoted again and again."""
    return _Page(text)


class _Page:
    """A text in which quotes are found whatever their blanks and case; offsets lead back to the original."""

    def __init__(self, text: str) -> None:
        self._text = text
        letters: list[str] = []
        self._offsets: list[int] = []
        for match in re.finditer(r"\s+|\S", text):
            folded = " " if match.group().isspace() else match.group().translate(_SAME).lower()
            letters.append(folded)
            self._offsets.extend([match.start()] * len(folded))
        self._offsets.append(len(text))
        self._folded = "".join(letters)

    def find(self, slot: Slot, quote: str | None, refusals: list[Refusal]) -> Evidence | None:
        """The quote's place in the text; without one the refusal is noted. No quote at all is no fault."""
        if quote is None:
            return None
        wanted = _BLANKS.sub(" ", quote.translate(_SAME)).strip().lower()
        reason = None
        first = -1
        if not wanted:
            reason = RefusalReason.EMPTY
        elif len(wanted) > _LONGEST_QUOTE:
            reason = RefusalReason.TOO_LONG
        else:
            first = self._whole_words(wanted)
            reason = RefusalReason.NOT_IN_TEXT if first < 0 else None
        if reason is not None:
            refusals.append(Refusal(slot, quote, reason))
            return None
        start, end = self._offsets[first], self._offsets[first + len(wanted) - 1] + 1
        return Evidence(self._text[start:end], (start, end))

    def _whole_words(self, wanted: str) -> int:
        """Where `wanted` stands as whole words, or -1: "an" is no quote of "Ana"."""
        first = self._folded.find(wanted)
        while first >= 0:
            last = first + len(wanted)
            before, after = self._folded[first - 1 : first], self._folded[last : last + 1]
            if not (before.isalnum() and wanted[0].isalnum()) and not (after.isalnum() and wanted[-1].isalnum()):
                return first
            first = self._folded.find(wanted, first + 1)
        return -1


def _time_of(
    text: str,
    words: tuple[Evidence, ...],
    reference: datetime,
    zone: ZoneInfo | None,
    policy: Policy | None,
    language: str | None,
) -> When | None:
    """The reading of the text that lies in the quoted words, else what the words say by themselves."""
    if not words:
        return None
    readings = resolve(text, reference, zone=zone, policy=policy, language=language)
    inside = [when for when in readings if when.kind is not Kind.DURATION and _covers(words, when)]
    if inside:
        return inside[0]
    alone = resolve(" ".join(word.value for word in words), reference, zone=zone, policy=policy, language=language)
    return alone[0] if alone else None


def _covers(words: tuple[Evidence, ...], when: When) -> bool:
    return all(any(word.span[0] <= first and last <= word.span[1] for word in words) for first, last in when.pieces)


def _disagreement(claimed: datetime | None, when: When | None, reference: datetime) -> Disagreement | None:
    if claimed is None:
        return None
    if claimed.tzinfo is None:
        claimed = claimed.replace(tzinfo=when.start.tzinfo if when and when.start else reference.tzinfo)
    computed = (when.start or when.end) if when else None
    if computed is None:
        return Disagreement(claimed, None, "The quoted words name no time, yet one was claimed.")
    if when is not None and when.all_day and claimed.astimezone(computed.tzinfo).date() == computed.date():
        return None
    if abs((claimed - computed).total_seconds()) < _TOLERANCE_SECONDS:
        return None
    sentence = f"The words say {computed:%Y-%m-%d %H:%M %Z}, the model claimed {claimed:%Y-%m-%d %H:%M %Z}."
    return Disagreement(claimed, computed, sentence)

"""Stretches of a text that are asked again and again whether another lies on one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

Span = tuple[int, int]


class Stretches:
    """Any stretches, sorted once; a question costs the logarithm of their number."""

    __slots__ = ("_begins", "_reach")

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._begins = [begin for begin, _ in ordered]
        # How far the stretches up to each one reach: that one begins before a place says nothing of those before it.
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touches(self, first: int, last: int) -> bool:
        """Whether one of them shares a character with the stretch from `first` to `last`."""
        before = bisect_left(self._begins, last)
        return before > 0 and self._reach[before - 1] > first

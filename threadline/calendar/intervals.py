"""Sets of time as sorted, disjoint, half-open intervals of whole seconds since 1970 (UTC)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Interval = tuple[int, int]


class Intervals:
    """A set of moments. Immutable. Intervals that overlap or touch become one, empty ones none."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, intervals: Iterable[Interval] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(intervals):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def pairs(self) -> list[Interval]:
        """The intervals, in order."""
        return list(zip(self._starts, self._ends, strict=True))

    def without(self, other: "Intervals") -> "Intervals":
        """What is in this set and not in the other."""
        if not self._starts:
            return self
        gaps, start = [], self._starts[0]
        for other_start, other_end in other.pairs():
            gaps.append((start, other_start))
            start = max(start, other_end)
        gaps.append((start, self._ends[-1]))
        return self.within(Intervals(gaps))

    def within(self, other: "Intervals") -> "Intervals":
        """What is in both sets."""
        mine, theirs = self.pairs(), other.pairs()
        common, i, j = [], 0, 0
        while i < len(mine) and j < len(theirs):
            common.append((max(mine[i][0], theirs[j][0]), min(mine[i][1], theirs[j][1])))
            if mine[i][1] < theirs[j][1]:
                i += 1
            else:
                j += 1
        return Intervals(common)

    def holds(self, start: int, end: int) -> bool:
        """Whether all of `start` ≤ … < `end` is in the set."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._ends[index]

    def touches(self, start: int, end: int) -> bool:
        """Whether anything of `start` ≤ … < `end` is in the set."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._ends[index] > start

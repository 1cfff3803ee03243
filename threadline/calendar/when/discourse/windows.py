"""Two limits make one window: "after 2 but before 5", "nicht vor 9 und nicht nach 11"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.folding import fold
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.ranges import At, Between, Deadline, Since
from threadline.calendar.when.model import Role

_HINDI = "|".join(fold(word).text for word in ("और", "लेकिन", "मगर", "पर"))
_JOIN = regex.compile(
    r"\s*[,、，]?\s*(?:(?:and|but|yet|also|und|aber|jedoch|et|mais|y|e|pero|ma|però|mas|en|maar|i|ale|och|men|og|ve|ama|"
    r"fakat|и|но|а|але|та|й|و|لكن|ولكن|"
    + _HINDI
    + r")\s+|但|并且|그리고|하지만|でも)?(?:then |also |still |must be |it's |be )?",
    re.IGNORECASE,
)


def with_windows(found: list[Found], text: str) -> list[Found]:
    """The finds with a limit from below and one from above, joined by no more than "and" or "but", as one."""
    kept: list[Found] = []
    for item in found:
        if kept and (met := _met(kept[-1], item, text)) is not None:
            kept[-1] = met
        else:
            kept.append(item)
    return kept


def _met(first: Found, second: Found, text: str) -> Found | None:
    if {first.role, second.role} != {Role.WANTED} or not _JOIN.fullmatch(text, first.end, second.start):
        return None
    below, above = (first.value, second.value) if isinstance(first.value, Since) else (second.value, first.value)
    if not isinstance(below, Since) or not isinstance(above, Deadline) or below.behind:
        return None
    value = _window(below, above)
    return Found(value, first.pieces + second.pieces, first.role, first.also + second.also) if value else None


def _window(below: Since, above: Deadline) -> Any:
    """What lies between the limits, on the day that either was said with; None when they do not go together."""
    first, last = _timed(below.limit), _timed(above.limit)
    if first is not None and last is not None:
        (day, start), (other, end) = first, last
        if day is not None and other is not None and day != other:
            return Between(At(day, start), At(other, end), window=True)
        hours = ClockRange(start, end, window=True)
        return hours if day is None and other is None else At(day or other, hours)
    if first is not None or last is not None or not (_is_plain(below.limit) and _is_plain(above.limit)):
        return None
    return Between(below.limit, above.limit, window=True, beyond=(below.past_it, not above.inclusive))


def _timed(limit: Any) -> tuple[Any, Clock] | None:
    """The day, if any, and the clock of a limit; None when it is no clock."""
    if isinstance(limit, Clock):
        return None, limit
    if isinstance(limit, At) and isinstance(limit.time, Clock):
        clock = limit.time
        if limit.part is not None and clock.ambiguous:
            clock = replace(clock, half="am" if limit.part.name == "morning" else "pm")
        return limit.day, clock
    return None


def _is_plain(limit: Any) -> bool:
    return getattr(limit, "category", "") == "date" and not isinstance(limit, At)

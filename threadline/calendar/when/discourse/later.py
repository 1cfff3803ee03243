"""Times that are counted from the one before: "lunch at 12, and a walk 2 hours after that"."""

from __future__ import annotations

import re
from dataclasses import replace

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.meaning.amounts import Amount, Away
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.scene import Predicate

_POINTING = regex.compile(
    r"\s+(?:(?P<after>(?:after|from|later than|following)|danach|darauf|plus tard|después|dopo|depois|daarna)"
    r"|(?P<before>before|prior to|davor|avant|antes|prima|ervoor))"
    r"(?P<that>\s+(?:that|this|then|it|the (?:first|other|last) one|cela|ça|eso|questo|isso|dat))?\b(?!\s+[\w\d])",
    re.IGNORECASE,
)
_WHOLE = frozenset(["danach", "darauf", "davor", "daarna", "ervoor"])


def with_later(found: list[Found], text: str) -> list[Found]:
    """The finds in which a length before "after that" is the time so much later than the last one; else it is none."""
    given: list[Found] = []
    base: Predicate | None = None
    for item in found:
        pointing = _POINTING.match(text, item.end) if isinstance(item.value, Amount) else None
        if pointing is not None and (pointing["that"] or pointing.group().strip().lower() in _WHOLE):
            if base is not None:
                value = Away(item.value, 1 if pointing["after"] else -1, base)
                given.append(replace(item, value=value, pieces=((item.start, pointing.end()),)))
            continue
        base = _moment(item) or base
        given.append(item)
    return given


def _moment(item: Found) -> Predicate | None:
    """The time that others can be counted from."""
    value = item.value
    if isinstance(value, Between):
        value = value.last
    return value if isinstance(value, At) or getattr(value, "category", "") in {"date", "moment", "clock"} else None

"""Numbers that only what is said of them makes hours: "Friday? 2 would be ideal", "4 works, tomorrow"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadline.calendar.when.discourse.found import Found, day_of
from threadline.calendar.when.rules.digits import bare_clock

_FITS = re.compile(
    r" (?:works?|suits|(?:would|could|might|will) (?:work|suit|do|be (?:best|ideal|good|great|better|perfect|fine|"
    r"ok(?:ay)?|easier))|(?:is|sounds) (?:best|ideal|good|great|better|perfect|fine|ok(?:ay)?|easier))\b"
    r"(?! (?:than|as|on|in|of|at)\b)"
)
_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_HOURS = {word: hour for hour, name in enumerate(_NAMES.split(), start=1) for word in (name, name.title(), str(hour))}
_LONGEST = 6
_COUNTED_BEFORE = re.compile(
    r"\b(?:option|plan|room|version|number|no|team|group|choice|slot|door|table|part|chapter|page|step|phase|level|"
    r"score|line|bus|gate|platform|just|only|least|most|than|of|these|those|all|other|my|your|our|the|this|that|which|"
    r"any|each|every|no|either)\.?\s*$",
    re.IGNORECASE,
)


def with_fitting_hours(found: list[Found], text: str) -> list[Found]:
    """The finds with such hours among them, where a day stands in the text that they can be on."""
    if not any(day_of(item.value) is not None for item in found):
        return found
    hours = list(_hours(found, text))
    return sorted((*found, *hours), key=lambda item: item.start) if hours else found


def _hours(found: list[Found], text: str) -> Iterator[Found]:
    for match in _FITS.finditer(text):
        last = match.start()
        said = text[max(0, last - _LONGEST - 1) : last].split()[-1:]
        hour = _HOURS.get(said[0]) if said else None
        if hour is None:
            continue
        first = last - len(said[0])
        taken = any(item.start < last and first < item.end for item in found)
        if not taken and not _COUNTED_BEFORE.search(text[max(0, first - 16) : first]):
            yield Found(bare_clock(hour), ((first, last),))

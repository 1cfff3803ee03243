"""The times of a text as the classifier sees them: their sort, not their words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from threadline.calendar.acts.model import Mark
from threadline.calendar.when import Grain, Kind, When

_LONG_AGO = timedelta(days=400)
_SORTS = {Kind.DURATION: "length", Kind.RECURRING: "series", Kind.DEADLINE: "until", Kind.SINCE: "since"}


def time_marks(whens: Iterable[When], reference: datetime) -> tuple[Mark, ...]:
    """The marks of all times in the order of the text, where two overlap the first. `reference` is when it was said."""
    found = sorted(
        (first, last, _sort(when, reference), when.role.brings, _is_gone(when, reference))
        for when in whens
        for first, last in when.pieces or (when.span,)
    )
    marks: list[Mark] = []
    for first, last, sort, brings, gone in found:
        if not marks or first >= marks[-1].end:
            marks.append(Mark(first, last, sort, brings, gone))
    return tuple(marks)


def _sort(when: When, reference: datetime) -> str:
    sort = _SORTS.get(when.kind) or _placed(when)
    over = when.end or when.start
    return f"past {sort}" if over is not None and over <= reference and when.kind is not Kind.DURATION else sort


def _is_gone(when: When, reference: datetime) -> bool:
    """Whether a time lies before the day on which it is said; old mail is read as if it were new."""
    over = when.end or when.start
    today = reference.replace(hour=0, minute=0, second=0, microsecond=0)
    if over is None or when.rrule is not None or when.kind is Kind.DURATION:
        return False
    return today - _LONG_AGO < over <= today


def _placed(when: When) -> str:
    if when.all_day:
        return "day" if when.grain is Grain.DAY else "period"
    return "clock" if when.end is None else "hours"

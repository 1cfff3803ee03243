"""Occurrences that were deleted by themselves: Google keeps each beside its series, which does not name them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.google.resource import draft_of, port_id
from threadline.calendar.recurrence import occurrence_at, split_id


def deleted_dates(series: Mapping[str, Any], items: Iterable[Mapping[str, Any]], home: str) -> dict[datetime, str]:
    """The starts (UTC) of those that the series would have, with their ids; `home` is the calendar's zone."""
    draft, found = replace(draft_of(series, home), excluded=()), {}
    for one in items:
        if one.get("recurringEventId") == series["id"] and one.get("status") == "cancelled":
            start = split_id(port_id(one, home))[1]
            if start is not None and occurrence_at(draft, start) is not None:
                found[start] = str(one["id"])
    return found


def brought_back(gone: Mapping[datetime, str], draft: EventDraft) -> list[str]:
    """The ids of those that the draft does not leave out any more."""
    left_out = {moment.astimezone(UTC) for moment in draft.excluded}
    return [native for start, native in gone.items() if start not in left_out]


def without_dates(draft: EventDraft, gone: Collection[datetime]) -> EventDraft:
    """The draft with those starts (UTC) among what it leaves out."""
    left_out = {moment.astimezone(UTC) for moment in draft.excluded}
    more = (moment.astimezone(ZoneInfo(draft.zone)) for moment in gone if moment not in left_out)
    return replace(draft, excluded=tuple(sorted((*draft.excluded, *more))))


def with_dates(draft: EventDraft, gone: Collection[datetime]) -> EventDraft:
    """The draft without those starts (UTC) among what it leaves out: they are deleted by themselves already."""
    return replace(draft, excluded=tuple(each for each in draft.excluded if each.astimezone(UTC) not in gone))

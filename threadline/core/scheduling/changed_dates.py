"""Dates of a series that were changed by themselves, when all of it, or what follows, is moved or cancelled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from threadline.calendar.event import EventDraft
from threadline.calendar.recurrence import as_utc, split_id
from threadline.core.calendars.agenda import Located
from threadline.core.channels.formatting import and_list, when_label
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Target
from threadline.core.scheduling.event_resolution import EventResolver
from threadline.texts.messages import ngettext

_MOST_NAMED = 4
_LOOKED_BACK = timedelta(days=31)


async def lost_dates(
    resolver: EventResolver, person: Person, target: Target, split: datetime | None, now: datetime
) -> Sequence[Located]:
    """Those that would not stay as they are if all of a series, or what follows from `split` on, moves."""
    if target.before.rrule is None:
        return ()
    if split is None and await resolver.keeps_changed_dates(person, target):
        return ()
    return await resolver.changed_dates(person, target, split or max(target.before.start, now - _LOOKED_BACK))


def leaving_out(series: EventDraft, changed: Sequence[Located]) -> EventDraft:
    """The series without the dates, which are dealt with as events of their own."""
    known = {as_utc(each) for each in series.excluded}
    originals = (split_id(each.event.id)[1] for each in changed)
    more = [start.astimezone(series.start.tzinfo) for start in originals if start is not None and start not in known]
    return replace(series, excluded=tuple(sorted((*series.excluded, *more))))


def taking_in(series: EventDraft, changed: Sequence[Located]) -> EventDraft:
    """The series with the dates among those that its rule says, where they were left out because they differ."""
    originals = {split_id(each.event.id)[1] for each in changed}
    return replace(series, excluded=tuple(each for each in series.excluded if as_utc(each) not in originals))


def same_times(one: EventDraft, other: EventDraft) -> bool:
    """Whether two series take place at the same times."""
    return (one.start, one.end, one.zone, one.rrule) == (other.start, other.end, other.zone, other.rrule)


def dates_lost(changed: Sequence[Located], zone: str) -> tuple[str, ...]:
    """What is said on the card of dates that become like the others; nothing where there are none."""
    if not changed:
        return ()
    named = [when_label(each.event.draft, zone) for each in changed[:_MOST_NAMED]]
    more = ["…"] if len(changed) > _MOST_NAMED else []
    text = ngettext(
        "{count} date was changed on its own and becomes like the others, even if you undo this: {dates}.",
        "{count} dates were changed on their own and become like the others, even if you undo this: {dates}.",
        len(changed),
        dates=and_list([*named, *more]),
    )
    return (text,)

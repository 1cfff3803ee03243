"""What differs between two states of an event: what was wanted, what has become of it."""

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.calendar.recurrence import occurrences, series_end
from threadline.calendar.rrule_text import parse_rule

_PLAIN = (
    "title",
    "location",
    "description",
    "rrule",
    "private",
    "transparent",
    "tentative",
    "meeting_link",
    "reminders",
)


_DAY = timedelta(days=1)
_EXTENT = ("start", "end", "zone", "all_day")


def person_key(attendee: Attendee) -> str:
    """By what an attendee is known again: the address in lower case, or the name where there is none."""
    return (attendee.email or attendee.name).lower()


def same_time(one: EventDraft, other: EventDraft) -> bool:
    """Whether both are at the same time, whatever zone it was said in."""
    return (one.start, one.end, one.all_day) == (other.start, other.end, other.all_day)


def same_booking(made: EventDraft, wanted: EventDraft) -> bool:
    """Whether a calendar has what was wanted, in what no calendar writes differently."""
    return made.title == wanted.title and same_time(made, wanted)


def same_but_for_answers(one: EventDraft, other: EventDraft) -> bool:
    """Whether nothing is different but what guests have answered."""
    return _unanswered(one) == _unanswered(other)


def _unanswered(draft: EventDraft) -> EventDraft:
    return replace(draft, attendees=tuple(replace(who, response=Response.NONE) for who in draft.attendees))


def carries(now: EventDraft, wanted: EventDraft, before: EventDraft) -> bool:
    """Whether an event has all that was wanted of it: each part in which `wanted` differs from `before`."""
    if not same_time(wanted, before) and not same_time(now, wanted):
        return False
    if any(not _is_as(name, now, wanted) for name in _PLAIN if _differ(name, wanted, before)):
        return False
    if _skipped(wanted) != _skipped(before) and _skipped(now) != _skipped(wanted):
        return False
    had, has, present = (attendees_by_key(draft).keys() for draft in (before, wanted, now))
    return has - had <= present and not (had - has) & present


def rebased(wanted: EventDraft, before: EventDraft, now: EventDraft) -> EventDraft:
    """What was wanted of `before`, done to the event as it is `now`."""
    changes: dict[str, Any] = {name: getattr(wanted, name) for name in _PLAIN if _differ(name, wanted, before)}
    if not same_time(wanted, before):
        changes |= {name: getattr(wanted, name) for name in _EXTENT}
    if _skipped(wanted) != _skipped(before):
        changes["excluded"] = wanted.excluded
    had, has, present = (attendees_by_key(draft) for draft in (before, wanted, now))
    kept = {key: who for key, who in present.items() if key in has or key not in had}
    added = {key: who for key, who in has.items() if key not in had}
    return replace(now, attendees=tuple((kept | added).values()), **changes)


def _differ(name: str, one: EventDraft, other: EventDraft) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _is_as(name: str, now: EventDraft, wanted: EventDraft) -> bool:
    return not _differ(name, now, wanted) or (name == "rrule" and _same_series(now, wanted))


def _same_series(one: EventDraft, other: EventDraft) -> bool:
    """Whether rules with an end say the same: that is written as a day, an instant or a number, as each likes."""
    starts = []
    for draft in (one, other):
        rule = parse_rule(draft.rrule) if draft.rrule is not None else None
        if rule is None or (rule.until is None and rule.count is None):
            return False
        plain = replace(draft, excluded=())
        end = series_end(plain) or draft.start
        starts.append([each.start.astimezone(UTC) for each in occurrences(plain, draft.start, end + _DAY)])
    return starts[0] == starts[1]


def _skipped(draft: EventDraft) -> frozenset[object]:
    return frozenset(moment.astimezone(UTC) for moment in draft.excluded)


def attendees_by_key(draft: EventDraft) -> dict[str, Attendee]:
    """The attendees of an event, each under what they are known again by."""
    return {person_key(attendee): attendee for attendee in draft.attendees}

"""What a change that was read makes of an event.

Words about time are read by the grammar: a clock alone on the event's own day ("to 4" is in the afternoon where the
event is), a date alone keeps the event's time of day, a weekday alone is that of the event's week where that lies
ahead. What else the words may mean is told as alternatives.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract.changes.model import Tail, WantedChange
from threadline.calendar.extract.model import Evidence as Words
from threadline.calendar.series_parts import ended_before
from threadline.core.calendars.event_matching import fits_person
from threadline.core.channels.formatting import span_label
from threadline.core.domain.proposal import Alternative, Evidence
from threadline.core.scheduling.series_shift import moved_series
from threadline.core.scheduling.time_changes import (
    NewTime,
    PartOfDay,
    Unclear,
    at_start,
    last_day,
    new_end,
    new_rule,
    new_time,
)
from threadline.texts.messages import _

__all__ = ["Changed", "PartOfDay", "Unclear", "apply_change"]

_DAY = timedelta(days=1)
_UNTIL = regex.compile(r"^\s*(?:until|till?|til|bis|jusqu'à|jusqu'au|hasta|fino all?e?|até|tot)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Changed:
    """The event as it becomes, and by which words."""

    draft: EventDraft
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(slots=True)
class _Work:
    """An event while it is changed. `now` is on its own clock; `shown` is the occurrence that words are about."""

    draft: EventDraft
    shown: EventDraft
    now: datetime
    language: str
    free: Sequence[datetime] = ()
    evidence: list[Evidence] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)

    def said(self, slot: str, words: Words | None) -> None:
        if words is not None:
            self.evidence.append(Evidence(slot, words.value, *words.span))


def apply_change(
    change: WantedChange,
    draft: EventDraft,
    *,
    now: datetime,
    zone: str,
    shown: EventDraft | None = None,
    added: Sequence[Attendee] = (),
    free: Sequence[datetime] = (),
) -> Changed:
    """The event with what is wanted of it. `added` are the people who are to be invited, `zone` is the reader's.

    `shown` is the occurrence of a series that the words are about, the event itself if None. `free` are the starts to
    choose from, the best first, where the words name a part of a day. Raises `PartOfDay` without them, and `Unclear`.
    """
    work = _Work(draft, shown or draft, now, change.language, free)
    for tail in change.tails:
        _apply(tail, work, zone)
    if change.until is not None:
        _until(change.until, work)
    if change.ends is not None:
        _end(change, work)
    if change.note is not None:
        work.said("description", change.note)
        kept = f"{work.draft.description}\n" if change.note_adds and work.draft.description else ""
        _set(work, description=f"{kept}{change.note.value}")
    if change.title is not None:
        work.said("title", change.title)
        _set(work, title=change.title.value)
    _people(change, work, added)
    return Changed(work.draft, tuple(work.evidence), tuple(work.alternatives))


def _until(words: Words, work: _Work) -> None:
    end = new_end(words.value, work.shown, work.language)
    work.said("when", words)
    _stretch(work, lambda shown: replace(shown, end=end))


def _end(change: WantedChange, work: _Work) -> None:
    """A series ends with a day; what does not repeat ends at an hour."""
    words = change.ends
    assert words is not None  # noqa: S101 - asked before
    if work.draft.rrule is None:
        _until(words, work)
        return
    day = last_day(words.value, work.draft, work.now, work.language)
    after = datetime.combine(day + (timedelta() if change.ends_before else _DAY), time(), ZoneInfo(work.draft.zone))
    ended = ended_before(work.draft, after)
    if ended is None:
        raise Unclear(_("Nothing of the series would be left. Say “cancel the whole series” for that."))
    work.said("when", words)
    work.draft = ended


def _apply(tail: Tail, work: _Work, zone: str) -> None:
    if tail.once:
        _set(work, rrule=None, excluded=())
    if tail.rule is not None:
        work.said("when", tail.rule)
        work.draft = work.shown = new_rule(tail.rule.value, work.draft, work.language)
    elif (words := tail.when or tail.hour) is not None and _UNTIL.match(words.value):
        _until(words, work)
    else:
        _retime(tail, work, zone)
    if tail.all_day:
        day = work.shown.start.date()
        _move(work, NewTime(_as_dates(work.shown, day, day)), zone)
    _lengths(tail, work)
    if tail.place is not None:
        work.said("location", tail.place)
        _set(work, location=tail.place.value)
    for name, value in (("private", tail.private), ("meeting_link", tail.link)):
        if value is not None:
            _set(work, **{name: value})
    if tail.show_as is not None:
        _set(work, transparent=tail.show_as == "free", tentative=tail.show_as == "tentative")
    if tail.reminders is not None:
        work.said("reminders", tail.amount)
        _set(work, reminders=tail.reminders)


def _retime(tail: Tail, work: _Work, zone: str) -> None:
    """At another time; beside a day that is counted from the event's own, the words are its clock."""
    if tail.shift is not None:
        work.said("when", tail.amount)
        _move(work, NewTime(_shifted(work.shown, tail.shift)), zone)
    if (words := tail.when or tail.hour) is not None:
        work.said("when", words)
        try:
            _move(work, new_time(words.value, work.shown, work.now, work.language), zone)
        except PartOfDay:
            if not work.free:
                raise
            best, *others = (at_start(work.shown, start.astimezone(ZoneInfo(work.shown.zone))) for start in work.free)
            _move(work, NewTime(best, tuple(others)), zone, kind="free")


def _lengths(tail: Tail, work: _Work) -> None:
    if tail.length is None and tail.stretch is None:
        return
    work.said("duration", tail.amount)
    work.alternatives.clear()  # they are as long as it was

    def lengthened(shown: EventDraft) -> EventDraft:
        length = tail.length if tail.length is not None else shown.duration + (tail.stretch or timedelta())
        if length <= timedelta():
            raise Unclear(_("That would leave no time for it."))
        if not shown.all_day:
            return replace(shown, end=(shown.start.astimezone(UTC) + length).astimezone(shown.start.tzinfo))
        if length % _DAY:
            raise Unclear(_("It takes the whole day: say what time it should start."))
        first = shown.dates[0]
        return _as_dates(shown, first, first + length - _DAY)

    _stretch(work, lengthened)


def _stretch(work: _Work, change: Callable[[EventDraft], EventDraft]) -> None:
    try:
        shown = change(work.shown)
    except ValueError as error:
        raise Unclear(_("That makes no event: {reason}.", reason=error)) from error
    work.draft = shown if work.draft is work.shown else moved_series(work.draft, work.shown, shown)
    work.shown = shown


def _move(work: _Work, time: NewTime, zone: str, *, kind: Literal["reading", "free"] = "reading") -> None:
    whole = work.draft is work.shown
    _stretch(work, lambda _: time.draft)
    for other in time.others if whole else ():
        label = span_label(other.start, other.end, zone)
        work.alternatives.append(Alternative(other.start, other.end, label, kind))


def _set(work: _Work, **values: Any) -> None:
    same = work.draft is work.shown
    work.draft = replace(work.draft, **values)
    work.shown = work.draft if same else replace(work.shown, **values)


def _shifted(draft: EventDraft, shift: timedelta) -> EventDraft:
    """Moved by elapsed time, or by days on the calendar."""
    if shift % _DAY == timedelta():
        if draft.all_day:
            first, last = draft.dates
            return _as_dates(draft, first + shift, last + shift)
        return draft.moved(draft.start + shift)
    if draft.all_day:
        raise Unclear(_("It takes the whole day: say what time it should start."))
    return draft.moved((draft.start.astimezone(UTC) + shift).astimezone(draft.start.tzinfo))


def _as_dates(draft: EventDraft, first: date, last: date) -> EventDraft:
    dates = EventDraft.of_dates(draft.title, first, last, draft.zone)
    return replace(draft, start=dates.start, end=dates.end, all_day=True)


def _people(change: WantedChange, work: _Work, added: Sequence[Attendee]) -> None:
    people = list(work.draft.attendees)
    for words in change.remove:
        left = [who for who in people if not fits_person(words.value, who)]
        if len(left) == len(people):
            raise Unclear(_("{name} is not invited to it.", name=words.value))
        work.said("attendee", words)
        people = left
    for words in change.add:
        work.said("attendee", words)
    for who in added:
        known = who.email and any((other.email or "").lower() == who.email.lower() for other in people)
        if not known and not any(fits_person(who.name or who.email or "", other) for other in people):
            people.append(who)
    if tuple(people) != work.draft.attendees:
        _set(work, attendees=tuple(people))

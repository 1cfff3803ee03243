"""The events of calendar objects that came with a mail, as they stand there: rule, left-out days, link, people."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.bots.email.mail.parsed_mail import CalendarPart
from threadline.calendar.event import EventDraft, Identity, Response
from threadline.calendar.ics_events import IcsEvent, IcsFile
from threadline.calendar.ics_lines import IcsError
from threadline.calendar.ics_reader import read_ics
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import check
from threadline.core.channels.formatting import day_label, shortened, when_label
from threadline.core.domain.invited_event import Heard, InvitedEvent, MovedDay
from threadline.texts.messages import N_, _, ngettext, pgettext

MOST_EVENTS = 5
_MOST_DATES = 8
_HIGHEST = 2**31 - 1  # what every database keeps as a number
_LONGEST_UID = 1_000
_REPLY, _COUNTER, _CANCEL = "REPLY", "COUNTER", "CANCEL"
_AHEAD = timedelta(days=400)
_LONGEST_TITLE = 100
_FOLD = re.compile(r"\r?\n[ \t]")
_EVENT = re.compile(r"^BEGIN:VEVENT\b(.{0,20000}?)^END:VEVENT\b", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_SUMMARY = re.compile(r"^SUMMARY(?:;[^:\n]{0,200})?:([^\r\n]{1,500})", re.MULTILINE | re.IGNORECASE)
MOST_KEPT = 20
"""How many dates are put beside a series: more are told."""
_MOVED = N_("Not on {day} but at another time: {time}.")
_MOVED_NOT_KEPT = N_("Not on {day} but at another time, which is not put in: {time}.")
_FURTHER = N_("It also takes place on these dates: {dates}.")
_FURTHER_NOT_KEPT = N_("It also takes place on these dates, which are not put in: {dates}.")


@dataclass(frozen=True, slots=True)
class Invited:
    """The events, and what is to be said of what could not be read."""

    events: tuple[InvitedEvent, ...] = ()
    notes: tuple[str, ...] = ()


def invited_events(calendars: Sequence[CalendarPart], zone: str, mine: Collection[str]) -> Invited:
    """The events for a reader in `zone` whose addresses are `mine` (in small letters).

    Answers to invitations are left out. May take long for large files: run it in a thread.
    """
    events: dict[tuple[str, datetime], InvitedEvent] = {}
    notes: dict[str, None] = {}
    for part in calendars:
        if part.method in (_REPLY, _COUNTER):
            continue
        try:
            file = read_ics(part.text, zone)
        except IcsError as error:
            reason = _titled(part.text, str(error))
            notes[_("A calendar file came with it that cannot be read: {reason}", reason=reason)] = None
            continue
        for each in _of_file(file, part.method, zone, mine):  # programs send one event twice, to show and to save
            try:
                check(each.draft)
            except CalendarRejected as error:
                notes[_("An event in the calendar file was not understood: {reason}", reason=error)] = None
            else:
                events.setdefault((each.identity.uid, each.draft.start), each)
        if not file.events and not file.skipped:  # a task, somebody's busy times
            notes[_("The calendar file has no event in it.")] = None
        for skipped in file.skipped[:MOST_EVENTS]:
            reason = _titled(part.text, skipped.reason, uid=skipped.uid)
            notes[_("An event in the calendar file was not understood: {reason}", reason=reason)] = None
    if (more := len(events) - MOST_EVENTS) > 0:
        text = ngettext("The calendar file has {count} more event.", "The calendar file has {count} more events.", more)
        notes[text] = None
    found = list(events.values())[:MOST_EVENTS]
    if found and notes:  # on the last card as well: where cards are the answer, nobody reads what stands beside them
        found[-1] = replace(found[-1], notes=(*found[-1].notes, *notes))
    return Invited(tuple(found), tuple(notes))


def _of_file(file: IcsFile, method: str, zone: str, mine: Collection[str]) -> Iterator[InvitedEvent]:
    series = {each.uid for each in file.events if each.recurrence is None}
    for event in file.events:
        if event.recurrence is not None and event.uid in series:
            continue
        cancelled, alone = event.cancelled or _CANCEL in (method, file.method), event.recurrence is not None
        other = [] if cancelled or alone else [each for each in file.events if each.uid == event.uid and each != event]
        uid, draft = _uid(event), _draft(event, mine)
        moved = () if cancelled or alone or not uid else (*_moved(other, mine), *_further(event, draft))
        yield InvitedEvent(
            draft=draft,
            identity=Identity(uid, min(max(event.sequence, 0), _HIGHEST)),
            heard=Heard.CANCELLED if cancelled else Heard.STANDS,
            notes=() if cancelled else tuple(_notes(event, other, moved, zone)),
            alone=alone,
            moved=moved,
            alone_at=event.recurrence,
        )


def _titled(text: str, reason: str, *, uid: str = "") -> str:
    """The reason, behind what the event is called in the file, if that can be told."""
    for event in _EVENT.findall(_FOLD.sub("", text)):
        title = _SUMMARY.search(event)
        if title is not None and (not uid or uid in event):
            called = title[1].replace("\\,", ",").replace("\\;", ";").replace("\\n", " ")
            return f"“{shortened(' '.join(called.split()), _LONGEST_TITLE)}”: {reason}"
    return reason


def _uid(event: IcsEvent) -> str:
    """The UID where it is one that can be kept; without one a file is no part of any other's story."""
    uid = event.uid.strip()
    return uid if uid.isprintable() and len(uid) <= _LONGEST_UID else ""


def _draft(event: IcsEvent, mine: Collection[str]) -> EventDraft:
    """The event as its reader has it: they are no guest of their own; reminders are the sender's affair."""
    draft, organizer = event.draft, event.organizer
    hosted = organizer is not None and (organizer.email or "").lower() in mine
    description = draft.description
    if event.link and event.link not in (description or "") and event.link not in (draft.location or ""):
        description = f"{description}\n\n{event.link}" if description else event.link
    return replace(
        draft,
        title=draft.title or pgettext("untitled", "Event"),
        description=description,
        attendees=tuple(who for who in draft.attendees if (who.email or "").lower() not in mine),
        organizer=None if hosted or not organizer or not str(organizer) else replace(organizer, response=Response.NONE),
        reminders=None,
        transparent=draft.transparent,
        tentative=False,
    )


def _moved(others: Sequence[IcsEvent], mine: Collection[str]) -> Iterator[MovedDay]:
    """The dates of a series that have an event of their own in its file."""
    for each in others:
        if each.recurrence is not None and not each.cancelled:
            yield MovedDay(each.recurrence, replace(_draft(each, mine), rrule=None, excluded=()))


def _further(event: IcsEvent, draft: EventDraft) -> Iterator[MovedDay]:
    """The dates of an event that no rule says, where they are few and come to an end."""
    dates = further_dates(event)
    if len(dates) <= MOST_KEPT:
        for start, end in dates:
            here = start.astimezone(draft.start.tzinfo)
            yield MovedDay(start, replace(draft, start=here, end=end.astimezone(draft.start.tzinfo), rrule=None))


def further_dates(event: IcsEvent) -> list[tuple[datetime, datetime]]:
    """The dates besides the first, in order; more than are kept where they are many."""
    if event.repetition is None:
        return []
    first = event.draft.start
    try:
        found = sorted(event.repetition.within(first, first + _AHEAD))
    except CalendarRejected:
        return [(first, first)] * (MOST_KEPT + 1)
    later = [(start, end) for start, end in found if start > first]
    endless = event.repetition.rule is not None and not any(
        part in event.repetition.rule for part in ("COUNT=", "UNTIL=")
    )
    return later + [(first, first)] * (MOST_KEPT + 1) if endless else later


def _notes(event: IcsEvent, others: Sequence[IcsEvent], moved: Sequence[MovedDay], zone: str) -> Iterator[str]:
    """What a draft does not hold: days that are moved, dates besides the rule's, changes from a day on."""
    for each in others:
        if each.recurrence is not None and not each.cancelled:
            day, kept = (
                day_label(each.recurrence.astimezone(ZoneInfo(zone))),
                any(one.start == each.recurrence for one in moved),
            )
            said = _MOVED if kept else _MOVED_NOT_KEPT
            yield _(said, day=day, time=_when(each, zone))
    if event.repetition is not None:
        kept = len(further_dates(event)) <= MOST_KEPT and bool(moved)
        yield _(_FURTHER if kept else _FURTHER_NOT_KEPT, dates=_dates_in_words(event, zone))
    for each in event.following:
        yield _("From a day on it is at another time, which is not put in: {time}.", time=_when(each, zone))


def _when(event: IcsEvent, zone: str) -> str:
    return when_label(replace(event.draft, rrule=None), zone)


def _dates_in_words(event: IcsEvent, zone: str) -> str:
    assert event.repetition is not None  # noqa: S101 - asked before
    first = event.draft.start
    try:
        dates = sorted(event.repetition.within(first, first + _AHEAD))
    except CalendarRejected:
        return "…"
    labels = [day_label(start.astimezone(ZoneInfo(zone))) for start, _end in dates if start > first]
    more = len(labels) - _MOST_DATES
    left = [ngettext("and {count} more day", "and {count} more days", more)] if more > 0 else []
    return ", ".join([*labels[:_MOST_DATES], *left])

"""Reading iCalendar files: attachments of mails, and feeds that somebody else writes.

An event that is not understood is not dropped in silence: it is in `IcsFile.skipped` with the reason, so that its hours
can be called unknown. What a series of somebody else's says besides a plain rule is in `IcsEvent.repetition`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar as CalendarComponent
from icalendar import Component

from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.calendar.ics_bounds import bounds
from threadline.calendar.ics_events import IcsEvent, IcsFile, ReadEvent, Skipped, hour_of, joined
from threadline.calendar.ics_lines import EXACT, TZID, UNREADABLE, IcsBroken, Lines, clean_text, is_address
from threadline.calendar.ics_properties import SENSELESS, all_of, moment_of, number_of, single, text_of, value_of
from threadline.calendar.ics_recurrence import Repetition, without_unknown_parts
from threadline.calendar.ics_zones import DefinedZone
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import check_readable
from threadline.calendar.rrule_text import parse_rule
from threadline.texts.messages import N_, _

MAX_ATTENDEES = 500
MAX_REMINDERS = 20

_LINKS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK")
_ENDS_BEFORE = N_("The event ends before it starts.")
_SHORTEST = timedelta(minutes=1)
_DAY = timedelta(days=1)


def read_ics(data: bytes | str, zone: str) -> IcsFile:
    """Read a file. `zone` (IANA) is the reader's: of dates, of single events in UTC, and of times without a zone unless
    the file names one for those (X-WR-TIMEZONE).

    Zones go by their names, IANA's or Windows'; only those that nobody knows by name by the file's own VTIMEZONE, so
    that no file can redefine one. An event without length lasts a minute. A file of the largest size takes seconds:
    read feeds in a thread.
    Raises `IcsBroken`, `IcsTooLarge`.
    """
    events: list[ReadEvent] = []
    skipped: list[Skipped] = []
    parts = [(lines, _calendar(lines)) for lines in Lines.each_of(data)]
    for lines, calendar in parts:
        floating = lines.zone(text_of(calendar, "X-WR-TIMEZONE") or "") or zone
        for component in calendar.walk("VEVENT"):
            try:
                events.append(_Reading(component, lines, zone, floating).event())
            except CalendarRejected as error:
                skipped.append(Skipped(text_of(component, "UID") or "", str(error), *bounds(component)))
            except (ValueError, OverflowError):
                skipped.append(Skipped(text_of(component, "UID") or "", _(SENSELESS), *bounds(component)))
    _text, first = parts[0]
    return IcsFile(
        events=joined(events),
        skipped=tuple(skipped),
        method=text_of(first, "METHOD"),
        name=text_of(first, "X-WR-CALNAME") or text_of(first, "NAME"),
    )


def _calendar(lines: Lines) -> CalendarComponent:
    try:
        calendar = CalendarComponent.from_ical(lines.text)
    except (ValueError, AttributeError) as error:  # the second for an event that ends as a zone
        raise IcsBroken(_("This is no calendar file, or only a part of one.")) from error
    if not isinstance(calendar, CalendarComponent):
        raise IcsBroken(_("This is no calendar file."))
    return calendar


class _Reading:
    """One VEVENT being read. Everything raises `CalendarRejected` with a reason, or `ValueError` or `OverflowError`.

    `home` is the reader's zone, `floating` that of times without one.
    """

    def __init__(self, component: Component, lines: Lines, home: str, floating: str) -> None:
        self._component = component
        self._lines = lines
        self._home = home
        self._floating = floating

    def event(self) -> ReadEvent:
        component = self._component
        draft = self._draft()
        rule, repetition = self._rule(), self._repetition(draft)
        if repetition is None:
            draft = replace(draft, rrule=rule, excluded=tuple(sorted(self._excluded(draft))))
        check_readable(draft)
        moved = single(component, "RECURRENCE-ID")
        organizer = single(component, "ORGANIZER")
        event = IcsEvent(
            uid=text_of(component, "UID") or "",
            draft=draft,
            sequence=number_of(component, "SEQUENCE"),
            organizer=None if organizer is None else _person(organizer),
            recurrence=None if moved is None else self._instant(moved),
            cancelled=(text_of(component, "STATUS") or "").upper() == "CANCELLED",
            transparent=draft.transparent,
            repetition=repetition,
            link=_link(component),
        )
        day = None if moved is None or isinstance(moved.dt, datetime) else value_of(moved, date)
        return ReadEvent(event, day, moved is not None and "RANGE" in moved.params)

    def _draft(self) -> EventDraft:
        if UNREADABLE in self._component:
            raise CalendarRejected(_(SENSELESS))
        start = single(self._component, "DTSTART")
        if start is None:
            raise CalendarRejected(_("The event has no start."))
        first = value_of(start, date)
        draft = self._timed(start) if isinstance(first, datetime) else self._dated(first)
        return replace(
            draft,
            location=text_of(self._component, "LOCATION"),
            description=text_of(self._component, "DESCRIPTION"),
            attendees=tuple(_person(each) for each in all_of(self._component, "ATTENDEE")[:MAX_ATTENDEES]),
            private=text_of(self._component, "CLASS") in ("PRIVATE", "CONFIDENTIAL"),
            transparent=text_of(self._component, "TRANSP") == "TRANSPARENT",
            tentative="TENTATIVE"
            in (text_of(self._component, "STATUS"), text_of(self._component, "X-MICROSOFT-CDO-BUSYSTATUS")),
            reminders=self._reminders(),
        )

    def _reminders(self) -> tuple[int, ...] | None:
        """Minutes before the start; alarms that go by the end or by an instant are the writer's affair."""
        triggers = [all_of(alarm, "TRIGGER") for alarm in self._component.walk("VALARM")[:MAX_REMINDERS]]
        before = [moment_of(each) for trigger in triggers for each in trigger if each.params.get("RELATED") != "END"]
        minutes = {-int(lead.total_seconds()) // 60 for lead in before if isinstance(lead, timedelta)}
        return tuple(sorted(each for each in minutes if each >= 0)) or None

    def _timed(self, start: Any) -> EventDraft:
        begin = self._instant(start)
        stop, length = single(self._component, "DTEND"), single(self._component, "DURATION")
        if stop is not None:
            end = self._instant(stop)
        else:
            end = begin if length is None else self._after(start, begin, length)
        if end < begin:
            raise CalendarRejected(_(_ENDS_BEFORE))
        zone = self._zone(start)
        there = ZoneInfo(zone)
        title = text_of(self._component, "SUMMARY") or ""
        return EventDraft(title, begin.astimezone(there), max(end, begin + _SHORTEST).astimezone(there), zone)

    def _after(self, start: Any, begin: datetime, length: Any) -> datetime:
        """The end of an event with a length, whose days are days of its calendar (section 3.3.6)."""
        lasts = value_of(length, timedelta)
        if EXACT in length.params or (start.dt.tzinfo is not None and TZID not in start.params):
            return begin + lasts
        clock = self._clock(start)
        later = begin.astimezone(clock).replace(tzinfo=None) + timedelta(days=lasts.days)
        return later.replace(tzinfo=clock).astimezone(UTC) + timedelta(seconds=lasts.seconds)

    def _dated(self, first: date) -> EventDraft:
        stop, length = single(self._component, "DTEND"), single(self._component, "DURATION")
        if stop is not None:
            end = value_of(stop, date)
            into_the_day = isinstance(end, datetime) and end.time() != time()
            after = (end.date() if isinstance(end, datetime) else end) + into_the_day * _DAY
        else:
            after = first + (_DAY if length is None else value_of(length, timedelta))
        if after < first:
            raise CalendarRejected(_(_ENDS_BEFORE))
        title = text_of(self._component, "SUMMARY") or ""
        return EventDraft.of_dates(title, first, max(first, after - _DAY), self._home)

    def _instant(self, value: Any, listed: Any = None) -> datetime:
        """A DATE or DATE-TIME as an instant (UTC). A time that a clock change skips is read as section 3.3.5 says.

        Of a list of them it is the list, `listed`, that names the zone.
        """
        day, named = value_of(value, date), value if listed is None else listed
        if not isinstance(day, datetime):
            return datetime.combine(day, time(), ZoneInfo(self._home)).astimezone(UTC)
        if day.tzinfo is None or TZID in named.params:
            day = day.replace(tzinfo=self._clock(named))
        return day.astimezone(UTC)

    def _zone(self, start: Any) -> str:
        """The zone of the event. A series in UTC repeats in UTC; a single instant is shown where the reader is."""
        if start.dt.tzinfo is not None and TZID not in start.params:
            return "UTC" if "RRULE" in self._component else self._home
        clock = self._clock(start)
        return self._home if isinstance(clock, DefinedZone) else clock.key

    def _clock(self, value: Any) -> ZoneInfo | DefinedZone:
        """The zone of a wall-clock time: that it names, else that of times without one."""
        if TZID not in value.params:
            return ZoneInfo(self._floating)
        name = str(value.params[TZID])
        zone = self._lines.clock(name, self._home)
        if zone is None:
            raise CalendarRejected(f"The event is in a time zone that is not known: {clean_text(name)[:50]!r}.")
        return ZoneInfo(zone) if isinstance(zone, str) else zone

    def _rule(self) -> str | None:
        """The rule as a draft may have it; None where there is none, or it is one that only a `Repetition` can say."""
        rule = single(self._component, "RRULE")
        if rule is None:
            return None
        try:
            return str(parse_rule(without_unknown_parts(rule.to_ical().decode())))
        except CalendarRejected:
            return None

    def _repetition(self, draft: EventDraft) -> Repetition | None:
        """When the event takes place, where a draft with a rule cannot say it."""
        if "EXRULE" in self._component:
            raise CalendarRejected(_("The event repeats by two rules, which is not supported."))
        start, rule = single(self._component, "DTSTART"), single(self._component, "RRULE")
        clock: ZoneInfo | DefinedZone = ZoneInfo(draft.zone)
        if not draft.all_day and (start.dt.tzinfo is None or TZID in start.params):
            clock = self._clock(start)
        plain = (rule is None or self._rule() is not None) and isinstance(clock, ZoneInfo)
        if "RDATE" not in self._component and (plain or rule is None):
            return None
        text = None if rule is None else without_unknown_parts(rule.to_ical().decode())
        repetition = Repetition(
            first=draft.start.astimezone(clock).replace(tzinfo=None),
            zone=clock,
            length=draft.duration,
            rule=text,
            added=tuple(self._added(draft)),
            excluded=frozenset(self._excluded(draft)),
        )
        repetition.check()
        return repetition

    def _added(self, draft: EventDraft) -> Iterator[tuple[datetime, timedelta | None]]:
        for days in all_of(self._component, "RDATE"):
            for each in days.dts:
                if not isinstance(each.dt, tuple):
                    yield self._listed(each, days, draft), None
                    continue
                start, until = each.dt
                begin = self._bare(start, days)
                yield begin, until if isinstance(until, timedelta) else self._bare(until, days) - begin

    def _excluded(self, draft: EventDraft) -> Iterator[datetime]:
        return (self._listed(each, days, draft) for days in all_of(self._component, "EXDATE") for each in days.dts)

    def _listed(self, value: Any, listed: Any, draft: EventDraft) -> datetime:
        """A start of a list: a date where the event has hours means its hour of that day, and an hour the day."""
        day = value_of(value, date)
        if draft.all_day and isinstance(day, datetime):
            return datetime.combine(day.date(), time(), ZoneInfo(self._home)).astimezone(UTC)
        if draft.all_day or isinstance(day, datetime):
            return self._instant(value, listed)
        return hour_of(draft, day)

    def _bare(self, moment: datetime, listed: Any) -> datetime:
        if moment.tzinfo is None or TZID in listed.params:
            moment = moment.replace(tzinfo=self._clock(listed))
        return moment.astimezone(UTC)


def _link(component: Component) -> str | None:
    """The address that joins the video meeting (RFC 7986, and the names that programs had before it)."""
    said = (text_of(component, name) for name in _LINKS)
    return next((each for each in said if each and each.startswith("https://") and len(each.split()) == 1), None)


def _person(value: Any) -> Attendee:
    address = str(value)
    if not address.lower().startswith("mailto:"):  # an id of the server's, with the address beside it
        address = str(value.params.get("EMAIL", address))
    address = address[len("mailto:") :] if address.lower().startswith("mailto:") else address
    name = " ".join(clean_text(str(value.params.get("CN", ""))).split())
    return Attendee(name, address if is_address(address) else None, _response(value))


def _response(value: Any) -> Response:
    try:
        return Response(str(value.params.get("PARTSTAT", "")).lower())
    except ValueError:  # DELEGATED and words of the writer's own are no answer that we know
        return Response.NONE

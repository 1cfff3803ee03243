"""Series of calendar files that an `EventDraft` cannot say: listed dates, hours, weeks of the year, zones of their own.

They are read, not written. Rules below a day and rules with hours are expanded here, days first and the times within
them after, so that the work is bounded by the range asked for: dateutil steps through each second since the start.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import MAX_OCCURRENCES, as_utc
from threadline.calendar.rrule import WEEKDAYS, Frequency
from threadline.calendar.rrule_text import parse_rule
from threadline.texts.messages import N_, _

_DAY = timedelta(days=1)
_UNITS = {"HOURLY": timedelta(hours=1), "MINUTELY": timedelta(minutes=1)}
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_KNOWN = frozenset(
    (*("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYSETPOS", "WKST"),
     *("BYWEEKNO", *_TIMES))
)  # fmt: skip
_MOST_STEPS = 200_000
_MOST_DAYS = 40_000
_UNSUPPORTED = N_("The event repeats by a rule that is not supported.")


@dataclass(frozen=True, slots=True)
class Repetition:
    """When a series takes place: its first start (`first`, wall-clock time in `zone`), its rule, and further dates.

    `length` is that of an occurrence. `added` are further starts (UTC) with their own length, where they have one;
    `excluded` starts (UTC) that do not take place. `rule` is without parts that nobody knows.
    """

    first: datetime
    zone: tzinfo
    length: timedelta
    rule: str | None = None
    added: tuple[tuple[datetime, timedelta | None], ...] = ()
    excluded: frozenset[datetime] = frozenset()

    def check(self) -> None:
        """Raise `CalendarRejected` for a rule that is not supported."""
        if self.rule is not None:
            starts = _starts(fields_of(self.rule), self.first, self.first, self.first + _DAY, self.zone)
            next(islice(starts, 1, None), None)  # the first one is there whatever the rule says

    def within(self, time_min: datetime, time_max: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Start and end (UTC) of the occurrences that overlap a range, in no order.

        Raises `CalendarRejected` for a rule that is not supported or takes place too often.
        """
        low, high = as_utc(time_min), as_utc(time_max)
        seen: set[datetime] = set()
        for start, length in self._all(low - self.length, high):
            end = start + (self.length if length is None else length)
            if start not in seen and start < high and end > low and start not in self.excluded:
                seen.add(start)
                if len(seen) > MAX_OCCURRENCES:
                    raise CalendarRejected(
                        _(
                            "An event repeats more than {max_occurrences} times in this range.",
                            max_occurrences=MAX_OCCURRENCES,
                        )
                    )
                yield start, end

    def _all(self, low: datetime, high: datetime) -> Iterator[tuple[datetime, timedelta | None]]:
        yield from self.added
        if self.rule is None:
            yield self._instant(self.first), None
        else:
            # A day to spare at both ends for the zone, and for clocks that change.
            since, until = self._local(low) - _DAY, self._local(high) + _DAY
            for local in _starts(fields_of(self.rule), self.first, since, until, self.zone):
                yield self._instant(local), None

    def _instant(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def _local(self, moment: datetime) -> datetime:
        bounded = min(max(moment, datetime(1600, 1, 2, tzinfo=UTC)), datetime(9000, 1, 1, tzinfo=UTC))
        return bounded.astimezone(self.zone).replace(tzinfo=None)


def without_unknown_parts(rule: str) -> str:
    """The rule without the parts that RFC 5545 does not know ("X-NOTE=1"): whoever wrote them reads them."""
    parts = (part for part in rule.upper().split(";") if part)
    return ";".join(part for part in parts if part.partition("=")[0] in _KNOWN or "=" not in part)


def fields_of(rule: str) -> Mapping[str, str]:
    """The parts of a rule by name. Raises `CalendarRejected` where one stands twice, or is not known."""
    fields: dict[str, str] = {}
    for part in rule.upper().split(";"):
        name, _sign, value = part.partition("=")
        if name not in _KNOWN or name in fields or not value:
            raise CalendarRejected(_(_UNSUPPORTED))
        fields[name] = value
    return fields


def _starts(
    fields: Mapping[str, str], first: datetime, low: datetime, high: datetime, zone: tzinfo
) -> Iterator[datetime]:
    """The starts around a range, on the clock of the event; the first one always counts, whether the rule has it."""
    until = _last(fields, zone)
    high = high if until is None else min(high, until)
    count = int(fields.get("COUNT", 0)) if fields.get("COUNT", "0").isdigit() else 0
    if not count:
        yield first
        yield from (start for start in _unbounded(fields, first, max(low, first), high) if start <= high)
        return
    counted = (start for start in _unbounded(fields, first, first, high) if start > first)
    yield first
    yield from (start for start in islice(counted, count - 1) if start >= low)


def _unbounded(fields: Mapping[str, str], first: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
    unit = _UNITS.get(fields.get("FREQ", ""))
    if "BYSETPOS" in fields and (unit or any(name in fields for name in _TIMES)):
        raise CalendarRejected(_(_UNSUPPORTED))
    if unit is not None:
        yield from _stepped(fields, first, low, high, unit)
        return
    times = _times(fields, first)
    for day in _days(fields, first.date(), low.date(), high.date()):
        for at in times:
            moment = datetime.combine(day, at)
            if moment >= first:
                yield moment


def _stepped(
    fields: Mapping[str, str], first: datetime, low: datetime, high: datetime, unit: timedelta
) -> Iterator[datetime]:
    """The starts of a rule below a day: a grid of steps from the first start on, of which the BY parts choose."""
    step = unit * _number(fields, "INTERVAL", 1)
    allowed = {name: _numbers(fields, name) for name in _TIMES if name in fields}
    moment = first + max(0, (low - first) // step) * step
    steps = 0
    while moment <= high:
        if _day_fits(fields, moment.date()):
            if _time_fits(allowed, moment):
                yield moment
            moment += step
        else:  # on to the first step of the next day
            midnight = datetime.combine(moment.date() + _DAY, time())
            moment += max(1, -((moment - midnight) // step)) * step
        steps += 1
        if steps > _MOST_STEPS:
            raise CalendarRejected(_("The event repeats too often to be followed."))


def _days(fields: Mapping[str, str], first: date, low: date, high: date) -> Iterator[date]:
    if "BYWEEKNO" not in fields:
        plain = ";".join(f"{name}={value}" for name, value in fields.items() if name not in (*_TIMES, "COUNT", "UNTIL"))
        rule = parse_rule(plain)
        yield from (day for day in rule.dates(first, low, high) if day != first or rule.has(day, first))
        return
    if fields.get("FREQ") != Frequency.YEARLY or "BYSETPOS" in fields or (high - low).days > _MOST_DAYS:
        raise CalendarRejected(_(_UNSUPPORTED))
    weeks, interval = _numbers(fields, "BYWEEKNO"), _number(fields, "INTERVAL", 1)
    named = fields if "BYDAY" in fields else {**fields, "BYDAY": WEEKDAYS[first.weekday()]}
    day = low
    while day <= high:
        year, week, _weekday = day.isocalendar()
        last = date(year, 12, 28).isocalendar().week
        due = (week in weeks or week - last - 1 in weeks) and not (year - first.isocalendar().year) % interval
        if due and _day_fits(named, day):
            yield day
        day += _DAY


def _times(fields: Mapping[str, str], first: datetime) -> list[time]:
    hours = sorted(_numbers(fields, "BYHOUR") or {first.hour})
    minutes = sorted(_numbers(fields, "BYMINUTE") or {first.minute})
    seconds = sorted(_numbers(fields, "BYSECOND") or {first.second})
    if len(hours) * len(minutes) * len(seconds) > MAX_OCCURRENCES:
        raise CalendarRejected(_(_UNSUPPORTED))
    return [time(hour, minute, second) for hour in hours for minute in minutes for second in seconds]


def _time_fits(allowed: Mapping[str, frozenset[int]], moment: datetime) -> bool:
    parts = {"BYHOUR": moment.hour, "BYMINUTE": moment.minute, "BYSECOND": moment.second}
    return all(parts[name] in values for name, values in allowed.items())


def _day_fits(fields: Mapping[str, str], day: date) -> bool:
    """Whether the BY parts that choose among days have a day."""
    months, days = _numbers(fields, "BYMONTH"), _numbers(fields, "BYMONTHDAY")
    after = (day.replace(day=28) + 4 * _DAY).replace(day=1)
    from_the_end = day.day - (after - _DAY).day - 1
    return (
        (not months or day.month in months)
        and (not days or day.day in days or from_the_end in days)
        and ("BYDAY" not in fields or WEEKDAYS[day.weekday()] in _plain_weekdays(fields["BYDAY"]))
        and ("BYYEARDAY" not in fields or day.timetuple().tm_yday in _numbers(fields, "BYYEARDAY"))
    )


def _plain_weekdays(text: str) -> frozenset[str]:
    named = frozenset(text.split(","))
    if not named <= set(WEEKDAYS):
        raise CalendarRejected(_(_UNSUPPORTED))
    return named


def _number(fields: Mapping[str, str], name: str, otherwise: int) -> int:
    text = fields.get(name, str(otherwise))
    if not text.isdigit() or not 0 < int(text[:6]) <= 100_000:
        raise CalendarRejected(_(_UNSUPPORTED))
    return int(text[:6])


def _numbers(fields: Mapping[str, str], name: str) -> frozenset[int]:
    if name not in fields:
        return frozenset()
    parts = fields[name].split(",")
    if not all(part.lstrip("+-").isdigit() and len(part) < 5 for part in parts):
        raise CalendarRejected(_(_UNSUPPORTED))
    return frozenset(int(part) for part in parts)


def _last(fields: Mapping[str, str], zone: tzinfo) -> datetime | None:
    """The last moment at which an occurrence may start by UNTIL, on the event's clock; a date is that whole date."""
    if "UNTIL" not in fields:
        return None
    until = parse_rule(f"FREQ=DAILY;UNTIL={fields['UNTIL']}").until
    if isinstance(until, datetime):
        return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until
    return None if until is None else datetime.combine(until, time.max)

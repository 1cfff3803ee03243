"""Where and when a time is looked for, by words: "next week, not on Monday, no mornings, before he leaves on Friday".

The limits are read first and blanked out, so that an excluded day is never taken for the wanted one. Tables of words in
English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.when import Kind, When, resolve
from threadline.core.scheduling.search_words import (
    A_DAY,
    AFTER_MEAL,
    BEFORE_CLAUSE,
    BEFORE_MEAL,
    FILLER,
    JOIN,
    LATER_THAN,
    MEALS,
    NOT,
    NOT_AT_ALL,
    NOT_BEHIND,
    ONLY,
    ONLY_BEHIND,
    PARTS,
    SHORTLY,
    WEEKDAYS,
)

_I = re.IGNORECASE
_DAY = timedelta(days=1)
_WEEKS = timedelta(days=14)
_NOON, _LUNCH_END = time(12), time(13)
_WEEKDAY = "|".join(f"(?P<d{number}>{names})" for number, names in enumerate(WEEKDAYS))
_PART = "|".join(f"(?P<p{number}>{names})" for number, (_, _, names) in enumerate(PARTS))
_ITEM = regex.compile(rf"(?:(?:{FILLER})\s+)*(?:{_WEEKDAY}|{_PART})(?!\w)", _I)
_JOIN = regex.compile(rf"\s*(?:{JOIN})\s*", _I)
_NOT = regex.compile(rf"(?<!\w)(?:{NOT}|{NOT_AT_ALL})\s+", _I)
_NOT_BEHIND = regex.compile(rf"\s+(?:{NOT_BEHIND})(?!\w)", _I)
_A_DAY = regex.compile(A_DAY, _I)
_ONLY = regex.compile(rf"(?<!\w)(?:{ONLY})\s+", _I)
_ONLY_BEHIND = regex.compile(rf"\s+(?:{ONLY_BEHIND})(?!\w)", _I)
_BEFORE_CLAUSE = regex.compile(rf"(?<!\w)(?:{BEFORE_CLAUSE})\s+(?P<clause>\D.*)$", _I)
_UNTIL_BEFORE = regex.compile(
    r"(?<!\w)(?:by|before|until|till|bis|vor|d'ici|avant|jusqu'à|antes del?|hasta|entro|prima di|até|antes de|voor|tot)"
    r"\s+(?:\w{2,4}\s+)?$",
    _I,
)
_AFTER_MEAL = regex.compile(rf"(?<!\w)(?:(?:{SHORTLY}) )?(?:{AFTER_MEAL})(?!\w)", _I)
_BEFORE_MEAL = regex.compile(rf"(?<!\w)(?:(?:{SHORTLY}) )?(?:{BEFORE_MEAL})(?!\w)", _I)
_LATER_THAN = regex.compile(
    rf"(?<!\w)(?:{LATER_THAN})\s+(?P<clock>\d{{1,2}}(?:[:.h]\d{{2}})?\s*(?:am|pm|uhr|h)?)(?!\w)", _I
)
_MEALS = tuple((opens, closes, regex.compile(rf"(?<!\w)(?:{names})(?!\w)", _I)) for opens, closes, names in MEALS)

_LONGEST = 2_000
"""How many characters of a message are read: limits are said in a sentence or two."""

Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a time that is looked for must keep to, on the clock of who asks.

    `start` and `end` are the range, None where it was not said. `days` are the weekdays that are allowed, 0 for Monday;
    `barred` dates and hours that are not; `between` the hours of each day. `deadline`: nothing after the end will do.
    """

    start: datetime | None = None
    end: datetime | None = None
    days: frozenset[int] = frozenset(range(7))
    barred_dates: frozenset[date] = frozenset()
    barred_hours: tuple[Hours, ...] = ()
    between: Hours | None = None
    deadline: bool = False
    meal: bool = False

    @property
    def anything(self) -> bool:
        """Whether there are limits besides the range."""
        return replace(self, start=None, end=None, meal=False) != Limits()

    @property
    def _hours(self) -> Hours | None:
        """The hours that were said with the day ("tomorrow after 2pm"): they hold on another day as well."""
        if self.start is None or self.start.time() == time():
            return None
        short = self.end is not None and self.end - self.start < _DAY
        return (self.start.time(), self.end.time() if self.end is not None else time()) if short else None

    def with_further(self, other: "Limits") -> "Limits":
        """Both at once: the narrower of each; a range that is said anew takes the place of the one before."""
        days = self.days & other.days
        hours = self._hours if other.start is not None and other.start.time() == time() else None
        return Limits(
            other.start or self.start,
            other.end if other.start or other.end else self.end,
            days or other.days,
            self.barred_dates | other.barred_dates,
            (*self.barred_hours, *other.barred_hours),
            _both(_both(self.between, hours), other.between),
            self.deadline or other.deadline,
            self.meal,
        )


@dataclass(frozen=True, slots=True)
class Search:
    """The limits, how long the meeting is to be, and what of the words was no limit.

    `around_meal`: the hours are those before or after lunch. `further_lengths` are the words of lengths besides.
    """

    limits: Limits
    length: timedelta | None = None
    rest: str = ""
    around_meal: bool = False
    further_lengths: tuple[str, ...] = ()


def read_search(text: str, now: datetime, zone: str, *, further: bool = False) -> Search:
    """The limits that the words set, said at `now`.

    `further`: they only narrow what is looked for already, so a part of the day alone is one of every day.
    """
    reference = now.astimezone(ZoneInfo(zone))
    reader = _Reader(" ".join(text[:_LONGEST].split()), reference)
    reader.read(further=further)
    rest = reader.text + text[_LONGEST:]
    return Search(reader.limits, reader.length, rest, reader.around_meal, tuple(reader.further_lengths))


class _Reader:
    """Reads the limits of one text, blanking out what was read."""

    def __init__(self, text: str, reference: datetime) -> None:
        self.text = text
        self.limits = Limits()
        self.length: timedelta | None = None
        self.around_meal = False
        self.further_lengths: list[str] = []
        self._reference = reference

    def read(self, *, further: bool) -> None:
        self._deadlines()
        self._meals()
        self._clock_bounds()
        self._lists()
        self._either_day()
        if further:
            self._alone()
        self._lengths()
        self._ranges()

    def _deadlines(self) -> None:
        """ "before he leaves on Friday": the day is the limit, not the time that is wanted."""
        match = _BEFORE_CLAUSE.search(self.text)
        if match is None or _BEFORE_MEAL.match(self.text, match.start()):
            return
        whens = self._whens(match["clause"])
        if not whens or whens[0].span[0] == 0:
            return  # "before Friday" is read as a time
        when = whens[0]
        limit = when.end if when.end and not when.all_day else when.start
        if limit is None:
            return
        end = _midnight(limit) + _DAY if when.all_day else limit
        self.limits = replace(self.limits, end=end, deadline=True)
        self._blank((match.start(), match.start("clause") + when.span[1]))

    def _meals(self) -> None:
        for pattern, hours in ((_AFTER_MEAL, (_LUNCH_END, time())), (_BEFORE_MEAL, (time(), _NOON))):
            if (match := pattern.search(self.text)) is not None:
                self._between(hours)
                self.around_meal = True
                self._blank(match.span())
        for opens, closes, pattern in _MEALS:
            if self.limits.between is None and pattern.search(self.text) is not None:
                self._between((opens, closes))
                self.limits = replace(self.limits, meal=True)

    def _clock_bounds(self) -> None:
        """ "not before 10", "no later than 4pm"."""
        for match in list(_LATER_THAN.finditer(self.text)):
            whens = [
                when for when in self._whens(f"at {match['clock']}") if when.start is not None and not when.all_day
            ]
            if not whens or whens[0].start is None:
                continue
            clock = whens[0].start.time()
            early = re.search(r"before|earlier|vor|früher|avant|antes|prima|voor|vroeger", match.group(), _I)
            self._between((clock, time()) if early else (time(), clock))
            self._blank(match.span())

    def _lists(self) -> None:
        for lead, excludes in ((_NOT, True), (_ONLY, False)):
            start = 0
            while (match := lead.search(self.text, start)) is not None:
                start = match.end()
                items, end = self._items(match.end())
                if excludes:
                    items, end = self._without_only(items, end)
                if items:
                    self._take(items, excludes=excludes)
                    self._blank((match.start(), end))
                elif excludes and (barred := self._date(match.end())) is not None:
                    day, end = barred
                    self.limits = replace(self.limits, barred_dates=self.limits.barred_dates | {day})
                    self._blank((match.start(), end))
        for behind, excludes in ((_NOT_BEHIND, True), (_ONLY_BEHIND, False)):
            start = 0
            while (match := _ITEM.search(self.text, start)) is not None:  # "Fridays are bad", "mornings only"
                items, end = self._items(match.start())
                said = behind.match(self.text, end) if items else None
                if said is not None and len(items) > 1 and _UNTIL_BEFORE.search(self.text[: match.start()]):
                    start = match.end()  # "by Thursday, mornings only": the day is the limit of the search
                    continue
                start = max(end, match.end())
                if said is not None:
                    self._take(items, excludes=excludes)
                    self._blank((match.start(), said.end()))

    def _either_day(self) -> None:
        """ "on Thursday or Friday": from the first to the last, and only those."""
        for match in _ITEM.finditer(self.text):
            items, end = self._items(match.start())
            if len(items) < 2 or not all(any(item[f"d{number}"] for number in range(7)) for item in items):
                continue
            days = [when for item in items for when in self._whens(item.group()) if when.all_day and when.start]
            if len(days) == len(items) and self.limits.start is None:
                starts = sorted(when.start for when in days if when.start is not None)
                self.limits = replace(self.limits, start=starts[0], end=_midnight(starts[-1]) + _DAY)
                self._take(items, excludes=False)
                self._blank((match.start(), end))
            return

    def _alone(self) -> None:
        """Parts of the day, or several weekdays, without a word that they are the only ones."""
        start = 0
        while (match := _ITEM.search(self.text, start)) is not None:
            items, end = self._items(match.start())
            start = max(end, match.end())
            several = len(items) > 1 or not any(item[f"d{number}"] for item in items for number in range(7))
            if items and several:
                self._take(items, excludes=False)
                self._blank((match.start(), end))

    def _items(self, position: int) -> tuple[list[re.Match[str]], int]:
        """The weekdays and parts of the day that stand there one after the other."""
        found: list[re.Match[str]] = []
        end = position
        while (match := _ITEM.match(self.text, end if not found else self._joined(end))) is not None:
            found.append(match)
            end = match.end()
        return found, end

    def _without_only(self, items: list[re.Match[str]], end: int) -> tuple[list[re.Match[str]], int]:
        """The excluded ones, without those behind a comma that are the only ones: "not Fridays, mornings only"."""
        if not items or _ONLY_BEHIND.match(self.text, end) is None:
            return items, end
        for index in range(len(items) - 1, 0, -1):
            if self.text[items[index - 1].end() : items[index].start()].strip() == ",":
                return items[:index], items[index - 1].end()
        return items, end

    def _joined(self, end: int) -> int:
        join = _JOIN.match(self.text, end)
        return join.end() if join is not None else len(self.text)

    def _take(self, items: list[re.Match[str]], *, excludes: bool) -> None:
        days = {number for match in items for number in range(7) if match[f"d{number}"]}
        parts = [PARTS[number][:2] for match in items for number in range(len(PARTS)) if match[f"p{number}"]]
        if days:
            allowed = self.limits.days - days if excludes else self.limits.days & days
            self.limits = replace(self.limits, days=frozenset(allowed))
        for opens, closes in parts:
            if excludes:
                hours = (time() if opens < _NOON else opens, closes if closes <= _NOON else time(23, 59))
                barred = hours if opens < _NOON or closes > time(18) else (opens, closes)
                self.limits = replace(self.limits, barred_hours=(*self.limits.barred_hours, barred))
            else:
                self._between((opens, closes))

    def _date(self, position: int) -> tuple[date, int] | None:
        """ "not tomorrow", "not on the 3rd"."""
        whens = [when for when in self._whens(self.text[position:]) if when.all_day and when.start is not None]
        if not whens or whens[0].span[0] > _NEAR or whens[0].start is None:
            return None
        return whens[0].start.date(), position + whens[0].span[1]

    def _lengths(self) -> None:
        """How long it is to be: the first length that is said; those besides are kept in their words."""
        position = 0
        while (read := read_amount(self.text, position)) is not None:
            length, (start, position) = read
            said = self.text[start:position]
            if length > _DAY or _A_DAY.fullmatch(said) or _NO_LENGTH.match(self.text, position):
                continue
            if self.length is None:
                self.length = length
            elif length != self.length:
                self.further_lengths.append(said)
            self._blank((start, position))

    def _ranges(self) -> None:
        """A range of days, and hours that are said for each of them."""
        for when in self._whens(self.text):
            if when.rrule or when.kind is Kind.DURATION:
                continue
            if not when.all_day and not when.dated and (hours := _hours(when)) is not None:
                self._between(hours)
            elif when.confidence > _SURE and self.limits.start is None and self._range(when):
                pass
            else:
                continue
            self._blank(when.span)

    def _range(self, when: When) -> bool:
        """Take a range; False for an instant, which is none."""
        start, end = when.start, when.end
        if start is not None and end is None and when.kind is Kind.SINCE:
            end = start + _WEEKS if when.all_day else _midnight(start) + _DAY
        elif start is not None and end is None and not when.all_day:
            return False
        elif start is not None and end is None:
            end = _midnight(start) + _DAY
        elif start is None and end is not None:
            end = _midnight(end) + _DAY if when.all_day else end  # "by Friday": that day too
            self.limits = replace(self.limits, deadline=True)
        limit = self.limits.end
        self.limits = replace(self.limits, start=start, end=min(limit, end) if limit and end else end or limit)
        return True

    def _whens(self, text: str) -> list[When]:
        zone = self._reference.tzinfo
        assert isinstance(zone, ZoneInfo)  # noqa: S101 - made so
        return sorted(resolve(text, self._reference, zone=zone), key=lambda when: when.span)

    def _between(self, hours: Hours) -> None:
        self.limits = replace(self.limits, between=_both(self.limits.between, hours))

    def _blank(self, span: tuple[int, int]) -> None:
        self.text = self.text[: span[0]] + " " * (span[1] - span[0]) + self.text[span[1] :]


_NO_LENGTH = regex.compile(r"\s*(?:ago|before|later|earlier|vor|her|früher|später)\b", _I)
_NEAR = 8  # letters that may stand between "not" and its date
_SURE = 0.35


def _hours(when: When) -> Hours | None:
    """The hours of each day that a clock without a day means."""
    if when.start is not None and when.end is not None:
        return (when.start.time(), when.end.time()) if when.end - when.start < _DAY else None
    if when.start is not None and when.kind is Kind.SINCE:
        return when.start.time(), time()
    if when.end is not None and when.start is None:
        return time(), when.end.time()
    return None


def _both(one: Hours | None, other: Hours | None) -> Hours | None:
    """The hours that are in both; those said last where they have none in common."""
    if one is None or other is None:
        return other or one
    start = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end != time()]
    end = min(ends) if ends else time()
    return (start, end) if end == time() or start < end else other


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)

"""The time that words give an event which has one already."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.calendar.extract.times import best_time
from threadline.calendar.when import Grain, When, resolve
from threadline.core.scheduling.counted_from_event import counted_from_event
from threadline.texts.messages import _

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_TIMED = timedelta(minutes=30)
_DAYLIGHT = range(7, 19)
_EVENING = 17
_EARLY = 6
_NOON = 12
_HOUR_ALONE = regex.compile(r"^\D*\b(?P<hour>[01]?\d|2[0-4])(?:\s*(?:uhr|uur|hs?|o'clock))?\W*$", re.IGNORECASE)
_NO_DAY = regex.compile(
    r"^(?:to|at|until|till|by|for|auf|um|bis|à|a las?|alle|às|om|tot|naar|jusqu'à|"
    r"hasta|fino a(?:lle)?|até|\W)*\s*[\d:.h ]+\s*(?:uhr|uur|hs?|o'clock)?\W*$",
    re.I,
)
_TODAY = regex.compile(
    r"(?<!\w)(?:today|tonight|now|this (?:morning|afternoon|evening)|heute|jetzt|aujourd'hui|ce (?:soir|matin)|hoy|"
    r"esta (?:tarde|noche|mañana)|oggi|stasera|hoje|vandaag|vanavond|今日|今天)(?!\w)",
    re.IGNORECASE,
)
_OTHER_WEEK = regex.compile(
    r"(?<!\w)(?:this|next|coming|following|after|nächst\w*|kommend\w*|diese\w*|prochaine?|próxim[oa]|prossim[oa]|"
    r"volgende|komende|deze|que viene)(?!\w)",
    re.IGNORECASE,
)
_SPAN = regex.compile(r"\d")
_FROM = regex.compile(r"^\s*(?:from|von|de|da|van|desde|du)\b", re.IGNORECASE)


class Unclear(Exception):
    """The words make no event of it; `str(error)` says what is missing, a sentence for the person."""


class PartOfDay(Unclear):
    """A part of a day in which the event is to be, without its hour: from `start` to `end`."""

    def __init__(self, sentence: str, start: datetime, end: datetime) -> None:
        super().__init__(sentence)
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class NewTime:
    """The event at its new time, and at others that the words may mean."""

    draft: EventDraft
    others: tuple[EventDraft, ...] = ()


def new_time(words: str, draft: EventDraft, now: datetime, language: str) -> NewTime:
    """The event at the time that `words` mean, said at `now`. Raises `Unclear`."""
    words, zone = " ".join(words.split()), ZoneInfo(draft.zone)
    if (counted := counted_from_event(words)) is not None:
        moved = (
            at_start(draft, draft.start.astimezone(zone) + counted.shift)
            if not draft.all_day
            else _on_date(draft, draft.start.astimezone(zone).date() + counted.shift)
        )
        return _at_rest(counted.rest, moved, now, language)
    today, midnight = now.astimezone(zone), _midnight(draft.start, zone)
    if (hour := _HOUR_ALONE.match(words)) and _NO_DAY.match(words):
        return _on_clock(draft, midnight.date(), int(hour["hour"]), 0)
    own = best_time(tuple(resolve(words, midnight, zone=zone, language=language)))
    if own is not None and _is_clock(own, words, midnight, zone, language):
        return _placed(own, words, draft)
    said = best_time(tuple(resolve(words, today, zone=zone, language=language)))
    if said is None or (said.start or said.end) is None:
        raise Unclear(_("I could not read a time in “{words}”. For example “Thursday at 4”.", words=words.strip()))
    near = _placed(said, words, draft)
    if said.grain is Grain.WEEK and near.draft == draft and own is not None:
        near = _placed(own, words, draft)  # "next week" of an event that is next week already is the one after
    if own is None or own.start is None or _OTHER_WEEK.search(words) or not _is_weekday(said, words, today, language):
        return near
    in_its_week = best_time(tuple(resolve(words, _monday(midnight), zone=zone, language=language)))
    if in_its_week is None or in_its_week.start is None or midnight - today < _WEEK or in_its_week.start < today:
        return near
    far = _placed(in_its_week, words, draft)
    return NewTime(far.draft, (near.draft, *far.others)) if far.draft != near.draft else far


def _at_rest(words: str, draft: EventDraft, now: datetime, language: str) -> NewTime:
    """The event on its new day, at the clock that the rest of the words give, if they give one."""
    return new_time(words, draft, now, language) if re.search(r"\d", words) else NewTime(draft)


def new_end(words: str, draft: EventDraft, language: str) -> datetime:
    """When the event ends by words like "until 5". Raises `Unclear`."""
    words, zone = " ".join(words.split()), ZoneInfo(draft.zone)
    start = draft.start.astimezone(zone)
    hour = _HOUR_ALONE.match(words)
    if draft.all_day:
        return _last_midnight(words, draft, language)
    if hour and _NO_DAY.match(words):
        found = [start.replace(hour=number % 24, minute=0) for number in _readings(int(hour["hour"]))]
        later = [moment for moment in found if moment > start]
        if later:
            return min(later)
    read = best_time(tuple(resolve(words, _midnight(start, zone), zone=zone, language=language)))
    end = (read.end or read.start) if read is not None else None
    if end is not None and end <= start and read is not None and _is_either_half(read, words):
        end += _DAY / 2
    if end is None or end <= start:
        raise Unclear(_("It would end before it starts. When should it end?"))
    return end


def _is_either_half(read: When, words: str) -> bool:
    """Whether a clock may be meant in either half of the day: "half past three", "halb vier"."""
    said = read.start or read.end
    others = [each.start or each.end for each in read.alternatives]
    halves = said is not None and any(_other_half(said, other) for other in others)
    return halves or (said is not None and not said.minute % 5 and said.hour < _NOON and not _SPAN.search(words))


def _last_midnight(words: str, draft: EventDraft, language: str) -> datetime:
    """The midnight after the last day of what takes whole days."""
    zone = ZoneInfo(draft.zone)
    read = best_time(tuple(resolve(words, _midnight(draft.start, zone), zone=zone, language=language)))
    last = (read.end or read.start) if read is not None else None
    if read is None or last is None or not read.all_day:
        raise Unclear(_("It takes the whole day. What time should it start? For example “from 9 to 6”."))
    end = datetime.combine(last.astimezone(zone).date() + _DAY, time(), zone)
    if end <= draft.start:
        raise Unclear(_("It would end before it starts. When should it end?"))
    return end


def last_day(words: str, draft: EventDraft, now: datetime, language: str) -> date:
    """The day by words like "January 15", on which a series may still take place. Raises `Unclear`."""
    zone = ZoneInfo(draft.zone)
    read = best_time(tuple(resolve(words, now.astimezone(zone), zone=zone, language=language)))
    if read is None or (read.start or read.end) is None:
        raise Unclear(_("I could not read a day in “{words}”. For example “after January 15”.", words=words.strip()))
    if read.all_day and read.start is not None and read.end is not None:
        return read.end.astimezone(zone).date() - _DAY  # the last day of a month, of a week, or of "the end of March"
    return (read.start or read.end or now).astimezone(zone).date()


def new_rule(words: str, draft: EventDraft, language: str) -> EventDraft:
    """The event as it repeats by words like "every Tuesday until March", from its own day on. Raises `Unclear`."""
    zone = ZoneInfo(draft.zone)
    read = best_time(tuple(resolve(words, _midnight(draft.start, zone), zone=zone, language=language)))
    if read is None or read.rrule is None or read.start is None:
        raise Unclear(
            _(
                "I could not read how it repeats in “{words}”. For example “every Tuesday until March”.",
                words=words.strip(),
            )
        )
    rule = ";".join(
        part for part in read.rrule.split(";") if not part.startswith(("BYHOUR=", "BYMINUTE=", "BYSECOND="))
    )
    if "BYDAY" not in rule and "BYMONTHDAY" not in rule and read.all_day:
        moved = draft
    else:
        moved = _on_date(draft, read.start.date()) if read.all_day else _placed(read, words, draft).draft
    skipped = tuple(datetime.combine(day, moved.start.timetz()) for day in read.excluded)
    return replace(moved, rrule=rule, excluded=skipped)


def _placed(read: When, words: str, draft: EventDraft) -> NewTime:
    """The event at what was read: its date, its clock, or both."""
    zone = ZoneInfo(draft.zone)
    start = (read.start or read.end or draft.start).astimezone(zone)
    if read.all_day:
        return NewTime(_on_date(draft, _day_in(read, draft, start.date())))
    length = read.end - read.start if read.end and read.start else None
    if length and _FROM.match(words) and read.end and _same_clock(start, draft.start.astimezone(zone)):
        return NewTime(at_start(draft, read.end.astimezone(zone)))
    if length and read.grain is Grain.HOUR and length >= timedelta(hours=2):  # a part of the day is no length
        own = datetime.combine(start.date(), draft.start.astimezone(zone).time(), zone)
        inside = not draft.all_day and start <= own and own + draft.duration <= start + length
        if not inside and not _SPAN.search(words):
            raise PartOfDay(
                _(
                    "What time should it be ({words})? For example “{hour}:00”.",
                    words=words.strip(" .!?"),
                    hour=start.hour + 2,
                ),
                start,
                start + length,
            )
        return NewTime(at_start(draft, own if inside else start))
    if length:
        return NewTime(replace(draft, start=start, end=start + length, all_day=False))
    if read.start is not None and any(_other_half(read.start, other.start) for other in read.alternatives):
        return _on_clock(draft, start.date(), start.hour, start.minute)
    return NewTime(at_start(draft, start))


def _other_half(start: datetime, other: datetime | None) -> bool:
    """Whether another reading is the same clock in the other half of the day."""
    return other is not None and (other - start) % _DAY == _DAY / 2


def _on_clock(draft: EventDraft, day: date, hour: int, minute: int) -> NewTime:
    """On a day, at an hour without its half of the day: the half that suits the event; the other is told."""
    zone = ZoneInfo(draft.zone)
    own = draft.start.astimezone(zone).hour
    readings = _readings(hour)
    daylight = [number for number in readings if number in _DAYLIGHT]
    nearest = min(readings, key=lambda number: abs(number - own))
    best = nearest if draft.all_day is False and own >= _EVENING else (daylight or [nearest])[0]
    if len(daylight) > 1:
        best = min(daylight, key=lambda number: abs(number - own))

    def at(number: int) -> EventDraft:
        return at_start(draft, datetime.combine(day, time(number % 24, minute), zone) + _DAY * (number // 24))

    return NewTime(at(best), tuple(at(number) for number in readings if number != best and number >= _EARLY))


def _readings(hour: int) -> tuple[int, ...]:
    return (hour % 12, hour % 12 + 12) if 1 <= hour <= 12 else (hour,)


def at_start(draft: EventDraft, start: datetime) -> EventDraft:
    """At a start, as long as it was; what took whole days takes half an hour."""
    real = start.astimezone(ZoneInfo("UTC")).astimezone(start.tzinfo)
    if draft.all_day:
        return replace(draft, start=real, end=real + _TIMED, all_day=False)
    return draft.moved(real)


def _on_date(draft: EventDraft, day: date) -> EventDraft:
    """On another date, at its own time of day."""
    zone = ZoneInfo(draft.zone)
    if draft.all_day:
        first, last = draft.dates
        dates = EventDraft.of_dates(draft.title, day, day + (last - first), draft.zone)
        return replace(draft, start=dates.start, end=dates.end)
    return at_start(draft, datetime.combine(day, draft.start.astimezone(zone).time(), zone))


def _day_in(read: When, draft: EventDraft, first: date) -> date:
    """The date that a reading means: of a week, the event's weekday. Raises `Unclear` for longer stretches."""
    if read.grain is Grain.DAY:
        return first
    if read.grain is Grain.WEEK:
        weekday = draft.start.astimezone(ZoneInfo(draft.zone)).weekday()
        return first + timedelta(days=(weekday - first.weekday()) % 7)
    raise Unclear(_("Which day should it be? For example “Thursday at 4”."))


def _is_clock(read: When, words: str, midnight: datetime, zone: ZoneInfo, language: str) -> bool:
    """Whether the words give a clock and no day: the same clock whatever day they are said on."""
    if read.all_day or read.start is None or read.start.date() != midnight.date() or _TODAY.search(words):
        return False
    other = best_time(tuple(resolve(words, midnight + 3 * _DAY, zone=zone, language=language)))
    return other is not None and other.start is not None and other.start - read.start == 3 * _DAY


def _is_weekday(read: When, words: str, now: datetime, language: str) -> bool:
    """Whether the words name a weekday: the same date from one day to another, a week later from week to week."""
    if read.start is None or (read.all_day and read.grain is not Grain.DAY):
        return False
    week = best_time(tuple(resolve(words, now + _WEEK, language=language)))
    days = [best_time(tuple(resolve(words, now + _DAY * number, language=language))) for number in (1, 2)]
    stays = any(day is not None and day.start is not None and day.start.date() == read.start.date() for day in days)
    return stays and week is not None and week.start is not None and week.start.date() - read.start.date() == _WEEK


def _same_clock(one: datetime, other: datetime) -> bool:
    return (one.hour % 12, one.minute) == (other.hour % 12, other.minute)


def _midnight(moment: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(moment.astimezone(zone).date(), time(), zone)


def _monday(midnight: datetime) -> datetime:
    """The night before the week of a day begins, from which every weekday of it lies ahead."""
    return midnight - _DAY * (midnight.weekday() + 1)

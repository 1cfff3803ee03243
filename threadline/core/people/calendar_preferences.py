"""How a person works and what they let others know: preferences that steer the calendar.

| preference | value | otherwise |
|---|---|---|
| `working_hours` | `09:00-17:00`, in their own zone | 09:00–17:00 |
| `working_days` | `mon,tue,wed,thu,fri` (or `1,2,…` from Monday) | Monday to Friday |
| `meeting_minutes` | how long a meeting is of which nobody says it, 5 to 480 | 30 |
| `buffer_minutes` | kept free before and after what is in the calendar, up to 240 | 0 |
| `holidays` | a country as ISO 3166-1, with a region: `AT`, `DE-BY` | none |
| `country` | where they live (ISO 3166-1): how they write dates, whose days they mean | by `holidays`, else by zone |
| `date_order` | `day-month`, `month-day`: what 3/4 is | as their language and country write it |
| `clock` | `12`, `24`: whether 10:00 may be in the evening | as their language and country count |
| `week_start` | `monday`, `saturday`, `sunday` | Monday |
| `breakfast`, `brunch`, `lunch`, `dinner` | when they have it, as `12:00-13:00` | 8–9, 11–12:30, 12–13, 18–20 |
| `preferred_time` | `morning`, `afternoon`, `evening`: where free times are looked for first | none |
| `focus_time`, `out_of_office` | time kept to focus, days away: see `habits` | none |
| `share_busy` | `true`, `false`: others of this service may see when they are busy, never with what | true |
| `invite_attendees` | `true`, `false`: attendees are told of bookings, changes and cancellations | true |

What cannot be read counts as not set.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from functools import lru_cache

from threadline import regex
from threadline.calendar.focus_time import FocusTime
from threadline.calendar.when import Meals, Occasion, Policy
from threadline.calendar.workday import WorkingHours
from threadline.core.domain.message import Person
from threadline.core.people.habits import Absence, read_absences, read_focus
from threadline.storage.preferences import PreferenceStore

DATE_ORDERS: Mapping[str, bool] = {"day-month": True, "month-day": False}
CLOCKS: Mapping[str, bool] = {"12": False, "24": True}
PREFERRED_TIMES: Mapping[str, tuple[time, time]] = {
    "morning": (time(6), time(12)),
    "afternoon": (time(12), time(18)),
    "evening": (time(17), time(22)),
}
WEEK_STARTS: Mapping[str, int] = {"monday": 0, "saturday": 5, "sunday": 6}
_HOURS = regex.compile(r"^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$")
_COUNTRY = regex.compile(r"^\s*([A-Za-z]{2})(?:[-_]([A-Za-z0-9]{1,8}))?\s*$")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NO = ("false", "no", "off", "0")
_MOST_BUFFER = 240
_SHORTEST_MEETING, _LONGEST_MEETING = 5, 480
_USUAL_HOURS = (time(9), time(17))
_USUAL = Policy()
_MEALS = tuple(each.name for each in fields(Meals))
_LONGEST_MEAL = timedelta(hours=5)


@dataclass(frozen=True, slots=True)
class CalendarPreferences:
    """One person's habits.

    `country` and `region` are those whose public holidays they keep, `conventions` how they write dates and count hours
    and weeks, and when they eat. `preferred` is the part of the day in which they like to meet,
    `focus` what they keep of each day for themselves, `absences` are their days away.
    """

    hours: WorkingHours
    buffer: timedelta = timedelta()
    country: str | None = None
    region: str | None = None
    share_busy: bool = True
    invite: bool = True
    conventions: Policy = _USUAL
    preferred: tuple[time, time] | None = None
    focus: FocusTime | None = None
    absences: tuple[Absence, ...] = ()

    async def holidays(self, first: date, last: date) -> frozenset[date]:
        """The public holidays of those years that they keep."""
        if self.country is None:
            return frozenset()
        years = tuple(range(first.year, last.year + 1))
        return await asyncio.to_thread(public_holidays, self.country, self.region, years)

    def policy(self) -> Policy:
        """How this person means ambiguous words: "at 3" within their hours, 3/12 as their country writes it."""
        hours = self.hours
        policy = replace(self.conventions, country=self.conventions.country or self.country)
        if (hours.start, hours.end) == _USUAL_HOURS or hours.end <= hours.start:
            return policy
        end = hours.end.hour + (hours.end.minute > 0)
        return replace(policy, working_hours=(hours.start.hour, end), end_of_day=hours.end)


class CalendarPreferenceReader:
    """Reads habits from preferences."""

    def __init__(self, preferences: PreferenceStore) -> None:
        self._preferences = preferences

    async def of(self, person: Person) -> CalendarPreferences:
        """The person's habits as they are now."""
        values = {record.key: record.value for record in await self._preferences.list(person.id)}
        return habit_of(values, person.zone)


def habit_of(values: Mapping[str, str], zone: str) -> CalendarPreferences:
    """The habits that preferences say of somebody whose clock shows `zone`."""
    start, end = read_hours(values.get("working_hours", "")) or _USUAL_HOURS
    days = read_days(values.get("working_days", "")) or frozenset(range(5))
    country, region = read_country(values.get("holidays", "")) or (None, None)
    return CalendarPreferences(
        WorkingHours(zone, start, end, days),
        read_buffer(values.get("buffer_minutes", "")) or timedelta(),
        country,
        region,
        share_busy=_yes(values.get("share_busy", "")),
        invite=_yes(values.get("invite_attendees", "")),
        conventions=_conventions(values),
        preferred=PREFERRED_TIMES.get(values.get("preferred_time", "").strip().lower()),
        focus=read_focus(values.get("focus_time", "")),
        absences=read_absences(values.get("out_of_office", "")),
    )


def _conventions(values: Mapping[str, str]) -> Policy:
    country = read_country(values.get("country", ""))
    eaten = {meal: occasion for meal in _MEALS if (occasion := read_meal(values.get(meal, "")))}
    return Policy(
        week_start=read_week_start(values.get("week_start", "")) or 0,
        day_first=read_choice(values.get("date_order", ""), DATE_ORDERS),
        clock24=read_choice(values.get("clock", ""), CLOCKS),
        meals=replace(_USUAL.meals, **eaten),
        country=country[0] if country else None,
        usual_length=read_length(values.get("meeting_minutes", "")) or _USUAL.usual_length,
    )


def read_choice(text: str, choices: Mapping[str, bool]) -> bool | None:
    """One of two ways to write."""
    return choices.get(text.strip().lower())


def read_week_start(text: str) -> int | None:
    """The day that weeks begin with, 0 for Monday."""
    return WEEK_STARTS.get(text.strip().lower())


def read_meal(text: str) -> Occasion | None:
    """A meal as `12:00-13:00`."""
    hours = read_hours(text)
    if hours is None:
        return None
    begins, ends = (timedelta(hours=each.hour, minutes=each.minute) for each in hours)
    return Occasion(hours[0], ends - begins) if timedelta() < ends - begins <= _LONGEST_MEAL else None


def read_hours(text: str) -> tuple[time, time] | None:
    """Working hours as `09:00-17:00`; an end before the start is on the next day."""
    match = _HOURS.match(text)
    if match is None:
        return None
    try:
        start, end = time(int(match[1]), int(match[2])), time(int(match[3]) % 24, int(match[4]))
    except ValueError:
        return None
    return (start, end) if start != end else None


def read_days(text: str) -> frozenset[int] | None:
    """Weekdays as `mon,tue` or `1,2` (1 is Monday); answers with 0 for Monday."""
    found = set[int]()
    for part in re.split(r"[,;\s]+", text.strip().lower()):
        if part[:3] in _DAYS:
            found.add(_DAYS.index(part[:3]))
        elif part in {"1", "2", "3", "4", "5", "6", "7"}:
            found.add(int(part) - 1)
        else:
            return None
    return frozenset(found)


def read_buffer(text: str) -> timedelta | None:
    """Minutes to keep free around what is in the calendar."""
    minutes = read_minutes(text, _MOST_BUFFER)
    return timedelta(minutes=minutes) if minutes is not None else None


def read_length(text: str) -> timedelta | None:
    """Minutes that a meeting lasts."""
    minutes = read_minutes(text, _LONGEST_MEETING)
    return timedelta(minutes=minutes) if minutes is not None and minutes >= _SHORTEST_MEETING else None


def read_minutes(text: str, most: int) -> int | None:
    """A number of minutes."""
    said = text.strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 4 and int(said) <= most else None


def read_country(text: str) -> tuple[str, str | None] | None:
    """A country and a region as `DE-BY`, where its holidays are known."""
    match = _COUNTRY.match(text)
    if match is None:
        return None
    from holidays import list_supported_countries

    country, region = match[1].upper(), match[2].upper() if match[2] else None
    regions = list_supported_countries().get(country)
    return (country, region) if regions is not None and (region is None or region in regions) else None


@lru_cache(maxsize=256)
def public_holidays(country: str, region: str | None, years: tuple[int, ...]) -> frozenset[date]:
    """The public holidays of a country in some years. The first call for a country takes some milliseconds."""
    from holidays import country_holidays

    return frozenset(country_holidays(country, subdiv=region, years=years))


def _yes(text: str) -> bool:
    return text.strip().lower() not in _NO

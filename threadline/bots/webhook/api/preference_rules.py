"""Preferences that steer the service: what they may be. All others are the client's own."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from threadline.bots.webhook.api.message_submission import read_zone
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.errors import Problem, unprocessable
from threadline.calendar.when.zones.lookup import zone_called
from threadline.core.calendars.todo_services import HERE, TODO_LIST_KEY
from threadline.core.people.calendar_preferences import (
    CLOCKS,
    DATE_ORDERS,
    PREFERRED_TIMES,
    WEEK_STARTS,
    read_buffer,
    read_country,
    read_days,
    read_hours,
    read_length,
    read_meal,
)
from threadline.core.people.habits import read_absences, read_focus
from threadline.core.reminders.preferences import read_lead, read_time

EVENT_SHAPE = "event_shape"
"""The preference for the shape in which events are given over HTTP."""

_COUNTRY = re.compile(r"^[A-Za-z]{2}$")
_LANGUAGE = re.compile(r"^[a-z]{2}$")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a preference may be, and the sentence for what it may not."""

    fits: Callable[[str], bool]
    sentence: str


def _is_zone(value: str) -> bool:
    try:
        return read_zone(value) is not None
    except Problem:
        return False


def _one_of(choices: Collection[str]) -> Rule:
    return Rule(lambda value: value in choices, f"This is {' or '.join(choices)}.")


_MEAL = Rule(
    lambda value: read_meal(value) is not None,
    "A meal has a beginning and an end, five hours apart at most (an example is 12:00-13:00).",
)
_SWITCH = Rule(lambda value: value in ("true", "false"), "This is true or false.")
RULES: Mapping[str, Rule] = {
    "timezone": Rule(_is_zone, "No time zone and no city is called that (examples are Europe/Vienna and Tokyo)."),
    "language": Rule(
        lambda value: _LANGUAGE.match(value) is not None, "A language is two letters of ISO 639-1 (an example is en)."
    ),
    "working_hours": Rule(
        lambda value: read_hours(value) is not None,
        "Working hours are a beginning and an end (an example is 09:00-17:00).",
    ),
    "working_days": Rule(
        lambda value: bool(read_days(value)), "Working days are some of mon, tue, wed, thu, fri, sat, sun, by commas."
    ),
    "meeting_minutes": Rule(
        lambda value: read_length(value) is not None, "A usual meeting lasts a number of minutes, from 5 to 480."
    ),
    "buffer_minutes": Rule(lambda value: read_buffer(value) is not None, "A buffer is a number of minutes, up to 240."),
    "holidays": Rule(
        lambda value: read_country(value) is not None,
        "Holidays are those of a country of ISO 3166-1, or of a region of it (examples are AT and DE-BY).",
    ),
    "country": Rule(
        lambda value: _COUNTRY.match(value) is not None and read_country(value) is not None,
        "A country is two letters of ISO 3166-1 (an example is AT).",
    ),
    "date_order": _one_of(DATE_ORDERS),
    "clock": _one_of(CLOCKS),
    "week_start": _one_of((*WEEK_STARTS, "auto")),
    "preferred_time": _one_of(PREFERRED_TIMES),
    "breakfast": _MEAL,
    "brunch": _MEAL,
    "lunch": _MEAL,
    "dinner": _MEAL,
    "focus_time": Rule(
        lambda value: read_focus(value) is not None,
        "Focus time is a number of minutes and the part of the day (examples are 120 morning and 60 09:00-11:00).",
    ),
    "out_of_office": Rule(
        lambda value: bool(read_absences(value)),
        "Days away are a first and a last date (an example is 2027-08-03/2027-08-07), several by commas.",
    ),
    "share_busy": _SWITCH,
    "invite_attendees": _SWITCH,
    "nickname": Rule(lambda value: 0 < len(value.strip()) <= 40, "A name has up to 40 characters."),
    "remind_minutes": Rule(
        lambda value: read_lead(value) is not None, "Reminders come a number of minutes before, from 1 to 1440."
    ),
    "morning_brief": Rule(lambda value: read_time(value) is not None, "This is a time of day (an example is 07:30)."),
    "quiet_hours": Rule(
        lambda value: read_hours(value) is not None,
        "Quiet hours are a beginning and an end (an example is 22:00-07:00).",
    ),
    "tell_expiry": _SWITCH,
    "tell_answers": _SWITCH,
    TODO_LIST_KEY: _one_of((HERE, "google", "microsoft", "caldav")),
    EVENT_SHAPE: _one_of(("threadline", "google")),
}
"""By the key of the preference. `threadline.core.people.calendar_preferences` says what those of the calendar do."""


async def reads_google(call: Call) -> bool:
    """Whether the caller wants events in the shape of Google Calendar's API; the console never does."""
    if call.caller.by_cookie:
        return False
    found = await call.services.people.preferences.get(call.person.id, EVENT_SHAPE)
    return found is not None and found.value == "google"


def named_zone(key: str, value: str) -> str:
    """What is kept of a preference: of a time zone its IANA name, whatever it was called."""
    return (zone_called(value) or value) if key == "timezone" else value


def require_fitting(key: str, value: str) -> None:
    """Refuse what makes no sense. Raises `Problem` (422)."""
    rule = RULES.get(key)
    if rule is not None and not rule.fits(value):
        raise unprocessable("value", rule.sentence)

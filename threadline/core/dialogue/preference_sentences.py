"""What is remembered of a person, in a sentence each."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from threadline.core.people.calendar_preferences import WEEK_STARTS, read_buffer, read_days, read_hours, read_length
from threadline.core.people.habits import read_absences, read_focus
from threadline.texts import formats
from threadline.texts.languages import spoken
from threadline.texts.messages import N_, _

_LONGEST_LEAD = 1440
_PARTS = {
    "morning": N_("You prefer to meet in the morning."),
    "afternoon": N_("You prefer to meet in the afternoon."),
    "evening": N_("You prefer to meet in the evening."),
}
_CLOCKS = {"12": N_("You use the 12-hour clock."), "24": N_("You use the 24-hour clock.")}
_TODO_LISTS = {
    "here": N_("Your to-dos stay on your list here."),
    "google": N_("Your to-dos go to Google Tasks."),
    "microsoft": N_("Your to-dos go to Microsoft To Do."),
    "caldav": N_("Your to-dos go to your CalDAV server."),
}
_MEALS = {
    "breakfast": N_("You have breakfast from {start} to {end}."),
    "brunch": N_("You have brunch from {start} to {end}."),
    "lunch": N_("You have lunch from {start} to {end}."),
    "dinner": N_("You have dinner from {start} to {end}."),
}
_SWITCHES = {
    "tell_answers": N_("I tell you when a guest answers."),
    "tell_expiry": N_("I tell you before an open proposal expires."),
}


def sentence_of(key: str, value: str) -> str | None:
    """The sentence for a preference, in the reader's language; None where it says nothing or is none of ours."""
    made = _SENTENCES.get(key)
    return made(value) if made is not None else None


def is_value(key: str, value: str) -> bool:
    """Whether it is a value that this preference may have."""
    said = value.strip()
    if key == "nickname":
        return re.fullmatch(r"[^\W\d_][\w.' -]{0,39}", said) is not None
    if key == "buffer_minutes":
        return read_buffer(said) is not None
    if key == "meeting_minutes":
        return read_length(said) is not None
    if key == "remind_minutes":
        return said.isdecimal() and 0 < int(said[:5]) <= _LONGEST_LEAD
    return sentence_of(key, said) is not None


def remembered_keys() -> tuple[str, ...]:
    """The preferences that there are sentences for, in the order in which they are told."""
    return tuple(_SENTENCES)


def _clock(at: time) -> str:
    return formats.clock(datetime.combine(date(2000, 1, 1), at))


def _range(text: str) -> Callable[[str], str | None]:
    def made(value: str) -> str | None:
        hours = read_hours(value)
        return _(text, start=_clock(hours[0]), end=_clock(hours[1])) if hours else None

    return made


def _days(value: str) -> str | None:
    days = read_days(value)
    if not days:
        return None
    return _("You work on {days}.", days=formats.and_list([formats.weekday(day) for day in sorted(days)]))


def _week_start(value: str) -> str | None:
    day = WEEK_STARTS.get(value)
    return None if day is None else _("Your week starts on {day}.", day=formats.weekday(day, long=True))


def _language(value: str) -> str | None:
    return _("Your language is {language}.", language=formats.language_name(value)) if spoken(value) else None


def _named(texts: Mapping[str, str]) -> Callable[[str], str | None]:
    return lambda value: _(texts[value]) if value in texts else None


def _switch(text: str) -> Callable[[str], str | None]:
    return lambda value: _(text) if value == "true" else None


def _with(text: str) -> Callable[[str], str | None]:
    return lambda value: _(text, value=value) if value else None


def _at(value: str) -> str | None:
    try:
        return _("I send you the day's agenda every day at {time}.", time=_clock(time.fromisoformat(value)))
    except ValueError:
        return None


def _focus(value: str) -> str | None:
    focus = read_focus(value)
    if focus is None:
        return None
    return _(
        "On working days I keep {value} minutes between {start} and {end} for you to focus.",
        value=int(focus.length.total_seconds() // 60),
        start=_clock(focus.start),
        end=_clock(focus.end),
    )


def _away(value: str) -> str | None:
    days = [
        _day(each.first)
        if each.first == each.last
        else _("{first} to {last}", first=_day(each.first), last=_day(each.last))
        for each in read_absences(value)
    ]
    return _("You are out of office: {days}.", days=formats.and_list(days)) if days else None


def _day(day: date) -> str:
    return formats.plain_day(day, weekday=True, year=True)


_SENTENCES: Mapping[str, Callable[[str], str | None]] = {
    "nickname": _with(N_("I call you {value}.")),
    "preferred_time": _named(_PARTS),
    "working_hours": _range(N_("You work from {start} to {end}.")),
    "working_days": _days,
    **{meal: _range(text) for meal, text in _MEALS.items()},
    "meeting_minutes": _with(N_("Your meetings last {value} minutes unless somebody says otherwise.")),
    "buffer_minutes": _with(N_("I keep {value} minutes free around your events.")),
    "week_start": _week_start,
    "clock": _named(_CLOCKS),
    "language": _language,
    "holidays": _with(N_("You keep the public holidays of {value}.")),
    "timezone": _with(N_("Your time zone is {value}.")),
    "remind_minutes": _with(N_("I remind you {value} minutes before each meeting.")),
    "morning_brief": _at,
    "tell_expiry": _switch(_SWITCHES["tell_expiry"]),
    "tell_answers": _switch(_SWITCHES["tell_answers"]),
    "focus_time": _focus,
    "out_of_office": _away,
    "todo_list": _named(_TODO_LISTS),
    "quiet_hours": _range(N_("I do not disturb you from {start} to {end}.")),
}

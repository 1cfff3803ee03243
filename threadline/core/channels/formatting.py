"""Words that are the same in every channel, of times above all: "Thu 26 Nov 2026, 15:00–16:30 (Europe/Vienna)"."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarRejected
from threadline.calendar.recurrence import extent
from threadline.calendar.rrule_text import parse_rule
from threadline.texts import formats
from threadline.texts.messages import N_, _, ngettext

_EVERY = {
    "HOURLY": N_("every hour"),
    "DAILY": N_("every day"),
    "WEEKLY": N_("every week"),
    "MONTHLY": N_("every month"),
    "YEARLY": N_("every year"),
}
_EVERY_OTHER = {
    "HOURLY": N_("every other hour"),
    "DAILY": N_("every other day"),
    "WEEKLY": N_("every other week"),
    "MONTHLY": N_("every other month"),
    "YEARLY": N_("every other year"),
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS = {
    "1": N_("first {weekday}"),
    "2": N_("second {weekday}"),
    "3": N_("third {weekday}"),
    "4": N_("fourth {weekday}"),
    "5": N_("fifth {weekday}"),
    "-1": N_("last {weekday}"),
}
_MOST_COUNTED = 400  # occurrences: more than a year of days is counted by nobody who reads a card
_SAID = {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST", "BYMONTHDAY"}


def shortened(text: str, limit: int) -> str:
    """The text, cut to `limit` characters with an ellipsis where it is longer."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def and_list(words: Sequence[str]) -> str:
    """Words as people list them: "Ana", "Ana and Bo", "Ana, Bo and Cy"; "" for none."""
    return formats.and_list(words)


def day_label(day: datetime) -> str:
    """A date, in the zone the instant carries: "Thu 26 Nov 2026"."""
    return formats.day(day)


def span_label(start: datetime, end: datetime, zone: str) -> str:
    """A stretch of time in `zone`: "Thu 26 Nov 2026, 15:00–16:30", or with both dates if it ends on another day."""
    tz = ZoneInfo(zone)
    return formats.span(start.astimezone(tz), end.astimezone(tz))


def when_label(draft: EventDraft, zone: str) -> str:
    """When an event is, for a reader in `zone`, with how it repeats."""
    if draft.all_day:
        first, last = draft.dates
        days = formats.day(first) if first == last else f"{formats.day(first)} – {formats.day(last)}"
        label = _("{day}, all day", day=days)
    else:
        label = f"{span_label(draft.start, draft.end, zone)} ({zone})"
    return (
        _("{time}, {repeats}", time=label, repeats=series_label(draft) or repeats_label(draft.rrule))
        if draft.rrule
        else label
    )


def series_label(draft: EventDraft) -> str:
    """How an event repeats, how often it takes place and until when: "every week on Tue, 6 times until Tue 5 Jan 2027".

    "" where words cannot say it here, or nobody would count so far.
    """
    rule = draft.rrule or ""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    every = _ruled(";".join(f"{name}={value}" for name, value in parts.items() if name not in ("UNTIL", "COUNT")))
    try:
        goes = extent(draft, limit=_MOST_COUNTED)
        until = parse_rule(rule).last_date(time() if draft.all_day else draft.start.time(), ZoneInfo(draft.zone))
    except CalendarRejected:  # a rule of some other calendar's, which is shown as it is
        return ""
    if not every or goes.times is None or goes.last is None:
        return ""
    return _last(_times(every, goes.times), until or goes.last)


def repeats_label(rrule: str) -> str:
    """How something repeats, after its time; a rule that words cannot say here is quoted as it is."""
    return _ruled(rrule) or _("repeats by {rule}", rule=rrule)


def rule_label(rrule: str) -> str:
    """The same, after a label that says already that it repeats."""
    return _ruled(rrule) or _("by {rule}", rule=rrule)


def _ruled(rrule: str) -> str:
    parts = dict(part.split("=", 1) for part in rrule.upper().split(";") if "=" in part)
    frequency = parts.get("FREQ", "")
    if frequency not in _EVERY or set(parts) - _SAID:
        return ""
    return _until(parts, _on(parts, _every(frequency, int(parts.get("INTERVAL", "1")))))


def _every(frequency: str, interval: int) -> str:
    if interval <= 2:
        return _((_EVERY if interval < 2 else _EVERY_OTHER)[frequency])
    match frequency:
        case "HOURLY":
            return ngettext("every {count} hour", "every {count} hours", interval)
        case "DAILY":
            return ngettext("every {count} day", "every {count} days", interval)
        case "WEEKLY":
            return ngettext("every {count} week", "every {count} weeks", interval)
        case "MONTHLY":
            return ngettext("every {count} month", "every {count} months", interval)
    return ngettext("every {count} year", "every {count} years", interval)


def _on(parts: dict[str, str], every: str) -> str:
    if "BYDAY" in parts:
        return _("{every} on {days}", every=every, days=", ".join(map(_weekday, parts["BYDAY"].split(","))))
    if "BYMONTHDAY" in parts:
        return _("{every} on day {number}", every=every, number=parts["BYMONTHDAY"])
    return every


def _weekday(day: str) -> str:
    ordinal, code = day[:-2], day[-2:]
    name = formats.weekday(_WEEKDAYS.index(code)) if code in _WEEKDAYS else code
    if not ordinal:
        return name
    return _(_ORDINALS[ordinal], weekday=name) if ordinal in _ORDINALS else f"{ordinal}. {name}"


def _until(parts: dict[str, str], repeats: str) -> str:
    if "COUNT" in parts:
        return _times(repeats, int(parts["COUNT"]))
    if "UNTIL" in parts:
        return _last(repeats, datetime.strptime(parts["UNTIL"][:8], "%Y%m%d"))  # noqa: DTZ007 - a date in words
    return repeats


def _times(repeats: str, count: int) -> str:
    return ngettext("{repeats}, {count} time", "{repeats}, {count} times", count, repeats=repeats)


def _last(repeats: str, day: date) -> str:
    return _("{repeats} until {day}", repeats=repeats, day=formats.day(day))

"""The task modules that change a proposal: what they ask, and the event that comes of what was entered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from threadline.bots.teams import kit
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.proposal import Alternative, Proposal

Json = dict[str, Any]

EDIT, TIMES, ASK = "edit", "times", "ask"
_LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)
_MOST_TIMES = 10
_MOST_PEOPLE = 50
_LONGEST_TEXT = 5_000
_ADDRESS = re.compile(r"^[^@\s<>]{1,64}@[^@\s<>]+\.[^@\s<>]{2,}$")
_NAMED = re.compile(r"^(.*?)\s*<([^<>]+)>$")
_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$")


class FormInvalid(Exception):
    """What was entered makes no event; `errors` says why, by input."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Subject:
    """Which proposal a button or a form is about, and as which version it was shown."""

    proposal: str
    version: int

    @classmethod
    def read(cls, data: Json) -> Self:
        """The subject that `to_data` wrote. Raises `ValueError` for data that is none of ours."""
        proposal, version = data.get("proposal"), data.get("version")
        if not isinstance(proposal, str) or not isinstance(version, int) or not proposal or len(proposal) > 64:
            raise ValueError("the data names no proposal")
        return cls(proposal, version)

    def to_data(self, form: str) -> Json:
        """The form in which a task module carries it."""
        return {"proposal": self.proposal, "version": self.version, "form": form}


def edit_form(proposal: Proposal, subject: Subject, values: Json | None = None, problem: str = "") -> Json:
    """The task module that edits an event; `values` are what was entered before, `problem` why it did not do."""
    draft, given = proposal.offer.draft, values or {}
    shown = _initial(draft) | {name: str(value) for name, value in given.items() if isinstance(value, str)}
    when = _date_inputs(shown) if draft.all_day else _time_inputs(draft, shown)
    body = [
        *_problem(problem),
        _text_input("title", "Title", shown, 300, required=True),
        *when,
        _text_input("place", "Where", shown, 500),
        _text_input("people", "Who: names or e-mail addresses, with commas between them", shown, 2_500, lines=True),
    ]
    return kit.task("Edit event", kit.card(body, [kit.submit("Save", subject.to_data(EDIT))]))


def times_form(alternatives: Sequence[Alternative], subject: Subject, problem: str = "") -> Json:
    """The task module that offers other times."""
    if not alternatives:
        return kit.task("Other times", kit.card([kit.text("I know of no other time. Use Edit to choose one.")], []))
    choices = [
        {"title": option.label, "value": f"{option.start.timestamp():.0f}:{option.end.timestamp():.0f}"}
        for option in alternatives[:_MOST_TIMES]
    ]
    choice = {
        "type": "Input.ChoiceSet",
        "id": "time",
        "label": "When instead?",
        "style": "expanded",
        "choices": choices,
        "isRequired": True,
        "errorMessage": "Choose one.",
    }
    body = [*_problem(problem), choice]
    return kit.task("Other times", kit.card(body, [kit.submit("Take it", subject.to_data(TIMES))]))


def ask_form(words: str, data: Json, problem: str = "") -> Json:
    """The task module of the message action: the words of the message, to be proposed as an event."""
    given = {"text": words[:_LONGEST_TEXT]}
    body = [*_problem(problem), _text_input("text", "What, when, with whom?", given, _LONGEST_TEXT, lines=True)]
    return kit.task("Schedule this", kit.card(body, [kit.submit("Propose", data | {"form": ASK})]))


def edited(draft: EventDraft, values: Json) -> EventDraft:
    """The event with what was entered. Raises `FormInvalid`."""
    errors: dict[str, str] = {}
    title = entered(values, "title")
    if not title:
        errors["title"] = "An event has a title."
    people = _people(entered(values, "people"), errors)
    start, end = _dates(draft, values, errors) if draft.all_day else _times(draft, values, errors)
    if errors:
        raise FormInvalid(errors)
    place = entered(values, "place")[:500] or None
    try:
        return replace(draft, title=title[:300], start=start, end=end, location=place, attendees=people)
    except ValueError as error:
        raise FormInvalid({"length": f"{error}."}) from error


def moved(draft: EventDraft, values: Json) -> EventDraft:
    """The event at the time that was chosen. Raises `FormInvalid`."""
    zone = ZoneInfo(draft.zone)
    try:
        start, end = (datetime.fromtimestamp(int(second), zone) for second in entered(values, "time").split(":"))
        return replace(draft, start=start, end=end, all_day=draft.all_day and start.time() == end.time() == time())
    except (ValueError, OverflowError, OSError):
        raise FormInvalid({"time": "Choose one."}) from None


def entered(values: Json, name: str) -> str:
    """What was entered in one input, without the space around it."""
    value = values.get(name)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _initial(draft: EventDraft) -> dict[str, str]:
    first, last = draft.dates if draft.all_day else (draft.start.astimezone(ZoneInfo(draft.zone)).date(),) * 2
    start = draft.start.astimezone(ZoneInfo(draft.zone))
    return {
        "title": draft.title,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "day": start.date().isoformat(),
        "clock": f"{start:%H:%M}",
        "length": str(_minutes(draft)),
        "place": draft.location or "",
        "people": ", ".join(map(_written, draft.attendees)),
    }


def _time_inputs(draft: EventDraft, shown: Mapping[str, str]) -> list[Json]:
    lengths = sorted({*_LENGTHS, _minutes(draft)})
    choices = [{"title": _length(minutes), "value": str(minutes)} for minutes in lengths]
    chosen = shown["length"] if shown["length"] in {choice["value"] for choice in choices} else str(_minutes(draft))
    return [
        {"type": "Input.Date", "id": "day", "label": "Day", "value": shown["day"], "isRequired": True},
        {
            "type": "Input.Time",
            "id": "clock",
            "label": f"Start ({draft.zone})",
            "value": shown["clock"],
            "isRequired": True,
        },
        {"type": "Input.ChoiceSet", "id": "length", "label": "Length", "choices": choices, "value": chosen},
    ]


def _date_inputs(shown: Mapping[str, str]) -> list[Json]:
    return [
        {"type": "Input.Date", "id": "first", "label": "First day", "value": shown["first"], "isRequired": True},
        {"type": "Input.Date", "id": "last", "label": "Last day", "value": shown["last"], "isRequired": True},
    ]


def _text_input(
    name: str, label: str, shown: Mapping[str, str], most: int, *, required: bool = False, lines: bool = False
) -> Json:
    element: Json = {
        "type": "Input.Text",
        "id": name,
        "label": label,
        "value": shown.get(name, "")[:most],
        "maxLength": most,
        "isMultiline": lines,
    }
    return element | ({"isRequired": True, "errorMessage": f"{label}?"} if required else {})


def _problem(words: str) -> list[Json]:
    return [kit.text(words, color="Attention", weight="Bolder")] if words else []


def _minutes(draft: EventDraft) -> int:
    return max(1, int(draft.duration.total_seconds() // 60))


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not parts else parts)


def _written(attendee: Attendee) -> str:
    return f"{attendee.name} <{attendee.email}>" if attendee.name and attendee.email else str(attendee)


def _times(draft: EventDraft, values: Json, errors: dict[str, str]) -> tuple[datetime, datetime]:
    day, clock = _date(values, "day", errors), _CLOCK.match(entered(values, "clock"))
    length = entered(values, "length")
    if clock is None:
        errors["clock"] = "The start is a time as 15:30."
    if not length.isascii() or not length.isdigit() or not 1 <= int(length[:8]) <= 60 * 24 * 366:
        errors["length"] = "An event has a length."
    if errors or day is None or clock is None:
        return draft.start, draft.end
    try:
        start = datetime.combine(day, time(int(clock[1]), int(clock[2])), ZoneInfo(draft.zone))
        return start, replace(draft, end=draft.start + timedelta(minutes=int(length))).moved(start).end
    except (ValueError, OverflowError):
        errors["day"] = "That is no time in the calendar."
        return draft.start, draft.end


def _dates(draft: EventDraft, values: Json, errors: dict[str, str]) -> tuple[datetime, datetime]:
    first, last = _date(values, "first", errors), _date(values, "last", errors)
    if first is None or last is None:
        return draft.start, draft.end
    if last < first:
        errors["last"] = "The last day is not before the first."
        return draft.start, draft.end
    try:
        dates = EventDraft.of_dates(draft.title, first, last, draft.zone)
    except (ValueError, OverflowError):
        errors["last"] = "These are no days in the calendar."
        return draft.start, draft.end
    return dates.start, dates.end


def _date(values: Json, name: str, errors: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(entered(values, name))
    except ValueError:
        errors[name] = "A day is needed, as 2026-11-26."
        return None


def _people(text: str, errors: dict[str, str]) -> tuple[Attendee, ...]:
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    if len(parts) > _MOST_PEOPLE:
        errors["people"] = f"At most {_MOST_PEOPLE} people."
        return ()
    people = []
    for part in parts:
        named = _NAMED.match(part)
        name, address = named.groups() if named else ("", part) if "@" in part else (part, "")
        if address and not _ADDRESS.match(address):
            errors["people"] = f"“{address}” is no e-mail address."
        people.append(Attendee(name, address or None))
    return tuple(people)

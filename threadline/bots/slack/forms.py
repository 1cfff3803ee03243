"""The modals that change a proposal: what they ask, and the event that comes of what was entered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from threadline.bots.slack import kit
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.proposal import Alternative, Proposal

Json = dict[str, Any]

EDIT, TIMES, ASK = "edit_event", "other_times", "ask_event"
_LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)
_MOST_TIMES = 10
_MOST_PEOPLE = 50
_ADDRESS = re.compile(r"^[^@\s<>]{1,64}@[^@\s<>]+\.[^@\s<>]{2,}$")
_NAMED = re.compile(r"^(.*?)\s*<([^<>]+)>$")


class FormInvalid(Exception):
    """What was entered makes no event; `errors` says why, by block."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Subject:
    """Which proposal a modal is about, as which version, and where its card is."""

    proposal: str
    version: int
    channel: str = ""
    thread_ts: str = ""

    def to_json(self) -> str:
        """The form in which the modal carries it."""
        return _SUBJECT.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The subject of a modal."""
        return _SUBJECT.validate_json(text)  # type: ignore[return-value]


_SUBJECT = TypeAdapter(Subject)


def edit_form(proposal: Proposal, subject: Subject) -> Json:
    """The modal that edits an event."""
    draft = proposal.offer.draft
    return kit.modal(
        EDIT,
        "Edit event",
        [
            kit.field("title", "Title", _text(draft.title, 300)),
            *(_date_fields(draft) if draft.all_day else _time_fields(draft)),
            kit.field("place", "Where", _text(draft.location or "", 500), optional=True),
            kit.field(
                "people",
                "Who",
                _text(", ".join(map(_written, draft.attendees)), 2_500, multiline=True),
                optional=True,
                hint="Names or e-mail addresses, with commas between them.",
            ),
        ],
        submit="Save",
        metadata=subject.to_json(),
    )


def times_form(alternatives: Sequence[Alternative], subject: Subject) -> Json:
    """The modal that offers other times."""
    if not alternatives:
        words = "I know of no other time. Use *Edit* to choose one."
        return kit.modal(TIMES, "Other times", [kit.section(words)], metadata=subject.to_json())
    options = [
        kit.option(option.label, f"{option.start.timestamp():.0f}:{option.end.timestamp():.0f}")
        for option in alternatives[:_MOST_TIMES]
    ]
    return kit.modal(
        TIMES,
        "Other times",
        [kit.field("time", "When instead?", {"type": "radio_buttons", "options": options})],
        submit="Take it",
        metadata=subject.to_json(),
    )


def waiting_form(subject: Subject) -> Json:
    """What stands while free times are looked for."""
    return kit.modal(TIMES, "Other times", [kit.section("Looking for free times…")], metadata=subject.to_json())


def ask_form() -> Json:
    """The modal of the global shortcut: what is to be scheduled?"""
    return kit.modal(
        ASK,
        "New event",
        [
            kit.field(
                "text",
                "What, when, with whom?",
                _text("", 3_000, multiline=True),
                hint="Design review with Ana next Thursday 3-4:30pm in Room 4",
            )
        ],
        submit="Propose",
    )


def edited(draft: EventDraft, values: Json) -> EventDraft:
    """The event with what was entered. Raises `FormInvalid`."""
    errors: dict[str, str] = {}
    title = (entered(values, "title") or "").strip()
    if not title:
        errors["title"] = "An event has a title."
    people = _people(entered(values, "people") or "", errors)
    start, end = _dates(draft, values, errors) if draft.all_day else _times(draft, values, errors)
    if errors:
        raise FormInvalid(errors)
    place = (entered(values, "place") or "").strip() or None
    return replace(draft, title=title, start=start, end=end, location=place, attendees=people)


def moved(draft: EventDraft, values: Json) -> EventDraft:
    """The event at the time that was chosen. Raises `FormInvalid`."""
    chosen = entered(values, "time")
    if not chosen:
        raise FormInvalid({"time": "Choose one."})
    zone = ZoneInfo(draft.zone)
    start, end = (datetime.fromtimestamp(int(second), zone) for second in chosen.split(":"))
    dates = draft.all_day and start.time() == end.time() == time()
    return replace(draft, start=start, end=end, all_day=dates)


def entered(values: Json, block_id: str) -> str | None:
    """What was entered in one block, as text."""
    state = (values.get(block_id) or {}).get("value") or {}
    for name in ("value", "selected_date_time", "selected_date"):
        if state.get(name) is not None:
            return str(state[name])
    chosen = state.get("selected_option")
    return str(chosen["value"]) if chosen else None


def _time_fields(draft: EventDraft) -> list[Json]:
    minutes = int(draft.duration.total_seconds() // 60)
    options = {length: kit.option(_length(length), str(length)) for length in sorted({*_LENGTHS, minutes})}
    start = {"type": "datetimepicker", "initial_date_time": int(draft.start.timestamp())}
    length = {"type": "static_select", "options": list(options.values()), "initial_option": options[minutes]}
    return [
        kit.field("start", "Start", start, hint="In your own time zone."),
        kit.field("length", "Length", length),
    ]


def _date_fields(draft: EventDraft) -> list[Json]:
    first, last = draft.dates
    return [
        kit.field("first", "First day", {"type": "datepicker", "initial_date": first.isoformat()}),
        kit.field("last", "Last day", {"type": "datepicker", "initial_date": last.isoformat()}),
    ]


def _text(value: str, most: int, *, multiline: bool = False) -> Json:
    element: Json = {"type": "plain_text_input", "max_length": most, "multiline": multiline}
    return element | ({"initial_value": value[:most]} if value else {})


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not parts else parts)


def _written(attendee: Attendee) -> str:
    return f"{attendee.name} <{attendee.email}>" if attendee.name and attendee.email else str(attendee)


def _times(draft: EventDraft, values: Json, errors: dict[str, str]) -> tuple[datetime, datetime]:
    second, minutes = entered(values, "start"), entered(values, "length")
    if not second or not minutes:
        errors["start" if not second else "length"] = "An event has a start and a length."
        return draft.start, draft.end
    start = datetime.fromtimestamp(int(second), ZoneInfo(draft.zone))
    return start, replace(draft, end=draft.start + timedelta(minutes=int(minutes))).moved(start).end


def _dates(draft: EventDraft, values: Json, errors: dict[str, str]) -> tuple[datetime, datetime]:
    first, last = entered(values, "first"), entered(values, "last")
    if not first or not last:
        errors["first" if not first else "last"] = "An event has a first and a last day."
        return draft.start, draft.end
    if last < first:
        errors["last"] = "The last day is not before the first."
        return draft.start, draft.end
    dates = EventDraft.of_dates(draft.title, date.fromisoformat(first), date.fromisoformat(last), draft.zone)
    return dates.start, dates.end


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

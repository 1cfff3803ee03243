"""Editing an event field by field in the terminal: Enter keeps, a dash empties, times are said as one says them."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.markup import escape

from threadline.calendar.when import Kind, When, resolve
from threadline.commands import terminal

_NOTHING = ("-", "–")
_CLOCK_ALONE = re.compile(
    r"\s*\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?)?(\s*[-–]\s*\d{1,2}([:.]\d{2})?\s*([ap]\.?m\.?)?)?\s*", re.I
)


async def edited_fields(event: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """Ask for each field; answers with what differs, as the API wants it. The end of the input changes nothing."""
    terminal.console.print("[dim]Enter keeps what is there; - empties a field.[/dim]")
    fields: dict[str, Any] = {}
    guests = ", ".join(each["email"] or each["name"] for each in event["attendees"])
    title = await _field("Title", event["title"])
    times = await _times(event, now) if title is not None else None
    place = await _field("Where", event["location"] or "") if times is not None else None
    people = await _field("Guests", guests) if place is not None else None
    if title is None or times is None or place is None or people is None:
        return {}
    if title not in ("", *_NOTHING):  # an event has a title
        fields["title"] = title
    if place:
        fields["location"] = "" if place in _NOTHING else place
    if people:
        fields["attendees"] = [] if people in _NOTHING else _guests(people, event["attendees"])
    return fields | times


async def _field(label: str, value: str) -> str | None:
    """What is to stand there; "" where it stays as it is, None at the end of the input."""
    said = await terminal.ask(f"[bold]{label}[/bold] [dim]({escape(value) or 'nothing'})[/dim]")
    return None if said is None else said.strip()


async def _times(event: dict[str, Any], now: datetime) -> dict[str, str] | None:
    while True:
        said = await _field("When", f"{event['start'][:16].replace('T', ' ')}–{event['end'][11:16]}")
        if not said:
            return None if said is None else {}
        if found := read_times(said, event, now):
            return found
        terminal.console.print(f"[yellow]No time was found in “{escape(said)}”. Try: 4pm, or Friday 10-11:30.[/yellow]")


def read_times(said: str, event: dict[str, Any], now: datetime) -> dict[str, str]:
    """Start, and end where one was said; nothing where no time was. A time of day alone means the event's own day."""
    zone = ZoneInfo(event["timezone"])
    start = datetime.fromisoformat(event["start"]).astimezone(zone)
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    reference = midnight if _CLOCK_ALONE.fullmatch(said) else now.astimezone(zone)
    reading = next((each for each in resolve(said, reference, zone=zone) if _places(each)), None)
    if reading is None or reading.start is None:
        return {}
    times = {"start": reading.start.isoformat()}
    if reading.kind is Kind.INTERVAL and reading.end is not None:
        times["end"] = reading.end.isoformat()
    return times


def _places(reading: When) -> bool:
    return reading.kind in (Kind.INSTANT, Kind.INTERVAL) and reading.start is not None and not reading.all_day


def _guests(said: str, invited: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The people named, by address or name; those who were invited keep what is known of them."""
    known = {each[key].lower(): each for each in invited for key in ("name", "email") if each[key]}
    names = [part.strip() for part in said.split(",") if part.strip()]
    return [_guest(known.get(name.lower()), name) for name in names]


def _guest(known: dict[str, Any] | None, name: str) -> dict[str, str]:
    if known is not None:
        return {key: known[key] for key in ("name", "email") if known[key]}
    return {"email": name} if "@" in name else {"name": name}

"""`threadline when`: how a time expression is read."""

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.table import Table
from rich.text import Text

from threadline.calendar.when import When, resolve
from threadline.commands.failure import CommandFailed


def when(text: str, *, at: datetime | None, zone: str | None, as_json: bool) -> None:
    """Print every reading of the text, the best first; exit code 1 if there is none. `at` may bring the zone."""
    try:
        tz = ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CommandFailed(f"{zone!r} is no IANA time zone (an example is Europe/Vienna).", code=2) from error
    reference = at or datetime.now(UTC)
    if tz is not None:
        reference = reference.astimezone(tz) if reference.tzinfo else reference.replace(tzinfo=tz)
    readings = resolve(text, reference, zone=tz)
    if as_json:
        print(json.dumps({"reference": reference.isoformat(), "readings": [_view(one) for one in readings]}))  # noqa: T201
    elif readings:
        _show(readings, text)
    if not readings:
        raise CommandFailed("" if as_json else f"No time was found in “{text}”.")


def _show(readings: list[When], text: str) -> None:
    console = Console()
    for reading in readings:
        table = Table(show_header=False, box=None, pad_edge=False)
        begin, end = reading.span
        quoted = Text.assemble(
            text[max(0, begin - 20) : begin], (text[begin:end], "bold underline"), text[end : end + 20]
        )
        table.add_row("read from", quoted)
        for name, value in _view(reading).items():
            if value not in (None, [], False, "") and name not in ("text", "span"):
                words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
                table.add_row(name.replace("_", " "), Text(words))
        console.print(table, highlight=False)
        console.print()


def _view(reading: When) -> dict[str, Any]:
    return {
        "text": reading.text,
        "span": list(reading.span),
        "kind": reading.kind,
        "start": _iso(reading.start),
        "end": _iso(reading.end),
        "all_day": reading.all_day,
        "zone": reading.zone,
        "duration_minutes": reading.duration.total_seconds() / 60 if reading.duration else None,
        "rrule": reading.rrule,
        "confidence": round(reading.confidence, 2),
        "alternatives": [f"{_iso(other.start)} – {_iso(other.end)}: {other.reason}" for other in reading.alternatives],
        "warnings": [caution.sentence for caution in reading.warnings],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

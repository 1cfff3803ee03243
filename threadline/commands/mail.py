"""`threadline mail parse`: what is read from a mail, with the events in it."""

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from threadline.bots.email.incoming.offsets import zone_of
from threadline.bots.email.mail.parsed_mail import CalendarPart, Forward, MailUnreadable, ParsedMail
from threadline.bots.email.parsing.pool import ParsingPool
from threadline.calendar.event import EventDraft
from threadline.calendar.ics_lines import IcsError
from threadline.calendar.ics_reader import read_ics
from threadline.commands.failure import CommandFailed
from threadline.core.channels.formatting import day_label, span_label
from threadline.core.scheduling.interpretation import understand

_LEAST_MAIL_HEADERS = ("from", "date", "subject", "to", "message-id", "received", "content-type", "mime-version")


@dataclass(frozen=True, slots=True)
class Found:
    """An event that was read: where from, relative to which moment on which clock, and what it would become."""

    source: str
    said_at: datetime | None
    zone: str
    draft: EventDraft | None = None
    question: str | None = None
    warnings: tuple[str, ...] = ()


def parse(file: str, *, zone: str, as_json: bool) -> None:
    """Print what is read from a mail (RFC 5322, `-` is the standard input), shown for somebody in a zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CommandFailed(f"{zone!r} is no IANA time zone (an example is Europe/Vienna).", code=2) from error
    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        mail = asyncio.run(_parsed(raw))
    except MailUnreadable as error:
        raise CommandFailed(error.reason) from error
    if not any(name in mail.headers for name in _LEAST_MAIL_HEADERS):
        raise CommandFailed("This is no mail: it has no header. Save the mail with its source (.eml).")
    found = list(events(mail, zone))
    if as_json:
        print(json.dumps(view(mail, found), ensure_ascii=False, default=_json_value))  # noqa: T201
    else:
        _show(mail, found, zone)


async def _parsed(raw: bytes) -> ParsedMail:
    pool = ParsingPool()
    try:
        return await pool.parse(raw)
    finally:
        await pool.close()


def events(mail: ParsedMail, zone: str) -> Iterator[Found]:
    """The events in a mail: in the sender's own words, in each mail it forwards (at its own date), in its calendars."""
    texts: list[tuple[str, str, datetime | None]] = [("text", mail.text, mail.sent_at)]
    chain = list(mail.forward.chain()) if mail.forward else []
    texts += [(f"forward {number}", each.body, each.sent_at) for number, each in enumerate(chain, 1)]
    for source, text, said_at in texts:
        found = _in_text(source, text, said_at, zone)
        if found is not None:
            yield found
    for number, part in enumerate(mail.calendars, 1):
        yield from _in_calendar(f"calendar {number}", part, zone)


def _in_text(source: str, text: str, said_at: datetime | None, zone: str) -> Found | None:
    moment = said_at or datetime.now(UTC)
    clock = zone_of(moment, zone) or zone
    reading = understand(text, sent_at=moment, zone=clock)
    if reading.draft is None and reading.question is None:
        return None
    return Found(source, said_at, clock, reading.draft, reading.question, reading.warnings)


def _in_calendar(source: str, part: CalendarPart, zone: str) -> Iterator[Found]:
    try:
        read = read_ics(part.text, zone)
    except IcsError as error:
        yield Found(source, None, zone, warnings=(str(error),))
        return
    for event in read.events:
        yield Found(source, None, zone, event.draft)
    for skipped in read.skipped:
        yield Found(source, None, zone, warnings=(skipped.reason,))


def view(mail: ParsedMail, found: list[Found]) -> dict[str, Any]:
    """Everything as plain values; of files their size instead of their bytes."""
    plain = asdict(mail)
    for file in plain["attachments"]:
        content = file.pop("content")
        file["bytes"] = None if content is None else len(content)
    return plain | {"events": [_event_view(each) for each in found]}


def _json_value(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _event_view(found: Found) -> dict[str, Any]:
    draft = found.draft
    return {
        "source": found.source,
        "said_at": found.said_at,
        "zone": found.zone,
        "event": asdict(draft) if draft else None,
        "question": found.question,
        "warnings": list(found.warnings),
    }


def _show(mail: ParsedMail, found: list[Found], zone: str) -> None:
    console = Console()
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in _fields(mail):
        if value:
            table.add_row(Text(name, style="bold"), Text(value))
    console.print(table, highlight=False)
    _passage(console, "text", mail.text)
    if mail.forward:
        for number, forward in enumerate(mail.forward.chain(), 1):
            _passage(console, f"forward {number}", _shown(forward, zone))
    _passage(console, "quoted", mail.history)
    for file in mail.attachments:
        size = "" if file.content is None else f"{len(file.content):,} bytes"
        _passage(console, f"file {file.name}", "\n".join(filter(None, (file.media_type, size, file.note, file.text))))
    for each in found:
        _passage(console, f"event in {each.source}", _said(each, zone))


def _fields(mail: ParsedMail) -> Iterator[tuple[str, str]]:
    yield "from", ", ".join(map(str, mail.senders))
    yield "to", ", ".join(map(str, mail.to))
    yield "cc", ", ".join(map(str, mail.cc))
    yield "subject", mail.subject
    yield "date", str(mail.sent_at or "")
    yield "language", mail.language or ""
    for note in mail.notes:
        yield "note", note
    for part in mail.calendars:
        yield "calendar", part.method or "without a method"


def _shown(forward: Forward, zone: str) -> str:
    local = forward.sent_at.astimezone(ZoneInfo(zone)) if forward.sent_at else None
    origin = "" if forward.zone_given else " (it names no offset: the forwarder's is taken)"
    lines = [
        f"From: {forward.sender or ''}",
        f"To: {', '.join(map(str, forward.to))}",
        f"Cc: {', '.join(map(str, forward.cc))}" if forward.cc else "",
        f"Date: {forward.sent_at}{origin}; for you {local:%Y-%m-%d %H:%M}" if local else "",
        f"Subject: {forward.subject}",
    ]
    return "\n".join([*filter(None, lines), "", forward.body])


def _said(found: Found, zone: str) -> str:
    lines = [found.question or "", *found.warnings]
    if (draft := found.draft) is not None:
        start, end = draft.start, draft.end
        lines = [draft.title, day_label(start) if draft.all_day else span_label(start, end, zone), *lines]
        lines += [draft.location or "", ", ".join(map(str, draft.attendees)), draft.rrule or ""]
    return "\n".join(filter(None, lines))


def _passage(console: Console, title: str, text: str) -> None:
    if text.strip():
        console.print(Rule(Text(title), align="left", style="dim"))
        console.print(Text(text.strip()))

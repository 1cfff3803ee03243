"""Calendar files that came with a mail, in the words that events are read from."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.bots.email.incoming.invited_events import MOST_KEPT, further_dates
from threadline.bots.email.mail.parsed_mail import CalendarPart
from threadline.calendar.event import EventDraft
from threadline.calendar.ics_events import IcsFile
from threadline.calendar.ics_lines import IcsError
from threadline.calendar.ics_reader import read_ics
from threadline.core.channels.formatting import repeats_label

_MOST_EVENTS = 5
_MOST_PEOPLE = 20
_REPLY = "REPLY"


def events_in_words(calendars: Sequence[CalendarPart], zone: str) -> tuple[str, ...]:
    """One sentence for each event, with times on the clock of `zone`. What is left out is told by `Invited.notes`.

    Answers to invitations are left out: they are no events. May take long for large files: run it in a thread.
    """
    said: list[str] = []
    for part in calendars:
        if part.method == _REPLY:
            continue
        try:
            said += _sentences(read_ics(part.text, zone), zone)
        except IcsError:
            continue
    return tuple(dict.fromkeys(said))  # programs send the same event twice, to be shown and to be saved


def _sentences(file: IcsFile, zone: str) -> list[str]:
    said = []
    for event in file.events[:_MOST_EVENTS]:
        called_off = event.cancelled or file.method == "CANCEL"
        sentence = _sentence(event.draft, zone)
        said.append(f"Cancelled by its organiser: {event.draft.title}." if called_off else sentence)
        if not called_off and (event.following or len(further_dates(event)) > MOST_KEPT):
            said.append(
                "It takes place at further times, in a way that I cannot take over: the calendar file has them."
            )
    return said


def _sentence(draft: EventDraft, zone: str) -> str:
    title = " ".join(draft.title.replace("“", "").replace("”", "").split())
    parts = [f"“{title}” {_when(draft, zone)}"]
    if draft.location:
        parts.append(f"at {' '.join(draft.location.split())}")
    if people := [attendee.email or attendee.name for attendee in draft.attendees[:_MOST_PEOPLE]]:
        parts.append(f"with {', '.join(str(person) for person in people)}")
    return " ".join(parts)


def _when(draft: EventDraft, zone: str) -> str:
    repeated = f", {repeats_label(draft.rrule)}" if draft.rrule else ""
    if draft.all_day:
        first, last = draft.dates
        days = f"on {first.isoformat()}" if first == last else f"from {first.isoformat()} to {last.isoformat()}"
        return f"{days}, all day{repeated}"
    start, end = (instant.astimezone(ZoneInfo(zone)) for instant in (draft.start, draft.end))
    if start.date() == end.date() or ((end - start) < timedelta(days=1) and _is_midnight(end)):
        return f"on {start.date().isoformat()} from {start:%H:%M} to {end:%H:%M}{repeated}"
    return f"from {start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}{repeated}"


def _is_midnight(instant: datetime) -> bool:
    return (instant.hour, instant.minute) == (0, 0)

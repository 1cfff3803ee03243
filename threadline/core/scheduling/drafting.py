"""From the slots of an event to its draft: its length where none was said, its name, its other readings."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Extraction, Intent
from threadline.calendar.recurrence import as_utc
from threadline.calendar.when import Kind, When
from threadline.core.channels.formatting import day_label, span_label
from threadline.core.domain.proposal import Alternative, Evidence
from threadline.core.domain.reading import Reading
from threadline.texts.messages import N_, _, pgettext

DEFAULT_LENGTH = timedelta(minutes=30)
WHEN_QUESTION = N_("When should it be? For example “Thursday 3–4pm”.")
_DAY = timedelta(days=1)
_MOST_ALTERNATIVES = 5
_TIME_PARTS = ("BYHOUR=", "BYMINUTE=", "BYSECOND=")


def created(extraction: Extraction, zone: str, usual: timedelta = DEFAULT_LENGTH) -> Reading:
    """The event that is to be created, `usual` long where nothing is said; or the question for its time.

    Raises `OverflowError` at the calendar's edge.
    """
    when = extraction.when
    evidence = evidence_of(extraction)
    if when is None or (when.start is None and when.end is None):
        return Reading(
            Intent.CREATE, evidence=evidence, question=_(WHEN_QUESTION), attendees=tuple(extraction.attendees)
        )
    start, end, warnings = _extent(extraction, when, usual)
    draft = EventDraft(
        title=_title(extraction),
        start=start,
        end=end,
        zone=when.zone or zone,
        all_day=when.all_day,
        location=extraction.location,
        attendees=tuple(_attendee(name) for name in extraction.attendees),
        rrule=_dates_only(extraction.rrule),
        excluded=_skipped(when),
    )
    return Reading(
        Intent.CREATE,
        draft=draft,
        evidence=evidence,
        alternatives=_alternatives(draft, extraction.whens, zone),
        warnings=(*warnings, *(_(caution.sentence) for caution in when.warnings)),
        start=start,
        end=end,
        duration=draft.duration,
        attendees=tuple(extraction.attendees),
    )


def _extent(extraction: Extraction, when: When, usual: timedelta) -> tuple[datetime, datetime, tuple[str, ...]]:
    length = said_length(extraction)
    if when.start is None:  # a deadline: the event ends there, or is that day
        assert when.end is not None  # noqa: S101 - checked by the caller
        if when.all_day:
            return when.end, midnight_after(when.end), ()
        return _after(when.end, -(length or usual)), when.end, ()
    if when.all_day:
        hourless = (_("No time of day was given, so it is the whole day."),) if length and length < _DAY else ()
        whole = when.end if when.end is not None and when.end > when.start else midnight_after(when.start)
        return when.start, whole, hourless
    if when.end is not None and as_utc(when.end) > as_utc(when.start):
        return when.start, when.end, ()
    if length:
        return when.start, _after(when.start, length), ()
    minutes = int(usual.total_seconds() // 60)
    return (
        when.start,
        _after(when.start, usual),
        (_("No length was given, so it is {minutes} minutes.", minutes=minutes),),
    )


def _after(start: datetime, length: timedelta) -> datetime:
    """So much elapsed time later: hours that a change of the clocks skips or repeats count as they pass."""
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)


def midnight_after(start: datetime) -> datetime:
    """The midnight that ends the day."""
    following = start.date() + timedelta(days=1)
    return datetime.combine(following, datetime.min.time(), start.tzinfo)


def said_length(extraction: Extraction) -> timedelta | None:
    """The length that was said."""
    minutes = extraction.duration_minutes
    return timedelta(minutes=minutes) if minutes else None


def wished_length(extraction: Extraction) -> timedelta | None:
    """How long a meeting is to be whose time is sought: a range of hours says where to look, not that."""
    when = extraction.when
    if when is None or when.start is None or when.end is None or when.all_day:
        return said_length(extraction)
    said = (other.duration for other in extraction.whens if other is not when and other.kind is Kind.DURATION)
    return next((length for length in said if length), None)


def _dates_only(rrule: str | None) -> str | None:
    """The rule without its time of day, which the start already gives and most calendars do not take."""
    parts = rrule.split(";") if rrule else []
    return ";".join(part for part in parts if not part.startswith(_TIME_PARTS)) or None


def _skipped(when: When) -> tuple[datetime, ...]:
    if when.start is None:
        return ()
    return tuple(datetime.combine(day, when.start.timetz()) for day in when.excluded)


def _title(extraction: Extraction) -> str:
    if extraction.title:
        return extraction.title[0].upper() + extraction.title[1:]
    kind = extraction.kind_evidence.value if extraction.kind_evidence else ""
    if kind and (" " in kind or not kind.isascii() or not extraction.attendees):
        return kind[0].upper() + kind[1:]
    with_whom = ", ".join(name.partition("@")[0] if "@" in name else name for name in extraction.attendees)
    return _("Meeting with {names}", names=with_whom) if with_whom else pgettext("title", "Meeting")


def _attendee(name: str) -> Attendee:
    cleaned = name.strip()
    is_address = "@" in cleaned[1:]
    return Attendee(email=cleaned) if is_address else Attendee(name=cleaned.removeprefix("@"))


def _alternatives(draft: EventDraft, whens: Sequence[When], zone: str) -> tuple[Alternative, ...]:
    """Other readings of the same words, then the other times in the text; each as long as the draft."""
    starts: list[tuple[datetime, datetime | None, bool]] = []
    for when in whens:
        starts.append((when.start or draft.start, when.end, when.all_day))
        starts.extend((other.start, other.end, other.all_day) for other in when.alternatives if other.start)
        if when.start is None and when.end == draft.end and not when.all_day:  # another hour to be done by
            dues = (other.end for other in when.alternatives if other.end and not other.start)
            starts.extend((_after(due, -draft.duration), due, False) for due in dues)
    found: dict[datetime, Alternative] = {}
    for start, end, all_day in starts:
        length = draft.end - draft.start if all_day else draft.duration
        last = (
            end
            if end is not None and as_utc(end) > as_utc(start)
            else start + length
            if all_day
            else _after(start, length)
        )
        if start != draft.start and all_day == draft.all_day:
            label = day_label(start) if all_day else span_label(start, last, zone)
            found.setdefault(start, Alternative(start, last, label, "reading"))
    return tuple(found.values())[:_MOST_ALTERNATIVES]


def evidence_of(extraction: Extraction) -> tuple[Evidence, ...]:
    """The words that each part was read from, in their order."""
    found = [("title", extraction.title_evidence), ("location", extraction.place_evidence)]
    found += [("attendee", person) for person in extraction.people]
    read = [Evidence(slot, said.value, *said.span) for slot, said in found if said is not None]
    if extraction.when is not None:
        read.append(Evidence("when", extraction.when.text, *extraction.when.span))
    return tuple(sorted(read, key=lambda each: each.start))

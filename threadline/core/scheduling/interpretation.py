"""What a message asks of the calendar, and the event that can be read from it.

The grammar of `threadline.calendar` does the reading; this module decides what an incomplete reading means: which
length an event has that nobody gave, what it is called, and what has to be asked.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Extraction, Intent, Quoted, Verified, extract, verify_quotes
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.calendar.when import Grain, Kind, When
from threadline.core.channels.formatting import day_label, span_label
from threadline.core.domain.proposal import Alternative, Evidence
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.question_words import asks_for_next, is_part_of_day, part_of_day, wants_to_meet

DEFAULT_LENGTH = timedelta(minutes=30)
_DAY = timedelta(days=1)
_MOST_ALTERNATIVES = 5
_TIME_PARTS = ("BYHOUR=", "BYMINUTE=", "BYSECOND=")
_FREE = re.compile(r"\b(free|available|availability)\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(calendars?|agenda|schedule[ds]?|events?|appointments?|kalender|calendrier|calendario)\b", re.IGNORECASE
)
_ONES_TIME = re.compile(
    r"\b(?:i|i'm|me|my|we|our|us|ich|wir|mein\w*|je|j'ai|mon|mes|ma|nous|yo|mi|mis|tengo|io|ho|mio|miei|eu|meu|ik|mijn)\b"
    r"|\b(?:when|what time)\b"
    r"|\b(?:what'?s|what is|is|anything|something)\s+(?:on|up|planned|happening|going on|next|coming up|left|free)\b",
    re.IGNORECASE,
)
_WHEN = "When should it be? For example “Thursday 3–4pm”."
_WEEKS = timedelta(days=14)
_ALL_OF_THEM = ("both", "all")
_WORD = re.compile(r"[^\W\d_][\w'-]*")


def understand(
    text: str, *, sent_at: datetime, zone: str, event_wanted: bool = False, quoted: Quoted | None = None
) -> Reading:
    """Read a message that was sent at `sent_at` by somebody whose clock shows `zone` (IANA).

    `event_wanted`: the person asked for an event in so many words (a command, a type), so whatever else the text says
    it is to become one. `quoted` is what a model says the words are; what it quotes right goes before our own reading.
    Takes some milliseconds per 10 KB: give long texts to a thread.
    """
    reference = sent_at.astimezone(ZoneInfo(zone))
    extraction = extract(text, reference, zone=ZoneInfo(zone))
    remarks: tuple[str, ...] = ()
    if quoted is not None:
        verified = verify_quotes(text, quoted, reference, zone=ZoneInfo(zone))
        extraction, remarks = _with_quotes(extraction, verified), _remarks(verified)
    extraction = _meeting(text, extraction)
    intent = extraction.intent
    if intent in (Intent.NONE, Intent.QUERY) and asks_for_next(text):
        intent = Intent.QUERY
    elif intent is Intent.QUERY:
        intent = _question(text, extraction)
    if event_wanted and intent not in (Intent.UPDATE, Intent.CANCEL):
        intent = Intent.CREATE
    if intent is Intent.CREATE:
        try:
            creation = _creation(extraction, zone)
        except OverflowError:  # at the edge of the calendar, where there is no time after it
            creation = Reading(Intent.CREATE, evidence=_evidence(extraction), question=_WHEN)
        creation = replace(creation, warnings=(*creation.warnings, *remarks))
        return _sought(text, extraction, creation) if _seeks_time(extraction) else creation
    asked = Reading(intent, evidence=_evidence(extraction), next_only=asks_for_next(text))
    return replace(_sought(text, extraction, asked), seeks_time=_wants_meeting(extraction, intent))


def _meeting(text: str, extraction: Extraction) -> Extraction:
    """The extraction, as a search for time where it asks when several can meet."""
    names = wants_to_meet(text, timed=extraction.when is not None)
    if not names:
        return extraction
    others = (name for name in extraction.attendees if name not in names and name not in _ALL_OF_THEM)
    return replace(extraction, intent=Intent.FIND_TIME, attendees=(*names, *others))


def _seeks_time(extraction: Extraction) -> bool:
    """Whether a length is to find its place: "30 minutes with Ana next week" names no time, but where to look."""
    length, when = _length(extraction), extraction.when
    if not length or length >= _DAY or (when is not None and when.rrule):
        return False
    if when is None:
        return bool(extraction.attendees)
    roomy = when.start is not None and when.end is not None and when.end - when.start > length
    if when.all_day:
        return when.grain is not Grain.DAY or bool(extraction.attendees)
    return roomy and bool(extraction.attendees) and _said_apart(extraction, when)


def _said_apart(extraction: Extraction, when: When) -> bool:
    """The length was said besides the range ("30 minutes tomorrow afternoon"), not by it ("2 to 3pm")."""
    return any(other.kind is Kind.DURATION for other in extraction.whens if other is not when)


def _wants_meeting(extraction: Extraction, intent: Intent) -> bool:
    """Whether a search for free time is for a meeting that can be proposed, not a mere question."""
    said = extraction.intent is Intent.FIND_TIME or _wished_length(extraction) is not None
    return intent is Intent.FIND_TIME and (bool(extraction.attendees) or said)


def _sought(text: str, extraction: Extraction, reading: Reading) -> Reading:
    """What was said of where to look and for what."""
    when = extraction.when
    title = extraction.title if extraction.title and not is_part_of_day(extraction.title) else None
    return replace(
        reading,
        start=when.start if when else None,
        end=_until(when) if when else None,
        duration=_wished_length(extraction),
        attendees=tuple(extraction.attendees),
        title=title[0].upper() + title[1:] if title else None,
        location=extraction.location,
        between=part_of_day(text),
        seeks_time=reading.intent is Intent.CREATE,
    )


def _until(when: When) -> datetime | None:
    """Where to look until: "after 3pm" is the rest of the day, "from Thursday on" the next weeks."""
    if when.kind is not Kind.SINCE or when.start is None or when.end is not None:
        return when.end
    return when.start + _WEEKS if when.all_day else _midnight_after(when.start)


def _with_quotes(extraction: Extraction, verified: Verified) -> Extraction:
    """The extraction, with what a model quoted rightly in the place of what we read."""
    people = verified.people or extraction.people
    title, place = verified.title or extraction.title_evidence, verified.place or extraction.place_evidence
    when = verified.when or extraction.when
    return replace(
        extraction,
        title=title.value if title else None,
        attendees=tuple(person.value for person in people),
        location=place.value if place else None,
        when=when,
        whens=(when, *(other for other in extraction.whens if other != when)) if when else (),
        people=people,
        title_evidence=title,
        place_evidence=place,
    )


def _remarks(verified: Verified) -> tuple[str, ...]:
    """What the person should know of the check: never hidden, never decisive."""
    return (verified.disagreement.sentence,) if verified.disagreement else ()


def _question(text: str, extraction: Extraction) -> Intent:
    """What a question is about: the calendar, free time, or the rest of the world, which is none of the calendar's."""
    timed, free = extraction.when is not None, _FREE.search(text) is not None
    about_events = any(word.lower() in EVENT_NOUNS for word in _WORD.findall(text)) and (
        timed or _ONES_TIME.search(text)
    )
    if _CALENDAR.search(text) or about_events or (timed and (_ONES_TIME.search(text) or free)):
        return Intent.FIND_TIME if free else Intent.QUERY
    return Intent.NONE


def _creation(extraction: Extraction, zone: str) -> Reading:
    when = extraction.when
    evidence = _evidence(extraction)
    if when is None or (when.start is None and when.end is None):
        return Reading(Intent.CREATE, evidence=evidence, question=_WHEN, attendees=tuple(extraction.attendees))
    start, end, warnings = _extent(extraction, when)
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
        warnings=(*warnings, *(caution.sentence for caution in when.warnings)),
        start=start,
        end=end,
        duration=draft.duration,
        attendees=tuple(extraction.attendees),
    )


def _extent(extraction: Extraction, when: When) -> tuple[datetime, datetime, tuple[str, ...]]:
    length = _length(extraction)
    if when.start is None:  # a deadline: the event ends there, or is that day
        assert when.end is not None  # noqa: S101 - checked by the caller
        if when.all_day:
            return when.end, _midnight_after(when.end), ()
        return _after(when.end, -(length or DEFAULT_LENGTH)), when.end, ()
    if when.all_day:
        hourless = ("No time of day was given, so it is the whole day.",) if length and length < _DAY else ()
        whole = when.end if when.end is not None and when.end > when.start else _midnight_after(when.start)
        return when.start, whole, hourless
    if when.end is not None and when.end > when.start:
        return when.start, when.end, ()
    if length:
        return when.start, _after(when.start, length), ()
    minutes = int(DEFAULT_LENGTH.total_seconds() // 60)
    return when.start, _after(when.start, DEFAULT_LENGTH), (f"No length was given, so it is {minutes} minutes.",)


def _after(start: datetime, length: timedelta) -> datetime:
    """So much elapsed time later: hours that a change of the clocks skips or repeats count as they pass."""
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)


def _midnight_after(start: datetime) -> datetime:
    following = start.date() + timedelta(days=1)
    return datetime.combine(following, datetime.min.time(), start.tzinfo)


def _length(extraction: Extraction) -> timedelta | None:
    minutes = extraction.duration_minutes
    return timedelta(minutes=minutes) if minutes else None


def _wished_length(extraction: Extraction) -> timedelta | None:
    """How long a meeting is to be whose time is sought: a range of hours says where to look, not that."""
    when = extraction.when
    if when is None or when.start is None or when.end is None or when.all_day:
        return _length(extraction)
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
    if kind and (" " in kind or not extraction.attendees):
        return kind[0].upper() + kind[1:]
    with_whom = ", ".join(name.partition("@")[0] if "@" in name else name for name in extraction.attendees)
    return f"Meeting with {with_whom}" if with_whom else "Meeting"


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
    found: dict[datetime, Alternative] = {}
    for start, end, all_day in starts:
        length = draft.end - draft.start if all_day else draft.duration
        last = end if end is not None and end > start else start + length if all_day else _after(start, length)
        if start != draft.start and all_day == draft.all_day:
            label = day_label(start) if all_day else span_label(start, last, zone)
            found.setdefault(start, Alternative(start, last, label, "reading"))
    return tuple(found.values())[:_MOST_ALTERNATIVES]


def _evidence(extraction: Extraction) -> tuple[Evidence, ...]:
    found = [("title", extraction.title_evidence), ("location", extraction.place_evidence)]
    found += [("attendee", person) for person in extraction.people]
    read = [Evidence(slot, said.value, *said.span) for slot, said in found if said is not None]
    if extraction.when is not None:
        read.append(Evidence("when", extraction.when.text, *extraction.when.span))
    return tuple(sorted(read, key=lambda each: each.start))

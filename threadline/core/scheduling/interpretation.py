"""What a message asks of the calendar, and the events that can be read from it.

The grammar of `threadline.calendar` does the reading and its acts say what is wanted; this module decides what comes of
it: an event to propose or several, a search for time, a look into the calendar, a question, or nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.acts import Act, Venue, leading, time_marks
from threadline.calendar.extract import Extraction, Intent, Quoted, Verified, extract, verify_quotes
from threadline.calendar.extract.intents import INTENTS
from threadline.calendar.extract.times import is_unread
from threadline.calendar.when import Grain, Kind, Policy, Role, When
from threadline.core.domain.reading import FurtherEvent, Reading
from threadline.core.scheduling.answers import answered
from threadline.core.scheduling.doubts import doubted, has_hour
from threadline.core.scheduling.drafting import (
    DEFAULT_LENGTH,
    WHEN_QUESTION,
    created,
    evidence_of,
    midnight_after,
    said_length,
    wished_length,
)
from threadline.core.scheduling.question_words import (
    asks_for_next,
    asks_for_plans,
    asks_why,
    is_part_of_day,
    part_of_day,
    wants_to_meet,
)
from threadline.core.scheduling.several_events import events_in
from threadline.texts.messages import _

_DAY = timedelta(days=1)
_WEEKS = timedelta(days=14)
_ALL_OF_THEM = ("both", "all")
_PASSING = 0.45
_SURELY = 250  # talk among people that names no time has to be this sure to be asked about
_DECIDED = 150  # an act whose margin is smaller is in doubt


@dataclass(frozen=True, slots=True)
class Said:
    """A message with when, where and to whom it was said: all that its words are read by.

    `zone` is the clock of who said it (IANA), `policy` how they mean ambiguous words, `thread` what was said before it
    (the last message last), `people` the names known in the conversation, `clocks` the zones of people by name,
    `event_wanted` whether it is to become an event.
    """

    text: str
    reference: datetime
    zone: str
    policy: Policy | None = None
    thread: Sequence[str] = ()
    people: Sequence[str] = ()
    event_wanted: bool = False
    clocks: Mapping[str, ZoneInfo] | None = None

    @property
    def usual_length(self) -> timedelta:
        """How long a meeting is of which nobody says it."""
        return self.policy.usual_length if self.policy is not None else DEFAULT_LENGTH

    def by_clock_of(self, zone: str) -> "Said":
        """The same, said by somebody whose clock is another one (IANA)."""
        return replace(self, reference=self.reference.astimezone(ZoneInfo(zone)), zone=zone)

    def extract(self, text: str) -> Extraction:
        """The event that other words speak of, as this person means them."""
        return extract(
            text,
            self.reference,
            zone=ZoneInfo(self.zone),
            policy=self.policy,
            people=self.people,
            wanted=self.event_wanted,
            least=0,
            clocks=self.clocks,
        )


def understand(
    text: str,
    *,
    sent_at: datetime,
    zone: str,
    event_wanted: bool = False,
    quoted: Quoted | None = None,
    policy: Policy | None = None,
    thread: Sequence[str] = (),
    venue: Venue = Venue.ASSISTANT,
    people: Sequence[str] = (),
    clocks: Mapping[str, ZoneInfo] | None = None,
    thread_zone: str | None = None,
) -> Reading:
    """Read a message that was sent at `sent_at` by somebody whose clock shows `zone` (IANA).

    `event_wanted`: the person asked for an event in so many words (a command, a type), so whatever else the text says
    it is to become one. `quoted` is what a model says the words are; what it quotes right goes before our own reading.
    `thread` are the messages before it, the last one last: an answer takes its time from the question. `venue` is where
    it was said: the less it is said to the assistant, the surer it has to be. `people` are names known to who said it,
    `clocks` the zones of those whose zone is known, `thread_zone` that of who said the last message
    before. Takes some milliseconds per 10 KB: give
    long texts to a thread.
    """
    said = Said(text, sent_at.astimezone(ZoneInfo(zone)), zone, policy, thread, people, event_wanted, clocks)
    extraction = said.extract(text)
    remarks: tuple[str, ...] = ()
    chosen = False
    if quoted is not None:
        verified = verify_quotes(text, quoted, said.reference, zone=ZoneInfo(zone))
        extraction, remarks = _with_quotes(extraction, verified), _remarks(verified)
        chosen = verified.when is not None
    read = extraction
    asked = said.by_clock_of(thread_zone or zone)  # "at 3" is three o'clock where the asker is
    extraction = answered(text, read, thread, asked.extract)
    agreed = extraction is not read  # to the question before it, wherever that was said
    extraction = _until_then(_meeting(text, extraction))
    intent = Intent.CREATE if agreed else _intent(said, extraction, venue, event_wanted=event_wanted)
    unsure = _in_doubt(extraction)
    if intent is Intent.CREATE:
        return replace(_creation(said, extraction, remarks, chosen=chosen), unsure=unsure)
    other = Reading(intent, evidence=evidence_of(extraction), next_only=asks_for_next(text), unsure=unsure)
    other = replace(other, usual_length=said.usual_length)
    return replace(_sought(text, extraction, other), seeks_time=_wants_meeting(extraction, intent))


def _intent(said: Said, extraction: Extraction, venue: Venue, *, event_wanted: bool) -> Intent:
    """What is wanted, as sure as the venue asks."""
    intent, lead = extraction.intent, leading(extraction.acts, time_marks(extraction.whens, said.reference), venue)
    if venue is not Venue.ASSISTANT and intent is not Intent.NONE:
        intent = INTENTS[lead.act] if lead is not None else Intent.NONE
    if event_wanted:
        return intent if intent in (Intent.UPDATE, Intent.CANCEL) else Intent.CREATE
    if intent is Intent.CREATE and asks_why(said.text):
        return Intent.NONE
    if intent is Intent.NONE and (asks_for_next(said.text) or asks_for_plans(said.text)):
        return Intent.QUERY
    if lead is not None and lead.act in (Act.PROPOSE, Act.ACCEPT, Act.ANNOUNCE) and intent is Intent.CREATE:
        return intent if _placed(extraction) or lead.margin > _SURELY else Intent.NONE
    return intent


def _placed(extraction: Extraction) -> bool:
    """Whether it has a place in a calendar; a passing "now" ("and now?", "ok now") is a way of speaking."""
    return any(
        when.kind is not Kind.DURATION and (when.confidence > _PASSING or is_unread(when)) for when in extraction.whens
    )


def _in_doubt(extraction: Extraction) -> bool:
    """Whether what is wanted stands on a knife's edge: no sentence does something surely, and one nearly does."""
    return max((each.margin for each in extraction.acts), key=lambda margin: -abs(margin), default=-_SURELY) > (
        -_DECIDED
    ) and all(abs(each.margin) < _DECIDED or each.margin < 0 for each in extraction.acts)


def _creation(said: Said, extraction: Extraction, remarks: tuple[str, ...], *, chosen: bool) -> Reading:
    """The event to propose, or the events; a question where no time was said; a search where one is to be found.

    Where a model's quotes have `chosen` the time, the text is not searched for others, as they were refuted.
    """
    refused = extraction.when is not None and extraction.when.role is Role.REFUSED
    if refused and extraction.intent is Intent.NONE:  # "not Fridays" names no day to book, whatever is wanted
        return Reading(Intent.CREATE, evidence=evidence_of(extraction), question=_(WHEN_QUESTION), warnings=remarks)
    try:
        if _seeks_time(extraction, said.text):
            creation = replace(created(extraction, said.zone, said.usual_length), usual_length=said.usual_length)
            sought = _sought(said.text, extraction, replace(creation, warnings=(*creation.warnings, *remarks)))
            return doubted(sought, extraction)
        if extraction.when is not None and is_unread(extraction.when):
            return replace(_asked(extraction), warnings=remarks)
        several = () if chosen else events_in(said.text, extraction, said.reference, said.extract)
        first, *others = several or (extraction,)
        creation = doubted(created(first, said.zone, said.usual_length), first, said.text)
        further = [doubted(created(each, said.zone, said.usual_length), each, said.text) for each in others]
    except OverflowError:  # at the edge of the calendar, where there is no time after it
        return replace(_asked(extraction), warnings=remarks)
    drafts = tuple(
        FurtherEvent(each.draft, each.evidence, each.alternatives, each.warnings)
        for each in further
        if each.draft is not None
    )
    return replace(creation, warnings=(*creation.warnings, *remarks), drafts=drafts)


def _asked(extraction: Extraction) -> Reading:
    """The question for the time of an event."""
    return Reading(
        Intent.CREATE,
        evidence=evidence_of(extraction),
        question=_(WHEN_QUESTION),
        attendees=tuple(extraction.attendees),
    )


def _until_then(extraction: Extraction) -> Extraction:
    """A farewell names when one meets again, not when something ends: "tot woensdag om 14 uur", "bis Montag"."""
    when, lead = extraction.when, max(extraction.acts, key=lambda each: each.margin, default=None)
    agreed = lead is not None and lead.act is Act.ACCEPT and lead.margin > 0
    if not agreed or extraction.title is not None or when is None or when.kind is not Kind.DEADLINE:
        return extraction
    if when.start is not None or when.end is None:
        return extraction
    met = replace(when, kind=Kind.INSTANT, start=when.end, end=None)
    return replace(extraction, when=met, whens=(met, *(each for each in extraction.whens if each != when)))


def _meeting(text: str, extraction: Extraction) -> Extraction:
    """The extraction, as a search for time where it asks when several can meet."""
    names = wants_to_meet(text, timed=extraction.when is not None)
    if not names:
        return extraction
    others = (name for name in extraction.attendees if name not in names and name not in _ALL_OF_THEM)
    return replace(extraction, intent=Intent.FIND_TIME, attendees=(*names, *others))


def _seeks_time(extraction: Extraction, text: str) -> bool:
    """Whether a length is to find its place: "30 minutes with Ana next week" names no time, but where to look."""
    length, when = said_length(extraction), extraction.when
    if extraction.window and (extraction.attendees or not _announces(extraction)):
        return True
    if extraction.window and when is not None and when.all_day and has_hour(extraction, text):
        return True  # whatever is told of it: no dinner lasts a week
    if not length or length >= _DAY or (when is not None and when.rrule):
        return False
    if when is None:
        return bool(extraction.attendees)
    closed = when.start is not None and when.end is not None and when.end - when.start > length
    roomy = closed or when.kind is Kind.SINCE  # "after lunch" has room as well
    if when.all_day:
        return when.grain is not Grain.DAY or bool(extraction.attendees)
    return roomy and bool(extraction.attendees) and _said_apart(extraction, when)


def _announces(extraction: Extraction) -> bool:
    """Whether the message tells of what will be: "out on Friday afternoon" is no search for a time within it."""
    lead = max(extraction.acts, key=lambda each: each.margin, default=None)
    return lead is not None and lead.act is Act.ANNOUNCE


def _said_apart(extraction: Extraction, when: When) -> bool:
    """The length was said besides the range ("30 minutes tomorrow afternoon"), not by it ("2 to 3pm")."""
    return any(other.kind is Kind.DURATION for other in extraction.whens if other is not when)


def _wants_meeting(extraction: Extraction, intent: Intent) -> bool:
    """Whether a search for free time is for a meeting that can be proposed, not a mere question."""
    return intent is Intent.FIND_TIME and (bool(extraction.attendees) or wished_length(extraction) is not None)


def _sought(text: str, extraction: Extraction, reading: Reading) -> Reading:
    """What was said of where to look and for what."""
    when = extraction.when
    title = extraction.title if extraction.title and not is_part_of_day(extraction.title) else None
    return replace(
        reading,
        start=when.start if when else None,
        end=_until(when) if when else None,
        duration=wished_length(extraction),
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
    return when.start + _WEEKS if when.all_day else midnight_after(when.start)


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

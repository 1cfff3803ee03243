"""Answers to questions about one event, at hand or in the calendar, and to those about what has been."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, Event, EventDraft, Response
from threadline.calendar.extract import Intent
from threadline.calendar.extract.times import best_time
from threadline.calendar.port import CalendarError
from threadline.calendar.when import Kind, When, resolve
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.formatting import and_list, day_label, when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.scheduling.event_resolution import EventResolver, Found, ResolvedEvent
from threadline.core.scheduling.inquiries import Asked, Inquiry, event_asked_about, read_inquiry
from threadline.core.scheduling.said_before import SaidBefore
from threadline.core.scheduling.search_words import WEEKDAYS
from threadline.storage.persons import utc_now

_MOST_TOLD = 5
_MOST_BEFORE = 3
_HOUR = 60
_ANSWERED = {
    Response.ACCEPTED: "accepted",
    Response.DECLINED: "declined",
    Response.TENTATIVE: "maybe",
    Response.NONE: "no answer yet",
}
_HAS_BEEN = re.compile(
    r"^\W*(?:what (?:did (?:i|we)|happened|was (?:on|in|there|happening)|(?:meetings?|events?|calls?|"
    r"appointments?) (?:did|were)|"
    r"have i (?:done|had))|did (?:i|we) (?:have|meet|see|do|talk|go|speak)|who(?:m)? did (?:i|we) (?:meet|see)|"
    r"was (?:war|hatte|habe? ich|haben wir|ist passiert)|was gab es|habe? ich .*(?:getroffen|gesehen|gehabt)|"
    r"qu'est-ce que (?:j'ai|on a|nous avons) (?:fait|eu)|qu'ai-je (?:fait|eu)|que s'est-il passé|qu'est-ce qui "
    r"s'est passé|"
    r"qué (?:hice|pasó|tuve|hubo|reuniones tuve)|(?:che )?cosa (?:ho fatto|ho avuto|è successo|c'era)|che (?:ho "
    r"fatto|è successo)|"
    r"o que (?:é que )?(?:eu )?(?:fiz|aconteceu|tive|houve)|wat (?:heb ik|deed ik|gebeurde|was er|had ik))\b",
    re.IGNORECASE,
)


class EventQuestions:
    """Answers what is asked of one event. `said_before` are the person's messages before a turn."""

    def __init__(
        self,
        *,
        event_resolver: EventResolver,
        calendars: Calendars,
        calendar_queries: CalendarQueries,
        said_before: SaidBefore | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._event_resolver = event_resolver
        self._calendars = calendars
        self._calendar_queries = calendar_queries
        self._said_before = said_before
        self._clock = clock

    async def answer(self, turn: Turn, reading: Reading) -> tuple[str, ...] | None:
        """The facts that answer, as CommonMark lines; None where nothing of the kind is asked.

        In a thread that others read only an event at hand is told of.
        """
        text = turn.message.text
        if _HAS_BEEN.match(text):
            return await self._has_been(turn, reading)
        inquiry = read_inquiry(text)
        if inquiry is None:
            return None
        try:
            found = await self._found(turn, inquiry)
        except CalendarError as error:
            return (str(error),)
        if not found.events:
            return self._nothing(inquiry, found)
        if len(found.events) > 1 and not inquiry.past:
            return self._several(turn, inquiry, found)
        told = await self._told(turn, inquiry, found.events[-1])
        return (*(f"I could not read {name}, so there may be another." for name in found.unknown), *told)

    async def _found(self, turn: Turn, inquiry: Inquiry) -> Found:
        now, person = self._clock(), turn.person
        at_hand = await self._event_resolver.at_hand(person, turn.conversation_id, now)
        if inquiry.about is None:
            return await self._told_of(turn) or at_hand
        if self._event_resolver.fits(at_hand, inquiry.about, now, person.zone) and not inquiry.past:
            return at_hand
        if turn.message.shared:
            return Found()
        found = await self._event_resolver.named(person, inquiry.about, now, past=inquiry.past)
        if inquiry.past and not found.events:  # it may be on right now, or have been moved ahead
            found = await self._event_resolver.named(person, inquiry.about, now)
        elif not inquiry.past and not found.events:
            found = await self._event_resolver.named(person, inquiry.about, now, past=True)
            found = replace(found, events=found.events[-1:])
        return found

    async def _told_of(self, turn: Turn) -> Found | None:
        """The event that the questions before were about, where no card came since."""
        if self._said_before is None or turn.message.shared:
            return None
        proposed = await self._event_resolver.proposed_by(turn.conversation_id)
        for said in (await self._said_before(turn))[:_MOST_BEFORE]:
            if said.message_id in proposed:
                return None
            if (words := event_asked_about(said.text)) is not None:
                return await self._event_resolver.named(turn.person, words, self._clock())
        return None

    def _nothing(self, inquiry: Inquiry, found: Found) -> tuple[str, ...] | None:
        if found.unknown:
            names = and_list(list(found.unknown))
            return (f"I could not read {names}, so I do not know about “{inquiry.about}”.",)
        if inquiry.about is not None and inquiry.past:
            return (f"I found no “{inquiry.about}” in your calendar of the last year.",)
        return None

    def _several(self, turn: Turn, inquiry: Inquiry, found: Found) -> tuple[str, ...] | None:
        if inquiry.asked is Asked.WHEN:
            return None  # the times of all of them are told by whoever answers questions about the calendar
        zone = turn.person.zone
        lines = [f"- **{each.draft.title}**, {when_label(each.shown or each.draft, zone)}" for each in found.events]
        return ("Several events fit. Which one do you mean? Say its time with it.", *lines[:_MOST_TOLD])

    async def _told(self, turn: Turn, inquiry: Inquiry, subject: ResolvedEvent) -> tuple[str, ...]:
        draft, zone = subject.shown or subject.draft, turn.person.zone
        whole = subject.draft
        name = f"**{draft.title}**"
        waits = " It is not booked yet." if subject.proposal is not None else ""
        local = ZoneInfo(zone)
        match inquiry.asked:
            case Asked.ORGANIZER:
                who = whole.organizer or "you"
                return (f"{name} is organised by {who}.{waits}",)
            case Asked.WHO | Asked.ANSWERS:
                return (f"{_people(name, whole, answers=inquiry.asked is Asked.ANSWERS)}{waits}",)
            case Asked.WHERE:
                link = await self._link(turn, subject) if not draft.location else None
                place = f"{name} is at {draft.location}." if draft.location else f"No place is set for {name}."
                return (f"{place}{f' It is joined at {link}.' if link else ''}{waits}",)
            case Asked.END:
                end = day_label(draft.end - timedelta(days=1)) if draft.all_day else ""
                return (
                    f"{name} ends {f'on {end}' if end else f'at {draft.end.astimezone(local):%H:%M}'}, "
                    f"{when_label(draft, zone)}.{waits}",
                )
            case Asked.LONG:
                return (f"{name} takes {length_words(draft)}, {when_label(draft, zone)}.{waits}",)
            case Asked.LINK:
                link = await self._link(turn, subject)
                return (f"{name} is joined at {link}" if link else f"There is no link for {name} in your calendar.",)
            case Asked.NOTES:
                notes = whole.description
                return (f"{name}: {notes}" if notes else f"Nothing more is written about {name} in your calendar.",)
        return (f"{name}: {when_label(draft, zone)}.{waits}",)

    async def _link(self, turn: Turn, subject: ResolvedEvent) -> str | None:
        if subject.target is None:
            return None
        calendar = await self._calendars.named(turn.person, subject.target.calendar)
        event: Event = await calendar.get(subject.target.calendar_id, subject.target.event_id)
        if event.meeting_link:
            return event.meeting_link
        found = re.search(r"https?://\S+", f"{event.draft.location or ''} {event.draft.description or ''}")
        return found.group().rstrip(".,;)") if found else None

    async def _has_been(self, turn: Turn, reading: Reading) -> tuple[str, ...] | None:
        """What was in the calendar on days that are over."""
        message, person, now = turn.message, turn.person, self._clock()
        zone = ZoneInfo(message.zone or person.zone)
        whens = [
            when
            for when in resolve(message.text, message.sent_at.astimezone(zone), zone=zone)
            if when.kind is not Kind.DURATION
        ]
        read = best_time(tuple(whens))
        if read is not None and read.start is not None:
            read = _looking_back(read, message.text, now)
        if read is None or read.start is None or read.start > now:
            return None
        end = read.end or read.start.replace(hour=0, minute=0) + timedelta(days=1)
        asked = Reading(
            Intent.QUERY,
            start=read.start,
            end=min(end, max(now, read.start)) if end > now else end,
            attendees=reading.attendees,
        )
        return await self._calendar_queries.answer(person, asked, now, shared=message.shared)


def _looking_back(read: When, text: str, now: datetime) -> When:
    """A day that a question about the past names: of weekdays the one that was last, of dates the one of this year."""
    start, end = read.start, read.end
    if start is None or not read.all_day or (end is not None and end - start > timedelta(days=1)):
        return read
    today = now.astimezone(start.tzinfo).replace(hour=0, minute=0, second=0, microsecond=0)
    if any(re.search(rf"(?<!\w)(?:{names})(?!\w)", read.text, re.IGNORECASE) for names in WEEKDAYS) and not re.search(
        r"\d", read.text
    ):
        back = (today.weekday() - start.weekday() - 1) % 7 + 1
        start = today - timedelta(days=back)
    elif start > today:
        start = start.replace(year=start.year - 1)
    return replace(read, start=start, end=start + timedelta(days=1))


def length_words(draft: EventDraft) -> str:
    """How long an event is: "30 minutes", "1 hour and 30 minutes", "2 days"."""
    if draft.all_day:
        first, last = draft.dates
        days = (last - first).days + 1
        return "the whole day" if days == 1 else f"{days} days"
    minutes = int(draft.duration.total_seconds() // 60)
    hours, rest = divmod(minutes, _HOUR)
    said = [f"{hours} hour{'s' if hours != 1 else ''}"] if hours else []
    said += [f"{rest} minute{'s' if rest != 1 else ''}"] if rest else []
    return and_list(said)


def _people(name: str, draft: EventDraft, *, answers: bool) -> str:
    organizer = f" {draft.organizer} organises it." if draft.organizer is not None else ""
    if not draft.attendees:
        return f"Nobody else is invited to {name}.{organizer}"
    known = answers or any(who.response is not Response.NONE for who in draft.attendees)
    return f"{name} is with {and_list([_person(who, known=known) for who in draft.attendees])}.{organizer}"


def _person(who: Attendee, *, known: bool) -> str:
    return f"{who} ({_ANSWERED[who.response]})" if known else str(who)

"""Answers to questions about one event, at hand or in the calendar, and to those about what has been."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import Attendee, Event, EventDraft, Response
from threadline.calendar.extract import Intent
from threadline.calendar.extract.times import best_time
from threadline.calendar.port import CalendarError
from threadline.calendar.when import Kind, When, resolve
from threadline.core.calendars.event_matching import fits_person
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.formatting import and_list, day_label, when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.calendar_queries import CalendarQueries
from threadline.core.scheduling.event_follow_ups import EventFollowUps, follows_up
from threadline.core.scheduling.event_resolution import EventResolver, Found, ResolvedEvent
from threadline.core.scheduling.inquiries import (
    Asked,
    Inquiry,
    asks_about_it,
    event_asked_about,
    read_inquiry,
)
from threadline.core.scheduling.said_before import SaidBefore
from threadline.core.scheduling.search_words import WEEKDAYS
from threadline.storage.persons import utc_now
from threadline.texts.formats import clock
from threadline.texts.messages import NP_, _, ngettext

_MOST_TOLD = 5
_MOST_BEFORE = 3
_HOUR = 60
_ANSWERED = {
    Response.ACCEPTED: NP_("answer", "accepted"),
    Response.DECLINED: NP_("answer", "declined"),
    Response.TENTATIVE: NP_("answer", "maybe"),
    Response.NONE: NP_("answer", "no answer yet"),
}
_HAS_BEEN = regex.compile(
    r"^\W*(?:what (?:did (?:i|we)|happened|was (?:on|in|there|happening)|(?:meetings?|events?|calls?|"
    r"appointments?) (?:did|were)|"
    r"have i (?:done|had))|did (?:i|we) (?:have|meet|see|do|talk|go|speak)|who(?:m)? did (?:i|we) (?:meet|see)|"
    r"was (?:war|hatte|ist passiert|"
    r"(?:habe? ich|haben wir)(?=.*(?:gemacht|gehabt|getan|erlebt|verpasst)))|was gab es|"
    r"habe? ich .*(?:getroffen|gesehen|gehabt)|"
    r"qu'est-ce que (?:j'ai|on a|nous avons) (?:fait|eu)|qu'ai-je (?:fait|eu)|que s'est-il passé|qu'est-ce qui "
    r"s'est passé|"
    r"qué (?:hice|pasó|tuve|hubo|reuniones tuve)|(?:che )?cosa (?:ho fatto|ho avuto|è successo|c'era)|che (?:ho "
    r"fatto|è successo)|"
    r"o que (?:é que )?(?:eu )?(?:fiz|aconteceu|tive|houve)|"
    r"wat (?:heb ik(?=.*(?:gedaan|gehad|gemist))|deed ik|gebeurde|was er|had ik))\b",
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
        self._follow_ups = EventFollowUps(event_resolver, clock)
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
            return await self._further(turn)
        try:
            found = await self._found(turn, inquiry)
        except CalendarError as error:
            return (str(error),)
        if not found.events:
            return self._nothing(inquiry, found)
        if len(found.events) > 1 and not inquiry.past:
            return self._several(turn, inquiry, found)
        told = await self._told(turn, inquiry, found.events[-1])
        missing = (_("I could not read {calendar}, so there may be another.", calendar=name) for name in found.unknown)
        return (*missing, *told)

    async def _further(self, turn: Turn) -> tuple[str, ...] | None:
        """The one before or after the one that was told last; None where nothing of the kind is asked."""
        if not follows_up(turn.message.text) or self._said_before is None or turn.message.shared:
            return None
        try:
            found = await self._follow_ups.found(turn, turn.message.text, await self._said_before(turn))
        except CalendarError as error:
            return (str(error),)
        if found is None:
            return None
        if found.event is not None:
            return await self._told(turn, found.inquiry, found.event)
        if found.earlier:
            return (_("I found none before that in your calendar of the last year."),)
        return (_("I found nothing after that in your calendar of the next weeks."),)

    async def _found(self, turn: Turn, inquiry: Inquiry) -> Found:
        now, person = self._clock(), turn.person
        at_hand = await self._event_resolver.at_hand(person, turn.conversation_id, now)
        if inquiry.about is None:
            return await self._told_of(turn) or at_hand
        words = inquiry.words or inquiry.about
        if self._event_resolver.fits(at_hand, words, now, person.zone) and not inquiry.past:
            return at_hand
        if turn.message.shared:
            return Found()
        return await self._named(turn, words, past=inquiry.past)

    async def _named(self, turn: Turn, words: str, *, past: bool) -> Found:
        """The events that words name: of those that were the latest, where they are `past` or none lies ahead."""
        now, person = self._clock(), turn.person
        found = await self._event_resolver.named(person, words, now, past=past)
        if past and not found.events:  # it may be on right now, or have been moved ahead
            found = await self._event_resolver.named(person, words, now)
        elif not past and not found.events:
            found = await self._event_resolver.named(person, words, now, past=True)
            found = replace(found, events=found.events[-1:])
        return found

    async def _told_of(self, turn: Turn) -> Found | None:
        """The event that the questions before were about, where no card came since."""
        if self._said_before is None or turn.message.shared:
            return None
        proposed = await self._event_resolver.proposed_by(turn.conversation_id)
        before = [said for said in await self._said_before(turn) if not asks_about_it(said.text)]
        for place, said in enumerate(before[:_MOST_BEFORE], 1):
            if said.message_id in proposed:
                return None
            if follows_up(said.text):
                followed = await self._follow_ups.found(turn, said.text, before[place:])
                return Found((followed.event,)) if followed is not None and followed.event is not None else None
            if (words := event_asked_about(said.text)) is not None:
                asked = read_inquiry(said.text)
                found = await self._named(turn, words, past=asked is not None and asked.past)
                if found.events or found.unknown:
                    return found
        return None

    def _nothing(self, inquiry: Inquiry, found: Found) -> tuple[str, ...] | None:
        if found.unknown:
            names = and_list(list(found.unknown))
            return (_("I could not read {names}, so I do not know about “{words}”.", names=names, words=inquiry.about),)
        if inquiry.about is not None and inquiry.past and inquiry.asked is not Asked.ALL:
            return (_("I found no “{words}” in your calendar of the last year.", words=inquiry.about),)
        return None

    def _several(self, turn: Turn, inquiry: Inquiry, found: Found) -> tuple[str, ...] | None:
        if inquiry.asked is Asked.WHEN:
            return None  # the times of all of them are told by whoever answers questions about the calendar
        zone = turn.person.zone
        lines = [f"- **{each.draft.title}**, {when_label(each.shown or each.draft, zone)}" for each in found.events]
        return (_("Several events fit. Which one do you mean? Say its time with it."), *lines[:_MOST_TOLD])

    async def _told(self, turn: Turn, inquiry: Inquiry, subject: ResolvedEvent) -> tuple[str, ...]:
        draft, zone = subject.shown or subject.draft, turn.person.zone
        if inquiry.asked is Asked.LINK:
            return (_link_told(draft.title, await self._link(turn, subject)),)
        if inquiry.asked is Asked.NOTES:
            return (_notes_told(draft.title, subject.draft.description),)
        if inquiry.asked is Asked.WHERE:
            told = _place_told(draft, None if draft.location else await self._link(turn, subject))
        elif inquiry.who is not None:
            told = _answer_told(draft.title, subject.draft, inquiry.who)
        elif inquiry.asked in (Asked.WHO, Asked.ANSWERS):
            told = _people(draft.title, subject.draft, answers=inquiry.asked is Asked.ANSWERS)
        elif inquiry.asked is Asked.ORGANIZER:
            told = _organizer_told(draft.title, subject.draft.organizer)
        else:
            told = _time_told(inquiry.asked, draft, zone)
        if inquiry.asked is Asked.ALL:
            told = "\n".join(await self._all_told(turn, subject))
        waits = _("It is not booked yet.")
        return (f"{told} {waits}" if subject.proposal is not None else told,)

    async def _all_told(self, turn: Turn, subject: ResolvedEvent) -> list[str]:
        """When, where, with whom, how to join, and what is written about it: as far as there is any."""
        draft = subject.shown or subject.draft
        told = [_time_told(Asked.LONG, draft, turn.person.zone)]
        if draft.location:
            told.append(_place_told(draft, None))
        if draft.attendees or draft.organizer is not None:
            told.append(_people(draft.title, subject.draft, answers=False))
        if link := await self._link(turn, subject):
            told.append(_link_told(draft.title, link))
        if notes := subject.draft.description:
            told.append(_notes_told(draft.title, notes))
        return told

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
        return _("the whole day") if days == 1 else ngettext("{count} day", "{count} days", days)
    minutes = int(draft.duration.total_seconds() // 60)
    hours, rest = divmod(minutes, _HOUR)
    said = [ngettext("{count} hour", "{count} hours", hours)] if hours else []
    said += [ngettext("{count} minute", "{count} minutes", rest)] if rest else []
    return and_list(said)


def _time_told(asked: Asked, draft: EventDraft, zone: str) -> str:
    title, time = draft.title, when_label(draft, zone)
    if asked is Asked.LONG:
        return _("**{title}** takes {length}, {time}.", title=title, length=length_words(draft), time=time)
    if asked is not Asked.END:
        return _("**{title}**: {time}.", title=title, time=time)
    if draft.all_day:
        last = day_label(draft.end - timedelta(days=1))
        return _("**{title}** ends on {day}, {time}.", title=title, day=last, time=time)
    return _(
        "**{title}** ends at {clock}, {time}.",
        title=title,
        clock=clock(draft.end.astimezone(ZoneInfo(zone))),
        time=time,
    )


def _place_told(draft: EventDraft, link: str | None) -> str:
    if draft.location:
        return _("**{title}** is at {place}.", title=draft.title, place=draft.location)
    nowhere = _("No place is set for **{title}**.", title=draft.title)
    if not link:
        return nowhere
    joined = _("The link to join is {link}.", link=link)
    return f"{nowhere} {joined}"


def _link_told(title: str, link: str | None) -> str:
    if link:
        return _("The link to join **{title}** is {link}", title=title, link=link)
    return _("There is no link for **{title}** in your calendar.", title=title)


def _notes_told(title: str, notes: str | None) -> str:
    if notes:
        return _("**{title}**: {text}", title=title, text=notes)
    return _("Nothing more is written about **{title}** in your calendar.", title=title)


def _organizer_told(title: str, organizer: Attendee | None) -> str:
    if organizer is None:
        return _("**{title}** is organised by you.", title=title)
    return _("**{title}** is organised by {name}.", title=title, name=organizer)


def _people(title: str, draft: EventDraft, *, answers: bool) -> str:
    known = answers or any(who.response is not Response.NONE for who in draft.attendees)
    names = and_list([_person(who, known=known) for who in draft.attendees])
    told = (
        _("**{title}** is with {names}.", title=title, names=names)
        if names
        else _("Nobody else is invited to **{title}**.", title=title)
    )
    if draft.organizer is None:
        return told
    organizer = _("{name} organises it.", name=draft.organizer)
    return f"{told} {organizer}"


def _answer_told(title: str, draft: EventDraft, name: str) -> str:
    """What one person has answered, in a sentence."""
    who = next((each for each in draft.attendees if fits_person(name, each)), None)
    if who is None:
        return _("{name} is not invited to **{title}**.", name=name, title=title)
    match who.response:
        case Response.ACCEPTED:
            return _("Yes, {name} has accepted **{title}**.", name=who, title=title)
        case Response.DECLINED:
            return _("No, {name} has declined **{title}**.", name=who, title=title)
        case Response.TENTATIVE:
            return _("{name} may come to **{title}**.", name=who, title=title)
    return _("{name} has not answered yet: **{title}**.", name=who, title=title)


def _person(who: Attendee, *, known: bool) -> str:
    return f"{who} ({_(_ANSWERED[who.response])})" if known else str(who)

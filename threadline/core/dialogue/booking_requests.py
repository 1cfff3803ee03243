"""What people want of free times to send and of their booking links: made, told and closed by their own words.

Whoever says "send Bo my free times" makes a link by it: that is the permission to book one of them. Where a model
proposes it, the person is asked first.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.acts import Venue
from threadline.calendar.port import CalendarError
from threadline.core.appointments.booking_link import BookingLink, LinkState, Terms
from threadline.core.appointments.booking_links import BookingLinks
from threadline.core.appointments.free_times_text import free_times_lines, length_of
from threadline.core.appointments.open_times import a_few
from threadline.core.dialogue.assent import Assent, Verdict
from threadline.core.dialogue.booking_terms import terms_in, zone_in
from threadline.core.dialogue.booking_words import BookingWish, BookingWords, booking_words
from threadline.core.dialogue.hold_requests import held_words, not_held, unnamed
from threadline.core.dialogue.offer_words import recipient_in
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.scheduling.planner import Plan
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.storage.persons import utc_now
from threadline.texts import formats
from threadline.texts.messages import N_, _

_LIFETIME = timedelta(days=14)
_USUAL_COUNT = 3


class BookingRequests:
    """Answers what people say of booking links."""

    def __init__(
        self,
        links: BookingLinks,
        contexts: ReadingContexts,
        preferences_of: CalendarPreferenceReader,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._links = links
        self._contexts = contexts
        self._preferences_of = preferences_of
        self._clock = clock

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None) -> Plan | None:
        """The answer to words about free times to send or links, and to a yes or no to making one; None for else."""
        if question is not None and question.missing is Missing.LINK and assent is not None and not assent.rest:
            if assent.verdict is Verdict.NO:
                return Plan((_("All right, I leave everything as it was."),), said=True)
            return await self._sent(turn, _proposed_words(question))
        message = turn.message
        if message.venue is Venue.OVERHEARD or message.material or message.attachments:
            return None
        wanted = booking_words(message.text)
        if wanted is None:
            return None
        match wanted.wish:
            case BookingWish.SEND:
                return await self._sent(turn, wanted)
            case BookingWish.STANDING:
                return await self._standing(turn, wanted.rest)
            case _ if message.shared:
                return Plan((_("I only tell you that in private: ask me in a direct message."),), said=True)
            case BookingWish.LIST:
                return Plan(_told(await self._open(turn)), said=True)
            case _:
                return await self._closed(turn, wanted)

    def proposed(self, turn: Turn, words: str) -> Plan:
        """The question whether to make a link; `words` say for when and how long."""
        message, zone = turn.message, turn.message.zone or turn.person.zone
        question = _("Shall I make a link by which one of your free times can be booked, and write them down to send?")
        asked = OpenQuestion(
            Missing.LINK, turn.person.id, message.text, message.sent_at, zone, variables=(("words", words),)
        )
        return Plan((question,), said=True, asked=asked)

    async def _sent(self, turn: Turn, wanted: BookingWords) -> Plan:
        """Free times as text, with a link for one booking; no link where there are none."""
        terms = await self._terms(turn, wanted.rest)
        now = self._clock()
        until = min(now + _LIFETIME, terms.time_max or now + _LIFETIME)
        if until <= now:
            return Plan((_("That time has already passed."),), said=True)
        # Without such times there is nothing to permit, so they are looked for before a link is made.
        starts = await self._links.free_starts(turn.person, terms)
        if wanted.count is not None or wanted.held:
            starts = a_few(starts, wanted.count or _USUAL_COUNT, terms.length, turn.person.zone)
            terms = replace(terms, starts=tuple(starts))
        if not starts:
            return Plan((_(_NONE),), said=True)
        link = await self._links.make(
            turn.person, terms, key=f"message:{turn.edit_mark}", single_use=True, lifetime=until - now
        )
        until_words = formats.day(until.astimezone(ZoneInfo(turn.person.zone)))
        heading = _(
            "You can send this on. Whoever has the link can book one of these times, once, until {day}; "
            "I will tell you.",
            day=until_words,
        )
        zone = await self._readers_zone(turn, wanted.rest)
        held = [await self._held(turn, link)] if wanted.held else []
        return Plan((heading, *held, "", *free_times_lines(link, link.terms.starts or starts, zone)), said=True)

    async def _held(self, turn: Turn, link: BookingLink) -> str:
        """What is told of holding the times of a link, once that is done."""
        title = link.terms.title or recipient_in(turn.message.text) or unnamed()
        try:
            offer = await self._links.hold(link, turn.person, title=title, conversation_id=turn.conversation_id)
        except CalendarError as error:
            return not_held(error)
        return held_words(offer, turn.person.zone)

    async def _standing(self, turn: Turn, words: str) -> Plan:
        terms = await self._terms(turn, words)
        link = await self._links.make(
            turn.person, replace(terms, time_min=None, time_max=None), key=f"message:{turn.edit_mark}", single_use=False
        )
        told = _(
            "Your booking link: {link}. Whoever has it can book {length} of your free time, until you close it; I will "
            "tell you each time.",
            link=f"<{link.address}>",
            length=length_of(terms),
        )
        return Plan((told,), said=True)

    async def _terms(self, turn: Turn, words: str) -> Terms:
        """What the words say of when and how long; the rest is as the person usually has it."""
        message = turn.message
        zone = message.zone or turn.person.zone
        return await terms_in(words, turn.person, self._preferences_of, said_at=message.sent_at, zone=zone)

    async def _readers_zone(self, turn: Turn, words: str) -> str:
        """The zone that the words name ("in New York time"), that of whom they name, or the person's own."""
        own = turn.message.zone or turn.person.zone
        context = await self._contexts.of_turn(turn, turn.message.text)
        clocks = context.known.clocks()
        named = await asyncio.to_thread(zone_in, words, turn.message.sent_at, own, clocks)
        if named is not None:
            return named
        said = re.findall(r"\w+", turn.message.text.casefold())
        return next((clocks[word].key for word in said if word in clocks), own)

    async def _open(self, turn: Turn) -> list[BookingLink]:
        return [each for each in await self._links.of_person(turn.person.id) if each.state is LinkState.OPEN]

    async def _closed(self, turn: Turn, wanted: BookingWords) -> Plan:
        links = await self._open(turn)
        if wanted.number is not None and 0 < wanted.number <= len(links):
            links = [links[wanted.number - 1]]
        if len(links) != 1:
            which = [_("Which one? Say its number.")] if links else []
            return Plan((*_told(links), *which), said=True)
        await self._links.close(links[0])
        return Plan((_("The booking link is closed. What was booked by it stays."),), said=True)


def _proposed_words(question: OpenQuestion) -> BookingWords:
    """What a model proposed: the person's own words, which may say how many and that they are held."""
    words = dict(question.variables).get("words", "")
    told = booking_words(words)
    return told if told is not None and told.wish is BookingWish.SEND else BookingWords(BookingWish.SEND, words)


_NONE = N_("I found no time at which all your calendars are known to be free, so I made no link.")


def _told(links: list[BookingLink]) -> tuple[str, ...]:
    if not links:
        return (_("You have no open booking links."),)
    lines = (f"{number}. {_line(each)}" for number, each in enumerate(links, 1))
    return ("\n".join((_("Your open booking links:"), "", *lines)),)


def _line(link: BookingLink) -> str:
    address, length = f"<{link.address}>", length_of(link.terms)
    if link.expires_at is None:
        return _("{link}: {length}, until you close it", link=address, length=length)
    return _("{link}: {length}, until {day}", link=address, length=length, day=formats.day(link.expires_at))

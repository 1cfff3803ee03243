"""What people say of polls: asking a group for a time, voting, asking how it stands, ending it; and the result.

Whoever says "poll the team" asks by it; where a model proposes one, the person is asked first. A vote is its writer's
and nobody else's; only who asked can end a poll in words.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.acts import Venue
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarError
from threadline.core.channels.formatting import and_list
from threadline.core.channels.offer_text import offer_facts
from threadline.core.channels.port import Channel, PollBoard, PollMailer
from threadline.core.dialogue.assent import Assent, Verdict
from threadline.core.dialogue.poll_titles import title_in
from threadline.core.dialogue.poll_words import PollWish, is_about_time, is_headed, poll_wish
from threadline.core.domain.message import Message, NamedPerson, Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.domain.reading import Reading
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.polls.poll import Poll, Terms
from threadline.core.polls.poll_lines import (
    asked_lines,
    heard_lines,
    left_out_line,
    partly_line,
    result_lines,
    state_lines,
    tie_line,
)
from threadline.core.polls.poll_times import PollTimes, Wanted, read_times
from threadline.core.polls.polls import Polls, voter_of
from threadline.core.polls.vote_words import read_mailed_vote, read_vote
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.planner import Plan
from threadline.storage.persons import utc_now
from threadline.storage.polls import Ballot, WhoVotes
from threadline.texts.messages import _, pgettext
from threadline.texts.speaking import speech

_ADDRESS = re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MOST_VOTERS = 30


class PollRequests:
    """Answers what people say of polls."""

    def __init__(
        self,
        polls: Polls,
        times: PollTimes,
        decisions: Decisions,
        people: People,
        channels: Mapping[str, Channel],
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._polls = polls
        self._times = times
        self._decisions = decisions
        self._people = people
        self._channels = channels
        self._clock = clock

    async def answer(self, turn: Turn, question: OpenQuestion | None, assent: Assent | None) -> Plan | None:
        """The answer to words about a poll, votes, and a yes or no to asking one; None for all else."""
        message = turn.message
        if message.event_key.startswith("poll:") and (poll := await self._polls.told_by(turn)) is not None:
            return await self._result(turn, poll)
        if question is not None and question.missing is Missing.POLL and assent is not None and not assent.rest:
            if assent.verdict is Verdict.NO:
                return Plan((_("All right, I ask nobody."),), said=True)
            return await self._asked(turn, dict(question.variables).get("words", ""), sure=True)
        if message.material or message.attachments or message.invited:
            return None
        match poll_wish(message.below_subject) or (poll_wish(message.text) if message.title else None):
            case PollWish.ASK:
                return await self._asked(turn, message.text)
            case PollWish.CHOOSE:
                return await self._asked(turn, message.text, named_only=True)
            case PollWish.CLOSE:
                return await self._closed(turn)
            case PollWish.SHOW:
                return await self._shown(turn)
        return await self._voted(turn)

    def proposed(self, turn: Turn, words: str) -> Plan:
        """The question whether to ask the group; `words` say for when, for how long and what for."""
        message, zone = turn.message, _zone(turn)
        asked = OpenQuestion(
            Missing.POLL, turn.person.id, message.text, message.sent_at, zone, variables=(("words", words),)
        )
        return Plan((_("Shall I ask everybody here in a poll which time suits them?"),), said=True, asked=asked)

    async def _asked(self, turn: Turn, words: str, *, sure: bool = False, named_only: bool = False) -> Plan | None:
        """A poll of the times that were said, or of free ones. Among others, only who names times asks for a poll."""
        message, zone = turn.message, _zone(turn)
        wanted = await asyncio.to_thread(read_times, words, message.sent_at, zone)
        invited = self._invited(message)
        starts = wanted.starts
        overheard = message.venue is Venue.OVERHEARD and not sure
        if self._is_over(wanted) and not overheard:
            return Plan((_("These times are over. Name some that are still to come, and I ask everybody."),), said=True)
        if wanted.is_one and not overheard and not named_only and is_headed(words):
            return await self._one(turn, words, wanted, invited)
        if len(starts) < 2:
            if overheard or named_only or (not sure and not is_about_time(words)):
                return None
            starts = await self._free(turn, invited, wanted)
        if len(starts) < 2:
            return Plan(
                (_("I found fewer than two free times to ask about. Name some, and I ask everybody."),), said=True
            )
        terms = Terms(
            starts,
            await self._times.length(turn.person, wanted),
            zone,
            await asyncio.to_thread(title_in, words, message.sent_at, zone),
            speech(),
            shared=message.shared,
        )
        poll = await self._polls.ask(turn, terms, invited, closes_at=self._end(wanted))
        lines = (*self._asking(poll), left_out_line(wanted.left_out))
        return Plan(tuple(filter(None, lines)), said=True)

    async def _one(self, turn: Turn, words: str, wanted: Wanted, invited: list[WhoVotes]) -> Plan:
        """What is answered where there is one time to choose from: a meeting then, as a card."""
        if not wanted.starts:
            return Plan((_("This time is over. Name some that are still to come, and I ask everybody."),), said=True)
        zone = _zone(turn)
        terms = Terms(
            wanted.starts,
            await self._times.length(turn.person, wanted),
            zone,
            await asyncio.to_thread(title_in, words, turn.message.sent_at, zone),
            speech(),
        )
        named = [Attendee(who.name or (who.email or "").partition("@")[0], who.email) for who in invited]
        line = _("One time is no poll, so I propose it as a meeting. For a poll, name two or more.")
        return await self._offered(turn, (line,), Reading(Intent.CREATE, _event(terms, wanted.starts[0], named)))

    def _asking(self, poll: Poll) -> tuple[str, ...]:
        channel: object = self._channels.get(poll.record.channel)
        if isinstance(channel, PollBoard):
            return asked_lines(poll, board=True)
        mailed = isinstance(channel, PollMailer)
        alone = not mailed and not poll.terms.shared  # a page is its voter's: nobody else is shown its address
        pages = [(each.name, self._polls.page_of(each)) for each in poll.voters] if alone else []
        lines = asked_lines(poll, board=False, pages=pages)
        to = [each.name for each in poll.voters if each.record.email]
        return (*lines, _("I have written to {names}.", names=and_list(to))) if mailed and to else lines

    async def _free(self, turn: Turn, invited: list[WhoVotes], wanted: Wanted) -> tuple[datetime, ...]:
        names = [f"{who.name} <{who.email}>" if who.email else who.name for who in invited]
        asker = replace(turn.person, zone=_zone(turn))
        return await self._times.free(asker, names, wanted, self._clock(), conversation_id=turn.conversation_id)

    def _end(self, wanted: Wanted) -> datetime | None:
        return wanted.closes_at if wanted.closes_at is not None and wanted.closes_at > self._clock() else None

    def _is_over(self, wanted: Wanted) -> bool:
        """Whether all that was named to choose from has passed; a range to come beside one of them has not."""
        end = wanted.search.limits.end
        return not wanted.starts and wanted.over > 1 and (end is None or end <= self._clock())

    def _invited(self, message: Message) -> list[WhoVotes]:
        """Who is asked: those the message was sent to or names, as its channel knows them."""
        if isinstance(self._channels.get(message.channel), PollMailer):
            people: tuple[NamedPerson, ...] = message.correspondents
        else:
            people = message.people
        known = {(each.email or "").lower() for each in people}
        written = [found for found in _ADDRESS.findall(message.text) if found.lower() not in known]
        named = [WhoVotes(each.name, each.email, zone=each.zone) for each in people if each.name or each.email]
        return [*named, *(WhoVotes("", address) for address in written)][:_MOST_VOTERS]

    async def _voted(self, turn: Turn) -> Plan | None:
        """What comes of words that are a vote in the poll of their thread."""
        message = turn.message
        if turn.sequence == 1:
            return None
        mailed = message.venue is Venue.MAIL
        words = read_mailed_vote(message.below_subject) if mailed else read_vote(message.text)
        if words is None:
            return None
        poll = await self._polls.newest(turn.conversation_id)
        if poll is None or not poll.is_open:
            return None
        vote = words.of(poll.terms.starts, _zone(turn), poll.terms.zone)
        if vote is None:
            return None
        if vote.partly:
            return Plan((partly_line(vote.numbers),), said=True)
        counted = await self._polls.vote(
            poll, voter_of(turn.person), Ballot(vote.numbers, message.sent_at, message.event_key)
        )
        if counted is None:
            return Plan((_("The poll is closed."),), said=True)
        return Plan(heard_lines(counted, vote.numbers, _zone(turn)), said=True)

    async def _shown(self, turn: Turn) -> Plan | None:
        poll = await self._polls.newest(turn.conversation_id)
        return Plan(state_lines(poll, _zone(turn)), said=True) if poll is not None else None

    async def _closed(self, turn: Turn) -> Plan | None:
        poll = await self._polls.newest(turn.conversation_id)
        if poll is None:
            return None
        if poll.record.person_id != turn.person.id:
            return Plan((await self._not_yours(poll),), said=True)
        closed = await self._polls.close(poll, turn.message.event_key)
        if closed.record.result_key == turn.message.event_key:
            return await self._result(turn, closed)
        return Plan((_("The poll is closed already."), *state_lines(closed, _zone(turn))), said=True)

    async def _not_yours(self, poll: Poll) -> str:
        try:
            name = (await self._people.get(poll.record.person_id)).name
        except PersonNotFound:
            name = ""
        return _("Only {name} can close this poll.", name=name)

    async def _result(self, turn: Turn, poll: Poll) -> Plan:
        """What came of a poll, and its first time as a card; nothing is booked without its click."""
        lines = result_lines(poll)
        if not poll.ranked:
            return Plan(lines, said=True)
        reading = Reading(Intent.CREATE, _draft(poll), warnings=tuple(filter(None, (tie_line(poll),))))
        return await self._offered(turn, lines, reading)

    async def _offered(self, turn: Turn, lines: tuple[str, ...], reading: Reading) -> Plan:
        """The lines, and the event below them as a card."""
        offer = await self._decisions.offer(turn.person, reading)
        if offer is None:
            return Plan(lines, said=True)
        try:
            placed = await self._decisions.placed(turn.person, offer)
        except CalendarError as error:
            reason = _(
                "I cannot propose an event now: {reason} Connect the calendar again, then ask me once more.",
                reason=error,
            )
            return Plan((*lines, reason), said=True)
        told = offer_facts(placed, turn.person.zone, shared=turn.message.shared)
        return Plan((*lines, *(line for line in told if line not in lines)), placed, said=True)


def _draft(poll: Poll) -> EventDraft:
    """The event of the first time: everybody who was asked, and who else can come then."""
    best, asker = poll.ranked[0], poll.record.person_id
    coming = [each for each in poll.voters if each.record.invited or best.number in (each.choices or ())]
    guests = [Attendee(each.name, each.record.email) for each in coming if each.record.person_id != asker]
    return _event(poll.terms, best.start, guests)


def _event(terms: Terms, start: datetime, guests: Sequence[Attendee]) -> EventDraft:
    clock = ZoneInfo(terms.zone)
    names = ", ".join(each.name for each in guests)
    usual = _("Meeting with {names}", names=names) if names else pgettext("title", "Meeting")
    return EventDraft(
        terms.title or usual,
        start.astimezone(clock),
        (start + terms.length).astimezone(clock),
        terms.zone,
        attendees=tuple(guests),
    )


def _zone(turn: Turn) -> str:
    return turn.message.zone or turn.person.zone

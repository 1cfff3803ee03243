"""Questions that are answered yes or no: "is Bo free on Tuesday at 4?", "do I have anything on Friday?".

Whose calendar cannot be seen is unknown, never free; a room or another thing has no calendar that could be asked.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from threadline.calendar.event import Attendee, FreeBusy, Knowledge
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarError
from threadline.calendar.recurrence import as_utc
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.contacts import Contacts
from threadline.core.calendars.event_matching import fits_person
from threadline.core.calendars.participants import Invitee, Participants
from threadline.core.channels.formatting import and_list, day_label, span_label, when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.availability import free_stretches, stretch_lines
from threadline.core.scheduling.drafting import DEFAULT_LENGTH
from threadline.core.scheduling.whose_time import Question, is_named, read_question
from threadline.storage.persons import utc_now
from threadline.texts.messages import _, ngettext, pgettext

_WIDE = timedelta(hours=4)
_WEEK = timedelta(days=7)
_MOST_TOLD = 5


class YesOrNo:
    """Answers them, from what the person may see."""

    def __init__(
        self,
        *,
        agenda: Agenda,
        participants: Participants,
        contacts: Contacts | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._agenda = agenda
        self._participants = participants
        self._contacts = contacts
        self._clock = clock

    async def answer(self, turn: Turn, reading: Reading) -> tuple[str, ...] | None:
        """The facts that answer, a yes or a no first; None where nothing of the kind is asked."""
        question = read_question(turn.message.text)
        if question is None or (not question.names and reading.start is None):
            return None
        if question.names and (told := await self._of_others(turn, question, reading)) is not None:
            return told
        if reading.start is None:
            return None
        if question.thing is not None:
            unseen = _(
                "I do not know: I cannot see the calendar of “{thing}”, only those of people.", thing=question.thing
            )
            return (unseen,)
        end = _end(reading, reading.start)
        if end - reading.start >= _WIDE and not question.busy:
            return None  # "am I free on Friday?" is answered with the hours
        return await self._self(turn, question, reading.start, end)

    async def _of_others(self, turn: Turn, question: Question, reading: Reading) -> tuple[str, ...] | None:
        """What is known of others' time, and never one's own in its place; None for a search that finds a time."""
        text = " ".join(turn.message.text.split())
        times = " ".join(text[each.start : each.end].lower() for each in reading.evidence if each.slot == "when")
        names = tuple(
            name for name in question.names if not re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", times)
        )
        if not names:  # "is Tuesday free?" asks about a day
            return None
        if not all(is_named(name) for name in names):
            return (_("I do not know whom you mean. Ask again with their names or addresses."),)
        if reading.start is None or (
            (end := _end(reading, reading.start)) - reading.start >= _WIDE and not question.busy
        ):
            if reading.seeks_time or (reading.start is None and reading.intent is not Intent.FIND_TIME):
                return None
            start = reading.start or self._clock()
            return await self._hours(turn, names, max(start, self._clock()), _end(reading, start, _WEEK))
        return await self._others(turn, replace(question, names=names), reading.start, end)

    async def _hours(self, turn: Turn, names: Sequence[str], start: datetime, end: datetime) -> tuple[str, ...]:
        """When others are free, within their working hours."""
        invitees = await self._named(turn, names)
        if start >= end:
            return (_("That time has already passed."),)
        try:
            everybody = (await self._participants.of(turn.person, invitees, start, end))[1:]
        except CalendarError as error:
            return (str(error),)
        lines: list[str] = []
        for each in everybody:
            if each.unknown:
                lines.append(_unseen(_People((each.name,), me=False)))
                continue
            stretches = await asyncio.to_thread(free_stretches, each, start, end)
            told = [_("{name} is free:", name=each.name), *stretch_lines(stretches)]
            lines.extend(told if stretches else [_("{name} is not free then.", name=each.name)])
        return tuple(lines)

    async def _named(self, turn: Turn, names: Sequence[str]) -> tuple[Invitee, ...]:
        """Who is meant: those of the conversation, then whom the person meets, where only one of them is called so."""
        found = await self._participants.named(turn.person, names, conversation_id=turn.conversation_id)
        if self._contacts is None or all(each.email for each in found):
            return found
        guests = [Attendee(each.name or "", each.email) for each in await self._contacts.of(turn.person)]
        sure: list[Invitee] = []
        for each in found:
            fits = [who for who in guests if who.email and fits_person(each.name, who)]
            if each.email is None and len(fits) == 1 and fits[0].email:
                (known,) = await self._participants.named(turn.person, [fits[0].email]) or (each,)
                sure.append(replace(known, name=each.name))
            else:
                sure.append(each)
        return tuple(sure)

    async def _self(self, turn: Turn, question: Question, start: datetime, end: datetime) -> tuple[str, ...]:
        person, shared = turn.person, turn.message.shared
        events, unknown = await self._agenda.events(person, start, end)
        taken = [
            each
            for each in events
            if (question.anything or not each.draft.transparent) and as_utc(each.draft.end) > as_utc(start)
        ]
        when = _span(start, end, person.zone)
        missing = [_("I could not read {calendar}, so I do not know all of it.", calendar=name) for name in unknown]
        if not taken:
            if unknown:
                return (*missing, _("I found nothing in what I could read, {when}.", when=when))
            free = _("you are free, {when}: nothing is in your calendar.", when=when)
            return (_no(free) if question.busy else _yes(free),)
        lines = [
            f"- {when_label(each.draft, person.zone)}" + ("" if shared else f": **{each.draft.title}**")
            for each in taken[:_MOST_TOLD]
        ]
        told = _("you are busy, {when}:", when=when)
        return (*missing, _yes(told) if question.busy else _no(told), *lines)

    async def _others(self, turn: Turn, question: Question, start: datetime, end: datetime) -> tuple[str, ...]:
        person = turn.person
        invitees = await self._named(turn, question.names)
        try:
            answers = await self._participants.busy(person, invitees, start, end)
        except CalendarError as error:
            return (str(error),)
        busy = [each.name for each in invitees if _is_busy(answers.get(each, ()))]
        unknown = [each.name for each in invitees if each.name not in busy and not _is_known(answers.get(each, ()))]
        mine: Sequence[FreeBusy] = await self._agenda.busy(person, start, end) if question.me else ()
        me_busy = _is_busy(mine)
        me_unknown = question.me and not me_busy and not _is_known(mine)
        when = _span(start, end, person.zone)
        unseen = _unseen(_People(tuple(unknown), me_unknown))
        if busy or me_busy:
            told = _taken(_People(tuple(busy), me_busy), when)
            told = _yes(told) if question.busy else _no(told)
            return (f"{told} {unseen}".strip(),)
        if unseen:
            return (unseen,)
        told = _free(_People(tuple(each.name for each in invitees), question.me), when)
        return (_no(told) if question.busy else _yes(told),)


@dataclass(frozen=True, slots=True)
class _People:
    """Whom a sentence is about; `me` is the reader, whom a language may address in a form of its own."""

    names: tuple[str, ...]
    me: bool

    @property
    def listed(self) -> str:
        return and_list([*self.names, *([pgettext("in a list of people", "you")] if self.me else [])])


def _yes(told: str) -> str:
    return _("Yes, {told}", told=told)


def _no(told: str) -> str:
    return _("No, {told}", told=told)


def _taken(people: _People, when: str) -> str:
    if not people.me:
        return ngettext(
            "{names} is busy, {when}.", "{names} are busy, {when}.", len(people.names), names=people.listed, when=when
        )
    if people.names:
        return pgettext("with you", "{names} are busy, {when}.", names=people.listed, when=when)
    return _("you are busy, {when}.", when=when)


def _free(people: _People, when: str) -> str:
    if people.me:
        return pgettext("with you", "{names} are free, {when}.", names=people.listed, when=when)
    return ngettext(
        "{names} is free, {when}.", "{names} are free, {when}.", len(people.names), names=people.listed, when=when
    )


def _unseen(people: _People) -> str:
    if people.me and people.names:
        return pgettext("with you", "I cannot see when {names} are busy, so I do not know.", names=people.listed)
    if people.me:
        return _("I cannot see when you are busy, so I do not know.")
    return people.listed and ngettext(
        "I cannot see when {names} is busy, so I do not know.",
        "I cannot see when {names} are busy, so I do not know.",
        len(people.names),
        names=people.listed,
    )


def _end(reading: Reading, start: datetime, else_: timedelta | None = None) -> datetime:
    """Until when is asked about: a moment stands for a meeting of the usual length."""
    if reading.end is not None and reading.end > start:
        return reading.end
    if else_ is not None and reading.start is None:
        return start + else_
    return start + (reading.duration or DEFAULT_LENGTH)


def _is_busy(answers: Sequence[FreeBusy]) -> bool:
    return any(answer.busy for answer in answers)


def _is_known(answers: Sequence[FreeBusy]) -> bool:
    return bool(answers) and all(answer.knowledge is Knowledge.KNOWN for answer in answers)


def _span(start: datetime, end: datetime, zone: str) -> str:
    midnight = not (start.hour or start.minute) and end - start >= timedelta(hours=23)
    return day_label(start) if midnight else span_label(start, end, zone)

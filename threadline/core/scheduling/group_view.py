"""When several people are busy, as a short line each: what their sharing permits, and unknown where it does not."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.free_slots import Participant, clip, merge
from threadline.calendar.port import CalendarError
from threadline.core.calendars.agenda import AWAY_CALENDAR
from threadline.core.calendars.participants import Invitee, Participants
from threadline.core.channels.formatting import span_label
from threadline.core.domain.message import Turn
from threadline.core.scheduling.group_words import GroupQuestion, read_group
from threadline.texts import formats
from threadline.texts.messages import _

_MOST = 15


class GroupView:
    """Answers who of several is busy when."""

    def __init__(self, participants: Participants) -> None:
        self._participants = participants

    async def answer(self, turn: Turn) -> tuple[str, ...] | None:
        """The lines; None where nothing of the kind is asked, or nobody else is here."""
        message, zone = turn.message, turn.message.zone or turn.person.zone
        question = await asyncio.to_thread(read_group, message.text, message.sent_at, zone)
        if question is None:
            return None
        invitees = (await self._asked_of(turn, question))[:_MOST]
        if not invitees:
            return None
        try:
            everybody = await self._participants.of(turn.person, invitees, question.start, question.end)
        except CalendarError as error:
            return (str(error),)
        people = everybody if question.me else everybody[1:]
        lines = [f"- {_line(each, question.start, question.end, zone)}" for each in people]
        return (f"{span_label(question.start, question.end, zone)}:", *lines)

    async def _asked_of(self, turn: Turn, question: GroupQuestion) -> Sequence[Invitee]:
        named = self._participants.named
        if not question.everybody:
            return await named(turn.person, question.names, conversation_id=turn.conversation_id)
        here = [each.email for each in turn.message.people if each.email and not each.distant]
        present = await self._participants.present(turn.person, turn.conversation_id)
        found = {(each.email or each.name).lower(): each for each in (*present, *await named(turn.person, here))}
        return tuple(found.values())


def _line(person: Participant, start: datetime, end: datetime, zone: str) -> str:
    """One person's time in a few words; what is not known is never free."""
    away = [each for answer in person.free_busy if answer.calendar_id == AWAY_CALENDAR for each in answer.busy]
    if clip(away, start, end):
        return _("**{name}**: away", name=person.name)
    busy = clip(merge(stretch for answer in person.free_busy for stretch in answer.busy), start, end)
    tz = ZoneInfo(zone)
    times = formats.and_list([_clocks(each.start.astimezone(tz), each.end.astimezone(tz)) for each in busy])
    if not person.known(start, end):
        if not busy:
            return _("**{name}**: unknown", name=person.name)
        return _("**{name}**: busy {times}, otherwise unknown", name=person.name, times=times)
    return (
        _("**{name}**: busy {times}", name=person.name, times=times)
        if busy
        else _("**{name}**: free", name=person.name)
    )


def _clocks(low: datetime, high: datetime) -> str:
    return formats.clocks(low, high) if low.date() == high.date() else formats.span(low, high)

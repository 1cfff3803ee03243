"""Finding a time for several people: everybody's calendars, hours, zones, buffers and holidays, the best slots first.

What is found is an offer: the best slot is the event that is proposed, the others are times that can be chosen instead.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.free_slots import MAX_RANGE, Slot, Wish, free_slots
from threadline.calendar.least_bad import least_bad_slots
from threadline.core.calendars.agenda import LONGEST, SEARCH, SHORTEST, alternative_of
from threadline.core.calendars.participants import Invitee, Participants
from threadline.core.channels.formatting import and_list
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Offer
from threadline.core.domain.reading import Reading
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.scheduling.calendar_queries import asked_range, is_instant, ranges_near, span_words
from threadline.core.scheduling.search_limits import Limits
from threadline.texts.messages import N_, _, ngettext, pgettext
from threadline.texts.speaking import speech

ANY_HOUR = (time(), time())
NO_LIMITS = Limits()
_LEAST_BAD = N_("No time suits everybody's working hours: this one comes closest.")
_SLOTS = 5
_FAR = timedelta(hours=6)


class NoTime(Exception):
    """There is no such time; `str(error)` is a sentence for the person."""


class MeetingFinder:
    """Finds times at which several people can meet."""

    def __init__(self, participants: Participants, preferences_of: CalendarPreferenceReader) -> None:
        self._participants = participants
        self._preferences_of = preferences_of

    async def invitees(
        self, asker: Person, names: Sequence[str], *, conversation_id: str | None = None
    ) -> tuple[Invitee, ...]:
        """Who is meant by names and addresses, without the asker."""
        return await self._participants.named(asker, names, conversation_id=conversation_id)

    async def slots(
        self,
        asker: Person,
        invitees: Sequence[Invitee],
        *,
        start: datetime,
        end: datetime,
        length: timedelta,
        between: tuple[time, time] = ANY_HOUR,
        zone: str | None = None,
        limit: int = _SLOTS,
        limits: Limits = NO_LIMITS,
        any_hour: bool = False,
    ) -> Sequence[Slot]:
        """Times of the range at which the asker and all others can meet, the best first.

        `between` narrows the day on the clock of `zone`, the asker's own if None; `limits` bar days and hours. With
        `any_hour` the working hours only rank: what disturbs the worst off least comes first. A slot names those whose
        time is unknown, whose working hours it leaves and whose lunch it touches. Raises `ValueError` for a range over
        `MAX_RANGE` and for a length outside of `SHORTEST` to `LONGEST`.
        """
        wish = Wish(
            start,
            end,
            length,
            zone or asker.zone,
            between=between,
            limit=limit,
            days=limits.days,
            barred_dates=limits.barred_dates,
            barred_hours=limits.barred_hours,
        )
        people = await self._participants.of(asker, invitees, start, end)
        return await asyncio.to_thread(least_bad_slots if any_hour else free_slots, people, wish)

    async def offer(
        self,
        asker: Person,
        reading: Reading,
        now: datetime,
        *,
        conversation_id: str | None = None,
        limits: Limits = NO_LIMITS,
    ) -> Offer:
        """The best slot as an event to confirm, with the other slots as alternatives.

        Where nothing suits at the asked time, these are the nearest slots, and the first warning says so; where no hour
        suits people far apart, it is the least bad one. `limits` are kept in all of them. Raises `NoTime`.
        """
        start, end = _range(reading, limits, now, asker.zone)
        start, end = max(start, now), min(end, max(start, now) + MAX_RANGE)
        length = reading.duration or reading.usual_length
        if is_instant(reading):
            end = start + length
        if start >= end:
            raise NoTime(_("That time has already passed."))
        if not SHORTEST <= length <= LONGEST:
            raise NoTime(_("I can look for free time of up to a day."))
        invitees = await self.invitees(asker, reading.attendees, conversation_id=conversation_id)
        between = limits.between or reading.between or ANY_HOUR
        if is_instant(reading) and limits.start is None:
            between = ANY_HOUR
        find = partial(self.slots, asker, invitees, length=length, limits=limits)
        habits = await self._preferences_of.of(asker)
        slots: Sequence[Slot] = ()
        if between == ANY_HOUR and habits.preferred is not None and not is_instant(reading):
            slots = await find(start=start, end=end, between=habits.preferred)
        slots = slots or await find(start=start, end=end, between=between)
        missed: tuple[str, ...] = ()
        if not slots and not is_instant(reading) and await self._far_apart(asker, invitees, start):
            slots = await find(start=start, end=end, between=limits.between or ANY_HOUR, any_hour=True)
            missed = (_(_LEAST_BAD),) if slots else ()
        if not slots:
            days = span_words(start, end, asker.zone)
            if limits.deadline:
                raise NoTime(_not_until(invitees, length, days))
            slots = await self._nearest(find, start, end, between, now, asker.zone)
            if not slots:
                raise NoTime(_never(invitees, length, days))
            missed = (_nearest_of(invitees, length, days),)
        best, *others = slots
        return Offer(
            _draft(best, reading, invitees, asker.zone),
            evidence=reading.evidence,
            alternatives=tuple(alternative_of(slot, asker.zone) for slot in others),
            warnings=(*reading.doubts, *missed, *_doubts(best, asker.zone)),
            invite=habits.invite,
            language=speech(),
        )

    async def _far_apart(self, asker: Person, invitees: Sequence[Invitee], start: datetime) -> bool:
        """Whether people's clocks differ so much that their working days hardly meet."""
        people = await self._participants.of(asker, invitees, start, start + SHORTEST)
        offsets = [start.astimezone(ZoneInfo(each.hours.zone)).utcoffset() or timedelta() for each in people]
        return max(offsets) - min(offsets) >= _FAR

    async def _nearest(
        self,
        find: Callable[..., Awaitable[Sequence[Slot]]],
        start: datetime,
        end: datetime,
        between: tuple[time, time],
        now: datetime,
        zone: str,
    ) -> Sequence[Slot]:
        """Slots at other hours of the same days, and on the days after; those within working hours first."""
        whole, after = ranges_near(start, end, now, zone)
        found = [
            slot
            for (low, high), hours in ((whole, ANY_HOUR), (after, between))
            for slot in await find(start=low, end=high, between=hours)
        ]
        distinct = {slot.start: slot for slot in found}.values()
        return sorted(distinct, key=lambda slot: (len(slot.outside), slot.start))[:_SLOTS]


def _range(reading: Reading, limits: Limits, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Where to look: the range of the limits where there is one, else what was asked, else the next weeks."""
    if limits.start is None and limits.end is None:
        return asked_range(reading, now, zone, default=SEARCH)
    start = limits.start or now.astimezone(ZoneInfo(zone))
    return start, limits.end or start + SEARCH


def _draft(slot: Slot, reading: Reading, invitees: Sequence[Invitee], zone: str) -> EventDraft:
    names = ", ".join(invitee.name.partition("@")[0] for invitee in invitees)
    usual = _("Meeting with {names}", names=names) if names else pgettext("title", "Meeting")
    tz = ZoneInfo(zone)
    return EventDraft(
        reading.title or usual,
        slot.start.astimezone(tz),
        slot.end.astimezone(tz),
        zone,
        location=reading.location,
        attendees=tuple(invitee.attendee for invitee in invitees),
    )


def _doubts(slot: Slot, zone: str) -> tuple[str, ...]:
    """What the person should know of the best slot."""
    found = []
    clocks = alternative_of(slot, zone).label.partition(" (")[2].removesuffix(")")
    if clocks:
        found.append(_("That is {clocks}.", clocks=clocks))
    if slot.unknown:
        found.append(
            ngettext(
                "I could not see when {names} is busy: unknown, not free.",
                "I could not see when {names} are busy: unknown, not free.",
                len(slot.unknown),
                names=and_list(slot.unknown),
            )
        )
    if slot.outside:
        found.append(_("It is outside the working hours of {names}.", names=and_list(slot.outside)))
    return tuple(found)


def _not_until(invitees: Sequence[Invitee], length: timedelta, days: str) -> str:
    minutes = int(length.total_seconds() // 60)
    if not invitees:
        return _("I found no {minutes} minutes that suit you, {days}.", minutes=minutes, days=days)
    names = and_list([invitee.name for invitee in invitees])
    return _("I found no {minutes} minutes that suit you and {names}, {days}.", minutes=minutes, names=names, days=days)


def _never(invitees: Sequence[Invitee], length: timedelta, days: str) -> str:
    minutes, more = int(length.total_seconds() // 60), SEARCH.days
    if not invitees:
        return _(
            "I found no {minutes} minutes that suit you, {days}, nor in the {more} days after.",
            minutes=minutes,
            days=days,
            more=more,
        )
    return _(
        "I found no {minutes} minutes that suit you and {names}, {days}, nor in the {more} days after.",
        minutes=minutes,
        names=and_list([invitee.name for invitee in invitees]),
        days=days,
        more=more,
    )


def _nearest_of(invitees: Sequence[Invitee], length: timedelta, days: str) -> str:
    minutes = int(length.total_seconds() // 60)
    if not invitees:
        return _(
            "I found no {minutes} minutes that suit you, {days}. This is the nearest time that does.",
            minutes=minutes,
            days=days,
        )
    return _(
        "I found no {minutes} minutes that suit you and {names}, {days}. This is the nearest time that does.",
        minutes=minutes,
        names=and_list([invitee.name for invitee in invitees]),
        days=days,
    )

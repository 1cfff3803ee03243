"""Events that came as calendar objects: put into the calendar as they are, changed or taken out as they were changed.

An event is known by its UID in whichever of the person's calendars it is. Nothing is decided here: what comes of it is
a card, and one event stays one (RFC 5546, section 3.2).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Event, EventDraft, Response
from threadline.calendar.extract import Intent
from threadline.calendar.extract.changes.model import Scope
from threadline.calendar.port import Calendar, CalendarError
from threadline.calendar.recurrence import as_utc, split_id
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.formatting import when_label
from threadline.core.domain.event_diff import same_time
from threadline.core.domain.invited_event import Heard, InvitedEvent, MovedDay
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Offer, Target
from threadline.core.domain.reading import Reading
from threadline.core.proposals.answers import is_person
from threadline.core.proposals.decisions import Decisions
from threadline.texts.messages import N_, _

_SHARED = ("title", "location", "description", "rrule", "excluded")
_OLDER = N_("**{title}**: your calendar already has a newer version of it.")
_THERE = N_("**{title}**, {time}, is in your calendar already.")
_DATE_MOVED = N_("One date is at another time: {time}.")
_DATE_CANCELLED = N_("One date does not take place: {day}.")
_NOT_THERE = N_("**{title}**, {time}, was cancelled by {organizer}. It is not in your calendar.")


class InvitedEvents:
    """Makes offers of them."""

    def __init__(self, *, decisions: Decisions, calendars: Calendars) -> None:
        self._decisions = decisions
        self._calendars = calendars

    async def offer(self, person: Person, invited: InvitedEvent) -> Offer | str:
        """What could be done about an event, or a sentence where there is nothing to do. Raises `CalendarError`."""
        if invited.heard is Heard.CHOSEN:
            return await self._chosen(person, invited)
        found = await self._find(person, invited.identity.uid)
        draft = invited.draft
        told = {"title": draft.title, "time": when_label(draft, person.zone)}
        if invited.heard is Heard.PROPOSED:
            return await self._proposed(person, invited, found)
        if found is None:
            if invited.heard is Heard.CANCELLED:
                return _(_NOT_THERE, **told, organizer=str(draft.organizer or _("somebody else")))
            offer = await self._decisions.offer_copy(person, draft, invited.identity, invited.notes)
            return replace(offer, moved=invited.moved if offer.copy_of is not None else ())
        calendar, event = found
        target = Target(event.id, event.version, event.draft, calendar.name, event.calendar_id, event.sequence)
        if invited.alone:
            return await self._one_date(person, invited, target)
        if invited.heard is Heard.CANCELLED:
            return await self._decisions.offer_change(person, target, None, copy_of=invited.identity)
        if invited.identity.sequence < event.sequence and event.draft.organizer is not None:
            return _(_OLDER, title=draft.title)
        if _is_same(event.draft, draft) and await _has_moved(calendar, event, invited):
            return _(_THERE, **told)
        offer = await self._decisions.offer_change(
            person, target, _followed(event.draft, draft, person), warnings=invited.notes, copy_of=invited.identity
        )
        return replace(offer, moved=invited.moved)

    async def _one_date(self, person: Person, invited: InvitedEvent, target: Target) -> Offer | str:
        """One date of a series that is known: it is left out there, and stands beside it where it is moved."""
        series, start = target.before, invited.alone_at
        if series.rrule is None or start is None:
            return _occurrence_told(person, invited, target)
        kept = tuple(each for each in series.excluded if as_utc(each) != as_utc(start))
        draft = replace(series, excluded=(*kept, start))
        if invited.heard is Heard.CANCELLED:
            said = _(_DATE_CANCELLED, day=when_label(day_of(series, start), person.zone))
            moved: tuple[MovedDay, ...] = ()
        else:
            said = _(_DATE_MOVED, time=when_label(invited.draft, person.zone))
            moved = (MovedDay(start, invited.draft),)
        offer = await self._decisions.offer_change(
            person, target, draft, warnings=(said, *invited.notes), copy_of=invited.identity
        )
        return replace(offer, moved=moved)

    async def _proposed(
        self, person: Person, invited: InvitedEvent, found: tuple[Calendar, Event] | None
    ) -> Offer | str:
        """The event at the time that a guest would rather have. Raises `CalendarError`."""
        said = [_("{name} would prefer another time.", name=invited.by)]
        said += _quoted(invited.notes)
        if found is None:
            return " ".join((*said, _("The event is no longer in your calendar.")))
        calendar, series = found
        event = await _date_of(calendar, series, invited.alone_at) if invited.alone else series
        if event is None:
            return " ".join((*said, _("The event is no longer in your calendar.")))
        target = Target(event.id, event.version, event.draft, calendar.name, event.calendar_id, event.sequence)
        draft = replace(event.draft, start=invited.draft.start, end=invited.draft.end, all_day=False)
        scope = Scope.ONE if invited.alone else None
        offer = await self._decisions.offer_change(person, target, draft, warnings=said, scope=scope)
        return replace(offer, wished_by=invited.by)

    async def _chosen(self, person: Person, invited: InvitedEvent) -> Offer | str:
        """The time that somebody outside would like, with those who meet then as guests."""
        said = [_("{name} would like this time.", name=invited.by), *_quoted(invited.notes)]
        reading = Reading(Intent.CREATE, draft=invited.draft, warnings=tuple(said))
        return await self._decisions.offer(person, reading) or " ".join(said)

    async def _find(self, person: Person, uid: str) -> tuple[Calendar, Event] | None:
        """The event in the first of the person's calendars that has it and can be written to."""
        if not uid:
            return None
        for calendar in await self._calendars.of(person):
            try:
                for info in await calendar.calendars():
                    event = await calendar.by_uid(info.id, uid) if info.writable else None
                    if event is not None:
                        return calendar, event
            except CalendarError:
                continue  # booking it asks once more, and says so where the calendar cannot be read
        return None


def _quoted(notes: Sequence[str]) -> list[str]:
    """What a guest wrote, as they wrote it."""
    return [_("They wrote: “{words}”", words=" ".join(words.split())) for words in notes]


def _occurrence_told(person: Person, invited: InvitedEvent, target: Target) -> str:
    """One date of a series that is known: said, for here a copy follows its organiser as a whole."""
    title, time = target.before.title, when_label(invited.draft, person.zone)
    if invited.heard is Heard.CANCELLED:
        return _("One date of **{title}** was cancelled: {time}. Take it out in your calendar.", title=title, time=time)
    return _(
        "One date of **{title}** is at another time now: {time}. Move it in your calendar.", title=title, time=time
    )


def day_of(series: EventDraft, start: datetime) -> EventDraft:
    """One date of a series as its rule has it."""
    return replace(series.moved(start.astimezone(ZoneInfo(series.zone))), rrule=None, excluded=())


async def _date_of(calendar: Calendar, series: Event, start: datetime | None) -> Event | None:
    """One date of a series, by the start that it has in the calendar; None where it is not there."""
    if start is None:
        return None
    found = await calendar.events(series.calendar_id, start, start + timedelta(minutes=1))
    return next((one for one in found if split_id(one.id) == (split_id(series.id)[0], as_utc(start))), None)


async def _has_moved(calendar: Calendar, event: Event, invited: InvitedEvent) -> bool:
    """Whether all dates that are other than the rule says stand in the calendar as they are now."""
    for each in invited.moved:
        found = await calendar.events(event.calendar_id, each.draft.start, each.draft.end)
        uids = {invited.identity.uid, each.identity(invited.identity).uid}
        if not any(one.uid in uids and same_time(one.draft, each.draft) for one in found):
            return False
    return True


def _is_same(before: EventDraft, draft: EventDraft) -> bool:
    plain = all((getattr(before, name) or None) == (getattr(draft, name) or None) for name in _SHARED)
    return same_time(before, draft) and plain


def _followed(before: EventDraft, draft: EventDraft, person: Person) -> EventDraft:
    """The event as it is now, with what is the reader's own as it was; an answer to another time counts no more."""
    mine = tuple(who for who in before.attendees if is_person(who, person))
    if stays := same_time(before, draft):
        answered = mine
    else:
        answered = tuple(replace(who, response=Response.NONE) for who in mine)
    return replace(
        draft,
        attendees=(*draft.attendees, *answered),
        reminders=before.reminders,
        private=before.private,
        transparent=before.transparent if stays else False,
        meeting_link=before.meeting_link,
    )

"""What a decision does to a calendar: book, change, cancel, and take each of these back. Every act can be repeated.

An event is created under its proposal's id, so however often it is created there is one. A change and a cancellation
are guarded by the version of the event that was shown; where that has changed since, `Outdated` tells how it is now,
unless what it has become is just what was wanted: then an earlier attempt did it whose answer got lost.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog

from threadline.calendar.event import Event, EventDraft
from threadline.calendar.port import (
    Calendar,
    CalendarError,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
    VersionConflict,
)
from threadline.calendar.recurrence import split_id
from threadline.core.calendars.invitations import Invitations
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.port import Method
from threadline.core.domain.event_diff import carries, same_booking
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, Proposal, Target
from threadline.core.runtime.backoff import Backoff
from threadline.storage.database.errors import StorageError

log = structlog.get_logger()

T = TypeVar("T")

_ATTEMPTS = 5
_LONGEST_PAUSE = 5.0  # all attempts together end before the booking counts as stuck
_BACKOFF = Backoff(first=0.5, longest=_LONGEST_PAUSE)


class Outdated(Exception):
    """The event has changed since the proposal was made; `now` is how it stands."""

    def __init__(self, now: Event) -> None:
        super().__init__("the event has changed since")
        self.now = now


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an act takes place, and for whom."""

    calendar: Calendar
    calendar_id: str
    person: Person
    wished: bool

    @property
    def invite(self) -> bool:
        """The back end is to tell the attendees."""
        return self.wished and self.calendar.invites

    @property
    def by_mail(self) -> bool:
        """The attendees are to be told, and the back end does not."""
        return self.wished and not self.calendar.invites


class CalendarOperations:
    """Acts on calendars, with patience for one that is unavailable for a moment."""

    def __init__(
        self,
        calendars: Calendars,
        invitations: Invitations,
        *,
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        self._calendars = calendars
        self._invitations = invitations
        self._sleep = sleep

    async def confirm(self, person: Person, proposal: Proposal) -> tuple[str, str | None]:
        """Do what was confirmed; answers with the event's id and its version, where it has one still.

        Raises `CalendarError`, `Outdated`, `StorageError`.
        """
        acts = {Action.BOOK: self._book, Action.CHANGE: self._change, Action.CANCEL: self._cancel}
        return await self._patiently(lambda: self._at(person, proposal, acts[proposal.offer.action]))

    async def undo(self, person: Person, proposal: Proposal) -> None:
        """Take back what was done. Raises `CalendarError`, `StorageError`."""
        acts = {Action.BOOK: self._unbook, Action.CHANGE: self._change_back, Action.CANCEL: self._book_again}
        await self._patiently(lambda: self._at(person, proposal, acts[proposal.offer.action]))

    async def clear(self, person: Person, proposal: Proposal) -> None:
        """Take away what failed attempts may have left of a proposal nobody wants any more. Raises as `undo` does.

        A cancellation leaves nothing behind: an event that is gone may have been deleted by somebody else as well.
        """
        acts = {Action.BOOK: self._clear_booking, Action.CHANGE: self._clear_change, Action.CANCEL: self._nothing}
        await self._patiently(lambda: self._at(person, proposal, acts[proposal.offer.action]))

    async def _at(self, person: Person, proposal: Proposal, act: Callable[[_Place, Proposal], Awaitable[T]]) -> T:
        calendar = await self._calendars.named(person, proposal.calendar)
        return await act(_Place(calendar, proposal.calendar_id, person, proposal.offer.invite), proposal)

    async def _book(self, place: _Place, proposal: Proposal) -> tuple[str, str | None]:
        calendar, draft = place.calendar, proposal.offer.draft
        event = await calendar.create(place.calendar_id, draft, proposal.id, invite=place.invite)
        if not same_booking(event.draft, draft):  # an attempt made it whose answer got lost, and it was edited since
            event = await calendar.update(place.calendar_id, event.id, draft, event.version, invite=place.invite)
        await self._tell(place, event, Method.REQUEST)
        return event.id, event.version

    async def _change(self, place: _Place, proposal: Proposal) -> tuple[str, str | None]:
        target, draft = _target(proposal), proposal.offer.draft
        event = await self._updated(place, proposal, target, draft)
        await self._tell(place, event, Method.REQUEST)
        if place.by_mail:
            await self._invitations.tell_removed(event, target.before, place.person)
        return event.id, event.version

    async def _updated(self, place: _Place, proposal: Proposal, target: Target, draft: EventDraft) -> Event:
        calendar, where = place.calendar, place.calendar_id
        try:
            return await calendar.update(where, target.event_id, draft, target.version, invite=place.invite)
        except VersionConflict:
            # An attempt of ours made a new version, too: only what stands there tells it from somebody else's.
            now = await self._as_it_is(place, target, draft)
            if carries(now.draft, draft, target.before):
                return now
            raise Outdated(now) from None
        except (CalendarRejected, EventNotFound):
            # Rejected: this back end changes no single occurrence. Not found: an attempt has taken it out already.
            if split_id(target.event_id)[1] is None:
                raise
            return await self._in_place_of(place, proposal, target)

    async def _as_it_is(self, place: _Place, target: Target, draft: EventDraft) -> Event:
        """The event now. An occurrence that is gone may have become an event of its own, in an attempt before."""
        try:
            return await place.calendar.get(place.calendar_id, target.event_id)
        except EventNotFound:
            series_id, start = split_id(target.event_id)
            if start is None:
                raise
            for event in await place.calendar.events(place.calendar_id, draft.start, draft.end):
                if split_id(event.id)[0] != series_id and carries(event.draft, draft, target.before):
                    return event
            raise

    async def _in_place_of(self, place: _Place, proposal: Proposal, target: Target) -> Event:
        """One occurrence, where the back end changes none: an event of its own, then the occurrence is taken out."""
        calendar, where = place.calendar, place.calendar_id
        made = await calendar.find(where, proposal.id)
        if made is None:
            # `create` takes no version, so what the person saw has to be compared here.
            now = await calendar.get(where, target.event_id)
            if now.version != target.version:
                raise Outdated(now)
            alone = replace(proposal.offer.draft, rrule=None, excluded=())
            made = await calendar.create(where, alone, proposal.id, invite=place.invite)
        # Deleted last: killed in between, it stands there twice until the next attempt, and is never lost.
        await calendar.delete(where, target.event_id, invite=place.invite)
        await self._tell_series(place, target.event_id)
        return made

    async def _cancel(self, place: _Place, proposal: Proposal) -> tuple[str, str | None]:
        target = _target(proposal)
        try:
            await place.calendar.delete(place.calendar_id, target.event_id, target.version, invite=place.invite)
        except VersionConflict:
            try:
                now = await place.calendar.get(place.calendar_id, target.event_id)
            except EventNotFound:  # an occurrence that an attempt took out whose answer got lost
                pass
            else:
                raise Outdated(now) from None
        except EventNotFound:
            pass  # gone is what was wanted, whoever did it; guests are told once of each SEQUENCE, so all the same
        await self._tell_gone(place, _gone(target, place.calendar_id))
        return target.event_id, None

    async def _unbook(self, place: _Place, proposal: Proposal) -> None:
        event_id = _booked(proposal)
        event = Event(event_id, place.calendar_id, proposal.offer.draft, "")
        with suppress(EventNotFound):
            # Mail programs drop a CANCEL whose SEQUENCE is not above theirs (RFC 5546), and only the calendar knows it.
            if place.by_mail:
                event = await place.calendar.get(place.calendar_id, event_id)
        with suppress(EventNotFound):
            await place.calendar.delete(place.calendar_id, event_id, invite=place.invite)
        await self._tell_gone(place, replace(event, sequence=event.sequence + 1))

    async def _change_back(self, place: _Place, proposal: Proposal) -> None:
        target, event_id = _target(proposal), _booked(proposal)
        if event_id != target.event_id:  # an occurrence became an event of its own: `_in_place_of`
            await self._put_back(place, target)
            await self._unbook(place, proposal)
            return
        event = await self._restored(place, proposal, event_id, proposal.event_version or "")
        await self._tell(place, event, Method.REQUEST)
        if place.by_mail:
            await self._invitations.tell_removed(event, proposal.offer.draft, place.person)

    async def _restored(self, place: _Place, proposal: Proposal, event_id: str, version: str) -> Event:
        before = _target(proposal).before
        try:
            return await place.calendar.update(place.calendar_id, event_id, before, version, invite=place.invite)
        except VersionConflict:
            now = await place.calendar.get(place.calendar_id, event_id)
            if carries(now.draft, before, proposal.offer.draft):
                return now
            raise

    async def _book_again(self, place: _Place, proposal: Proposal) -> None:
        target = _target(proposal)
        if await self._put_back(place, target):
            return
        # Under a key of its own: what was deleted stays deleted (Google never gives the id of a deleted event again).
        event = await place.calendar.create(
            place.calendar_id, target.before, restored_key(proposal.id), invite=place.invite
        )
        await self._tell(place, event, Method.REQUEST)

    async def _put_back(self, place: _Place, target: Target) -> bool:
        """Let an occurrence take place again; False for what is none, or is not among those its series leaves out."""
        series_id, start = split_id(target.event_id)
        if start is None:
            return False
        try:
            series = await place.calendar.get(place.calendar_id, series_id)
        except EventNotFound:
            return False
        # A deleted occurrence is a start that its series leaves out: named no more, it is back under its old id.
        kept = tuple(moment for moment in series.draft.excluded if moment != start)
        if len(kept) == len(series.draft.excluded):
            return False
        whole = replace(series.draft, excluded=kept)
        series = await place.calendar.update(place.calendar_id, series_id, whole, series.version, invite=place.invite)
        await self._tell(place, series, Method.REQUEST)
        return True

    async def _clear_booking(self, place: _Place, proposal: Proposal) -> None:
        event = await place.calendar.find(place.calendar_id, proposal.id)
        if event is not None:
            await place.calendar.delete(place.calendar_id, event.id, invite=place.invite)
            await self._tell_gone(place, replace(event, sequence=event.sequence + 1))

    async def _clear_change(self, place: _Place, proposal: Proposal) -> None:
        target, wanted = _target(proposal), proposal.offer.draft
        if await place.calendar.find(place.calendar_id, proposal.id) is not None:
            await self._put_back(place, target)
            await self._clear_booking(place, proposal)
            return
        with suppress(EventNotFound):
            now = await place.calendar.get(place.calendar_id, target.event_id)
            # Only what our change has made of it is taken back; what somebody else has made of it is theirs.
            if now.version != target.version and carries(now.draft, wanted, target.before):
                await self._restored(place, proposal, now.id, now.version)

    async def _nothing(self, place: _Place, proposal: Proposal) -> None:
        """There is nothing to do."""

    async def _tell(self, place: _Place, event: Event, method: Method) -> None:
        if place.by_mail:
            await self._invitations.tell(event, place.person, method)

    async def _tell_gone(self, place: _Place, event: Event) -> None:
        """Tell of a deletion; of one occurrence's by sending the series anew, which leaves it out."""
        if split_id(event.id)[1] is not None:
            await self._tell_series(place, event.id)
        else:
            await self._tell(place, event, Method.CANCEL)

    async def _tell_series(self, place: _Place, occurrence_id: str) -> None:
        if place.by_mail:
            with suppress(EventNotFound):
                series = await place.calendar.get(place.calendar_id, split_id(occurrence_id)[0])
                await self._tell(place, series, Method.REQUEST)

    async def _patiently(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do it, with patience. What is no error of a calendar's counts as one: a fault of a back end's ends somewhere.

        Raises `CalendarError`, `Outdated`, `StorageError`.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await _settled(act)
            except CalendarUnavailable as error:
                # A longer wait would outlast the half minute after which this work is begun anew by whoever notices.
                if (error.retry_after or 0.0) > _LONGEST_PAUSE or attempt == _ATTEMPTS:
                    raise
                await self._sleep(_BACKOFF.pause(attempt, asked=error.retry_after))
        raise AssertionError("unreachable")  # pragma: no cover


def restored_key(proposal_id: str) -> str:
    """The key under which a cancelled event is booked again."""
    return f"{proposal_id}-restored"


async def _settled(act: Callable[[], Awaitable[T]]) -> T:
    try:
        return await act()
    except (CalendarError, Outdated, StorageError):
        raise
    except Exception as error:  # the edge to back ends, third-party ones included
        log.exception("a calendar failed in a way of its own")
        raise CalendarUnavailable("The calendar failed in a way I do not know; try again later") from error


def _target(proposal: Proposal) -> Target:
    if proposal.offer.target is None:
        raise EventNotFound("This proposal does not say which event it is about")
    return proposal.offer.target


def _booked(proposal: Proposal) -> str:
    if proposal.event_id is None:
        raise EventNotFound("This proposal does not say which event it became")
    return proposal.event_id


def _gone(target: Target, calendar_id: str) -> Event:
    return Event(target.event_id, calendar_id, target.before, target.version, sequence=target.sequence + 1)

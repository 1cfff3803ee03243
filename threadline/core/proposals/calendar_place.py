"""The place on a calendar where a decision is carried out or taken back: whom it tells, and with what patience."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog

from threadline.backoff import Backoff
from threadline.calendar.event import Event, EventDraft
from threadline.calendar.port import Calendar, CalendarError, CalendarUnavailable, EventNotFound
from threadline.calendar.recurrence import split_id
from threadline.core.calendars.invitations import GuestTelling, Invitations
from threadline.core.calendars.registry import Calendars
from threadline.core.channels.port import Method
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal, Target
from threadline.storage.database.errors import StorageError
from threadline.texts.messages import _

log = structlog.get_logger()

T = TypeVar("T")

UNDECIDED_PLACE = ""
"""The calendar id of a proposal that was made while its calendar could not be opened: it is found when it is booked."""

_ATTEMPTS = 5
_LONGEST_PAUSE = 5.0  # all attempts together end before the booking counts as stuck
_BACKOFF = Backoff(first=0.5, longest=_LONGEST_PAUSE)


class Outdated(Exception):
    """The event has changed since the proposal was made; `now` is how it stands."""

    def __init__(self, now: Event) -> None:
        super().__init__("the event has changed since")
        self.now = now


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: the event's id, its version where it has one still, and guests whom nobody could tell.

    `link` shows the event in its calendar's own pages, where it has such.
    """

    event_id: str
    version: str | None = None
    untold: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """Where an act takes place, and for whom."""

    calendar: Calendar
    calendar_id: str
    person: Person
    telling: GuestTelling

    @property
    def invite(self) -> bool:
        """The back end is to tell the attendees."""
        return self.telling.asks_server

    async def tell(self, event: Event, method: Method) -> tuple[str, ...]:
        """As `GuestTelling.tell`."""
        return await self.telling.tell(event, method)

    async def tell_removed(self, event: Event, before: EventDraft) -> None:
        """As `GuestTelling.tell_removed`."""
        await self.telling.tell_removed(event, before)

    async def untold(self, target: Target) -> tuple[str, ...]:
        """Whom the back end has not reached so far, of an event that is to be deleted: of that nobody else hears."""
        if not self.invite or not any(who.email for who in target.before.attendees):
            return ()
        try:
            return (await self.calendar.get(self.calendar_id, target.event_id)).untold
        except EventNotFound:
            return ()

    async def tell_gone(self, event: Event) -> tuple[str, ...]:
        """Tell of a deletion; of one occurrence's by sending the series anew, which leaves it out."""
        if split_id(event.id)[1] is None:
            return await self.tell(event, Method.CANCEL)
        await self.tell_series(event.id)
        return ()

    async def tell_series(self, occurrence_id: str) -> None:
        """Tell how the series of an occurrence is now, if it is still there."""
        if self.telling.wished:
            with suppress(EventNotFound):
                series = await self.calendar.get(self.calendar_id, split_id(occurrence_id)[0])
                await self.tell(series, Method.REQUEST)


class CalendarPlaces:
    """Where proposals belong, with patience for a calendar that is unavailable for a moment."""

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

    async def act(
        self, person: Person, proposal: Proposal, act: Callable[[CalendarPlace, Proposal], Awaitable[T]]
    ) -> T:
        """Do it where the proposal belongs. Raises `CalendarError`, `Outdated`, `StorageError`."""
        return await self._patiently(lambda: self._at(person, proposal, act))

    async def _at(
        self, person: Person, proposal: Proposal, act: Callable[[CalendarPlace, Proposal], Awaitable[T]]
    ) -> T:
        calendar = await self._calendars.named(person, proposal.calendar)
        wished = proposal.offer.invite
        by_server = wished and await calendar.tells_guests()
        telling = GuestTelling(self._invitations, person, wished=wished, by_server=by_server)
        return await act(CalendarPlace(calendar, proposal.calendar_id, person, telling), proposal)

    async def _patiently(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do it, with patience. What is no error of a calendar's counts as one: a back end's fault ends somewhere."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await _settled(act)
            except CalendarUnavailable as error:
                # A longer wait would outlast the half minute after which this work is begun anew by whoever notices.
                if (error.retry_after or 0.0) > _LONGEST_PAUSE or attempt == _ATTEMPTS:
                    raise
                await self._sleep(_BACKOFF.pause(attempt, asked=error.retry_after))
        raise AssertionError("unreachable")  # pragma: no cover


async def _settled(act: Callable[[], Awaitable[T]]) -> T:
    try:
        return await act()
    except (CalendarError, Outdated, StorageError):
        raise
    except Exception as error:  # the edge to back ends, third-party ones included
        log.exception("a calendar failed in a way of its own")
        raise CalendarUnavailable(_("The calendar failed in a way I do not know; try again later")) from error


def connect_again(title: str, address: str) -> str:
    """What stands in a card while a calendar has to be connected again, or cannot be opened for another reason."""
    named = title or _("calendar")
    return _("Your {calendar} cannot be opened just now. Connect again: {address}", calendar=named, address=address)


def target_of(proposal: Proposal) -> Target:
    """The event that is to be another, or none. Raises `EventNotFound`."""
    if proposal.offer.target is None:
        raise EventNotFound(_("This proposal does not say which event it is about"))
    return proposal.offer.target


def event_id_of(proposal: Proposal) -> str:
    """The id of the event that it became. Raises `EventNotFound`."""
    if proposal.event_id is None:
        raise EventNotFound(_("This proposal does not say which event it became"))
    return proposal.event_id

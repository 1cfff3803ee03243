"""Whom a person meets: the guests of the events in their own calendars, by name and address."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from threadline.core.calendars.agenda import Agenda
from threadline.core.domain.message import NamedPerson, Person
from threadline.storage.persons import utc_now

_BACK, _AHEAD = timedelta(days=90), timedelta(days=62)
_KNOWN_SECONDS = 600.0
_SECONDS = 3.0  # somebody waits for an answer; without the guests a name stays a name
_MOST = 500  # persons
_NOBODY = ("@resource.calendar.google.com", "@group.calendar.google.com", "@group.v.calendar.google.com")


class ContactCache:
    """Whom persons meet, as it was read some minutes ago at most."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, tuple[tuple[NamedPerson, ...], float]] = OrderedDict()

    def forget(self, person_id: str) -> None:
        """Something was written to the person's calendars."""
        self._known.pop(person_id, None)

    def keep(self, person_id: str, guests: tuple[NamedPerson, ...]) -> None:
        """Remember whom somebody meets; the oldest goes when there is too much."""
        self._known[person_id] = guests, self._clock() + _KNOWN_SECONDS
        while len(self._known) > _MOST:
            self._known.popitem(last=False)

    def of(self, person_id: str) -> tuple[NamedPerson, ...] | None:
        """What is remembered, None where it has to be read."""
        guests, until = self._known.get(person_id, ((), 0.0))
        return guests if self._clock() < until else None


class Contacts:
    """The guests of somebody's last three and next two months."""

    def __init__(self, agenda: Agenda, cache: ContactCache, *, now: Callable[[], datetime] = utc_now) -> None:
        self._agenda = agenda
        self._cache = cache
        self._now = now

    async def of(self, person: Person) -> tuple[NamedPerson, ...]:
        """The guests of their events, each once; those of calendars that do not answer in time are not known."""
        known = self._cache.of(person.id)
        if known is not None:
            return known
        now = self._now()
        try:
            async with asyncio.timeout(_SECONDS):
                events, unknown = await self._agenda.events(person, now - _BACK, now + _AHEAD)
        except TimeoutError:
            return ()
        found: dict[str, NamedPerson] = {}
        for guest in (guest for event in events for guest in event.draft.attendees):
            key = (guest.email or guest.name).lower()
            if key and not key.endswith(_NOBODY) and (key not in found or not found[key].name):
                found[key] = NamedPerson(guest.name, guest.email)
        guests = tuple(found.values())
        if not unknown:  # what a calendar that failed would have told is asked for again
            self._cache.keep(person.id, guests)
        return guests

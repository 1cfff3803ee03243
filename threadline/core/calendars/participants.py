"""Who is meant by the names and addresses in a message, and when they can be met.

A name is a person of this service only within a conversation both write in; an address is one wherever it is said.
What others get to know of somebody is when they are busy, never with what, and only if that person shares it. Whom
this service does not know, or who does not share, is asked of the asker's own calendars (colleagues see each other
there); whoever is unknown there too is marked unknown, and never counts as free.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr

from threadline.calendar.event import Attendee, FreeBusy, Knowledge
from threadline.calendar.focus_time import kept_for_focus, whole_days
from threadline.calendar.port import Calendar, CalendarError
from threadline.calendar.workday import Participant, WorkingHours
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.event_matching import fits_person
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.people.directory import People


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who is to come: how they are called, their address, and who they are where this service knows them."""

    name: str
    email: str | None = None
    person: Person | None = None

    @property
    def attendee(self) -> Attendee:
        """As an event names them."""
        return Attendee(self.name, self.email)


class Participants:
    """Finds people by what they are called, and asks when they are busy."""

    def __init__(
        self, *, people: People, calendars: Calendars, agenda: Agenda, preferences_of: CalendarPreferenceReader
    ) -> None:
        self._people = people
        self._calendars = calendars
        self._agenda = agenda
        self._preferences_of = preferences_of

    async def named(
        self, asker: Person, names: Sequence[str], *, conversation_id: str | None = None
    ) -> tuple[Invitee, ...]:
        """Those who are called so ("Bo", an address, "Bo <address>"), each once and without the asker.

        A name that nobody has stays a name.
        """
        near = await self._people.of_conversation(conversation_id) if conversation_id and names else ()
        found: dict[str, Invitee] = {}
        for name in names:
            invitee = await self._one(name.strip(), near)
            if invitee.person is None or invitee.person.id != asker.id:
                found.setdefault((invitee.email or invitee.name).lower(), invitee)
        return tuple(found.values())

    async def present(self, asker: Person, conversation_id: str) -> tuple[Invitee, ...]:
        """Who else writes in a conversation."""
        people = await self._people.of_conversation(conversation_id)
        return tuple(Invitee(each.name or each.email or "", each.email, each) for each in people if each.id != asker.id)

    async def of(
        self, asker: Person, invitees: Sequence[Invitee], start: datetime, end: datetime
    ) -> tuple[Participant, ...]:
        """The asker and all others with what is known of their time within the range."""
        known = await self._sharing(invitees)
        others = [invitee for invitee in invitees if invitee not in known]
        addresses = [invitee.email for invitee in others if invitee.email]
        mine, elsewhere, theirs = await asyncio.gather(
            self._agenda.participant(asker, start, end),
            self._elsewhere(asker, addresses, start, end),
            asyncio.gather(
                *(self._agenda.participant(person, start, end, name=who.name) for who, person in known.items())
            ),
        )
        found = dict(zip(known, theirs, strict=True))
        for invitee in others:
            hours = await self._hours(asker, invitee)
            found[invitee] = Participant(invitee.name, hours, elsewhere.get(invitee.email or "", ()))
        return (mine, *(found[invitee] for invitee in invitees))

    async def with_focus(
        self, asker: Person, invitees: Sequence[Invitee], start: datetime, end: datetime
    ) -> tuple[Participant, ...]:
        """As `of`, with the time that people keep to focus taken: for whoever is outside."""
        persons = [asker, *(each.person for each in invitees)]
        kept = [(await self._preferences_of.of(each)).focus if each is not None else None for each in persons]
        if not any(kept):
            return await self.of(asker, invitees, start, end)
        # Where in its day focus time is depends on all of the day.
        low, high = whole_days(start, end, [each.zone for each in persons if each is not None])
        found = await self.of(asker, invitees, low, high)
        return tuple(
            kept_for_focus(person, focus, low, high) if focus is not None else person
            for person, focus in zip(found, kept, strict=True)
        )

    async def busy(
        self, asker: Person, invitees: Sequence[Invitee], start: datetime, end: datetime
    ) -> dict[Invitee, tuple[FreeBusy, ...]]:
        """When others are busy within the range, without their hours; nothing for those nobody knows."""
        known = await self._sharing(invitees)
        others = [invitee for invitee in invitees if invitee not in known]
        elsewhere, theirs = await asyncio.gather(
            self._elsewhere(asker, [invitee.email for invitee in others if invitee.email], start, end),
            asyncio.gather(*(self._agenda.busy(person, start, end) for person in known.values())),
        )
        found = dict(zip(known, theirs, strict=True))
        return found | {invitee: elsewhere.get(invitee.email or "", ()) for invitee in others}

    async def _sharing(self, invitees: Sequence[Invitee]) -> dict[Invitee, Person]:
        """Those who are known to this service, and share when they are busy."""
        return {
            invitee: invitee.person
            for invitee in invitees
            if invitee.person is not None and (await self._preferences_of.of(invitee.person)).share_busy
        }

    async def _one(self, name: str, near: Sequence[Person]) -> Invitee:
        if "@" in name[1:]:
            called, address = parseaddr(name) if name.endswith(">") else ("", name)
            person = await self._people.by_email(address)
            return Invitee(called or (person.name if person and person.name else address), address, person)
        called = name.removeprefix("@")
        fits = [person for person in near if fits_person(called, Attendee(person.name, person.email))]
        if len(fits) == 1:
            return Invitee(fits[0].name or called, fits[0].email, fits[0])
        return Invitee(called)

    async def _hours(self, asker: Person, invitee: Invitee) -> WorkingHours:
        """Their own where the service knows them, else those that are usual where the asker is."""
        if invitee.person is not None:
            return (await self._preferences_of.of(invitee.person)).hours
        return WorkingHours(asker.zone)

    async def _elsewhere(
        self, asker: Person, addresses: Sequence[str], start: datetime, end: datetime
    ) -> dict[str, tuple[FreeBusy, ...]]:
        """What the asker's calendars know of others, by address; where several know, all of it counts."""
        if not addresses:
            return {}
        calendars = await self._calendars.of(asker)
        asked = await asyncio.gather(*(_busy_of(calendar, addresses, start, end) for calendar in calendars))
        found: dict[str, tuple[FreeBusy, ...]] = {}
        for answers in asked:
            for address, answer in zip(addresses, answers, strict=False):
                if answer.knowledge is Knowledge.KNOWN:
                    found[address] = (*found.get(address, ()), replace(answer, calendar_id=address))
        return found


async def _busy_of(calendar: Calendar, addresses: Sequence[str], start: datetime, end: datetime) -> Sequence[FreeBusy]:
    try:
        return await calendar.busy_of(addresses, start, end)
    except CalendarError:
        return ()

"""Which calendars a person has.

A back end registers a factory under the entry point group `threadline.calendars`: given what it may use, it answers
with a function that makes a person's calendar, or with None where the settings do not ask for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threadline.calendar.builtin import BuiltinCalendar
from threadline.calendar.port import Calendar, CalendarDenied
from threadline.core.message import Person
from threadline.storage.database import Database
from threadline.storage.errors import StorageUnavailable
from threadline.storage.events import StoredEventRows
from threadline.storage.secrets import SecretStore

if TYPE_CHECKING:
    from threadline.config import Settings

CalendarFactory = Callable[[Person], Calendar | None]
"""Makes a back end's calendar for a person, or None where they are not connected to it."""


@dataclass(frozen=True, slots=True)
class CalendarContext:
    """What a back end may use."""

    settings: "Settings"
    database: Database
    secrets: SecretStore


def builtin(context: CalendarContext) -> CalendarFactory:
    """The built-in calendar, which everybody has."""
    rows = StoredEventRows(context.database)
    return lambda person: BuiltinCalendar(rows, person.id, failures=StorageUnavailable)


class Calendars:
    """The calendar back ends, by name; the first that a person is connected to takes their bookings."""

    def __init__(self, factories: Mapping[str, CalendarFactory]) -> None:
        self._factories = factories

    @property
    def names(self) -> tuple[str, ...]:
        """The back ends there are."""
        return tuple(self._factories)

    async def of(self, person: Person) -> Sequence[Calendar]:
        """All calendars of a person."""
        made = (factory(person) for factory in self._factories.values())
        return [calendar for calendar in made if calendar is not None]

    async def named(self, person: Person, name: str) -> Calendar:
        """The person's calendar on one back end. Raises `CalendarDenied` where they are not connected."""
        factory = self._factories.get(name)
        calendar = factory(person) if factory else None
        if calendar is None:
            raise CalendarDenied(f"You are not connected to the calendar {name!r}")
        return calendar

    async def primary(self, person: Person) -> tuple[Calendar, str]:
        """Where a new event goes: the calendar, and the id of the person's primary one in it."""
        for calendar in await self.of(person):
            for info in await calendar.calendars():
                if info.primary and info.writable:
                    return calendar, info.id
        raise CalendarDenied("You have no calendar that events can be put into")

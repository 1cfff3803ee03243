"""Which calendars a person has, and where their events go.

A kind of calendar is a `Backend`. Everybody has those without a connector (the built-in one); of the others a person
has those that they connected. Where credentials open nothing any more, the connection is broken: its calendars are not
left out but answer `CalendarDenied`, so that they count as unknown and never as free.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from threadline.calendar.backend import Backend, Reader
from threadline.calendar.builtin import BuiltinCalendar
from threadline.calendar.port import Calendar, CalendarDenied, CalendarInfo, VideoMeetings
from threadline.calendar.push import Push, PushingCalendar
from threadline.config import Settings
from threadline.core.calendars.observed import ObservedCalendar
from threadline.core.domain.message import Person
from threadline.storage.connections import ConnectionRecord, ConnectionStore
from threadline.storage.database.database import Database
from threadline.storage.database.errors import SecretUnreadable, StorageUnavailable
from threadline.storage.events import StoredEventRows
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore
from threadline.texts.messages import _

log = structlog.get_logger()

DEFAULT_CALENDAR_KEY = "calendar"
"""The preference that names where a person's events go: `<back end>` or `<back end>:<calendar id>`."""

OnBroken = Callable[[str, str, str], Awaitable[None]]
"""Takes the person, the back end, and the reason in a sentence for the person."""


@dataclass(frozen=True, slots=True)
class CalendarContext:
    """What a back end may use."""

    settings: Settings
    database: Database


class BuiltinBackend:
    """The built-in calendar, which everybody has."""

    name = "builtin"
    title = "Threadline"
    connector = None

    def __init__(self, database: Database) -> None:
        self._rows = StoredEventRows(database)

    def calendar(self, person_id: str, vault: object, reader: Reader) -> Calendar:
        """The person's own."""
        return BuiltinCalendar(self._rows, person_id, failures=StorageUnavailable)

    async def close(self) -> None:
        """It holds nothing."""


def builtin(context: CalendarContext) -> BuiltinBackend:
    """The built-in calendar, as the entry point `threadline.calendars` makes it."""
    return BuiltinBackend(context.database)


class SecretVault:
    """A person's credentials of one back end, among the secrets."""

    def __init__(
        self,
        secrets: SecretStore,
        connections: ConnectionStore,
        person_id: str,
        backend: str,
        on_broken: OnBroken | None = None,
    ) -> None:
        self._secrets = secrets
        self._connections = connections
        self._person_id = person_id
        self._backend = backend
        self._on_broken = on_broken

    async def load(self) -> str | None:
        """As the port says; what no key opens counts as not connected."""
        try:
            return await self._secrets.get(self._person_id, secret_name(self._backend))
        except SecretUnreadable as error:
            log.error("a calendar's access is lost with its key", calendar=self._backend, error=str(error))
            return None

    async def replace(self, credentials: str) -> None:
        """As the port says. Raises `NoSecretKey`."""
        await self._secrets.put(self._person_id, secret_name(self._backend), credentials)

    async def revoked(self, reason: str) -> None:
        """As the port says; the person is told the first time."""
        if await self._connections.broke(self._person_id, self._backend, reason) and self._on_broken is not None:
            await self._on_broken(self._person_id, self._backend, reason)


class Calendars:
    """The calendars of everybody.

    `on_broken` is called once when a connection breaks. `on_written` is called with the person's id whenever something
    was written to one of their calendars, or other calendars became theirs.
    """

    def __init__(
        self,
        backends: Mapping[str, Backend],
        *,
        connections: ConnectionStore,
        secrets: SecretStore,
        preferences: PreferenceStore,
        on_broken: OnBroken | None = None,
        on_written: Callable[[str], None] | None = None,
    ) -> None:
        self._backends = backends
        self._connections = connections
        self._secrets = secrets
        self._preferences = preferences
        self._connectable = any(backend.connector is not None for backend in backends.values())
        self._on_broken = on_broken
        self._on_written = on_written

    @property
    def backends(self) -> Mapping[str, Backend]:
        """The kinds of calendars there are, by name."""
        return self._backends

    async def makes_video_meetings(self, person: Person, name: str) -> bool:
        """Whether the person's calendar of that name makes video meetings. Raises `CalendarDenied`."""
        calendar = await self.named(person, name)
        return isinstance(calendar, VideoMeetings) and calendar.makes_video_meetings

    def push_of(self, person: Person, name: str) -> Push | None:
        """How the person's calendars on a back end are watched; None where it tells nothing."""
        if name not in self._backends:
            return None
        calendar = self._backends[name].calendar(person.id, self.vault(person.id, name), _reader(person))
        return calendar.push if isinstance(calendar, PushingCalendar) else None

    def title_of(self, name: str) -> str:
        """What a kind of calendar is called that somebody connected; "" for those that everybody has."""
        backend = self._backends.get(name)
        return backend.title if backend is not None and backend.connector is not None else ""

    async def connections(self, person: Person) -> Sequence[ConnectionRecord]:
        """What the person connected and is still installed."""
        if not self._connectable:
            return ()
        return [record for record in await self._connections.of_person(person.id) if record.backend in self._backends]

    async def of(self, person: Person) -> Sequence[Calendar]:
        """All calendars of a person: the one their events go to first, then as they were connected, ours last."""
        names = [record.backend for record in await self.connections(person)]
        names += [name for name, backend in self._backends.items() if backend.connector is None]
        chosen, _ = await self._chosen(person)
        names.sort(key=lambda name: name != chosen)
        return [self._made(person, name) for name in names]

    async def named(self, person: Person, name: str) -> Calendar:
        """The person's calendar on one back end. Raises `CalendarDenied` where they are not connected."""
        backend = self._backends.get(name)
        connected = backend is not None and (
            backend.connector is None or any(record.backend == name for record in await self.connections(person))
        )
        if not connected:
            raise CalendarDenied(_("You are not connected to the calendar {calendar}", calendar=repr(name)))
        return self._made(person, name)

    async def primary(self, person: Person) -> tuple[Calendar, str]:
        """Where a new event goes: the calendar, and the id of one in it. Raises `CalendarError`.

        That is what the person chose, else the first they connected, else the built-in one.
        """
        chosen, calendar_id = await self._chosen(person)
        for calendar in await self.of(person):
            writable = [info for info in await calendar.calendars() if info.writable]
            wished = [info for info in writable if calendar.name == chosen and info.id == calendar_id]
            found = wished or [info for info in writable if info.primary]
            if found:
                return calendar, found[0].id
        raise CalendarDenied(_("You have no calendar that events can be put into"))

    async def choose(self, person: Person, name: str, calendar_id: str) -> CalendarInfo:
        """Let the person's events go there. Raises `CalendarDenied` for one that takes none, `CalendarError`."""
        calendar = await self.named(person, name)
        for info in await calendar.calendars():
            if info.id == calendar_id and info.writable:
                await self._preferences.put(
                    person.id, DEFAULT_CALENDAR_KEY, value=f"{name}:{calendar_id}", category="calendar"
                )
                return info
        raise CalendarDenied(_("Events cannot be put into that calendar"))

    def written(self, person_id: str) -> None:
        """Something was written to a calendar of a person's, or other calendars became theirs."""
        if self._on_written is not None:
            self._on_written(person_id)

    async def close(self) -> None:
        """Let go of the back ends' connections."""
        for backend in self._backends.values():
            await backend.close()

    async def _chosen(self, person: Person) -> tuple[str, str]:
        if not self._connectable:
            return "", ""
        preference = await self._preferences.get(person.id, DEFAULT_CALENDAR_KEY)
        name, _, calendar_id = (preference.value if preference else "").partition(":")
        return name, calendar_id

    def vault(self, person_id: str, name: str) -> SecretVault:
        """Where a person's credentials of a back end are kept."""
        return SecretVault(self._secrets, self._connections, person_id, name, self._on_broken)

    def _made(self, person: Person, name: str) -> Calendar:
        calendar = self._backends[name].calendar(person.id, self.vault(person.id, name), _reader(person))
        return (
            calendar if self._on_written is None else ObservedCalendar(calendar, partial(self._on_written, person.id))
        )


def _reader(person: Person) -> Reader:
    return Reader(person.zone, (person.email,) if person.email else ())


def secret_name(backend: str) -> str:
    """The name under which a person's credentials of a back end are kept."""
    return f"calendar:{backend}"

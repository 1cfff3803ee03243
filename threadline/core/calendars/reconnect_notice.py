"""Telling a person, once, that a calendar of theirs has to be connected again."""

from collections.abc import Mapping

import structlog

from threadline.calendar.backend import Backend
from threadline.core.channels.edge import channel_edge
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import Channel, Noticeboard, Notifier
from threadline.core.domain.message import Person
from threadline.core.people.directory import People, PersonNotFound
from threadline.storage.connections import ConnectionStore
from threadline.storage.database.errors import StorageError
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()


class ReconnectNotice:
    """Tells of broken connections on the first channel that knows the person. `base_url` is where the service is."""

    def __init__(
        self,
        people: People,
        connections: ConnectionStore,
        backends: Mapping[str, Backend],
        channels: Mapping[str, Channel],
        *,
        base_url: str | None,
    ) -> None:
        self._people = people
        self._connections = connections
        self._backends = backends
        self._channels = channels
        self._base_url = base_url

    async def tell(self, person_id: str, backend: str, reason: str) -> None:
        """Tell the person. It is called in the middle of reading a calendar, so it raises nothing."""
        try:
            person = await self._people.get(person_id)
            records = await self._connections.of_person(person.id)
        except (PersonNotFound, StorageError) as error:
            log.warning("broken connection not told", backend=backend, error=type(error).__name__)
            return
        broke = next((record.asked_at for record in records if record.backend == backend), None)
        occasion = int(broke.timestamp()) if broke else 0  # each time it breaks is told once
        with speaking(person.speech):
            text = self._text(backend, reason)
        # What calls the person goes first: a notice in the console waits until they look.
        for channel in sorted(self._channels.values(), key=lambda each: isinstance(each, Noticeboard)):
            key = f"reconnect-{person_id}-{backend}-{occasion}"
            if isinstance(channel, Notifier) and await _told(channel.name, channel, person, text, key):
                return
        log.warning("broken connection not told, no channel knows the person", backend=backend)

    def _text(self, backend: str, reason: str) -> str:
        kind = self._backends.get(backend)
        title = kind.title if kind is not None else backend
        if self._base_url:
            address = f"{self._base_url.rstrip('/')}/"
            said = _("Your {calendar} calendar has to be connected again: {address}", calendar=title, address=address)
        else:
            said = _(
                "Your {calendar} calendar has to be connected again, in the console under Calendars.", calendar=title
            )
        return f"{said}\n\n{reason}"


async def _told(name: str, channel: Notifier, person: Person, text: str, key: str) -> bool:
    try:
        with channel_edge(name):
            return await channel.notify(person, text, key=key)
    except (ChannelError, StorageError) as error:  # it must not make a calendar unreadable
        log.warning("broken connection not told", error=type(error).__name__)
        return False

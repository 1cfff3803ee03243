"""Handing things to do over to where a person keeps them, and taking them back: each once, however often it is begun.

What is handed over is written down here first, with the moment at which its attempt begins. So after a crash, or an
answer that was lost, the next attempt knows that there may be one already, waits until the earlier request cannot be on
its way any more, and looks for it by its mark before it writes another.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from threadline.calendar.port import CalendarDenied, CalendarRejected, CalendarUnavailable, EventNotFound
from threadline.calendar.todos import Todo, TodoService
from threadline.core.calendars.todo_services import HERE, TodoServices
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Handover, Proposal
from threadline.storage.persons import utc_now
from threadline.storage.todos import TodoRecord, TodoStore
from threadline.texts.messages import _

ON_ITS_WAY = timedelta(seconds=45)
"""So long after an attempt began its request may still be carried out: a call ends after 20 seconds."""

_LOOK_SECONDS = 1.0


class TodoHandover:
    """Hands over, and takes back."""

    def __init__(
        self,
        todos: TodoStore,
        services: TodoServices,
        *,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        self._todos = todos
        self._services = services
        self._clock = clock
        self._sleep = sleep

    async def confirm(self, person: Person, proposal: Proposal) -> None:
        """Write what was confirmed to where it goes. Repeatable. Raises `CalendarError`, `StorageError`."""
        handover = handover_of(proposal)
        if handover.service == HERE:
            for number, each in enumerate(handover.todos):
                await self._todos.add(person.id, each.title, due=each.due, key=_key(proposal, number))
            return
        service = await self._services.of(person, handover.service)
        home = await service.home()
        for number, each in enumerate(handover.todos):
            key = _key(proposal, number)
            if each.todo_id:
                record = await self._todos.entrust(person.id, each.todo_id, service=handover.service, list_id=home)
            else:
                made = await self._todos.add(person.id, each.title, due=each.due, key=key)
                record = await self._todos.entrust(person.id, made.id, service=handover.service, list_id=home)
            waits = record is not None and record.external_id is None and record.done_at is None
            if record is not None and waits and record.service == handover.service:
                await self._write(service, record)

    async def take_back(self, person: Person, proposal: Proposal) -> None:
        """Take away again what was written, or what attempts may have left. Repeatable. Raises as `confirm` does."""
        handover = handover_of(proposal)
        for number, each in enumerate(handover.todos):
            found = await self._todos.with_key(person.id, _key(proposal, number))
            record = await self._todos.get(person.id, each.todo_id) if each.todo_id else found
            if record is None:
                continue
            if record.service == handover.service and record.list_id is not None:
                await self._take_out(await self._services.of(person, handover.service), record)
            if each.todo_id:
                await self._todos.keep_here(record.id)
            else:
                await self._todos.delete(person.id, record.id)

    async def _write(self, service: TodoService, record: TodoRecord) -> None:
        assert record.list_id is not None  # noqa: S101 - it was entrusted to a list
        attempted = record.begun_at is not None
        if not await self._alone(service, record):
            return None
        found = await service.find(record.list_id, record.id, record.created_at) if attempted else None
        if found is not None:
            return await self._todos.end(record.id, found.id)
        try:
            external_id = await service.add(record.list_id, Todo(record.title, record.due, record.id))
        except (CalendarRejected, CalendarDenied, EventNotFound):
            await self._todos.end(record.id, None)  # what was refused was not made
            raise
        return await self._todos.end(record.id, external_id)

    async def _take_out(self, service: TodoService, record: TodoRecord) -> None:
        assert record.list_id is not None  # noqa: S101 - it was entrusted to a list
        external_id = record.external_id
        if external_id is None and record.begun_at is not None and await self._alone(service, record):
            found = await service.find(record.list_id, record.id, record.created_at)
            external_id = found.id if found is not None and not found.gone else None
        if external_id is not None:
            await service.delete(record.list_id, external_id)

    async def _alone(self, service: TodoService, record: TodoRecord) -> bool:
        """Wait for the turn of this attempt; False where another has done it meanwhile."""
        patience = timedelta() if service.exact else ON_ITS_WAY
        while not await self._todos.begin(record.id, self._clock() - patience):
            now = await self._todos.get(record.person_id, record.id)
            if now is None:
                raise CalendarUnavailable(_("Somebody else was faster; look at it again"))
            if now.external_id is not None:
                return False
            await self._sleep(_LOOK_SECONDS)
        return True


def handover_of(proposal: Proposal) -> Handover:
    """What is handed over. Raises `EventNotFound` for a proposal of something else."""
    if proposal.offer.handover is None:
        raise EventNotFound(_("This proposal does not say which event it is about"))
    return proposal.offer.handover


def allow_todos(calendar: str, address: str) -> str:
    """What is said where a connection does not open the lists."""
    return _("Connect {calendar} again and allow it there: {address}", calendar=calendar, address=address)


def _key(proposal: Proposal, number: int) -> str:
    return f"{proposal.id}-{number}"

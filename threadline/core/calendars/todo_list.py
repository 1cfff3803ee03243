"""A person's list of things to do: what stands here, and what was handed over, as it stands there now."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date

from threadline.calendar.port import CalendarError
from threadline.calendar.todos import TodoItem
from threadline.core.calendars.todo_services import TodoServices
from threadline.core.domain.message import Person
from threadline.storage.todos import TodoRecord, TodoStore

_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class OpenTodos:
    """What is still to be done. `done` was ticked off elsewhere since, `gone` was deleted there; `unknown` are the
    services that could not be asked, by what they are called."""

    todos: tuple[TodoRecord, ...]
    done: tuple[TodoRecord, ...] = ()
    gone: tuple[TodoRecord, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """One as it stands where it was handed over; `known`: its service answered."""

    record: TodoRecord
    item: TodoItem | None = None
    known: bool = True


class TodoList:
    """The list of everybody. Every method may raise `StorageError`."""

    def __init__(self, todos: TodoStore, services: TodoServices) -> None:
        self._todos = todos
        self.services = services

    async def add(self, person: Person, title: str, *, due: date | None, key: str) -> TodoRecord:
        """Write one down here, once for each `key`."""
        return await self._todos.add(person.id, title, due=due, key=key)

    async def open(self, person: Person) -> OpenTodos:
        """What is still to be done, in the order in which it is told. What was done elsewhere is ticked off here."""
        records = await self._todos.open(person.id)
        limit = asyncio.Semaphore(_AT_ONCE)
        seen = await asyncio.gather(*(self._seen(person, each, limit) for each in records))
        done = [each.record for each in seen if each.item is not None and each.item.done]
        gone = [each.record for each in seen if each.known and each.record.place is not None and each.item is None]
        for record in done:
            await self._todos.tick(person.id, record.id)
        for record in gone:
            await self._todos.delete(person.id, record.id)
        away = {each.id for each in (*done, *gone)}
        names = dict.fromkeys(each.record.service or "" for each in seen if not each.known)
        return OpenTodos(
            tuple(_as_there(each) for each in seen if each.record.id not in away),
            tuple(done),
            tuple(gone),
            tuple(self.services.titles.get(name, name) for name in names),
        )

    async def tick(self, person: Person, todo: TodoRecord, *, done: bool = True) -> None:
        """It is done, or is not after all: there first, where it was handed over. Raises `CalendarError`."""
        if todo.place is not None:
            service, list_id, item_id = todo.place
            await (await self.services.of(person, service)).tick(list_id, item_id, done=done)
        await self._todos.tick(person.id, todo.id, done=done)

    async def delete(self, person: Person, todo: TodoRecord) -> None:
        """Let go of one: there first, where it was handed over. Raises `CalendarError`."""
        if todo.place is not None:
            service, list_id, item_id = todo.place
            await (await self.services.of(person, service)).delete(list_id, item_id)
        await self._todos.delete(person.id, todo.id)

    async def _seen(self, person: Person, record: TodoRecord, limit: asyncio.Semaphore) -> _Seen:
        if record.place is None:
            return _Seen(record)
        service, list_id, item_id = record.place
        async with limit:
            try:
                item = await (await self.services.of(person, service)).get(list_id, item_id)
            except CalendarError:
                return _Seen(record, known=False)
        return _Seen(record, None if item is not None and item.gone else item)


def _as_there(seen: _Seen) -> TodoRecord:
    """A title or a day that was changed there is told as it is there."""
    if seen.item is None:
        return seen.record
    return replace(seen.record, title=seen.item.title or seen.record.title, due=seen.item.due)

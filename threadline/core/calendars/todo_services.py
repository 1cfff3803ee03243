"""Where a person's things to do are kept besides here: the services that their calendars' connections open.

| preference | value | otherwise |
|---|---|---|
| `todo_list` | `here`, or a connected calendar that has lists: `google`, `microsoft`, `caldav` | `here` |
"""

from collections.abc import Mapping

from threadline.calendar.port import CalendarDenied
from threadline.calendar.todos import TodoBackend, TodoService
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.storage.preferences import PreferenceStore
from threadline.texts.messages import _

TODO_LIST_KEY = "todo_list"
HERE = "here"


class TodoServices:
    """The lists that people have elsewhere."""

    def __init__(self, calendars: Calendars, preferences: PreferenceStore) -> None:
        self._calendars = calendars
        self._preferences = preferences

    @property
    def titles(self) -> Mapping[str, str]:
        """What the services are called that can be connected, by the name of their calendar."""
        return {
            name: backend.todo_title
            for name, backend in self._calendars.backends.items()
            if isinstance(backend, TodoBackend)
        }

    async def chosen(self, person: Person) -> str:
        """Where the person wants new things to do: a service, or `HERE`; `HERE` too for one that is not there now."""
        preference = await self._preferences.get(person.id, TODO_LIST_KEY)
        wanted = preference.value if preference is not None else HERE
        return wanted if wanted in self.titles else HERE

    async def connected(self, person: Person) -> Mapping[str, str]:
        """The services that the person's connections may open, as `titles` has them."""
        names = {record.backend for record in await self._calendars.connections(person)}
        return {name: title for name, title in self.titles.items() if name in names}

    async def of(self, person: Person, name: str) -> TodoService:
        """The person's lists there. Raises `CalendarDenied` where they are not connected."""
        backend: object = self._calendars.backends.get(name)
        if not isinstance(backend, TodoBackend) or name not in await self.connected(person):
            title = self.titles.get(name, name)
            raise CalendarDenied(_("{title} is not connected. Connect it again.", title=title))
        return backend.todos(person.id, self._calendars.vault(person.id, name))

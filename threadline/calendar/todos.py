"""The TodoService port: lists of things to do that a person has elsewhere, by what they connected as a calendar.

A back end whose connection also opens such lists is a `TodoBackend`. A list is written to once for each key: one whose
server refuses a second of the same is `exact`; the others find by its key what an attempt may have made, and whoever
calls asks them to before they try again. Errors are those of the Calendar port, and `TodosNotAllowed`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from threadline.calendar.backend import Scope, Vault
from threadline.calendar.port import CalendarDenied
from threadline.texts.messages import _


class TodosNotAllowed(CalendarDenied):
    """The person's connection does not open their lists: it has to be made again, with that allowed."""

    def __init__(self, title: str) -> None:
        super().__init__(_("{title} was not allowed to Threadline so far.", title=title))


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do, as it is handed over. `due` is a day: none of the services keeps an hour."""

    title: str
    due: date | None
    key: str


@dataclass(frozen=True, slots=True)
class TodoItem:
    """Something to do, as it stands in a list. `gone`: it was deleted there."""

    id: str
    title: str
    due: date | None
    done: bool
    gone: bool = False


class TodoService(Protocol):
    """One person's lists."""

    @property
    def exact(self) -> bool:
        """Whether the server itself refuses a second of the same key."""
        ...

    async def home(self) -> str:
        """The id of the list that things go to. Raises `TodosNotAllowed`, `CalendarError`."""
        ...

    async def add(self, list_id: str, todo: Todo) -> str:
        """Write one down; its id there. Raises `CalendarUnavailable` where it may have been written all the same."""
        ...

    async def find(self, list_id: str, key: str, since: datetime) -> TodoItem | None:
        """What was written under a key at `since` or later, also if it was ticked off or deleted; None for nothing."""
        ...

    async def get(self, list_id: str, item_id: str) -> TodoItem | None:
        """One of a list as it stands; None where it is gone."""
        ...

    async def tick(self, list_id: str, item_id: str, *, done: bool = True) -> bool:
        """It is done, or is not after all; False where it is gone."""
        ...

    async def delete(self, list_id: str, item_id: str) -> None:
        """Let go of one; what is gone already is done."""
        ...


@runtime_checkable
class TodoBackend(Protocol):
    """A back end whose connection opens lists of things to do too."""

    @property
    def todo_title(self) -> str:
        """What its lists are called."""
        ...

    @property
    def todo_scopes(self) -> Sequence[Scope]:
        """What has to be allowed besides, where a person wants that; nothing where the connection opens them anyway."""
        ...

    def todos(self, person_id: str, vault: Vault) -> TodoService:
        """The lists of a person who is connected. Makes no calls yet."""
        ...

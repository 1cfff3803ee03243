"""Things to do are handed over once, whatever is killed when, and taken back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from threadline.calendar.port import CalendarDenied, CalendarUnavailable
from threadline.calendar.todos import Todo, TodoItem
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, HandedTodo, Handover, Offer, Proposal, State
from threadline.core.people.directory import person_of
from threadline.core.proposals.todo_handover import ON_ITS_WAY, TodoHandover
from threadline.storage.database.database import Database
from threadline.storage.persons import PersonStore
from threadline.storage.todos import TodoStore

from .desk import REVIEW

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TWO = (HandedTodo("send the offer", date(2026, 12, 4)), HandedTodo("book the hall", date(2026, 12, 12)))


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Service:
    """A service that keeps no ids of ours, and a process that can be killed before or after each of its calls."""

    exact: bool = False
    items: dict[str, tuple[str, bool]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    kill_at: int = -1
    lose: int = 0
    refuse: bool = False
    landing: list[Callable[[], None]] = field(default_factory=list)
    """Requests that are still on their way."""

    def _step(self) -> None:
        self.kill_at -= 1
        if self.kill_at == 0:
            raise Killed

    async def home(self) -> str:
        self._step()
        return "home"

    async def add(self, list_id: str, todo: Todo) -> str:
        self.calls.append("add")
        self._step()
        if self.refuse:
            raise CalendarDenied("no")
        id_ = f"item{len(self.items) + 1}"
        self.items[id_] = (todo.key, False)
        self._step()
        if self.lose:
            self.lose -= 1
            raise CalendarUnavailable("lost")
        return id_

    async def find(self, list_id: str, key: str, since: datetime) -> TodoItem | None:
        self.calls.append("find")
        self._step()
        return next((TodoItem(id_, "", None, done) for id_, (found, done) in self.items.items() if found == key), None)

    async def get(self, list_id: str, item_id: str) -> TodoItem | None:
        return TodoItem(item_id, "", None, self.items[item_id][1]) if item_id in self.items else None

    async def tick(self, list_id: str, item_id: str, *, done: bool = True) -> bool:
        return item_id in self.items

    async def delete(self, list_id: str, item_id: str) -> None:
        self._step()
        self.items.pop(item_id, None)
        self._step()


class Services:
    """The one service there is."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def of(self, person: Person, name: str) -> Service:
        return self._service


@dataclass
class Desk:
    """Ana's list, a service, and a clock that goes on while one sleeps."""

    todos: TodoStore
    ana: Person
    service: Service = field(default_factory=Service)
    now: datetime = NOW

    def handover(self) -> TodoHandover:
        async def sleep(seconds: float) -> None:
            self.now += timedelta(seconds=seconds)
            await asyncio.sleep(0)

        services = Services(self.service)
        return TodoHandover(self.todos, services, clock=lambda: self.now, sleep=sleep)  # type: ignore[arg-type]

    def proposal(self, todos: tuple[HandedTodo, ...] = TWO) -> Proposal:
        offer = Offer(REVIEW, action=Action.HAND_OVER, handover=Handover("google", "Google Tasks", todos))
        later = NOW + timedelta(days=1)
        return Proposal("p1", self.ana.id, State.BOOKING, 1, offer, "memory", "google", "", NOW, later)


@pytest.fixture
async def desk(database: Database) -> Desk:
    record = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="Europe/Vienna")
    desk = Desk(TodoStore(database), person_of(record))
    desk.todos._clock = lambda: desk.now
    return desk


async def test_each_is_handed_over_once_however_often_it_is_begun(desk: Desk) -> None:
    for _ in range(3):
        await desk.handover().confirm(desk.ana, desk.proposal())
    assert len(desk.service.items) == 2
    assert [each.place for each in await desk.todos.open(desk.ana.id)] == [
        ("google", "home", "item1"),
        ("google", "home", "item2"),
    ]
    assert desk.service.calls == ["add", "add"]


@pytest.mark.parametrize("exact", [False, True])
async def test_a_kill_anywhere_neither_doubles_nor_loses(desk: Desk, exact: bool) -> None:
    for at in range(1, 12):
        desk.service = Service(exact=exact, kill_at=at)
        proposal = replace(desk.proposal(), id=f"p-{exact}-{at}")
        for deaths in range(1, 30):
            try:
                await desk.handover().confirm(desk.ana, proposal)
                break
            except Killed:
                desk.service.kill_at = at + deaths  # the next process comes a little further
        else:
            raise AssertionError("it never came to an end")
        assert len(desk.service.items) == 2, at
        assert len({key for key, _ in desk.service.items.values()}) == 2


async def test_a_lost_answer_is_waited_out_and_looked_for(desk: Desk) -> None:
    desk.service.lose = 1
    with pytest.raises(CalendarUnavailable):
        await desk.handover().confirm(desk.ana, desk.proposal())
    await desk.handover().confirm(desk.ana, desk.proposal())
    assert desk.now - NOW >= ON_ITS_WAY
    assert desk.service.calls == ["add", "find", "add"]
    assert len(desk.service.items) == 2


async def test_what_was_refused_is_tried_again_at_once(desk: Desk) -> None:
    desk.service.refuse = True
    with pytest.raises(CalendarDenied):
        await desk.handover().confirm(desk.ana, desk.proposal())
    desk.service.refuse = False
    await desk.handover().confirm(desk.ana, desk.proposal())
    assert desk.now == NOW
    assert desk.service.calls == ["add", "add", "add"]


async def test_two_at_once_hand_over_once(desk: Desk) -> None:
    both = (desk.handover().confirm(desk.ana, desk.proposal()) for _ in range(2))
    await asyncio.gather(*both)
    assert len(desk.service.items) == 2


async def test_taken_back_after_a_lost_answer_nothing_is_left(desk: Desk) -> None:
    desk.service.lose = 1
    with pytest.raises(CalendarUnavailable):
        await desk.handover().confirm(desk.ana, desk.proposal())
    for _ in range(2):
        await desk.handover().take_back(desk.ana, desk.proposal())
    assert desk.service.items == {}
    assert await desk.todos.open(desk.ana.id) == []


async def test_one_that_stood_here_stands_here_again(desk: Desk) -> None:
    own = await desk.todos.add(desk.ana.id, "call Dee", due=None, key="mine")
    proposal = desk.proposal((HandedTodo("call Dee", None, own.id),))
    await desk.handover().confirm(desk.ana, proposal)
    assert [each.place for each in await desk.todos.open(desk.ana.id)] == [("google", "home", "item1")]
    await desk.handover().take_back(desk.ana, proposal)
    assert desk.service.items == {}
    assert [(each.title, each.place) for each in await desk.todos.open(desk.ana.id)] == [("call Dee", None)]

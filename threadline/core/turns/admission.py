"""Admission: how many answers models give at once, and who is next where more are wanted.

Answers are bounded per person and per provider. Whoever finds no seat waits in line, and the line is fair among
persons, not among messages: each freed seat goes to the next person in turn, so that forty questions of one person hold
nobody else up. The line has an end: who finds it full is told so at once, instead of being forgotten in it.

The bounds hold for all processes together: each has its share of the seats, as long as so many live, and a line of its
own. A common line would cost each message two writes, and a seat would be lost with each process that dies.
"""

from asyncio import Future, get_running_loop
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from threadline.config.models import AnswersAtOnce
from threadline.providers.port import Crowded, OverBudget
from threadline.texts.messages import _

_ASK_AGAIN = 30.0
"""Seconds after which somebody in a full line will have been answered."""

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Load:
    """How many answers a provider is giving, and how many wait for it."""

    running: int = 0
    waiting: int = 0


@dataclass(eq=False, slots=True)
class _Waiter:
    person: str
    provider: str | None
    on_place: Told
    seated: "Future[None]" = field(default_factory=lambda: get_running_loop().create_future())
    place: int = 0


class Admission:
    """The seats of one process. Of use within one event loop."""

    def __init__(self, bounds: AnswersAtOnce) -> None:
        self._all = self._bounds = bounds
        self._by_person: Counter[str] = Counter()
        self._by_provider: Counter[str | None] = Counter()
        self._lines: OrderedDict[str, deque[_Waiter]] = OrderedDict()  # by person; who was served last stands last

    @property
    def load(self) -> Mapping[str, Load]:
        """By the names of providers that have been asked since the start of the process."""
        waiting = Counter(waiter.provider for waiter in self._in_order())
        names = {name for name in (*self._by_provider, *waiting) if name is not None}
        return {name: Load(self._by_provider[name], waiting[name]) for name in names}

    def share(self, processes: int) -> None:
        """So many processes live, this one included: each has its share of the seats.

        A provider is never asked more often than allowed, but once by each process. A person's share is rounded up:
        few have questions with every process. Who has a seat keeps it.
        """
        bounds = _share(self._all, processes)
        if bounds != self._bounds:
            self._bounds = bounds
            self._seat_the_next()

    @asynccontextmanager
    async def seat(self, person: str, provider: str | None, on_place: Told) -> AsyncIterator[None]:
        """A seat for one answer, kept while the context is open. No `provider`: only the person's bound applies.

        Where there is none, `on_place` is told the place in line (1 is next), each time that it changes, and 0 when
        the wait is over. Whoever is cancelled while waiting leaves the line. Raises `OverBudget` where too many
        questions of the person wait already, `Crowded` where too many wait for the provider.
        """
        await self._enter(_Waiter(person, provider, on_place))
        try:
            yield
        finally:
            self._leave(person, provider)

    async def _enter(self, waiter: _Waiter) -> None:
        # All who could be seated are: a newcomer who finds room takes it from nobody.
        if self._has_room(waiter):
            self._count(waiter)
            return
        self._make_sure_of_a_place(waiter)
        self._lines.setdefault(waiter.person, deque()).append(waiter)
        self._tell()
        try:
            await waiter.seated
        except BaseException:
            # The seat may have been given in the moment of the cancellation.
            if waiter.seated.done() and not waiter.seated.cancelled():
                self._leave(waiter.person, waiter.provider)
            else:
                self._remove(waiter)
                self._tell()
            raise
        waiter.on_place(0)

    def _make_sure_of_a_place(self, waiter: _Waiter) -> None:
        bounds, name = self._bounds, waiter.provider or "admission"
        if len(self._lines.get(waiter.person, ())) >= bounds.waiting_per_person:
            said = "too many questions of one person wait"
            raise OverBudget(said, provider=name, advice=_too_many(), retry_after=_ASK_AGAIN)
        if not self._is_full(waiter.provider):
            return
        if sum(each.provider == waiter.provider for each in self._in_order()) >= bounds.waiting_per_provider:
            raise Crowded(f"the line for {name} is full", provider=name, advice=_crowded(), retry_after=_ASK_AGAIN)

    def _leave(self, person: str, provider: str | None) -> None:
        self._by_provider[provider] -= 1  # stays at 0, so that its figure goes back to 0
        self._by_person[person] -= 1
        if not self._by_person[person]:
            del self._by_person[person]
        self._seat_the_next()

    def _seat_the_next(self) -> None:
        """Seat all for whom there is room."""
        while (following := self._next()) is not None:
            self._remove(following)
            if following.person in self._lines:
                self._lines.move_to_end(following.person)
            self._count(following)
            following.seated.set_result(None)
        self._tell()

    def _next(self) -> _Waiter | None:
        return next((waiter for waiter in self._in_order() if self._has_room(waiter)), None)

    def _is_full(self, provider: str | None) -> bool:
        return provider is not None and self._by_provider[provider] >= self._bounds.per_provider

    def _in_order(self) -> Iterator[_Waiter]:
        """All who wait: the first of each person, then the second of each, and so on."""
        # One that was cancelled stands in its line until its task runs again.
        lines = [[waiter for waiter in line if not waiter.seated.done()] for line in self._lines.values()]
        for depth in range(max(map(len, lines), default=0)):
            yield from (line[depth] for line in lines if depth < len(line))

    def _has_room(self, waiter: _Waiter) -> bool:
        return self._by_person[waiter.person] < self._bounds.per_person and not self._is_full(waiter.provider)

    def _count(self, waiter: _Waiter) -> None:
        self._by_person[waiter.person] += 1
        self._by_provider[waiter.provider] += 1

    def _remove(self, waiter: _Waiter) -> None:
        line = self._lines[waiter.person]
        line.remove(waiter)
        if not line:
            del self._lines[waiter.person]

    def _tell(self) -> None:
        """Tell the places that have changed. Who waits for a provider with room waits for their own answers alone."""
        ahead: Counter[str | None] = Counter()
        for waiter in self._in_order():
            line = waiter.provider if self._is_full(waiter.provider) else f"person {waiter.person}"
            ahead[line] += 1
            if ahead[line] != waiter.place:
                waiter.place = ahead[line]
                waiter.on_place(waiter.place)


def _share(bounds: AnswersAtOnce, processes: int) -> AnswersAtOnce:
    return AnswersAtOnce(
        per_person=-(-bounds.per_person // processes),
        per_provider=max(1, bounds.per_provider // processes),
        waiting_per_person=-(-bounds.waiting_per_person // processes),
        waiting_per_provider=-(-bounds.waiting_per_provider // processes),
    )


def _too_many() -> str:
    return _("You have too many questions waiting right now. Ask again when some have been answered.")


def _crowded() -> str:
    return _("Too many people are waiting for an answer right now. Ask again in a minute.")

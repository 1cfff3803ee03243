"""Who may call Slack next: one queue for each workspace, over the budgets of all methods.

First texts come first, then what ends an answer or does something else, then the answers whose visible text is the
oldest. Whoever waits names the methods that would do; it gets the first that is free. The tiers are those of
docs.slack.dev/apis/web-api/rate-limits, less a margin for calls that Slack counts closer together than we made them.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from threadline.bots.slack.budget import Budget
from threadline.core.runtime.clock import Sleep

_SHORTEST = 0.005
_ACTIVE_SECONDS = 30.0
_MOST_KEPT = 5_000
"""Budgets beyond which those are forgotten that have learnt nothing: there is one for each channel and conversation."""

START, APPEND, STOP = "chat.startStream", "chat.appendStream", "chat.stopStream"
POST, UPDATE = "chat.postMessage", "chat.update"
_LEAST = {
    START: 19.0,
    STOP: 19.0,
    APPEND: 98.0,
    UPDATE: 49.0,
    "chat.delete": 48.0,
    POST: 59.0,
    "conversations.replies": 48.0,
    "conversations.history": 48.0,
    "conversations.open": 48.0,
    "users.lookupByEmail": 48.0,
    "agents.sessions.setStatus": 48.0,
}
_TIER_4 = 98.0
_PACED = frozenset({APPEND, UPDATE, POST})
_PER_CHANNEL = frozenset({POST})
_LIGHT = 2.5
"""Seconds between two texts of an answer up to which nobody need look for another way than a stream."""


class Need(IntEnum):
    """How much a call matters, the most first."""

    FIRST = 0
    FINAL = 1
    GROWTH = 2


@dataclass(eq=False, slots=True)
class _Waiter:
    methods: Sequence[str]
    channel: str
    need: Need
    since: float
    granted: "asyncio.Future[str]"


@dataclass(slots=True)
class _Queue:
    """Those who wait in one workspace, and what wakes the next of them."""

    waiting: list[_Waiter] = field(default_factory=list)
    timer: "asyncio.Task[None] | None" = None
    wakes_at: float = float("inf")


@dataclass(slots=True)
class Limits:
    """The budgets of all workspaces of this process; `clock` is monotonic, in seconds."""

    clock: Callable[[], float]
    sleep: Sleep = asyncio.sleep
    _budgets: dict[tuple[str, str, str], Budget] = field(default_factory=dict)
    _queues: dict[str, _Queue] = field(default_factory=dict)
    _active: dict[tuple[str, str, str], dict[str, float]] = field(default_factory=dict)

    async def enter(self, team: str, method: str, channel: str) -> None:
        """Wait for a call of this method, and count it."""
        await self.turn(team, (method,), channel, need=Need.FINAL)

    async def turn(
        self, team: str, methods: Sequence[str], channel: str, *, need: Need, since: float | None = None
    ) -> str:
        """Wait for a call of one of these methods; answers with which, counted. `since`: what is shown is that old."""
        queue = self._queues.setdefault(team, _Queue())
        granted: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        waiter = _Waiter(methods, channel, need, self.clock() if since is None else since, granted)
        queue.waiting.append(waiter)
        self._serve(team, queue)
        try:
            return await granted
        except asyncio.CancelledError:
            if waiter in queue.waiting:
                queue.waiting.remove(waiter)
            elif granted.done() and not granted.cancelled():
                self.give_back(team, granted.result(), channel)
            raise

    def give_back(self, team: str, method: str, channel: str) -> None:
        """A call that was counted is not made after all."""
        self._budget(team, method, channel).give_back()

    def wait(self, team: str, method: str, channel: str) -> float:
        """How many seconds the next call would have to wait, if nobody else did."""
        now = self.clock()
        return self._budget(team, method, channel).free_at(now, urgent=True) - now

    def pause(self, team: str, method: str, channel: str, seconds: float) -> None:
        """Slack asked for patience."""
        self._budget(team, method, channel).refused(self.clock(), seconds)

    def grows(self, team: str, channel: str, who: str, *, streamed: bool) -> None:
        """An answer grows in this way now, as a stream or by messages."""
        self.over(team, channel, who)
        self._active.setdefault((team, "", "") if streamed else (team, POST, channel), {})[who] = self.clock()

    def over(self, team: str, channel: str, who: str) -> None:
        """An answer has ended."""
        for key in ((team, "", ""), (team, POST, channel)):
            known = self._active.get(key, {})
            known.pop(who, None)
            if not known:
                self._active.pop(key, None)

    def has_room_for_stream(self, team: str, channel: str) -> bool:
        """Whether one more stream of the workspace would be as fresh as one more answer by messages in the channel."""
        return self.wait(team, START, channel) <= 0 and self._streams_are_fresher(team, channel, joins=1)

    def _streams_are_fresher(self, team: str, channel: str, *, joins: int) -> bool:
        """Whether one more stream is as fresh as the answers by messages in the channel are when so many join them."""
        streams, posted = self._growing((team, "", "")), self._growing((team, POST, channel)) + joins
        everywhere = sum(self._growing(key) for key in list(self._active) if key[0] == team and key[1] == POST)
        updates = self._budget(team, UPDATE, channel).pace * posted / max(1, everywhere + joins)
        by_messages = 60.0 * posted / (self._budget(team, POST, channel).pace + updates)
        by_stream = 60.0 * (streams + 1) / self._budget(team, APPEND, channel).pace
        return by_stream <= max(_LIGHT, by_messages)

    def _growing(self, key: tuple[str, str, str]) -> int:
        """How many answers grew in this way of late: one that died said nothing of it."""
        known, now = self._active.get(key, {}), self.clock()
        for who in [who for who, moment in known.items() if moment < now - _ACTIVE_SECONDS]:
            del known[who]
        return len(known)

    def _serve(self, team: str, queue: _Queue) -> None:
        """Let everybody go on who can, in their order, and be back when the next can."""
        now, next_at, moved = self.clock(), float("inf"), False
        for waiter in sorted(queue.waiting, key=lambda each: (each.need, each.since)):
            if waiter.granted.done():
                queue.waiting.remove(waiter)
                continue
            methods = self._ways(team, waiter, may_move=not moved)
            at, place = min(
                (self._budget(team, method, waiter.channel).free_at(now, urgent=waiter.need is not Need.GROWTH), place)
                for place, method in enumerate(methods)
            )
            if at <= now:
                self._budget(team, methods[place], waiter.channel).take(now)
                queue.waiting.remove(waiter)
                waiter.granted.set_result(methods[place])
                if place and methods[place] == START:
                    moved, next_at = True, now  # the next is looked at once this one counts as a stream
            else:
                next_at = min(next_at, at)
        if next_at < queue.wakes_at:
            if queue.timer is not None:
                queue.timer.cancel()
            queue.wakes_at = next_at
            queue.timer = asyncio.create_task(self._later(team, queue, next_at - now))

    def _ways(self, team: str, waiter: _Waiter, *, may_move: bool) -> Sequence[str]:
        """The methods that would do: a stream instead of messages only where it is as fresh as those."""
        if START not in waiter.methods[1:] or (may_move and self._streams_are_fresher(team, waiter.channel, joins=0)):
            return waiter.methods
        return [method for method in waiter.methods if method != START]

    async def _later(self, team: str, queue: _Queue, seconds: float) -> None:
        await self.sleep(max(_SHORTEST, seconds))
        queue.timer, queue.wakes_at = None, float("inf")
        self._serve(team, queue)

    def _budget(self, team: str, method: str, channel: str) -> Budget:
        key = (team, method, channel if method in _PER_CHANNEL else "")
        if key not in self._budgets:
            if len(self._budgets) >= _MOST_KEPT:
                now = self.clock()
                self._budgets = {each: kept for each, kept in self._budgets.items() if not kept.is_as_new(now)}
            self._budgets[key] = Budget(_LEAST.get(method, _TIER_4), paced=method in _PACED)
        return self._budgets[key]

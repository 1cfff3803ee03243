"""Telling whoever runs the service that a limit which people share is nearly used, and that nothing is left of it.

Each is a reminder, so it is told once per day or month of the limit, on the channel that the operator wrote on last.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from threadline.core.domain.message import Person
from threadline.core.people.directory import People
from threadline.core.reminders.subject import Kind, Subject, reminder_id
from threadline.core.turns.budgets import Budgets, SharedUse
from threadline.storage.persons import utc_now
from threadline.storage.reminders import NewReminder, ReminderStore
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

_NEARLY = 0.8
_ALL = 1.0


@dataclass(frozen=True, slots=True)
class BudgetAlerts:
    """Plans what `operators`, by their addresses, are told. Of limits by channel those of `channels` are looked at."""

    store: ReminderStore
    people: People
    budgets: Budgets
    channels: Collection[str]
    operators: Sequence[str]
    clock: Callable[[], datetime] = utc_now

    async def plan(self) -> None:
        """Look at the limits, and keep what is to be told. Raises `StorageError`."""
        if not self.operators:
            return
        uses = await self.budgets.shared(self.channels)
        if not any(share >= _NEARLY for use in uses for _kind, share in use.shares()):
            return
        for address in self.operators:
            person = await self.people.by_email(address)
            if person is None:
                log.warning("a limit is nearly used, and its operator has not been here yet", operator=address)
                continue
            await self.store.plan([each for use in uses for each in self._alerts(person, use)])

    def _alerts(self, person: Person, use: SharedUse) -> Sequence[NewReminder]:
        now, found = self.clock(), list[NewReminder]()
        for kind, share in use.shares():
            if share < _NEARLY:
                continue
            level = "all" if share >= _ALL else "nearly"
            with speaking(person.speech):
                subject = Subject(use.channel or "", use.until, answer=level, title=_bound(use, kind))
            parts = (use.limit.scope, use.channel or "", use.limit.per, kind, use.since.isoformat(), level)
            identity = reminder_id(person.id, Kind.BUDGET, *parts)
            found.append(NewReminder(identity, person.id, Kind.BUDGET, subject.to_json(), now, use.until))
        return found


def _bound(use: SharedUse, kind: str) -> str:
    """The bound as it is read."""
    limit, used = use.limit, use.spent
    if kind == "requests":
        told = {"used": used.requests, "most": limit.requests}
        if limit.per == "day":
            return _("{used} of {most} answers a day", **told)
        return _("{used} of {most} answers a month", **told)
    money = {"used": f"${used.cost_usd:.2f}", "most": f"${limit.usd:.2f}"}
    if limit.per == "day":
        return _("{used} of {most} a day for models", **money)
    return _("{used} of {most} a month for models", **money)

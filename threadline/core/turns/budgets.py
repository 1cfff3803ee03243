"""Limits in requests and in money, enforced before a model is asked.

They are code, not a prompt: `Budgets.check` runs before every answer. An answer counts from the moment it is started
in requests, and in money when it has ended. With a limit in money, an answer whose price nobody knows is refused
before it is asked for, because it could not be counted.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from threadline.config.limits import SpendingLimit
from threadline.core.domain.message import Person
from threadline.storage.persons import utc_now
from threadline.storage.usage import Spent, UsageStore


class LimitReached(Exception):
    """No more answers for now; the sentence is for the person, `retry_at` is when the limit starts anew."""

    def __init__(self, message: str, *, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class Budgets:
    """Holds people to the limits. Days and months are those of the person, or of `zone` for what people share."""

    def __init__(
        self, usage: UsageStore, limits: Sequence[SpendingLimit], *, zone: str, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._usage = usage
        self._limits = tuple(limits)
        self._zone = zone
        self._clock = clock

    def counts_money(self, channel: str) -> bool:
        """Whether some limit in money applies to what comes by a channel."""
        return any(limit.usd is not None and limit.channel in (None, channel) for limit in self._limits)

    async def check(self, person: Person, channel: str) -> None:
        """Raises `LimitReached` if one more answer, which has been started already, is one too many."""
        for limit in self._limits:
            if limit.channel in (None, channel):
                zone = person.zone if limit.scope == "person" else self._zone
                since, until = period(limit.per, self._clock(), zone)
                spent = await self._usage.spent(
                    since,
                    person_id=person.id if limit.scope == "person" else None,
                    channel=channel if limit.scope == "channel" else None,
                )
                _hold(limit, spent, until)


def period(per: Literal["day", "month"], now: datetime, zone: str) -> tuple[datetime, datetime]:
    """The day or month of `zone` that `now` lies in, from its first midnight to the next."""
    midnight = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if per == "day":
        return midnight, midnight + timedelta(days=1)
    first = midnight.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _hold(limit: SpendingLimit, spent: Spent, until: datetime) -> None:
    whose = {"person": "You have", "channel": "This channel has", "workspace": "This workspace has"}[limit.scope]
    time = "today" if limit.per == "day" else "this month"
    again = f"It starts anew on {until:%-d %B at %H:%M} ({until.tzinfo})."
    if limit.requests is not None and spent.requests > limit.requests:
        sentence = f"{whose} used up the {limit.requests} answers allowed {time}. {again}"
        raise LimitReached(sentence, retry_at=until)
    if limit.usd is not None and spent.cost_usd >= limit.usd:
        sentence = f"{whose} used up the ${limit.usd} allowed for models {time}. {again}"
        raise LimitReached(sentence, retry_at=until)

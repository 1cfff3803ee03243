"""Limits in requests and in money, enforced before a model is asked.

They are code, not a prompt: `Budgets.check` runs before every answer, `Budgets.reserve` before every call to a model.
An answer counts from the moment it is started: in requests at once, in money by what was set aside for it, and by what
it cost when it has ended. A model whose price nobody knows counts for what the operator set for one answer; without
that it is not asked where a limit in money applies, because it could not be counted.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from threadline.config.limits import SpendingLimit
from threadline.core.domain.message import Person, Turn
from threadline.storage.persons import utc_now
from threadline.storage.usage import Bound, Spent, UsageStore
from threadline.texts import formats
from threadline.texts.messages import N_, _

_SOON = timedelta(minutes=1)


class LimitReached(Exception):
    """No more answers for now; the sentence is for the person, `retry_at` is when the limit starts anew."""

    def __init__(self, message: str, *, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at

    @property
    def seconds(self) -> float:
        """Seconds until then."""
        return max(1.0, (self.retry_at - utc_now()).total_seconds())


@dataclass(frozen=True, slots=True)
class SharedUse:
    """What is used of a limit that people share; `channel` is None where it does not ask for the channel."""

    limit: SpendingLimit
    channel: str | None
    spent: Spent
    since: datetime
    until: datetime

    def shares(self) -> Iterator[tuple[Literal["requests", "usd"], float]]:
        """By what it is bound and how much of that is used, 1.0 being all. Of a limit of nothing all is used."""
        if self.limit.requests is not None:
            yield "requests", self.spent.requests / self.limit.requests if self.limit.requests else 1.0
        if self.limit.usd is not None:
            yield "usd", float(self.spent.cost_usd / self.limit.usd) if self.limit.usd else 1.0


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

    async def shared(self, channels: Iterable[str]) -> Sequence[SharedUse]:
        """How the limits stand that people share; one of every channel by itself stands once for each of `channels`."""
        names, found = sorted(channels), list[SharedUse]()
        for limit in self._limits:
            if limit.scope == "person":
                continue
            each_alone = limit.scope == "channel" and limit.channel is None
            for channel in names if each_alone else [limit.channel]:
                since, until = period(limit.per, self._clock(), self._zone)
                spent = await self._usage.spent(since, person_id=None, channel=channel)
                found.append(SharedUse(limit, channel, spent, since, until))
        return found

    async def reserve(self, turn: Turn, usd: Decimal) -> None:
        """Set money aside for an answer under way. Raises `LimitReached` where others have all that a limit allows."""
        channel, now = turn.message.channel, self._clock()
        limits = [limit for limit in self._limits if limit.usd is not None and limit.channel in (None, channel)]
        periods = [period(each.per, now, turn.person.zone if each.scope == "person" else self._zone) for each in limits]
        bounds = [
            Bound(
                limit.usd or Decimal(0),
                since,
                turn.person.id if limit.scope == "person" else None,
                channel if limit.scope == "channel" else None,
            )
            for limit, (since, _) in zip(limits, periods, strict=True)
        ]
        # A provider may count otherwise than we estimate: what an answer has cost before, this one may cost as well.
        dearest = max([await self._usage.dearest(since) for since, _ in periods], default=Decimal(0))
        full = await self._usage.reserve(turn.message_id, max(usd, dearest), bounds)
        if full is not None:
            place = bounds.index(full)
            spent = await self._usage.spent(full.since, person_id=full.person_id, channel=full.channel)
            _hold(limits[place], spent, periods[place][1])
            raise LimitReached(_set_aside(limits[place]), retry_at=now + _SOON)


def _set_aside(limit: SpendingLimit) -> str:
    return _(
        "What is left of the ${usd} allowed for models is set aside for answers that are being written right now. "
        "Try again in a minute.",
        usd=limit.usd,
    )


def period(per: Literal["day", "month"], now: datetime, zone: str) -> tuple[datetime, datetime]:
    """The day or month of `zone` that `now` lies in, from its first midnight to the next."""
    midnight = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if per == "day":
        return midnight, midnight + timedelta(days=1)
    first = midnight.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


_ANSWERS = {
    ("person", "day"): N_("You have used up the {number} answers allowed today."),
    ("person", "month"): N_("You have used up the {number} answers allowed this month."),
    ("channel", "day"): N_("This channel has used up the {number} answers allowed today."),
    ("channel", "month"): N_("This channel has used up the {number} answers allowed this month."),
    ("workspace", "day"): N_("This workspace has used up the {number} answers allowed today."),
    ("workspace", "month"): N_("This workspace has used up the {number} answers allowed this month."),
}
_MONEY = {
    ("person", "day"): N_("You have used up the {amount} allowed for models today."),
    ("person", "month"): N_("You have used up the {amount} allowed for models this month."),
    ("channel", "day"): N_("This channel has used up the {amount} allowed for models today."),
    ("channel", "month"): N_("This channel has used up the {amount} allowed for models this month."),
    ("workspace", "day"): N_("This workspace has used up the {amount} allowed for models today."),
    ("workspace", "month"): N_("This workspace has used up the {amount} allowed for models this month."),
}


def _hold(limit: SpendingLimit, spent: Spent, until: datetime) -> None:
    again = _(
        "It starts again on {day} at {time} ({zone}).",
        day=formats.plain_day(until),
        time=formats.clock(until),
        zone=until.tzinfo,
    )
    if limit.requests is not None and spent.requests > limit.requests:
        sentence = f"{_(_ANSWERS[limit.scope, limit.per], number=limit.requests)} {again}"
        raise LimitReached(sentence, retry_at=until)
    if limit.usd is not None and spent.cost_usd >= limit.usd:
        sentence = f"{_(_MONEY[limit.scope, limit.per], amount=f'${limit.usd}')} {again}"
        raise LimitReached(sentence, retry_at=until)

"""How a person stands with the limits that apply to them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.schema.usage import LimitView
from threadline.config.limits import SpendingLimit
from threadline.core.turns.budgets import LimitReached, period


async def limits_of(call: Call) -> list[LimitView]:
    """The limits that apply to the caller on any channel, with what is used of them."""
    return [
        await _standing(call, limit, channel)
        for limit in call.services.settings.limits
        for channel in _channels(call, limit)
    ]


async def shared_limits(call: Call) -> dict[tuple[str, str, str], float]:
    """How much is used of each limit that people share: by channel or `all`, day or month, and `requests` or `usd`.

    Of a limit of nothing all is used.
    """
    found: dict[tuple[str, str, str], float] = {}
    for use in await call.services.models.budgets.shared(call.services.channels):
        for kind, share in use.shares():
            labels = (use.channel or "all", use.limit.per, kind)
            found[labels] = max(found.get(labels, 0.0), share)
    return found


async def seconds_left(call: Call) -> int:
    """After how many seconds the caller may ask again here: at least one, also where nothing stands against it now."""
    try:
        await call.services.models.budgets.check(call.person, NAME)
    except LimitReached as reached:
        return max(1, round((reached.retry_at - datetime.now(UTC)).total_seconds()))
    return 1


def _channels(call: Call, limit: SpendingLimit) -> Iterator[str | None]:
    """The channels that a limit holds one by one, or None for one that does not ask for the channel."""
    if limit.scope != "channel":
        yield None
    elif limit.channel is not None:
        yield limit.channel
    else:
        yield from sorted(call.services.channels)


async def _standing(call: Call, limit: SpendingLimit, channel: str | None) -> LimitView:
    mine = limit.scope == "person"
    since, until = period(limit.per, datetime.now(UTC), call.zone if mine else call.services.settings.zone)
    spent = await call.services.models.usage.spent(since, person_id=call.person.id if mine else None, channel=channel)
    return LimitView(
        scope=limit.scope,
        channel=channel,
        per=limit.per,
        requests=limit.requests,
        requests_used=spent.requests,
        usd=float(limit.usd) if limit.usd is not None else None,
        usd_used=float(spent.cost_usd),
        unpriced_requests=spent.unpriced,
        since=since,
        until=until,
    )

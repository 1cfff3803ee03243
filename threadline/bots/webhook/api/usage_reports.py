"""Reports: tallies of the database, added up by day, provider, model and channel."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Literal, TypeVar

from threadline.bots.webhook.schema.usage import (
    ChannelTally,
    CostReport,
    CostView,
    DayCost,
    DayTally,
    GroupCost,
    GroupTally,
    LimitView,
    ModelCost,
    ModelTally,
    ProviderCost,
    ProviderTally,
    TallyView,
    UsageReport,
)
from threadline.storage.usage import Tally

GroupWord = Literal["day", "week", "month"]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, cut into the days of a zone: day number n lies between bound n and the next."""

    zone: str
    bounds: Sequence[datetime]
    days: Sequence[date]


def usage_report(
    period: Period, tallies: Sequence[Tally], limits: list[LimitView], by: GroupWord | None = None
) -> UsageReport:
    """Everything that was counted, added up by days, weeks or months as well."""
    return UsageReport(
        time_min=period.bounds[0],
        time_max=period.bounds[-1],
        timezone=period.zone,
        totals=TallyView(**_sums(tallies)),
        group_by=by,
        groups=[
            GroupTally(start=start, providers=_providers(those), **_sums(those))
            for start, those in (_grouped(tallies, partial(_first_day, period, by)) if by else ())
        ],
        days=[
            DayTally(day=period.days[stretch], providers=_providers(those), **_sums(those))
            for stretch, those in _grouped(tallies, lambda each: each.stretch)
        ],
        providers=_providers(tallies),
        models=[
            ModelTally(provider=provider, model=model, **_sums(those))
            for (provider, model), those in _grouped(tallies, lambda each: (each.provider, each.model))
        ],
        channels=[
            ChannelTally(channel=channel, **_sums(those))
            for channel, those in _grouped(tallies, lambda each: each.channel)
        ],
        limits=limits,
    )


def cost_report(period: Period, tallies: Sequence[Tally], by: GroupWord | None = None) -> CostReport:
    """The same report without what is not money."""
    full = usage_report(period, tallies, [], by)
    return CostReport(
        time_min=full.time_min,
        time_max=full.time_max,
        timezone=full.timezone,
        totals=CostView.model_validate(full.totals),
        group_by=by,
        groups=[GroupCost.model_validate(group) for group in full.groups],
        days=[DayCost.model_validate(day) for day in full.days],
        providers=[ProviderCost.model_validate(each) for each in full.providers],
        models=[ModelCost.model_validate(each) for each in full.models],
    )


def _first_day(period: Period, by: GroupWord, tally: Tally) -> date:
    """The first day of the day, week (from Monday on) or month that a tally belongs to."""
    day = period.days[tally.stretch]
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def _providers(tallies: Iterable[Tally]) -> list[ProviderTally]:
    return [
        ProviderTally(provider=provider, **_sums(those))
        for provider, those in _grouped(tallies, lambda each: each.provider)
    ]


def _grouped(tallies: Iterable[Tally], key: Callable[[Tally], K]) -> list[tuple[K, list[Tally]]]:
    """The tallies by a key, the keys in order, what is unknown first."""
    found: dict[K, list[Tally]] = {}
    for tally in tallies:
        found.setdefault(key(tally), []).append(tally)
    return sorted(found.items(), key=lambda item: _sortable(item[0]))


def _sortable(key: object) -> tuple[tuple[bool, object], ...]:
    parts = key if isinstance(key, tuple) else (key,)
    return tuple((part is not None, part) for part in parts)


def _sums(tallies: Sequence[Tally]) -> dict[str, Any]:
    requests, unpriced = sum(each.requests for each in tallies), sum(each.unpriced for each in tallies)
    known = requests == 0 or unpriced < requests
    return {
        "requests": requests,
        "unpriced_requests": unpriced,
        "cost_usd": sum(each.cost_usd for each in tallies) if known else None,
        "input_tokens": sum(each.input_tokens for each in tallies),
        "output_tokens": sum(each.output_tokens for each in tallies),
    }

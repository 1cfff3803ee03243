"""What answers took, by day, week or month, as bars on the page of whoever runs the service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from threadline.storage.usage import Tally, UsageStore
from threadline.texts.formats import month, short_day
from threadline.texts.messages import N_, _, ngettext

Stretch = Literal["day", "week", "month"]

USUAL: Stretch = "day"
TITLES: dict[Stretch, str] = {"day": N_("By day"), "week": N_("By week"), "month": N_("By month")}
_NUMBERS: dict[Stretch, int] = {"day": 14, "week": 13, "month": 12}
"""How many are shown."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time, and how far its bars reach, in hundredths of the longest."""

    label: str
    answers: int
    answers_share: int
    cost: str
    cost_share: int


def stretch_of(word: str) -> Stretch:
    """What is asked for in an address; days, if that is nothing we know."""
    return next((each for each in get_args(Stretch) if each == word), USUAL)


async def bars(usage: UsageStore, by: Stretch, zone: ZoneInfo, today: date) -> Sequence[Bar]:
    """Everybody's answers, the newest first."""
    starts = first_days(by, today)
    bounds = [datetime.combine(day, time(), tzinfo=zone) for day in (*starts, today + timedelta(days=1))]
    found: list[list[Tally]] = [[] for _each in starts]
    for tally in await usage.tallies(None, bounds):
        found[tally.stretch].append(tally)
    most = max(sum(each.requests for each in those) for those in found)
    dearest = max(sum(each.cost_usd for each in those) for those in found)
    shown = [_bar(_label(by, start), those, most, dearest) for start, those in zip(starts, found, strict=True)]
    return shown[::-1]


def first_days(by: Stretch, today: date) -> Sequence[date]:
    """With which day each stretch begins that is shown, the oldest first."""
    return [_start(by, today, before) for before in reversed(range(_NUMBERS[by]))]


def _bar(label: str, tallies: Sequence[Tally], most: int, dearest: float) -> Bar:
    answers, cost = sum(each.requests for each in tallies), sum(each.cost_usd for each in tallies)
    unpriced = sum(each.unpriced for each in tallies)
    return Bar(label, answers, _share(answers, most), money(cost, answers, unpriced), _share(cost, dearest))


def _share(value: float, longest: float) -> int:
    """What there is of something is seen, however little it is."""
    return max(1, round(100 * value / longest)) if value > 0 else 0


def money(cost: float, answers: int, unpriced: int) -> str:
    """What nobody knows the price of was not free."""
    if not unpriced:
        return f"${cost:.2f}"
    unknown = ngettext("{count} unknown", "{count} unknown", unpriced)
    return unknown if unpriced == answers else f"${cost:.2f} + {unknown}"


def _start(by: Stretch, today: date, before: int) -> date:
    """The first day of the one that lies so many before today's. Weeks begin on Monday."""
    if by == "day":
        return today - timedelta(days=before)
    if by == "week":
        return today - timedelta(days=today.weekday() + 7 * before)
    months = today.year * 12 + today.month - 1 - before
    return date(months // 12, months % 12 + 1, 1)


def _label(by: Stretch, start: date) -> str:
    if by == "month":
        return month(start)
    return _("from {day}", day=short_day(start)) if by == "week" else short_day(start)

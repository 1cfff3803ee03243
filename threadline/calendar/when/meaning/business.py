"""Business days: weekends, and a country's public holidays when one is set."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

_SATURDAY = 5
_LONGEST = 3000


def is_business_day(day: datetime, country: str | None) -> bool:
    """True on Monday to Friday unless `country` (an ISO code) has a public holiday."""
    if day.weekday() >= _SATURDAY:
        return False
    return country is None or day.date() not in _holidays(country, day.year)


def add_business_days(day: datetime, count: int, country: str | None) -> datetime:
    """`day` moved by `count` business days. Raises ValueError beyond 3000 of them."""
    if abs(count) > _LONGEST:
        raise ValueError(f"{count} business days are too many")
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day, country)
    return day


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> frozenset[object]:
    from holidays import country_holidays

    try:
        return frozenset(country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()

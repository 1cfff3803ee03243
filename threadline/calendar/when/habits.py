"""How a country writes: the month or the day first, twelve hours or twenty-four."""

from __future__ import annotations

from dataclasses import replace

from threadline.calendar.when.policy import Policy
from threadline.calendar.when.zones.zone import country_of

_MONTH_FIRST = frozenset(["US", "PR", "GU", "AS", "VI", "MP", "FM", "MH", "PW", "UM", "PH", "CA"])
_TWELVE_HOURS = _MONTH_FIRST | {"AU", "NZ", "IN", "PK", "BD", "GB", "IE", "MY", "EG", "SA", "JO", "CO", "SV", "HN"}
_ENGLISH = "en"


def settled(policy: Policy, zone_key: str, language: str, *, day_first: bool) -> Policy:
    """The policy with what the person did not choose as their country and language have it.

    `day_first` is what the language has. English is written everywhere: there the country decides, and without one the
    month comes first and the day has twelve hours twice.
    """
    country = policy.country or country_of(zone_key)
    english = language.split("-")[0].lower() == _ENGLISH
    first, hours = policy.day_first, policy.clock24
    if first is None:
        first = day_first if not english else country is not None and country not in _MONTH_FIRST
    if hours is None:
        hours = not english or (country is not None and country not in _TWELVE_HOURS)
    doubts = policy.day_first is None and english and first
    return replace(
        policy, day_first=first, clock24=hours, doubts_order=doubts, doubts_half=english and policy.clock24 is None
    )

"""The zone that somebody types when they are asked for one: "Europe/Vienna", "tokyo", "München", "ET"."""

from __future__ import annotations

import re

from threadline.calendar.when.zones.names import ABBREVIATIONS, CAPITAL_ABBREVIATIONS, folded, place_names
from threadline.zones import is_zone, known_zones

_UNIVERSAL = ("UTC", "GMT")
"""Names without a place that stay as they are; "EST" is New York's, though the zone database has one of its own."""
_ROUND = re.compile(r"^(?:the )?(.*?)(?: (?:standard )?time)?[.!]?$", re.IGNORECASE)


def zone_called(words: str) -> str | None:
    """The IANA zone of that name, in any letters, or that a city, a country or an abbreviation of that name has.

    None where nothing is called so, and where it is several: nobody's days are put somewhere by a guess.
    """
    said = " ".join(words.split())
    if is_zone(said) and ("/" in said or said in _UNIVERSAL):
        return said
    exact = said.replace(" ", "_").lower()
    found = next((zone for zone in known_zones() if "/" in zone and zone.lower() == exact), None)
    if found is not None and is_zone(found):
        return found
    match = _ROUND.match(said)
    name = match[1].strip() if match else said
    place = _place(name) or _place(name.partition(",")[0]) or _abbreviation(name)
    return place or (said if is_zone(said) else None)


def _place(name: str) -> str | None:
    found = place_names().get(folded(name.strip()))
    return found.region or None if found is not None else None


def _abbreviation(name: str) -> str | None:
    found = CAPITAL_ABBREVIATIONS.get(name.upper()) or ABBREVIATIONS.get(name.lower())
    return found.region or None if found is not None and not found.rivals else None

"""The IANA time zones that are known here."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """Their names. They are looked up in the file system once, which takes long."""
    return frozenset(available_timezones())

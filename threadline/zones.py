"""The IANA time zones that are known here."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_NO_PLACES = ("posix", "right/")
"""What else stands beside the zones, as rules or copies of them."""


@cache
def known_zones() -> frozenset[str]:
    """Their names. They are looked up in the file system once, which takes long."""
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Whether there is a zone of this name: quicker than to look all of them up."""
    try:
        return ZoneInfo(name).key == name and not name.startswith(_NO_PLACES)
    except (ValueError, OSError, LookupError):  # as `ZoneInfo` tells of what is no zone, or no name of a file
        return False

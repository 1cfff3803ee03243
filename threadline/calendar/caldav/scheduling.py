"""What a server that schedules (RFC 6638) says of whom it told.

A server may promise to send invitations and then reach nobody: it has no way to an address outside, or sends no mail
at all. What it did stands in the file afterwards, as SCHEDULE-STATUS of each guest (section 7.3).
"""

from collections.abc import Collection
from typing import Any

from threadline.calendar.caldav.files import parsed, values_of

_TOLD = ("1", "2")
"""Begins the statuses of what was sent or delivered; 3 and 5 are refusals, and none at all is no attempt."""


def untold_in(data: str, me: Collection[str]) -> tuple[str, ...]:
    """The addresses of guests whom the server was to tell and did not reach; `me` are the organiser's own."""
    missed: dict[str, None] = {}
    for component in parsed(data).walk("VEVENT"):
        for guest in values_of(component, "ATTENDEE"):
            address = str(guest).lower().removeprefix("mailto:")
            if address not in me and "@" in address and _is_the_servers(guest) and not _is_told(guest):
                missed[address] = None
    return tuple(missed)


def _is_the_servers(guest: Any) -> bool:
    return str(guest.params.get("SCHEDULE-AGENT", "SERVER")).upper() == "SERVER"


def _is_told(guest: Any) -> bool:
    return str(guest.params.get("SCHEDULE-STATUS", "")).strip('" ').startswith(_TOLD)

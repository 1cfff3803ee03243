"""Calendars for tests: those given, which everybody has."""

from collections.abc import Callable
from typing import Any, cast

from threadline.calendar.backend import Reader
from threadline.calendar.memory import MemoryBackend
from threadline.calendar.port import Calendar
from threadline.core.calendars.registry import Calendars

_NOTHING = cast("Any", None)

READER = Reader("Europe/Vienna", ("ana@example.com",))
"""Whose calendars they are, where it makes no difference."""


def calendars_of(*calendars: Calendar, on_written: Callable[[str], None] | None = None) -> Calendars:
    """The calendars of everybody, the first of them taking their bookings. Nothing can be connected."""
    backends = {each.name: MemoryBackend(lambda _, each=each: each, name=each.name) for each in calendars}  # type: ignore[misc]
    return Calendars(backends, connections=_NOTHING, secrets=_NOTHING, preferences=_NOTHING, on_written=on_written)

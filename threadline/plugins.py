"""Entry points: ours and those of other packages register the same way.

The groups are `threadline.channels` (a factory `(Services) -> Channel | None`), `threadline.calendars`
(`(CalendarContext) -> Backend | None`), `threadline.tools` (`(ToolParts) -> Tool | None`) and `threadline.providers`.
None means that the settings do not ask for it.
"""

from collections.abc import Mapping
from functools import cache
from importlib import metadata
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any, cast

import structlog

log = structlog.get_logger()


class PluginBroken(Exception):
    """A plugin could not be loaded; the sentence names it and its package."""


def entry_points(group: str) -> EntryPoints:
    """Those that are installed."""
    return _installed().select(group=group)


@cache
def _installed() -> EntryPoints:
    """Of all groups, looked up once: each time every installed package is read."""
    return cast("EntryPoints", metadata.entry_points())  # in Python 3.11 another type, that can be asked the same


def load(group: str, *, third_party: bool = True) -> Mapping[str, Any]:
    """The factories of a group by name. Ours cannot be taken over by another package. Raises `PluginBroken`."""
    found = sorted(entry_points(group=group), key=lambda point: not _is_ours(point))
    factories: dict[str, Any] = {}
    for point in found:
        if not third_party and not _is_ours(point):
            continue
        if point.name in factories:
            log.warning("plugin left out, its name is taken", group=group, name=point.name)
            continue
        factories[point.name] = _load(point)
    return factories


def _load(point: EntryPoint) -> Any:
    try:
        return point.load()
    except Exception as error:  # other people's code runs here: whatever it raises is a broken plugin
        package = point.dist.name if point.dist else "an unknown package"
        raise PluginBroken(f"{point.group} {point.name!r} of {package} cannot be loaded: {error}") from error


def _is_ours(point: EntryPoint) -> bool:
    return point.value.startswith("threadline.")

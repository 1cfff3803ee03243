"""When the person is free, as stretches by day."""

import asyncio
from datetime import date, time

from pydantic import Field

from threadline.calendar.event import Knowledge
from threadline.core.scheduling.availability import free_stretches, stretch_lines
from threadline.core.tools.event_lookup import days
from threadline.core.tools.scene import Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_MOST_DAYS = 31


class Range(Arguments):
    """Where to look."""

    first_day: date = Field(description="The first day, in the person's zone (YYYY-MM-DD).")
    last_day: date = Field(description="The last day, inclusive (YYYY-MM-DD).")
    earliest: time | None = Field(description="Not before this time of day (HH:MM), or null.")
    latest: time | None = Field(description="Not after this time of day (HH:MM), or null.")


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def free_time(asked: Range, scene: Scene) -> str:
        start, end = days(asked.first_day, asked.last_day, scene.person.zone)
        if (asked.last_day - asked.first_day).days >= _MOST_DAYS:
            raise ToolRefused(f"At most {_MOST_DAYS} days at once.")
        start = max(start, scene.now.astimezone(start.tzinfo))
        if start >= end:
            return "Those days are over."
        who = await parts.agenda.participant(scene.person, start, end)
        between = bounds(asked.earliest, asked.latest)
        found = await asyncio.to_thread(free_stretches, who, start, end, working=between is None, between=between)
        lines = list(stretch_lines(found)) or ["The person is not free then."]
        if any(answer.knowledge is Knowledge.UNKNOWN for answer in who.free_busy):
            lines.append("Not all calendars could be read, so the person may be busy then: say so.")
        return "\n".join(lines)

    return Tool(
        "free_time",
        "When the person who writes is free, by day. It answers questions; to propose a meeting at a free time use "
        "find_time instead.",
        Range,
        free_time,
        N_("Looking for free time…"),
    )


def bounds(earliest: time | None, latest: time | None) -> tuple[time, time] | None:
    """The part of each day that counts; None for all of it."""
    if earliest is None and latest is None:
        return None
    low, high = (earliest or time()).replace(tzinfo=None), (latest or time()).replace(tzinfo=None)
    if latest is not None and high <= low:
        raise ToolRefused("The latest time of day lies before the earliest.")
    return low, high

"""Looking up events: what is in the person's calendars, each under a reference that acts can name.

In a thread that others read, only events whose title the person said are told by it; of all others that there is one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field

from threadline.calendar.event import EventDraft, Response
from threadline.calendar.recurrence import split_id
from threadline.core.calendars.agenda import Located
from threadline.core.calendars.event_matching import Wanted
from threadline.core.channels.formatting import repeats_label, when_label
from threadline.core.domain.proposal import Target
from threadline.core.proposals.answers import other_organizer, own_response
from threadline.core.tools.free_text import one_line
from threadline.core.tools.notes import HandedEvent
from threadline.core.tools.scene import SPOKEN, Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_LONGEST_RANGE = timedelta(days=400)
_MOST = 30
_MOST_PEOPLE = 8
_ANSWERED = {
    Response.NONE: "not answered yet",
    Response.ACCEPTED: "accepted",
    Response.TENTATIVE: "answered with maybe",
    Response.DECLINED: "declined",
}


class Lookup(Arguments):
    """Which events."""

    first_day: date = Field(description="The first day to look at, in the person's zone (YYYY-MM-DD).")
    last_day: date = Field(description="The last day to look at, inclusive (YYYY-MM-DD).")
    title: str | None = Field(description="Words of the title, or null for all events.")
    person: str | None = Field(description="Who takes part, a name or an address, or null.")


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def look_up(asked: Lookup, scene: Scene) -> str:
        start, end = _range(asked, scene.person.zone)
        located, unknown = await parts.agenda.located(scene.person, start, end)
        wanted = Wanted(asked.title, (asked.person,) if asked.person else ())
        fits = [each for each in located if not wanted.anything or wanted.fits(each.event.draft)]
        return _told(scene, fits, unknown)

    return Tool(
        "look_up_events",
        "Look up events in the person's calendars between two days, past or future, optionally by words of the title "
        "or by somebody who takes part. Each line begins with a reference (e1, e2, …) that the other tools "
        "take. Look here before you say anything about what is in the calendar.",
        Lookup,
        look_up,
        N_("Looking at your calendar…"),
    )


def days(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """From the first midnight to the last. Raises `ToolRefused` for a range that is empty or too long."""
    if last < first:
        raise ToolRefused("The last day lies before the first.")
    if last - first > _LONGEST_RANGE:
        raise ToolRefused(f"At most {_LONGEST_RANGE.days} days at once.")
    tz = ZoneInfo(zone)
    return datetime.combine(first, time(), tz), datetime.combine(last + timedelta(days=1), time(), tz)


def _range(asked: Lookup, zone: str) -> tuple[datetime, datetime]:
    return days(asked.first_day, asked.last_day, zone)


def _told(scene: Scene, located: Sequence[Located], unknown: Sequence[str]) -> str:
    lines = [_line(scene, each) for each in located[:_MOST]]
    if len(located) > _MOST:
        lines.append(f"… and {len(located) - _MOST} more: look at fewer days.")
    if not located:
        lines.append("No events there.")
    lines.extend(f"{one_line(name)} could not be read: unknown, not empty." for name in unknown)
    return "\n".join(lines)


def _line(scene: Scene, located: Located) -> str:
    draft = located.event.draft
    label = when_label(replace(draft, rrule=None), scene.person.zone)
    if scene.shared and not _was_said(scene, draft):
        return f"{label}: busy (others read this thread, so no title)"
    reference = scene.notes.hand_out(_handed(located))
    scene.notes.seen.append(draft.title)
    parts = [f"{reference}: {label}: {one_line(draft.title)}"]
    if draft.attendees:
        names = [one_line(str(who), 60) for who in draft.attendees[:_MOST_PEOPLE]]
        parts.append(f"with {', '.join(names)}{' and others' if len(draft.attendees) > _MOST_PEOPLE else ''}")
    if draft.location and not scene.shared:
        scene.notes.seen.append(draft.location)
        parts.append(f"at {one_line(draft.location, 80)}")
    if (organizer := other_organizer(draft, scene.person)) is not None:
        parts.append(f"invitation by {one_line(str(organizer), 60)}, {_ANSWERED[own_response(draft, scene.person)]}")
    if split_id(located.event.id)[1] is not None:
        parts.append("one time of a series")
    elif draft.rrule:
        parts.append(repeats_label(draft.rrule))
    return "; ".join(parts)


def _was_said(scene: Scene, draft: EventDraft) -> bool:
    """Whether people of the thread spoke of the event by its title."""
    words = Wanted(draft.title).words
    return bool(words) and Wanted(draft.title).fits(replace(draft, title=scene.said(*SPOKEN)))


def _handed(located: Located) -> HandedEvent:
    event = located.event
    target = Target(event.id, event.version, event.draft, located.calendar, event.calendar_id, event.sequence)
    return HandedEvent(event.draft, target, occurrence=split_id(event.id)[1] is not None)

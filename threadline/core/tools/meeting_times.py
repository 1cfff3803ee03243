"""Finding a time for people: slots at which all can, each under a reference that `propose_event` takes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field

from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.free_slots import MAX_RANGE, Slot
from threadline.core.calendars.agenda import LONGEST, SEARCH, SHORTEST, alternative_of
from threadline.core.channels.formatting import and_list
from threadline.core.domain.proposal import Evidence, Offer
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.calendar_queries import asked_range
from threadline.core.scheduling.meeting_finder import ANY_HOUR
from threadline.core.tools.attendance import Attendance, attendance
from threadline.core.tools.free_time import bounds
from threadline.core.tools.scene import SPOKEN, Scene
from threadline.core.tools.time_words import stretch_of
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_, _

_USUAL_MINUTES = 30


class Wish(Arguments):
    """What kind of time is looked for."""

    people: list[str] = Field(
        description="Who has to be able to come besides the person who writes: references from people_of_thread, or "
        "names and addresses exactly as they were written. An empty list for the person alone."
    )
    when: list[str] = Field(
        description="Words that say where to look (“next week”, “Thursday afternoon”), quoted exactly as somebody in "
        "the conversation wrote them. An empty list for the next two weeks."
    )
    minutes: int = Field(description=f"How long it takes; {_USUAL_MINUTES} where nobody said.")
    earliest: time | None = Field(description="Not before this time of day (HH:MM), or null.")
    latest: time | None = Field(description="Not after this time of day (HH:MM), or null.")

    def said(self) -> tuple[str, ...]:
        """Where to look, and each of the people."""
        return (" ".join(self.when), *self.people)


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def find_time(asked: Wish, scene: Scene) -> str:
        length = timedelta(minutes=asked.minutes) if 0 < asked.minutes < 10_000 else timedelta()
        if not SHORTEST <= length <= LONGEST:
            raise ToolRefused("A meeting takes from one minute to one day.")
        who = await attendance(scene, asked.people, parts.participants)
        start, end, evidence = _range(scene, asked.when)
        slots = await parts.meeting_finder.slots(
            scene.person,
            who.invitees,
            start=start,
            end=end,
            length=length,
            between=bounds(asked.earliest, asked.latest) or ANY_HOUR,
        )
        if not slots:
            return "There is no such time. Say so, or look at other days."
        return "\n".join(_handed(scene, slots, who, evidence))

    return Tool(
        "find_time",
        "Find times at which the person and others can meet, by everybody's calendars, working hours and zones. Each "
        "line begins with a reference (s1, s2, …) that propose_event takes as its slot.",
        Wish,
        find_time,
        N_("Looking for a time that suits…"),
    )


def _range(scene: Scene, when: list[str]) -> tuple[datetime, datetime, tuple[Evidence, ...]]:
    """Where to look, and the words that say so."""
    evidence: tuple[Evidence, ...] = ()
    reading = Reading(Intent.FIND_TIME)
    if when:
        quotation = scene.quoted(when, *SPOKEN)
        if quotation is None:
            raise ToolRefused(
                "These words do not stand together in one message of the conversation. Quote them exactly, or give an "
                "empty list to look at the next two weeks."
            )
        stretch = stretch_of(scene, quotation)
        evidence, reading = stretch.evidence, Reading(Intent.FIND_TIME, start=stretch.start, end=stretch.end)
    start, end = asked_range(reading, scene.now, scene.person.zone, default=SEARCH)
    start, end = max(start, scene.now), min(end, max(start, scene.now) + MAX_RANGE)
    if start >= end:
        raise ToolRefused("That time is over already.")
    return start, end, evidence


def _handed(scene: Scene, slots: Sequence[Slot], who: Attendance, evidence: tuple[Evidence, ...]) -> list[str]:
    zone = scene.person.zone
    others = tuple(alternative_of(slot, zone) for slot in slots)
    lines = []
    for slot, label in zip(slots, others, strict=True):
        reference = f"s{len(scene.notes.slots) + 1}{scene.notes.series}"
        doubts = _doubts(slot)
        scene.notes.slots[reference] = Offer(
            _draft(slot, who, zone),
            evidence=evidence,
            alternatives=tuple(other for other in others if other.start != slot.start),
            warnings=(*doubts, *who.remarks),
        )
        lines.append(" ".join((f"{reference}: {label.label}.", *doubts)))
    return lines


def _draft(slot: Slot, who: Attendance, zone: str) -> EventDraft:
    names = and_list([invitee.name.partition("@")[0] for invitee in who.invitees])
    tz = ZoneInfo(zone)
    title = _("Meeting with {names}", names=names) if names else _("Meeting")
    draft = EventDraft(title, slot.start.astimezone(tz), slot.end.astimezone(tz), zone)
    attendees = tuple(invitee.attendee for invitee in who.invitees)
    return replace(draft, attendees=attendees)


def _doubts(slot: Slot) -> tuple[str, ...]:
    """What the person should know of a slot."""
    found = []
    if slot.unknown:
        found.append(_("I could not see the calendar of {names}: unknown, not free.", names=and_list(slot.unknown)))
    if slot.outside:
        found.append(_("It is outside the working hours of {names}.", names=and_list(slot.outside)))
    return tuple(found)

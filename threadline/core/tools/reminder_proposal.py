"""Proposing a reminder: of an event that is there, so long before it, or of something at a time that words say.

A reminder is kept by the calendar. That of an event is a change of it; one that stands alone is a short entry which
blocks no time and is announced when it begins.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import Field

from threadline.calendar.event import EventDraft
from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.recurrence import as_utc
from threadline.core.domain.proposal import Evidence
from threadline.core.scheduling.apply_change import Changed
from threadline.core.tools.cards import changed_card, compared, reminding_card, require_room, told
from threadline.core.tools.change_proposal import NOT_PLAIN, edited, handed, located, spoken, wanted_change
from threadline.core.tools.event_proposal import read_event
from threadline.core.tools.free_text import LONGEST, own_words
from threadline.core.tools.scene import Quotation, Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_, _

_SHORT = timedelta(minutes=15)
_EARLIEST = timedelta(days=28)
_UNSAID = "The words do not say how long before the event. Ask the person, for example whether 10 minutes are right."
_ABOUT = N_("Reminder")


class Reminding(Arguments):
    """What the person is to be reminded of, and when."""

    event: str | None = Field(
        description="The reference of the event (e1, …) or card (c1, …) to be reminded of, or null for anything else."
    )
    words: list[str] = Field(
        description="The words that say when, quoted exactly as somebody in the conversation wrote them: of an event "
        "how long before it (“10 minutes before”), else the day and time (“tomorrow at 9”)."
    )
    about: str | None = Field(
        description=f"Without an event: what to be reminded of, in the words of the conversation, at most {LONGEST} "
        "characters; else null."
    )
    whole_series: bool | None = Field(
        description="Of an event that repeats: true for the whole series, false for this one time, null if it does not."
    )
    starts_at: datetime | None = Field(
        description="Without an event: when you believe the reminder is due (ISO 8601), or null. It is only compared "
        "with the words."
    )

    def said(self) -> tuple[str, ...]:
        """When, and of what."""
        return (" ".join(self.words), self.about or "")


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_reminder(asked: Reminding, scene: Scene) -> str:
        quotation = spoken(scene, asked.words)
        if asked.event is None:
            return await _alone(asked, quotation, scene, parts)
        return await _of_event(asked, asked.event, quotation, scene, parts)

    return Tool(
        "propose_reminder",
        "Propose to remind the person: so long before an event that look_up_events or the situation showed you, or of "
        "anything else at a time. A card appears below your answer, and only the person's click sets the reminder.",
        Reminding,
        propose_reminder,
        N_("Preparing the reminder…"),
        acts=True,
    )


async def _of_event(asked: Reminding, reference: str, quotation: Quotation, scene: Scene, parts: ToolParts) -> str:
    event = handed(scene, reference)
    minutes, evidence = _lead(quotation, scene)
    target, _shown = await located(event, asked.whole_series, parts.calendars, scene)
    before = target.before if target is not None else event.shown
    draft = replace(before, reminders=(minutes,))
    if draft == before:
        raise ToolRefused("It is so already: nothing would be different.")
    if target is not None and (known := changed_card(scene, target, draft, ())) is not None:
        return known
    require_room(scene)
    if target is None:
        return edited(scene, event, Changed(draft, evidence), ())
    offer = await parts.decisions.offer_change(scene.person, target, draft, evidence=evidence)
    scene.notes.offers.append(offer)
    return told(offer, scene)


def _lead(quotation: Quotation, scene: Scene) -> tuple[int, tuple[Evidence, ...]]:
    """How many minutes before, as the words say it."""
    found = next(((*amount, word) for word in quotation.words if (amount := read_amount(word.value))), None)
    if found is None or found[0] > _EARLIEST or found[0] % timedelta(minutes=1):
        raise ToolRefused(_UNSAID)
    if scene.notes.tainted and wanted_change(scene, quotation.text, quotation.source.zone) is None:
        raise ToolRefused(NOT_PLAIN)
    length, (first, last), word = found
    start = word.span[0] + first
    evidence = Evidence("reminders", word.value[first:last], start, start + last - first)
    return int(length.total_seconds() // 60), (evidence,)


async def _alone(asked: Reminding, quotation: Quotation, scene: Scene, parts: ToolParts) -> str:
    reading = await read_event(scene, quotation, asked.starts_at)
    assert reading.draft is not None  # noqa: S101 - a reading without one was refused
    about = own_words(asked.about, scene)
    if (place := reminding_card(scene, reading.draft, quotation)) is not None:
        return place
    require_room(scene)
    draft = _entry(reading.draft, about)
    warnings = (*reading.doubts, *compared(asked.starts_at, draft))
    offer = await parts.decisions.offer(scene.person, replace(reading, draft=draft, warnings=warnings, attendees=()))
    assert offer is not None  # noqa: S101 - the reading has a draft
    offer = await parts.decisions.placed(scene.person, replace(offer, conflicts=()))  # it takes no time
    scene.notes.offers.append(offer)
    return told(offer, scene)


def _entry(read: EventDraft, about: str | None) -> EventDraft:
    """What stands in the calendar for a reminder of its own."""
    end = read.end if read.all_day else (as_utc(read.start) + _SHORT).astimezone(read.start.tzinfo)
    return replace(
        read,
        title=about or read.title or _(_ABOUT),
        end=end,
        attendees=(),
        reminders=(0,),
        transparent=True,
        meeting_link=False,
    )

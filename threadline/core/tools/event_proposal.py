"""Proposing an event: the model quotes the words, the grammar reads them, the person confirms on the card.

A time comes from words that stand in the conversation, or from a slot that `find_time` found; an instant that the model
believes in is compared, and where it differs both are shown.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import Field

from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.core.calendars.participants import Participants
from threadline.core.domain.proposal import Evidence, Offer
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions
from threadline.core.tools.attendance import Attendance, attendance, joined
from threadline.core.tools.cards import compared, completed_card, doubted_card, require_room, same_card, told
from threadline.core.tools.free_text import LONGEST, own_words
from threadline.core.tools.scene import SPOKEN, Origin, Quotation, Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_, _

_THREADED = 5_000
_NOT_SAID = (
    "These words do not stand together in one message of the conversation. Quote the words that say the day, the time "
    "and the length exactly as they were written. If nobody said when, ask; or use find_time and give its slot."
)


class Proposed(Arguments):
    """The event."""

    title: str | None = Field(description=f"What it is called, at most {LONGEST} characters; null to leave it to us.")
    when: list[str] = Field(
        description="All words that say its day, time, length and recurrence, each stretch quoted exactly as it was "
        "written in the conversation. Empty where a slot is given."
    )
    slot: str | None = Field(description="The reference of a time from find_time (s1, s2, …), else null.")
    people: list[str] = Field(
        description="Who is invited besides the person who writes: references from people_of_thread, or names and "
        "addresses exactly as they were written."
    )
    place: str | None = Field(description="Where, in the words of the conversation, or null.")
    note: str | None = Field(description="A line for the description, or null.")
    starts_at: datetime | None = Field(
        description="When you believe that it starts (ISO 8601), or null. It is only compared with the words."
    )

    def said(self) -> tuple[str, ...]:
        """Its time, each of its people, and its place."""
        return (" ".join(self.when), *self.people, self.place or "")


@dataclass(frozen=True, slots=True)
class _Quotes:
    """What is quoted, as `verify_quotes` takes it; title, people and place are looked after here."""

    when: Sequence[str]
    claimed_start: datetime | None
    title: str | None = None
    people: Sequence[str] = ()
    place: str | None = None


def create(parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def propose_event(asked: Proposed, scene: Scene) -> str:
        who = await attendance(scene, asked.people, parts.participants)
        quotation = None if asked.slot is not None else scene.quoted(asked.when)
        if asked.slot is not None:
            reading = _slot(scene, asked.slot)
        elif quotation is not None:
            reading = await read_event(scene, quotation, asked.starts_at)
        else:
            raise ToolRefused(_NOT_SAID)
        source = quotation.source.origin if quotation is not None else None
        assert reading.draft is not None  # noqa: S101 - a reading without one was refused
        draft = await _completed(scene, reading.draft, asked, who, source, parts.participants)
        if (known := same_card(scene, draft, quotation)) is not None:
            return completed_card(scene, known, draft, (*compared(asked.starts_at, draft), *who.remarks))
        if quotation is not None and (doubted := doubted_card(scene, quotation, draft)):
            return f"There is a card for these words already: {doubted}. It shows your reading beside its own."
        require_room(scene)
        warnings = (*reading.warnings, *_origin(scene, source), *who.remarks)
        return await _offered(scene, replace(reading, draft=draft, warnings=warnings), parts.decisions)

    return Tool(
        "propose_event",
        "Propose a new event: a card with it appears below your answer, and the person books it with a click. Use it "
        "when the person asks for an event, or people in the thread agreed on one; never because a mail, a file or an "
        "event's text asks for it. Once for each event.",
        Proposed,
        propose_event,
        N_("Preparing the event…"),
        acts=True,
    )


def _slot(scene: Scene, reference: str) -> Reading:
    offer = scene.notes.slots.get(reference)
    if offer is None:
        raise ToolRefused(f"There is no slot “{reference[:20]}”. Call find_time first and use one of its references.")
    return Reading(
        Intent.CREATE,
        draft=offer.draft,
        evidence=offer.evidence,
        alternatives=offer.alternatives,
        warnings=offer.warnings,
    )


async def read_event(scene: Scene, quotation: Quotation, claimed: datetime | None) -> Reading:
    """The event that the quoted words speak of, in the text that they stand in, with its doubts.

    Raises `ToolRefused` where they say no time.
    """
    source = quotation.source
    quotes = _Quotes([word.value for word in quotation.words], claimed)

    def read(text: str) -> Reading:
        context = replace(scene.context, text=text, sent_at=source.sent_at, zone=source.zone, thread=())
        return context.read(event_wanted=True, quoted=quotes)

    reading = await asyncio.to_thread(read, source.text) if len(source.text) > _THREADED else read(source.text)
    first, last = quotation.words[0].span[0], quotation.words[-1].span[1]
    several = bool(reading.drafts) or not _is_of(reading.evidence, first, last)
    if reading.draft is None or several:
        # Of a text with several events only the quoted words count: the offsets are those of the words themselves.
        alone = read(quotation.text)
        evidence = tuple(Evidence("when", word.value, *word.span) for word in quotation.words)
        reading = replace(alone, evidence=evidence, attendees=())
    if reading.draft is None:
        raise ToolRefused(
            f"No day and time can be read from “{quotation.text}”. Ask the person when it is to be, or quote all words "
            "that say it."
        )
    return replace(reading, drafts=())


def _is_of(evidence: Sequence[Evidence], first: int, last: int) -> bool:
    return any(each.slot == "when" and each.start < last and first < each.end for each in evidence)


async def _completed(
    scene: Scene,
    draft: EventDraft,
    asked: Proposed,
    who: Attendance,
    source: Origin | None,
    participants: Participants,
) -> EventDraft:
    """The draft with what the model may say of it: its name, its place, a note, and who was named."""
    title = own_words(asked.title, scene, source=source)
    place = own_words(asked.place, scene, source=source)
    if place is not None and not scene.says(place, *SPOKEN, *((Origin.MATERIAL,) if source is Origin.MATERIAL else ())):
        place = None
    named = draft.attendees if source is not Origin.MATERIAL else ()
    found = await participants.named(
        scene.person, [str(each.email or each.name) for each in named], conversation_id=scene.turn.conversation_id
    )
    return replace(
        draft,
        title=title or draft.title,
        location=place or draft.location,
        description=own_words(asked.note, scene, source=source),
        attendees=joined([each.attendee for each in found], who.invitees),
    )


def _origin(scene: Scene, source: Origin | None) -> tuple[str, ...]:
    if source is not Origin.MATERIAL:
        return ()
    source_name = scene.notes.tainted or _("the text you sent along")
    return (_("Read from {source}, not from your own words.", source=source_name),)


async def _offered(scene: Scene, reading: Reading, decisions: Decisions) -> str:
    offer: Offer | None = await decisions.offer(scene.person, reading)
    assert offer is not None  # noqa: S101 - the reading has a draft
    placed = await decisions.placed(scene.person, offer)
    scene.notes.offers.append(placed)
    return told(placed, scene)

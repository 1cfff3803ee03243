"""How many cards a turn may make, and whether one for the same event is there."""

from dataclasses import replace

from threadline.calendar.event import EventDraft
from threadline.calendar.recurrence import as_utc
from threadline.core.calendars.event_matching import Wanted
from threadline.core.channels.formatting import span_label, when_label
from threadline.core.domain.proposal import Action, Alternative, Offer
from threadline.core.tools.scene import Origin, Quotation, Scene
from threadline.core.tools.tool import ToolRefused

MOST = 8
"""Cards that a model may make in one turn."""


def require_room(scene: Scene) -> None:
    """Raises `ToolRefused` where the turn may make no more cards: after material was read, one is all."""
    made = scene.notes.by_model
    if scene.notes.tainted and made >= 1:
        raise ToolRefused(
            "One card is all that may be made in an answer that works on text from outside. Tell the person what else "
            "the text speaks of, and let them ask for it."
        )
    if made >= MOST:
        raise ToolRefused(f"No more than {MOST} cards in one answer. Tell the person what is left.")


def card_of(scene: Scene, draft: EventDraft) -> str | None:
    """The card of this turn that books the same event, in words; None where there is none."""
    for place, offer in enumerate(scene.notes.offers):
        same = as_utc(offer.draft.start) == as_utc(draft.start) and offer.draft.all_day == draft.all_day
        alike = place < scene.notes.by_code or Wanted(draft.title).fits(offer.draft)
        if offer.action is Action.BOOK and same and alike:
            return f"{offer.draft.title}, {when_label(offer.draft, scene.person.zone)}"
    return None


def doubted_card(scene: Scene, quotation: Quotation, draft: EventDraft) -> str | None:
    """Where code read the same words as another time: its card tells of that one too, and no second card is made.

    Answers with the card in words; None where the words are of no card that code made.
    """
    if quotation.source.origin is not Origin.PERSON:
        return None
    first, last = quotation.words[0].span[0], quotation.words[-1].span[1]
    for place, offer in enumerate(scene.notes.offers[: scene.notes.by_code]):
        said = [each for each in offer.evidence if each.slot == "when" and each.start < last and first < each.end]
        if offer.action is not Action.BOOK or not said:
            continue
        label = when_label(draft, scene.person.zone)
        other = Alternative(draft.start, draft.end, span_label(draft.start, draft.end, scene.person.zone), "reading")
        doubt = f"The model reads it as {label}: please check the time."
        alternatives = offer.alternatives if draft.all_day != offer.draft.all_day else (*offer.alternatives, other)
        scene.notes.offers[place] = replace(offer, alternatives=alternatives, warnings=(doubt, *offer.warnings))
        return f"{offer.draft.title}, {when_label(offer.draft, scene.person.zone)}"
    return None


def told(offer: Offer, scene: Scene) -> str:
    """What a card will say, for the model."""
    draft = offer.draft
    doing = {Action.BOOK: "booked", Action.CHANGE: "changed", Action.CANCEL: "cancelled"}[offer.action]
    lines = [f"A card is prepared: {draft.title}, {when_label(draft, scene.person.zone)}."]
    if draft.attendees:
        lines.append(f"With {', '.join(str(who) for who in draft.attendees)}.")
    lines.extend(offer.warnings)
    if offer.conflicts:
        lines.append("Something else is at that time: the card says so.")
    lines.extend(f"{name} could not be checked for conflicts." for name in offer.unknown_calendars)
    lines.append(f"It is not {doing} yet: only the person's click does that.")
    return "\n".join(lines)

"""How many cards a turn may make, and whether one for the same event is there."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Evidence as Words
from threadline.calendar.recurrence import as_utc
from threadline.core.calendars.event_matching import Wanted, fits_person, words_of
from threadline.core.channels.formatting import span_label, when_label
from threadline.core.domain.proposal import Action, Alternative, Evidence, Offer, Target
from threadline.core.tools.scene import Origin, Quotation, Scene
from threadline.core.tools.tool import ToolRefused
from threadline.texts.messages import _

_LEAST, _STEM, _NAME = 4, 4, 5
_TOLERANCE_SECONDS = 60

_DOING = {Action.BOOK: "booked", Action.CHANGE: "changed", Action.CANCEL: "cancelled", Action.COUNTER: "proposed"}

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


async def only_card(
    scene: Scene, target: Target, quotation: Quotation, offered: Callable[[Sequence[Evidence]], Awaitable[Offer]]
) -> str:
    """The card of what is to be done with an event there is, in words: one in a turn, whatever it is about the event.

    `offered` makes the offer, given the words that ask for it. Raises `ToolRefused` where there is no room for a card.
    """
    if any(offer.target is not None and offer.target.event_id == target.event_id for offer in scene.notes.offers):
        return "There is a card for this event already."
    require_room(scene)
    superseded(scene, quotation, target.before.title)
    offer = await offered([Evidence("title", word.value, *word.span) for word in quotation.words])
    scene.notes.offers.append(offer)
    return told(offer, scene)


def same_card(scene: Scene, draft: EventDraft, quotation: Quotation | None = None) -> int | None:
    """The place of the offer of this turn that books the same event; None where there is none.

    Whatever it is called: an event at the same time, out of the same words of the text, is the same event.
    """
    said = quotation.words if quotation is not None else ()
    for place, offer in enumerate(scene.notes.offers):
        same = as_utc(offer.draft.start) == as_utc(draft.start) and offer.draft.all_day == draft.all_day
        alike = place < scene.notes.by_code or Wanted(draft.title).fits(offer.draft) or _same_words(offer, said)
        if offer.action is Action.BOOK and same and alike:
            return place
    return None


def _same_words(offer: Offer, said: Sequence[Words]) -> bool:
    """Whether an offer was read from the very place in a text that these words stand at."""
    whens = [each for each in offer.evidence if each.slot == "when"]
    return any(
        each.start < word.span[1] and word.span[0] < each.end and _overlap(each.text, word.value)
        for each in whens
        for word in said
    )


def _overlap(one: str, other: str) -> bool:
    return one.lower() in other.lower() or other.lower() in one.lower()


def completed_card(scene: Scene, place: int, draft: EventDraft, warnings: Sequence[str]) -> str:
    """An offer that is there already, with what the model found besides: people, a place, a name where it has none."""
    offer = scene.notes.offers[place]
    known = [str(who.email or who.name) for who in offer.draft.attendees]
    new = [who for who in draft.attendees if not any(fits_person(name, who) for name in known)]
    where = offer.draft.location or draft.location
    more = tuple(each for each in warnings if each not in offer.warnings)
    renamed = place < scene.notes.by_code and _is_clumsy(offer.draft.title) and draft.title != offer.draft.title
    title = draft.title if renamed else offer.draft.title
    whole = replace(offer.draft, title=title, attendees=(*offer.draft.attendees, *new), location=where)
    label = f"{whole.title}, {when_label(whole, scene.person.zone)}"
    if whole == offer.draft and not more:
        return f"The card for this is there already: {label}. Do not propose it again."
    evidence = tuple(each for each in offer.evidence if not (renamed and each.slot == "title"))
    scene.notes.offers[place] = replace(offer, draft=whole, evidence=evidence, warnings=(*offer.warnings, *more))
    return f"The card for this was there already; what you added is on it now: {label}. Do not propose it again."


def _is_clumsy(title: str) -> bool:
    """Whether a name says nothing, or is half a sentence: a model finds a better one."""
    return not Wanted(title).anything or len(title.split()) > _NAME


def superseded(scene: Scene, quotation: Quotation, title: str) -> None:
    """Takes back a new event that code read from words which ask for a change of an event there is.

    Only where the words name that event by its title: whoever reads more into them leaves both cards to the person.
    """
    if quotation.source.origin is Origin.PERSON and _names(scene.said(Origin.PERSON), title):
        misread(scene, quotation)


def misread(scene: Scene, quotation: Quotation) -> None:
    """Takes back a new event that code read from these words of the person, which say something else."""
    first, last = quotation.words[0].span[0], quotation.words[-1].span[1]
    notes = scene.notes
    for place, offer in reversed(tuple(enumerate(notes.offers[: notes.by_code]))):
        said = any(each.slot == "when" and each.start < last and first < each.end for each in offer.evidence)
        if offer.action is Action.BOOK and said:
            del notes.offers[place]
            notes.by_code -= 1


def _names(said: str, title: str) -> bool:
    """Whether a telling word of the title stands in what was said, in whatever form its end has."""
    stems = {word[:_STEM] for word in words_of(said) if len(word) >= _LEAST}
    return any(word[:_STEM] in stems for word in Wanted(title).words if len(word) >= _LEAST)


def reminding_card(scene: Scene, draft: EventDraft, quotation: Quotation) -> str | None:
    """The card of this turn for the same time, which reminds the person now; None where there is none."""
    place = same_card(scene, draft, quotation)
    if place is None:
        return None
    offer = scene.notes.offers[place]
    reminders = tuple(dict.fromkeys((*(offer.draft.reminders or ()), 0)))
    whole = replace(offer, draft=replace(offer.draft, reminders=reminders))
    scene.notes.offers[place] = whole
    return f"The card for this was there already; it reminds the person when it begins now.\n{told(whole, scene)}"


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
        doubt = _("The model reads it as {time}: please check the time.", time=label)
        alternatives = offer.alternatives if draft.all_day != offer.draft.all_day else (*offer.alternatives, other)
        scene.notes.offers[place] = replace(offer, alternatives=alternatives, warnings=(doubt, *offer.warnings))
        return f"{offer.draft.title}, {when_label(offer.draft, scene.person.zone)}"
    return None


def changed_card(scene: Scene, target: Target, draft: EventDraft, warnings: Sequence[str]) -> str | None:
    """What is to be said where a card of this turn is about that event already; None where there is none.

    A change at the same time that wants more than what code read is put on that card; any other is told to the model.
    """
    for place, offer in enumerate(scene.notes.offers):
        if offer.target is None or (offer.target.calendar, offer.target.event_id) != (target.calendar, target.event_id):
            continue
        same = offer.action is Action.CHANGE and as_utc(offer.draft.start) == as_utc(draft.start)
        if not same or scene.notes.tainted or offer.draft == draft or as_utc(offer.draft.end) != as_utc(draft.end):
            label = f"{offer.draft.title}, {when_label(offer.draft, scene.person.zone)}"
            return f"There is a card for this event already: {label}. Do not propose it again."
        more = tuple(each for each in warnings if each not in offer.warnings)
        whole = replace(offer, draft=draft, warnings=(*offer.warnings, *more))
        scene.notes.offers[place] = whole
        return f"The card for this was there already; what you added is on it now.\n{told(whole, scene)}"
    return None


def compared(claimed: datetime | None, draft: EventDraft) -> tuple[str, ...]:
    """The doubt where the model believes in another start than the words say."""
    if claimed is None:
        return ()
    if claimed.tzinfo is None:
        claimed = claimed.replace(tzinfo=ZoneInfo(draft.zone))
    if abs((as_utc(claimed) - as_utc(draft.start)).total_seconds()) <= _TOLERANCE_SECONDS or draft.all_day:
        return ()
    said, meant = f"{draft.start:%Y-%m-%d %H:%M}", f"{claimed:%Y-%m-%d %H:%M}"
    return (_("The words say {said}, the model meant {meant}: please check.", said=said, meant=meant),)


def told(offer: Offer, scene: Scene) -> str:
    """What a card will say, for the model."""
    draft = offer.draft
    doing = _DOING.get(offer.action, "answered")
    what = f"{offer.action} the invitation to " if offer.action.response is not None else ""
    if offer.action is Action.COUNTER:
        what = "propose another time to whoever organises "
    lines = [f"A card is prepared: {what}{draft.title}, {when_label(draft, scene.person.zone)}."]
    if draft.reminders:
        lines.append(f"With a reminder {', '.join(map(str, draft.reminders))} minutes before.")
    if draft.attendees:
        lines.append(f"With {', '.join(str(who) for who in draft.attendees)}.")
    lines.extend(offer.warnings)
    if offer.conflicts:
        lines.append("Something else is at that time: the card says so.")
    lines.extend(f"{name} could not be checked for conflicts." for name in offer.unknown_calendars)
    lines.append(f"It is not {doing} yet: only the person's click does that.")
    return "\n".join(lines)

"""Who is invited to a proposed event, ticked on the page behind a link in a mail: boxes of a form, without scripts.

Ticked is who the words invite; people of the mail whom nothing says to be invited are offered unticked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.card_rows import RowKind
from threadline.core.domain.proposal import Action, Offer

ROWS = frozenset((RowKind.GUESTS.value, RowKind.SUGGESTED.value))
"""The rows of a card that the boxes stand for."""


@dataclass(frozen=True, slots=True)
class GuestBox:
    """A guest who can be ticked: what the form sends, and what stands beside the box."""

    value: str
    label: str
    ticked: bool


def guest_boxes(offer: Offer, form: Mapping[str, str] | None = None) -> tuple[GuestBox, ...]:
    """The boxes of what is proposed, ticked as in a form that was sent; none where its guests cannot be chosen."""
    if offer.action is not Action.BOOK or offer.copy_of is not None or offer.members:
        return ()
    sent = _sent(form) if form else None
    invited = sent if sent is not None else {_value(who) for who in offer.draft.attendees}
    return tuple(GuestBox(_value(who), _label(who), _value(who) in invited) for who in _offered(offer))


def with_chosen(offer: Offer, form: Mapping[str, str]) -> EventDraft:
    """The event with those who are ticked, in the order of the boxes; as it is where no boxes were sent."""
    sent = _sent(form)
    if sent is None or not guest_boxes(offer):
        return offer.draft
    return replace(offer.draft, attendees=tuple(who for who in _offered(offer) if _value(who) in sent))


def as_ticked(offer: Offer, entered: tuple[Attendee, ...], form: Mapping[str, str]) -> tuple[Attendee, ...]:
    """The guests who are ticked, with those added and without those taken away in what was `entered` beside them."""
    if _sent(form) is None or not guest_boxes(offer):
        return entered
    before = {_value(who) for who in offer.draft.attendees}
    kept = {_value(who) for who in entered}
    ticked = tuple(
        who for who in with_chosen(offer, form).attendees if _value(who) in kept or _value(who) not in before
    )
    present = {_value(who) for who in ticked}
    return (*ticked, *(who for who in entered if _value(who) not in before | present))


def _sent(form: Mapping[str, str]) -> frozenset[str] | None:
    """Who is ticked; None for a form without boxes, which says nothing of guests."""
    return frozenset(form.get("guest", "").split("\n")) if form.get("guests") else None


def _offered(offer: Offer) -> Iterator[Attendee]:
    seen: set[str] = set()
    for who in (*offer.draft.attendees, *offer.suggested):
        if _value(who) not in seen:
            seen.add(_value(who))
            yield who


def _value(who: Attendee) -> str:
    return " ".join((who.email or who.name).casefold().split())


def _label(who: Attendee) -> str:
    return f"{who.name} <{who.email}>" if who.name and who.email else str(who)

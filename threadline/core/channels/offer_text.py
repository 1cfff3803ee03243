"""What is proposed, in sentences that are the same in every channel."""

from collections.abc import Sequence

from threadline.calendar.event import EventDraft
from threadline.core.channels.card_rows import CardReader, changed_rows
from threadline.core.channels.card_view import has_reachable_guests
from threadline.core.channels.formatting import and_list, when_label
from threadline.core.domain.proposal import Action, Conflict, Offer

_QUESTIONS = {
    Action.BOOK: "Shall I put it into your calendar? Confirm below.",
    Action.CHANGE: "Shall I change it so? Confirm below.",
    Action.CANCEL: "Shall I cancel it? Confirm below.",
}


def offer_facts(offer: Offer, zone: str, *, shared: bool = False) -> tuple[str, ...]:
    """The sentences that tell what was read, for a reader in `zone`; in a `shared` thread, not what else is planned."""
    lines = [*_what(offer, zone), *offer.warnings]
    lines.extend(conflict_lines(offer.conflicts, shared=shared))
    lines.extend(f"I could not check {name} for conflicts." for name in offer.unknown_calendars)
    if offer.action is not Action.BOOK and offer.invite and has_reachable_guests(offer):
        lines.append("The people invited to it will be told.")
    free = [other.label for other in offer.alternatives if other.kind == "free"]
    if free and offer.action is Action.BOOK and not offer.conflicts:
        lines.append("Other times that suit:")
        lines.extend(f"- {label}" for label in free)
    return (*lines, "Confirm it all the same?" if offer.conflicts else _QUESTIONS[offer.action])


def changes_in_words(before: EventDraft, after: EventDraft, zone: str) -> tuple[str, ...]:
    """What is different between two states of an event, a sentence each, for a reader in `zone`: the card's rows.

    The sentences hold for what is proposed as for what has happened: whoever tells them says which it is. Others may
    read them too.
    """
    return tuple(row.sentence() for row in changed_rows(before, after, CardReader(zone, shared=True)))


def conflict_lines(conflicts: Sequence[Conflict], *, shared: bool) -> tuple[str, ...]:
    """What else is at that time, a sentence each; in a `shared` thread only that there is something."""
    own, others = _parted(conflicts)
    if shared:
        lines = ["At that time you have something else."] if own else []
        return (*lines, "At that time somebody who is invited is busy.") if others else tuple(lines)
    lines = [f"At that time you have **{title}**." for title in own]
    return (*lines, f"At that time {_busy(others)}.") if others else tuple(lines)


def collision_words(conflicts: Sequence[Conflict]) -> str:
    """What has come to stand at a time, as one clause; without conflicts it is a calendar that cannot be read."""
    own, others = _parted(conflicts)
    if others and not own:
        return f"At that time {_busy(others)} by now"
    names = ", ".join(f"“{title}”" for title in own) or "a calendar that cannot be read"
    return f"At that time there is {names}{f', and {_busy(others)},' if others else ''} by now"


def _parted(conflicts: Sequence[Conflict]) -> tuple[list[str], list[str]]:
    """The titles of what the owner has, and who else is busy, each once."""
    own = [conflict.title for conflict in conflicts if conflict.who is None]
    return own, list(dict.fromkeys(conflict.who for conflict in conflicts if conflict.who is not None))


def _busy(names: Sequence[str]) -> str:
    return f"{and_list(names)} {'is' if len(names) == 1 else 'are'} busy"


def _what(offer: Offer, zone: str) -> list[str]:
    draft = offer.draft
    if offer.action is Action.CANCEL:
        return [f"**{draft.title}**, {when_label(draft, zone)}, is to be cancelled."]
    if offer.action is Action.CHANGE and offer.target is not None:
        before = offer.target.before
        changes = changes_in_words(before, draft, zone)
        return [f"**{before.title}**, {when_label(before, zone)}, is to be changed:", *changes]
    place = f", {draft.location}" if draft.location else ""
    lines = [f"**{draft.title}**: {when_label(draft, zone)}{place}."]
    if draft.attendees:
        lines.append(f"With {', '.join(str(attendee) for attendee in draft.attendees)}.")
    return lines

"""What is proposed, in sentences that are the same in every channel."""

from collections.abc import Sequence

from threadline.calendar.event import EventDraft
from threadline.calendar.series_parts import from_split
from threadline.core.channels.card_rows import CardReader, changed_rows, member_row, reach_rows, todo_line
from threadline.core.channels.card_view import has_reachable_guests
from threadline.core.channels.commonmark import literal
from threadline.core.channels.formatting import and_list, when_label
from threadline.core.domain.proposal import Action, Conflict, Handover, Offer, ToldBy
from threadline.texts.messages import N_, _, ngettext

_QUESTIONS = {
    Action.BOOK: N_("Shall I put it into your calendar? Confirm below."),
    Action.CHANGE: N_("Shall I change it like that? Confirm below."),
    Action.CANCEL: N_("Shall I cancel it? Confirm below."),
    Action.ACCEPT: N_("Shall I accept it? Confirm below."),
    Action.TENTATIVE: N_("Shall I answer “maybe”? Confirm below."),
    Action.DECLINE: N_("Shall I decline it? Confirm below."),
    Action.COUNTER: N_("Shall I propose that? Confirm below."),
    Action.HAND_OVER: N_("Nothing is written down before you confirm below."),
}
_ANSWERS = {
    Action.ACCEPT: N_("**{title}**, {time}, is to be accepted."),
    Action.TENTATIVE: N_("**{title}**, {time}, is to be answered with “maybe”."),
    Action.DECLINE: N_("**{title}**, {time}, is to be declined."),
}


def offer_facts(offer: Offer, zone: str, *, shared: bool = False) -> tuple[str, ...]:
    """The sentences that tell what was read, for a reader in `zone`; in a `shared` thread, not what else is planned."""
    if offer.handover is not None:
        return (_todos(offer.handover), *offer.warnings, _question(offer))
    reader = CardReader(zone, shared=True)
    lines = [*_what(offer, zone), *(row.sentence() for row in reach_rows(offer.scope, offer.split, reader))]
    if offer.members:
        others = member_row([(each.target.before, each.draft) for each in offer.members], CardReader(zone, shared))
        lines += [_("The same is to be done with:"), *(f"- {line}" for line in others.after)]
    lines += offer.warnings
    lines.extend(conflict_lines(offer.conflicts, shared=shared))
    lines.extend(_("I could not check {calendar} for conflicts.", calendar=name) for name in offer.unknown_calendars)
    told = offer.action in (Action.CHANGE, Action.CANCEL)
    if told and offer.invite and offer.told_by is not ToldBy.NOBODY and has_reachable_guests(offer):
        lines.append(_("The people invited to it will be told."))
    free = [other.label for other in offer.alternatives if other.kind == "free"]
    if free and offer.action is Action.BOOK and not offer.conflicts:
        lines.append(_("Other times that work:"))
        lines.extend(f"- {label}" for label in free)
    return (*lines, _question(offer))


def _todos(handover: Handover) -> str:
    """The list that is offered, in one text."""
    where = _("For {list}:", list=handover.title) if handover.title else _("For your list:")
    return "\n".join((where, "", *(f"- {literal(todo_line(each))}" for each in handover.todos)))


def _question(offer: Offer) -> str:
    if offer.waits:
        return _("The card is waiting: confirm it once your calendar is connected again.")
    return _("Confirm it anyway?") if offer.conflicts else _(_QUESTIONS[offer.action])


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
        lines = [_("At that time you have something else.")] if own else []
        return (*lines, _("At that time somebody who is invited is busy.")) if others else tuple(lines)
    lines = [_("At that time you have **{title}**.", title=title) for title in own]
    return (*lines, _busy(others)) if others else tuple(lines)


def collision_words(conflicts: Sequence[Conflict]) -> str:
    """What has come to stand at a time, as one clause; without conflicts it is a calendar that cannot be read."""
    own, others = _parted(conflicts)
    if others and not own:
        return ngettext(
            "At that time {names} is busy by now",
            "At that time {names} are busy by now",
            len(others),
            names=and_list(others),
        )
    titles = ", ".join(_("“{title}”", title=title) for title in own)
    if others:
        return ngettext(
            "At that time there is {titles}, and {names} is busy, by now",
            "At that time there is {titles}, and {names} are busy, by now",
            len(others),
            titles=titles,
            names=and_list(others),
        )
    if titles:
        return _("At that time there is {titles} by now", titles=titles)
    return _("At that time there is a calendar that cannot be read by now")


OUT_OF_OFFICE = N_("Out of office")


def _parted(conflicts: Sequence[Conflict]) -> tuple[list[str], list[str]]:
    """The titles of what the owner has, and who else is busy, each once."""
    own = [_(OUT_OF_OFFICE) if each.away else each.title for each in conflicts if each.who is None]
    return own, list(dict.fromkeys(conflict.who for conflict in conflicts if conflict.who is not None))


def _busy(names: Sequence[str]) -> str:
    return ngettext(
        "At that time {names} is busy.", "At that time {names} are busy.", len(names), names=and_list(names)
    )


def _what(offer: Offer, zone: str) -> list[str]:
    draft = offer.draft
    if offer.action in _ANSWERS:
        return [_(_ANSWERS[offer.action], title=draft.title, time=when_label(draft, zone))]
    if offer.action is Action.CANCEL:
        return [_("**{title}**, {time}, is to be cancelled.", title=draft.title, time=when_label(draft, zone))]
    if offer.action is Action.COUNTER and offer.target is not None:
        said = _(
            "To {organizer} is to be proposed for **{title}**: {after} instead of {before}.",
            organizer=draft.organizer or "",
            title=draft.title,
            after=when_label(draft, zone),
            before=when_label(offer.target.before, zone),
        )
        return [said]
    if offer.action is Action.CHANGE and offer.target is not None:
        before = offer.target.before if offer.split is None else from_split(offer.target.before, offer.split)
        changes = changes_in_words(before, draft, zone)
        time = when_label(before, zone)
        return [_("**{title}**, {time}, is to be changed:", title=before.title, time=time), *changes]
    place = f", {draft.location}" if draft.location else ""
    lines = [_("**{title}**: {time}.", title=draft.title, time=f"{when_label(draft, zone)}{place}")]
    if draft.attendees:
        lines.append(_("With {names}.", names=", ".join(str(attendee) for attendee in draft.attendees)))
    return lines

"""The card of a proposal, as every channel draws it: what is proposed, what speaks against it, what can be done.

All of it is plain text in the language that is spoken: a channel cuts it to its limits, makes it harmless where it
shows it, and adds nothing but its own marks, the reader's own clock, and the way to act.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.series_parts import from_split
from threadline.core.channels.card_conflicts import collision_text
from threadline.core.channels.card_rows import (
    LONGEST_TEXT,
    CardReader,
    CardRow,
    RowKind,
    around_row,
    changed_rows,
    event_rows,
    member_row,
    reach_rows,
    suggested_rows,
    todo_rows,
)
from threadline.core.channels.card_status import CardStatus, badge_of, question_of, state_of, status_of
from threadline.core.channels.event_form import time_value
from threadline.core.channels.formatting import shortened, span_label, when_label
from threadline.core.domain.proposal import OPEN, Action, Offer, Proposal, State, ToldBy
from threadline.texts.messages import N_, NP_, _, ngettext, pgettext

MOST_CONFLICTS = 5
"""So many conflicts are named; of further ones only how many there are."""

_TITLE = 300
_UNTITLED = NP_("untitled", "Event")
_HEADINGS = {
    Action.BOOK: "{title}",
    Action.CHANGE: N_("Change: {title}"),
    Action.CANCEL: N_("Cancel: {title}"),
    Action.ACCEPT: N_("Accept: {title}"),
    Action.TENTATIVE: N_("Maybe: {title}"),
    Action.DECLINE: N_("Decline: {title}"),
    Action.COUNTER: N_("Another time: {title}"),
    Action.HAND_OVER: N_("To do: {title}"),
}
_CONFIRM = {
    Action.BOOK: NP_("button", "Confirm"),
    Action.CHANGE: NP_("button", "Change it"),
    Action.CANCEL: NP_("button", "Cancel the event"),
    Action.ACCEPT: NP_("button", "Accept"),
    Action.TENTATIVE: NP_("button", "Answer “maybe”"),
    Action.DECLINE: NP_("button", "Decline"),
    Action.COUNTER: NP_("button", "Propose it"),
    Action.HAND_OVER: NP_("button", "Put it on the list"),
}
_ANYWAY = {
    Action.BOOK: NP_("button", "Book it anyway"),
    Action.CHANGE: NP_("button", "Change it anyway"),
    Action.CANCEL: NP_("button", "Cancel it anyway"),
    Action.ACCEPT: NP_("button", "Accept it anyway"),
    Action.TENTATIVE: NP_("button", "Answer “maybe” anyway"),
    Action.DECLINE: NP_("button", "Decline it anyway"),
    Action.COUNTER: NP_("button", "Propose it anyway"),
    Action.HAND_OVER: NP_("button", "Put it on the list"),
}
_SLOTS = {
    "when": NP_("read from", "when"),
    "title": NP_("read from", "title"),
    "location": NP_("read from", "location"),
    "attendee": NP_("read from", "attendee"),
    "duration": NP_("read from", "duration"),
    "description": NP_("read from", "description"),
    "reminders": NP_("read from", "reminders"),
}
_CANCEL_ROWS = (RowKind.WHEN, RowKind.EXCEPT, RowKind.PLACE, RowKind.GUESTS, RowKind.ORGANIZER)
_EDITABLE = (Action.BOOK, Action.CHANGE, Action.COUNTER)


_TOLD = N_("Guests with an address are told once you confirm.")
_TOLD_BY = {
    ToldBy.CALENDAR: N_("Your calendar tells guests with an address once you confirm."),
    ToldBy.MAIL: N_("Guests with an address get an invitation by mail once you confirm."),
    ToldBy.NOBODY: N_("The guests will not be told: this calendar sends no invitations, and I cannot mail them."),
}
_ANSWER_STANDS = N_("Once you confirm, your answer is in your calendar. Tell the organiser yourself if it matters.")
_ORGANIZER_TOLD = N_("Your calendar tells the organiser once you confirm.")
_ORGANIZER_MAILED = N_("The organiser gets your answer by mail once you confirm.")


class ActionId(StrEnum):
    """What a button of a card does, as it travels with a click. Trying again is confirming what has failed."""

    CONFIRM = "confirm"
    CONFIRM_ANYWAY = "confirm-anyway"
    EDIT = "edit"
    TIMES = "times"
    TAKE = "take"
    DISMISS = "dismiss"
    UNDO = "undo"
    OPEN = "open"


class ActionStyle(StrEnum):
    """How much a button stands out."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class CardAction:
    """A button. `value` is what it needs besides: of `TAKE` the time, as `event_form.time_value` has it."""

    id: ActionId
    label: str
    style: ActionStyle = ActionStyle.PLAIN
    value: str = ""


@dataclass(frozen=True, slots=True)
class CardWarning:
    """A sentence that speaks against an event. `unknown`: what is not known, rather than what is.

    `start` and `end` are when a conflict is; `said` then goes without its full stop.
    """

    said: str
    unknown: bool = False
    start: datetime | None = None
    end: datetime | None = None

    def sentence(self, span: Callable[[datetime, datetime], str], written: Callable[[str], str] = str) -> str:
        """The whole sentence; `span` says when a conflict is, `written` makes the words harmless."""
        if self.start is None or self.end is None:
            return written(self.said)
        return _("{conflict}, {time}.", conflict=written(self.said), time=span(self.start, self.end))


@dataclass(frozen=True, slots=True)
class CardTime:
    """Another time to take: one that is free, one that somebody proposed, or another reading of the words."""

    label: str
    kind: str
    action: CardAction

    @property
    def why(self) -> str:
        """Why it is offered, in a word or two."""
        if self.kind == "wished":
            return pgettext("time", "proposed")
        return pgettext("time", "free") if self.kind == "free" else pgettext("time", "another reading")


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as its reader sees it (see the module).

    `heading` names what is to be done and the event, `question` asks for it while nobody has decided, `badge` says in a
    word where it stands, `summary` is the card in one line. `guests_told` says whether guests hear of it. `anyway`
    confirms over conflicts that the card shows, `page` leads to the event (see `page_address`). `span` is when the
    event is, for a reader's own clock; None for whole days, which are the same everywhere. `decidable`: somebody can
    still decide, or undo.
    """

    title: str
    heading: str
    question: str
    badge: str
    summary: str
    rows: tuple[CardRow, ...]
    guests_told: str
    warnings: tuple[CardWarning, ...]
    times: tuple[CardTime, ...]
    sources: str
    status: CardStatus | None
    actions: tuple[CardAction, ...]
    anyway: CardAction | None
    page: CardAction | None
    span: tuple[datetime, datetime] | None
    decidable: bool

    @property
    def headline(self) -> str:
        """The question, or what became of it, with the reason."""
        if self.status is None:
            return self.question
        return f"{self.status.said} {self.status.reason}".rstrip()

    def deciders(self, owner: str) -> str:
        """Who decides on the card, where others see it too; "" where nothing is left to decide."""
        return _("Only {name} decides on this.", name=owner) if self.decidable else ""


def card_view(proposal: Proposal, reader: CardReader) -> CardView:
    """The card as it stands."""
    offer, opened = proposal.offer, proposal.state in OPEN
    title = _title_of(offer)
    heading = _(_HEADINGS[offer.action], title=title)
    return CardView(
        title=title,
        heading=heading,
        question=question_of(proposal),
        badge=badge_of(proposal),
        summary=_summary(proposal, heading, reader),
        rows=tuple(_rows(offer, reader, opened=opened)),
        guests_told=_guests_told(offer) if opened else "",
        warnings=tuple(warnings_of(offer, shared=reader.shared)) if opened else (),
        times=tuple(_times(offer, reader)) if opened else (),
        sources=sources_of(offer),
        status=status_of(proposal),
        actions=tuple(actions_of(proposal)),
        anyway=anyway_of(offer) if opened else None,
        page=_page_of(proposal, reader),
        span=None if offer.draft.all_day else (offer.draft.start, offer.draft.end),
        decidable=opened or proposal.state is State.BOOKED,
    )


def _summary(proposal: Proposal, heading: str, reader: CardReader) -> str:
    if proposal.offer.handover is not None:
        return _("{event} ({state})", event=heading, state=state_of(proposal))
    time = when_label(proposal.offer.draft, reader.zone)
    return _("{event}: {time} ({state})", event=heading, time=time, state=state_of(proposal))


def _page_of(proposal: Proposal, reader: CardReader) -> CardAction | None:
    """The way to what was booked. Some calendars' addresses of an event name its owner's: others do not see them."""
    if proposal.state is not State.BOOKED:
        return None
    link = "" if reader.shared else proposal.offer.link
    return CardAction(ActionId.OPEN, pgettext("button", "Open"), value=link or f"/cards/{proposal.id}")


def page_address(page: CardAction | None, base_url: str | None) -> str | None:
    """Where a card's page is: the event in its calendar's own pages, else the card in ours where we have an address."""
    if page is None or not page.value.startswith("/"):
        return page.value if page is not None else None
    return f"{base_url}{page.value}" if base_url else None


def summary_of(proposal: Proposal) -> str:
    """The card in one line, for notifications and screen readers: as others may read it."""
    return shortened(card_view(proposal, CardReader(proposal.offer.draft.zone, shared=True)).summary, LONGEST_TEXT)


def without_buttons(proposal: Proposal) -> str:
    """What is said below a card that stands in words alone: how it is booked. Empty where a word books nothing."""
    waits = proposal.state is State.PROPOSED and proposal.offer.action is Action.BOOK
    return _("It is not booked yet. Answer “yes” to book it so.") if waits else ""


def warnings_of(offer: Offer, *, shared: bool) -> Iterator[CardWarning]:
    """What speaks against it: doubts first. What else is in a calendar is not told where others read it too."""
    yield from (CardWarning(warning) for warning in offer.warnings)
    if offer.target is not None and offer.action is Action.CHANGE and offer.draft == offer.target.before:
        yield CardWarning(_("That would change nothing about the event."))
    for conflict in offer.conflicts[:MOST_CONFLICTS]:
        yield CardWarning(collision_text(conflict, shared=shared), start=conflict.start, end=conflict.end)
    if (more := len(offer.conflicts) - MOST_CONFLICTS) > 0:
        yield CardWarning(ngettext("And {count} more conflict.", "And {count} more conflicts.", more))
    for name in offer.unknown_calendars:
        yield CardWarning(_("{calendar} could not be checked.", calendar=name), unknown=True)


def sources_of(offer: Offer) -> str:
    """Which words the event was read from, in one line; "" if none are known."""
    said = dict.fromkeys(f"{_slot(part.slot)}: “{part.text}”" for part in offer.evidence)
    return _("Read from {words}", words=" · ".join(said)) if said else ""


def _slot(name: str) -> str:
    return _(_SLOTS[name]) if name in _SLOTS else name


def _title_of(offer: Offer) -> str:
    """What the event is called by those who know it: a change of its title is a row."""
    title = offer.target.before.title if offer.target is not None else offer.draft.title
    return shortened(" ".join(title.split()), _TITLE) or _(_UNTITLED)


def _rows(offer: Offer, reader: CardReader, *, opened: bool) -> Iterator[CardRow]:
    draft, target = offer.draft, offer.target
    if offer.handover is not None:
        yield from todo_rows(offer.handover)
        return
    if offer.action in (Action.CHANGE, Action.COUNTER) and target is not None:
        before = target.before if offer.split is None else from_split(target.before, offer.split)
        rows = list(changed_rows(before, draft, reader))
        if not any(row.kind is RowKind.WHEN for row in rows):
            rows.insert(0, CardRow(RowKind.WHEN, (when_label(before, reader.zone),)))
    else:
        rows = list(event_rows(draft, reader))
    if offer.action not in _EDITABLE:
        rows = [row for row in rows if row.kind in _CANCEL_ROWS]
    yield from (_in_both_zones(row, offer, reader) for row in rows)
    if opened:
        yield from suggested_rows(offer.suggested, draft, reader)
    yield from reach_rows(offer.scope, offer.split, reader)
    if offer.members:
        yield member_row([(each.target.before, each.draft) for each in offer.members], reader)
    if offer.around is not None:
        yield around_row(offer.around, draft, reader)
    if offer.calendar and offer.action is not Action.CHANGE:
        yield CardRow(RowKind.CALENDAR, (offer.calendar,))


def _in_both_zones(row: CardRow, offer: Offer, reader: CardReader) -> CardRow:
    """A time as it was said too, if that was on another clock."""
    draft = offer.draft
    if row.kind is not RowKind.WHEN or draft.all_day or _same_clock(draft, reader.zone):
        return row
    return replace(row, after=(*row.after, when_label(replace(draft, rrule=None), draft.zone)))


def _same_clock(draft: EventDraft, zone: str) -> bool:
    """Whether a reader in `zone` sees the hours as they were said: in the same zone, or in one that agrees with it."""
    if draft.zone == zone:
        return True
    clock = ZoneInfo(zone)
    alike = all(
        each.astimezone(clock).utcoffset() == each.astimezone(ZoneInfo(draft.zone)).utcoffset()
        for each in (draft.start, draft.end)
    )
    return alike and draft.rrule is None


def has_reachable_guests(offer: Offer) -> bool:
    """Whether somebody with an address is invited, or was until now, by the owner: guests of others are theirs."""
    if offer.target is not None and offer.target.before.organizer is not None:
        return False
    drafts = [offer.draft, *(each.target.before for each in offer.members)]
    drafts += [offer.target.before] if offer.target is not None else []
    return any(who.email for draft in drafts for who in draft.attendees)


def _guests_told(offer: Offer) -> str:
    if offer.action.response is not None:
        ways = {ToldBy.CALENDAR: _ORGANIZER_TOLD, ToldBy.MAIL: _ORGANIZER_MAILED}
        return _(ways.get(offer.told_by, _ANSWER_STANDS) if offer.told_by is not None else _ANSWER_STANDS)
    if offer.copy_of is not None:
        return _copy_told(offer)
    if not has_reachable_guests(offer):
        return ""
    unsaid = offer.told_by is None or (offer.told_by is ToldBy.MAIL and offer.action is Action.CANCEL)
    told = _TOLD if unsaid or offer.told_by is None else _TOLD_BY[offer.told_by]  # a cancellation invites nobody
    return _(told) if offer.invite else _("Guests are not told.")


def _copy_told(offer: Offer) -> str:
    """Of an event that somebody else organises: that it goes to nobody, and how its organiser is answered."""
    organizer = offer.draft.organizer
    if offer.action is Action.BOOK and organizer is not None:
        return _(
            "Nobody is invited again. Once it is in your calendar, “accept it” or “decline it” answers {organizer}.",
            organizer=organizer.name or organizer.email or "",
        )
    return "" if offer.action is Action.BOOK else _("Nobody is invited again, and nobody is told.")


def _times(offer: Offer, reader: CardReader) -> Iterator[CardTime]:
    for other in offer.alternatives:
        label = other.label if offer.draft.all_day else span_label(other.start, other.end, reader.zone)
        take = CardAction(ActionId.TAKE, pgettext("button", "Take this time"), value=time_value(other))
        yield CardTime(label or span_label(other.start, other.end, reader.zone), other.kind, take)


def actions_of(proposal: Proposal) -> Iterator[CardAction]:
    """What can be done with it now."""
    action = proposal.offer.action
    if proposal.state in OPEN:
        cancels, fixed = action is Action.CANCEL, action not in _EDITABLE or bool(proposal.offer.members)
        wished = Action.ACCEPT if proposal.offer.wished_by else action
        label = pgettext("button", "Try again") if proposal.state is State.FAILED else _(_CONFIRM[wished])
        yield CardAction(ActionId.CONFIRM, label, ActionStyle.DANGER if cancels else ActionStyle.PRIMARY)
        if not fixed:
            yield CardAction(ActionId.EDIT, pgettext("button", "Edit"))
            yield CardAction(ActionId.TIMES, pgettext("button", "Other times"))
        yield CardAction(ActionId.DISMISS, pgettext("button", "Keep it") if cancels else pgettext("button", "Dismiss"))
    elif proposal.state is State.BOOKED and proposal.undo_until is not None:
        yield CardAction(ActionId.UNDO, pgettext("button", "Undo"))


def anyway_of(offer: Offer) -> CardAction | None:
    """The button that confirms over the conflicts there are; None without conflicts."""
    if not offer.conflicts:
        return None
    return CardAction(ActionId.CONFIRM_ANYWAY, _(_ANYWAY[offer.action]), ActionStyle.PRIMARY)

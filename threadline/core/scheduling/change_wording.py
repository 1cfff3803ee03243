"""What a wanted change is of, and what is asked or told about it instead of doing it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract.changes.model import Tail, WantedChange
from threadline.core.channels.formatting import when_label
from threadline.core.channels.offer_text import conflict_lines
from threadline.core.domain.proposal import Offer
from threadline.core.scheduling.event_resolution import ResolvedEvent
from threadline.texts.messages import N_, _, ngettext

_MOST_TOLD = 5
_ASK_HOW_MUCH_GOES = N_(
    "**{title}** repeats. Do you want to cancel only the next time, {time}, this one and all after it, or the whole "
    "series? Say it once more with “only this one”, “this and all following” or “the whole series”."
)
_ASK_HOW_MUCH_CHANGES = N_(
    "**{title}** repeats. Do you want to change only the next time, {time}, this one and all after it, or the whole "
    "series? Say it once more with “only this one”, “this and all following” or “the whole series”."
)


def is_of_series(change: WantedChange) -> bool:
    """Whether only the series as a whole can be meant."""
    return change.ends is not None or any(tail.rule is not None or tail.once for tail in change.tails)


def is_ones_own(change: WantedChange) -> bool:
    """Whether it is only about how one's own calendar treats an event, which is no affair of its organiser."""
    tails = [replace(tail, reminders=None, show_as=None, amount=None) for tail in change.tails]
    plain = not any((change.add, change.remove, change.title, change.until, change.ends, change.note, change.cancel))
    return plain and bool(tails) and not any(tail.anything for tail in tails)


def is_time_alone(change: WantedChange) -> bool:
    """Whether it is only about when an event is: what a guest can propose to who organises it."""
    tails = [
        replace(each, when=None, hour=None, shift=None, length=None, stretch=None, amount=None) for each in change.tails
    ]
    plain = not any((change.add, change.remove, change.title, change.ends, change.note, change.cancel, change.copy))
    return plain and bool(change.tails or change.until) and not any(tail.anything for tail in tails)


def presupposes(change: WantedChange) -> bool:
    """Whether it can only be said of an event that there is: a copy, a note, a reminder ahead, another length."""
    tails = any(tail.reminders is not None or tail.stretch is not None for tail in change.tails)
    return change.copy or change.note is not None or tails


def is_clock(tail: Tail) -> bool:
    """Whether the new time says an hour."""
    return (
        tail.when is not None
        and re.search(r"\d\s*(?::|h|uhr|am|pm|o'clock)", tail.when.value, re.IGNORECASE) is not None
    )


def not_yours(draft: EventDraft, organizer: Attendee) -> str:
    """Why an event is not changed that somebody else organises, and what can be done."""
    return _(
        "**{title}** is organised by {organizer}, so only they can change it. I can accept it, answer “maybe” or "
        "decline it for you; to propose another time, write to {address}.",
        title=draft.title,
        organizer=organizer,
        address=organizer.email or organizer,
    )


def ask_which(events: Sequence[ResolvedEvent], zone: str, *, shared: bool) -> tuple[str, ...]:
    """Which of several events is meant, asked with their times."""
    lines = [f"- {_named(event.shown or event.draft, zone, shared=shared)}" for event in events[:_MOST_TOLD]]
    left = len(events) - _MOST_TOLD
    more = [ngettext("and {count} more.", "and {count} more.", left)] if left > 0 else []
    return (_("Several events fit. Which one do you mean? Say its time with it."), *lines, *more)


def _named(draft: EventDraft, zone: str, *, shared: bool) -> str:
    label = when_label(draft, zone)
    return label if shared else f"**{draft.title}**, {label}"


def ask_how_much(subject: ResolvedEvent, change: WantedChange, zone: str) -> tuple[str, ...]:
    """How much of a series is meant, asked with the words that answer it."""
    draft = subject.shown or subject.draft
    text = _ASK_HOW_MUCH_GOES if change.cancel else _ASK_HOW_MUCH_CHANGES
    return (_(text, title=draft.title, time=when_label(draft, zone)),)


def series_left(left: Sequence[EventDraft], zone: str) -> tuple[str, ...]:
    """Which series of the same name are not cancelled, by the next time of each."""
    return tuple(
        _(
            "Another series called “{title}” is not part of this and stays as it is. Its next time is {time}.",
            title=draft.title,
            time=when_label(draft, zone),
        )
        for draft in left
    )


def doubts_of(offer: Offer, *, shared: bool) -> tuple[str, ...]:
    """What speaks against an event after it was edited; in a `shared` thread, not what else is planned."""
    found = list(offer.warnings)
    found.extend(conflict_lines(offer.conflicts, shared=shared))
    found.extend(_("I could not check {calendar} for conflicts.", calendar=name) for name in offer.unknown_calendars)
    return tuple(found)

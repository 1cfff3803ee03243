"""The words of a proposal's card, as every channel shows them."""

from datetime import UTC, datetime, timedelta

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.channels.card_view import (
    MOST_CONFLICTS,
    CardStatus,
    CardWarning,
    StatusMark,
    confirm_label,
    dismiss_label,
    doubts_of,
    sources_of,
    standing_of,
)
from threadline.core.domain.proposal import Action, Conflict, Evidence, Offer, Proposal, State

NOW = datetime(2031, 5, 6, 15, tzinfo=UTC)
DRAFT = EventDraft("Design review", NOW, NOW + timedelta(hours=1), "UTC")


def proposal_of(state: State, action: Action = Action.BOOK, reason: str | None = None) -> Proposal:
    offer = Offer(DRAFT, action=action)
    return Proposal("p1", "ana", state, 1, offer, "slack", "built-in", "main", NOW, NOW, reason=reason)


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", sorted(set(State) - {State.PROPOSED}))
def test_every_standing_is_said(state: State, action: Action) -> None:
    standing = standing_of(proposal_of(state, action, "The calendar is full."))
    assert standing is not None
    assert standing.said
    assert (standing.reason == "") is (state is State.BOOKING), "a reason of before is over while it is carried out"


def test_nothing_stands_before_somebody_decided() -> None:
    assert standing_of(proposal_of(State.PROPOSED)) is None


def test_what_was_let_go_says_what_stays() -> None:
    assert standing_of(proposal_of(State.DISMISSED)) == CardStatus(StatusMark.OVER, "Dismissed. Nothing was booked.")
    expired = standing_of(proposal_of(State.EXPIRED, Action.CANCEL))
    assert expired == CardStatus(StatusMark.OVER, "Expired: nobody decided in time. The event stays.")


def test_buttons_say_what_they_do() -> None:
    cancel = proposal_of(State.PROPOSED, Action.CANCEL)
    assert (confirm_label(cancel), dismiss_label(cancel)) == ("Cancel the event", "Keep it")
    failed = proposal_of(State.FAILED)
    assert (confirm_label(failed), dismiss_label(failed)) == ("Try again", "Dismiss")


def test_doubts_are_told_and_text_from_outside_is_made_harmless() -> None:
    conflicts = tuple(Conflict(f"c{n}", NOW, NOW) for n in range(MOST_CONFLICTS + 2))
    offer = Offer(DRAFT, warnings=("<soon>",), conflicts=conflicts, unknown_calendars=("<Work>",))
    told = list(doubts_of(offer, lambda _: "15:00", lambda text: text.replace("<", "&lt;"), shared=False))
    assert told[0] == CardWarning("&lt;soon>")
    assert told[1] == CardWarning("Collides with “c0”, 15:00.")
    assert told[-2] == CardWarning("And 2 more conflicts.")
    assert told[-1] == CardWarning("&lt;Work> could not be checked.", unknown=True)


@pytest.mark.parametrize(
    ("conflict", "alone", "shared"),
    [
        (
            Conflict("Dentist", NOW, NOW),
            "Collides with “Dentist”, x.",
            "Collides with something in the calendar, x.",
        ),
        (Conflict("Bo is busy", NOW, NOW, who="Bo"), "Bo is busy, x.", "Somebody who is invited is busy, x."),
    ],
)
def test_what_others_plan_is_not_told_to_all(conflict: Conflict, alone: str, shared: str) -> None:
    offer = Offer(DRAFT, conflicts=(conflict,))
    assert list(doubts_of(offer, lambda _: "x", str, shared=False)) == [CardWarning(alone)]
    assert list(doubts_of(offer, lambda _: "x", str, shared=True)) == [CardWarning(shared)]


def test_sources_are_named_once() -> None:
    evidence = (Evidence("time", "at *3*", 0, 6), Evidence("time", "at *3*", 0, 6), Evidence("title", "review", 9, 15))
    said = sources_of(Offer(DRAFT, evidence=evidence), lambda text: text.replace("*", ""))
    assert said == "Read from time: “at 3” · title: “review”"
    assert sources_of(Offer(DRAFT), str) == ""

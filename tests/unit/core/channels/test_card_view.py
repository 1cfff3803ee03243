"""The card of a proposal as every channel draws it: its words, what speaks against it, its buttons."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.proposals import DENTIST, FULL, REVIEW, START, ZONE, change_of, proposal_of
from threadline.core.channels.card_rows import CardReader, RowKind
from threadline.core.channels.card_status import CardStatus, StatusMark, status_of
from threadline.core.channels.card_view import (
    MOST_CONFLICTS,
    ActionId,
    ActionStyle,
    CardView,
    CardWarning,
    card_view,
    sources_of,
    summary_of,
    warnings_of,
)
from threadline.core.domain.proposal import (
    Action,
    Alternative,
    Conflict,
    Evidence,
    Offer,
    Proposal,
    State,
    Target,
    ToldBy,
)

ALONE, SHARED = CardReader(ZONE), CardReader(ZONE, shared=True)
BEFORE = Target("e1", "1", REVIEW, "builtin", "default")


def view_of(proposal: Proposal, reader: CardReader = ALONE) -> CardView:
    return card_view(proposal, reader)


def of_action(state: State, action: Action, **values: Any) -> Proposal:
    return replace(proposal_of(state, action=action, target=None if action is Action.BOOK else BEFORE), **values)


def test_a_warning_says_when_a_conflict_is_where_it_is_known() -> None:
    def at(start: datetime, end: datetime) -> str:
        return f"{start:%H}-{end:%H}"

    end = START + timedelta(hours=1)
    assert CardWarning("Bo is away.").sentence(at, str.upper) == "BO IS AWAY."
    assert CardWarning("Lunch", start=START, end=end).sentence(at, str.upper) == f"LUNCH, {at(START, end)}."
    assert CardWarning("Lunch", start=START).sentence(at) == "Lunch", "half a time is none"


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", sorted(set(State) - {State.PROPOSED}))
def test_every_status_is_said(state: State, action: Action) -> None:
    proposal = of_action(state, action, reason="The calendar is full.")
    status = status_of(proposal)
    assert status is not None
    assert status.said
    assert (status.reason == "") is (state is State.BOOKING), "a reason of before is over while it is carried out"
    view = view_of(proposal)
    assert view.headline.startswith(status.said)
    assert view.badge
    assert view.question == ""


def test_before_somebody_decided_it_asks() -> None:
    asked = {action: view_of(of_action(State.PROPOSED, action)) for action in Action}
    assert {view.status for view in asked.values()} == {None}
    assert [view.headline for view in asked.values()] == [
        "Put this into your calendar?",
        "Change this event?",
        "Cancel this event?",
        "Accept this invitation?",
        "Answer this invitation with “maybe”?",
        "Decline this invitation?",
        "Propose this time to the organiser?",
        "Put this on your list?",
    ]
    assert [view.heading for view in asked.values()] == [
        "Design review",
        "Change: Design review",
        "Cancel: Design review",
        "Accept: Design review",
        "Maybe: Design review",
        "Decline: Design review",
        "Another time: Design review",
        "To do: Design review",
    ]


def test_what_was_let_go_says_what_stays() -> None:
    assert status_of(proposal_of(State.DISMISSED)) == CardStatus(StatusMark.OVER, "Dismissed. Nothing was booked.")
    expired = status_of(of_action(State.EXPIRED, Action.CANCEL))
    assert expired == CardStatus(StatusMark.OVER, "Expired: nobody decided in time. The event stays.")


def test_badges_say_where_it_stands() -> None:
    assert [view_of(of_action(state, Action.CHANGE)).badge for state in State] == [
        "Change",
        "Changing…",
        "Changed",
        "Dismissed",
        "Expired",
        "Undone",
        "Not changed",
    ]


@pytest.mark.parametrize(
    ("proposal", "labels"),
    [
        (of_action(State.PROPOSED, Action.BOOK), ["Confirm", "Edit", "Other times", "Dismiss"]),
        (of_action(State.PROPOSED, Action.CHANGE), ["Change it", "Edit", "Other times", "Dismiss"]),
        (of_action(State.PROPOSED, Action.CANCEL), ["Cancel the event", "Keep it"]),
        (of_action(State.FAILED, Action.BOOK), ["Try again", "Edit", "Other times", "Dismiss"]),
        (of_action(State.BOOKED, Action.BOOK), ["Undo"]),
        (of_action(State.BOOKED, Action.BOOK, undo_until=None), []),
        (of_action(State.BOOKING, Action.BOOK), []),
        (of_action(State.UNDONE, Action.CHANGE), []),
    ],
)
def test_only_what_can_be_done_is_offered(proposal: Proposal, labels: list[str]) -> None:
    view = view_of(proposal)
    assert [action.label for action in view.actions] == labels
    assert bool(view.deciders("Ana")) is (proposal.state in (State.PROPOSED, State.FAILED, State.BOOKED))


def test_buttons_stand_out_by_what_they_do() -> None:
    cancel = view_of(of_action(State.PROPOSED, Action.CANCEL)).actions
    assert [action.id for action in cancel] == [ActionId.CONFIRM, ActionId.DISMISS]
    assert [action.style for action in cancel] == [ActionStyle.DANGER, ActionStyle.PLAIN]
    assert view_of(proposal_of()).actions[0].style is ActionStyle.PRIMARY
    assert view_of(proposal_of()).anyway is None
    anyway = view_of(proposal_of(conflicts=(DENTIST,))).anyway
    assert anyway is not None
    assert (anyway.id, anyway.label) == (ActionId.CONFIRM_ANYWAY, "Book it anyway")


def test_other_times_can_be_taken() -> None:
    later = Alternative(START + timedelta(hours=1), START + timedelta(hours=2), "at four", "reading")
    [time] = view_of(proposal_of(alternatives=(later,))).times
    assert (time.label, time.why) == ("Tue 5 Mar 2030, 16:00–17:00", "another reading")
    assert (time.action.id, time.action.value) == (ActionId.TAKE, "1898953200:1898956800")
    assert view_of(proposal_of(State.BOOKED, alternatives=(later,))).times == ()


def test_warnings_are_told_doubts_first() -> None:
    conflicts = tuple(Conflict(f"c{n}", START, START) for n in range(MOST_CONFLICTS + 2))
    offer = Offer(REVIEW, warnings=("Soon.",), conflicts=conflicts, unknown_calendars=("Work",))
    told = list(warnings_of(offer, shared=False))
    assert told[0] == CardWarning("Soon.")
    assert told[1].sentence(lambda *_: "15:00") == "Collides with “c0”, 15:00."
    assert told[1].sentence(lambda *_: "15:00", str.upper) == "COLLIDES WITH “C0”, 15:00."
    assert told[-2] == CardWarning("And 2 more conflicts.")
    assert told[-1] == CardWarning("Work could not be checked.", unknown=True)
    assert view_of(replace(proposal_of(State.BOOKED), offer=offer)).warnings == ()


@pytest.mark.parametrize(
    ("conflict", "alone", "shared"),
    [
        (DENTIST, "Collides with “Dentist”, x.", "Collides with something in the calendar, x."),
        (Conflict("Bo is busy", START, START, who="Bo"), "Bo is busy, x.", "Somebody who is invited is busy, x."),
    ],
)
def test_what_others_plan_is_not_told_to_all(conflict: Conflict, alone: str, shared: str) -> None:
    proposal = proposal_of(conflicts=(conflict,))
    for reader, said in ((ALONE, alone), (SHARED, shared)):
        assert [warning.sentence(lambda *_: "x") for warning in view_of(proposal, reader).warnings] == [said]


def test_sources_are_named_once() -> None:
    evidence = (Evidence("time", "at 3", 0, 6), Evidence("time", "at 3", 0, 6), Evidence("title", "review", 9, 15))
    assert sources_of(Offer(REVIEW, evidence=evidence)) == "Read from time: “at 3” · title: “review”"
    assert sources_of(Offer(REVIEW)) == ""


class TestRows:
    """Which facts are on a card."""

    def test_a_booking_shows_all_there_is(self) -> None:
        kinds = [row.kind for row in view_of(proposal_of(draft=FULL)).rows]
        assert kinds == [
            RowKind.WHEN,
            RowKind.PLACE,
            RowKind.GUESTS,
            RowKind.DESCRIPTION,
            RowKind.PRIVACY,
            RowKind.SHOWS_AS,
            RowKind.MEETING_LINK,
            RowKind.REMINDERS,
        ]

    def test_a_change_shows_when_the_event_is_and_what_changes(self) -> None:
        rows = view_of(change_of(FULL, replace(FULL, location="Room 5"))).rows
        assert [(row.kind, row.before, row.after) for row in rows] == [
            (RowKind.WHEN, None, ("Tue 5 Mar 2030, 15:00–16:30 (Europe/Vienna)",)),
            (RowKind.PLACE, ("Room 4",), ("Room 5",)),
        ]

    def test_a_change_of_nothing_says_so(self) -> None:
        view = view_of(change_of(REVIEW, REVIEW))
        assert [row.kind for row in view.rows] == [RowKind.WHEN]
        assert [warning.said for warning in view.warnings] == ["That would change nothing about the event."]

    def test_a_time_said_on_another_clock_is_told_on_both(self) -> None:
        [when, *_] = card_view(proposal_of(), CardReader("America/New_York")).rows
        assert when.after == (
            "Tue 5 Mar 2030, 09:00–10:30 (America/New_York)",
            "Tue 5 Mar 2030, 15:00–16:30 (Europe/Vienna)",
        )

    def test_the_calendar_is_told_where_it_is_worth_telling(self) -> None:
        [*_, last] = view_of(proposal_of(calendar="Google Calendar")).rows
        assert (last.label, last.after) == ("Calendar", ("Google Calendar",))
        moved = change_of(REVIEW, replace(REVIEW, location="Room 5"), calendar="Google Calendar")
        assert [row.kind for row in view_of(moved).rows] == [RowKind.WHEN, RowKind.PLACE]

    def test_guests_hear_of_it_or_not(self) -> None:
        assert "are told" in view_of(proposal_of()).guests_told
        assert "not told" in view_of(proposal_of(invite=False)).guests_told
        assert view_of(proposal_of(draft=replace(REVIEW, attendees=()))).guests_told == ""
        assert "are told" in view_of(change_of(REVIEW, replace(REVIEW, attendees=()))).guests_told
        assert view_of(proposal_of(State.BOOKED)).guests_told == ""

    @pytest.mark.parametrize(
        ("told_by", "words"),
        [
            (ToldBy.CALENDAR, "Your calendar tells guests"),
            (ToldBy.MAIL, "an invitation by mail"),
            (ToldBy.NOBODY, "The guests will not be told"),
        ],
    )
    def test_who_tells_the_guests_is_told(self, told_by: ToldBy, words: str) -> None:
        assert words in view_of(proposal_of(told_by=told_by)).guests_told
        assert "not told" in view_of(proposal_of(told_by=told_by, invite=False)).guests_told

    def test_whole_days_have_no_instant(self) -> None:
        day = replace(REVIEW, start=datetime(2030, 3, 5, tzinfo=UTC), end=datetime(2030, 3, 6, tzinfo=UTC), zone="UTC")
        assert view_of(proposal_of(draft=replace(day, all_day=True))).span is None
        assert view_of(proposal_of()).span == (REVIEW.start, REVIEW.end)


def test_a_status_has_its_sign_and_a_harmless_reason() -> None:
    marks = dict.fromkeys(StatusMark, "- {}") | {StatusMark.FAILED: "x *{}*"}
    failed = CardStatus(StatusMark.FAILED, "It could not be booked.", "<full>")
    assert failed.marked(marks, lambda said: said.strip("<>")) == "x *It could not be booked.* full"
    assert CardStatus(StatusMark.OVER, "Dismissed.").marked(marks, str) == "- Dismissed."


def test_only_what_is_booked_leads_to_the_console() -> None:
    pages = {state: view_of(proposal_of(state)).page for state in State}
    assert [state for state, page in pages.items() if page is not None] == [State.BOOKED]
    assert pages[State.BOOKED].id is ActionId.OPEN  # type: ignore[union-attr]


def test_the_one_line_tells_no_more_than_everybody_may_read() -> None:
    proposal = proposal_of(State.PROPOSED)
    assert summary_of(proposal) == view_of(proposal, SHARED).summary

"""Twelve kinds of proposals, which every channel has to show in full."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.domain.proposal import Action, Alternative, Conflict, Evidence, Offer, Proposal, State, Target

ZONE = "Europe/Vienna"
START = datetime(2030, 3, 5, 15, tzinfo=ZoneInfo(ZONE))
NOW = datetime(2030, 3, 1, 9, tzinfo=UTC)
REVIEW = EventDraft(
    "Design review",
    START,
    START + timedelta(minutes=90),
    ZONE,
    location="Room 4",
    attendees=(Attendee("Bo", "bo@example.com"), Attendee("", "cy@example.com"), Attendee("Di")),
)
FULL = replace(
    REVIEW,
    description="Bring the drawings\nand the list of parts",
    private=True,
    transparent=True,
    meeting_link=True,
    reminders=(10, 1440),
)
EVERYTHING_ELSE = replace(
    FULL,
    title="Final review",
    start=START + timedelta(days=1),
    end=START + timedelta(days=1, hours=1),
    location="Room 5",
    attendees=(Attendee("Bo", "bo@example.com"), Attendee("Eve", "eve@example.com")),
    description="Bring nothing",
    private=False,
    transparent=False,
    meeting_link=False,
    reminders=(),
    rrule="FREQ=WEEKLY;BYDAY=WE;COUNT=5",
    excluded=(START + timedelta(days=8),),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal, and what of it has to be read on every card beside its rows."""

    name: str
    proposal: Proposal
    told: tuple[str, ...] = ()
    shared: bool = False


def proposal_of(state: State = State.PROPOSED, **offer: Any) -> Proposal:
    """A proposal of Ana's; what is given is of its offer, a booking of the review if nothing is."""
    return Proposal(
        id="p1",
        owner_id="ana",
        state=state,
        version=3,
        offer=Offer(**({"draft": REVIEW} | offer)),
        channel="any",
        calendar="builtin",
        calendar_id="default",
        created_at=NOW,
        expires_at=NOW + timedelta(days=365 * 20),
        undo_until=NOW + timedelta(days=365 * 20) if state is State.BOOKED else None,
        reason="The calendar is full." if state is State.FAILED else None,
    )


def target_of(before: EventDraft) -> Target:
    """The booked event that is to be changed."""
    return Target("e1", "1", before, "builtin", "default")


def change_of(before: EventDraft, after: EventDraft, state: State = State.PROPOSED, **offer: Any) -> Proposal:
    """A proposal to make of a booked event what is wanted of it."""
    return proposal_of(state, draft=after, action=Action.CHANGE, target=target_of(before), **offer)


DENTIST = Conflict("Dentist", START, START + timedelta(minutes=30))
BUSY_BO = Conflict("Bo is busy", START, START + timedelta(minutes=30), who="Bo")
STANDUP = replace(REVIEW, rrule="FREQ=WEEKLY;BYDAY=TU", excluded=(START + timedelta(days=7),))
LATER = replace(
    STANDUP.moved(START + timedelta(hours=1)),
    rrule="FREQ=DAILY",
    excluded=(START + timedelta(days=7), START + timedelta(days=14)),
)

CASES = (
    Case(
        "book",
        proposal_of(
            draft=FULL,
            calendar="Google Calendar",
            evidence=(Evidence("when", "Tuesday at 3", 0, 12),),
            alternatives=(Alternative(START + timedelta(hours=2), START + timedelta(hours=3), "17:00", "free"),),
        ),
        ("Design review", "Confirm"),
    ),
    Case(
        "change of every field",
        change_of(FULL, EVERYTHING_ELSE),
        ("Title", "Final review", "cy@example.com", "Eve", "Bring nothing", "Change it"),
    ),
    Case(
        "change that removes all guests and the place",
        change_of(REVIEW, replace(REVIEW, location=None, attendees=())),
        ("Room 4", "none", "No longer invited", "Bo", "cy@example.com", "Di", "Still invited", "nobody"),
    ),
    Case("cancel", proposal_of(action=Action.CANCEL, target=target_of(REVIEW)), ("Room 4",)),
    Case(
        "series",
        change_of(STANDUP, LATER),
        ("every week on Tue", "every day", "Tue 12 Mar 2030", "Tue 19 Mar 2030"),
    ),
    Case("all day", proposal_of(draft=EventDraft.of_dates("Fair", START.date(), START.date(), ZONE)), ("all day",)),
    Case("conflicts", proposal_of(conflicts=(DENTIST, BUSY_BO)), ("Collides with “Dentist”", "Bo is busy")),
    Case(
        "unknown calendar",
        proposal_of(unknown_calendars=("Work",), warnings=("Nobody knows which Tuesday.",)),
        ("Work could not be checked.", "Nobody knows which Tuesday."),
    ),
    Case("failed", proposal_of(State.FAILED), ("It could not be booked.", "The calendar is full.", "Try again")),
    Case(
        "undone",
        change_of(REVIEW, replace(REVIEW, location="Room 5"), State.UNDONE),
        ("Undone. The event is back as it was.",),
    ),
    Case("expired", proposal_of(State.EXPIRED), ("Expired: nobody decided in time. Nothing was booked.",)),
    Case(
        "shared",
        change_of(
            FULL,
            replace(FULL, description="Agenda: parts", attendees=()),
            conflicts=(DENTIST, BUSY_BO),
        ),
        ("Agenda: parts", "No longer invited"),
        shared=True,
    ),
)

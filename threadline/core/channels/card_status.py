"""Where a proposal stands, in words: the question while it is open, what became of it, and a short name for that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from threadline.core.domain.proposal import Action, Proposal, State
from threadline.texts.messages import N_, NP_, _

_QUESTIONS = {
    Action.BOOK: N_("Put this into your calendar?"),
    Action.CHANGE: N_("Change this event?"),
    Action.CANCEL: N_("Cancel this event?"),
    Action.ACCEPT: N_("Accept this invitation?"),
    Action.TENTATIVE: N_("Answer this invitation with “maybe”?"),
    Action.DECLINE: N_("Decline this invitation?"),
    Action.COUNTER: N_("Propose this time to the organiser?"),
    Action.HAND_OVER: N_("Put this on your list?"),
}
_WORKING = {
    Action.BOOK: N_("Booking…"),
    Action.CHANGE: N_("Changing…"),
    Action.CANCEL: N_("Cancelling…"),
    Action.ACCEPT: N_("Answering…"),
    Action.TENTATIVE: N_("Answering…"),
    Action.DECLINE: N_("Answering…"),
    Action.COUNTER: N_("Proposing…"),
    Action.HAND_OVER: N_("Writing it down…"),
}
_DONE = {
    Action.BOOK: N_("In your calendar."),
    Action.CHANGE: N_("Changed in your calendar."),
    Action.CANCEL: N_("Cancelled. The event is no longer in your calendar."),
    Action.ACCEPT: N_("Accepted."),
    Action.TENTATIVE: N_("Answered with “maybe”."),
    Action.DECLINE: N_("Declined. The event no longer blocks your time."),
    Action.COUNTER: N_(
        "Proposed to the organiser, and answered with “maybe” until they decide. The event stays where it is."
    ),
    Action.HAND_OVER: N_("It is on your list."),
}
_FAILED = {
    Action.BOOK: N_("It could not be booked."),
    Action.CHANGE: N_("It could not be changed."),
    Action.CANCEL: N_("It could not be cancelled."),
    Action.ACCEPT: N_("The invitation could not be answered."),
    Action.TENTATIVE: N_("The invitation could not be answered."),
    Action.DECLINE: N_("The invitation could not be answered."),
    Action.COUNTER: N_("The time could not be proposed."),
    Action.HAND_OVER: N_("It could not be put on your list."),
}
_UNDONE = {
    Action.BOOK: N_("Undone. The event is no longer in the calendar."),
    Action.CHANGE: N_("Undone. The event is back as it was."),
    Action.CANCEL: N_("Undone. The event is back in the calendar."),
    Action.ACCEPT: N_("Undone. Your answer is back to what it was."),
    Action.TENTATIVE: N_("Undone. Your answer is back to what it was."),
    Action.DECLINE: N_("Undone. Your answer is back to what it was."),
    Action.COUNTER: N_("Undone. Your answer is back to what it was; the organiser may already have seen the proposal."),
    Action.HAND_OVER: N_("Undone. It is off the list again."),
}
_DISMISSED = {
    Action.BOOK: N_("Dismissed. Nothing was booked."),
    Action.CHANGE: N_("Dismissed. The event stays as it was."),
    Action.CANCEL: N_("Dismissed. The event stays."),
    Action.ACCEPT: N_("Dismissed. Nothing was answered."),
    Action.TENTATIVE: N_("Dismissed. Nothing was answered."),
    Action.DECLINE: N_("Dismissed. Nothing was answered."),
    Action.COUNTER: N_("Dismissed. Nothing was proposed."),
    Action.HAND_OVER: N_("Dismissed. Nothing was written down."),
}
_EXPIRED = {
    Action.BOOK: N_("Expired: nobody decided in time. Nothing was booked."),
    Action.CHANGE: N_("Expired: nobody decided in time. The event stays as it was."),
    Action.CANCEL: N_("Expired: nobody decided in time. The event stays."),
    Action.ACCEPT: N_("Expired: nobody decided in time. Nothing was answered."),
    Action.TENTATIVE: N_("Expired: nobody decided in time. Nothing was answered."),
    Action.DECLINE: N_("Expired: nobody decided in time. Nothing was answered."),
    Action.COUNTER: N_("Expired: nobody decided in time. Nothing was proposed."),
    Action.HAND_OVER: N_("Expired: nobody decided in time. Nothing was written down."),
}
_OPEN_BADGES = {
    Action.BOOK: NP_("badge", "Proposed"),
    Action.CHANGE: NP_("badge", "Change"),
    Action.CANCEL: NP_("badge", "Cancellation"),
    Action.ACCEPT: NP_("badge", "Answer"),
    Action.TENTATIVE: NP_("badge", "Answer"),
    Action.DECLINE: NP_("badge", "Answer"),
    Action.COUNTER: NP_("badge", "Another time"),
    Action.HAND_OVER: NP_("badge", "To-dos"),
}
_DONE_BADGES = {
    Action.BOOK: NP_("badge", "Booked"),
    Action.CHANGE: NP_("badge", "Changed"),
    Action.CANCEL: NP_("badge", "Cancelled"),
    Action.ACCEPT: NP_("badge", "Accepted"),
    Action.TENTATIVE: NP_("badge", "Maybe"),
    Action.DECLINE: NP_("badge", "Declined"),
    Action.COUNTER: NP_("badge", "Time proposed"),
    Action.HAND_OVER: NP_("badge", "On the list"),
}
_FAILED_BADGES = {
    Action.BOOK: NP_("badge", "Not booked"),
    Action.CHANGE: NP_("badge", "Not changed"),
    Action.CANCEL: NP_("badge", "Not cancelled"),
    Action.ACCEPT: NP_("badge", "Not answered"),
    Action.TENTATIVE: NP_("badge", "Not answered"),
    Action.DECLINE: NP_("badge", "Not answered"),
    Action.COUNTER: NP_("badge", "Not proposed"),
    Action.HAND_OVER: NP_("badge", "Not written down"),
}
_OVER_BADGES = {
    State.UNDONE: NP_("badge", "Undone"),
    State.DISMISSED: NP_("badge", "Dismissed"),
    State.EXPIRED: NP_("badge", "Expired"),
}
_STATES = {
    State.PROPOSED: NP_("state", "proposed"),
    State.BOOKING: NP_("state", "booking"),
    State.BOOKED: NP_("state", "booked"),
    State.FAILED: NP_("state", "failed"),
    State.UNDONE: NP_("state", "undone"),
    State.DISMISSED: NP_("state", "dismissed"),
    State.EXPIRED: NP_("state", "expired"),
}


class StatusMark(StrEnum):
    """What kind of news a status is, for a channel to show by a sign or a colour."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class CardStatus:
    """What became of a proposal, as a sentence; `reason` says more about it, "" if there is nothing to say."""

    mark: StatusMark
    said: str
    reason: str = ""

    def marked(self, marks: Mapping[StatusMark, str], written: Callable[[str], str]) -> str:
        """The sentence in its sign's form (`✅ {}`), and the reason; `written` makes that harmless."""
        reason = f" {written(self.reason)}" if self.reason else ""
        return marks[self.mark].format(self.said) + reason


def status_of(proposal: Proposal) -> CardStatus | None:
    """Where a proposal stands; None while nobody has decided."""
    action, reason = proposal.offer.action, proposal.reason or ""
    match proposal.state:
        case State.BOOKING:
            return CardStatus(StatusMark.WORKING, _(_WORKING[action]))
        case State.BOOKED:
            return CardStatus(StatusMark.DONE, _(_DONE[action]), reason)
        case State.FAILED:
            return CardStatus(StatusMark.FAILED, _(_FAILED[action]), reason)
        case State.UNDONE:
            return CardStatus(StatusMark.OVER, _(_UNDONE[action]), reason)
        case State.DISMISSED:
            return CardStatus(StatusMark.OVER, _(_DISMISSED[action]), reason)
        case State.EXPIRED:
            return CardStatus(StatusMark.OVER, _(_EXPIRED[action]), reason)
    return None


def question_of(proposal: Proposal) -> str:
    """What the card asks for; "" where there is a status to tell instead."""
    return _(_QUESTIONS[proposal.offer.action]) if proposal.state is State.PROPOSED else ""


def badge_of(proposal: Proposal) -> str:
    """Where a proposal stands, in a word or two."""
    action = proposal.offer.action
    match proposal.state:
        case State.PROPOSED:
            return _(_OPEN_BADGES[action])
        case State.BOOKING:
            return _(_WORKING[action])
        case State.BOOKED:
            return _(_DONE_BADGES[action])
        case State.FAILED:
            return _(_FAILED_BADGES[action])
    return _(_OVER_BADGES[proposal.state])


def state_of(proposal: Proposal) -> str:
    """Its state as a word within a sentence."""
    return _(_STATES[proposal.state])

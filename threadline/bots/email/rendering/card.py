"""The card of a proposal in words: what is proposed, what speaks against it, and how to decide. Shown by `page`."""

from collections.abc import Iterator
from dataclasses import dataclass

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.channels.card_view import confirm_label, doubts_of, sources_of, standing_of
from threadline.core.channels.formatting import shortened, span_label, when_label
from threadline.core.domain.proposal import OPEN, Action, Conflict, Proposal

_MOST = 5
_TEXT = 600
_SLOT = 200
_QUESTIONS = {
    Action.BOOK: "Put this into your calendar?",
    Action.CHANGE: "Change this event?",
    Action.CANCEL: "Cancel this event?",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A card as its reader sees it; all plain text.

    `rows` are the facts by label, each of one or more lines. `link` leads to the confirm page (None: there is none),
    `button` is what it is called, `hint` how else to decide.
    """

    title: str
    standing: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    doubts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    said: str = ""
    button: str = ""
    link: str | None = None
    hint: str = ""


def card_of(proposal: Proposal, *, zone: str, link: str | None, answerable: bool) -> Card:
    """The card as it stands. `zone` is the reader's; `answerable`: the mail has an invitation that can be answered."""
    offer, opened = proposal.offer, proposal.state in OPEN
    return Card(
        title=brief(offer.draft.title, _SLOT) or "Event",
        standing=_standing(proposal),
        rows=tuple(_rows(proposal, zone)),
        doubts=_doubts(proposal, zone) if opened else (),
        others=tuple(_others(proposal, zone)) if opened else (),
        said=_said(proposal) if opened else "",
        button=confirm_label(proposal) if opened and link else "",
        link=link if opened else None,
        hint=_hint(proposal, zone, link=link, answerable=answerable) if opened else "",
    )


def brief(text: str, limit: int) -> str:
    """The text in one line, cut to `limit` characters."""
    return shortened(" ".join(text.split()), limit)


def people_of(draft: EventDraft) -> tuple[str, ...]:
    """The attendees, a line each; of many the first, and how many more there are."""
    people = tuple(_person(attendee) for attendee in draft.attendees[: _MOST * 2])
    more = len(draft.attendees) - len(people)
    return (*people, f"and {more} more") if more else people


def _standing(proposal: Proposal) -> str:
    standing = standing_of(proposal)
    if standing is None:
        return _QUESTIONS[proposal.offer.action]
    reason = brief(standing.reason, _TEXT)
    return f"{standing.said} {reason}" if reason else standing.said


def _rows(proposal: Proposal, zone: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    offer = proposal.offer
    draft = offer.draft
    if offer.action is Action.CHANGE and offer.target is not None:
        before = offer.target.before
        title = (brief(before.title, _SLOT),) if before.title != draft.title else ()
        yield "Before", (*title, when_label(before, zone))
    yield "When", _when(draft, zone)
    if draft.location:
        yield "Where", (brief(draft.location, _SLOT),)
    if draft.attendees:
        yield "Who", (*people_of(draft), *_invited(proposal))


def _when(draft: EventDraft, zone: str) -> tuple[str, ...]:
    """The time in the reader's zone, and as it was said if that was in another one."""
    mine, theirs = when_label(draft, zone), when_label(draft, draft.zone)
    return (mine,) if draft.all_day or zone == draft.zone else (mine, theirs)


def _person(attendee: Attendee) -> str:
    name, email = brief(attendee.name, _SLOT), attendee.email
    return f"{name} <{email}>" if name and email else email or name


def _invited(proposal: Proposal) -> tuple[str, ...]:
    reachable = any(attendee.email for attendee in proposal.offer.draft.attendees)
    if not reachable or not proposal.offer.invite or proposal.state not in OPEN:
        return ()
    return ("They are told once you have confirmed.",)


def _doubts(proposal: Proposal, zone: str) -> tuple[str, ...]:
    def span(conflict: Conflict) -> str:
        return span_label(conflict.start, conflict.end, zone)

    return tuple(doubt.said for doubt in doubts_of(proposal.offer, span, _line, shared=False))


def _line(text: str) -> str:
    return brief(text, _TEXT)


def _others(proposal: Proposal, zone: str) -> Iterator[str]:
    for other in proposal.offer.alternatives[:_MOST]:
        kind = "free" if other.kind == "free" else "or meant"
        yield f"{span_label(other.start, other.end, zone)} ({kind})"


def _said(proposal: Proposal) -> str:
    return brief(sources_of(proposal.offer, _line), _TEXT)


def _hint(proposal: Proposal, zone: str, *, link: str | None, answerable: bool) -> str:
    ways = []
    if link:
        until = span_label(proposal.expires_at, proposal.expires_at, zone).partition("–")[0]
        ways.append(
            f"The button opens a page on which you decide; nothing happens before. It works once, until {until}."
        )
    if answerable:
        ways.append("Or answer the invitation in your mail program: Yes does it, No lets it go.")
    return " ".join(ways)

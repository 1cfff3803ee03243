"""One decision about several events: each of the further ones as a proposal of its own, carried out and taken back by
the same acts as the first."""

from collections.abc import Iterator
from dataclasses import replace

from threadline.calendar.event import Event
from threadline.calendar.port import CalendarRejected, EventNotFound
from threadline.calendar.recurrence import split_id
from threadline.core.domain.event_diff import carries
from threadline.core.domain.proposal import Action, Offer, Proposal
from threadline.core.proposals.calendar_place import CalendarPlace, target_of
from threadline.texts.messages import _


def further_parts(proposal: Proposal) -> Iterator[Proposal]:
    """A proposal for each further event of a set, under a key of its own."""
    for number, member in enumerate(proposal.offer.members, start=2):
        offer = Offer(
            member.draft or member.target.before,
            action=Action.CHANGE if member.draft is not None else Action.CANCEL,
            target=member.target,
            language=proposal.offer.language,
            invite=proposal.offer.invite,
        )
        yield replace(
            proposal,
            id=f"{proposal.id}-{number}",
            offer=offer,
            calendar=member.target.calendar,
            calendar_id=member.target.calendar_id,
        )


async def require_unchanged(place: CalendarPlace, part: Proposal) -> None:
    """Raises `CalendarRejected` where the event is another by now than the card showed, before anything is done."""
    target, wanted = target_of(part), part.offer.draft
    try:
        now = await place.calendar.get(place.calendar_id, target.event_id)
    except EventNotFound:
        return  # cancelled already, or an occurrence that an attempt before made an event of its own
    done = part.offer.action is Action.CHANGE and carries(now.draft, wanted, target.before)
    # A new version with the same contents (somebody answered) is still what the click was for.
    if now.version != target.version and not done and now.draft != target.before:
        raise CalendarRejected(
            _("“{title}” has since been changed in the calendar: please ask again.", title=target.before.title)
        )


async def as_done(place: CalendarPlace, part: Proposal) -> Proposal:
    """The part with the event that it became, to be taken back. Raises `EventNotFound`."""
    target, wanted = target_of(part), part.offer.draft
    if part.offer.action is Action.CANCEL:
        return replace(part, event_id=target.event_id)
    event = await _became(place, part)
    if event is None:
        raise EventNotFound(_("“{title}” is no longer in the calendar.", title=wanted.title))
    return replace(part, event_id=event.id, event_version=event.version)


async def _became(place: CalendarPlace, part: Proposal) -> Event | None:
    target, wanted = target_of(part), part.offer.draft
    made = await place.calendar.find(place.calendar_id, part.id)
    if made is not None:
        return made
    try:
        return await place.calendar.get(place.calendar_id, target.event_id)
    except EventNotFound:
        series_id = split_id(target.event_id)[0]
        for event in await place.calendar.events(place.calendar_id, wanted.start, wanted.end):
            if split_id(event.id)[0] != series_id and carries(event.draft, wanted, target.before):
                return event
        return None

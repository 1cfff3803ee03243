"""Answering an invitation of somebody else's, and taking the answer back. Both can be repeated."""

from dataclasses import replace

from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.calendar.port import CalendarRejected, EventNotFound, VersionConflict
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal
from threadline.core.proposals.calendar_place import CalendarPlace, Done, Outdated, event_id_of, target_of
from threadline.texts.messages import _


def own_response(draft: EventDraft, person: Person) -> Response:
    """What the person has answered so far."""
    mine = (who.response for who in draft.attendees if is_person(who, person))
    return next(mine, Response.NONE)


def is_person(who: Attendee, person: Person) -> bool:
    """Whether an attendee is this person, by their address."""
    return bool(person.email) and (who.email or "").lower() == (person.email or "").lower()


def with_answer(draft: EventDraft, person: Person, response: Response) -> EventDraft:
    """An invitation of somebody else's with the person among those invited, and their answer."""
    if draft.organizer is None or not person.email or any(is_person(who, person) for who in draft.attendees):
        return draft
    return replace(draft, attendees=(*draft.attendees, Attendee(person.name, person.email, response)))


def other_organizer(draft: EventDraft, person: Person) -> Attendee | None:
    """Who organises an event, where that is somebody else than the person."""
    return draft.organizer if draft.organizer is not None and not is_person(draft.organizer, person) else None


async def answer(place: CalendarPlace, proposal: Proposal) -> Done:
    """Give the answer. Raises `CalendarError`, `Outdated`."""
    target, response = target_of(proposal), proposal.offer.action.response
    if response is None:
        raise CalendarRejected(_("This is no answer to an invitation."))
    addresses = [place.person.email] if place.person.email else []
    try:
        event = await place.calendar.respond(place.calendar_id, target.event_id, response, addresses, target.version)
    except VersionConflict:
        now = await place.calendar.get(place.calendar_id, target.event_id)
        if own_response(now.draft, place.person) is not response:
            raise Outdated(now) from None
        event = now
    return Done(event.id, event.version)


async def take_back(place: CalendarPlace, proposal: Proposal) -> None:
    """Give the answer that was there before. Raises `CalendarError`."""
    before = own_response(target_of(proposal).before, place.person)
    addresses = [place.person.email] if place.person.email else []
    try:
        await place.calendar.respond(place.calendar_id, event_id_of(proposal), before, addresses)
    except EventNotFound:
        return  # it was cancelled meanwhile: then there is nothing to answer

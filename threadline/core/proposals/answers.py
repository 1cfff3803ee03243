"""Answering an invitation of somebody else's, and taking the answer back. Both can be repeated."""

from dataclasses import replace

from threadline.calendar.event import Attendee, Event, EventDraft, Response
from threadline.calendar.ics import uid
from threadline.calendar.port import (
    Calendar,
    CalendarRejected,
    EventNotFound,
    ProposedTime,
    TimeProposals,
    VersionConflict,
)
from threadline.calendar.recurrence import split_id
from threadline.core.channels.formatting import when_label
from threadline.core.channels.port import InvitationAnswer
from threadline.core.domain.event_diff import same_but_for_answers
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, Offer, Proposal, Target, ToldBy
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


async def tells_organizer(calendar: Calendar, offer: Offer) -> bool:
    """Whether the back end itself takes an answer to who organises the event. Raises `CalendarError`.

    Of a copy that was made here of what came by mail it knows no organiser.
    """
    target = offer.target
    if target is None or not await calendar.tells_guests():
        return False
    if offer.action is Action.COUNTER and not _proposes(calendar):
        return False
    return (await calendar.get(target.calendar_id, target.event_id)).key is None


async def answer(place: CalendarPlace, proposal: Proposal) -> Done:
    """Give the answer, and take it to who organises the event. Raises `CalendarError`, `Outdated`."""
    target, response = target_of(proposal), proposal.offer.action.response
    if response is None:
        raise CalendarRejected(_("This is no answer to an invitation."))
    proposal = await _with_a_way(place, proposal)
    if proposal.offer.action is Action.COUNTER and proposal.offer.told_by is ToldBy.NOBODY:
        raise CalendarRejected(_("There is no way to send the organiser of this event a proposal: write to them."))
    try:
        event = await _given(place, proposal, target, response)
    except VersionConflict:
        now = await place.calendar.get(place.calendar_id, target.event_id)
        if own_response(now.draft, place.person) is not response or not _stands(now.draft, target, proposal):
            raise Outdated(now) from None
        event = now
    return Done(event.id, event.version, await _carried(place, proposal, event, response), event.link or "")


async def take_back(place: CalendarPlace, proposal: Proposal) -> None:
    """Give the answer that was there before. Raises `CalendarError`."""
    before = own_response(target_of(proposal).before, place.person)
    try:
        event = await place.calendar.respond(place.calendar_id, event_id_of(proposal), before, _addresses(place))
    except EventNotFound:
        return  # it was cancelled meanwhile: then there is nothing to answer
    if proposal.offer.told_by is ToldBy.MAIL:
        asked = await _as_invited(place, event, target_of(proposal))
        said = InvitationAnswer(replace(asked, draft=target_of(proposal).before), before)
        await place.telling.invitations.answer(said, place.person, key=f"{proposal.id}-back")


async def _with_a_way(place: CalendarPlace, proposal: Proposal) -> Proposal:
    """Who takes the answer there, where the calendar could not be asked when it was proposed."""
    if proposal.offer.told_by is not None:
        return proposal
    way = ToldBy.NOBODY
    if await tells_organizer(place.calendar, proposal.offer):
        way = ToldBy.CALENDAR
    elif place.telling.invitations.carries_answers(place.person, target_of(proposal).before.organizer):
        way = ToldBy.MAIL
    return replace(proposal, offer=replace(proposal.offer, told_by=way))


async def _given(place: CalendarPlace, proposal: Proposal, target: Target, response: Response) -> Event:
    calendar, draft = place.calendar, proposal.offer.draft
    if proposal.offer.action is Action.COUNTER and proposal.offer.told_by is not ToldBy.MAIL and _proposes(calendar):
        assert isinstance(calendar, TimeProposals)  # noqa: S101 - asked before
        words = _("How about {time} instead?", time=when_label(draft, draft.zone))
        wish = ProposedTime(draft.start, draft.end, draft.zone, words)
        return await calendar.propose_time(place.calendar_id, target.event_id, wish, _addresses(place), target.version)
    return await calendar.respond(place.calendar_id, target.event_id, response, _addresses(place), target.version)


async def _carried(place: CalendarPlace, proposal: Proposal, event: Event, response: Response) -> tuple[str, ...]:
    """Take the answer there by a channel, where the calendar does not; whom nobody could tell."""
    offer, before = proposal.offer, target_of(proposal).before
    if offer.told_by is not ToldBy.MAIL:
        return ()
    proposed = (offer.draft.start, offer.draft.end) if offer.action is Action.COUNTER else None
    asked = await _as_invited(place, event, target_of(proposal))
    said = InvitationAnswer(replace(asked, draft=before), response, proposed)
    told = await place.telling.invitations.answer(said, place.person, key=f"{proposal.id}-answer")
    return () if told or before.organizer is None else (before.organizer.email or str(before.organizer),)


async def _as_invited(place: CalendarPlace, event: Event, target: Target) -> Event:
    """The event as its organiser knows it: a date that stands apart once it is answered is one of its series there."""
    series_id, date = split_id(target.event_id)
    if date is None:
        return event
    try:
        series = await place.calendar.get(place.calendar_id, series_id)
    except EventNotFound:
        return event
    return replace(event, id=target.event_id, uid=uid(series), sequence=series.sequence)


def _stands(now: EventDraft, target: Target, proposal: Proposal) -> bool:
    """Whether an answer that stands there already may be ours: "maybe" may have been said before another time was."""
    return proposal.offer.action is not Action.COUNTER or same_but_for_answers(now, target.before)


def _proposes(calendar: Calendar) -> bool:
    return isinstance(calendar, TimeProposals) and calendar.proposes_times


def _addresses(place: CalendarPlace) -> list[str]:
    return [place.person.email] if place.person.email else []

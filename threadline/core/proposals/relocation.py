"""Moving what still waits for its click into the calendar that the person's events go to by now."""

from dataclasses import replace

from threadline.calendar.port import CalendarError
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Action, DecisionError, Proposal, State, ToldBy
from threadline.core.proposals.decisions import Decisions


async def into_own_calendar(
    decisions: Decisions, calendars: Calendars, person: Person, proposal_id: str
) -> Proposal | None:
    """The proposal, in the calendar that the person's new events go to; None where it is not theirs, or stays.

    What was tried already stays where it was tried: something of it may stand there. Raises `StorageError`.
    """
    try:
        proposal = await decisions.get(person.id, proposal_id)
        if proposal.state is not State.PROPOSED or proposal.decided_by or proposal.offer.action is not Action.BOOK:
            return None
        calendar, calendar_id = await calendars.primary(person)
        if (calendar.name, calendar_id) == (proposal.calendar, proposal.calendar_id):
            return None
        told_by = ToldBy.CALENDAR if await calendar.tells_guests() else proposal.offer.told_by
        offer = replace(proposal.offer, calendar=calendars.title_of(calendar.name), told_by=told_by)
        changed = await decisions.proposals.change(
            proposal, calendar=calendar.name, calendar_id=calendar_id, body=offer.to_json()
        )
    except (CalendarError, DecisionError):
        return None  # the card says where it goes, and that is true still
    await decisions.proposals.refresh(changed)
    return changed

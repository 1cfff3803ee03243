"""Who would tell guests, or the organiser of an invitation, of what is proposed."""

from threadline.calendar.port import CalendarError
from threadline.core.calendars.invitations import Invitations
from threadline.core.calendars.registry import Calendars
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Offer, ToldBy
from threadline.core.proposals.answers import tells_organizer


async def who_tells(
    calendars: Calendars, invitations: Invitations, person: Person, offer: Offer, calendar: str
) -> ToldBy | None:
    """Who would, on the calendar of that name; None where it cannot be asked now."""
    try:
        asked = await calendars.named(person, calendar)
        if await tells_organizer(asked, offer) if offer.action.response else await asked.tells_guests():
            return ToldBy.CALENDAR
    except CalendarError:
        return None
    organizer = offer.draft.organizer
    mails = invitations.carries_answers(person, organizer) if offer.action.response else invitations.reach(person)
    return ToldBy.MAIL if mails else ToldBy.NOBODY

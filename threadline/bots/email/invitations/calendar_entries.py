"""What the calendar of a mail program should hold for a proposal: one entry for one event, whatever becomes of it."""

from dataclasses import dataclass

from threadline.calendar.event import EventDraft
from threadline.core.channels.port import Method
from threadline.core.domain.proposal import OPEN, Action, Proposal, State


@dataclass(frozen=True, slots=True)
class Entry:
    """What the newest calendar object says. `asks`: it wants an answer, and the event stands only with a Yes."""

    method: Method
    draft: EventDraft
    asks: bool = False


def entry_of(proposal: Proposal, *, shared: bool) -> Entry | None:
    """The entry as it should be now; None where nothing is to be said to the mail program.

    `shared`: the entry was there before, for the event that the proposal changes or cancels. An event that is to be
    cancelled is asked about by the link alone, for Yes to an invitation says the opposite. So is what goes into a
    calendar that the person has connected, or is there as an invitation: an entry would stand there a second time.
    """
    offer = proposal.offer
    if offer.copy_of is not None or (offer.calendar and not shared):
        return None
    before = offer.target.before if offer.target is not None else None
    match offer.action, proposal.state:
        case ((Action.BOOK | Action.CHANGE), state) if state in OPEN:
            return Entry(Method.REQUEST, offer.draft, asks=True)
        case ((Action.BOOK | Action.CHANGE), State.BOOKED):
            return Entry(Method.REQUEST, offer.draft)
        case ((Action.BOOK | Action.CHANGE), (State.DISMISSED | State.EXPIRED | State.UNDONE)):
            return Entry(Method.REQUEST, before) if shared and before else Entry(Method.CANCEL, offer.draft)
        case Action.CANCEL, State.BOOKED if shared:
            return Entry(Method.CANCEL, offer.draft)
        case Action.CANCEL, State.UNDONE if shared:
            return Entry(Method.REQUEST, before or offer.draft)
        case _:
            return None

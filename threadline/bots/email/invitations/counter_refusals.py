"""What a guest is told whose other time was not taken: DECLINECOUNTER (RFC 5546, 3.2.8), without which their calendar
program waits for ever.

A card that runs out refuses nothing: nobody has decided, and nothing is said.
"""

from threadline.bots.email.invitations.invitations import invitation_lane, is_invitation, plain_words
from threadline.bots.email.mail.stored_content import CounterRefusal
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.rendering.card import Card, brief
from threadline.bots.email.rendering.mime import one_line
from threadline.calendar.event import Attendee, Event
from threadline.calendar.ics import uid
from threadline.calendar.ics_lines import is_address
from threadline.core.channels.card_rows import CardRow, RowKind
from threadline.core.channels.formatting import when_label
from threadline.core.domain.proposal import Action, Proposal, State
from threadline.core.people.directory import People, PersonNotFound
from threadline.texts.messages import N_, NP_, _
from threadline.texts.speaking import language

_LONGEST_TITLE = 200
_UNTITLED = NP_("untitled", "Event")
_SUBJECT = N_("The time stays: {title}")
_STAYS = N_("{name} is keeping the time of this event; your proposed time was not accepted.")


class CounterRefusals:
    """Stores them to be sent, once for each card."""

    def __init__(self, outbox: Outbox, people: People) -> None:
        self._outbox = outbox
        self._people = people

    async def tell(self, proposal: Proposal) -> None:
        """Tell the guest by whose wish a card was made, if it was dismissed. Raises `StorageError`."""
        guest, target = _guest(proposal), proposal.offer.target
        if proposal.state is not State.DISMISSED or guest is None or target is None:
            return
        try:
            organiser = await self._people.get(proposal.owner_id)
        except PersonNotFound:
            return
        event = Event(
            target.event_id, target.calendar_id, target.before, target.version or "", sequence=target.sequence
        )
        invited = await self._outbox.store.of_lane(invitation_lane(uid(event), guest.email or ""))
        root = next((one.message_ref for one in invited if is_invitation(one)), "")
        title = one_line(target.before.title, _LONGEST_TITLE) or _(_UNTITLED)
        letter = CounterRefusal(
            place=MailPlace("", guest.email or "", _(_SUBJECT, title=title), root, name=guest.name),
            event=event,
            organiser_name=organiser.name,
            organiser_email=organiser.email or "",
            language=language(),
        )
        await self._outbox.put(f"counter-refused-{proposal.id}", letter, person_id=organiser.id)


def refusal_text(refusal: CounterRefusal) -> str:
    """What the mail says above the event (CommonMark)."""
    return _(_STAYS, name=plain_words(refusal.organiser_name) or refusal.organiser_email)


def refusal_card(refusal: CounterRefusal) -> Card:
    """The event as it stays."""
    draft = refusal.event.draft
    row = CardRow(RowKind.WHEN, (when_label(draft, draft.zone),))
    return Card(title=brief(draft.title, _LONGEST_TITLE) or _(_UNTITLED), standing="", rows=(row,))


def _guest(proposal: Proposal) -> Attendee | None:
    """The guest who would rather have another time; None for every other card."""
    offer = proposal.offer
    if not offer.wished_by or offer.target is None or offer.action is not Action.CHANGE:
        return None
    known = (who for who in offer.target.before.attendees if is_address(who.email))
    return next((who for who in known if _is_called(who.email or "", offer.wished_by)), None)


def _is_called(address: str, name: str) -> bool:
    """Whether a guest of that address is the one who is shown by that name."""
    shown = plain_words(address).lower()
    return name.lower() == shown or name.lower().endswith(f"({shown})")

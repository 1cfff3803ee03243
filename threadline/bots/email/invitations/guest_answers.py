"""A guest's answer to an invitation, for who organises it: REPLY, or COUNTER where another time is proposed (RFC 5546,
3.2.3 and 3.2.7), mailed by us on the guest's behalf.
"""

from dataclasses import replace
from typing import Protocol

from threadline.bots.email.invitations.invitations import plain_words
from threadline.bots.email.mail.stored_content import GuestAnswer
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.rendering.card import Card, brief
from threadline.bots.email.rendering.mime import one_line
from threadline.calendar.event import Response
from threadline.calendar.ics_lines import is_address
from threadline.core.channels.card_rows import CardRow, RowKind
from threadline.core.channels.formatting import when_label
from threadline.core.channels.port import InvitationAnswer
from threadline.core.domain.message import Person
from threadline.texts.messages import N_, NP_, _
from threadline.texts.speaking import speech

_LONGEST_TITLE = 200
_UNTITLED = NP_("untitled", "Event")
_SUBJECTS = {
    Response.ACCEPTED: N_("Accepted: {title}"),
    Response.TENTATIVE: N_("Perhaps: {title}"),
    Response.DECLINED: N_("Declined: {title}"),
    Response.NONE: N_("Not answered yet: {title}"),
}
_PROPOSED = N_("Another time: {title}")
_SAID = {
    Response.ACCEPTED: N_("{name} has accepted your invitation to {event}."),
    Response.TENTATIVE: N_("{name} may come to {event}."),
    Response.DECLINED: N_("{name} has declined your invitation to {event}."),
    Response.NONE: N_("{name} has withdrawn the answer to your invitation to {event} and has not decided yet."),
}
_RATHER = N_("{name} proposes another time: {time}.")


class Desk(Protocol):
    """What takes answers to invitations of ours, for whoever organises the event."""

    async def given(self, answer: InvitationAnswer, guest: Person) -> bool:
        """Take an answer, once however often it comes; whether it is to one of ours. Raises `StorageError`."""
        ...


class GuestAnswers:
    """Stores them to be sent; those that would go to a mailbox of ours, which names an organiser, are taken `here`."""

    def __init__(self, outbox: Outbox, here: Desk) -> None:
        self._outbox = outbox
        self._here = here

    async def carry(self, answer: InvitationAnswer, guest: Person, *, key: str) -> bool:
        """As `AnswerCarrier.carry_answer`. Raises `StorageError`."""
        organizer = answer.event.draft.organizer
        to = (organizer.email or "") if organizer is not None else ""
        if organizer is None or not is_address(to) or not is_address(guest.email):
            return False
        if to.lower() in {each.address.lower() for each in self._outbox.accounts.values()}:
            return await self._here.given(answer, guest)
        title = one_line(answer.event.draft.title, _LONGEST_TITLE) or _(_UNTITLED)
        subject = _PROPOSED if answer.proposed else _SUBJECTS[answer.response]
        place = MailPlace("", to, _(subject, title=title), name=organizer.name)
        letter = GuestAnswer(
            place=place,
            event=answer.event,
            guest_name=guest.name,
            guest_email=guest.email or "",
            response=answer.response,
            proposed=answer.proposed,
            language=speech(),
        )
        await self._outbox.put(f"guest-answer-{key}", letter, person_id=guest.id)
        return True


def answer_text(answer: GuestAnswer) -> str:
    """What the mail says above the event (CommonMark)."""
    name = plain_words(answer.guest_name) or answer.guest_email
    if answer.proposed is None:
        return _(_SAID[answer.response], name=name, event=f"“{plain_words(answer.event.draft.title)}”")
    return _(_RATHER, name=name, time=_when(answer, proposed=True))


def answer_card(answer: GuestAnswer) -> Card:
    """The event as its organiser knows it, and when it is to be instead."""
    draft = answer.event.draft
    when, rather = _when(answer, proposed=False), _when(answer, proposed=True)
    row = CardRow(RowKind.WHEN, (rather,), (when,)) if answer.proposed else CardRow(RowKind.WHEN, (when,))
    return Card(title=brief(draft.title, _LONGEST_TITLE) or _(_UNTITLED), standing="", rows=(row,))


def _when(answer: GuestAnswer, *, proposed: bool) -> str:
    draft = answer.event.draft
    if proposed and answer.proposed is not None:
        start, end = answer.proposed
        draft = replace(draft, start=start, end=end)
    return when_label(draft, draft.zone)

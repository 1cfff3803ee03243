"""Answers of the people who were invited: whoever invited them is told, once for each time that one changes."""

from collections.abc import Sequence

import structlog

from threadline.bots.email.invitations.imip import CalendarReply, read_replies
from threadline.bots.email.invitations.invitations import invitation_lane, is_invitation, plain_words, told_by
from threadline.bots.email.invitations.organiser_notices import Organisers
from threadline.bots.email.mail.parsed_mail import CalendarPart, ParsedMail
from threadline.core.channels.port import Method
from threadline.storage.outbox import OutboxRecord
from threadline.texts.messages import N_, NP_, _

log = structlog.get_logger()

_SAID = {
    "accepted": (NP_("answer", "Accepted"), N_("{name} has accepted your invitation to {event}.")),
    "declined": (NP_("answer", "Declined"), N_("{name} has declined your invitation to {event}.")),
    "tentative": (NP_("answer", "Perhaps"), N_("{name} may come to {event}.")),
}
_MOST_TOLD = 10
"""Changes of mind that are told of for one invitation: a program that answers in circles fills nobody's inbox."""


class Attendance:
    """Takes the answers of attendees."""

    def __init__(self, organisers: Organisers) -> None:
        self._organisers = organisers
        self._store = organisers.outbox.store

    async def answered(self, mail: ParsedMail, replies: Sequence[CalendarPart]) -> bool:
        """Tell of the answers in a mail, whose sender must be proved; whether any is to an invitation of ours.

        An answer counts only where it is of the address that we invited to the event of that UID, and speaks for that
        address alone. Raises `StorageError`: then it may be handed in again.
        """
        sender = mail.sender.email.lower() if mail.sender else ""
        ours = False
        for reply in (reply for part in replies for reply in read_replies(part.text)):
            sent = await self._store.of_lane(invitation_lane(f"{reply.uid}@threadline", sender))
            invitations = [one for one in sent if is_invitation(one)]
            ours = ours or bool(invitations)
            if invitations and reply.attendees == (sender,):
                await self._tell(mail, reply, invitations)
        return ours

    async def _tell(self, mail: ParsedMail, reply: CalendarReply, invitations: Sequence[OutboxRecord]) -> None:
        newest = invitations[-1]
        sequence, method = told_by(newest)
        if method is Method.CANCEL or reply.status not in _SAID:
            return
        lane = f"answers-{newest.lane}"
        told = await self._store.of_lane(lane)
        answer = f"{sequence if reply.sequence is None else reply.sequence}-{reply.status}"
        if reply.occurrence:
            answer += "-once"
        if told and told[-1].key.endswith(f"-{answer}"):
            return
        if len(told) >= _MOST_TOLD:
            log.warning("an attendee answers again and again", invitation=newest.key)
            return
        subject, said = _SAID[reply.status]
        text = _(said, name=_name(mail, newest.recipient), event="{event}")
        if reply.occurrence:
            text += " " + _("This is about one occurrence of the series.")
        if reply.sequence is not None and reply.sequence < sequence:
            text += " " + _("The answer is to the invitation as it was before you changed the event.")
        await self._organisers.tell(newest, _(subject), text, key=f"{lane}-{len(told)}-{answer}", lane=lane)


def _name(mail: ParsedMail, address: str) -> str:
    name = plain_words(mail.sender.name) if mail.sender else ""
    return f"{name} ({plain_words(address)})" if name and name.lower() != address else plain_words(address)

"""Answers of the people who were invited: whoever invited them is told, once for each time that one changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import structlog

from threadline.bots.email.invitations.imip import CalendarReply, answer_here, read_replies
from threadline.bots.email.invitations.invitations import invitation_lane, is_invitation, plain_words, told_by
from threadline.bots.email.invitations.organiser_notices import Organisers
from threadline.bots.email.mail.parsed_mail import CalendarPart, ParsedMail
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.calendar.acts import Venue
from threadline.calendar.event import EventDraft, Identity, Response
from threadline.core.channels.formatting import shortened, when_label
from threadline.core.channels.port import Inbox, InvitationAnswer, Method
from threadline.core.domain.invited_event import Heard, InvitedEvent
from threadline.core.domain.message import Author, Message, Person, Source, Wishes
from threadline.storage.outbox import OutboxRecord
from threadline.storage.persons import utc_now
from threadline.texts.messages import N_, NP_, _

log = structlog.get_logger()

_SAID = {
    "accepted": (NP_("answer", "Accepted"), N_("{name} has accepted your invitation to {event}.")),
    "declined": (NP_("answer", "Declined"), N_("{name} has declined your invitation to {event}.")),
    "tentative": (NP_("answer", "Perhaps"), N_("{name} may come to {event}.")),
    "needs-action": (
        NP_("answer", "Not answered yet"),
        N_("{name} has withdrawn the answer to your invitation to {event} and has not decided yet."),
    ),
}
_RATHER = N_("{name} proposes another time: {time}.")
_LONGEST_TITLE = 200
_MOST_TOLD = 10
"""Changes of mind that are told of for one invitation: a program that answers in circles fills nobody's inbox."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who answers, by what name, in a mail of which subject, and when."""

    name: str
    subject: str
    at: datetime


class Attendance:
    """Takes the answers of attendees."""

    def __init__(self, organisers: Organisers, inbox: Inbox) -> None:
        self._organisers = organisers
        self._inbox = inbox
        self._store = organisers.outbox.store

    async def answered(self, mail: ParsedMail, replies: Sequence[CalendarPart]) -> bool:
        """Tell of the answers in a mail, whose sender must be proved; whether any is to an invitation of ours.

        An answer counts only where it is of the guest whom we invited to the event of that UID, by any address that is
        proved to be theirs, and speaks for them alone; one that somebody sends for a guest is told, and changes
        nothing. Raises `StorageError`: then it may be handed in again.
        """
        sender = mail.sender.email.lower() if mail.sender else ""
        mine = await self._organisers.addresses_of(sender)
        ours = False
        for reply in (reply for part in replies for reply in read_replies(part.text)):
            for_another = reply.sent_by == sender and len(reply.attendees) == 1
            invitations = await self._sent(reply.uid, *(reply.attendees if for_another else mine))
            ours = ours or bool(invitations)
            if not invitations or len(reply.attendees) != 1 or not (for_another or reply.attendees[0] in mine):
                continue
            name = mail.sender.name if mail.sender else ""
            await self._take(Said(name, mail.subject, mail.sent_at or utc_now()), reply, invitations)
        return ours

    async def given(self, answer: InvitationAnswer, guest: Person) -> bool:
        """As `answered`, for an answer to an invitation of ours that its guest gives here; whether it is to one.

        Raises `StorageError`.
        """
        address = (guest.email or "").lower()
        reply = answer_here(answer, address)
        invitations = await self._sent(reply.uid, *await self._organisers.addresses_of(address)) if reply else []
        if reply is None or not invitations:
            return False
        by = Said(guest.name, shortened(" ".join(answer.event.draft.title.split()), _LONGEST_TITLE), utc_now())
        await self._take(by, reply, invitations)
        return True

    async def _take(self, by: Said, reply: CalendarReply, invitations: Sequence[OutboxRecord]) -> None:
        if reply.proposed is not None:
            await self._propose(by, reply, invitations[-1])
        else:
            await self._tell(by, reply, invitations)

    async def _sent(self, uid: str, *addresses: str) -> list[OutboxRecord]:
        """The invitations to an event that were sent to the first of the addresses that was invited."""
        for address in addresses:
            sent = await self._store.of_lane(invitation_lane(f"{uid}@threadline", address))
            if found := [one for one in sent if is_invitation(one)]:
                return found
        return []

    async def _propose(self, by: Said, reply: CalendarReply, invitation: OutboxRecord) -> None:
        """Another time that a guest would rather have becomes a card of the organiser's."""
        organiser = await self._organisers.of(invitation)
        if organiser is None or not organiser.email or reply.proposed is None:
            return
        start, end = (moment.astimezone(ZoneInfo(organiser.zone)) for moment in reply.proposed)
        draft = EventDraft("", start, end, organiser.zone)
        name, uid = _name(by, invitation.recipient), f"{reply.uid}@threadline"
        proposed = InvitedEvent(
            draft,
            Identity(uid),
            heard=Heard.PROPOSED,
            notes=(reply.comment,) if reply.comment else (),
            alone=reply.occurrence,
            alone_at=reply.date,
            by=name,
        )
        place = MailPlace(invitation.mailbox, organiser.email, by.subject, name=organiser.name)
        said = f"{uid} {invitation.recipient} {start} {end} {reply.date or ''}".rstrip()
        await self._inbox.receive(
            Message(
                channel="email",
                event_key=f"counter-{sha256(said.encode()).hexdigest()}",
                conversation_key=f"counter-{sha256(f'{organiser.id} {uid}'.encode()).hexdigest()}",
                author=Author(
                    organiser.email.lower(), name=organiser.name, email=organiser.email, person_id=organiser.id
                ),
                text="",
                material="\n\n".join((_(_RATHER, name=name, time=when_label(draft, organiser.zone)), *proposed.notes)),
                sent_at=by.at,
                wishes=Wishes(source=Source.EMAIL, template_id="schedule"),
                title=by.subject,
                address=place.to_json(),
                venue=Venue.MAIL,
                invited=(proposed,),
            )
        )

    async def _tell(self, by: Said, reply: CalendarReply, invitations: Sequence[OutboxRecord]) -> None:
        newest = invitations[-1]
        sequence, method = told_by(newest)
        if method is Method.CANCEL or reply.status not in _SAID:
            return
        lane = f"answers-{newest.lane}"
        told = await self._store.of_lane(lane)
        answer = f"{sequence if reply.sequence is None else reply.sequence}-{reply.status}"
        if reply.occurrence:
            answer += "-once"
        if reply.sent_by:
            answer += "-for-them"
        if told and told[-1].key.endswith(f"-{answer}"):
            return
        if len(told) >= _MOST_TOLD:
            log.warning("an attendee answers again and again", invitation=newest.key)
            return
        subject, said = _SAID[reply.status]
        text = _(said, name=_name(by, newest.recipient), event="{event}")
        if reply.occurrence:
            text += " " + _("This is about one occurrence of the series.")
        if reply.sent_by and reply.sent_by != newest.recipient.lower():
            text += " " + _("{name} answered on their behalf.", name=plain_words(reply.sent_by))
        if reply.comment:
            text += "\n\n> " + plain_words(reply.comment)
        older = reply.sequence is not None and reply.sequence < sequence
        if not older and not reply.occurrence and not reply.sent_by:
            response = Response(reply.status)
            await self._organisers.answered(newest, f"{reply.uid}@threadline", newest.recipient.lower(), response)
        if older:
            text += " " + _("The answer is to the invitation as it was before you changed the event.")
        await self._organisers.tell(newest, _(subject), text, key=f"{lane}-{len(told)}-{answer}", lane=lane)


def _name(by: Said, address: str) -> str:
    name = plain_words(by.name)
    return f"{name} ({plain_words(address)})" if name and name.lower() != address else plain_words(address)

"""What becomes of a mail that was stored: answered, carried out, left unanswered, or put aside with the reason.

Everything here may be done again after a crash: a message is known by its key, a courtesy by its own, and deciding on a
proposal twice is deciding once.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from threadline.bots.email.incoming.bounces import read_bounce
from threadline.bots.email.incoming.command_address import requested
from threadline.bots.email.incoming.copies import is_for_others
from threadline.bots.email.incoming.guest_words import GuestWords
from threadline.bots.email.incoming.loops import is_bounce, plain_address, why_not_answered
from threadline.bots.email.incoming.normalisation import MessageMaker, Received, is_empty, says_nothing
from threadline.bots.email.incoming.outside import Outside
from threadline.bots.email.incoming.poll_votes import PollVotes
from threadline.bots.email.incoming.returned_mail import Returns
from threadline.bots.email.incoming.rsvp_decisions import ReplyDesk
from threadline.bots.email.incoming.rsvp_notices import Attendance
from threadline.bots.email.incoming.sender_check import Sender, Senders, Standing
from threadline.bots.email.incoming.threads import MailThreads
from threadline.bots.email.invitations.imip import ANSWERS
from threadline.bots.email.mail.parsed_mail import CalendarPart, MailUnreadable, ParsedMail
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.parsing.pool import ParsingPool
from threadline.config.mailbox import MailboxSettings
from threadline.core.channels.port import Inbox
from threadline.core.domain.message import Person
from threadline.core.templates.library import TemplateLibrary
from threadline.storage.mail import ACCEPTED, ClaimedMail, Finished, MailState, MailStore
from threadline.texts import formats
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

SILENT, BOUNCE, REPLY, STRANGER, UNVERIFIED = "silent", "bounce", "reply", "stranger", "unverified"
LIMITED, TOO_LARGE, UNREADABLE = "limited", "too_large", "unreadable"
_WEEK, _DAY, _HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
MOST_IN_A_THREAD = 50
"""How many mails go out in one thread within a day: two programs that answer each other come to an end."""
_HEAD_END = b"\r\n\r\n"
_LONGEST_HEAD = 200_000
_TO_STRANGERS = N_(
    "I am an assistant that answers registered people only, and your address is not registered with me. "
    "Please ask the person or organisation you have my address from. I will not repeat this for a week."
)

_LONG_THREAD = N_(
    "I have sent {number} mails in this thread in one day, so I have set yours aside. Please start a new thread."
)


class SenderUndecided(Exception):
    """Whether the sender is genuine cannot be told now: the mail is looked at again later."""


@dataclass(frozen=True, slots=True)
class IntakeParts:
    """What the intake works with."""

    store: MailStore
    parser: ParsingPool
    senders: Senders
    desk: ReplyDesk
    attendance: Attendance
    guest_words: GuestWords
    outside: Outside
    poll_votes: PollVotes
    returns: Returns
    courtesies: Outbox
    inbox: Inbox
    library: TemplateLibrary
    messages: MessageMaker
    threads: MailThreads


class Intake:
    """Deals with one mail at a time. `per_hour` is how many of one sender's are answered in an hour."""

    def __init__(self, parts: IntakeParts, mailboxes: Mapping[str, MailboxSettings], *, per_hour: int) -> None:
        self._parts = parts
        self._mailboxes = mailboxes
        self._ours = frozenset(plain_address(mailbox.address) for mailbox in mailboxes.values())
        self._per_hour = per_hour

    async def take(self, stored: ClaimedMail) -> Finished:
        """Deal with a mail. Raises `MailUnreadable`, `SenderUndecided`, `StorageError`."""
        mailbox = self._mailboxes[stored.mailbox]
        if not stored.raw:
            return Finished(MailState.QUARANTINED, UNREADABLE, "The mail server did not hand it out.")
        mail = await self._parts.parser.parse(stored.raw)
        # Before all else: whatever answers a bounce gets a bounce back.
        if is_bounce(mail):
            bounce = read_bounce(stored.raw)
            await self._parts.returns.take(bounce)
            return Finished(MailState.DONE, BOUNCE, str(bounce))
        reason = why_not_answered(mail, ours=self._ours)
        replies = _replies(mail)
        from_us = any(plain_address(sender.email) in self._ours for sender in mail.senders)
        # Calendars send answers to invitations by themselves, so those look like what is never answered.
        if reason and (not replies or from_us):
            return Finished(MailState.DONE, SILENT, reason, _sender(mail))
        invitation = None if replies else await self._parts.guest_words.answered(mail)
        exchange = None if replies or invitation else await self._parts.outside.answered(mail)
        voter = None if replies or invitation or exchange else await self._parts.poll_votes.asked(mail)
        prove = bool(replies) or any(each is not None for each in (invitation, exchange, voter))
        at = stored.arrived_at
        sender = await self._parts.senders.of(mail, stored.raw, mailbox, whole=stored.whole, prove=prove, arrived_at=at)
        if sender.standing is Standing.UNDECIDED:
            raise SenderUndecided(sender.reason)
        if invitation is not None and (sender.person is None or sender.person.id != invitation.person_id):
            await self._parts.guest_words.tell(mail, invitation, proved=sender.standing is not Standing.UNVERIFIED)
            return Finished(MailState.DONE, REPLY, sender=sender.address)
        if exchange is not None and (sender.person is None or sender.person.id != exchange.person_id):
            proved = sender.standing is not Standing.UNVERIFIED
            await self._parts.outside.hear(exchange, mail, mailbox.key, at, proved=proved)
            return Finished(MailState.DONE, REPLY, sender=sender.address)
        known = sender.person is not None
        if voter is not None and await self._parts.poll_votes.take(mail, voter, mailbox.key, known=known, arrived=at):
            return Finished(MailState.DONE, REPLY, sender=sender.address)
        if sender.person is None:
            return await self._of_nobody(stored, mail, sender, mailbox)
        if replies:
            return await self._carry_out(mail, replies, sender.person)
        return await self._of_somebody(stored, mail, sender.person, sender, mailbox)

    async def unreadable(self, stored: ClaimedMail, reason: str) -> None:
        """Tell a registered sender that their mail could not be read, if at least its head can be. Best effort.

        Raises `StorageError`.
        """
        mailbox = self._mailboxes[stored.mailbox]
        # Its head alone: what could not be read is the body, and the head says who waits for an answer.
        head = stored.raw[:_LONGEST_HEAD].partition(_HEAD_END)[0] + _HEAD_END
        try:
            mail = await self._parts.parser.parse(head)
        except MailUnreadable:
            return
        if is_bounce(mail) or why_not_answered(mail, ours=self._ours):
            return
        sender = await self._parts.senders.of(mail, stored.raw, mailbox, whole=stored.whole)
        if sender.person is not None:
            await self._tell(mail, mailbox, _unread((reason,), sender.person), key=_notice_key(stored))

    async def _of_nobody(
        self, stored: ClaimedMail, mail: ParsedMail, sender: Sender, mailbox: MailboxSettings
    ) -> Finished:
        if sender.standing is Standing.UNVERIFIED:
            state = MailState.QUARANTINED if sender.claims_person else MailState.DONE
            return Finished(state, UNVERIFIED, sender.reason, sender.address)
        replies = _replies(mail)
        if replies and await self._parts.attendance.answered(mail, replies):
            return Finished(MailState.DONE, REPLY, sender=sender.address)
        wanted = self._parts.senders.answers_strangers and self._is_addressed(mail) and not _by_calendar(mail)
        if wanted and not await self._parts.store.count(sender.address, STRANGER, within=_WEEK):
            year, week, _day = stored.arrived_at.isocalendar()  # keeps mails that came together to one answer
            await self._tell(mail, mailbox, _(_TO_STRANGERS), key=f"stranger-{sender.address}-{year}-{week}")
        return Finished(MailState.DONE, STRANGER, "Its sender is not registered.", sender.address)

    def _is_addressed(self, mail: ParsedMail) -> bool:
        """Whether its sender wrote to us: a filter or a redirect of somebody's mailbox passes on what was not."""
        return any(plain_address(each.email) in self._ours for each in (*mail.to, *mail.cc))

    async def _carry_out(self, mail: ParsedMail, replies: list[CalendarPart], person: Person) -> Finished:
        ours = [await self._parts.desk.decide(mail, part, person) for part in replies]
        if any(ours) or await self._parts.attendance.answered(mail, replies):
            return Finished(MailState.DONE, REPLY, sender=_sender(mail))
        return Finished(MailState.DONE, SILENT, "An answer to an invitation that is not ours.", _sender(mail))

    async def _of_somebody(
        self, stored: ClaimedMail, mail: ParsedMail, person: Person, sender: Sender, mailbox: MailboxSettings
    ) -> Finished:
        if not stored.whole:
            with speaking(person.speech):
                reason = _("It is too large to be read: {size} bytes.", size=formats.number(stored.size))
            await self._tell(mail, mailbox, _unread((reason,), person), key=_notice_key(stored))
            return Finished(MailState.QUARANTINED, TOO_LARGE, reason, sender.address)
        if await self._parts.store.count(sender.address, ACCEPTED, within=_HOUR) >= self._per_hour:
            return await self._limited(stored, mail, sender, mailbox)
        if is_empty(mail):
            reason = " ".join(mail.notes)
            await self._tell(mail, mailbox, _unread(mail.notes, person), key=_notice_key(stored))
            return Finished(MailState.QUARANTINED, UNREADABLE, reason, sender.address)
        request = await requested(mail, ours=mailbox.address, owner_id=person.id, library=self._parts.library)
        received = Received(mail, person, mailbox.key, request, stored.arrived_at, self._ours)
        messages = await self._parts.messages.messages(received)
        if says_nothing(messages[0], mail):
            reason = " ".join(messages[0].notes)
            await self._tell(mail, mailbox, _unread(messages[0].notes, person), key=_notice_key(stored))
            return Finished(MailState.QUARANTINED, UNREADABLE, reason, sender.address)
        if len(messages) == 1 and await self._parts.outside.begin(received, messages[0]):
            return Finished(MailState.DONE, ACCEPTED, sender=sender.address)
        answers_us = await self._parts.messages.answered(mail, person) is not None
        if not answers_us and await asyncio.to_thread(is_for_others, messages[0], mail, self._ours, person.zone):
            return Finished(MailState.DONE, SILENT, "It is between others and asks nothing of us.", sender.address)
        day = stored.arrived_at - _DAY
        if await self._parts.threads.answers(messages[0].conversation_key, since=day) >= MOST_IN_A_THREAD:
            text = _(_LONG_THREAD, number=MOST_IN_A_THREAD)
            key = f"thread-{messages[0].conversation_key}-{stored.arrived_at:%Y%m%d}"
            await self._tell(mail, mailbox, text, key=key)
            return Finished(
                MailState.QUARANTINED, LIMITED, "Its thread was answered too often in a day.", sender.address
            )
        for message in messages:
            await self._parts.inbox.receive(message)
        return Finished(MailState.DONE, ACCEPTED, sender=sender.address)

    async def _limited(
        self, stored: ClaimedMail, mail: ParsedMail, sender: Sender, mailbox: MailboxSettings
    ) -> Finished:
        reason = f"More than {self._per_hour} mails of this sender came in an hour."
        if not await self._parts.store.count(sender.address, LIMITED, within=_HOUR):
            text = _(
                "More than {number} mails came from this sender within an hour. I have set this one and any that "
                "follow aside. Please write again in an hour.",
                number=self._per_hour,
            )
            await self._tell(mail, mailbox, text, key=f"limited-{sender.address}-{stored.arrived_at:%Y%m%d%H}")
        return Finished(MailState.QUARANTINED, LIMITED, reason, sender.address)

    async def _tell(self, mail: ParsedMail, mailbox: MailboxSettings, text: str, *, key: str) -> None:
        assert mail.sender is not None  # noqa: S101 - nobody is verified without one
        await self._parts.courtesies.courtesy(
            mail.sender.email,
            subject=mail.subject,
            text=text,
            key=key,
            mailbox=mailbox.key,
            in_reply_to=mail.message_id,
            references=mail.references or mail.in_reply_to,
            name=mail.sender.name,
        )


def _sender(mail: ParsedMail) -> str | None:
    return mail.sender.email.lower()[:320] if mail.sender else None


def _by_calendar(mail: ParsedMail) -> bool:
    """Whether a calendar program sent it: what it says to its guests nobody wrote to us (RFC 5546, 3.2)."""
    return any(part.method for part in mail.calendars)


def _replies(mail: ParsedMail) -> list[CalendarPart]:
    return [part for part in mail.calendars if part.method in ANSWERS]


def _unread(notes: Sequence[str], person: Person) -> str:
    """What is told of a mail that was not read, for these reasons, in the language of whoever sent it."""
    with speaking(person.speech):
        return _("I could not read your mail. {reason}", reason=" ".join(_(note) for note in notes))


def _notice_key(stored: ClaimedMail) -> str:
    """What is told about a mail is told once, however often it is tried or moved back."""
    return f"mail-{sha256(stored.raw).hexdigest()}"

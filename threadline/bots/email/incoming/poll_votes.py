"""Votes by mail: an answer to the mail that asked somebody for a poll, whoever they are to us.

The Message-ID of that mail cannot be guessed and is known to its recipient alone. So what answers it from the address
that was asked is their vote, even where their mail server proves nothing.
"""

from datetime import datetime
from hashlib import sha256

from threadline.bots.email.incoming.normalisation import mail_key
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.bots.email.outbox.outbox import Outbox
from threadline.core.people.directory import People
from threadline.core.polls.poll import Poll
from threadline.core.polls.poll_lines import heard_lines, partly_line
from threadline.core.polls.polls import Polls
from threadline.core.polls.vote_words import Vote, read_mailed_vote
from threadline.storage.polls import Ballot, VoterRecord, WhoVotes
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

_MOST_ANSWERED = 5


class PollVotes:
    """Takes votes that come by mail."""

    def __init__(self, polls: Polls, people: People, outbox: Outbox) -> None:
        self._polls = polls
        self._people = people
        self._outbox = outbox

    async def asked(self, mail: ParsedMail) -> VoterRecord | None:
        """Whom of a poll this mail is from, by the mail that it answers. Raises `StorageError`."""
        answered = dict.fromkeys((*mail.in_reply_to, *reversed(mail.references[-_MOST_ANSWERED:])))
        voter = await self._polls.store.of_mail(list(answered))
        sender = mail.sender.email.lower() if mail.sender and len(mail.senders) == 1 else ""
        return voter if voter is not None and voter.email == sender else None

    async def take(self, mail: ParsedMail, voter: VoterRecord, mailbox: str, *, known: bool, arrived: datetime) -> bool:
        """Count the vote and tell its writer; False where it is none and its writer is `known`: it is read as a mail.

        Raises `StorageError`: then it may be handed in again.
        """
        poll = await self._polls.get(voter.poll_id)
        if poll is None:
            return False
        zone = await self._zone(poll, voter)
        words = read_mailed_vote(mail.text)
        vote = words.of(poll.terms.starts, zone, poll.terms.zone) if words is not None else None
        if vote is None and known:
            return False
        with speaking(poll.terms.language):
            said = await self._said(mail, voter, poll, vote, zone, arrived)
            await self._tell(mail, mailbox, said)
        return True

    async def _said(
        self, mail: ParsedMail, voter: VoterRecord, poll: Poll, vote: Vote | None, zone: str, arrived: datetime
    ) -> str:
        """What is answered to them, once their vote is counted."""
        if not poll.is_open:
            return _("The poll is closed.")
        if vote is None:
            example = _("Answer with the numbers that suit you, for example “1 and 2” or “none of these”.")
            return "\n\n".join((_("I could not tell which of the times suit you."), example))
        if vote.partly:
            return partly_line(vote.numbers)
        at = min(mail.sent_at or arrived, arrived)
        who = WhoVotes(voter.name, voter.email, zone=zone, voter_id=voter.id)
        counted = await self._polls.vote(poll, who, Ballot(vote.numbers, at, mail_key(mail)))
        return "\n\n".join(heard_lines(counted, vote.numbers, zone)) if counted else _("The poll is closed.")

    async def _zone(self, poll: Poll, voter: VoterRecord) -> str:
        person = await self._people.by_email(voter.email) if voter.email else None
        return person.zone if person is not None else voter.zone or poll.terms.zone

    async def _tell(self, mail: ParsedMail, mailbox: str, text: str) -> None:
        assert mail.sender is not None  # noqa: S101 - nobody was asked without an address
        await self._outbox.courtesy(
            mail.sender.email,
            subject=mail.subject,
            text=text,
            key=f"vote-{sha256(mail_key(mail).encode()).hexdigest()}",
            mailbox=mailbox,
            in_reply_to=mail.message_id,
            references=mail.references or mail.in_reply_to,
            name=mail.sender.name,
        )

"""The outbox: what is put here is sent, once, whatever is killed.

Every mail has a key. The same key is the same mail, and has the same Message-ID however often it must be tried, so that
a receiver who got it before our process died knows it again.
"""

import asyncio
from collections.abc import Mapping
from hashlib import sha256

from threadline.bots.email.mail.stored_content import Answer, Letter, Notice, letter_to_json
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.smtp import SmtpAccount
from threadline.calendar.ics_lines import is_address
from threadline.core.channels.errors import SurfaceGone
from threadline.core.domain.message import Turn, storable
from threadline.storage.outbox import NewMail, OutboxStore
from threadline.texts.speaking import speech

NAME = "email"
_LONGEST_KEY = 200
_ID_LENGTH = 40


class Outbox:
    """Stores mails to be sent. `accounts` are the mailboxes by name; the first sends where none is named.

    `news` is set, and replaced, whenever there may be something to send: take it before you look.
    """

    def __init__(self, store: OutboxStore, accounts: Mapping[str, SmtpAccount]) -> None:
        if not accounts:
            raise ValueError("an outbox needs a mailbox to send from")
        self.store = store
        self.accounts = accounts
        self.news = asyncio.Event()

    async def answer(self, turn: Turn, place: MailPlace, text: str) -> str:
        """Store a turn's answer; it goes out when the turn is over, or with the card. Answers with its Message-ID.

        Until then a later start of the turn replaces it; afterwards it is what was answered. Raises `SurfaceGone` where
        nobody can be written to, `StorageError`.
        """
        letter, lane = Answer(place, storable(text), speech()), conversation_lane(turn.conversation_id)
        mail = self.mail(turn.key, place, letter, lane=lane, person_id=turn.person.id)
        await self.store.hold(mail, turn_id=turn.message_id, epoch=turn.epoch)
        self.wake()
        return mail.message_ref

    async def courtesy(
        self,
        to: str,
        *,
        subject: str,
        text: str,
        key: str,
        mailbox: str = "",
        in_reply_to: str = "",
        references: tuple[str, ...] = (),
        name: str = "",
    ) -> bool:
        """Answer somebody who is not registered, once per `key` (such as the address and the week).

        `text` is CommonMark, `subject` that of their mail. Message ids are without angle brackets. False if that was
        sent before, or `to` is no address that can be written to.
        """
        place = MailPlace(mailbox, to, subject, in_reply_to, references, name)
        return await self.put(key, Notice(place, text, replied=True))

    async def put(self, key: str, letter: Letter, *, person_id: str | None = None, lane: str = "") -> bool:
        """Store a mail to be sent now; False if its key is known or its address is none."""
        if not is_address(letter.place.to):
            return False
        stored = await self.store.add(self.mail(key, letter.place, letter, lane=lane, person_id=person_id))
        self.wake()
        return stored

    def wake(self) -> None:
        """Let those who wait look again."""
        self.news.set()
        self.news = asyncio.Event()

    def account(self, name: str) -> SmtpAccount:
        """The mailbox of that name; the first where there is none."""
        return self.accounts.get(name) or next(iter(self.accounts.values()))

    def mail(
        self, key: str, place: MailPlace, letter: Letter, *, lane: str = "", person_id: str | None = None
    ) -> NewMail:
        """What the outbox stores of a letter. Raises `SurfaceGone` where it cannot be addressed."""
        if not is_address(place.to):
            raise SurfaceGone("There is no address to write to", channel=NAME)
        account = self.account(place.mailbox)
        return NewMail(
            key=short_key(key),
            mailbox=account.name,
            recipient=place.to,
            lane=lane or key,
            message_ref=message_ref(key, account),
            body=letter_to_json(letter),
            person_id=person_id,
        )


def conversation_lane(conversation_id: str) -> str:
    """The lane of a conversation: its mails go out one after the other."""
    return f"conversation-{conversation_id}"


def message_ref(key: str, account: SmtpAccount) -> str:
    """The Message-ID of the mail of a key, without angle brackets: the same for ever."""
    return f"{sha256(key.encode()).hexdigest()[:_ID_LENGTH]}@{account.domain}"


def short_key(key: str) -> str:
    """The key in the form that the outbox has room for."""
    return key if len(key) <= _LONGEST_KEY else f"{key[:100]}-{sha256(key.encode()).hexdigest()}"

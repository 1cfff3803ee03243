"""What guests answer to an invitation in words: it goes on to whoever invited them, and they get no answer.

Reply-To leads their words to the organiser, but not every program minds it. The Message-ID of an invitation is known to
its recipient alone, so what answers it is told of even where the sender's mail server proves nothing.
"""

from hashlib import sha256

import structlog

from threadline.bots.email.invitations.invitations import is_invitation, plain_words
from threadline.bots.email.invitations.organiser_notices import Organisers
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.storage.outbox import OutboxRecord
from threadline.texts.messages import N_, NP_, _

log = structlog.get_logger()

_MOST_ANSWERED = 5
_LONGEST = 2_000
_MOST_TOLD = 20
"""How many mails of one guest about one event are passed on: programs that answer each other fill nobody's inbox."""
_SUBJECT = NP_("answer", "Message")
_WROTE = N_("{name} wrote about your invitation to {event}:")
_UNPROVED = N_("It answers the invitation, but I could not verify that it came from this address.")
_NOTHING = N_("The mail has no words of its own.")


class GuestWords:
    """Passes on what guests write."""

    def __init__(self, organisers: Organisers) -> None:
        self._organisers = organisers
        self._store = organisers.outbox.store

    async def answered(self, mail: ParsedMail) -> OutboxRecord | None:
        """The invitation of ours that a mail of its recipient answers. Raises `StorageError`."""
        sender = mail.sender.email.lower() if mail.sender and len(mail.senders) == 1 else ""
        ids = (*mail.in_reply_to, *mail.references[-_MOST_ANSWERED:])
        if not sender or not ids:
            return None
        found = await self._store.of_refs(ids)
        ours = [each for each in found if is_invitation(each) and each.recipient.lower() == sender]
        return ours[-1] if ours else None

    async def tell(self, mail: ParsedMail, invitation: OutboxRecord, *, proved: bool) -> None:
        """Mail the organiser what the guest wrote, once. Raises `StorageError`."""
        lane = f"words-{invitation.lane}"
        told = await self._store.of_lane(lane)
        if len(told) >= _MOST_TOLD:
            log.warning("a guest writes again and again", invitation=invitation.key)
            return
        said = mail.text.strip()[:_LONGEST]
        address = plain_words(invitation.recipient)
        name = plain_words(mail.sender.name) if mail.sender and mail.sender.name else ""
        lines = "\n".join(f"> {plain_words(line)}  " for line in said.splitlines()) or f"_{_(_NOTHING)}_"
        text = f"{_(_WROTE, name=f'{name} ({address})' if name else address, event='{event}')}\n\n{lines}"
        if not proved:
            text += f"\n\n_{_(_UNPROVED)}_"
        digest = sha256(f"{mail.message_id}\n{said}".encode("utf-8", "replace")).hexdigest()[:40]
        await self._organisers.tell(invitation, _(_SUBJECT), text, key=f"{lane}-{digest}", lane=lane)

"""Mails of ours that came back: they are marked, and whoever invited somebody in vain is told."""

import structlog

from threadline.bots.email.incoming.bounces import Bounce
from threadline.bots.email.invitations.invitations import is_invitation, plain_words
from threadline.bots.email.invitations.organiser_notices import Organisers
from threadline.storage.outbox import OutboxRecord
from threadline.texts.messages import _

log = structlog.get_logger()


class Returns:
    """Finds the mails that reports are about."""

    def __init__(self, organisers: Organisers) -> None:
        self._organisers = organisers
        self._store = organisers.outbox.store

    async def take(self, bounce: Bounce) -> bool:
        """Mark the mail that a report is about; whether it is one of ours that did not arrive.

        Who only claims that a mail came back does not know its Message-ID, which nobody but its recipient got to see.
        Raises `StorageError`: then it may be handed in again.
        """
        if not bounce.failed or not bounce.message_ids:
            return False
        found = [mail for mail in await self._store.of_refs(bounce.message_ids) if _is_meant(mail, bounce)]
        for mail in found:
            if is_invitation(mail):
                await self._tell(mail, bounce)
            if await self._store.bounced(mail, reason=f"It came back: {bounce}"):
                log.warning("a mail came back", mail=mail.key, reason=str(bounce))
        return bool(found)

    async def _tell(self, mail: OutboxRecord, bounce: Bounce) -> None:
        why = " ".join(part for part in (bounce.status, bounce.diagnostic) if part)
        reason = " " + _("The mail server says: {reason}", reason=plain_words(why)) if why else ""
        name = plain_words(mail.recipient)
        text = _("Your invitation of {name} to {event} could not be delivered.", name=name, event="{event}") + reason
        await self._organisers.tell(
            mail, _("Not delivered"), text, key=f"bounce-{mail.key}", lane=f"bounce-{mail.lane}"
        )


def _is_meant(mail: OutboxRecord, bounce: Bounce) -> bool:
    """A report on a digest names several mails; where it names recipients, one of them is the mail's."""
    named = {one for one in (bounce.recipient.lower(), bounce.original.lower()) if one}
    return not named or mail.recipient.lower() in named or len(bounce.message_ids) == 1

"""What the bot sends beside its answers: cards, notices, words for one person; each once, found again by its key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.teams.connector import Connector
from threadline.bots.teams.thread_ref import Place, base_of
from threadline.core.channels.errors import ChannelError, SurfaceGone
from threadline.storage.teams import SentRecord, TeamsDirectory, TeamsOutbox, TeamsPersonRecord

log = structlog.get_logger()

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Sends messages, proactive ones included."""

    connector: Connector
    directory: TeamsDirectory
    outbox: TeamsOutbox

    async def service_url(self, conversation: str, otherwise: str) -> str:
        """Where a conversation is reached now; `otherwise` is where it was reached once. Raises `StorageError`."""
        known = await self.directory.conversation(base_of(conversation))
        return known.service_url if known is not None else otherwise

    async def once(self, key: str, place: Place, conversation: str, content: Mapping[str, Any]) -> str:
        """Send a message under a key, unless that was done; answers with its id. Raises `ChannelError`."""
        if not await self.outbox.claim(key, conversation):
            sent = await self.outbox.of_key(key)
            return sent[0].activity_id if sent else ""
        try:
            url = await self.service_url(conversation, place.service_url)
            activity_id = await self.connector.send(url, conversation, message(content))
        except ChannelError:
            await self.outbox.withdraw(key)
            raise
        await self.outbox.put(SentRecord(key, 0, conversation, activity_id))
        return activity_id

    async def whisper(self, place: Place, key: str, content: Mapping[str, Any]) -> None:
        """Tell somebody something in a conversation that nobody else sees; in their own chat as it is.

        Once under its key. It is a courtesy: where it cannot be told, that is logged.
        """
        try:
            if place.personal:
                await self.once(key, place, place.conversation, content)
                return
            if await self.outbox.claim(key, place.conversation):
                url = await self.service_url(place.conversation, place.service_url)
                await self.connector.target(url, place.conversation, message(content), account=place.account)
        except ChannelError as error:
            log.warning("could not tell a person", missing=error.missing, error=str(error))

    async def chat_of(self, person_id: str) -> Place | None:
        """Somebody's own chat with the bot, opened if there is none; None if they are unknown or unreachable.

        Raises `ChannelError` for trouble that may pass.
        """
        for account in await self.directory.accounts(person_id):
            if (place := await self._known_chat(account)) is not None:
                return place
        for account in await self.directory.accounts(person_id):
            if (place := await self._opened_chat(account)) is not None:
                return place
        return None

    async def _known_chat(self, account: TeamsPersonRecord) -> Place | None:
        if account.conversation_id is None:
            return None
        known = await self.directory.conversation(account.conversation_id)
        return _chat(account, account.conversation_id, known.service_url) if known is not None else None

    async def _opened_chat(self, account: TeamsPersonRecord) -> Place | None:
        """Teams opens a chat where the app is installed for the person (proactive messages)."""
        near = await self.directory.of_tenant(account.tenant_id)
        if near is None:
            return None
        try:
            conversation = await self.connector.open_chat(
                near.service_url, account=account.account_id, tenant=account.tenant_id, bot=near.bot_id
            )
        except SurfaceGone:
            return None
        return _chat(account, conversation, near.service_url) if conversation else None


def message(content: Mapping[str, Any], *, extended: bool = False) -> Json:
    """A message's activity; its text is Markdown, `extended` by tables, task lists and formulas."""
    return {"type": "message", "textFormat": "extendedmarkdown" if extended else "markdown", **content}


def _chat(account: TeamsPersonRecord, conversation: str, service_url: str) -> Place:
    return Place(account.tenant_id, conversation, "", account.account_id, service_url, personal=True)

"""Finds the conversation that a mail of ours was sent in."""

from dataclasses import dataclass
from datetime import datetime

from threadline.bots.email.outbox.outbox import conversation_lane
from threadline.core.domain.message import Person
from threadline.storage.conversations import ConversationStore
from threadline.storage.mail import MailStore
from threadline.storage.outbox import OutboxStore


@dataclass(frozen=True, slots=True)
class MailThreads:
    """The conversations of mails, and what went out in them."""

    store: MailStore
    conversations: ConversationStore
    outbox: OutboxStore

    async def answers(self, key: str, *, since: datetime) -> int:
        """How many mails went out, or are to go out, in the conversation of this key since then."""
        conversation = await self.conversations.find("email", key)
        if conversation is None:
            return 0
        sent = await self.outbox.of_lane(conversation_lane(conversation.id))
        return sum(each.created_at >= since for each in sent)

    async def of_answer(self, message_id: str, person: Person) -> str | None:
        """The key of the person's conversation that we sent this mail in; None where it is none of ours."""
        conversation_id = await self.store.conversation_of(message_id, person.id)
        conversation = await self.conversations.get(conversation_id) if conversation_id else None
        return conversation.external_key if conversation and conversation.person_id == person.id else None

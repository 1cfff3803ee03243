"""Finds the conversation that a mail of ours was sent in."""

from dataclasses import dataclass

from threadline.core.domain.message import Person
from threadline.storage.conversations import ConversationStore
from threadline.storage.mail import MailStore


@dataclass(frozen=True, slots=True)
class MailThreads:
    """The conversations of mails."""

    store: MailStore
    conversations: ConversationStore

    async def of_answer(self, message_id: str, person: Person) -> str | None:
        """The key of the person's conversation that we sent this mail in; None where it is none of ours."""
        conversation_id = await self.store.conversation_of(message_id, person.id)
        conversation = await self.conversations.get(conversation_id) if conversation_id else None
        return conversation.external_key if conversation and conversation.person_id == person.id else None

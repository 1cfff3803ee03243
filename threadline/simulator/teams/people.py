"""What people do in the fake Teams: write, mention, use commands, attach files, edit, delete, install, press stop."""

from dataclasses import dataclass
from typing import Any

from threadline.simulator.teams import streaming
from threadline.simulator.teams.activities import as_html, envelope, mentions
from threadline.simulator.teams.clicking import Clicks
from threadline.simulator.teams.delivery import Delivery
from threadline.simulator.teams.files import Files
from threadline.simulator.teams.model import CHANNEL, PERSONAL, Conversation, Message, in_thread

Json = dict[str, Any]


@dataclass(slots=True)
class Hand(Clicks):
    """Acts for one person; whatever the bot would hear of is delivered to it as Teams would."""

    files: Files

    async def write(
        self,
        conversation: Conversation,
        text: str,
        *,
        thread: str | None = None,
        attachments: tuple[Json, ...] = (),
        **fields: Any,
    ) -> Message:
        """Write a message; `<at>Threadline</at>` mentions the bot, `thread` is the id a thread began with.

        In groups and channels the bot hears of it only if it is mentioned. `fields` replace fields of the activity.
        """
        message = self._new(conversation, text, thread)
        message.attachments = [*attachments, {"contentType": "text/html", "content": message.html}]
        if self._is_heard(conversation, message):
            await self.courier.deliver(self._activity(conversation, message) | fields)
        return message

    async def command(
        self, conversation: Conversation, title: str, text: str = "", *, thread: str | None = None
    ) -> Message:
        """Pick a slash command: the message begins with its title; outside personal chats only the bot sees it."""
        message = self._new(conversation, f"{title} {text}".strip(), thread)
        recipient = dict(self.tenant.bot)
        if conversation.kind != PERSONAL:
            message.visible_to = self.person.id
            recipient["isTargeted"] = True
        await self.courier.deliver(self._activity(conversation, message) | {"recipient": recipient})
        return message

    async def attach(
        self, text: str, name: str, content: bytes, *, media_type: str = "text/plain", download_url: str | None = None
    ) -> Message:
        """Send a file in the personal chat; `download_url` replaces the address it can be fetched from."""
        unique, address = self.files.keep(name, content, media_type)
        attachment = {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "contentUrl": f"https://example.sharepoint.com/personal/{self.person.key}/Documents/{name}",
            "name": name,
            "content": {
                "downloadUrl": address if download_url is None else download_url,
                "uniqueId": unique,
                "fileType": name.rpartition(".")[2],
            },
        }
        return await self.write(self.tenant.personal(self.person.key), text, attachments=(attachment,))

    async def edit(self, message: Message, text: str) -> Delivery | None:
        """Change a message. None where the bot does not hear of it."""
        conversation = self.tenant.conversation(message.conversation)
        message.text, message.html, message.entities = text, as_html(text), mentions(self.tenant, text)
        message.attachments = [{"contentType": "text/html", "content": message.html}]
        message.edits += 1
        return await self._changed(conversation, message, "messageUpdate", "editMessage")

    async def delete(self, message: Message) -> Delivery | None:
        """Delete a message softly, so that it can be brought back. None where the bot does not hear of it."""
        conversation = self.tenant.conversation(message.conversation)
        self.tenant.messages.remove(message)
        return await self._changed(conversation, message, "messageDelete", "softDeleteMessage")

    async def undelete(self, message: Message) -> Delivery | None:
        """Bring a deleted message back. None where the bot does not hear of it."""
        conversation = self.tenant.conversation(message.conversation)
        self.tenant.messages.append(message)
        return await self._changed(conversation, message, "messageUpdate", "undeleteMessage")

    def stop(self, message: Message) -> None:
        """Press Stop on a streamed answer; the bot hears of it when it next sends. Raises `LookupError`."""
        streaming.stop(message)

    async def uninstall(self, conversation: Conversation) -> Delivery:
        """Remove the app from a conversation; from then on the bot cannot write there."""
        conversation.installed = False
        data: Json = {"eventType": "teamMemberRemoved"} if conversation.kind == CHANNEL else {}
        await self._event(conversation, "conversationUpdate", data, membersRemoved=[dict(self.tenant.bot)])
        return await self._event(conversation, "installationUpdate", {}, action="remove")

    async def invite(self, conversation: Conversation, name: str) -> Delivery:
        """Add somebody to a group or a team."""
        invited = self.tenant.person(name)
        conversation.members.add(invited.id)
        data: Json = {"eventType": "teamMemberAdded"} if conversation.kind == CHANNEL else {}
        added = [{"id": invited.id, "aadObjectId": invited.aad_id}]
        return await self._event(conversation, "conversationUpdate", data, membersAdded=added)

    async def react(self, message: Message, reaction: str = "like") -> Delivery:
        """React to a message of the bot."""
        conversation = self.tenant.conversation(message.conversation)
        added = [{"type": reaction}]
        return await self._event(conversation, "messageReaction", {}, reactionsAdded=added, replyToId=message.id)

    def _new(self, conversation: Conversation, text: str, thread: str | None) -> Message:
        message = Message(self.tenant.next_id(), conversation.id, self.person.id, text, thread=thread)
        message.html, message.entities = as_html(text), mentions(self.tenant, text)
        self.tenant.messages.append(message)
        return message

    def _is_heard(self, conversation: Conversation, message: Message) -> bool:
        if not conversation.installed:
            return False
        if conversation.kind == PERSONAL or self.tenant.hears_everything:
            return True
        return any(entity["mentioned"]["id"] == self.tenant.bot["id"] for entity in message.entities)

    def _activity(self, conversation: Conversation, message: Message, kind: str = "message") -> Json:
        activity = envelope(
            self.tenant,
            self.service_url,
            self.person,
            conversation,
            kind=kind,
            thread=message.thread or message.id,
            id=message.id,
            text=message.text,
            textFormat="plain",
            attachments=message.attachments or [{"contentType": "text/html", "content": message.html}],
            entities=[dict(entity) for entity in message.entities],
        )
        if conversation.kind == CHANNEL and message.thread:
            activity["replyToId"] = message.thread
        return activity

    async def _changed(self, conversation: Conversation, message: Message, kind: str, event: str) -> Delivery | None:
        if not self._is_heard(conversation, message):
            return None
        activity = self._activity(conversation, message, kind)
        activity["channelData"]["eventType"] = event
        if kind == "messageDelete":
            for name in ("text", "textFormat", "attachments", "entities"):
                activity.pop(name)
        return await self.courier.deliver(activity)


def reference(message: Message, conversation: Conversation) -> str:
    """The conversation's id that an answer to a message goes to: in channels, that of its thread."""
    if conversation.kind != CHANNEL:
        return conversation.id
    return in_thread(conversation.id, message.thread or message.id)

"""What people do in the fake Slack: write, edit, delete, click, use commands and shortcuts, press stop."""

from dataclasses import dataclass
from typing import Any

from threadline.simulator.slack.blocks import parts
from threadline.simulator.slack.chat import render
from threadline.simulator.slack.delivery import Courier, Delivery
from threadline.simulator.slack.lookups import file_object
from threadline.simulator.slack.model import File, Message, View, Workspace

Json = dict[str, Any]


@dataclass(slots=True)
class Hand:
    """Acts for the people of one workspace; everything done is delivered to the app as Slack would."""

    workspace: Workspace
    courier: Courier
    base: str = ""

    async def write(
        self,
        user: str,
        channel_id: str,
        text: str,
        *,
        thread_ts: str | None = None,
        files: tuple[File, ...] = (),
        context: Json | None = None,
    ) -> Message:
        """Send a message. Where the bot is mentioned, Slack sends `app_mention` and `message` both."""
        workspace, channel = self.workspace, self.workspace.channel(channel_id)
        workspace.files.update({file.id: file for file in files})
        message = Message(workspace.next_ts(), channel_id, user, text, thread_ts=thread_ts)
        message.files = [file_object(file, self.base) for file in files]
        workspace.messages.append(message)
        event = self._event(message) | {"channel_type": channel.kind}
        if files:
            event["subtype"] = "file_share"
        if context is not None:
            event["app_context"] = context
        if f"<@{workspace.bot_user}>" in text and channel.kind != "im":
            await self.deliver(self._event(message) | {"type": "app_mention"})
        await self.deliver(event)
        return message

    async def edit(self, message: Message, text: str) -> Delivery:
        """Change a message."""
        before = self._event(message)
        message.text = text
        changed = self._event(message) | {"edited": {"user": message.user, "ts": self.workspace.next_ts()}}
        return await self.deliver(self._subtype(message, "message_changed", message=changed, previous_message=before))

    async def delete(self, message: Message) -> Delivery:
        """Delete a message."""
        self.workspace.messages.remove(message)
        before = self._event(message)
        return await self.deliver(
            self._subtype(message, "message_deleted", deleted_ts=message.ts, previous_message=before)
        )

    async def open_home(self, user: str, tab: str = "home") -> Delivery:
        """Open the app's home tab, or its messages tab, which is the agent pane."""
        channel = self.workspace.direct(user).id
        return await self.deliver({"type": "app_home_opened", "user": user, "tab": tab, "channel": channel})

    async def stop(self, user: str, message: Message) -> Delivery:
        """Press stop on a running answer."""
        if message.stream is not None:
            message.stream.stopped_by = user
        event = {
            "type": "agent_session_stopped",
            "user": user,
            "channel": message.channel,
            "thread_ts": message.thread_ts,
            "streaming_message_ts": [message.ts],
        }
        return await self.deliver(event)

    async def command(self, user: str, channel_id: str, command: str, text: str = "") -> Delivery:
        """Use a slash command."""
        fields = {
            "command": command,
            "text": text,
            "user_id": user,
            "channel_id": channel_id,
            "trigger_id": self.workspace.trigger(user),
            "response_url": self._response_url(user, channel_id),
            **self._team(),
        }
        return await self.courier.form({name: str(value) for name, value in fields.items() if value is not None})

    async def shortcut(self, user: str, callback_id: str) -> Delivery:
        """Use a global shortcut."""
        return await self._interact(user, {"type": "shortcut", "callback_id": callback_id})

    async def message_shortcut(self, user: str, callback_id: str, message: Message) -> Delivery:
        """Use a shortcut on a message."""
        body = {
            "type": "message_action",
            "callback_id": callback_id,
            "message_ts": message.ts,
            "message": render(self.workspace, message),
            "channel": {"id": message.channel, "name": self.workspace.channel(message.channel).name},
            "response_url": self._response_url(user, message.channel),
        }
        return await self._interact(user, body)

    async def click(self, user: str, message: Message | None, action: Json) -> Delivery:
        """Use an element of a message, or of the person's home tab if no message is given."""
        body: Json = {"type": "block_actions", "actions": [{"action_ts": self.workspace.next_ts(), **action}]}
        if message is not None:
            body |= {
                "channel": {"id": message.channel},
                "message": render(self.workspace, message),
                "container": {"type": "message", "message_ts": message.ts, "channel_id": message.channel},
                "response_url": self._response_url(user, message.channel),
            }
        else:
            body |= {"view": self.workspace.homes[user] | {"id": "VHOME"}, "container": {"type": "view"}}
        return await self._interact(user, body)

    async def submit(self, view: View, values: Json) -> Delivery:
        """Submit a modal; what the app answers is done to it: closed, updated, or left open with errors."""
        state = {"values": values}
        body = {"type": "view_submission", "view": {"id": view.id, "state": state, **view.body}}
        delivery = await self._interact(view.user, body)
        answer = delivery.body
        if answer.get("response_action") == "update":
            view.body = answer["view"]
        elif delivery.status == 200 and answer.get("response_action") != "errors":
            self.workspace.views.pop(view.id, None)
        return delivery

    async def uninstall(self) -> Delivery:
        """Remove the app from the workspace: its token is revoked."""
        self.workspace.revoked = True
        await self.deliver({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.workspace.bot_user]}})
        return await self.deliver({"type": "app_uninstalled"})

    async def deliver(self, event: Json, *, event_id: str | None = None) -> Delivery:
        """Deliver an event in its envelope."""
        workspace = self.workspace
        envelope = {
            "type": "event_callback",
            "api_app_id": workspace.app_id,
            "event": {"event_ts": workspace.next_ts(), **event},
            "event_id": event_id or f"Ev{workspace.number():06}",
            "event_time": int(workspace.clock()),
            "authorizations": [
                {
                    "enterprise_id": workspace.enterprise_id,
                    "team_id": None if workspace.org_wide else workspace.team_id,
                    "user_id": workspace.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": workspace.org_wide,
                }
            ],
            "context_team_id": workspace.team_id,
            "context_enterprise_id": workspace.enterprise_id,
            **self._team(),
        }
        return await self.courier.event(envelope)

    async def _interact(self, user: str, body: Json) -> Delivery:
        payload = {
            "user": {"id": user, "team_id": self.workspace.team_id},
            "team": {"id": self.workspace.team_id},
            "enterprise": {"id": self.workspace.enterprise_id} if self.workspace.enterprise_id else None,
            "api_app_id": self.workspace.app_id,
            "trigger_id": self.workspace.trigger(user),
            **body,
        }
        return await self.courier.interaction(payload)

    def _response_url(self, user: str, channel_id: str) -> str:
        """Where Slack takes words for one person, whether the bot is a member there or not."""
        address = self.workspace.response_address(channel_id, user)
        return f"{self.base}/respond/{self.workspace.team_id}/{address}"

    def _team(self) -> Json:
        team: Json = {"team_id": self.workspace.team_id}
        return team | ({"enterprise_id": self.workspace.enterprise_id} if self.workspace.enterprise_id else {})

    def _event(self, message: Message) -> Json:
        return render(self.workspace, message) | {"channel": message.channel, "event_ts": message.ts}

    def _subtype(self, original: Message, subtype: str, **fields: Any) -> Json:
        return {
            "type": "message",
            "subtype": subtype,
            "channel": original.channel,
            "channel_type": self.workspace.channel(original.channel).kind,
            "ts": self.workspace.next_ts(),
            **fields,
        }


def button(message_or_view: Json, action_id: str) -> Json:
    """The action that pressing a button would send. Raises `LookupError` if there is no such button."""
    for part in parts(message_or_view.get("blocks", [])):
        if part.get("action_id") == action_id:
            return {name: part[name] for name in ("type", "action_id", "value") if name in part}
    raise LookupError(action_id)

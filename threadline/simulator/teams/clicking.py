"""What people do with cards and forms: press actions, fill task modules in, use the message action, give feedback.

The invokes and their answers: learn.microsoft.com/microsoftteams/platform, "Universal Actions for Adaptive Cards",
"Invoke and dismiss dialogs", "Define message extension action commands", "Feedback buttons".
"""

import json
from dataclasses import dataclass
from typing import Any

from threadline.simulator.teams import cards
from threadline.simulator.teams.activities import envelope, message_payload
from threadline.simulator.teams.delivery import Courier, Delivery
from threadline.simulator.teams.model import CHANNEL, PERSONAL, Conversation, Message, Person, Tenant
from threadline.simulator.teams.signing_on import LOGIN_REQUEST, Manifest, check_sign_in, oauth_card

Json = dict[str, Any]

_INSTALLS = {"justInTimeInstall": True}
_CARD_ANSWER = "application/vnd.microsoft.card.adaptive"


@dataclass(slots=True)
class Dialog:
    """An open task module: what opened it, and the form it shows (None: it is a plain message)."""

    person: str
    title: str
    card: Json | None
    text: str = ""
    message: Message | None = None
    command: str | None = None
    """The command of the message action it belongs to, if it does."""


@dataclass(slots=True)
class Clicks:
    """Uses cards as one person. `dialogs` are their open task modules, by person."""

    tenant: Tenant
    person: Person
    courier: Courier
    service_url: str
    dialogs: dict[str, Dialog]

    async def click(self, message: Message, name: str, values: Json | None = None) -> Delivery:
        """Press the action of this title, verb or id on a card, with inputs filled in. Raises `LookupError`."""
        card = message.card_for(self.person.id)
        if card is None:
            raise LookupError("no card here")
        found = cards.find_action(card, name)
        given = {**cards.inputs(card), **(values or {})}
        match found["type"]:
            case "Action.Execute":
                return await self.execute(message, found, given)
            case "Action.Submit":
                return await self.submit(message, {**_data(found), **given})
            case kind:
                raise LookupError(f"{kind} sends nothing")

    async def execute(self, message: Message, action: Json, given: Json, *, trigger: str = "manual") -> Delivery:
        """Press an Action.Execute; the card that is answered replaces the message's for this person."""
        sent = {"type": "Action.Execute", "verb": action.get("verb"), "data": {**_data(action), **given}}
        sent |= {name: action[name] for name in ("id", "title") if name in action}
        value = {"action": sent, "trigger": trigger}
        delivery = await self._invoke(message, "adaptiveCard/action", value, zone=trigger == "manual")
        if delivery.status == 200 and delivery.body.get("type") == LOGIN_REQUEST:
            delivery = await self._logged_in(message, value, delivery)
        answer = delivery.body
        if delivery.status == 200 and answer.get("type") == _CARD_ANSWER:
            cards.check_card(answer["value"])
            message.views[self.person.id] = answer["value"]
        return delivery

    async def sign_on(self, message: Message, *, token: str | None = None) -> Delivery | None:
        """What the client does when it shows a card that asks to sign in; None where that is nothing."""
        card = oauth_card(message.attachments)
        if card is None:
            return None
        self.tenant.sign_in_pages[self.person.id] = card["buttons"][0]["value"]
        exchange, manifest = card.get("tokenExchangeResource"), self.tenant.sign_on
        if exchange is None or manifest is None:
            return None
        if exchange["uri"] != manifest.resource:
            words = "The resource of the card is not that of the app."
            return await self._invoke(message, "signin/failure", {"code": "resourcematchfailed", "message": words})
        value = {
            "id": exchange["id"],
            "connectionName": card["connectionName"],
            "token": token or self._token(manifest),
        }
        return await self._invoke(message, "signin/tokenExchange", value)

    async def signed_in(self, message: Message, state: str) -> Delivery:
        """The page of the card's button told the client that it is done."""
        return await self._invoke(message, "signin/verifyState", {"state": state})

    async def _logged_in(self, message: Message, value: Json, asked: Delivery) -> Delivery:
        """The click again, with a token if the client gets one: what is asked for is what the manifest names."""
        request = asked.body.get("value")
        check_sign_in(request)
        exchange, manifest = (request or {}).get("tokenExchangeResource"), self.tenant.sign_on
        self.tenant.sign_in_pages[self.person.id] = str((request or {})["buttons"][0]["value"])
        if manifest is None or exchange is None or exchange["uri"] != manifest.resource:
            return asked
        given = {
            "id": exchange["id"],
            "connectionName": (request or {})["connectionName"],
            "token": self._token(manifest),
        }
        return await self._invoke(message, "adaptiveCard/action", value | {"authentication": given})

    def _token(self, manifest: Manifest) -> str:
        return manifest.token(self.person.email, self.person.aad_id, self.tenant.id)

    async def refresh(self, message: Message) -> Delivery | None:
        """What Teams does by itself when somebody sees a card with `refresh` for them. None if it has none."""
        found = (message.card or {}).get("refresh")
        if not found or self.person.id not in (found.get("userIds") or [self.person.id]):
            return None
        return await self.execute(message, found["action"], {}, trigger="automatic")

    async def submit(self, message: Message, data: Json) -> Delivery:
        """Press an Action.Submit: a message without text, a task module to open, or words written for the person."""
        teams = data.get("msteams") or {}
        match teams.get("type"):
            case "task/fetch":
                return await self.open_dialog(message, data)
            case "imBack" | "messageBack":
                words = teams.get("value") if teams["type"] == "imBack" else teams.get("text")
                return await self._answer(message, {"text": str(words or ""), "value": teams.get("value")})
            case _:
                return await self._answer(message, {"value": data})

    async def open_dialog(self, message: Message, data: Json) -> Delivery:
        """Ask the bot for a task module (`task/fetch`)."""
        value = {"data": data, "context": {"theme": "default"}}
        delivery = await self._invoke(message, "task/fetch", value, zone=False)
        self._show(delivery, message, None)
        return delivery

    async def submit_dialog(self, values: Json, *, data: Json | None = None) -> Delivery:
        """Send the open task module in; it closes, or shows what the bot answers. Raises `LookupError`."""
        dialog = self.dialogs.get(self.person.id)
        if dialog is None or dialog.card is None:
            raise LookupError("no form is open")
        pressed = data if data is not None else _data(next(iter(cards.actions(dialog.card)), {}))
        given = {**pressed, **cards.inputs(dialog.card), **values}
        if dialog.command is not None and dialog.message is not None:
            value = self._command(dialog.command, dialog.message) | {"data": given}
            delivery = await self._invoke(dialog.message, "composeExtension/submitAction", value, zone=False)
        else:
            value = {"data": given, "context": {"theme": "default"}}
            delivery = await self._invoke(dialog.message, "task/submit", value, zone=False)
        if delivery.status == 200:
            self._show(delivery, dialog.message, dialog.command)
        return delivery

    async def add_app(self) -> Delivery:
        """Press the open form's button that adds the app to the conversation; the form is asked for anew.

        Raises `LookupError` where the form has none.
        """
        dialog = self.dialogs[self.person.id]
        pressed = (each for each in cards.actions(dialog.card or {}) if is_installing(each.get("data")))
        action = next(pressed, None)
        if action is None or dialog.message is None or dialog.command is None:
            raise LookupError("the form adds no app")
        await self.install(self.tenant.conversation(dialog.message.conversation))
        value = self._command(dialog.command, dialog.message) | {"data": _data(action)}
        delivery = await self._invoke(dialog.message, "composeExtension/submitAction", value, zone=False)
        self._show(delivery, dialog.message, dialog.command)
        return delivery

    async def install(self, conversation: Conversation) -> Delivery:
        """Add the app to a conversation: Teams says so twice, as a membership and as an installation."""
        conversation.installed = True
        data: Json = {"eventType": "teamMemberAdded"} if conversation.kind == CHANNEL else {}
        added = [dict(self.tenant.bot)]
        if conversation.kind == PERSONAL:
            added.append({"id": self.person.id, "aadObjectId": self.person.aad_id})
        await self._event(conversation, "conversationUpdate", data, membersAdded=added)
        return await self._event(conversation, "installationUpdate", {}, action="add")

    async def _event(self, conversation: Conversation, kind: str, data: Json, **fields: Any) -> Delivery:
        activity = envelope(self.tenant, self.service_url, self.person, conversation, kind=kind, zone=False, **fields)
        activity["channelData"] |= data
        return await self.courier.deliver(activity)

    def close_dialog(self) -> None:
        """Close the open task module without sending it; the bot does not hear of it."""
        self.dialogs.pop(self.person.id, None)

    async def message_action(self, message: Message, command: str) -> Delivery:
        """Use the app's action on a message (`composeExtension/fetchTask`)."""
        value = self._command(command, message)
        delivery = await self._invoke(message, "composeExtension/fetchTask", value, zone=False)
        self._show(delivery, message, command)
        return delivery

    async def feedback(self, message: Message, reaction: str, words: str = "") -> Delivery:
        """Press `like` or `dislike` under an answer that asks for feedback. Raises `LookupError`."""
        if not message.channel_data.get("feedbackLoop"):
            raise LookupError("this message asks for no feedback")
        text = json.dumps({"feedbackText": words})
        value = {"actionName": "feedback", "actionValue": {"reaction": reaction, "feedback": text}}
        return await self._invoke(message, "message/submitAction", value)

    async def _invoke(self, message: Message | None, name: str, value: Json, *, zone: bool = True) -> Delivery:
        place = message.conversation if message else self.tenant.personal(self.person.key).id
        conversation = self.tenant.conversations[place]
        thread = (message.thread or message.id) if message else None
        fields: Json = {"name": name, "value": value}
        if message is not None and name in ("adaptiveCard/action", "task/fetch", "message/submitAction"):
            fields["replyToId"] = message.id
        activity = envelope(
            self.tenant, self.service_url, self.person, conversation, kind="invoke", thread=thread, zone=zone, **fields
        )
        activity["channelData"]["source"] = {"name": "compose" if "composeExtension" in name else "message"}
        return await self.courier.deliver(activity)

    async def _answer(self, message: Message, fields: Json) -> Delivery:
        conversation = self.tenant.conversation(message.conversation)
        activity = envelope(
            self.tenant,
            self.service_url,
            self.person,
            conversation,
            kind="message",
            thread=message.thread or message.id,
            id=self.tenant.next_id(),
            replyToId=message.id,
            **fields,
        )
        activity["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": f"1:{message.id}"}}
        return await self.courier.deliver(activity)

    def _command(self, command: str, message: Message) -> Json:
        return {
            "commandId": command,
            "commandContext": "message",
            "context": {"theme": "default"},
            "requestId": f"r{self.tenant.number():06}",
            "messagePayload": message_payload(self.tenant, message),
        }

    def _show(self, delivery: Delivery, message: Message | None, command: str | None) -> None:
        """Do to the task module what the bot answered: continue with a form, show a message, or close."""
        task = delivery.body.get("task") if delivery.status == 200 else None
        if not task:
            if delivery.status == 200:
                self.dialogs.pop(self.person.id, None)
            return
        if task["type"] == "message":
            self.dialogs[self.person.id] = Dialog(self.person.id, "", None, str(task["value"]), message, command)
            return
        shown = task["value"]["card"]
        cards.check_attachments([shown])
        self.dialogs[self.person.id] = Dialog(
            self.person.id, str(task["value"].get("title", "")), shown["content"], "", message, command
        )


def is_installing(data: object) -> bool:
    """Whether a button with this data has Teams add the app to the conversation."""
    return isinstance(data, dict) and data.get("msteams") == _INSTALLS


def _data(action: Json) -> Json:
    data = action.get("data")
    return dict(data) if isinstance(data, dict) else {}

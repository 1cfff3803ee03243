"""Activities as Teams sends them to a bot: their common fields, and the marks it puts into text and entities."""

import html
import re
import uuid
from typing import Any

from threadline.simulator.teams.model import (
    CHANNEL,
    PERSONAL,
    Conversation,
    Message,
    Person,
    Tenant,
    in_thread,
)

Json = dict[str, Any]

MENTION = re.compile(r"<at>(.*?)</at>")
_COUNTRIES = {"en-GB": "GB", "en-US": "US", "de-AT": "AT"}


def envelope(
    tenant: Tenant,
    service_url: str,
    person: Person,
    conversation: Conversation,
    *,
    kind: str,
    thread: str | None = None,
    zone: bool = True,
    **fields: Any,
) -> Json:
    """An activity of somebody in a conversation. Without `zone` it carries no zone, as many invokes do not."""
    activity: Json = {
        "type": kind,
        "timestamp": f"{tenant.now():%Y-%m-%dT%H:%M:%S}.{tenant.now().microsecond // 1000:03}Z",
        "localTimestamp": tenant.local(person).isoformat(timespec="milliseconds"),
        "id": f"f:{uuid.uuid4()}",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": person.account(),
        "conversation": conversation_account(tenant, conversation, thread),
        "recipient": dict(tenant.bot),
        "channelData": channel_data(tenant, conversation),
        "locale": person.locale,
        **fields,
    }
    if zone:
        activity["localTimezone"] = person.zone
        activity["entities"] = [*activity.get("entities", []), client_info(person)]
    return activity


def conversation_account(tenant: Tenant, conversation: Conversation, thread: str | None = None) -> Json:
    """The conversation of an activity; in channels its id names the thread."""
    reference = in_thread(conversation.id, thread) if conversation.kind == CHANNEL and thread else conversation.id
    account: Json = {"conversationType": conversation.kind, "tenantId": tenant.id, "id": reference}
    if conversation.kind != PERSONAL:
        account["isGroup"] = True
    if conversation.kind == CHANNEL:
        account["name"] = conversation.name
    return account


def channel_data(tenant: Tenant, conversation: Conversation) -> Json:
    """What Teams adds of its own: the tenant, and in channels the team and the channel."""
    data: Json = {"tenant": {"id": tenant.id}}
    if conversation.kind == CHANNEL and conversation.team is not None:
        data |= {
            "teamsChannelId": conversation.id,
            "teamsTeamId": conversation.team.id,
            "channel": {"id": conversation.id},
            "team": {"id": conversation.team.id, "name": conversation.team.name},
        }
    return data


def client_info(person: Person) -> Json:
    """The entity that says what somebody's client is set to."""
    return {
        "type": "clientInfo",
        "locale": person.locale,
        "country": _COUNTRIES.get(person.locale, "AT"),
        "platform": "Web",
        "timezone": person.zone,
    }


def mentions(tenant: Tenant, text: str) -> list[Json]:
    """An entity for each `<at>Name</at>` of a text that names the bot or somebody of the tenant."""
    known = {tenant.bot_name: tenant.bot["id"], **{person.name: person.id for person in tenant.people.values()}}
    return [
        {"type": "mention", "mentioned": {"id": known[name], "name": name}, "text": f"<at>{name}</at>"}
        for name in MENTION.findall(text)
        if name in known
    ]


def as_html(text: str) -> str:
    """The HTML that Teams attaches to a message; mentions are numbered spans in it."""
    numbers = iter(range(text.count("<at>")))

    def span(found: re.Match[str]) -> str:
        kind = "http://schema.skype.com/Mention"
        return f'<span itemscope="" itemtype="{kind}" itemid="{next(numbers)}">{html.escape(found[1])}</span>'

    pieces = MENTION.split(text)
    names = iter(MENTION.finditer(text))
    parts = [
        html.escape(piece, quote=False) if index % 2 == 0 else span(next(names)) for index, piece in enumerate(pieces)
    ]
    return "".join(f"<p>{line}</p>" if line else "<p>&nbsp;</p>" for line in "".join(parts).split("\n"))


def message_payload(tenant: Tenant, message: Message) -> Json:
    """A message as a message action shows it to the bot; its text is HTML."""
    sender = next((person for person in tenant.people.values() if person.id == message.sender), None)
    user = {"userIdentityType": "aadUser", "id": sender.aad_id, "displayName": sender.name} if sender else None
    app = None if sender else {"applicationIdentityType": "bot", "id": tenant.app_id, "displayName": tenant.bot_name}
    created = tenant.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "id": message.id,
        "replyToId": message.thread,
        "createdDateTime": created,
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": "en-us",
        "linkToMessage": f"https://teams.example.com/l/message/{message.conversation}/{message.id}",
        "from": {"device": None, "conversation": None, "user": user, "application": app},
        "body": {"contentType": "html", "content": message.html or as_html(message.text)},
        "attachments": [
            {"id": str(uuid.uuid4()), "contentType": part["contentType"], "content": None, "name": part.get("name")}
            for part in message.attachments
            if part["contentType"] != "text/html"
        ],
        "mentions": [
            {"id": number, "mentionText": entity["mentioned"]["name"], "mentioned": {"user": entity["mentioned"]}}
            for number, entity in enumerate(message.entities)
            if entity.get("type") == "mention"
        ],
        "reactions": [],
    }

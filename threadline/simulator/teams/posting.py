"""What a bot does in conversations: send, change, delete, open a conversation."""

import json
from typing import Any

from threadline.simulator.teams.cards import check_attachments
from threadline.simulator.teams.faults import (
    TeamsFault,
    bad_syntax,
    no_activity,
    no_member,
    not_in_roster,
    too_large,
)
from threadline.simulator.teams.model import (
    CHANNEL,
    PERSONAL,
    Conversation,
    Message,
    Person,
    Tenant,
    in_thread,
    thread_of,
)
from threadline.simulator.teams.streaming import check_update, finish, stream, stream_info

Json = dict[str, Any]

LARGEST = 100 * 1024
"""Bytes of a message as UTF-16: its text, cards, mentions and links together."""

_FEW_SUGGESTIONS = 6


def create(tenant: Tenant, body: Json) -> tuple[int, Json]:
    """`POST /v3/conversations`: a personal chat with somebody, or a new thread in a channel. Raises `TeamsFault`."""
    wanted = body.get("tenantId") or (body.get("channelData") or {}).get("tenant", {}).get("id")
    if wanted != tenant.id:
        raise TeamsFault(403, "Forbidden", "The tenant is not one the bot is installed in.")
    channel = ((body.get("channelData") or {}).get("channel") or {}).get("id")
    activity = body.get("activity")
    if channel:
        if not activity:
            raise bad_syntax("A new thread in a channel needs an activity")
        _, sent = send(tenant, channel, activity)
        return 201, {"id": in_thread(channel, sent["id"]), "activityId": sent["id"]}
    conversation = tenant.writable(_chat_with(tenant, body).id)
    answer: Json = {"id": conversation.id}
    if activity:
        answer["activityId"] = send(tenant, conversation.id, activity)[1]["id"]
    return 201, answer


def send(
    tenant: Tenant, reference: str, activity: Json, *, reply_to: str | None = None, targeted: bool = False
) -> tuple[int, Json]:
    """`POST …/activities`, with or without the id replied to. Raises `TeamsFault`."""
    conversation = tenant.writable(reference)
    info = stream_info(activity)
    if info is not None:
        status, answer, final = stream(tenant, conversation, activity, info, too_large=_size(activity) > LARGEST)
        if final is not None:
            _write(tenant, conversation, final, activity)
            finish(final)
        return status, answer
    if activity.get("type") == "typing":
        tenant.typing[reference] = tenant.clock()
        return 201, {"id": tenant.next_id()}
    if activity.get("type") != "message":
        raise bad_syntax(f"Unknown activity type: {activity.get('type')}")
    if _size(activity) > LARGEST:
        raise too_large()
    message = Message(tenant.next_id(), conversation.id, tenant.bot["id"], thread=_root(tenant, reference, reply_to))
    if targeted:
        message.visible_to = _recipient(tenant, conversation, activity).id
    _write(tenant, conversation, message, activity)
    tenant.messages.append(message)
    tenant.typing.pop(reference, None)
    return 201, {"id": message.id}


def update(tenant: Tenant, reference: str, message_id: str, activity: Json) -> tuple[int, Json]:
    """`PUT …/activities/{id}`. Whoever saw a card of their own sees the new one. Raises `TeamsFault`."""
    conversation = tenant.writable(reference)
    message = _own(tenant, reference, message_id)
    check_update(tenant, message)
    if _size(activity) > LARGEST:
        raise too_large()
    _write(tenant, conversation, message, activity)
    message.views.clear()
    message.edits += 1
    return 200, {"id": message.id}


def delete(tenant: Tenant, reference: str, message_id: str) -> tuple[int, Json]:
    """`DELETE …/activities/{id}`. Raises `TeamsFault`."""
    tenant.writable(reference)
    tenant.messages.remove(_own(tenant, reference, message_id))
    return 200, {}


def _chat_with(tenant: Tenant, body: Json) -> Conversation:
    members = body.get("members") or []
    if len(members) != 1 or body.get("isGroup"):
        raise bad_syntax("A bot can open a conversation with exactly one member")
    try:
        return tenant.personal(str(members[0].get("id")))
    except KeyError:
        raise not_in_roster() from None


def _root(tenant: Tenant, reference: str, reply_to: str | None) -> str | None:
    """The message whose thread a new one belongs to; None for a new thread, and where there are no threads."""
    if tenant.conversation(reference).kind != CHANNEL:
        return None
    root = thread_of(reference) or reply_to
    if root is None:
        return None
    message = tenant.message(reference, root)
    return message.thread or message.id


def _recipient(tenant: Tenant, conversation: Conversation, activity: Json) -> Person:
    """Whom a targeted message is for."""
    if conversation.kind == PERSONAL:
        raise bad_syntax("Targeted messages are not available in one-on-one chats")
    try:
        person = tenant.person(str((activity.get("recipient") or {}).get("id")))
    except KeyError:
        raise no_member() from None
    if person.id not in conversation.members:
        raise no_member()
    return person


def _own(tenant: Tenant, reference: str, message_id: str) -> Message:
    message = tenant.message(reference, message_id)
    if message.sender != tenant.bot["id"]:
        raise no_activity()
    return message


def _write(tenant: Tenant, conversation: Conversation, message: Message, activity: Json) -> None:
    """Put what an activity says into a message. Raises `TeamsFault`."""
    text, attachments = str(activity.get("text") or ""), activity.get("attachments") or []
    if not text.strip() and not attachments:
        raise bad_syntax("A message needs text or an attachment")
    check_attachments(attachments)
    entities = [entity for entity in activity.get("entities") or [] if entity.get("type") != "streaminfo"]
    _check_mentions(tenant, conversation, text, entities)
    suggested = (activity.get("suggestedActions") or {}).get("actions") or []
    if suggested and (conversation.kind != PERSONAL or len(suggested) > _FEW_SUGGESTIONS):
        raise bad_syntax("Suggested actions: at most six, in personal chats")
    message.text, message.attachments, message.entities = text, list(attachments), entities
    message.suggested, message.channel_data = list(suggested), dict(activity.get("channelData") or {})


def _check_mentions(tenant: Tenant, conversation: Conversation, text: str, entities: list[Json]) -> None:
    members = [person for person in tenant.people.values() if person.id in conversation.members]
    known = {name for person in members for name in (person.id, person.aad_id, person.upn)} | {tenant.bot["id"]}
    for entity in entities:
        if entity.get("type") != "mention":
            continue
        if str(entity.get("text")) not in text or (entity.get("mentioned") or {}).get("id") not in known:
            raise bad_syntax("A mention must be in the text and of a member of the conversation")


def _size(activity: Json) -> int:
    """Bytes of what counts, as UTF-16."""
    counted = [activity.get(name) for name in ("attachments", "entities", "suggestedActions") if activity.get(name)]
    rest = "".join(json.dumps(part, ensure_ascii=False) for part in counted)
    return len((str(activity.get("text") or "") + rest).encode("utf-16-le", "surrogatepass"))

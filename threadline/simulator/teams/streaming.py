"""Streamed answers in personal chats: the state machine of "Stream bot messages" (learn.microsoft.com/microsoftteams).

    (nothing) ── typing, sequence 1 ──► open ── typing, rising sequences ──► open ── message, final ──► final
                                         ├── Stop ──► canceled            └── two minutes ──► time

A stream takes one request a second; a chat has one stream at a time. Text of type `streaming` only ever grows.
"""

from typing import Any

from threadline.simulator.teams.faults import (
    TeamsFault,
    bad_stream,
    no_streams_here,
    stream_not_allowed,
    throttled,
)
from threadline.simulator.teams.model import PERSONAL, Conversation, Message, Stream, Tenant

Json = dict[str, Any]

SECONDS = 120.0
LEAST_INTERVAL = 1.0
LONGEST_INFORMATIVE = 1_000

OUT_OF_ORDER = {
    "error": {
        "code": "ContentStreamSequenceOrderPreConditionFailed",
        "message": "PreCondition failed exception when processing streaming activity.",
    }
}
_ENDINGS = {
    "final": "Content stream is not allowed on an already completed streamed message",
    "canceled": "Content stream was canceled by user.",
    "time": "Content stream finished due to exceeded streaming time.",
}


def stream_info(activity: Json) -> Json | None:
    """The `streaminfo` entity of an activity, if it has one."""
    for entity in activity.get("entities") or ():
        if entity.get("type") == "streaminfo":
            return dict(entity)
    return None


def stream(
    tenant: Tenant, conversation: Conversation, activity: Json, info: Json, *, too_large: bool
) -> tuple[int, Json, Message | None]:
    """Take one streaming request: the status and body to answer, and the message if this is its final text.

    The caller writes that text, then closes the stream with `finish`. Raises `TeamsFault`.
    """
    if conversation.kind != PERSONAL:
        raise no_streams_here()
    if not tenant.streams_allowed:
        raise stream_not_allowed("Content stream is not allowed")
    _check_shape(activity, info)
    if "streamId" not in info:
        return 201, {"id": _start(tenant, conversation, activity, info, too_large=too_large).id}, None
    message = _open(tenant, conversation, str(info["streamId"]))
    assert message.stream is not None  # noqa: S101 - _open sees to it
    _check_pace(tenant, message.stream)
    if too_large:
        raise stream_not_allowed("Message size too large")
    if info["streamType"] == "final":
        return 202, {"id": ""}, message
    if int(info["streamSequence"]) <= message.stream.sequence:
        return 202, OUT_OF_ORDER, None
    message.stream.sequence = int(info["streamSequence"])
    _show(message, activity, info)
    return 202, {"id": ""}, None


def finish(message: Message) -> None:
    """Close the stream of a message whose final text stands."""
    assert message.stream is not None  # noqa: S101 - only streams come here
    message.stream.ended = "final"


def stop(message: Message) -> None:
    """What Teams' Stop button does: the bot learns of it with its next request. Raises `LookupError`."""
    if message.stream is None or message.stream.ended is not None:
        raise LookupError("this message is not being streamed")
    message.stream.ended = "canceled"


def ended(tenant: Tenant, running: Stream) -> str | None:
    """Why a stream is over; None while it is open."""
    if running.ended is None and tenant.clock() - running.started > SECONDS:
        running.ended = "time"
    return running.ended


def check_update(tenant: Tenant, message: Message) -> None:
    """Whether a message that was streamed may be changed by a plain update. Raises `TeamsFault`."""
    if message.stream is None:
        return
    why = ended(tenant, message.stream)
    if why == "canceled":
        raise stream_not_allowed(_ENDINGS[why])
    if why is None:
        raise bad_stream("The message is still being streamed.")


def _check_shape(activity: Json, info: Json) -> None:
    kind, final = activity.get("type"), info.get("streamType", "streaming") == "final"
    if info.setdefault("streamType", "streaming") not in ("informative", "streaming", "final"):
        raise bad_stream("Unknown streamType")
    if kind == "typing" and final:
        raise bad_stream("Only start streaming and continue streaming types are allowed as a typing activity")
    if kind != "typing" and not (kind == "message" and final):
        raise bad_stream("Only end streaming type is allowed as a message activity")
    if final:
        if "streamId" not in info or "streamSequence" in info:
            raise bad_stream("End streaming activities need a streamId and must not have a streamSequence")
        return
    if not str(activity.get("text") or "").strip():
        raise bad_stream("Start streaming activities should include text")
    if activity.get("attachments") or activity.get("suggestedActions"):
        raise bad_stream("Attachments are allowed in the final streaming activity only")
    if not isinstance(info.get("streamSequence"), int) or info["streamSequence"] < 1:
        raise bad_stream("Streaming activities need a streamSequence")
    if info["streamType"] == "informative" and len(activity["text"]) > LONGEST_INFORMATIVE:
        raise bad_stream("Informative messages must not exceed 1000 characters")


def _start(tenant: Tenant, conversation: Conversation, activity: Json, info: Json, *, too_large: bool) -> Message:
    if info["streamSequence"] != 1:
        raise bad_stream("The first streamSequence must be 1")
    for known in tenant.messages:
        if known.conversation == conversation.id and known.stream and ended(tenant, known.stream) is None:
            raise stream_not_allowed("Content stream is not allowed")
    if too_large:
        raise stream_not_allowed("Message size too large")
    now = tenant.clock()
    message = Message(tenant.next_id(), conversation.id, tenant.bot["id"], stream=Stream(now, now))
    _show(message, activity, info)
    tenant.messages.append(message)
    return message


def _open(tenant: Tenant, conversation: Conversation, stream_id: str) -> Message:
    for message in tenant.messages:
        if message.id == stream_id and message.conversation == conversation.id and message.stream is not None:
            why = ended(tenant, message.stream)
            if why is not None:
                raise stream_not_allowed(_ENDINGS[why])
            return message
    raise bad_stream("Unknown streamId")


def _check_pace(tenant: Tenant, running: Stream) -> None:
    now = tenant.clock()
    if now - running.last_request < LEAST_INTERVAL:
        raise throttled(1)
    running.last_request = now


def _show(message: Message, activity: Json, info: Json) -> None:
    running, text = message.stream, str(activity["text"])
    assert running is not None  # noqa: S101 - only streams come here
    if info["streamType"] == "informative":
        running.informative = text
        return
    if not text.startswith(running.text):
        raise _rewritten()
    running.text = message.text = text


def _rewritten() -> TeamsFault:
    """What was streamed can be added to, not taken back."""
    return stream_not_allowed("Content stream is not allowed: the text must begin with what was streamed before")

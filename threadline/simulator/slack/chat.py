"""`chat.*`: posting, changing, deleting and streaming messages."""

from typing import Any

from threadline.simulator.slack.arguments import Arguments
from threadline.simulator.slack.blocks import check_blocks
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Message, Stream, Workspace

Json = dict[str, Any]

LONGEST_TEXT = 40_000
LONGEST_APPEND = 12_000
LONGEST_STREAM = 12_000
STREAM_SECONDS = 300.0


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.postMessage`. A text beyond 40,000 characters is cut."""
    channel = workspace.writable(arguments.text("channel"))
    blocks = arguments.structure("blocks")
    text = arguments.maybe("text") or ""
    if not text and not blocks:
        raise SlackFault("no_text")
    message = Message(
        ts=workspace.next_ts(),
        channel=channel.id,
        user=workspace.bot_user,
        text=text[:LONGEST_TEXT],
        thread_ts=_thread(workspace, channel.id, arguments.maybe("thread_ts")),
        blocks=check_blocks(blocks) if blocks else [],
        metadata=arguments.structure("metadata"),
    )
    workspace.messages.append(message)
    return {"channel": channel.id, "ts": message.ts, "message": render(workspace, message)}


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.postEphemeral`: only one person sees it, and only for now."""
    channel = workspace.writable(arguments.text("channel"))
    user, blocks = arguments.text("user"), arguments.structure("blocks")
    if user not in channel.members:
        raise SlackFault("user_not_in_channel")
    message = Message(
        ts=workspace.next_ts(),
        channel=channel.id,
        user=workspace.bot_user,
        text=arguments.maybe("text") or "",
        thread_ts=arguments.maybe("thread_ts"),
        blocks=check_blocks(blocks) if blocks else [],
        ephemeral_to=user,
    )
    workspace.messages.append(message)
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.update`. A text without blocks drops the blocks, as Slack does; a running stream is not touched.

    A stream's steps are taken for blocks of its message (task_card), so an edit, which replaces all blocks, takes them
    away. That they are is not documented; to keep them would be kinder than the platform may be.
    """
    channel = workspace.writable(arguments.text("channel"))
    message = _own(workspace, channel.id, arguments.text("ts"), "cant_update_message")
    if message.stream is not None and _is_open(workspace, message.stream):
        raise SlackFault("streaming_state_conflict")
    blocks, text = arguments.structure("blocks"), arguments.maybe("text")
    if text is None and not blocks:
        raise SlackFault("no_text")
    message.blocks = check_blocks(blocks) if blocks else []
    message.tasks = []
    message.text = (text or "")[:LONGEST_TEXT]
    message.markdown = ""
    message.metadata = arguments.structure("metadata") or message.metadata
    message.edits += 1
    return {"channel": channel.id, "ts": message.ts, "text": message.text}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.delete`."""
    message = _own(workspace, arguments.text("channel"), arguments.text("ts"), "cant_delete_message")
    workspace.messages.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def start_stream(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.startStream`. Outside direct messages it must name a human recipient."""
    if not workspace.streams_allowed:
        raise SlackFault("feature_not_enabled")
    channel = workspace.writable(arguments.text("channel"))
    thread_ts = _thread(workspace, channel.id, arguments.text("thread_ts"))
    if channel.kind != "im":
        _check_recipient(workspace, arguments)
    message = Message(
        ts=workspace.next_ts(),
        channel=channel.id,
        user=workspace.bot_user,
        text="",
        thread_ts=thread_ts,
        stream=Stream(workspace.clock()),
    )
    _extend(message, arguments)
    workspace.messages.append(message)
    workspace.status.pop((channel.id, thread_ts or ""), None)
    return {"channel": channel.id, "ts": message.ts}


def append_stream(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.appendStream`."""
    message, stream = _streaming(workspace, arguments)
    _extend(message, arguments)
    stream.appended += 1
    return {"channel": message.channel, "ts": message.ts}


def stop_stream(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.stopStream`. Blocks come below the text; metadata stays with the message."""
    message, stream = _streaming(workspace, arguments)
    _extend(message, arguments)
    blocks = arguments.structure("blocks")
    message.blocks = check_blocks(blocks) if blocks else []
    message.metadata = arguments.structure("metadata")
    stream.open = False
    if status := arguments.maybe("session_status"):
        workspace.status[message.channel, message.thread_ts or ""] = {"status": status}
    return {"channel": message.channel, "ts": message.ts, "message": render(workspace, message)}


def render(workspace: Workspace, message: Message) -> Json:
    """A message as the API and events show it."""
    body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.visible}
    if message.user == workspace.bot_user:
        body |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id}
    if message.stream is not None:
        body["streaming_state"] = "in_progress" if _is_open(workspace, message.stream) else "completed"
    optional = {
        "thread_ts": message.thread_ts,
        "blocks": message.blocks,
        "metadata": message.metadata,
        "files": message.files,
    }
    return body | {name: value for name, value in optional.items() if value}


def _thread(workspace: Workspace, channel_id: str, thread_ts: str | None) -> str | None:
    if thread_ts is not None and not workspace.thread(channel_id, thread_ts):
        raise SlackFault("thread_not_found")
    return thread_ts


def _own(workspace: Workspace, channel_id: str, ts: str, error: str) -> Message:
    message = workspace.message(channel_id, ts)
    if message.user != workspace.bot_user:
        raise SlackFault(error)
    return message


def _check_recipient(workspace: Workspace, arguments: Arguments) -> None:
    if arguments.maybe("recipient_team_id") is None:
        raise SlackFault("missing_recipient_team_id")
    if arguments.maybe("recipient_user_id") is None:
        raise SlackFault("missing_recipient_user_id")
    user = workspace.users.get(arguments.text("recipient_user_id"))
    if user is None or user.is_bot:
        raise SlackFault("invalid_recipient_user_id")


def _streaming(workspace: Workspace, arguments: Arguments) -> tuple[Message, Stream]:
    workspace.writable(arguments.text("channel"))
    message = _own(workspace, arguments.text("channel"), arguments.text("ts"), "message_not_owned_by_app")
    if message.stream is not None and message.stream.stopped_by is not None:
        raise SlackFault("stopped_by_user")
    if message.stream is None or not _is_open(workspace, message.stream):
        raise SlackFault("message_not_in_streaming_state")
    return message, message.stream


def _is_open(workspace: Workspace, stream: Stream) -> bool:
    return stream.open and stream.stopped_by is None and workspace.clock() - stream.started < STREAM_SECONDS


def _extend(message: Message, arguments: Arguments) -> None:
    text, chunks = arguments.maybe("markdown_text"), arguments.structure("chunks")
    if text is not None and chunks is not None:
        raise SlackFault("invalid_arguments")
    if text is not None and len(text) > LONGEST_APPEND:
        raise SlackFault("msg_too_long")
    for chunk in chunks or []:
        if chunk["type"] == "task_update":
            message.tasks = [task for task in message.tasks if task["id"] != chunk["id"]] + [chunk]
        elif chunk["type"] == "markdown_text":
            text = (text or "") + chunk["text"]
    if len(message.markdown) + len(text or "") > LONGEST_STREAM:
        raise SlackFault("msg_too_long")
    message.markdown += text or ""

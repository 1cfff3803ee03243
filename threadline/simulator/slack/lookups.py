"""What an app asks about: itself, people, conversations, files."""

from typing import Any
from urllib.parse import quote

from threadline.simulator.slack.arguments import Arguments
from threadline.simulator.slack.chat import render
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Channel, File, User, Workspace

Json = dict[str, Any]


def auth_test(workspace: Workspace, arguments: Arguments) -> Json:
    """`auth.test`."""
    return {
        "team_id": workspace.team_id,
        "enterprise_id": workspace.enterprise_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "url": "https://example.slack.com/",
    }


def users_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.info`: the address only with its scope, the locale only when asked for."""
    user = workspace.users.get(arguments.text("user"))
    if user is None:
        raise SlackFault("user_not_found")
    return {"user": _user(workspace, user, with_locale=arguments.flag("include_locale"))}


def users_lookup_by_email(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.lookupByEmail`: a member of the workspace by their address; nobody who left."""
    address = arguments.text("email").lower()
    members = (each for each in workspace.users.values() if not each.team)
    user = next((each for each in members if (each.email or "").lower() == address), None)
    if user is None:
        raise SlackFault("users_not_found")
    return {"user": _user(workspace, user, with_locale=False)}


def users_list(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.list`: everybody, those who left and bots included, page by page."""
    members = [_user(workspace, user, with_locale=False) for user in workspace.users.values()]
    first, size = arguments.number("cursor", 0), arguments.number("limit", 1000)
    following = str(first + size) if first + size < len(members) else ""
    return {"members": members[first : first + size], "response_metadata": {"next_cursor": following}}


def usergroups_list(workspace: Workspace, arguments: Arguments) -> Json:
    """`usergroups.list`: the groups, with their members only when asked for."""
    members = arguments.flag("include_users")
    groups = [
        {"id": group, "handle": handle, "name": handle, **({"users": list(users)} if members else {})}
        for group, (handle, users) in workspace.user_groups.items()
    ]
    return {"usergroups": groups}


def conversations_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.info`."""
    return {"channel": _channel(workspace.channel(arguments.text("channel")))}


def conversations_open(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.open` with one person."""
    return {"channel": _channel(workspace.direct(arguments.text("users")))}


def conversations_replies(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.replies`: a thread, the oldest first; metadata only when asked for."""
    channel = workspace.channel(arguments.text("channel"))
    found = workspace.thread(channel.id, arguments.text("ts"))
    if not found:
        raise SlackFault("thread_not_found")
    first = float(arguments.maybe("oldest") or 0)
    chosen = [message for message in found if float(message.ts) >= first][: arguments.number("limit", 1000)]
    with_metadata = arguments.flag("include_all_metadata")
    return {"messages": [_without_metadata(render(workspace, message), with_metadata) for message in chosen]}


def conversations_history(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.history`: what is in a channel outside threads, the newest first."""
    channel = workspace.channel(arguments.text("channel"))
    if workspace.bot_user not in channel.members:
        raise SlackFault("not_in_channel")
    top = [m for m in workspace.messages if m.channel == channel.id and m.thread_ts is None and m.ephemeral_to is None]
    newest = top[::-1][: arguments.number("limit", 100)]
    with_metadata = arguments.flag("include_all_metadata")
    return {"messages": [_without_metadata(render(workspace, message), with_metadata) for message in newest]}


def files_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`files.info`."""
    file = workspace.files.get(arguments.text("file"))
    if file is None:
        raise SlackFault("file_not_found")
    return {"file": file_object(file, arguments.values["_base"], full=True)}


def file_object(file: File, base: str, *, full: bool = False) -> Json:
    """A file as messages show it: of a Slack Connect file, only its id."""
    if file.stub and not full:
        return {"id": file.id, "file_access": "check_file_info"}
    return {
        "id": file.id,
        "name": file.name,
        "mimetype": file.mimetype,
        "size": len(file.content),
        "url_private_download": f"{base}/files-pri/{quote(file.id)}/download/{quote(file.name)}",
    }


def _user(workspace: Workspace, user: User, *, with_locale: bool) -> Json:
    profile: Json = {"real_name": user.name, "display_name": user.name}
    if "users:read.email" in workspace.scopes:
        profile["email"] = user.email
    body: Json = {
        "id": user.id,
        "team_id": user.team or workspace.team_id,
        "is_stranger": bool(user.team),
        "name": user.name.lower(),
        "is_bot": user.is_bot,
        "tz": user.zone,
        "profile": profile,
    }
    return body | ({"locale": user.locale} if with_locale else {})


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_im": channel.kind == "im",
        "is_private": channel.kind != "channel",
        "is_archived": channel.archived,
    }


def _without_metadata(message: Json, wanted: bool) -> Json:
    return message if wanted else {name: value for name, value in message.items() if name != "metadata"}

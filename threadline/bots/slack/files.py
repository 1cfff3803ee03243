"""Files that come with a message: fetched with the bot's token, from Slack's own hosts only.

Source: docs.slack.dev/reference/objects/file-object. A file of a shared channel comes as a stub: `files.info` has it.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from threadline.bots.slack.workspaces import DEFAULT_API, Workspace
from threadline.core.channel import ChannelError
from threadline.core.message import Attachment

Json = dict[str, Any]

_MOST_FILES = 5
_MOST_BYTES = 1_000_000
_SECONDS = 2.0
_HOST = "files.slack.com"
_TEXTUAL = ("text/", "application/json", "application/xml", "application/x-yaml")


class FileUnread(Exception):
    """A file could not be read; the sentence says why."""


async def attachments(workspace: Workspace, files: Sequence[Json]) -> tuple[Attachment, ...]:
    """The files of a message with their text, or with a note why they have none."""
    read = [await _attachment(workspace, file) for file in files[:_MOST_FILES]]
    left = len(files) - len(read)
    if left > 0:
        read.append(Attachment("more files", "", "", note=f"{left} more files were not read."))
    return tuple(read)


async def _attachment(workspace: Workspace, stub: Json) -> Attachment:
    name, media_type = str(stub.get("name") or "file"), str(stub.get("mimetype") or "")
    try:
        file = await _whole(workspace, stub)
        name, media_type = str(file.get("name") or name), str(file.get("mimetype") or media_type)
        if not media_type.startswith(_TEXTUAL):
            raise FileUnread(f"Files of the type {media_type or 'unknown'} cannot be read here.")
        return Attachment(name, media_type, await _text(workspace, file))
    except FileUnread as error:
        return Attachment(name, media_type, "", note=str(error))


async def _whole(workspace: Workspace, file: Json) -> Json:
    if file.get("file_access") != "check_file_info":
        return file
    try:
        return dict((await workspace.calls.call("files.info", file=file["id"]))["file"])
    except ChannelError as error:
        raise FileUnread(f"Slack did not show it ({error.missing or 'not available'}).") from error


async def _text(workspace: Workspace, file: Json) -> str:
    url, size = str(file.get("url_private_download") or ""), int(file.get("size") or 0)
    if not _is_slacks(workspace, url):
        raise FileUnread("It does not lie with Slack.")
    if size > _MOST_BYTES:
        raise FileUnread(f"It is larger than {_MOST_BYTES:,} bytes.")
    headers, timeout = {"Authorization": f"Bearer {workspace.token}"}, aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            # The wrong token or scope gets a sign-in page with status 200.
            if response.status != 200 or (response.content_type == "text/html" != file.get("mimetype")):
                raise FileUnread("Slack did not hand it out. The app may lack the scope files:read.")
            content = await response.content.read(_MOST_BYTES + 1)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise FileUnread("It could not be fetched.") from error
    return content[:_MOST_BYTES].decode("utf-8", "replace")


def _is_slacks(workspace: Workspace, url: str) -> bool:
    """Whether the bot's token may be sent there: Slack's file host, or the same fake as the Web API."""
    parts, api = urlsplit(url), urlsplit(workspace.calls.client.base_url)
    if workspace.calls.client.base_url == DEFAULT_API:
        return parts.scheme == "https" and parts.hostname == _HOST
    return (parts.scheme, parts.netloc) == (api.scheme, api.netloc)

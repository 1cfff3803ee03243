"""Files that come with a message: fetched with the bot's token, from Slack's own hosts only.

Slack was answered before, so a file has two minutes; one that takes longer is noted as unread. Source:
docs.slack.dev/reference/objects/file-object. A file of a shared channel comes as a stub: `files.info` has it.
"""

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from threadline.bots.slack.workspaces import DEFAULT_API, Workspace
from threadline.core.channels.errors import ChannelError
from threadline.core.documents.attachments import and_unread, attachment_of
from threadline.core.documents.document import Document, DocumentUnfetched
from threadline.core.documents.reader import DocumentReader
from threadline.core.domain.message import Attachment
from threadline.texts import formats
from threadline.texts.messages import _

Json = dict[str, Any]

_MOST_FILES = 5
_SECONDS = 120.0
_HOST = "files.slack.com"


async def attachments(workspace: Workspace, files: Sequence[Json], documents: DocumentReader) -> tuple[Attachment, ...]:
    """The files of a message with their text, or with a note why they have none."""
    read = list(await asyncio.gather(*(_attachment(workspace, file, documents) for file in files[:_MOST_FILES])))
    return and_unread(read, len(files) - len(read))


async def _attachment(workspace: Workspace, stub: Json, documents: DocumentReader) -> Attachment:
    name, media_type = str(stub.get("name") or "file"), str(stub.get("mimetype") or "")
    return await attachment_of(name, media_type, _in_time(workspace, stub, documents))


async def _in_time(workspace: Workspace, stub: Json, documents: DocumentReader) -> Document:
    try:
        async with asyncio.timeout(_SECONDS):
            return await _document(workspace, stub, documents)
    except TimeoutError as error:
        raise DocumentUnfetched(_("It takes too long to read.")) from error


async def _document(workspace: Workspace, stub: Json, documents: DocumentReader) -> Document:
    file = await _whole(workspace, stub)
    name, media_type = str(file.get("name") or stub.get("name") or "file"), str(file.get("mimetype") or "")
    content = await _content(workspace, file, documents.bounds.bytes)
    return await documents.read(name, media_type, content)


async def _whole(workspace: Workspace, file: Json) -> Json:
    if file.get("file_access") != "check_file_info":
        return file
    try:
        return dict((await workspace.calls.call("files.info", file=file["id"]))["file"])
    except ChannelError as error:
        raise DocumentUnfetched(
            _("Slack would not show it ({reason}).", reason=error.missing or _("not available"))
        ) from error


async def _content(workspace: Workspace, file: Json, most: int) -> bytes:
    url, size = str(file.get("url_private_download") or ""), int(file.get("size") or 0)
    if not _is_slacks(workspace, url):
        raise DocumentUnfetched(_("It is not stored in Slack."))
    if size > most:
        raise DocumentUnfetched(_("It is larger than {size} bytes.", size=formats.number(most)))
    headers, timeout = {"Authorization": f"Bearer {workspace.token}"}, aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            # The wrong token or scope gets a sign-in page with status 200.
            if response.status != 200 or (response.content_type == "text/html" != file.get("mimetype")):
                raise DocumentUnfetched(_("Slack would not give me the file. The app may lack the scope files:read."))
            return await _bounded(response, most)
    except aiohttp.ClientError as error:
        raise DocumentUnfetched(_("It could not be fetched.")) from error


async def _bounded(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The body; whatever was said of its size, no more is taken than may be."""
    content = bytearray()
    async for part in response.content.iter_any():
        content += part
        if len(content) > most:
            raise DocumentUnfetched(_("It is larger than {size} bytes.", size=formats.number(most)))
    return bytes(content)


def _is_slacks(workspace: Workspace, url: str) -> bool:
    """Whether the bot's token may be sent there: Slack's file host, or the same fake as the Web API."""
    parts, api = urlsplit(url), urlsplit(workspace.calls.client.base_url)
    if workspace.calls.client.base_url == DEFAULT_API:
        return parts.scheme == "https" and parts.hostname == _HOST
    return (parts.scheme, parts.netloc) == (api.scheme, api.netloc)

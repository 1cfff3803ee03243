"""Files that come with a message: fetched from where Teams keeps them, if that is Microsoft.

Sources: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4. The address of a file is signed and lasts
minutes; no token of ours goes there. A picture that was pasted lies at the service that sent the message, which hands
it to the bot's token. Pictures from anywhere else (stickers, previews) are decoration: they are left alone. In groups
and channels a bot gets no files, only the HTML of the message.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from threadline.bots.teams.activity import File
from threadline.bots.teams.credentials import Tokens
from threadline.bots.teams.service_urls import ServiceHosts
from threadline.config.addresses import is_loopback
from threadline.core.channels.errors import ChannelError
from threadline.core.documents.attachments import and_unread, attachment_of
from threadline.core.documents.document import Document, DocumentUnfetched
from threadline.core.documents.reader import DocumentReader
from threadline.core.domain.message import Attachment
from threadline.texts import formats
from threadline.texts.messages import _

Json = dict[str, Any]

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_MOST_FILES = 5
_SECONDS = 120.0
"""For each file; Teams was answered before."""
_PICTURES = "/v3/attachments/"
_HOSTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn", ".svc.ms")


def readable(files: Sequence[File]) -> tuple[File, ...]:
    """What of a message's attachments is a file, a picture or a recording; cards and the message's HTML are not."""
    return tuple(file for file in files if file.content_type == DOWNLOAD or _kind(file) in ("image", "audio", "video"))


def is_heard(file: File) -> bool:
    """Whether it is for ears: a voice message, or a video."""
    return _kind(file) in ("audio", "video")


def _kind(file: File) -> str:
    return file.content_type.lower().partition("/")[0]


@dataclass(frozen=True, slots=True)
class Files:
    """Reads files. `tokens` are the bot's; `here`: files may also lie on this machine (the fakes, the emulator)."""

    session: Callable[[], aiohttp.ClientSession]
    documents: DocumentReader
    hosts: ServiceHosts
    tokens: Tokens | None
    here: bool = False

    async def read(self, files: Sequence[File]) -> tuple[Attachment, ...]:
        """The files of a message with their text, or with a note why they have none."""
        sent = [file for file in readable(files) if not self._is_decoration(file)]
        read = list(await asyncio.gather(*(self._attachment(file) for file in sent[:_MOST_FILES])))
        return and_unread(read, len(sent) - len(read))

    def _is_decoration(self, file: File) -> bool:
        url = _address(file)
        return _kind(file) == "image" and bool(url) and not (self.hosts.hold(url) or self._is_microsofts(url))

    async def _attachment(self, file: File) -> Attachment:
        content: Json = file.content if isinstance(file.content, dict) else {}
        kind = str(content.get("fileType") or "").lower()
        name = file.name or (f"file.{kind}" if kind else _("picture") if _kind(file) == "image" else "file")
        media_type = "" if file.content_type == DOWNLOAD else file.content_type
        if is_heard(file):
            return Attachment(name, media_type, "", note=_("I cannot listen to voice messages or watch videos."))
        return await attachment_of(name, media_type, self._in_time(name, media_type, _address(file)))

    async def _in_time(self, name: str, media_type: str, url: str) -> Document:
        try:
            async with asyncio.timeout(_SECONDS):
                content, told = await self._content(url)
                return await self.documents.read(name, told if media_type.endswith("/*") else media_type, content)
        except TimeoutError as error:
            raise DocumentUnfetched(_("It takes too long to read.")) from error

    async def _content(self, url: str) -> tuple[bytes, str]:
        """What lies at an address, and what type it is said to have. Raises `DocumentUnfetched`."""
        if not url:
            raise DocumentUnfetched(_("It cannot be read from within the message; send it as a file."))
        ours = self.hosts.hold(url) and _PICTURES in url
        if not ours and not self._is_microsofts(url):
            raise DocumentUnfetched(_("It is not stored in Teams."))
        most, session = self.documents.bounds.bytes, self.session()
        try:
            headers = {"Authorization": f"Bearer {await self.tokens.get(session)}"} if ours and self.tokens else {}
            async with session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status != 200:
                    raise DocumentUnfetched(
                        _("Teams would not give me the file; its link may have expired. Send it again.")
                    )
                content = bytearray()
                async for chunk in response.content.iter_chunked(65_536):
                    content += chunk
                    if len(content) > most:
                        raise DocumentUnfetched(_("It is larger than {size} bytes.", size=formats.number(most)))
        except (aiohttp.ClientError, ChannelError) as error:
            raise DocumentUnfetched(_("It could not be fetched.")) from error
        return bytes(content), response.content_type

    def _is_microsofts(self, url: str) -> bool:
        """Whether the address is one that Teams gives for files; nothing else of the network is asked."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if self.here and is_loopback(host):
            return parts.scheme in ("http", "https")
        return parts.scheme == "https" and host.endswith(_HOSTS) and port in (None, 443) and parts.username is None


def _address(file: File) -> str:
    """Where a file is fetched from. Of a file that was sent, `contentUrl` is a page for people."""
    content: Json = file.content if isinstance(file.content, dict) else {}
    told = str(content.get("downloadUrl") or "")
    return told or ("" if file.content_type == DOWNLOAD else file.content_url or "")

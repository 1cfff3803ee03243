"""Files that come with a message in a personal chat: fetched from where Teams keeps them, if that is Microsoft.

Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4. The address is signed and lasts minutes;
no token of ours goes there. In groups and channels a bot gets no files, only the HTML of the message.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from threadline.bots.teams.activity import File
from threadline.config.addresses import is_loopback
from threadline.core.documents.attachments import and_unread, attachment_of
from threadline.core.documents.document import Document, DocumentUnfetched
from threadline.core.documents.reader import DocumentReader
from threadline.core.domain.message import Attachment
from threadline.texts import formats
from threadline.texts.messages import _

Json = dict[str, Any]

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_MOST_FILES = 5
_SECONDS = 8.0
"""For all files of a message together: Teams waits 15 seconds for a message to be taken."""
_HOSTS = (".sharepoint.com", ".sharepoint.us", ".svc.ms")


@dataclass(frozen=True, slots=True)
class Files:
    """Reads files. `here`: files may also lie on this machine (the fakes, the emulator)."""

    session: Callable[[], aiohttp.ClientSession]
    documents: DocumentReader
    here: bool = False

    async def read(self, files: Sequence[File]) -> tuple[Attachment, ...]:
        """The files of a message with their text, or with a note why they have none."""
        sent = [file for file in files if file.content_type == DOWNLOAD or file.content_type.startswith("image/")]
        read = list(await asyncio.gather(*(self._attachment(file) for file in sent[:_MOST_FILES])))
        return and_unread(read, len(sent) - len(read))

    async def _attachment(self, file: File) -> Attachment:
        content: Json = file.content if isinstance(file.content, dict) else {}
        kind = str(content.get("fileType") or "").lower()
        name = file.name or (f"file.{kind}" if kind else "file")
        media_type = "" if file.content_type == DOWNLOAD else file.content_type
        return await attachment_of(name, media_type, self._in_time(name, media_type, content))

    async def _in_time(self, name: str, media_type: str, content: Json) -> Document:
        try:
            async with asyncio.timeout(_SECONDS):
                read = await self._content(str(content.get("downloadUrl") or ""))
                return await self.documents.read(name, media_type, read)
        except TimeoutError as error:
            raise DocumentUnfetched(_("It takes longer to read than Teams waits; send it by mail.")) from error

    async def _content(self, url: str) -> bytes:
        if not url:
            raise DocumentUnfetched(_("It cannot be read from within the message; send it as a file."))
        if not self._is_microsofts(url):
            raise DocumentUnfetched(_("It does not lie with Teams."))
        most = self.documents.bounds.bytes
        try:
            async with self.session().get(url, allow_redirects=False) as response:
                if response.status != 200:
                    raise DocumentUnfetched(_("Teams did not hand it out; its address may be over. Send it again."))
                content = bytearray()
                async for chunk in response.content.iter_chunked(65_536):
                    content += chunk
                    if len(content) > most:
                        raise DocumentUnfetched(_("It is larger than {size} bytes.", size=formats.number(most)))
        except aiohttp.ClientError as error:
            raise DocumentUnfetched(_("It could not be fetched.")) from error
        return bytes(content)

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

"""Files that come with a message in a personal chat: fetched from where Teams keeps them, if that is Microsoft.

Source: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4. The address is signed and lasts minutes;
no token of ours goes there. In groups and channels a bot gets no files, only the HTML of the message.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from threadline.bots.teams.activity import File
from threadline.bots.teams.hosts import is_loopback
from threadline.core.message import Attachment

Json = dict[str, Any]

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
_MOST_FILES = 5
_MOST_BYTES = 1_000_000
_SECONDS = 3.0
_HOSTS = (".sharepoint.com", ".sharepoint.us", ".svc.ms")
_TEXTUAL = {
    "txt": "text/plain",
    "text": "text/plain",
    "log": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "xml": "application/xml",
    "yaml": "application/x-yaml",
    "yml": "application/x-yaml",
    "ics": "text/calendar",
    "html": "text/html",
    "htm": "text/html",
}


class FileUnread(Exception):
    """A file could not be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Files:
    """Reads files. `here`: files may also lie on this machine (the fakes, the emulator)."""

    session: Callable[[], aiohttp.ClientSession]
    here: bool = False

    async def read(self, files: Sequence[File]) -> tuple[Attachment, ...]:
        """The files of a message with their text, or with a note why they have none."""
        sent = [file for file in files if file.content_type == DOWNLOAD or file.content_type.startswith("image/")]
        read = [await self._attachment(file) for file in sent[:_MOST_FILES]]
        if left := len(sent) - len(read):
            read.append(Attachment("more files", "", "", note=f"{left} more files were not read."))
        return tuple(read)

    async def _attachment(self, file: File) -> Attachment:
        content: Json = file.content if isinstance(file.content, dict) else {}
        kind = str(content.get("fileType") or (file.name or "").rpartition(".")[2]).lower()
        name = file.name or (f"file.{kind}" if kind else "file")
        media_type = _TEXTUAL.get(kind, file.content_type if file.content_type != DOWNLOAD else kind)
        try:
            if kind not in _TEXTUAL:
                raise FileUnread(f"Files of the type {media_type or 'unknown'} cannot be read here.")
            return Attachment(name, media_type, await self._text(str(content.get("downloadUrl") or "")))
        except FileUnread as error:
            return Attachment(name, media_type, "", note=str(error))

    async def _text(self, url: str) -> str:
        if not self._is_microsofts(url):
            raise FileUnread("It does not lie with Teams.")
        timeout = aiohttp.ClientTimeout(total=_SECONDS)
        try:
            async with self.session().get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != 200:
                    raise FileUnread("Teams did not hand it out; its address may be over. Send it again.")
                content = b""
                async for chunk in response.content.iter_chunked(65_536):
                    content += chunk
                    if len(content) > _MOST_BYTES:
                        raise FileUnread(f"It is larger than {_MOST_BYTES:,} bytes.")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise FileUnread("It could not be fetched.") from error
        return content.decode("utf-8-sig", "replace")

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

"""A real CalDAV server for tests: Radicale on a free loopback port, in a folder of its own."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx2

_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}/data
[logging]
level = critical
"""
_ATTEMPTS = 200
_PAUSE = 0.05
_COMPONENTS = "<C:comp name='VEVENT'/>"
_MKCALENDAR = (
    "<C:mkcalendar xmlns:C='urn:ietf:params:xml:ns:caldav' xmlns:D='DAV:'><D:set><D:prop>"
    "<D:displayname>{name}</D:displayname><C:supported-calendar-component-set>{components}"
    "</C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>"
)


@dataclass(frozen=True, slots=True)
class Radicale:
    """The running server. Everybody's password is `secret`."""

    url: str

    async def make_calendar(self, user: str, slug: str, name: str = "", components: str = _COMPONENTS) -> str:
        """Give somebody a calendar; answers with its path."""
        path = f"/{quote(user)}/{slug}/"
        body = _MKCALENDAR.format(name=name or slug.title(), components=components)
        await self.request(user, "MKCALENDAR", path, body)
        return path

    async def request(self, user: str, method: str, path: str, body: str = "") -> httpx2.Response:
        """Do something there as another program would."""
        async with httpx2.AsyncClient(auth=(user, "secret")) as client:
            response = await client.request(method, f"{self.url}{path}", content=body)
        assert response.status_code < 300, response.text
        return response


@asynccontextmanager
async def radicale(folder: Path, *users: str) -> AsyncIterator[Radicale]:
    """Start one, with these users."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "users").write_text("".join(f"{user}:secret\n" for user in users))
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder))
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "radicale", "--config", str(folder / "config"))
    try:
        await _listening(port, process)
        yield Radicale(f"http://127.0.0.1:{port}")
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _listening(port: int, process: asyncio.subprocess.Process) -> None:
    for _ in range(_ATTEMPTS):
        assert process.returncode is None, "Radicale ended"
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(_PAUSE)
        else:
            writer.close()
            await writer.wait_closed()
            return
    raise AssertionError("Radicale does not listen")

"""A real CalDAV server for tests that promises to schedule and mails nobody: xandikos on a free loopback port."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2

_PATIENCE = 30.0
_HOME = "/user/calendars/"
_MKCALENDAR = "<C:mkcalendar xmlns:C='urn:ietf:params:xml:ns:caldav'/>"
_ADDRESSES = (
    "<D:propertyupdate xmlns:D='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'><D:set><D:prop>"
    "<C:calendar-user-address-set><D:href>mailto:ana@example.com</D:href></C:calendar-user-address-set>"
    "</D:prop></D:set></D:propertyupdate>"
)


@dataclass(frozen=True, slots=True)
class Xandikos:
    """The running server: Ana's, whose name and password it does not ask for."""

    url: str
    _numbers: Iterator[int] = field(default_factory=count)

    async def fresh(self) -> None:
        """One empty calendar, and no other."""
        number = next(self._numbers)
        async with httpx2.AsyncClient(base_url=self.url) as client:
            await client.delete(f"{_HOME}{'calendar' if number == 0 else f'c{number - 1}'}")
            made = await client.request("MKCALENDAR", f"{_HOME}c{number}/", content=_MKCALENDAR)
            assert made.status_code == 201, made.text
            await client.request("PROPPATCH", "/user/", content=_ADDRESSES)


@contextmanager
def xandikos(folder: Path) -> Iterator[Xandikos]:
    """Start one in a folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "xandikos", "serve", "-d", str(folder / "data"), "--defaults"]
    command += ["--no-detect-systemd", "--state-dir", str(folder / "state"), "-l", "127.0.0.1", "-p", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            assert process.poll() is None, (folder / "log").read_text()
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield Xandikos(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(_PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)

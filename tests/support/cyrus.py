"""A real CalDAV server that schedules (RFC 6638), for tests: Cyrus from Debian's packages, on free loopback ports.

`scripts/setup test` unpacks the packages into `.venv/cyrus`; nothing of them is installed.
"""

import asyncio
import fcntl
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2

_ROOT = Path(sys.prefix) / "cyrus"
_PROGRAMS = _ROOT / "usr/lib/cyrus/bin"
_LIBRARIES = (_ROOT / "usr/lib/x86_64-linux-gnu", _ROOT / "lib/x86_64-linux-gnu")
MISSING = "Cyrus is not there: `scripts/setup test` unpacks it where apt-get can fetch it"
_SETTINGS = """configdirectory: {folder}/conf
partition-default: {folder}/spool
defaultpartition: default
cyrus_user: {user}
admins: admin
virtdomains: off
unixhierarchysep: yes
httpmodules: caldav
calendar_user_address_set: example.test
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: {folder}/sasl/mux
sasl_mech_list: PLAIN
allowplaintext: yes
"""
_SERVICES = """START {{
  recover cmd="{programs}/ctl_cyrusdb -C {folder}/imapd.conf -r"
}}
SERVICES {{
  imap cmd="{programs}/imapd -C {folder}/imapd.conf" listen="127.0.0.1:{imap}" prefork=0
  http cmd="{programs}/httpd -C {folder}/imapd.conf" listen="127.0.0.1:{http}" prefork=0
}}
EVENTS {{
}}
"""
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Cyrus:
    """The running server. Every password opens every account; somebody's address is `<name>@example.test`."""

    url: str
    imap: int
    _numbers: Iterator[int] = field(default_factory=count)

    async def person(self, name: str) -> str:
        """A new account with a calendar of its own; answers with its name."""
        user = f"{name}{next(self._numbers)}"
        await asyncio.to_thread(self._make, user)
        await self.request(user, "PROPFIND", self.home(user))  # makes the calendars; before, invitations fail
        return user

    def home(self, user: str) -> str:
        """The path of somebody's calendars."""
        return f"/dav/calendars/user/{user}/"

    async def request(self, user: str, method: str, path: str, body: str = "") -> httpx2.Response:
        """Do something there as another program would."""
        async with httpx2.AsyncClient(auth=(user, "secret")) as client:
            headers = {"Depth": "1"} if method == "PROPFIND" else {"Content-Type": "text/calendar"}
            response = await client.request(method, f"{self.url}{path}", content=body, headers=headers)
        assert response.status_code < 300, response.text
        return response

    def _make(self, user: str) -> None:
        connection = self._connected()
        connection.login("admin", "secret")
        connection.create(f"user/{user}")
        connection.logout()

    def _connected(self) -> imaplib.IMAP4:
        """A connection; a child of Cyrus that just ends its service takes one more and closes it without a word."""
        for _attempt in range(5):
            with suppress(imaplib.IMAP4.abort):
                return imaplib.IMAP4("127.0.0.1", self.imap)
        return imaplib.IMAP4("127.0.0.1", self.imap)


def is_there() -> bool:
    """Whether it can be started here."""
    return (_PROGRAMS / "master").exists()


@contextmanager
def cyrus() -> Iterator[Cyrus]:
    """Start one."""
    # Several at once on a machine take connections from each other, so the workers of a test run wait in line.
    with (Path(tempfile.gettempdir()) / f"threadline-cyrus-{os.getuid()}.lock").open("w") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        with tempfile.TemporaryDirectory(prefix="cyrus-") as folder:  # pytest's folders of root's are for root alone
            Path(folder).chmod(0o755)
            with _started(Path(folder)) as running:
                yield running


@contextmanager
def _started(folder: Path) -> Iterator[Cyrus]:
    http, imap = _free_port(), _free_port()
    user = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    for name in ("conf/db", "conf/socket", "conf/proc", "conf/lock", "conf/log", "conf/msg", "spool", "sasl"):
        (folder / name).mkdir(parents=True)
    (folder / "imapd.conf").write_text(_SETTINGS.format(folder=folder, user=user))
    (folder / "cyrus.conf").write_text(_SERVICES.format(folder=folder, programs=_PROGRAMS, imap=imap, http=http))
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, user)
    asks = _password_check(folder / "sasl/mux")
    environment = {**os.environ, "LD_LIBRARY_PATH": ":".join(map(str, _LIBRARIES))}
    command = [_PROGRAMS / "master", "-D", "-C", folder / "imapd.conf", "-M", folder / "cyrus.conf"]
    command += ["-p", folder / "pid"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(list(map(str, command)), env=environment, stdout=log, stderr=log)
    try:
        for port in (imap, http):
            _wait_for(port, process)
        yield Cyrus(f"http://127.0.0.1:{http}", imap)
    finally:
        process.terminate()
        process.wait(_PATIENCE)
        asks.close()


def _password_check(path: Path) -> socket.socket:
    """What stands in for saslauthd: every password is right."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o777)
    listener.listen(16)

    def answer() -> None:
        with suppress(OSError):  # closed at the end
            while True:
                asked, _ = listener.accept()
                with asked:
                    asked.recv(4096)
                    asked.sendall(b"\0\2OK")

    threading.Thread(target=answer, daemon=True).start()
    return listener


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "Cyrus ended"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError("Cyrus does not listen")

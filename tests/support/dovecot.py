"""A real IMAP server for tests: a private Dovecot (2.3 or 2.4) on a free loopback port, gone with the test run.

Dovecot refuses to keep mails for root, so it runs as nobody then.
"""

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_START_SECONDS = 20.0
_PASSWORD = "secret-of-the-box"
_PROGRAMS = ("/usr/sbin", "/usr/local/sbin", "/sbin")
_numbers = count(1)
_OPENSSL = (
    *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"),
    *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
)

_COMMON = """
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = threadline-{port}
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
verbose_proctitle = no
{capability}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
auth_failure_delay = 0
mailbox_idle_check_interval = 1 s
mail_fsync = never
auth_username_chars =
"""
_V23 = """
ssl = yes
ssl_cert = <{folder}/tls.pem
ssl_key = <{folder}/tls.key
disable_plaintext_auth = no
auth_mechanisms = plain login{oauth_mechanism}
mail_location = maildir:{folder}/mail/%u
{oauth}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
"""
_V23_OAUTH = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth.conf
}}
"""
_V24 = """
ssl = yes
ssl_server_cert_file = {folder}/tls.pem
ssl_server_key_file = {folder}/tls.key
auth_allow_cleartext = yes
auth_mechanisms = plain login{oauth_mechanism}
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
mail_home = {folder}/mail/%{{user}}
{oauth}
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {user}
    gid = {group}
    home = {folder}/mail/%{{user}}
  }}
}}
"""
_V24_OAUTH = """
passdb oauth2 {{
  mechanisms_filter = xoauth2
}}
oauth2 {{
  tokeninfo_url = {tokens}
  username_attribute = email
}}
"""


class DovecotMissing(Exception):
    """No Dovecot can be started here; `str(error)` says why."""


@dataclass
class Box:
    """The mailbox of one user."""

    server: "DovecotServer"
    user: str
    password: str = _PASSWORD

    @property
    def path(self) -> Path:
        return self.server.folder / "mail" / self.user

    def deliver(self, *mails: bytes) -> None:
        """Put mails into the INBOX, in this order, in a way that the server tells of at once."""
        with imaplib.IMAP4("127.0.0.1", self.server.port, timeout=20) as client:
            client.login(self.user, self.password)
            for mail in mails:
                client.append("INBOX", "", imaplib.Time2Internaldate(time.time()), mail)

    def fill(self, *mails: bytes) -> None:
        """Put many mails into the INBOX before anybody looks, as files."""
        started_at = int(time.time())
        for number, mail in enumerate(mails):
            path = self.path / "new" / f"{started_at}.M{number:06}P{os.getpid()}.test"
            path.write_bytes(mail)
            if os.geteuid() == 0:
                os.chown(path, self.server.uid, self.server.gid)

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        """The mails of a folder."""
        where = self.path if folder == "INBOX" else self.path / f".{folder}"
        found = [file for name in ("new", "cur") if (where / name).is_dir() for file in (where / name).iterdir()]
        contents = []
        for file in sorted(found, key=lambda path: path.name):
            with contextlib.suppress(FileNotFoundError):  # being moved right now
                contents.append(file.read_bytes())
        return contents

    def clear(self, folder: str) -> None:
        """Delete every mail of a folder, as somebody does in their own client."""
        with imaplib.IMAP4("127.0.0.1", self.server.port, timeout=20) as client:
            client.login(self.user, self.password)
            client.select(folder)
            client.store("1:*", "+FLAGS", "\\Deleted")
            client.expunge()

    def count(self, folder: str = "INBOX") -> int:
        """How many mails a folder has."""
        return len(self.mails(folder))

    def renumber(self) -> None:
        """Have the server number the mails of the INBOX anew, under another UIDVALIDITY."""
        for name in ("dovecot-uidlist", "dovecot-uidvalidity"):
            (self.path / name).unlink(missing_ok=True)
        for file in self.path.glob("dovecot*"):
            file.unlink(missing_ok=True)
        for file in self.path.glob("dovecot-uidvalidity.*"):
            file.unlink(missing_ok=True)


class DovecotServer:
    """One running server. `capability` replaces what it says it can do; `tokens` is where it asks about tokens."""

    def __init__(self, *, capability: str = "", tokens: str = "") -> None:
        self._program = find_program()
        self._tokens = tokens
        self._capability = f"imap_capability = {capability}" if capability else ""
        in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # ten thousand files are fast there
        self.folder = Path(tempfile.mkdtemp(prefix="threadline-imap-", dir=in_memory))
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.uid, self.gid, self._user = owner.pw_uid, owner.pw_gid, owner.pw_name
        self._group = grp.getgrgid(owner.pw_gid).gr_name
        self.port, self.tls_port = _free_port(), _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it takes connections. Raises `DovecotMissing`."""
        config = self._write_config()
        self.own(self.folder)
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": self.uid, "group": self.gid, "extra_groups": []}
        setpriv = shutil.which("setpriv")
        with (self.folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                [*([setpriv, "--pdeathsig", "TERM"] if setpriv else []), self._program, "-F", "-c", config],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                start_new_session=True,
                **identity,
            )
        until = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                said = (self.folder / "output").read_text() + self.log
                self.stop()
                raise DovecotMissing(f"Dovecot did not start: {said[-600:]}")
            time.sleep(0.02)

    @property
    def log(self) -> str:
        """What the server wrote to its log."""
        file = self.folder / "log"
        return file.read_text(errors="replace") if file.exists() else ""

    def box(self, suffix: str = "") -> Box:
        """The empty mailbox of a new user, whose name ends so."""
        user = f"user{next(_numbers)}{suffix}"
        box = Box(self, user)
        for name in ("cur", "new", "tmp"):
            (box.path / name).mkdir(parents=True)
        self.own(box.path)
        return box

    def own(self, path: Path) -> None:
        """Give files to the user that the server runs as."""
        if os.geteuid() == 0:
            for each in (path, *(one for one in path.rglob("*") if one.is_dir() or path == self.folder)):
                os.chown(each, self.uid, self.gid)

    def stop(self) -> None:
        """Stop it and delete its files; doing so twice is fine."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
            self._process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write_config(self) -> Path:
        newer = self._is_24()
        values = {
            "folder": self.folder,
            "port": self.port,
            "tls_port": self.tls_port,
            "user": self._user,
            "group": self._group,
            "capability": self._capability,
            "tokens": self._tokens,
            "password": _PASSWORD,
            "oauth_mechanism": " xoauth2" if self._tokens else "",
            "oauth": "",
        }
        if self._tokens:
            values["oauth"] = (_V24_OAUTH if newer else _V23_OAUTH).format(**values)
            (self.folder / "oauth.conf").write_text(f"tokeninfo_url = {self._tokens}\nusername_attribute = email\n")
        head = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n" if newer else ""
        text = head + (_COMMON + (_V24 if newer else _V23)).format(**values)
        write_certificate(self.folder / "tls.pem", self.folder / "tls.key")
        (self.folder / "mail").mkdir()
        path = self.folder / "dovecot.conf"
        path.write_text(text)
        return path

    def _is_24(self) -> bool:
        said = subprocess.run([self._program, "--version"], capture_output=True, text=True, check=False).stdout
        major, minor, *_ = [*said.split("."), "0"]
        return (int(major), int(minor)) >= (2, 4)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as probe:
                return probe.recv(4) == b"* OK"
        except OSError:
            return False


def write_certificate(certificate: Path, key: Path) -> None:
    """A certificate for localhost that signs itself."""
    subprocess.run(
        [*_OPENSSL, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )


def find_program() -> str:
    """The server's program. Raises `DovecotMissing`."""
    program = shutil.which("dovecot", path=os.pathsep.join((os.environ.get("PATH", ""), *_PROGRAMS)))
    if program is None:
        raise DovecotMissing("no Dovecot here: install the package dovecot-imapd")
    return program


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def started(**options: str) -> DovecotServer:
    """A running server, or a skip that says why there is none."""
    try:
        server = DovecotServer(**options)
        server.start()
    except DovecotMissing as missing:
        pytest.skip(f"Dovecot: {missing}")
    return server


@pytest.fixture(scope="session")
def dovecot() -> Iterator[DovecotServer]:
    """A running server."""
    server = started()
    yield server
    server.stop()


@pytest.fixture
def box(dovecot: DovecotServer) -> Box:
    """The empty mailbox of a new user."""
    return dovecot.box()

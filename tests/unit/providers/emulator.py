"""The model emulator `@copilotkit/aimock` on loopback, installed by `tests/package-lock.json`."""

import fcntl
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[2]
KEY = "k-emulator"
_CLI = TESTS / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
_FIXTURES = Path(__file__).with_name("aimock.json")


@contextmanager
def running() -> Iterator[str]:
    """Its address, `http://127.0.0.1:port`. Skips the test, with the reason, where it cannot be had."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, so the model emulator cannot run")
    _install()
    port = _free_port()
    arguments = ["-p", str(port), "-h", "127.0.0.1", "-f", str(_FIXTURES), "--strict", "--validate-on-load"]
    environment = {"PATH": os.environ["PATH"], "AIMOCK_API_KEYS": KEY}
    with subprocess.Popen(
        [node, str(_CLI), *arguments, "--log-level", "silent"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _install() -> None:
    if _CLI.exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so the model emulator cannot be installed")
    (TESTS / "node_modules").mkdir(exist_ok=True)
    with (TESTS / "node_modules" / ".installing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come here at once
        if _CLI.exists():
            return
        command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=20000"]
        try:
            done = subprocess.run(command, cwd=TESTS, capture_output=True, text=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("npm could not install the model emulator within 60 s")
    if not _CLI.exists():
        pytest.skip(f"npm could not install the model emulator: {done.stderr.strip()[-200:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if process.poll() is not None:
            assert process.stderr is not None
            pytest.fail(f"the model emulator ended: {process.stderr.read().decode()[-500:]}")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("the model emulator did not start within 20 s")

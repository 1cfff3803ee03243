"""A person at a shell: commands that end, a service that runs, and a chat at a real terminal."""

import contextlib
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 30.0
REVIEW = "Design review with ana@example.com next Thursday 3-4:30pm in Room 4"


class Shell:
    """A person at a shell, in a directory of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "data"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {**kept, "THREADLINE_DATA_DIR": str(self.data), "THREADLINE_ZONE": "Europe/Vienna"}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "threadline", *arguments]

    def run(self, *arguments: str, typed: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.home,
            env={**self.environment, **environment},
            input=typed,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        """What a command answers to a script."""
        ended = self.run(*arguments, "--json")
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    @contextlib.contextmanager
    def serving(self, *arguments: str, **environment: str) -> "Iterator[Service]":
        """A service that runs; it is told to end afterwards."""
        process = subprocess.Popen(
            self.command("serve", *arguments),
            cwd=self.home,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield Service(self, process)
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


class Service:
    """A running `threadline serve`."""

    def __init__(self, shell: Shell, process: "subprocess.Popen[str]") -> None:
        self._shell = shell
        self.process = process
        self.address = self._address()

    def _address(self) -> str:
        deadline = time.monotonic() + PATIENCE
        file = self._shell.data / "address.json"
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                pytest.fail(f"it ended: {self.process.communicate()[1]}")
            with contextlib.suppress(OSError, ValueError):
                published = json.loads(file.read_text())
                if published["pid"] == self.process.pid:
                    return str(published["address"])
            time.sleep(0.02)
        pytest.fail("it did not say where it is")

    def end(self, number: int = signal.SIGTERM) -> int:
        """Tell it to end; answers with its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def call(self, path: str, token: str, body: dict[str, Any] | None = None) -> Any:
        """Ask its API."""
        request = urllib.request.Request(
            f"{self.address}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-API-Token": token, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return json.loads(response.read())

    def status(self, path: str, token: str) -> int:
        """How its API answers."""
        try:
            self.call(path, token)
        except urllib.error.HTTPError as error:
            return error.code
        return 200


class Terminal:
    """`threadline chat` at a terminal."""

    def __init__(self, shell: Shell) -> None:
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            shell.command("chat"),
            cwd=shell.home,
            env={**shell.environment, "TERM": "xterm", "COLUMNS": "120"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        self._seen = ""

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def until(self, words: str) -> str:
        """Read until these words are on the screen; answers with all that came."""
        deadline = time.monotonic() + PATIENCE
        while words not in (seen := re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._seen)):
            assert time.monotonic() < deadline, seen
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    self._seen += os.read(self._master, 65_536).decode(errors="replace")
                except OSError:  # nobody is at the other end any more
                    pytest.fail(f"it ended: {seen}")
        before, _, self._seen = seen.rpartition(words)
        return before

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)

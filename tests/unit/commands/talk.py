"""Chats in this process: what is typed, what is on the screen, and a service to talk to."""

import asyncio
import json
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from threadline.commands import chat as module
from threadline.commands import terminal
from threadline.commands.running_service import ADDRESS_FILE
from threadline.commands.serve import running
from threadline.config import Settings
from threadline.providers.port import ScriptedProvider


class Lines:
    """What somebody types; then the end."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def readline(self) -> str:
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        return line


def settings_of(directory: Path) -> Settings:
    """Settings of a test."""
    return Settings(
        _env_file=None, data_dir=directory, zone="Europe/Vienna", plugins=False, requests_per_minute=100_000
    )


def talk(monkeypatch: pytest.MonkeyPatch, settings: Settings, *lines: str, **how: str | None) -> str:
    """Chat, typing these lines; answers with what was on the screen."""
    typed, screen = Lines(iter(lines)), StringIO()
    monkeypatch.setattr(terminal, "piped", lambda: typed)
    monkeypatch.setattr(terminal, "console", Console(file=screen, width=160, highlight=False))
    module.chat(settings, **{"url": None, "token": None, "person": None, **how})
    return screen.getvalue()


class served:  # noqa: N801 - reads as a statement
    """A service in a thread of its own, on a socket."""

    def __init__(self, settings: Settings, provider: ScriptedProvider | None = None) -> None:
        self._settings = settings
        self._provider = provider or ScriptedProvider()
        self._up = threading.Event()
        self._stop: asyncio.Event
        self._loop: asyncio.AbstractEventLoop
        self._address = ""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        uds = self._settings.data_dir / "s"
        async with running(self._settings, uds=uds, provider=self._provider) as (_, self._address):
            self._up.set()
            await self._stop.wait()

    def __enter__(self) -> Settings:
        self._settings.data_dir.mkdir(exist_ok=True)
        self._thread.start()
        assert self._up.wait(20)
        (self._settings.data_dir / ADDRESS_FILE).write_text(json.dumps({"address": self._address}))
        return self._settings

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
        assert not self._thread.is_alive()

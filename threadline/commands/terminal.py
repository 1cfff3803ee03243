"""A conversation with whoever sits at the terminal, or with what is piped in: questions, and their answers."""

import asyncio
import sys
import termios
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import TextIO, cast

from rich.console import Console
from rich.prompt import Prompt

console = Console(highlight=False)


async def ask(prompt: str, choices: Sequence[str] | None = None) -> str | None:
    """Ask for a line without blocking the event loop; None at the end of the input.

    In a thread that nobody waits for: Ctrl-C ends the chat even though reading the terminal cannot be interrupted.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str | None] = loop.create_future()
    allowed = list(choices) if choices is not None else None

    def read() -> None:
        try:
            said = Prompt.ask(prompt, console=console, choices=allowed, show_choices=False, stream=piped())
        except EOFError:
            said = None
        with suppress(RuntimeError):  # the loop is closed: nobody asks any more
            loop.call_soon_threadsafe(_give, answer, said)

    threading.Thread(target=read, daemon=True).start()
    return await answer


async def ask_unhurried(prompt: str) -> str | None:
    """Ask what only a key pressed from now on may answer: one that was pressed before the question was seen is lost."""
    if piped() is None:
        with suppress(termios.error, OSError, ValueError):
            termios.tcflush(sys.stdin, termios.TCIFLUSH)
    return await ask(prompt)


def _give(answer: "asyncio.Future[str | None]", said: str | None) -> None:
    if not answer.done():
        answer.set_result(said)


class _Piped:
    """Standard input that is no terminal. Not `sys.stdin`, whose lock Python wants at its end."""

    def __init__(self) -> None:
        self._lines = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - number 0

    def readline(self) -> str:
        """The next line. Raises `EOFError` at the end, as a terminal does."""
        line = self._lines.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")


@cache
def _piped_input() -> TextIO | None:
    return None if sys.stdin.isatty() else cast("TextIO", _Piped())


piped: Callable[[], TextIO | None] = _piped_input
"""Where answers are read from, if that is no terminal."""

"""The whole engine, with a model and a platform that the test conducts."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel, RecordedReply
from threadline.core.channels.port import Reply
from threadline.core.domain.message import Author, Message, Receipt, Turn, Wishes
from threadline.core.domain.proposal import Proposal
from threadline.core.services import Services
from threadline.providers.port import Delta, Finish, ProviderError, Request, ScriptedProvider, Text, Usage
from threadline.storage.turns import TurnRecord

ANA = Author("ana", name="Ana", email="ana@example.com", zone="Europe/Vienna")
BO = Author("bo", name="Bo", email="bo@example.com", zone="UTC")
PATIENCE = 60.0

_numbers = count(1)


class Part:
    """What the model says to one prompt; it waits for the test."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self._queue: asyncio.Queue[Delta | Exception] = asyncio.Queue()

    def say(self, text: str) -> "Part":
        """The next piece of the answer."""
        self._queue.put_nowait(Text(text))
        return self

    def end(self) -> None:
        """The answer is over."""
        self._queue.put_nowait(Usage("conducted", 3, 5, provider="model"))
        self._queue.put_nowait(Finish("stop"))

    def fail(self, error: Exception) -> None:
        """The model breaks."""
        self._queue.put_nowait(error)

    def put(self, delta: Delta) -> None:
        """Whatever a model may say."""
        self._queue.put_nowait(delta)

    async def get(self) -> Delta:
        """What comes next."""
        item = await self._queue.get()
        if isinstance(item, Exception):
            raise item
        return item


@dataclass
class Model:
    """A provider that says what the test gives it, when it gives it; without that it repeats the prompt."""

    name: str = "model"
    requests: list[Request] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)

    def part(self, prompt: str) -> Part:
        """From now on the answer to this prompt waits for the test."""
        return self.parts.setdefault(prompt, Part())

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        self.requests.append(request)
        part = self.parts.get(request.messages[-1].text)
        if part is None:
            async for delta in ScriptedProvider(name=self.name).stream(request):
                yield delta
            return
        part.asked.set()
        self.running.append(request.messages[-1].text)
        try:
            while True:
                delta = await part.get()
                yield delta
                if isinstance(delta, Finish):
                    return
        finally:
            self.running.remove(request.messages[-1].text)

    async def aclose(self) -> None:
        """Nothing to free."""


@dataclass
class Platform(MemoryChannel):
    """A platform in memory that can refuse: errors are raised one by one."""

    open_errors: list[Exception] = field(default_factory=list)
    present_errors: list[Exception] = field(default_factory=list)
    opened: list[Turn] = field(default_factory=list)

    async def open_reply(self, turn: Turn) -> Reply:
        self.opened.append(turn)
        if self.open_errors:
            raise self.open_errors.pop(0)
        return await super().open_reply(turn)

    async def present(self, proposal: Proposal, turn: Turn) -> str | None:
        if self.present_errors:
            raise self.present_errors.pop(0)
        return await super().present(proposal, turn)


@dataclass
class House:
    """A running engine."""

    services: Services
    model: Model
    platform: Platform
    thread: str = field(default_factory=lambda: f"thread-{next(_numbers)}")

    async def receive(
        self,
        text: str,
        *,
        key: str | None = None,
        thread: str | None = None,
        author: Author = ANA,
        channel: str = "memory",
        wishes: Wishes | None = None,
        sent_at: datetime | None = None,
        shared: bool = False,
    ) -> Receipt:
        """Somebody wrote something."""
        message = Message(
            channel,
            key or f"event-{next(_numbers)}",
            thread or self.thread,
            author,
            text,
            sent_at or datetime.now(UTC),
            wishes=wishes or Wishes(),
            shared=shared,
        )
        return await self.services.engine.receive(message)

    async def over(self, receipt: Receipt) -> TurnRecord:
        """The message with its answer, once that is over."""
        return await self.end_of(receipt.message_id)

    async def end_of(self, message_id: str) -> TurnRecord:
        """The message of this id with its answer, once that is over."""
        async with asyncio.timeout(PATIENCE):
            async for progress in self.services.engine.watch(message_id):
                last = progress
        record = await self.record(message_id)
        assert last.state.over
        assert (last.state, last.text, last.epoch) == (record.state, record.reply, record.epoch)
        return record

    async def record(self, message_id: str) -> TurnRecord:
        """The message of this id as it stands now."""
        record = await self.services.conversations.turns.get(message_id)
        assert record is not None
        return record

    async def ask(self, text: str, **how: Any) -> TurnRecord:
        """Write, and wait for the end of the answer; `how` as in `receive`."""
        return await self.over(await self.receive(text, **how))

    def reply(self, receipt: Receipt) -> RecordedReply:
        """What was visible of an answer."""
        return self.platform.replies[f"reply-{receipt.message_id}"]


def settings_for(directory: Path, url: str | None = None, **others: object) -> Settings:
    """Settings of a test: nothing of this machine."""
    values: dict[str, object] = {"data_dir": directory, "zone": "UTC", "plugins": False, **others}
    if url is not None:
        values["database_url"] = SecretStr(url)
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


def application(settings: Settings, model: Model, *channels: MemoryChannel) -> Application:
    """The service with what the test conducts."""
    return Application(settings, provider=model, channels=channels)


def until(condition: "asyncio.Event") -> "asyncio.Future[bool]":
    """Wait for something, not for ever."""
    return asyncio.ensure_future(asyncio.wait_for(condition.wait(), PATIENCE))


__all__ = ["ANA", "BO", "House", "Model", "Part", "Platform", "ProviderError", "application", "settings_for", "until"]


async def generation(house: House, prompt: str) -> tuple[str, str]:
    """A turn that is in the midst of its answer: its message and its person."""
    part = house.model.part(prompt)
    receipt = await house.receive(prompt)
    await until(part.asked)
    part.say("so far")
    async with asyncio.timeout(60):
        while "so far" not in house.reply(receipt).shown:
            await asyncio.sleep(0.005)
    return receipt.message_id, (await house.record(receipt.message_id)).person_id

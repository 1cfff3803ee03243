"""Every fault of a model's server in four dialects, over `/webhook`, `/stream` and a chat.

That is a thousand answers. A run plays every fault once, in a dialect and on a surface that take turns; `make faults`
plays them all.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from tests.channels.webhook.api.model_faults import FAULTS, Fault, FaultyServer, faulty
from tests.channels.webhook.api.odd_servers import ODD_SERVERS
from tests.channels.webhook.client import Client
from tests.channels.webhook.house import Conductor, House, served
from tests.unit.providers.wires import WIRES, Wire
from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Author, Message
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.retry import Retry
from threadline.providers.settings import Deadlines
from threadline.storage.ledger import Ledger
from threadline.storage.persons import new_id

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVERY = (*FAULTS, *ODD_SERVERS)
WHOLE = "THREADLINE_WHOLE" in os.environ
SURFACES = ("webhook", "stream", "chat")
SHORT = Deadlines(connect=2, first_delta=1.5, between_deltas=0.8, whole=5)
LONG = Deadlines(connect=20, first_delta=60, between_deltas=60, whole=120)
OF_DEVELOPERS = ("stream", "finish reason", "instructions and facts", "JSON", "stopped:", "HTTP", "Error", "None")
"""What stands in logs, and says nothing to a person."""
PROMPT = "What is the capital of France?"


def on(surface: str) -> pytest.MarkDecorator:
    """The faults that are played on a surface, each with its dialect."""
    played = [
        pytest.param(wire, fault, id=f"{wire.kind}-{fault.name}")
        for number, wire in enumerate(WIRES)
        for place, fault in enumerate(EVERY)
        if WHOLE or (place % len(WIRES) == number and SURFACES[place // len(WIRES) % len(SURFACES)] == surface)
    ]
    return pytest.mark.parametrize(("stage", "fault"), played, indirect=["stage"], scope="module")


@dataclass
class Stage:
    """A service whose one model is asked of a faulty server."""

    house: House
    server: FaultyServer
    chat: MemoryChannel
    person: Client

    @property
    def kind(self) -> str:
        """The dialect."""
        return self.server.wire.kind

    def set(self, fault: Fault) -> None:
        """From now on the server does this; nothing is remembered of what it did before."""
        self.server.fault, self.server.asked = fault, 0
        for link in self.house.services.models.selection._pool._links.values():
            link.deadlines = SHORT if "stall" in fault.steps(self.server.wire) else LONG  # else a busy machine is late
            link.breaker = Breaker(link.breaker.clock, threshold=100)

    async def rows(self, message_id: str) -> list[str]:
        """The attempts in the ledger, by what became of them."""
        entries = await Ledger(self.house.services.storage.database).attempts(message_id)
        assert all(entry.input_tokens >= 0 and entry.output_tokens >= 0 for entry in entries)
        assert sum(entry.counts for entry in entries) == 1
        return [entry.outcome for entry in entries]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    wire: Wire = request.param
    chat = MemoryChannel()
    async with faulty(wire) as server:
        base = server.url + ("" if wire.kind in ("anthropic", "gemini") else "/v1")
        spec: dict[str, Any] = {"name": "faulty", "kind": wire.kind, "model": "m-1", "api_key": "k", "base_url": base}
        settings = Settings(
            _env_file=None,
            data_dir=tmp_path_factory.mktemp("data"),
            requests_per_minute=1_000_000,
            plugins=False,
            zone="UTC",
            providers=[{**spec, "deadlines": LONG.model_dump()}],
        )
        async with Application(settings) as app:
            app.services.channels.join(chat)
            app.services.models.selection._pool._retry = Retry(base=0.001, cap=0.001)
            async with served(app.services, Conductor()) as house:
                stage = Stage(house, server, chat, await house.person(*ALL_SCOPES))
                stage.set(next(fault for fault in FAULTS if fault.answered))
                await stage.person.post("/api/v1/webhook", {"prompt": "Are you there?"})  # what SDKs do once is done
                yield stage


CODES = {502: "LLM_API_ERROR", 504: "TIMEOUT", 422: "UNPROCESSABLE", 413: "PAYLOAD_TOO_LARGE"}
"""How a stream names what would have been the status."""


@on("webhook")
async def test_a_request_gets_the_status_of_its_fault(stage: Stage, fault: Fault) -> None:
    stage.set(fault)
    answer = await stage.person.post("/api/v1/webhook", {"prompt": PROMPT, "type": "custom"})
    body = answer.json
    assert answer.status == fault.expected, body
    usage = body["usage"]
    assert len(usage["tried"]) in fault.attempts_of(stage.kind), usage
    assert usage["degraded"] is not fault.answered
    if fault.answered:
        assert body["summary"].startswith("All is")
        assert "stopped midway" not in body["summary"]
        assert await stage.rows(body["message_id"]) == ["answered"]
        assert 0 < usage["input_tokens"] < 10_000
        assert 0 < usage["output_tokens"] < 10_000
        return
    assert usage["reason"]
    for told in (body["error"], *(each["message"] for each in body["details"])):
        assert not any(word in told for word in OF_DEVELOPERS), told
        assert "without a language model" not in told
        assert "threadline doctor" not in told
    if fault.headers.get("Retry-After") == "60":
        assert answer.headers["Retry-After"] == "60"


@on("stream")
async def test_a_stream_ends_with_the_fault_as_an_event(stage: Stage, fault: Fault) -> None:
    stage.set(fault)
    async with stage.person.stream("POST", "/api/v1/stream", {"prompt": PROMPT, "type": "custom"}) as stream:
        events = await stream.rest()
    assert events[-1].data == "[DONE]"
    errors = [event.json for event in events if event.name == "error"]
    assert len(errors) == (0 if fault.answered else 1)
    if errors:
        assert errors[0]["code"] == CODES[fault.expected]
        assert errors[0]["usage"]["tried"]
    ids = events[0].json
    assert len(await stage.rows(ids["message_id"])) in fault.attempts_of(stage.kind)


@on("chat")
async def test_a_chat_is_told_in_words(stage: Stage, fault: Fault) -> None:
    stage.set(fault)
    author = Author("cy", name="Cy", email="cy@example.com", zone="UTC")
    message = Message("memory", new_id(), new_id(), author, PROMPT, datetime.now(UTC))
    receipt = await stage.house.services.engine.receive(message)
    async for _ in stage.house.services.engine.watch(receipt.message_id):
        pass
    final = stage.chat.replies[f"reply-{receipt.message_id}"].final
    assert final is not None
    assert "no model" not in final.lower()
    if fault.answered:
        assert final.startswith("All is")
    else:
        assert "**I could not" in final
        assert not any(word in final for word in OF_DEVELOPERS), final
        assert final.startswith("**I could not answer this.**") or fault.seen
    assert len(await stage.rows(receipt.message_id)) in fault.attempts_of(stage.kind)

"""Any OpenAI-compatible server answers, by base URL and key; what it takes is counted, what it quotes is checked."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from threadline.app import Application
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Author, Message
from threadline.core.domain.proposal import Proposal
from threadline.storage.turns import TurnRecord

SENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
QUOTES = {"title": "kick-off", "when": ["Wednesday at 11"], "people": [], "place": None, "claimed_start": None}


@dataclass
class Server:
    """A model server: answers with `says`, and with `quotes` where JSON is asked for."""

    says: str = "Gladly."
    status: int = 200
    stalls: bool = False
    calls_tools: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        self.keys.append(request.headers.get("Authorization"))
        if "tools" in body and not self.calls_tools:
            problem = {"message": "tools are not supported by this model", "param": "tools"}
            return web.json_response({"error": problem}, status=400)
        if self.status != 200:
            return web.json_response({"error": {"message": "no"}}, status=self.status)
        text = json.dumps(QUOTES) if "response_format" in body else self.says
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for chunk in (
            {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]},
            {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
            {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}},
        ):
            whole = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", **chunk}
            await response.write(f"data: {json.dumps(whole)}\n\n".encode())
            if self.stalls:
                await asyncio.sleep(60)
        await response.write(b"data: [DONE]\n\n")
        return response


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    yield server
    await runner.cleanup()


@contextlib.asynccontextmanager
async def running(server: Server, directory: Path, **more: Any) -> AsyncIterator[tuple[Application, MemoryChannel]]:
    settings = Settings(
        data_dir=directory,
        openai_base_url=server.url,
        openai_api_key="sk-test",
        openai_model="m",
        zone="UTC",
        plugins=False,
        _env_file=None,
        **more,
    )
    channel = MemoryChannel()
    async with Application(settings, channels=[channel]) as application:
        yield application, channel


async def say(application: Application, text: str, event: str = "1") -> TurnRecord:
    author = Author("ana", name="Ana", email="ana@example.com")
    receipt = await application.services.engine.receive(Message("memory", event, "thread", author, text, SENT))
    async with asyncio.timeout(60):
        async for _ in application.services.engine.watch(receipt.message_id):
            pass
    record = await application.services.conversations.turns.get(receipt.message_id)
    assert record is not None
    return record


def card(channel: MemoryChannel) -> Proposal:
    (proposal,) = channel.cards.values()
    return proposal


async def test_a_server_by_base_url_and_key_answers(server: Server, tmp_path: Path) -> None:
    async with running(server, tmp_path) as (application, channel):
        record = await say(application, "Hello there")
    assert record.reply == "Gladly."
    assert server.keys == ["Bearer sk-test"]
    assert server.asked[0]["model"] == "m"
    assert (record.outcome.provider, record.outcome.model) == ("openai_compatible", "m")
    assert (record.outcome.input_tokens, record.outcome.output_tokens) == (1000, 500)
    assert record.outcome.cost_usd is None
    assert channel.replies[f"reply-{record.message_id}"].final == "Gladly."


async def test_facts_and_history_reach_the_model(server: Server, tmp_path: Path) -> None:
    async with running(server, tmp_path) as (application, _):
        await say(application, "My favourite colour is blue")
        await say(application, "Lunch with Bo tomorrow at noon", "2")
    told = json.dumps(server.asked[-1]["messages"])
    assert "My favourite colour is blue" in told
    assert "Sat 21 Nov 2026, 12:00" in told
    assert "only the person's own click on that card books" in told
    assert "never say that you did, that it is done, or that you will" in told


async def test_a_model_may_quote_where_the_grammar_is_unsure_and_both_calls_are_paid(
    server: Server, tmp_path: Path
) -> None:
    prices = {"openai_compatible/m": {"input": Decimal(1), "output": Decimal(2)}}
    text = "Schedule the kick-off: Tuesday at 10 or Wednesday at 11 or Thursday at 12, so let us take Wednesday at 11"
    server.calls_tools = False
    async with running(server, tmp_path, prices=prices) as (application, channel):
        await say(application, "Hello there")  # then it is known that its models call no tools
        server.asked.clear()
        record = await say(application, text, "2")
    assert card(channel).offer.draft.start == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert len(server.asked) == 2
    assert (record.outcome.input_tokens, record.outcome.output_tokens) == (2000, 1000)
    assert record.outcome.cost_usd == pytest.approx(0.004)


async def test_a_server_that_is_down_leaves_the_answer_to_no_model(server: Server, tmp_path: Path) -> None:
    server.status = 401
    async with running(server, tmp_path) as (application, channel):
        record = await say(application, "Lunch with Bo tomorrow at noon")
    assert record.state == "answered"
    assert record.outcome.provider == "extractive"
    assert card(channel).offer.draft.title == "Lunch"


async def test_a_limit_in_requests_answers_with_its_sentence(server: Server, tmp_path: Path) -> None:
    limits = [{"scope": "person", "per": "day", "requests": 1}]
    async with running(server, tmp_path, limits=limits) as (application, _):
        await say(application, "One")
        refused = await say(application, "Two", "2")
    assert (refused.state, refused.outcome.code) == ("failed", "limit")
    assert "used up the 1 answers allowed today" in refused.reply
    assert len(server.asked) == 1


async def test_where_money_counts_a_model_without_a_price_is_not_asked(server: Server, tmp_path: Path) -> None:
    limits = [{"scope": "person", "per": "month", "usd": "5"}]
    async with running(server, tmp_path, limits=limits) as (application, _):
        record = await say(application, "Hello there")
    assert server.asked == []
    assert record.outcome.provider == "extractive"


async def test_a_model_is_told_what_words_do_to_an_event(server: Server, tmp_path: Path) -> None:
    async with running(server, tmp_path) as (application, _):
        await say(application, "Move the design review to 4pm")
        assert "found no event" in json.dumps(server.asked[-1]["messages"]).lower()


async def test_an_answer_that_is_stopped_is_paid_all_the_same(server: Server, tmp_path: Path) -> None:
    prices = {"openai_compatible": {"input": Decimal(1), "output": Decimal(2)}}
    server.stalls = True
    async with running(server, tmp_path, prices=prices) as (application, channel):
        engine = application.services.engine
        author = Author("ana", name="Ana", email="ana@example.com")
        receipt = await engine.receive(Message("memory", "1", "thread", author, "Tell me a lot", SENT))
        person = await application.services.people.directory.by_email("ana@example.com")
        assert person is not None
        async with asyncio.timeout(60):
            while not any(reply.shown for reply in channel.replies.values()):
                await asyncio.sleep(0.01)
            await engine.stop(person.id, receipt.message_id)
            async for _ in engine.watch(receipt.message_id):
                pass
        record = await application.services.conversations.turns.get(receipt.message_id)
    assert record is not None
    assert record.state == "stopped"
    assert record.outcome.estimated
    assert record.outcome.provider == "openai_compatible"
    assert record.outcome.cost_usd is not None
    assert record.outcome.cost_usd > 0


async def test_a_shared_thread_is_told_of_a_conflict_but_not_of_what(server: Server, tmp_path: Path) -> None:
    server.status = 500
    async with running(server, tmp_path) as (application, channel):
        services = application.services
        await say(application, "Doctor's appointment tomorrow at noon")
        person = await services.people.directory.by_email("ana@example.com")
        assert person is not None
        await services.proposals.decisions.confirm(person, card(channel).id)
        author = Author("ana", name="Ana", email="ana@example.com")
        text = "Lunch with Bo tomorrow at noon"
        replies = []
        for number, shared in enumerate((True, False)):
            message = Message("memory", f"s{number}", f"s{number}", author, text, SENT, shared=shared)
            receipt = await services.engine.receive(message)
            async for progress in services.engine.watch(receipt.message_id):
                last = progress.text
            replies.append(last)
        asked = Message("memory", "s9", "s9", author, "What is on my calendar tomorrow?", SENT, shared=True)
        receipt = await services.engine.receive(asked)
        async for progress in services.engine.watch(receipt.message_id):
            agenda = progress.text
    in_public, in_private = replies
    assert "You are busy" in agenda
    assert "12:00" in agenda
    assert "Doctor" not in agenda
    assert "At that time you have something else." in in_public
    assert "Doctor" not in in_public
    assert "Doctor" in in_private

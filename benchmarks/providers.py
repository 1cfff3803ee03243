"""What our layer adds to the bare SDK, in each of the four dialects: `python -m benchmarks.providers`.

Method: a loopback HTTP server (in its own process) streams pieces of one word without pauses. The dialect's SDK reads
them bare, and by `Chain` → our provider → the same SDK, with the same settings and the same words to the model. Both
are timed from the call to the first text and to the end, in turn, run by run, so that the machine's moods meet both;
medians of the runs are compared. The added time to the first text and per 1,000 deltas is the difference of medians.
CPU is that of the reading process, so that the server's does not count.
"""

import argparse
import asyncio
import json
import multiprocessing
import socket
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING, Any, cast

from aiohttp import web
from pydantic import SecretStr

from threadline.providers.circuit_breaker import Breaker
from threadline.providers.fallback_chain import Chain, Link
from threadline.providers.port import ChatMessage, Provider, Request, Text
from threadline.providers.prompt import compose
from threadline.providers.registry import create
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import make_http

if TYPE_CHECKING:
    import httpx2

WORD = "word "
SAID = Request((ChatMessage("user", "hello"),))
INSTRUCTIONS = compose(SAID, provider="p").instructions
Texts = AsyncIterator[str]


@dataclass
class Timing:
    """Seconds to the first text and to the end, by the clock and of CPU."""

    first: float
    whole: float
    cpu_first: float
    cpu: float


def event(body: dict[str, Any], name: str | None = None) -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(body)}\n\n".encode()


def chat_stream(deltas: int) -> list[bytes]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        body = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        return event(body)

    words = [chunk({"content": WORD})] * deltas
    return [chunk({"role": "assistant", "content": ""}), *words, chunk({}, "stop"), b"data: [DONE]\n\n"]


def responses_stream(deltas: int) -> list[bytes]:
    kind = "response.output_text.delta"
    word = {"type": kind, "item_id": "m", "output_index": 0, "content_index": 0, "sequence_number": 1, "logprobs": []}
    response = {
        "id": "r",
        "object": "response",
        "created_at": 1,
        "model": "m",
        "status": "completed",
        "output": [],
        "error": None,
        "incomplete_details": None,
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": None,
    }
    end = {"type": "response.completed", "sequence_number": 2, "response": response}
    return [*[event(word | {"delta": WORD}, kind)] * deltas, event(end, "response.completed")]


def messages_stream(deltas: int) -> list[bytes]:
    usage = {"input_tokens": 3, "output_tokens": 1}
    message = {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": [], "usage": usage}
    start = {"type": "message_start", "message": message | {"stop_reason": None, "stop_sequence": None}}
    block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    word = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": WORD}}
    stop = {"type": "content_block_stop", "index": 0}
    delta = {"stop_reason": "end_turn", "stop_sequence": None}
    end = {"type": "message_delta", "delta": delta, "usage": {"output_tokens": deltas}}
    bodies: list[dict[str, Any]] = [start, block, *[word] * deltas, stop, end, {"type": "message_stop"}]
    return [event(body, body["type"]) for body in bodies]


def gemini_stream(deltas: int) -> list[bytes]:
    def chunk(text: str, **more: str) -> bytes:
        candidate = {"index": 0, "content": {"role": "model", "parts": [{"text": text}]}, **more}
        usage = {"promptTokenCount": 3, "candidatesTokenCount": 1, "totalTokenCount": 4}
        return event({"candidates": [candidate], "usageMetadata": usage, "modelVersion": "m"})

    return [*[chunk(WORD)] * (deltas - 1), chunk(WORD, finishReason="STOP")]


def serve(port: int, deltas: int, ready: Event) -> None:
    """Answer every request with the stream of its path."""
    streams = {
        "completions": chat_stream(deltas),
        "responses": responses_stream(deltas),
        "messages": messages_stream(deltas),
    }
    gemini = gemini_stream(deltas)

    async def answer(request: web.Request) -> web.StreamResponse:
        await request.read()
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for part in streams.get(request.path.rpartition("/")[2], gemini):
            await response.write(part)
        await response.write_eof()
        return response

    async def started(_: web.Application) -> None:
        ready.set()

    application = web.Application()
    application.router.add_post("/{path:.*}", answer)
    application.on_startup.append(started)
    web.run_app(application, host="127.0.0.1", port=port, print=None)


def bare_chat(url: str, http: "httpx2.AsyncClient") -> Callable[[], Texts]:
    import openai

    client = openai.AsyncOpenAI(api_key="k", base_url=url, http_client=http, max_retries=0)
    messages: Any = [{"role": "system", "content": INSTRUCTIONS}, {"role": "user", "content": "hello"}]

    async def read() -> Texts:
        usage: Any = {"include_usage": True}
        stream = await client.chat.completions.create(model="m", messages=messages, stream=True, stream_options=usage)
        async with stream:
            async for chunk in stream:
                if chunk.choices and chunk.choices[0].delta.content:
                    yield chunk.choices[0].delta.content

    return read


def bare_responses(url: str, http: "httpx2.AsyncClient") -> Callable[[], Texts]:
    import openai

    client = openai.AsyncOpenAI(api_key="k", base_url=url, http_client=http, max_retries=0)

    async def read() -> Texts:
        asked = client.responses.create(model="m", input="hello", instructions=INSTRUCTIONS, stream=True)
        async with await asked as stream:
            async for part in stream:
                if part.type == "response.output_text.delta":
                    yield part.delta

    return read


def bare_messages(url: str, http: "httpx2.AsyncClient") -> Callable[[], Texts]:
    import anthropic

    client = anthropic.AsyncAnthropic(api_key="k", base_url=url, http_client=http, max_retries=0)
    messages: Any = [{"role": "user", "content": "hello"}]

    async def read() -> Texts:
        asked = client.messages.create(model="m", max_tokens=9, system=INSTRUCTIONS, messages=messages, stream=True)
        async with await asked as stream:
            async for part in stream:
                if part.type == "content_block_delta" and part.delta.type == "text_delta":
                    yield part.delta.text

    return read


def bare_gemini(url: str, http: "httpx2.AsyncClient") -> Callable[[], Texts]:
    from google.genai import Client
    from google.genai.types import GenerateContentConfig, HttpOptions

    options = HttpOptions(base_url=url, httpx_async_client=http, timeout=60_000)
    client = Client(api_key="k", vertexai=False, http_options=options)

    async def read() -> Texts:
        config = GenerateContentConfig(system_instruction=INSTRUCTIONS)
        async for part in await client.aio.models.generate_content_stream(model="m", contents="hello", config=config):
            if part.text:
                yield part.text

    return read


BARE = {
    "openai_compatible": (bare_chat, "/v1"),
    "openai": (bare_responses, "/v1"),
    "anthropic": (bare_messages, ""),
    "gemini": (bare_gemini, ""),
}


async def ours(provider: Provider) -> Texts:
    async with aclosing(cast("Any", provider.stream(SAID))) as stream:
        async for delta in stream:
            if isinstance(delta, Text):
                yield delta.text


async def timed(texts: Texts, deltas: int) -> Timing:
    began, busy = time.perf_counter(), time.process_time()
    first = cpu_first = 0.0
    count = 0
    async for _ in texts:
        if not count:
            first, cpu_first = time.perf_counter() - began, time.process_time() - busy
        count += 1
    assert count == deltas, count
    return Timing(first, time.perf_counter() - began, cpu_first, time.process_time() - busy)


async def compare(kind: str, port: int, deltas: int, runs: int) -> None:
    bare, path = BARE[kind]
    base_url = f"http://127.0.0.1:{port}{path}"
    async with make_http() as plain, make_http() as http:  # ours puts its hooks on the client it is given
        read = bare(base_url, plain)
        spec = ProviderSpec(name="p", kind=kind, model="m", api_key=SecretStr("k"), base_url=base_url)
        chain = Chain([Link(create(spec, http, third_party=False), Breaker(time.monotonic))])
        for _ in range(5):
            await timed(read(), deltas)
            await timed(ours(chain), deltas)
        pairs = [(await timed(read(), deltas), await timed(ours(chain), deltas)) for _ in range(runs)]
    report(kind, pairs, deltas)


def report(kind: str, pairs: list[tuple[Timing, Timing]], deltas: int) -> None:
    def median(name: str, side: int, by: float) -> float:
        return float(statistics.median(getattr(pair[side], name) for pair in pairs)) * 1000 / by

    print(f"\n{kind:24}{'bare':>9}{'ours':>9}{'added':>9}")
    rows = (("to first delta", "first", 1.0), ("CPU to first delta", "cpu_first", 1.0))
    each = (("per 1,000 deltas", "whole", deltas / 1000), ("CPU per 1,000 deltas", "cpu", deltas / 1000))
    for label, name, by in (*rows, *each):
        low, high = median(name, 0, by), median(name, 1, by)
        print(f"{label:24}{low:9.2f}{high:9.2f}{high - low:9.2f}  ({(high - low) / low:+.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="*", default=list(BARE))
    parser.add_argument("--deltas", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    server = context.Process(target=serve, args=(port, options.deltas, ready), daemon=True)
    server.start()
    try:
        ready.wait(20)
        print(f"{options.runs} runs of {options.deltas} deltas over loopback, medians in ms, bare SDK and ours in turn")
        for kind in options.kinds:
            asyncio.run(compare(kind, port, options.deltas, options.runs))
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()

"""What our layer adds to the bare SDK: `python -m benchmarks.providers`.

Method: a loopback HTTP server (in its own process) streams chat/completions chunks of one word without pauses. The
OpenAI SDK reads them bare, and by `Chain` → `OpenAICompatibleProvider` → the same SDK with the same client settings.
Both are timed from the call to the first text and to the end, in turn, run by run, so that the machine's moods meet
both; medians of the runs are compared. The added time to the first text and per 1,000 deltas is the difference of
medians.
"""

import argparse
import asyncio
import json
import multiprocessing
import socket
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from typing import Any, cast

import openai
from aiohttp import web
from pydantic import SecretStr

from threadline.providers.circuit_breaker import Breaker
from threadline.providers.fallback_chain import Chain, Link
from threadline.providers.port import ChatMessage, Provider, Request, Text
from threadline.providers.registry import create
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import make_http


@dataclass
class Timing:
    first: float
    whole: float


def serve(port: int, deltas: int, ready: Event) -> None:
    """Answer every request with the same stream."""

    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        body = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        return f"data: {json.dumps(body)}\n\n".encode()

    head = [chunk({"role": "assistant", "content": ""}), *(chunk({"content": "word "}) for _ in range(deltas))]
    stream = [*head, chunk({}, "stop"), b"data: [DONE]\n\n"]

    async def answer(request: web.Request) -> web.StreamResponse:
        await request.read()
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for part in stream:
            await response.write(part)
        await response.write_eof()
        return response

    async def started(_: web.Application) -> None:
        ready.set()

    application = web.Application()
    application.router.add_post("/v1/chat/completions", answer)
    application.on_startup.append(started)
    web.run_app(application, host="127.0.0.1", port=port, print=None)


async def bare(client: openai.AsyncOpenAI, deltas: int) -> Timing:
    began = time.perf_counter()
    first = 0.0
    count = 0
    messages: Any = [{"role": "user", "content": "hello"}]
    stream = await client.chat.completions.create(
        model="m", messages=messages, stream=True, stream_options={"include_usage": True}
    )
    async with stream:
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                first = first or time.perf_counter() - began
                count += 1
    assert count == deltas
    return Timing(first, time.perf_counter() - began)


async def ours(provider: Provider, deltas: int) -> Timing:
    began = time.perf_counter()
    first = 0.0
    count = 0
    request = Request((ChatMessage("user", "hello"),))
    async with aclosing(cast("Any", provider.stream(request))) as stream:
        async for delta in cast("AsyncIterator[object]", stream):
            if isinstance(delta, Text):
                first = first or time.perf_counter() - began
                count += 1
    assert count == deltas
    return Timing(first, time.perf_counter() - began)


async def compare(port: int, deltas: int, runs: int) -> None:
    base_url = f"http://127.0.0.1:{port}/v1"
    async with make_http() as http:
        client = openai.AsyncOpenAI(api_key="k", base_url=base_url, http_client=http, max_retries=0)
        spec = ProviderSpec(name="p", kind="openai_compatible", model="m", api_key=SecretStr("k"), base_url=base_url)
        chain = Chain([Link(create(spec, http, third_party=False), Breaker(time.monotonic))])
        for _ in range(5):
            await bare(client, deltas)
            await ours(chain, deltas)
        pairs = [(await bare(client, deltas), await ours(chain, deltas)) for _ in range(runs)]
    report(pairs, deltas)


def report(pairs: list[tuple[Timing, Timing]], deltas: int) -> None:
    def median(values: list[float]) -> float:
        return statistics.median(values) * 1000

    first = [median([pair[side].first for pair in pairs]) for side in (0, 1)]
    whole = [median([pair[side].whole for pair in pairs]) * 1000 / deltas for side in (0, 1)]
    print(f"{len(pairs)} runs of {deltas} deltas over loopback, medians in ms, bare OpenAI SDK and our layer in turn")
    print(f"{'':24}{'bare':>9}{'ours':>9}{'added':>9}")
    for name, (low, high) in (("to first delta", first), ("per 1,000 deltas", whole)):
        print(f"{name:24}{low:9.2f}{high:9.2f}{high - low:9.2f}  ({(high - low) / low:+.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
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
        asyncio.run(compare(port, options.deltas, options.runs))
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()

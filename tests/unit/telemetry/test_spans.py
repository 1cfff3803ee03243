"""What traces hold: how a turn came about, by OpenTelemetry's names, and of what was said only what is asked for."""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.semconv._incubating.attributes import gen_ai_attributes

from tests.unit.core.turns.engine_house import House, Platform, application, settings_for
from threadline import log
from threadline.providers.attempts import Meter
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.fallback_chain import Chain, Link
from threadline.providers.port import (
    AuthenticationFailed,
    ChatMessage,
    Finish,
    Parameters,
    ProviderError,
    Request,
    ScriptedProvider,
    Text,
    ToolCall,
    Usage,
)
from threadline.telemetry import spans
from threadline.telemetry.exporting import OpenTelemetry

SECRET = "the merger with Initech"
LOOKED_FOR = {"first_day": "2030-03-04", "last_day": "2030-03-05", "title": SECRET, "person": None}


@pytest.fixture(params=[False, True], ids=["without-content", "with-content"])
def kept(request: pytest.FixtureRequest) -> Iterator[InMemorySpanExporter]:
    """Spans of this process in memory."""
    exporter = InMemorySpanExporter()
    recorder = OpenTelemetry(SimpleSpanProcessor(exporter), version="1", replica="a", content=request.param)
    spans.record_with(recorder)
    yield exporter
    spans.record_with(None)
    recorder.close()


def named(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in exporter.get_finished_spans()}


async def test_a_turn_its_model_its_tool_and_its_calendar_are_one_trace(
    kept: InMemorySpanExporter, tmp_path: Path
) -> None:
    looking = ToolCall("call-1", "look_up_events", json.dumps(LOOKED_FOR))
    model = ScriptedProvider(
        [
            (looking, Usage("large-1", 10, 5, provider="scripted"), Finish("tools")),
            (Text("Nothing "), Text(f"about {SECRET}."), Usage("large-1", 30, 7, provider="scripted"), Finish("stop")),
        ],
        calls_tools=True,
    )
    platform = Platform("memory")
    async with application(settings_for(tmp_path), model, platform) as service:  # type: ignore[arg-type]
        house = House(service.services, model, platform)  # type: ignore[arg-type]
        record = await house.ask(f"Tell me a story about {SECRET}.")
    found = kept.get_finished_spans()
    assert {span.name for span in found} >= {"invoke_agent Threadline", "chat scripted", "execute_tool look_up_events"}
    by_name = named(kept)
    turn, tool = by_name["invoke_agent Threadline"], by_name["execute_tool look_up_events"]
    chats = [span for span in found if span.name == "chat scripted"]
    calls = [span for span in found if span.name == "calendar events"]
    assert turn.attributes is not None
    assert turn.attributes["threadline.turn.state"] == record.state == "answered"
    assert turn.attributes["gen_ai.conversation.id"]
    assert turn.context is not None
    assert tool.context is not None
    assert {span.context.trace_id for span in (*chats, tool, *calls) if span.context} == {turn.context.trace_id}
    assert {span.parent.span_id for span in (*chats, tool) if span.parent} == {turn.context.span_id}
    assert tool.context.span_id in {span.parent.span_id for span in calls if span.parent}
    assert chats[0].attributes is not None
    assert chats[0].attributes["gen_ai.response.finish_reasons"] == ("tools",)
    assert (chats[0].attributes["gen_ai.usage.input_tokens"], chats[0].attributes["gen_ai.usage.output_tokens"]) == (
        10,
        5,
    )
    everything = json.dumps([[span.name, dict(span.attributes or {})] for span in found], default=str)
    assert (SECRET in everything) is spans.content()
    known = {value for name, value in vars(gen_ai_attributes).items() if name.isupper() and isinstance(value, str)}
    ours = {name for span in found for name in span.attributes or {} if name.startswith("gen_ai.")}
    assert ours <= known


async def test_a_call_to_a_model_says_what_was_asked_and_how_it_ended(kept: InMemorySpanExporter) -> None:
    asked = Request((ChatMessage("user", SECRET),), parameters=Parameters(temperature=0.5, max_tokens=9, stop=("x",)))
    unknown = AuthenticationFailed("no such key", provider="xai")
    first = Link(ScriptedProvider([(unknown,)], name="xai"), Breaker(time.monotonic), model="grok-9")
    second = Link(
        ScriptedProvider([(Text("hi"), Finish("length"))], name="gemini"), Breaker(time.monotonic), model="flash-9"
    )
    meter = Meter()
    async for _ in Chain([first, second], meter=meter).stream(asked):
        pass
    refused, answered = kept.get_finished_spans()[0], kept.get_finished_spans()[-1]
    about = dict(refused.attributes or {})
    assert refused.name == "chat grok-9"
    assert about["gen_ai.provider.name"] == "x_ai"
    assert (about["gen_ai.request.temperature"], about["gen_ai.request.max_tokens"]) == (0.5, 9)
    assert about["gen_ai.request.stop_sequences"] == ("x",)
    assert about["error.type"] == unknown.code
    assert not refused.status.is_ok
    assert not refused.events, "what an error says is content"
    about = dict(answered.attributes or {})
    assert answered.name == "chat flash-9"
    assert about["gen_ai.provider.name"] == "gcp.gemini"
    assert about["gen_ai.response.finish_reasons"] == ("length",)
    assert isinstance(about["gen_ai.response.time_to_first_chunk"], float)
    assert "gen_ai.usage.input_tokens" not in about, "what was only estimated is not given out as counted"
    assert ("gen_ai.output.messages" in about) is spans.content()


async def test_what_nobody_reads_to_its_end_is_ended_all_the_same(kept: InMemorySpanExporter) -> None:
    link = Link(ScriptedProvider([(Text("a"), Text("b"), Finish("stop"))]), Breaker(time.monotonic))
    stream = Chain([link]).stream(Request((ChatMessage("user", "x"),)))
    async for _ in stream:
        break
    await stream.aclose()  # type: ignore[attr-defined]
    [span] = kept.get_finished_spans()
    assert "error.type" not in (span.attributes or {})


def test_lines_of_the_log_say_which_trace_they_belong_to(
    kept: InMemorySpanExporter, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("info", "json")

    def fail() -> None:
        with spans.span("outer", {}):
            structlog.get_logger().info("inside")
            raise ProviderError(SECRET, provider="x")

    with pytest.raises(ProviderError):
        fail()
    structlog.get_logger().info("outside")
    inside, outside = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    [span] = kept.get_finished_spans()
    assert span.context is not None
    assert (inside["trace_id"], inside["span_id"]) == (f"{span.context.trace_id:032x}", f"{span.context.span_id:016x}")
    assert "trace_id" not in outside
    assert (span.attributes or {})["error.type"] == "ProviderError"
    assert SECRET not in span.to_json()


async def test_traces_go_out_by_otlp_where_that_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came: list[Any] = []

    async def receive(request: web.Request) -> web.Response:
        said = await request.read()
        if request.headers.get("Content-Encoding") == "gzip":
            said = __import__("gzip").decompress(said)
        came.append(ExportTraceServiceRequest.FromString(said))
        return web.Response(body=b"", content_type="application/x-protobuf")

    app = web.Application()
    app.router.add_post("/v1/traces", receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{runner.addresses[0][1]}")
        monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=staging")
        model, platform = ScriptedProvider(), Platform("memory")
        settings = settings_for(tmp_path, traces="otlp", replica="b")
        async with application(settings, model, platform) as service:  # type: ignore[arg-type]
            await House(service.services, model, platform).ask("hello")  # type: ignore[arg-type]
        assert spans.ids() == {}
        spans.begin("after the end", {}).end()
    finally:
        await runner.cleanup()
    resources = [each.resource for request in came for each in request.resource_spans]
    said = {each.key: each.value.string_value for each in resources[0].attributes}
    assert (said["service.name"], said["service.instance.id"]) == ("threadline", "b")
    assert said["deployment.environment.name"] == "staging"
    told = {
        span.name
        for request in came
        for each in request.resource_spans
        for scope in each.scope_spans
        for span in scope.spans
    }
    assert "invoke_agent Threadline" in told
    assert "after the end" not in told


async def test_a_collector_that_is_away_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    model, platform = ScriptedProvider(), Platform("memory")
    async with asyncio.timeout(60):
        async with application(settings_for(tmp_path, traces="otlp"), model, platform) as service:  # type: ignore[arg-type]
            record = await House(service.services, model, platform).ask("hello")  # type: ignore[arg-type]
    assert record.state == "answered"

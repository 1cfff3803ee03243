"""What else servers do to an answer, and what stands before them: gateways, compression, events out of order."""

import gzip
import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.channels.webhook.api.model_faults import HEADERS, Act, Fault, Steps, dumped, raw
from tests.unit.providers.wires import Wire, event

PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_GZIP = HEADERS | {"Content-Encoding": "gzip"}
_PIECES = ("All ", "is well.")


def _good(wire: Wire) -> list[bytes]:
    return wire.answer(*_PIECES)


def changed(change: Callable[[bytes], bytes]) -> Steps:
    """A good answer whose bytes are changed as a whole."""
    return lambda wire: [change(b"".join(_good(wire)))]


def each_event(change: Callable[[dict[str, Any]], object]) -> Steps:
    """A good answer whose every event is changed."""

    def steps(wire: Wire) -> list[bytes]:
        return [b"\n".join(_changed(line, change) for line in part.split(b"\n")) for part in _good(wire)]

    return steps


def _changed(line: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    if not line.startswith(b"data: {"):
        return line
    return b"data: " + json.dumps(change(json.loads(line[6:]))).encode()


def before(*acts: bytes) -> Steps:
    """Something comes before a good answer."""
    return lambda wire: [*acts, *_good(wire)]


def after(*acts: bytes) -> Steps:
    """Something comes after a good answer."""
    return lambda wire: [*_good(wire), *acts]


def between(*acts: bytes) -> Steps:
    """Something comes before each event of a good answer."""
    return lambda wire: [act for part in _good(wire) for act in (*acts, part)]


def ending(reason: object) -> Steps:
    """An answer that ends for a reason of the server's own."""

    def steps(wire: Wire) -> Sequence[Act]:
        return [_with_reason(part, reason) for part in _good(wire)]

    return steps


_REASONS = ("finish_reason", "stop_reason", "finishReason")


def _with_reason(part: bytes, reason: object) -> bytes:
    def change(body: Any) -> Any:
        if isinstance(body, list):
            return [change(each) for each in body]
        if not isinstance(body, dict):
            return body
        if body.get("type") == "response.completed":
            body = body | {"type": "response.incomplete"}
            body["response"] = body["response"] | {"status": "incomplete", "incomplete_details": {"reason": reason}}
            return body
        return {key: reason if key in _REASONS and value else change(value) for key, value in body.items()}

    return b"\n".join(_changed(line, change) for line in part.split(b"\n"))


def without_model(body: dict[str, Any]) -> object:
    """No event says which model it is."""
    kept = {key: value for key, value in body.items() if key not in ("model", "modelVersion")}
    for name in ("message", "response"):
        if isinstance(kept.get(name), dict):
            kept[name] = {key: value for key, value in kept[name].items() if key != "model"}
    return kept


def odd_letters(wire: Wire) -> list[bytes]:
    """Half of a character, as JSON allows it, and the one letter that no database takes."""
    return [part.replace(b"is well.", b"is \\u0000well\\ud83d.") for part in _good(wire)]


def in_crumbs(wire: Wire) -> list[bytes]:
    """In pieces of a few bytes, which cut letters and lines."""
    whole = b"".join(wire.answer("All is ", "wöll 会."))
    return [whole[place : place + 7] for place in range(0, len(whole), 7)]


def second_choice(wire: Wire) -> list[bytes]:
    """A second candidate beside the one that was asked for."""

    def change(body: dict[str, Any]) -> object:
        for name in ("choices", "candidates"):
            if body.get(name):
                other = json.loads(json.dumps(body[name][0]).replace("well", "bad").replace("All", "Nothing"))
                body = body | {name: [*body[name], other | {"index": 1}]}
        return body

    return [b"\n".join(_changed(line, change) for line in part.split(b"\n")) for part in _good(wire)]


def doubled_end(wire: Wire) -> list[bytes]:
    """The end is said twice."""
    good, begun = _good(wire), len(wire.unfinished(*_PIECES))
    return [*good[:begun], *good[begun:], *good[begun:]]


def usage_first(wire: Wire) -> list[bytes]:
    """What the answer took comes before it."""
    usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    first: dict[str, dict[str, Any]] = {
        "openai_compatible": {"id": "1", "model": "m-1", "choices": [], "usage": usage},
        "gemini": {"usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 0}, "modelVersion": "m-1"},
    }
    return [event(first[wire.kind]) if wire.kind in first else b": nothing to say yet\n\n", *_good(wire)]


def nameless_call(wire: Wire) -> list[bytes]:
    """A call of a tool that nobody declared, without a name and with half of its arguments, and no words."""
    half = '{"day": "20'
    if wire.kind == "openai_compatible":
        call = {"index": 0, "id": "c1", "type": "function", "function": {"arguments": half}}
        choice = {"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}
        end = {"index": 0, "delta": {}, "finish_reason": "tool_calls"}
        return [event({"id": "1", "model": "m-1", "choices": [each]}) for each in (choice, end)]
    if wire.kind == "gemini":
        part = {"functionCall": {"args": {"day": "20"}}}
        content = {"role": "model", "parts": [part]}
        return [event({"candidates": [{"index": 0, "content": content, "finishReason": "STOP"}]})]
    if wire.kind == "anthropic":
        good = wire.answer()
        block = {"type": "tool_use", "id": "t1", "name": "", "input": {}}
        start = event({"type": "content_block_start", "index": 0, "content_block": block}, "content_block_start")
        delta = {"type": "input_json_delta", "partial_json": half}
        grow = event({"type": "content_block_delta", "index": 0, "delta": delta}, "content_block_delta")
        return [good[0], start, grow, *good[3:]]
    item = {"id": "f", "type": "function_call", "call_id": "c1", "name": "", "arguments": half, "status": "completed"}
    done = {"type": "response.output_item.done", "output_index": 0, "sequence_number": 1, "item": item}
    return [*wire.unfinished(), event(done, "response.output_item.done"), wire.answer()[-1]]


def filtered_in_the_middle(wire: Wire) -> list[bytes]:
    """A filter stops an answer that has begun."""
    begun = wire.unfinished("All ")
    reasons = {"openai_compatible": "content_filter", "openai": "content_filter", "anthropic": "refusal"}
    end = [_with_reason(part, reasons.get(wire.kind, "SAFETY")) for part in wire.answer()[len(wire.unfinished()) :]]
    return [*begun, *end]


def page(name: str, status: int, expected: int, attempts: int = 3, **headers: str) -> Fault:
    """A gateway answers in the server's place, with a page for people."""
    return Fault(name, raw(PAGE), expected, attempts, status, _HTML | headers)


_DONE = b"data: [DONE]\n\n"
_BEHIND = HEADERS | {"Content-Length": "100000"}

ODD_SERVERS = [
    page("page-of-a-gateway", 502, 502),
    page("page-of-an-overloaded-gateway", 529, 502),
    page("page-of-a-firewall", 403, 502, 1),
    page("page-of-a-sign-in", 401, 502, 1),
    page("page-that-moved", 307, 502, 1, Location="/v1/elsewhere"),
    page("page-called-a-stream", 200, 502),
    Fault("page-with-the-type-of-a-stream", raw(PAGE), 502),
    Fault("no-content", raw(), 502, 3, 204, {}),
    Fault("empty-500", raw(), 502, 3, 500, {}),
    Fault("past-date-to-retry-after", raw(b"{}"), 502, 3, 429, {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}),
    Fault("negative-retry-after", raw(b"{}"), 502, 3, 429, {"Retry-After": "-5"}),
    Fault("endless-retry-after", raw(b"{}"), 502, 3, 503, {"Retry-After": "1e999"}),
    Fault("list-for-an-error", raw(b'[{"error": {"code": 400, "message": "no"}}]'), 502, 1, 400, {}),
    Fault("words-for-an-error", raw(b'"quota"'), 502, 3, 500, {"Content-Type": "application/json"}),
    Fault("error-in-a-200", lambda wire: [dumped(wire.error("overloaded", "server_error"))], 502),
    Fault("gzip-cut", lambda wire: [gzip.compress(b"".join(_good(wire)))[:60]], 502, headers=_GZIP),
    Fault("gzip-that-is-none", lambda wire: _good(wire), 502, headers=_GZIP),
    Fault("gzip", lambda wire: [gzip.compress(b"".join(_good(wire)))], 200, 1, headers=_GZIP),
    Fault("shorter-than-said", lambda wire: [*wire.unfinished("All "), "reset"], 502, headers=_BEHIND, seen=True),
    Fault("carriage-returns", changed(lambda whole: whole.replace(b"\n", b"\r\n")), 200, 1),
    Fault("byte-order-mark", before(b"\xef\xbb\xbf"), 200, 1),
    Fault("comments-ids-and-retries", between(b": ping\n", b"id: 7\n", b"retry: 1000\n"), 200, 1),
    Fault("blank-lines", between(b"\n\n\n"), 200, 1),
    Fault("in-crumbs", in_crumbs, 200, 1),
    Fault("no-blank-line-at-the-end", changed(lambda whole: whole.rstrip(b"\n") + b"\n"), 200, 1),
    Fault("null-event", before(b"data: null\n\n"), 200, 1),
    Fault("number-event", before(b"data: 42\n\n"), 200, 1),
    Fault("list-event", before(b"data: []\n\n"), 200, 1),
    Fault("unknown-event", before(b'event: weather\ndata: {"type": "weather"}\n\n'), 200, 1),
    Fault("end-said-twice", doubled_end, 200, 1),
    Fault("rubbish-after-the-end", after(b"data: {rubbish\n\n"), 200, 1),
    Fault("usage-before-text", usage_first, 200, 1),
    Fault("second-choice", second_choice, 200, 1),
    Fault("no-model-named", each_event(without_model), 200, 1),
    Fault("odd-letters", odd_letters, 200, 1),
    Fault("long-answer-in-one-piece", lambda wire: wire.answer("All is well. " * 20_000), 200, 1),
    Fault("unknown-reason-to-end", ending("banana"), 502, seen=True),
    Fault("filtered-in-the-middle", filtered_in_the_middle, 422, 1, seen=True),
    Fault("nameless-call", nameless_call, 502),
    Fault("done-at-once", raw(_DONE), 502),
]

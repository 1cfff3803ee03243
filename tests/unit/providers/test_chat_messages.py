"""Reasoning that a server of chat completions sends in pieces goes back to it whole, with the calls it led to."""

from types import SimpleNamespace
from typing import Any, cast

from openai.types.chat.chat_completion_chunk import ChoiceDelta

from threadline.providers.chat_messages import SaidMessage


def delta(**fields: Any) -> ChoiceDelta:
    return ChoiceDelta.model_validate(fields)


def sent_back(*pieces: ChoiceDelta) -> dict[str, Any]:
    """What the next request has of the answer that came in these pieces, and then called a tool."""
    call = SimpleNamespace(request=SimpleNamespace(rounds=()), prompt=SimpleNamespace(rounds=()), model="m-1", tools=())
    said = SaidMessage("openrouter", cast("Any", call))
    for piece in pieces:
        list(said.grow(piece))
    return dict(said._extra)


def test_texts_grow() -> None:
    assert sent_back(delta(reasoning_content="First "), delta(reasoning_content="then"))["reasoning_content"] == (
        "First then"
    )


def test_parts_of_a_list_go_on_by_their_index() -> None:
    kept = sent_back(
        delta(reasoning_details=[{"type": "reasoning.text", "index": 0, "text": "First "}]),
        delta(reasoning_details=[{"type": "reasoning.text", "index": 0, "text": "then", "format": None}]),
        delta(reasoning_details=[{"type": "reasoning.text", "index": 0, "signature": "abc"}]),
        delta(reasoning_details=[{"type": "reasoning.encrypted", "index": 1, "data": "x"}]),
        delta(reasoning_details=[{"type": "reasoning.encrypted", "data": "y"}]),
    )
    assert kept["reasoning_details"] == [
        {"type": "reasoning.text", "index": 0, "text": "First then", "signature": "abc"},
        {"type": "reasoning.encrypted", "index": 1, "data": "x"},
        {"type": "reasoning.encrypted", "data": "y"},
    ]

"""How much of a request a prompt cache would keep: ten turns on the running product, in all four dialects."""

import json
from itertools import pairwise
from os.path import commonprefix
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.unit.core.turns.engine_house import House, Platform, application, settings_for
from tests.unit.providers.fake_models import KINDS, asking, import_sdk
from threadline.config import Settings
from threadline.core.domain.message import Wishes
from threadline.core.turns.history import beside_later, bounded, with_summary
from threadline.core.turns.instructions import house_instructions
from threadline.providers.port import ChatMessage, Finish, Request, ScriptedProvider, Text
from threadline.simulator.models.platform import FakeModels
from threadline.testing.provider_contract import MONDAY

SAID = (
    "Hello, who are you?",
    "Lunch with Bo on Friday at noon",
    "What is on my calendar next week?",
    "summarise: the budget was agreed, Ana sends the minutes, Bo books the room for the next review",
    "Move the lunch to 1 pm",
    "call look_up " + MONDAY,
    "Dentist tomorrow at 9, an hour",
    "Welche Termine habe ich am Montag?",
    "translate to German: the review is on Monday",
    "Thanks, that is all for today",
)
BAR = 0.9


def prompt(body: dict[str, Any]) -> list[str]:
    """A request as the service reads it: tools first, then the instructions, then piece by piece what was said."""
    tools = json.dumps(body.get("tools", []))
    system = body.get("instructions") or body.get("systemInstruction") or body.get("system") or ""
    said = body.get("messages") or body.get("input") or body.get("contents") or []
    return [tools, json.dumps(system), *(piece for message in said for piece in pieces(message))]


def pieces(message: dict[str, Any]) -> list[str]:
    inside = message.get("content") or message.get("parts") or message
    parts = inside if isinstance(inside, list) else [inside]
    return [f"{message.get('role')}: ", *(part if isinstance(part, str) else text_of(part) for part in parts)]


def text_of(part: dict[str, Any]) -> str:
    if isinstance(part.get("text"), str) and part.keys() <= {"text", "type", "cache_control"}:
        return str(part["text"])
    return json.dumps({name: value for name, value in part.items() if name != "cache_control"})


def kept(before: dict[str, Any], now: dict[str, Any]) -> float:
    """The share of a request that is the beginning of the one before it, by characters."""
    texts = "".join(prompt(before)), "".join(prompt(now))
    return len(commonprefix(texts)) / len(texts[1])  # noqa: RUF071 - by characters is what is wanted


def kept_by_marks(before: dict[str, Any], now: dict[str, Any]) -> float:
    """As `kept` for Anthropic, which keeps only what ends with a mark."""
    new, best = "".join(prompt(now)), 0
    for end in marked(before):
        if new.startswith(end):
            best = max(best, len(end))
    return best / len(new)


def marked(body: dict[str, Any]) -> list[str]:
    """The beginnings of a request that end with a mark."""
    so_far = "".join(prompt({**body, "messages": []}))
    ends = [so_far]
    for message in body["messages"]:
        so_far += pieces(message)[0]
        for part, text in zip(message["content"], pieces(message)[1:], strict=True):
            so_far += text
            if "cache_control" in part:
                ends.append(so_far)
    return ends


def share(kind: str, bodies: list[dict[str, Any]]) -> float:
    """What a cache keeps of all requests but the first."""
    return overall(shares(kind, bodies))


def shares(kind: str, bodies: list[dict[str, Any]]) -> list[tuple[float, int]]:
    """What it keeps of each, which is so long."""
    measure = kept_by_marks if kind == "anthropic" else kept
    return [(measure(before, now), len("".join(prompt(now)))) for before, now in pairwise(bodies)]


def overall(shares: list[tuple[float, int]]) -> float:
    return sum(share * size for share, size in shares) / sum(size for _, size in shares)


@pytest.mark.parametrize("kind", KINDS)
async def test_ten_turns_keep_the_beginning_of_their_prompt(kind: str, tmp_path: Path) -> None:
    import_sdk(kind)
    models, platform = FakeModels(), Platform()
    provider = asking(models, kind)
    async with application(settings_for(tmp_path), provider, platform) as app:  # type: ignore[arg-type]
        house = House(app.services, provider, platform)  # type: ignore[arg-type]
        for text in SAID:
            await house.ask(text, wishes=Wishes())
    assert len(models.asked) >= len(SAID)
    assert not models.refused
    assert share(kind, models.asked) >= BAR


async def as_asked(kind: str, requests: list[Request]) -> list[dict[str, Any]]:
    """What a service is sent for these requests."""
    models = FakeModels()
    provider = asking(models, kind)
    for request in requests:
        async for _ in provider.stream(request):
            pass
    assert not models.refused
    return models.asked


async def test_so_they_do_without_tools(tmp_path: Path) -> None:
    model, platform = ScriptedProvider(), Platform()
    async with application(settings_for(tmp_path), model, platform) as app:  # type: ignore[arg-type]
        house = House(app.services, model, platform)  # type: ignore[arg-type]
        for text in SAID:
            model.scripts.append((Text("That is so."), Finish("stop")))
            await house.ask(text, wishes=Wishes())
    assert len(model.requests) == len(SAID)
    assert sum(bool(request.facts) for request in model.requests) >= 3
    for kind in KINDS:
        assert share(kind, await as_asked(kind, model.requests)) >= BAR


async def test_so_do_any_ten_turns_while_a_long_conversation_falls_out() -> None:
    """Before that most words are new, in a young conversation: of those that were sent before, a cache keeps all."""
    requests = long_conversation(80)
    falls = [place for place, (before, now) in enumerate(pairwise(requests), 1) if before.earlier != now.earlier]
    assert len(falls) >= 2
    for kind in KINDS:
        bodies = await as_asked(kind, requests)
        each = shares(kind, bodies)
        assert min(overall(each[place : place + 10]) for place in range(falls[0] - 10, len(each) - 9)) >= BAR
        for before, now in pairwise(bodies[: falls[0]]):
            assert "".join(prompt(now)).startswith("".join(prompt(before)))


def long_conversation(turns: int) -> list[Request]:
    """Requests of a conversation of long answers, which is longer than a model gets to see."""
    random, lines, requests = Random(1), list[ChatMessage](), list[Request]()
    for number in range(turns):
        newest = ChatMessage("user", said(random, 40))
        transcript = bounded((*lines, newest), tokens=Settings.model_fields["history_tokens"].default)
        situation = f"It is Monday, {number:02}:00."
        bare = Request(transcript.shown, house_instructions(tools=False), situation, opening=transcript.opening)
        requests.append(request := with_summary(bare, transcript.fallen))
        beside = beside_later(request, material_tokens=0)
        lines += [ChatMessage("user", newest.text, beside), ChatMessage("assistant", said(random, 120))]
    return requests


def said(random: Random, words: int) -> str:
    return " ".join(random.choice(SAID).split()[0] for _ in range(words)) + "."

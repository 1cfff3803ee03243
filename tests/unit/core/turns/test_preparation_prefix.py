"""How much of a request a prompt cache would keep: ten turns on the running product, in all four dialects."""

import json
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import pytest

from tests.unit.core.turns.engine_house import House, Platform, application, settings_for
from tests.unit.providers.fake_models import KINDS, asking, import_sdk
from threadline.core.domain.message import Wishes
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
    old, new = "".join(prompt(before)), "".join(prompt(now))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    return same / len(new)


def kept_by_marks(before: dict[str, Any], now: dict[str, Any]) -> float:
    """As `kept` for Anthropic, which keeps only what ends with a mark."""
    new, best = "".join(prompt(now)), 0
    for end in marked(before):
        if new.startswith(end):
            best = max(best, len(end))
    return best / len(new)


def marked(body: dict[str, Any]) -> list[str]:
    """The beginnings of a request that end with a mark."""
    ends = ["".join(prompt(body)[:2])]
    for count in range(1, len(body["messages"]) + 1):
        content = body["messages"][count - 1]["content"]
        if isinstance(content, list) and "cache_control" in content[-1]:
            ends.append("".join(prompt({**body, "messages": body["messages"][:count]})))
    return ends


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
    measure = kept_by_marks if kind == "anthropic" else kept
    shares = [measure(before, now) for before, now in pairwise(models.asked)]
    print(kind, [round(share, 3) for share in shares], [len("".join(prompt(body))) for body in models.asked])
    whole = [len("".join(prompt(body))) for body in models.asked[1:]]
    assert sum(share * size for share, size in zip(shares, whole, strict=True)) / sum(whole) >= BAR

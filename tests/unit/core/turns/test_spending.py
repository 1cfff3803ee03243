"""Money is set aside before a model is asked: answers that run at once cannot pass a limit by more than one of them."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.core.turns.engine_house import House, Platform, settings_for
from threadline.app import Application
from threadline.config.limits import SpendingLimit
from threadline.core.domain.message import Wishes
from threadline.providers.port import Delta, Finish, Request, Task, Text, Usage
from threadline.providers.pricing import Price

ONE = Decimal("0.01")
"""What one answer costs: 10,000 tokens at a dollar a million."""


class Till:
    """A model whose every answer costs the same, and that answers all at once when the till opens."""

    name = "model"
    calls_tools = False

    def __init__(self) -> None:
        self.asked = 0
        self.open = asyncio.Event()

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        self.asked += 1
        assert request.parameters.max_tokens is not None
        yield Text("said")
        await self.open.wait()
        yield Usage("m", 5_000, 5_000, provider=self.name)
        yield Finish("stop")

    async def aclose(self) -> None: ...


@pytest.mark.parametrize("bound", [Decimal("0.03"), Decimal("0.1")])
async def test_forty_answers_at_once_pass_a_limit_by_one_answer_at_most(tmp_path: Path, bound: Decimal) -> None:
    till, platform = Till(), Platform()
    settings = settings_for(
        tmp_path,
        limits=(SpendingLimit(scope="workspace", per="day", usd=bound),),
        prices={"model": Price(input=Decimal(1), output=Decimal(1))},
        answers_at_once={"per_person": 100, "per_provider": 100},
    )
    async with Application(settings, provider=till, channels=(platform,)) as app:
        house = House(app.services, till, platform)  # type: ignore[arg-type]
        wishes = Wishes(task=Task.CUSTOM)
        receipts = [await house.receive(f"say {n}", thread=f"t{n}", wishes=wishes) for n in range(40)]
        waiting = [asyncio.ensure_future(house.over(receipt)) for receipt in receipts]
        async with asyncio.timeout(60):
            while till.asked + sum(each.done() for each in waiting) < 40:
                await asyncio.sleep(0.01)
        till.open.set()
        records = await asyncio.gather(*waiting)
    cost = sum(Decimal(str(each.outcome.cost_usd or 0)) for each in records)
    assert 0 < cost <= bound + ONE
    refused = [each for each in records if each.state == "failed"]
    assert {(each.outcome.code or "").partition(":")[0] for each in refused} == {"limit"}
    assert all("$" in each.reply for each in refused)

"""Money is set aside before a model is asked, so that answers that run at once cannot pass a limit together."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from decimal import Decimal
from typing import cast

from threadline.core.domain.message import Turn
from threadline.core.turns.budgets import Budgets, LimitReached
from threadline.core.turns.model_selection import Choice
from threadline.providers.attempts import Meter
from threadline.providers.port import Delta, OverBudget, Provider, Request, ToolCalling
from threadline.providers.tokens import estimate_request

LONGEST_ANSWER = 8_192
"""Tokens of an answer whose length nobody bounded: with a limit in money every answer has a bound."""
_MORE_THAN_ESTIMATED = Decimal("1.3")
_LEAST_READ = 8_192
"""Tokens that are set aside for reading at least: providers count more than what is sent (roles, schemas, thoughts)."""


def within_budget(choice: Choice, budgets: Budgets, turn: Turn, meter: Meter) -> Choice:
    """The same choice, whose model is asked only for what can be paid."""
    return replace(choice, provider=_WithinBudget(choice, budgets, turn, meter))


class _WithinBudget:
    """A provider that sets money aside before each call: for what was spent on the turn so far and for the call."""

    def __init__(self, choice: Choice, budgets: Budgets, turn: Turn, meter: Meter) -> None:
        self.name = choice.provider.name
        self._provider: Provider = choice.provider
        self._choice = choice
        self._budgets = budgets
        self._turn = turn
        self._meter = meter

    @property
    def calls_tools(self) -> bool:
        """Whether the models call tools."""
        return isinstance(self._provider, ToolCalling) and self._provider.calls_tools

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        """As the provider does. Raises `OverBudget` where a limit leaves nothing for another answer."""
        asked = request.parameters.max_tokens or LONGEST_ANSWER
        request = replace(request, parameters=replace(request.parameters, max_tokens=asked))
        tokens = max(_LEAST_READ, int(estimate_request(request) * _MORE_THAN_ESTIMATED))
        spent = sum((self._choice.bound(each.usage) for each in self._meter.attempts), Decimal(0))
        try:
            await self._budgets.reserve(self._turn, spent + self._choice.most(tokens, asked))
        except LimitReached as reached:
            said = "a limit in money leaves nothing for this answer"
            raise OverBudget(said, provider=self.name, advice=str(reached), retry_after=reached.seconds) from reached
        async with aclosing(cast("AsyncGenerator[Delta, None]", self._provider.stream(request))) as deltas:
            async for delta in deltas:
                yield delta

    async def aclose(self) -> None:
        """Nothing of its own."""

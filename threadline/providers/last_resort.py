"""Behind the models stands what needs none: an answer made from the text or the facts alone, which says that it is.

It answers in a model's place only where it can do what was asked: say facts that code has established, summarise, find
keywords, names and the tone. For everything else a failure is the honest answer. What was refused is not asked for
here either, and what was begun by a model is not replaced.
"""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import cast

from threadline.providers.attempts import Measured, Meter
from threadline.providers.fallback_chain import Surroundings
from threadline.providers.port import (
    Delta,
    Finish,
    OverBudget,
    Provider,
    ProviderError,
    Refused,
    Request,
    Task,
    Text,
    ToolCalling,
    Usage,
)
from threadline.providers.verdicts import why
from threadline.texts.messages import _

_FROM_THE_TEXT = (Task.SUMMARY, Task.KEYWORDS, Task.SENTIMENT, Task.ENTITIES)
_FROM_FACTS = (Task.CHAT, Task.CALENDAR_EVENT)


def can_answer(request: Request) -> bool:
    """Whether there is an answer without a model that does what was asked for."""
    if request.schema is not None:
        return False
    return request.task in _FROM_THE_TEXT or bool(request.facts and request.task in _FROM_FACTS)


class LastResort:
    """The models of a chain, and behind them `standby`, which needs none.

    `chosen` names the provider that a person chose: where another one answers, the answer says so.
    """

    def __init__(
        self,
        models: Provider,
        standby: Provider,
        meter: Meter,
        *,
        chosen: str | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.name = models.name
        self._models = models
        self._standby = standby
        self._meter = meter
        self._chosen = chosen
        self._clock = (surroundings or Surroundings()).clock

    @property
    def calls_tools(self) -> bool:
        """Whether the models call tools."""
        return isinstance(self._models, ToolCalling) and self._models.calls_tools

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        """Stream an answer of a model, or of the standby. Raises the port's errors."""
        said, usage = False, None
        try:
            async with aclosing(cast("AsyncGenerator[Delta, None]", self._models.stream(request))) as deltas:
                async for delta in deltas:
                    if isinstance(delta, Usage) and self._chosen is not None:
                        usage = delta  # held back: a note belongs before it
                        continue
                    if isinstance(delta, Finish) and usage is not None:
                        if said and (note := self._instead(request, usage)):
                            yield Text(f"\n\n*{note}*")
                        yield usage
                    said = said or isinstance(delta, Text)
                    yield delta
        except ProviderError as error:
            if said or isinstance(error, Refused | OverBudget) or not can_answer(request):
                raise
            failure = error
        else:
            return
        async for delta in stand_in(self._standby, request, failure, meter=self._meter, clock=self._clock):
            yield delta

    async def aclose(self) -> None:
        """Nothing of its own."""

    def _instead(self, request: Request, usage: Usage) -> str | None:
        """What to say, once, where another provider answered than the one that the person chose."""
        if request.schema is not None or usage.provider == self._chosen or self._meter.below is not None:
            return None
        failed = next((each for each in self._meter.failures if each.provider == self._chosen), None)
        if failed is None:
            return None
        self._meter.below = failed
        return _("{other} answered instead, because {reason}.", other=usage.provider, reason=why(failed))


async def stand_in(
    standby: Provider,
    request: Request,
    failure: ProviderError,
    *,
    meter: Meter,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncIterator[Delta]:
    """Stream the answer of `standby`, which needs no model, after the models failed so; it says that it is one."""
    meter.below = failure
    measured = Measured(standby.name, standby.name, request, clock)
    try:
        async for delta in standby.stream(replace(request, model=None, stands_in=True)):
            measured.take(delta)
            if isinstance(delta, Usage):
                yield Text(f"\n\n*{_note(request, failure)}*")
            yield delta
    finally:
        meter.add(measured.ended())


def _note(request: Request, failure: ProviderError) -> str:
    if request.task in _FROM_THE_TEXT:
        return f"{failure.advice} " + _("This was picked out of the text itself, without a language model.")
    return f"{failure.advice} " + _("This was put together without a language model.")

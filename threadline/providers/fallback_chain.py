"""A chain of providers that answers like one: retries, deadlines, breakers, fallback.

For each provider in turn, unless its breaker is open: attempts with waits between them (`retry.Retry`), each under
its deadlines; after a broken stream the next attempt is not streamed where the provider can. Whoever is too slow, or
asks for a wait, is left for the next one at once; who asked for a wait is asked again when nobody else answered.

Until a text or a call was given all this is silent. After it, another attempt is made only where the request is
`replaceable`, and its first text or call is announced by `Restart`; otherwise the error goes to the caller with the
text that came. Three errors end the chain at once: `Refused`, because asking elsewhere would go around the refusal,
`OverBudget`, and what is about a key that a person brought: nobody else pays for them unless the link says so.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from random import Random

from threadline.providers.attempts import Measured, Meter
from threadline.providers.circuit_breaker import Breaker
from threadline.providers.deadlines import StreamTimer
from threadline.providers.health import Standing
from threadline.providers.port import (
    AuthenticationFailed,
    CutOff,
    Delta,
    Finish,
    OverBudget,
    Provider,
    ProviderError,
    RateLimited,
    Refused,
    Request,
    Restart,
    Text,
    ToolCall,
    ToolCalling,
    Warming,
    WholeAnswers,
)
from threadline.providers.retry import Retry
from threadline.providers.settings import Deadlines
from threadline.providers.verdicts import own_key_refused, resting, verdict
from threadline.texts.messages import _

Observe = Callable[[str, ProviderError], None]
_SHORT_WAIT = 1.0
"""Seconds that are waited for a provider although another one could be asked."""


@dataclass(slots=True)
class Link:
    """One provider of a chain with its breaker and its figures, which other chains may share.

    `model` is the one it asks if nobody names one. `own_key`: it is asked with a key that a person brought;
    `exclusive`: where that key is refused, nobody is asked in its place.
    """

    provider: Provider
    breaker: Breaker
    deadlines: Deadlines = field(default_factory=Deadlines)
    model: str | None = None
    own_key: bool = False
    exclusive: bool = False
    standing: Standing = field(default_factory=Standing)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a chain takes from the world, so that tests can give it: `clock` is monotonic, `sleep` waits, in seconds."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Random = field(default_factory=Random)


@dataclass(slots=True)
class _Asking:
    """One provider being asked; `due` is when its whole time is over, `ready` when it may be asked again."""

    link: Link
    request: Request
    due: float
    made: int = 0
    ready: float | None = None


@dataclass(slots=True)
class _Progress:
    """How far one request has come through the chain."""

    shown: list[str] = field(default_factory=list)
    called: bool = False
    void: bool = False
    broken_stream: bool = False
    errors: list[ProviderError] = field(default_factory=list)

    def failed(self, error: ProviderError) -> None:
        self.errors.append(error)
        self.void = self.seen
        self.broken_stream = isinstance(error, CutOff)

    @property
    def seen(self) -> bool:
        """Whether the caller was given something that another answer must not replace in silence."""
        return bool(self.shown) or self.called

    def resting(self, link: Link) -> None:
        name = link.provider.name
        if not any(error.provider == name for error in self.errors):
            self.errors.append(resting(name, asked_to_wait=link.breaker.asked_to_wait, left=link.breaker.left()))

    def restart(self) -> Restart:
        self.shown, self.called, self.void = [], False, False
        return Restart(_("{provider} stopped midway; this is a new answer.", provider=self.errors[-1].provider))

    def verdict(self) -> ProviderError:
        """The error the caller gets: of the answer that was seen, else of all who were asked."""
        cut = [error for error in self.errors if isinstance(error, CutOff) and error.text]
        return cut[-1] if self.shown and cut else verdict(self.errors)


class Chain:
    """Providers behind one another as one `Provider`. `observe` is told of every failure; `meter` of every attempt."""

    def __init__(
        self,
        links: Sequence[Link],
        *,
        name: str = "chain",
        retry: Retry | None = None,
        surroundings: Surroundings | None = None,
        observe: Observe | None = None,
        meter: Meter | None = None,
    ) -> None:
        if not links:
            raise ValueError("a chain needs at least one provider")
        self.name = name
        self._links = tuple(links)
        self._retry = retry or Retry()
        self._around = surroundings or Surroundings()
        self._observe = observe
        self._meter = meter if meter is not None else Meter()

    @property
    def calls_tools(self) -> bool:
        """Whether the first provider's models call tools; one that is asked in its place answers without them."""
        first = self._links[0].provider
        return isinstance(first, ToolCalling) and first.calls_tools

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        """Stream the first answer that comes to its end. Raises the port's errors.

        `request.model` names a model of the first provider; the others use their own.
        """
        progress = _Progress()
        # Closed here and not by the garbage collector: the request to the provider ends when nobody reads any more.
        async with aclosing(self._attempts(request, progress)) as attempts:
            async for asking in attempts:
                try:
                    async with aclosing(self._attempt(asking, progress)) as deltas:
                        async for delta in deltas:
                            yield delta
                except ProviderError as error:
                    progress.failed(error)
                    if self._observe is not None:
                        self._observe(asking.link.provider.name, error)
                    if _ends_the_chain(error, asking.link):
                        raise
                    if progress.seen and not request.replaceable:
                        raise progress.verdict() from error
                else:
                    return
        raise progress.verdict()

    async def aclose(self) -> None:
        """Nothing of its own: the providers belong to whoever made them."""

    async def _attempts(self, request: Request, progress: _Progress) -> AsyncGenerator[_Asking, None]:
        """Whom to ask next, after the wait before it, until nobody is left; each only when its breaker allows it."""
        left: list[_Asking] = []
        for position, link in enumerate(self._links):
            # The model is one of the first provider's; its name would mean nothing, or another model, to the next.
            asked = replace(request, model=None) if position else request
            asking = _Asking(link, asked, self._around.clock() + link.deadlines.whole)
            others = any(other.breaker.state != "open" for other in self._links[position + 1 :])
            async with aclosing(self._insist(asking, progress, others=others)) as attempts:
                async for each in attempts:
                    yield each
            if asking.ready is not None:
                left.append(asking)
        for asking in sorted(left, key=lambda each: each.ready or 0.0):
            wait = (asking.ready or 0.0) - self._around.clock()
            if wait <= self._retry.retry_after_cap and self._around.clock() + wait < asking.due:
                await self._around.sleep(max(wait, 0.0))
                async with aclosing(self._insist(asking, progress, others=False)) as attempts:
                    async for each in attempts:
                        yield each

    async def _insist(self, asking: _Asking, progress: _Progress, *, others: bool) -> AsyncGenerator[_Asking, None]:
        """One provider, as often as it is worth it. `others`: somebody else could be asked meanwhile."""
        around, link = self._around, asking.link
        progress.broken_stream = False  # that was the one before: this one may stream well
        while True:
            if not link.breaker.allows():
                progress.resting(link)
                return
            asking.made += 1
            yield asking
            error = progress.errors[-1]
            wait = self._retry.wait(asking.made, error, around.random)
            if wait is None or around.clock() + wait >= asking.due:  # who waits longer would have no time to answer
                return
            if others and error.timed_out:
                return
            if others and (error.retry_after or 0.0) > _SHORT_WAIT:
                asking.ready = around.clock() + wait
                return
            await around.sleep(wait)

    async def _attempt(self, asking: _Asking, progress: _Progress) -> AsyncGenerator[Delta, None]:
        link, request = asking.link, asking.request
        provider = link.provider
        measured = Measured(provider.name, request.model or link.model or "", request, self._around.clock)
        failure: ProviderError | None = None
        settled = False
        try:
            async with aclosing(await self._open(asking, progress)) as deltas:
                async for delta in deltas:
                    measured.take(delta)
                    if progress.void and isinstance(delta, Text | ToolCall):
                        yield progress.restart()
                    if isinstance(delta, Text):
                        progress.shown.append(delta.text)
                    elif isinstance(delta, ToolCall):
                        progress.called = True
                    elif isinstance(delta, Finish):
                        link.breaker.succeeded()
                        settled = True  # the answer is whole: a connection that breaks after it is no failure
                    yield delta
            if not settled:
                text = "" if progress.void else "".join(progress.shown)
                raise CutOff(f"{provider.name} ended without a finish", provider=provider.name, text=text)
        except ProviderError as error:
            failure = error
            if error.blames_provider and not settled:
                link.breaker.failed(retry_after=error.retry_after)
                settled = True
            raise
        finally:
            attempt = measured.ended(failure)
            self._meter.add(attempt, failure)
            link.standing.took(attempt)
            # Stopped by the reader, or failed for the request's own fault: says nothing of the provider, but a probe
            # that was never settled would keep its breaker open for ever.
            if not settled:
                link.breaker.abandoned()

    async def _open(self, asking: _Asking, progress: _Progress) -> AsyncGenerator[Delta, None]:
        """One call under its deadlines, which begin when the provider is ready to be asked."""
        link, request = asking.link, asking.request
        provider = link.provider
        if isinstance(provider, Warming) and not provider.warm:
            began = self._around.clock()
            await provider.warm_up()
            asking.due += self._around.clock() - began
        whole = provider.whole if progress.broken_stream and isinstance(provider, WholeAnswers) else None
        source = whole(request) if whole else provider.stream(request)
        timer = StreamTimer(link.deadlines, provider=provider.name, until=asking.due, clock=self._around.clock)
        return timer.watch(source, in_one_piece=whole is not None or request.schema is not None)


def _ends_the_chain(error: ProviderError, link: Link) -> bool:
    if isinstance(error, Refused | OverBudget):
        return True
    about_the_key = link.own_key and isinstance(error, AuthenticationFailed | RateLimited)
    if about_the_key:
        error.advice = own_key_refused(error)
    return about_the_key and link.exclusive

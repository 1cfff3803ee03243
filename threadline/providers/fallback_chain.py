"""A chain of providers that answers like one: retries, deadlines, breakers, fallback.

For each provider in turn, unless its breaker is open: attempts with waits between them (`retry.Retry`), each under
its deadlines; after a broken stream the next attempt is not streamed where the provider can. Then the next provider,
and last of all one that needs no network (`extractive`).

Until a text or a call was given all this is silent. After it, another attempt is made only where the request is
`replaceable`, and its first text or call is announced by `Restart`; otherwise the error goes to the caller with the
text that came. Two errors end the chain at once: `ContextTooLong`, because the caller shortens the request, and
`Refused`, because asking elsewhere would go around the refusal.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from random import Random

from threadline.providers.circuit_breaker import Breaker
from threadline.providers.deadlines import StreamTimer
from threadline.providers.port import (
    ContextTooLong,
    CutOff,
    Delta,
    Finish,
    Provider,
    ProviderError,
    RateLimited,
    Refused,
    Request,
    Restart,
    Text,
    ToolCall,
    ToolCalling,
    Unavailable,
    WholeAnswers,
)
from threadline.providers.retry import Retry
from threadline.providers.settings import Deadlines

Observe = Callable[[str, ProviderError], None]


@dataclass(slots=True)
class Link:
    """One provider of a chain with its breaker, which other chains may share."""

    provider: Provider
    breaker: Breaker
    deadlines: Deadlines = field(default_factory=Deadlines)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a chain takes from the world, so that tests can give it: `clock` is monotonic, `sleep` waits, in seconds."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Random = field(default_factory=Random)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One call to one provider; `due` is when the provider's whole time is over."""

    link: Link
    request: Request
    due: float


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

    def resting(self, provider: str) -> None:
        if not any(error.provider == provider for error in self.errors):
            self.errors.append(
                Unavailable(f"{provider} keeps failing and is left alone for a while", provider=provider)
            )

    def restart(self) -> Restart:
        self.shown, self.called, self.void = [], False, False
        return Restart(f"{self.errors[-1].provider} broke off; this is a new answer.")

    def verdict(self) -> ProviderError:
        """The error the caller gets: of the answer that was seen, else of the provider that was meant."""
        cut = [error for error in self.errors if isinstance(error, CutOff) and error.text]
        verdict = cut[-1] if self.shown and cut else self.errors[0]
        for other in self.errors:
            if other is not verdict:
                verdict.add_note(f"also: {other}")
        return verdict


class Chain:
    """Providers behind one another as one `Provider`. `observe` is told of every failure, for logs and metrics."""

    def __init__(
        self,
        links: Sequence[Link],
        *,
        name: str = "chain",
        retry: Retry | None = None,
        surroundings: Surroundings | None = None,
        observe: Observe | None = None,
    ) -> None:
        if not links:
            raise ValueError("a chain needs at least one provider")
        self.name = name
        self._links = tuple(links)
        self._retry = retry or Retry()
        self._around = surroundings or Surroundings()
        self._observe = observe

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
            async for attempt in attempts:
                try:
                    async with aclosing(self._attempt(attempt, progress)) as deltas:
                        async for delta in deltas:
                            yield delta
                except ProviderError as error:
                    progress.failed(error)
                    if self._observe is not None:
                        self._observe(attempt.link.provider.name, error)
                    if isinstance(error, ContextTooLong | Refused):
                        raise
                    if progress.seen and not request.replaceable:
                        raise progress.verdict() from error
                else:
                    return
        raise progress.verdict()

    async def aclose(self) -> None:
        """Nothing of its own: the providers belong to whoever made them."""

    async def _attempts(self, request: Request, progress: _Progress) -> AsyncGenerator[_Attempt, None]:
        """Whom to ask next, after the wait before it, until nobody is left; each only when its breaker allows it."""
        around = self._around
        for position, link in enumerate(self._links):
            # The model is one of the first provider's; its name would mean nothing, or another model, to the next.
            asked = replace(request, model=None, stands_in=True) if position else request
            due = around.clock() + link.deadlines.whole
            made = 0
            progress.broken_stream = False  # that was the one before: this one may stream well
            while True:
                if not link.breaker.allows():
                    progress.resting(link.provider.name)
                    break
                made += 1
                yield _Attempt(link, asked, due)
                wait = self._retry.wait(made, progress.errors[-1], around.random)
                if wait is None or around.clock() + wait >= due:  # whoever waits longer would have no time to answer
                    break
                await around.sleep(wait)

    async def _attempt(self, attempt: _Attempt, progress: _Progress) -> AsyncGenerator[Delta, None]:
        link, request = attempt.link, attempt.request
        provider = link.provider
        whole = provider.whole if progress.broken_stream and isinstance(provider, WholeAnswers) else None
        source = whole(request) if whole else provider.stream(request)
        timer = StreamTimer(link.deadlines, provider=provider.name, until=attempt.due, clock=self._around.clock)
        one_piece = whole is not None or request.schema is not None
        settled = False
        try:
            async with aclosing(timer.watch(source, in_one_piece=one_piece)) as deltas:
                async for delta in deltas:
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
        except (Unavailable, CutOff, RateLimited) as error:
            link.breaker.failed(retry_after=error.retry_after)
            settled = True
            raise
        finally:
            # Stopped by the reader, or refused for the request's own fault: says nothing of the provider, but a probe
            # that was never settled would keep its breaker open for ever.
            if not settled:
                link.breaker.abandoned()

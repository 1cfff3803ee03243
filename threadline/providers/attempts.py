"""Every attempt at a model with what it took: what the ledger, the limits and the figures are made of.

A provider is paid for more than the answer that counts: an answer that broke off or came to nothing, a refusal, the
call that quotes a date, each round of tools. So a `Meter` goes with a turn, and each call to a provider leaves an
`Attempt` in it, however it ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from threadline.providers import call_span
from threadline.providers.port import (
    CutOff,
    Delta,
    Finish,
    ProviderError,
    Refused,
    Request,
    Restart,
    Text,
    TooSlow,
    Unusable,
    Usage,
)
from threadline.providers.tokens import estimate_request, estimate_tokens

Purpose = Literal["answer", "reading"]

_READ_BY_THE_MODEL = (CutOff, Refused, TooSlow, Unusable)
"""Failures after which the request was paid for, as far as anybody knows; before the others nothing was read."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call to one provider.

    `outcome` is `answered`, `stopped` or the code of its error, `reason` what the error said. `purpose` tells the
    answer itself from reading the message; `round` counts the calls for tools from 1. Times are in seconds.
    """

    provider: str
    model: str
    purpose: Purpose
    round: int
    outcome: str
    usage: Usage
    seconds: float
    first_seconds: float | None = None
    reason: str = ""


@dataclass(slots=True)
class Meter:
    """All attempts of one turn, and their failures. `below` is why less was given than was asked for, if so."""

    attempts: list[Attempt] = field(default_factory=list)
    failures: list[ProviderError] = field(default_factory=list)
    below: ProviderError | None = None

    def add(self, attempt: Attempt, failure: ProviderError | None = None) -> None:
        """One more attempt is over."""
        self.attempts.append(attempt)
        if failure is not None:
            self.failures.append(failure)

    def take_up(self, rounds: Sequence[Usage | None]) -> None:
        """Count what rounds took that a process asked for which has died since; those measured here are known."""
        known = {attempt.round for attempt in self.attempts if attempt.purpose == "answer"}
        for number, usage in enumerate(rounds, start=1):
            if usage is not None and number not in known:
                self.add(Attempt(usage.provider, usage.model, "answer", number, "answered", usage, 0.0))

    def take_up_readings(self, pieces: Sequence[Usage | None]) -> None:
        """The same for pieces of a text that were read."""
        known = sum(attempt.purpose == "reading" and attempt.outcome == "answered" for attempt in self.attempts)
        for usage in pieces[known:]:
            if usage is not None:
                self.add(Attempt(usage.provider, usage.model, "reading", 1, "answered", usage, 0.0))


class Measured:
    """One attempt under way: what came of it so far, and what it took in the end."""

    def __init__(self, provider: str, model: str, request: Request, clock: Callable[[], float]) -> None:
        self._provider = provider
        self._model = model
        self._request = request
        self._clock = clock
        self._began = clock()
        self._first: float | None = None
        self._pieces: list[str] = []
        self._alive = False
        self._finish: str | None = None
        self._span = call_span.begin(provider, model, request)
        self.usage: Usage | None = None

    def take(self, delta: Delta) -> None:
        """The next that came."""
        if isinstance(delta, Text):
            if self._first is None:
                self._first = self._clock() - self._began
            self._pieces.append(delta.text)
        elif isinstance(delta, Usage):
            self.usage = delta
        elif isinstance(delta, Finish):
            self._finish = delta.reason
        elif isinstance(delta, Restart):
            self._pieces.clear()
        else:
            self._alive = True

    def ended(self, error: ProviderError | None = None) -> Attempt:
        """The attempt, at its end: by its finish, by an error, or because nobody reads any more."""
        said = self.usage or (error.usage if error is not None else None)
        usage = self._estimated(error) if said is None else said
        purpose: Purpose = "reading" if self._request.reading or self._request.schema is not None else "answer"
        outcome = error.code if error is not None else "answered" if self._finish else "stopped"
        call_span.end(
            self._span,
            outcome=outcome,
            purpose=purpose,
            usage=usage,
            first_seconds=self._first,
            finish=self._finish,
            text="".join(self._pieces),
        )
        return Attempt(
            self._provider,
            usage.model or self._model,
            purpose,
            len(self._request.rounds) + 1,
            outcome,
            replace(usage, provider=self._provider),
            self._clock() - self._began,
            self._first,
            str(error) if error is not None else "",
        )

    def _estimated(self, error: ProviderError | None) -> Usage:
        """Nothing that was read or said is free, also where the provider could not say any more what it took."""
        text = "".join(self._pieces)
        read = text or self._alive or error is None or isinstance(error, _READ_BY_THE_MODEL)
        tokens = estimate_request(self._request) if read else 0
        return Usage(self._model, tokens, estimate_tokens(text), estimated=bool(read))

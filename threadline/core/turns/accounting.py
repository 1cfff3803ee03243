"""What a turn took, from the attempts that were made for it: for the ledger, for the person, for programs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from threadline.core.turns.model_selection import ModelSelection
from threadline.providers.attempts import Attempt, Meter
from threadline.providers.port import ProviderError, Usage
from threadline.providers.verdicts import why
from threadline.storage.ledger import AttemptEntry

_LONGEST_TRIED = 40


@dataclass(frozen=True, slots=True)
class Account:
    """What one turn took in all, and each attempt. `provider` is the one whose answer was given, or asked for last."""

    attempts: tuple[AttemptEntry, ...]
    provider: str | None = None
    model: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    estimated: bool | None = None
    cost_usd: float | None = None
    dropped: str | None = None
    degraded: str | None = None
    tried: str | None = None


def account(meter: Meter, kept: Usage | None, error: ProviderError | None, models: ModelSelection) -> Account:
    """The account of a turn. `kept` is the usage of an answer that nobody was asked for: by code, or kept before."""
    attempts = tuple(meter.attempts)
    if kept is not None and all(attempt.purpose != "answer" for attempt in attempts):
        attempts = (*attempts, _unmeasured(kept))
    if not attempts:
        return Account((), degraded=error.advice if error is not None else None)
    last = _that_counts(attempts)
    entries = tuple(_entry(attempt, models, counts=attempt is last) for attempt in attempts)
    costs = [entry.cost_usd for entry in entries]
    below = meter.below or error
    return Account(
        entries,
        last.provider,
        last.model or None,
        sum(entry.input_tokens for entry in entries),
        sum(entry.output_tokens for entry in entries),
        any(entry.estimated for entry in entries),
        None if None in costs else sum(cost for cost in costs if cost is not None),
        ",".join(last.usage.dropped) or None,
        (below.advice or why(below)) if below is not None else None,
        json.dumps([_told(entry) for entry in entries[:_LONGEST_TRIED]]),
    )


def _unmeasured(kept: Usage) -> Attempt:
    return Attempt(kept.provider, kept.model, "answer", 1, "answered", kept, 0.0)


def _that_counts(attempts: Sequence[Attempt]) -> Attempt:
    """The attempt whose answer was given; where there is none, the last one."""
    answers = [attempt for attempt in attempts if attempt.purpose == "answer"]
    whole = [attempt for attempt in answers if attempt.outcome == "answered"]
    return (whole or answers or list(attempts))[-1]


def _entry(attempt: Attempt, models: ModelSelection, *, counts: bool) -> AttemptEntry:
    usage = attempt.usage
    return AttemptEntry(
        attempt.provider,
        attempt.model,
        attempt.outcome,
        usage.input_tokens,
        usage.output_tokens,
        models.price(usage),
        counts,
        attempt.purpose,
        attempt.round,
        usage.cached_tokens,
        usage.cache_write_tokens,
        usage.reasoning_tokens,
        usage.estimated,
        round(attempt.seconds, 3),
        round(attempt.first_seconds, 3) if attempt.first_seconds is not None else None,
    )


def _told(entry: AttemptEntry) -> dict[str, object]:
    """One attempt as the API tells it."""
    return {
        "provider": entry.provider,
        "model": entry.model,
        "outcome": entry.outcome,
        "purpose": entry.purpose,
        "round": entry.round,
        "input_tokens": entry.input_tokens,
        "output_tokens": entry.output_tokens,
        "cached_tokens": entry.cached_tokens,
        "cache_write_tokens": entry.cache_write_tokens,
        "reasoning_tokens": entry.reasoning_tokens,
        "cost_usd": entry.cost_usd,
        "seconds": entry.seconds,
    }

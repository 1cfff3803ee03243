"""How a provider does, as it shows in the attempts at it: for `health` and the figures, never by person."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf

from threadline.providers.attempts import Attempt

DURATIONS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0)
"""Up to how many seconds attempts are counted together."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Standing:
    """What became of the attempts at one provider since the process started.

    `outcomes` counts them (`answered`, `stopped` or the code of the error). `last_failure` is the last one's code and
    when it was (UTC); `failing` whether nothing was answered since. `durations` counts what was answered by the first
    of `DURATIONS` that it kept to (infinity for the rest), `seconds` adds it up.
    """

    clock: Callable[[], datetime] = _now
    outcomes: Counter[str] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)
    durations: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    last_failure: str = ""
    failed_at: datetime | None = None
    failing: bool = False

    def took(self, attempt: Attempt) -> None:
        """One more attempt is over."""
        self.outcomes[attempt.outcome] += 1
        usage = attempt.usage
        self.tokens["input"] += usage.input_tokens
        self.tokens["output"] += usage.output_tokens
        self.tokens["cached"] += usage.cached_tokens
        if attempt.outcome == "answered":
            self.failing = False
            self.durations[next((most for most in DURATIONS if attempt.seconds <= most), inf)] += 1
            self.seconds += attempt.seconds
        elif attempt.outcome not in _SAY_NOTHING:
            self.last_failure, self.failed_at, self.failing = attempt.outcome, self.clock(), True


_SAY_NOTHING = ("stopped", "refused", "context_too_long", "no_room_to_answer", "over_budget")
"""Outcomes that come of a request or of a person: the provider may be in the best of health."""

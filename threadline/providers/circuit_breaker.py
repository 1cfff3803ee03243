"""A circuit breaker: a provider that keeps failing is left alone for a while, so that nobody waits for it.

Closed (calls go through) → open after `threshold` failures in a row, or where the provider asked for a longer wait than
`cooldown` → when that is over one call goes through as a probe: its success closes the breaker, its failure opens it
again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Breaker:
    """One provider's breaker; `clock` is monotonic seconds. Each allowed call is settled by one of three methods."""

    clock: Callable[[], float]
    threshold: int = 5
    cooldown: float = 30.0
    _failures: int = field(default=0, init=False)
    _open_until: float | None = field(default=None, init=False)
    _probing: bool = field(default=False, init=False)
    asked_to_wait: bool = field(default=False, init=False)
    """Whether it rests because the provider said so, and not because it keeps failing."""

    @property
    def state(self) -> str:
        """`closed`, `open`, or `half-open` where a probe may go or is under way."""
        if self._open_until is None:
            return "closed"
        return "open" if self.clock() < self._open_until else "half-open"

    def left(self) -> float:
        """Seconds until it may be asked again; 0 where it may be now, or a probe is under way."""
        return max(0.0, (self._open_until or 0.0) - self.clock())

    def allows(self) -> bool:
        """Whether a call may go now; takes the probe where there is one to take."""
        if self._open_until is None:
            return True
        if self._probing or self.clock() < self._open_until:
            return False
        # One call tries it for all: where it is still down, the others go elsewhere at once instead of waiting in vain.
        self._probing = True
        return True

    def succeeded(self) -> None:
        """The provider answered."""
        self._failures, self._open_until, self._probing = 0, None, False

    def failed(self, *, retry_after: float | None = None) -> None:
        """The provider failed; where it said for how long, it is believed up to ten cooldowns."""
        self._failures += 1
        probed, self._probing = self._probing, False
        self.asked_to_wait = retry_after is not None and retry_after > self.cooldown
        if retry_after is not None and self.asked_to_wait:
            self._open_until = self.clock() + min(retry_after, 10 * self.cooldown)
        # It has rested for a whole cooldown: a probe that fails needs no further failures to believe it.
        elif probed or self._failures >= self.threshold:
            self._open_until = self.clock() + self.cooldown

    def abandoned(self) -> None:
        """The call says nothing about the provider: it was cancelled, or the request was at fault."""
        self._probing = False

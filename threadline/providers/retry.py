"""How often and after what wait a failed call is repeated.

Own code because a stream is repeated, not a function: tenacity and stamina wrap a call that returns once.
"""

from dataclasses import dataclass
from random import Random

from threadline.backoff import Backoff
from threadline.providers.port import ProviderError


@dataclass(frozen=True, slots=True)
class Retry:
    """`attempts` in all; waits in seconds grow from `base` to `cap` with full jitter.

    A `Retry-After` is kept to, with up to `base` on top so that not everybody returns at once; one beyond
    `retry_after_cap` ends the attempts.
    """

    attempts: int = 3
    base: float = 0.5
    cap: float = 8.0
    retry_after_cap: float = 15.0

    def wait(self, made: int, error: ProviderError, random: Random) -> float | None:
        """Seconds until the next attempt after `made` ones, or None where there is none."""
        if made >= self.attempts or not error.retryable:
            return None
        if error.retry_after is None:
            return Backoff(self.base, self.cap, jitter=1.0).pause(made, chance=random)
        if error.retry_after > self.retry_after_cap:  # somebody watches an empty answer meanwhile
            return None
        return error.retry_after + random.uniform(0, self.base)

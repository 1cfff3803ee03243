"""What all surfaces of one workspace may do together: a token bucket each."""

from dataclasses import dataclass, field

from threadline.core.channels.port import Capabilities


@dataclass(slots=True)
class TokenBucket:
    """What one workspace may do: at most `per_minute` in any minute, `burst` of them at once.

    It is a generic cell rate algorithm; times are seconds of a monotonic clock.
    """

    per_minute: float
    burst: float = 1.0
    _next: float = float("-inf")
    _closed_until: float = float("-inf")

    def reserve(self, now: float) -> float:
        """Take the next free place; answers how many seconds to wait for it."""
        at_once = max(1.0, self.burst)
        # The burst counts in its minute: what it leaves of the minute's number is spread over the rest.
        spacing = 60.0 / min(self.per_minute, self.per_minute - at_once + 1)
        self._next = max(self._next, now - (at_once - 1) * spacing, self._closed_until)
        wait = max(0.0, self._next - now)
        self._next += spacing
        return wait

    def pause(self, now: float, seconds: float) -> None:
        """The platform asked for patience: nobody in this bucket goes on before then, whatever place they hold."""
        self._closed_until = max(self._closed_until, now + seconds)

    def closed(self, now: float) -> bool:
        """Whether the platform asked for patience since a place was taken: it is void, take another."""
        return now < self._closed_until


@dataclass(slots=True)
class Buckets:
    """The token buckets of all channels of this process."""

    _buckets: dict[tuple[str, str], TokenBucket] = field(default_factory=dict)

    def of(self, channel: str, bucket: str, capabilities: Capabilities) -> TokenBucket | None:
        """The bucket a reply shares, or None where the channel has no limit."""
        if capabilities.updates_per_minute is None:
            return None
        made = TokenBucket(capabilities.updates_per_minute, burst=max(1.0, capabilities.updates_per_minute / 10))
        return self._buckets.setdefault((channel, bucket), made)

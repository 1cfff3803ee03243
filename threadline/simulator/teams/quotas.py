"""Teams' rate limits: how often a bot may write to one thread, read a roster, and call at all.

The numbers are those of learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit, held strictly.
"""

from collections import deque
from dataclasses import dataclass, field

from threadline.simulator.teams.faults import throttled

Windows = tuple[tuple[int, float], ...]

SENDS: Windows = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
ROSTERS: Windows = ((14, 1.0), (16, 2.0), (120, 30.0), (3_600, 3_600.0))
TENANT: Windows = ((50, 1.0),)


@dataclass(slots=True)
class Quotas:
    """Counts calls per key. The windows may be changed by a test; without any, nothing is limited."""

    sends: Windows = SENDS
    rosters: Windows = ROSTERS
    tenant: Windows = TENANT
    _calls: dict[tuple[str, str], deque[float]] = field(default_factory=dict)

    def send(self, thread: str, now: float) -> None:
        """Count something written to a thread at `now` (seconds). Raises `TeamsFault`."""
        self._count(("tenant", ""), self.tenant, now)
        self._count(("send", thread), self.sends, now)

    def roster(self, thread: str, now: float) -> None:
        """Count a look into the roster of a thread. Raises `TeamsFault`."""
        self._count(("tenant", ""), self.tenant, now)
        self._count(("roster", thread), self.rosters, now)

    def lift(self) -> None:
        """Limit nothing from now on."""
        self.sends = self.rosters = self.tenant = ()

    def _count(self, key: tuple[str, str], windows: Windows, now: float) -> None:
        if not windows:
            return
        calls = self._calls.setdefault(key, deque())
        longest = max(seconds for _, seconds in windows)
        while calls and calls[0] <= now - longest:
            calls.popleft()
        for most, seconds in windows:
            if len(calls) >= most and calls[-most] > now - seconds:
                raise throttled(max(1, int(calls[-most] + seconds - now) + 1))
        calls.append(now)

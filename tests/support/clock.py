"""A clock that moves when it is told to."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Starts on a Thursday noon, UTC."""

    def __init__(self) -> None:
        self._start = self._now = datetime(2026, 3, 5, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._start).total_seconds()

    def advance(self, **amount: float) -> None:
        self._now += timedelta(**amount)

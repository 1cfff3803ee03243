"""Forgetting what nobody needs."""

from datetime import UTC, datetime, timedelta

import pytest

from threadline.core.runtime.cleanup import Cleanup
from threadline.storage.database.database import Database

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Forgetful:
    """Durable work that remembers since when it was told to forget."""

    def __init__(self) -> None:
        self.before: list[datetime] = []

    async def forget(self, before: datetime) -> int:
        self.before.append(before)
        return 3


class TestHousekeeping:
    """Forgetting what nobody needs, an hour at a time, whatever the database does."""

    @pytest.mark.parametrize("retention", [None, timedelta(days=30)])
    async def test_it_tidies_every_hour_and_goes_on_after_an_outage(
        self, database: Database, retention: timedelta | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from threadline.storage.database.errors import StorageUnavailable

        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            if len(slept) > 3:
                raise InterruptedError

        durable = Forgetful()
        keeping = Cleanup(database, durable, retention, clock=lambda: NOW, sleep=sleep)  # type: ignore[arg-type]
        tidy, outages = keeping.tidy, [StorageUnavailable("locked")]

        async def sometimes() -> None:
            if outages:
                raise outages.pop()
            await tidy()

        monkeypatch.setattr(keeping, "tidy", sometimes)
        with pytest.raises(InterruptedError):
            await keeping.run()
        assert slept == [60.0, *[3600.0] * 3], "soon after the start, then every hour"
        assert durable.before == [NOW - timedelta(days=1)] * 2

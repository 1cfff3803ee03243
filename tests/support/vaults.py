"""A Vault for tests: one person's credentials in memory."""


class MemoryVault:
    """As the port says. `reasons` are those of `revoked`, `replaced` counts renewals."""

    def __init__(self, credentials: str | None = None) -> None:
        self.credentials = credentials
        self.reasons: list[str] = []
        self.replaced = 0

    async def load(self) -> str | None:
        """What is kept."""
        return self.credentials

    async def replace(self, credentials: str) -> None:
        """Keep others."""
        self.credentials = credentials
        self.replaced += 1

    async def revoked(self, reason: str) -> None:
        """They are over."""
        self.reasons.append(reason)


class MemoryDeleted:
    """What was deleted, in memory."""

    def __init__(self) -> None:
        self._events: set[tuple[str, str, str]] = set()

    async def add(self, person_id: str, backend: str, event_id: str, /) -> None:
        """Remember one."""
        self._events.add((person_id, backend, event_id))

    async def has(self, person_id: str, backend: str, event_id: str, /) -> bool:
        """Whether it was deleted."""
        return (person_id, backend, event_id) in self._events

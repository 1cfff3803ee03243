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

"""What remembers deleted events, for servers that forget them: a late retry must not bring one back.

The calendars may not know storage, which satisfies this by its shape.
"""

from typing import Protocol


class DeletedEvents(Protocol):
    """Remembers which events of ours a person deleted."""

    async def add(self, person_id: str, backend: str, event_id: str, /) -> None:
        """Remember one."""
        ...

    async def has(self, person_id: str, backend: str, event_id: str, /) -> bool:
        """Whether it was deleted."""
        ...

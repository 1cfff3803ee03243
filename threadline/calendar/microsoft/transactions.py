"""The ids by which Graph knows a request to create an event, so that asking again creates no second one.

Ours follow from the key of an event; those of copies from its UID, so that several who agree to one invitation in the
same moment, each under a key of their own, make one event. The ids of what was deleted are used up.
"""

from itertools import count

from threadline.calendar.builtin import event_id as id_of_key
from threadline.calendar.deleted_events import DeletedEvents
from threadline.calendar.microsoft.api import Json
from threadline.calendar.microsoft.resource import ID_PROPERTY, properties_of

NAME = "microsoft"


class Transactions:
    """Those of one person."""

    def __init__(self, person_id: str, deleted: DeletedEvents) -> None:
        self._person_id = person_id
        self._deleted = deleted

    def of_key(self, key: str) -> str:
        """That of an event of ours, which is our id of it as well."""
        return id_of_key(self._person_id, key)

    async def of_uid(self, calendar_id: str, uid: str) -> str:
        """The first of a copy's that is not used up."""
        for number in count():
            transaction = id_of_key(self._person_id, f"{calendar_id}\n{uid}\n{number}")
            if not await self.is_used_up(transaction):
                return transaction
        raise AssertionError("unreachable")  # pragma: no cover

    async def is_used_up(self, transaction: str) -> bool:
        """Whether its event was deleted."""
        return await self._deleted.has(self._person_id, NAME, transaction)

    async def use_up(self, transaction: str) -> None:
        """Remember that its event was deleted."""
        await self._deleted.add(self._person_id, NAME, transaction)

    async def use_up_those_of(self, item: Json) -> None:
        """Remember that an event of ours is being deleted; of a series only the whole."""
        ours = properties_of(item).get(ID_PROPERTY)
        if ours is not None and not item.get("seriesMasterId"):
            for transaction in dict.fromkeys((ours, item.get("transactionId") or ours)):
                await self.use_up(transaction)

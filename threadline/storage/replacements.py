"""A message that is asked once more: the newer one stands in the place of the last of its conversation."""

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.orm import aliased

from threadline.storage.tables.core import MessageRow, TurnRow

_UNDER_WAY = ("queued", "answering")
_NEWER = aliased(MessageRow)


class NotTheLast(Exception):
    """What was to be replaced is not over, not the last of its conversation, or replaced already."""


def replace_last(connection: Connection, replaced: str, newer: str) -> None:
    """Within the transaction that stores the newer message. Raises `NotTheLast`."""
    if connection.execute(_REPLACE, {"replaced": replaced, "newer": newer}).rowcount == 0:
        raise NotTheLast(replaced)


_BEFORE = (
    select(MessageRow.id)
    .join(_NEWER, (_NEWER.conversation_id == MessageRow.conversation_id) & (_NEWER.sequence == MessageRow.sequence + 1))
    .where(_NEWER.id == bindparam("newer"))
)
_REPLACE = (
    update(TurnRow)
    .where(TurnRow.message_id == bindparam("replaced"), TurnRow.message_id.in_(_BEFORE))
    .where(TurnRow.state.not_in(_UNDER_WAY), TurnRow.replaced_by.is_(None))
    .values(replaced_by=bindparam("newer"))
)

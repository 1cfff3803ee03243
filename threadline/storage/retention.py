"""Forgetting: what is old enough is deleted, a little at a time, so that nobody waits long behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Delete, delete, exists, or_, select

from threadline.storage.database.database import Database
from threadline.storage.files import unsent
from threadline.storage.persons import utc_now
from threadline.storage.tables.core import (
    AuditRow,
    ConversationRow,
    LinkRow,
    MessageRow,
    ProposalRow,
    TokenRow,
    TurnRow,
)
from threadline.storage.tables.files import FileRow
from threadline.storage.tables.inbound import InboundRow
from threadline.storage.tables.processes import RateLimitRow
from threadline.storage.tables.workflows import WorkflowRow

_BATCH = 500
_SETTLED = ("dismissed", "expired", "booked")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows were deleted. A message goes together with its finished turn."""

    messages: int
    proposals: int
    conversations: int
    audit: int
    tokens: int
    links: int
    rates: int
    requests: int
    workflows: int
    files: int


async def forget(
    database: Database, *, older_than: timedelta, batch: int = _BATCH, clock: Callable[[], datetime] = utc_now
) -> Forgotten:
    """Delete what ended longer ago than `older_than`; what is still open stays, however old.

    These are messages whose turn is finished, decided proposals, conversations that nothing is left of and that nobody
    touched since, files whose message is gone or never came, workflows that are over, audit rows, tokens and links that
    have opened nothing since, how often they asked, and what platforms sent and nobody tries to deal with any more.
    Booked events stay. A delivery that a
    platform repeats after its message was forgotten counts as new. Stopping half way is fine: the rest waits for the
    next time. Raises `StorageUnavailable`.
    """
    before = clock() - older_than
    return Forgotten(
        messages=await _delete(database, _messages(before, batch)),
        proposals=await _delete(database, _proposals(before, batch)),
        conversations=await _delete(database, _conversations(before, batch)),
        audit=await _delete(database, _audit(before, batch)),
        tokens=await _delete(database, _tokens(before, batch)),
        links=await _delete(database, _links(before, batch)),
        rates=await _delete(database, _rates(before, batch)),
        requests=await _delete(database, _requests(before, batch)),
        workflows=await _delete(database, _workflows(before, batch)),
        files=await _delete(database, _files(before, batch)),
    )


async def _delete(database: Database, statement: Delete) -> int:
    total = 0
    while True:
        async with database.write() as connection:
            deleted = (await connection.execute(statement)).rowcount
        if not deleted:
            return total
        total += deleted


def _messages(before: datetime, batch: int) -> Delete:
    finished = select(TurnRow.message_id).where(TurnRow.finished_at < before).limit(batch)
    return delete(MessageRow).where(MessageRow.id.in_(finished))


def _proposals(before: datetime, batch: int) -> Delete:
    settled = ProposalRow.state.in_(_SETTLED) | ((ProposalRow.state == "undone") & ProposalRow.event_id.is_(None))
    past_undo = ProposalRow.undo_until.is_(None) | (ProposalRow.undo_until < before)
    old = ProposalRow.updated_at < before
    decided = select(ProposalRow.id).where(settled, ~ProposalRow.clearing, past_undo, old).limit(batch)
    return delete(ProposalRow).where(ProposalRow.id.in_(decided))


def _conversations(before: datetime, batch: int) -> Delete:
    said = exists().where(MessageRow.conversation_id == ConversationRow.id)
    proposed = exists().where(ProposalRow.conversation_id == ConversationRow.id)
    empty = select(ConversationRow.id).where(ConversationRow.updated_at < before, ~said, ~proposed).limit(batch)
    # Asked again in the row's own terms: a message may have come in since the selection.
    return delete(ConversationRow).where(ConversationRow.id.in_(empty), ConversationRow.updated_at < before)


def _audit(before: datetime, batch: int) -> Delete:
    return delete(AuditRow).where(AuditRow.id.in_(select(AuditRow.id).where(AuditRow.at < before).limit(batch)))


def _tokens(before: datetime, batch: int) -> Delete:
    ended = or_(TokenRow.revoked_at < before, TokenRow.expires_at < before)
    return delete(TokenRow).where(TokenRow.id.in_(select(TokenRow.id).where(ended).limit(batch)))


def _links(before: datetime, batch: int) -> Delete:
    ended = select(LinkRow.token_hash).where(LinkRow.expires_at < before).limit(batch)
    return delete(LinkRow).where(LinkRow.token_hash.in_(ended))


def _rates(before: datetime, batch: int) -> Delete:
    unused = select(RateLimitRow.key).where(RateLimitRow.arrival < before).limit(batch)
    return delete(RateLimitRow).where(RateLimitRow.key.in_(unused))


def _requests(before: datetime, batch: int) -> Delete:
    given_up = InboundRow.failed.is_not(None) & (InboundRow.received_at < before)
    return delete(InboundRow).where(InboundRow.number.in_(select(InboundRow.number).where(given_up).limit(batch)))


def _workflows(before: datetime, batch: int) -> Delete:
    ended = select(WorkflowRow.id).where(WorkflowRow.finished_at < before).limit(batch)
    # Asked again in the row's own terms: one that was over may have been resumed since the selection.
    return delete(WorkflowRow).where(WorkflowRow.id.in_(ended), WorkflowRow.finished_at < before)


def _files(before: datetime, batch: int) -> Delete:
    left = select(FileRow.id).where(FileRow.created_at < before, unsent()).limit(batch)
    # Asked again in the row's own terms: one may have been sent once more since the selection.
    return delete(FileRow).where(FileRow.id.in_(left), unsent())

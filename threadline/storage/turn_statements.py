"""The statements of `turns`, built once: building them anew for each turn would cost more than running them."""

from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Select, Update, bindparam, case, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from threadline.storage.database.database import Database
from threadline.storage.interruptions import SUSPECT
from threadline.storage.tables.core import ConversationRow, MessageRow, ProposalRow, ToldRow, TurnRow
from threadline.storage.tables.ledger import LedgerAttemptRow, LedgerRow

OPEN_STATES = ("queued", "answering")
OUTCOME_COLUMNS = (
    "state",
    "text",
    "template_id",
    "template_version",
    "provider",
    "model",
    "input_tokens",
    "output_tokens",
    "estimated",
    "cost_usd",
    "dropped",
    "code",
    "reason",
    "asked",
    "degraded",
    "tried",
    "beside",
    "steps",
)


BOOKED = ("message_id", "conversation_id", "person_id", "channel", "state", "started_at")
"""What of a turn counts against limits before it is over."""

LEDGER_COLUMNS = ("state", "code", "provider", "model", "input_tokens", "output_tokens", "cost_usd")


def _this_turn() -> Any:
    return TurnRow.message_id == bindparam("turn")


def _this_start() -> Any:
    return _this_turn() & (TurnRow.epoch == bindparam("start"))


def _enter(database: Database) -> Any:
    """Take the next place in a conversation (made if new), and its lock if that is free."""
    insert = database.insert(ConversationRow)
    return insert.on_conflict_do_update(
        index_elements=["channel", "external_key"],
        set_={
            "last_sequence": ConversationRow.last_sequence + 1,
            "updated_at": insert.excluded.updated_at,
            # One statement for place and lock: of messages that arrive at once each gets its own, and one may begin.
            "active_message": func.coalesce(ConversationRow.active_message, insert.excluded.active_message),
            "archived": False,  # whoever goes on with it wants to see it
            "title": func.coalesce(func.nullif(ConversationRow.title, ""), insert.excluded.title),
        },
    ).returning(ConversationRow.id, ConversationRow.last_sequence, ConversationRow.active_message)


_OTHER = aliased(TurnRow)


def _start(condition: Any) -> Any:
    return (
        update(TurnRow)
        .where(_this_turn(), condition)
        .values(
            state="answering",
            epoch=TurnRow.epoch + 1,
            process=bindparam("process"),
            due_at=None,
            started_at=bindparam("now"),
            beat_at=bindparam("now"),
        )
        .returning(TurnRow.epoch, TurnRow.failures, TurnRow.deaths, TurnRow.surface_ref, TurnRow.stop_requested)
    )


def _queued() -> Any:
    """To be begun by anybody, or begun anew by whoever begun it last (`mine`)."""
    ours = (TurnRow.state == "answering") & (TurnRow.epoch == bindparam("mine"))
    return or_((TurnRow.state == "queued") & (TurnRow.deaths < SUSPECT), ours)


def _suspect() -> Any:
    """One that processes died at: when it has rested, and while no other such turn runs anywhere."""
    another = exists().where(_OTHER.state == "answering", _OTHER.deaths >= SUSPECT)
    rested = or_(TurnRow.due_at.is_(None), TurnRow.due_at <= bindparam("now"))
    return (TurnRow.state == "queued") & (TurnRow.deaths >= SUSPECT) & rested & ~another


def _failed() -> Update:
    return (
        update(TurnRow)
        .where(_this_start(), TurnRow.state == "answering")
        .values(failures=TurnRow.failures + 1, beat_at=bindparam("now"))
    )


def _put_back() -> Update:
    return (
        update(TurnRow)
        .where(_this_start(), TurnRow.state == "answering")
        .values(state="queued", process=None, due_at=bindparam("now"))
    )


def _told() -> Any:
    return select(
        MessageRow.id,
        MessageRow.conversation_id,
        MessageRow.person_id,
        MessageRow.channel,
        MessageRow.sequence,
        MessageRow.body,
        MessageRow.received_at,
    ).where(MessageRow.id == bindparam("turn"))


def _finish() -> Update:
    # Of this start alone: a process that was frozen, and comes back after another took over, ends nothing.
    columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in OUTCOME_COLUMNS}
    return (
        update(TurnRow)
        .where(_this_start(), TurnRow.state.in_(OPEN_STATES))
        .values(**columns, process=None, finished_at=bindparam("now"))
    )


def _settle(database: Database) -> Any:
    """What a turn took, in the entry it has or in a new one: without limits nothing had to count it before."""
    taken = {name: bindparam(f"new_{name}", type_=getattr(LedgerRow, name).type) for name in LEDGER_COLUMNS}
    now = bindparam("now", type_=LedgerRow.finished_at.type)
    began = func.coalesce(TurnRow.started_at, MessageRow.received_at)
    ended = (
        select(MessageRow.id, MessageRow.conversation_id, MessageRow.person_id, MessageRow.channel, began)
        .add_columns(*taken.values(), now)
        .join(TurnRow, TurnRow.message_id == MessageRow.id)
        .where(MessageRow.id == bindparam("turn"))
    )
    columns = ["message_id", "conversation_id", "person_id", "channel", "started_at", *LEDGER_COLUMNS, "finished_at"]
    insert = database.insert(LedgerRow).from_select(columns, ended)
    # What was set aside is free again, unless nobody knows the price: then that is what it counts for.
    kept = case((insert.excluded.provider.is_not(None), LedgerRow.reserved_usd), else_=None)
    changed = {name: insert.excluded[name] for name in (*LEDGER_COLUMNS, "finished_at")}
    return insert.on_conflict_do_update(index_elements=["message_id"], set_={**changed, "reserved_usd": kept})


def _told_model(database: Database) -> Any:
    insert = database.insert(ToldRow)
    return insert.on_conflict_do_update(index_elements=["message_id"], set_={"body": insert.excluded.body})


def _conversation() -> Any:
    return select(MessageRow.conversation_id).where(MessageRow.id == bindparam("turn")).scalar_subquery()


def _hand_over() -> Any:
    following = (
        select(MessageRow.id)
        .join(TurnRow, TurnRow.message_id == MessageRow.id)
        .where(MessageRow.conversation_id == ConversationRow.id, TurnRow.state.in_(OPEN_STATES))
        .correlate(ConversationRow)
        .order_by(MessageRow.sequence)
        .limit(1)
        .scalar_subquery()
    )
    return (
        update(ConversationRow)
        # Who does not hold the conversation any more hands nothing on: else two of its messages could run.
        .where(ConversationRow.id == _conversation(), ConversationRow.active_message == bindparam("turn"))
        .values(active_message=following, updated_at=bindparam("now"))
        .returning(ConversationRow.active_message)
    )


def _transcript() -> Any:
    return select(
        MessageRow.id,
        MessageRow.conversation_id,
        MessageRow.person_id.label("author_id"),
        MessageRow.text.label("said"),
        MessageRow.received_at,
        TurnRow,
    ).join(TurnRow, TurnRow.message_id == MessageRow.id)


def _active() -> Select[str, int]:
    return (
        select(TurnRow.message_id, TurnRow.epoch)
        .join(ConversationRow, ConversationRow.active_message == TurnRow.message_id)
        .where(TurnRow.state == "answering")
    )


@dataclass(frozen=True, slots=True)
class Statements:
    """Every statement of `TurnStore`; the names in `bindparam` are their parameters."""

    known: Any
    enter: Any
    message: Any
    turn: Any
    start: Any
    start_suspect: Any
    failed: Any
    put_back: Any
    told: Any
    checkpoint: Any
    lock: Any
    book: Any
    attempts: Any
    finish: Any
    settle: Any
    told_model: Any
    hand_over: Any
    expect: Any
    stop: Any
    one: Any
    transcript: Any
    transcript_before: Any
    stranded: Any

    @classmethod
    def of(cls, database: Database) -> Self:
        """The statements in a database's dialect."""
        same_event = (MessageRow.channel == bindparam("channel")) & (MessageRow.event_key == bindparam("event_key"))
        in_conversation = MessageRow.conversation_id == bindparam("conversation")
        position = select(MessageRow.sequence).where(MessageRow.id == bindparam("before")).scalar_subquery()
        newest_first = (
            _transcript().where(in_conversation).order_by(MessageRow.sequence.desc()).limit(bindparam("most"))
        )
        return cls(
            known=select(MessageRow.id, MessageRow.conversation_id).where(same_event),
            enter=_enter(database),
            message=database.insert(MessageRow).on_conflict_do_nothing().returning(MessageRow.id),
            turn=database.insert(TurnRow),
            start=_start(_queued()),
            start_suspect=_start(_suspect()),
            failed=_failed(),
            put_back=_put_back(),
            told=_told(),
            checkpoint=update(TurnRow)
            .where(_this_start(), TurnRow.state == "answering")
            .values(text=bindparam("so_far"), surface_ref=bindparam("ref"), beat_at=bindparam("now"))
            .returning(TurnRow.stop_requested),
            lock=select(ConversationRow.id).where(ConversationRow.id == _conversation()).with_for_update(),
            book=database.insert(LedgerRow).on_conflict_do_nothing(),
            attempts=database.insert(LedgerAttemptRow).on_conflict_do_nothing(),
            finish=_finish(),
            settle=_settle(database),
            told_model=_told_model(database),
            hand_over=_hand_over(),
            # The silence of the next message counts from here: one that waited long behind others would be taken for
            # stranded the moment its turn came, begun twice, and answered twice.
            expect=update(TurnRow).where(TurnRow.message_id == bindparam("following")).values(beat_at=bindparam("now")),
            stop=update(TurnRow).where(_this_turn(), TurnRow.state.in_(OPEN_STATES)).values(stop_requested=True),
            one=_transcript().where(MessageRow.id == bindparam("turn")),
            transcript=newest_first,
            # An answer that was asked for anew is no part of what was said before.
            transcript_before=newest_first.where(
                MessageRow.sequence < position, TurnRow.replaced_by.is_(None)
            ).add_columns(
                exists().where(ProposalRow.conversation_id == bindparam("conversation")).label("has_proposals")
            ),
            stranded=_active().where(TurnRow.beat_at <= bindparam("limit")),
        )

"""Searching what was said: titles, messages and answers of all conversations that a person has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Executable, bindparam, func, literal, select, text, union_all

from threadline.storage.database.database import Database
from threadline.storage.search_index import Found, Kind, Whose, found_lines, has_all, says_all
from threadline.storage.tables.core import ConversationRow, MessageRow, TurnRow

_LOOKED_AT = ((1, 10), (4, 200))
"""How many lines with the letters of the words are looked at for each that is shown: first, and if that is not it."""
_FEW_THREADS, _FEW_MESSAGES = 20, 200
"""With fewer of both all lines of a person are read: that costs less than asking the index."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A message or an answer that has all the words; with an empty `text`, a title that has them."""

    conversation_id: str
    title: str
    channel: str
    message_id: str
    is_answer: bool
    text: str
    at: datetime


class ConversationSearch:
    """Looks for words in the conversations that a person sees in their list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, person_id: str, words: Sequence[str], *, limit: int) -> Sequence[FoundLine]:
        """Lines that have all of the words in any case, the newest first; and conversations by their titles."""

        def find(connection: Connection) -> Sequence[FoundLine]:
            little = _has_little(connection, person_id)
            found = None if little else _by_index(connection, person_id, words, limit)
            return _everywhere(connection, person_id, words, limit) if found is None else found

        return await self._database.look(find)


_ABOUT = ConversationRow.id, ConversationRow.title, ConversationRow.channel
_IN_IT = MessageRow.conversation_id == ConversationRow.id
_ANSWERED = func.coalesce(TurnRow.finished_at, MessageRow.received_at).label("at")
_TITLES = select(*_ABOUT, literal(""), literal(value=False), literal(""), ConversationRow.updated_at.label("at"))
_MESSAGES = select(
    *_ABOUT, MessageRow.id, literal(value=False), MessageRow.text, MessageRow.received_at.label("at")
).join(MessageRow, _IN_IT)
_ANSWERS = (
    select(*_ABOUT, MessageRow.id, literal(value=True), TurnRow.text, _ANSWERED)
    .join(MessageRow, _IN_IT)
    .join(TurnRow, TurnRow.message_id == MessageRow.id)
)
# `coalesce` keeps SQLite from going by the person, whose lines are many, in place of these few.
_MINE = func.coalesce(ConversationRow.person_id, "") == bindparam("person")
_SAID = union_all(
    _MESSAGES.where(_MINE, MessageRow.id.in_(bindparam("messages", expanding=True))),
    _ANSWERS.where(_MINE, MessageRow.id.in_(bindparam("answers", expanding=True))),
)
_CALLED = _TITLES.where(_MINE, ConversationRow.id.in_(bindparam("titles", expanding=True)))
_CALLED_SINCE = _TITLES.where(
    ConversationRow.person_id == bindparam("person"), ConversationRow.updated_at > bindparam("since")
)
_THREADS = (
    select(ConversationRow.last_sequence)
    .where(ConversationRow.person_id == bindparam("person"))
    .order_by(ConversationRow.updated_at.desc())
    .limit(_FEW_THREADS)
)


def _has_little(connection: Connection, person_id: str) -> bool:
    messages = connection.scalars(_THREADS, {"person": person_id}).all()
    return len(messages) < _FEW_THREADS and sum(messages) < _FEW_MESSAGES


def _by_index(connection: Connection, person_id: str, words: Sequence[str], limit: int) -> Sequence[FoundLine] | None:
    """What the index leads to; None where there is none that can say, or what it finds first is not what was meant."""
    for each, more in _LOOKED_AT:
        most = each * limit + more
        said = found_lines(connection, words, Whose.LINES, person_id, most=most)
        if said is None:
            return None
        lines = _said(connection, person_id, words, said)
        if len(lines) >= limit:
            # Of titles only those that come before them are of interest, which are few where a word stands everywhere.
            lines = _newest(lines, limit)
            called = _with(connection, _CALLED_SINCE, words, person=person_id, since=lines[-1].at)
            return _newest([*lines, *called], limit)
        titles = found_lines(connection, words, Whose.TITLES, person_id, most=most) or ()
        lines += _called(connection, person_id, words, titles)
        if len(lines) >= limit or most not in (len(said), len(titles)):
            return _newest(lines, limit)
    return None


def _said(connection: Connection, person_id: str, words: Sequence[str], found: Sequence[Found]) -> list[FoundLine]:
    messages, answers = ([source for kind, source in found if kind is each] for each in (Kind.MESSAGE, Kind.ANSWER))
    return _with(connection, _SAID, words, person=person_id, messages=messages, answers=answers) if found else []


def _called(connection: Connection, person_id: str, words: Sequence[str], found: Sequence[Found]) -> list[FoundLine]:
    titles = [source for _, source in found]
    return _with(connection, _CALLED, words, person=person_id, titles=titles) if found else []


def _with(connection: Connection, statement: Executable, words: Sequence[str], **given: object) -> list[FoundLine]:
    lines = [FoundLine(*row) for row in connection.execute(statement, given)]
    return [line for line in lines if says_all(line.text if line.message_id else line.title, words)]


def _newest(lines: Sequence[FoundLine], limit: int) -> list[FoundLine]:
    return sorted(lines, key=lambda line: line.at, reverse=True)[:limit]


def _everywhere(connection: Connection, person_id: str, words: Sequence[str], limit: int) -> Sequence[FoundLine]:
    parts = (
        part.where(ConversationRow.person_id == person_id, has_all(connection, written, words))
        for part, written in (
            (_TITLES, ConversationRow.title),
            (_MESSAGES, MessageRow.text),
            (_ANSWERS, TurnRow.text),
        )
    )
    newest_first = select(union_all(*parts).subquery()).order_by(text("at DESC")).limit(limit)
    return [FoundLine(*row) for row in connection.execute(newest_first)]

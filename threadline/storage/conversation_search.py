"""Searching what was said: titles, messages and answers of all conversations that a person has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, text, union_all

from threadline.storage.database.database import Database
from threadline.storage.search_grams import Kind, found_lines, has_index, question
from threadline.storage.tables.core import ConversationRow, MessageRow, TurnRow

_EACH, _AT_LEAST = 2, 40
"""How many lines are looked at that have the letters of the words, for each that is shown."""


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
            sources = _sources(connection, person_id, words, most=_EACH * limit + _AT_LEAST)
            found = _found(connection, _lines(person_id, words, sources), limit)
            if sources is None or len(found) == limit or not sources.cut:
                return found
            # Letters that stand together nowhere came before what was looked for: everything is looked at.
            return _found(connection, _lines(person_id, words, None), limit)

        return await self._database.look(find)


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where the words may be; `cut` where there would be more."""

    messages: Sequence[str]
    answers: Sequence[str]
    titles: Sequence[str]
    cut: bool


def _sources(connection: Connection, person_id: str, words: Sequence[str], *, most: int) -> _Sources | None:
    """What the index says, where there is one that can."""
    ways = [_ways(word) for word in words]
    lines, titles = (question(ways, person_id=person_id, titles=titles) for titles in (False, True))
    if lines is None or titles is None or not has_index(connection):
        return None
    said = found_lines(connection, lines, most=most)
    called = found_lines(connection, titles, most=most)
    return _Sources(
        [source for kind, source in said if kind is Kind.MESSAGE],
        [source for kind, source in said if kind is Kind.ANSWER],
        [source for _, source in called],
        cut=most in (len(said), len(called)),
    )


def _found(connection: Connection, lines: Select[Any] | None, limit: int) -> Sequence[FoundLine]:
    return [] if lines is None else [FoundLine(*row) for row in connection.execute(lines.limit(limit))]


def _lines(person_id: str, words: Sequence[str], sources: _Sources | None) -> Select[Any] | None:
    """What has all of the words; None where the index says that nothing can have."""
    about = ConversationRow.id, ConversationRow.title, ConversationRow.channel
    answered = func.coalesce(TurnRow.finished_at, MessageRow.received_at).label("at")
    in_it = MessageRow.conversation_id == ConversationRow.id
    titles = select(*about, literal(""), literal(value=False), literal(""), ConversationRow.updated_at.label("at"))
    messages = select(*about, MessageRow.id, literal(value=False), MessageRow.text, MessageRow.received_at.label("at"))
    messages = messages.join(MessageRow, in_it)
    answers = select(*about, MessageRow.id, literal(value=True), TurnRow.text, answered)
    answers = answers.join(MessageRow, in_it).join(TurnRow, TurnRow.message_id == MessageRow.id)
    where: tuple[tuple[Any, Any, Any, Sequence[str] | None], ...] = (
        (titles, ConversationRow.title, ConversationRow.id, sources.titles if sources else None),
        (messages, MessageRow.text, MessageRow.id, sources.messages if sources else None),
        (answers, TurnRow.text, MessageRow.id, sources.answers if sources else None),
    )
    parts = []
    for part, written, key, among in where:
        if among is None:
            parts.append(part.where(ConversationRow.person_id == person_id, _has(written, words)))
        elif among:
            # `coalesce` keeps SQLite from going by the person, whose lines are many, in place of these few.
            mine = func.coalesce(ConversationRow.person_id, "") == person_id
            parts.append(part.where(key.in_(among), mine, _has(written, words)))
    return select(union_all(*parts).subquery()).order_by(text("at DESC")) if parts else None


def _has(written: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """SQLite knows the two cases of ASCII alone: of other letters each way of writing a word is looked for."""
    return and_(*(or_(*(written.icontains(way, autoescape=True) for way in _ways(word))) for word in words))


def _ways(word: str) -> set[str]:
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}

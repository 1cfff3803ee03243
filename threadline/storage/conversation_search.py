"""Searching what was said: titles, messages and answers of all conversations that a person has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, union_all

from threadline.storage.database.database import Database
from threadline.storage.tables.core import ConversationRow, MessageRow, TurnRow


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
        about = ConversationRow.id, ConversationRow.title, ConversationRow.channel
        mine = ConversationRow.person_id == person_id
        titles = select(*about, literal(""), literal(value=False), literal(""), ConversationRow.updated_at)
        messages = select(*about, MessageRow.id, literal(value=False), MessageRow.text, MessageRow.received_at)
        answered = func.coalesce(TurnRow.finished_at, MessageRow.received_at)
        answers = select(*about, MessageRow.id, literal(value=True), TurnRow.text, answered)
        in_it = MessageRow.conversation_id == ConversationRow.id
        lines = union_all(
            titles.where(mine, _has(ConversationRow.title, words)),
            messages.join(MessageRow, in_it).where(mine, _has(MessageRow.text, words)),
            answers.join(MessageRow, in_it)
            .join(TurnRow, TurnRow.message_id == MessageRow.id)
            .where(mine, _has(TurnRow.text, words)),
        ).subquery()
        newest_first = select(lines).order_by(list(lines.c)[-1].desc()).limit(limit)
        async with self._database.read() as connection:
            return [FoundLine(*row) for row in await connection.execute(newest_first)]


def _has(text: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """SQLite knows the two cases of ASCII alone: of other letters each way of writing a word is looked for."""
    return and_(*(or_(*(text.icontains(way, autoescape=True) for way in _ways(word))) for word in words))


def _ways(word: str) -> set[str]:
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}

"""How a message is read: by the grammar, and where that is in doubt by a model that quotes the words that count."""

import asyncio
from functools import partial
from typing import Any

from threadline.calendar.extract import Intent
from threadline.core.domain.message import Message, Turn
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.correspondents import with_correspondents
from threadline.core.scheduling.day_questions import LONGEST
from threadline.core.scheduling.model_quotes import Situation, ask_for_quotes
from threadline.core.scheduling.opening_hours import without_opening_hours
from threadline.core.scheduling.outside_guests import without_outsiders
from threadline.core.scheduling.reading_context import ReadingContext, ReadingContexts
from threadline.core.turns.history import spoken
from threadline.core.turns.model_selection import Choice
from threadline.core.turns.own_time import at_own_time
from threadline.providers.port import ChatMessage, Task, Usage
from threadline.storage.turns import TurnStore

TALK = (None, Task.CHAT)
_LONG_TEXT = 5_000
_THREAD_TURNS = 4
_LONGEST_QUOTED = 40_000


class MessageReader:
    """Reads messages."""

    def __init__(self, contexts: ReadingContexts, turns: TurnStore) -> None:
        self._contexts = contexts
        self._turns = turns

    async def read(
        self, turn: Turn, choice: Choice, *, event_wanted: bool, quotes: bool
    ) -> tuple[Reading, Usage | None, ReadingContext | None]:
        """What the message asks of the calendar, what asking a model for it took, and what it was read by.

        Where the grammar is not sure a model may quote the words; without `quotes` none is asked, for it has tools.
        """
        message = turn.message
        if _only_asks(message) and not event_wanted:
            return await self._question(turn), None, None
        if message.wishes.task not in (*TALK, Task.CALENDAR_EVENT) and not event_wanted:
            return Reading(Intent.NONE), None, None
        passed_on = without_opening_hours(message.material, event_wanted=event_wanted) if message.material else ""
        text = message.text if not passed_on else f"{message.text}\n\n{passed_on}"
        context = await self._contexts.of_turn(turn, text)
        read = partial(_read_by, context, turn, event_wanted=event_wanted)
        reading = await asyncio.to_thread(read) if len(text) > _LONG_TEXT else read()
        if choice.model is None or not quotes or not _unsure(reading, text):
            return reading, None, context
        asked = await ask_for_quotes(
            choice.provider,
            text[:_LONGEST_QUOTED],
            Situation(message.sent_at, context.zone, await self._thread(turn), reading),
        )
        if asked.quotes is None:
            return reading, asked.usage, context
        if reading.unsure and asked.quotes.wanted is False and not event_wanted:
            return Reading(Intent.NONE), asked.usage, context
        if reading.intent is not Intent.CREATE and not asked.quotes.wanted:
            return reading, asked.usage, context
        read_anew = await asyncio.to_thread(partial(read, quoted=asked.quotes, event_wanted=True))
        return read_anew, asked.usage, context

    async def _question(self, turn: Turn) -> Reading:
        """The question about the calendar that a short text of no task may be; it is never more than that."""
        reading = (await self._contexts.of_turn(turn, turn.message.text)).read(event_wanted=False)
        asks = reading.intent in (Intent.QUERY, Intent.FIND_TIME) and not reading.unsure
        return reading if asks else Reading(Intent.NONE)

    async def _thread(self, turn: Turn) -> tuple[ChatMessage, ...]:
        """What was said last before the message, for a model that has to understand an answer."""
        if turn.sequence == 1:
            return ()
        return spoken(await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=_THREAD_TURNS))


def _only_asks(message: Message) -> bool:
    """Whether a text that was sent for an answer, and no task, is short enough to be a question."""
    alone = not message.material and not message.attachments and message.wishes.template_id is None
    return message.wishes.task is Task.CUSTOM and alone and len(message.text) <= LONGEST


def _read_by(context: ReadingContext, turn: Turn, **how: Any) -> Reading:
    """The reading, which invites whom a mail is between, and nobody because a text from outside wants it."""
    own = at_own_time(context, turn.message) if how.get("quoted") is None else None
    met = with_correspondents(own or context.read(**how), turn.message, turn.person)
    return without_outsiders(met, turn.message)


def _unsure(reading: Reading, text: str) -> bool:
    """Whether a second reader is worth its price: what is wanted is in doubt, or of a wanted event the time."""
    if reading.unsure:
        return True
    times = sum(alternative.kind == "reading" for alternative in reading.alternatives)
    return reading.intent is Intent.CREATE and (reading.draft is None or times > 1 or len(text) > _LONG_TEXT)

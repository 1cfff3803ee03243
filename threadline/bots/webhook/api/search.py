"""Searching everything that a person said and was answered."""

import re
from collections.abc import Iterator, Sequence

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import unprocessable
from threadline.bots.webhook.schema.search import FoundConversation, HitView, SearchAnswer, SearchQuery
from threadline.core.channels.commonmark import plain_words
from threadline.core.domain.scopes import READ
from threadline.storage.conversation_search import ConversationSearch, FoundLine

endpoints = Endpoints("Conversations")

_BEFORE, _LONGEST = 40, 160
_MOST_WORDS = 8
_HITS_EACH = 3


@endpoints.declare("GET", "/api/v1/search", scope=READ, errors=(422,))
async def search(call: Call, query: SearchQuery) -> SearchAnswer:
    """Search your conversations: their titles, what you wrote and what was answered, on every channel."""
    words = list(dict.fromkeys(query.q.lower().split()))[:_MOST_WORDS]
    if not words:
        raise unprocessable("q", "There is nothing to look for.")
    lines = await ConversationSearch(call.services.storage.database).find(call.person.id, words, limit=query.limit + 1)
    shown = lines[: query.limit]
    marked = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)
    by_conversation: dict[str, list[FoundLine]] = {}
    for line in shown:
        by_conversation.setdefault(line.conversation_id, []).append(line)
    found = [_conversation(those, marked) for those in by_conversation.values()]
    return SearchAnswer(found=found, more=len(lines) > query.limit)


def _conversation(lines: Sequence[FoundLine], marked: re.Pattern[str]) -> FoundConversation:
    first = lines[0]
    hits = [_hit(line, marked) for line in lines if line.text]
    return FoundConversation(
        id=first.conversation_id,
        title=first.title,
        channel=first.channel,
        marks=list(_marks(first.title, marked)),
        hits=hits[:_HITS_EACH],
    )


def _hit(line: FoundLine, marked: re.Pattern[str]) -> HitView:
    text = _around(" ".join(plain_words(line.text).split()), marked)
    return HitView(
        message_id=line.message_id,
        role="assistant" if line.is_answer else "user",
        at=line.at,
        text=text,
        marks=list(_marks(text, marked)),
    )


def _around(text: str, marked: re.Pattern[str]) -> str:
    """The text around the first word that was looked for, cut between words."""
    found = marked.search(text)
    start = max(0, found.start() - _BEFORE) if found else 0
    if start:
        start = text.find(" ", start, found.start() if found else None) + 1 or start
    end = start + _LONGEST
    cut = text[start:end]
    if end < len(text):
        cut = f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
    return f"…{cut}" if start else cut


def _marks(text: str, marked: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    return (found.span() for found in marked.finditer(text))

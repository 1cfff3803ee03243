"""Both databases find the same lines, whatever is said and looked for; and what their indices find is what is there."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.support.stored_messages import answered
from threadline.storage import conversation_search, conversations
from threadline.storage.conversation_search import ConversationSearch
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.persons import PersonStore

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LETTERS = st.sampled_from("aAbß_%'\\\"äÄöÖéÉσςΣжЖıİǅ予算会議室한국 🎉|&!*:()-\t\n")
"""Few, so that words meet; with those that the two databases, or their patterns and questions, might take otherwise."""
LINES = st.text(LETTERS | st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
WORDS = st.text(LETTERS, min_size=1, max_size=5).map(lambda word: "".join(word.split())).filter(bool)


@pytest.fixture
def both(sqlite_file: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Sequence[str]:
    """The URLs of both databases; the index is asked however little there is."""
    monkeypatch.setattr(conversation_search, "_FEW_MESSAGES", 0)
    monkeypatch.setattr(conversations, "_FEW", 1)
    return [sqlite_url(sqlite_file).render_as_string(), postgres_url]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.tuples(LINES, LINES, LINES, st.booleans()), min_size=1, max_size=6),
    words=st.lists(WORDS, min_size=1, max_size=2),
    part=st.data(),
)
def test_both_find_the_same(
    both: Sequence[str], said: list[tuple[str, str, str, bool]], words: list[str], part: st.DataObject
) -> None:
    line = part.draw(st.sampled_from([each for lines in said for each in lines[:3]]))
    if len(line) > 3:  # a word that is there, or nearly
        start = part.draw(st.integers(0, len(line) - 3))
        near = line[start : start + 5]
        words = [*words[1:], part.draw(st.sampled_from((near, near.lower(), near.upper(), near.title())))]
    wanted = [
        (number, kind)
        for number, lines in enumerate(said)
        for kind, each in zip(("message", "answer", "title"), lines[:3], strict=True)
        if lines[3] and has(each, words)
    ]
    wanted += [(number, "own") for number, lines in enumerate(said) if lines[3] and has(lines[0], [words[-1]])]
    for url in both:
        with ThreadPoolExecutor(1) as pool:  # a loop of its own, beside that of the tests
            assert sorted(pool.submit(asyncio.run, found(url, said, words)).result()) == sorted(wanted), url


def has(line: str, words: Sequence[str]) -> bool:
    """What is promised: case does not matter within ASCII, and beyond it in one of a word's ways of writing."""
    folded = fold(line)
    return bool(line) and all(
        any(fold(way) in folded for way in {word, word.lower(), word.upper(), word.capitalize()}) for word in words
    )


def fold(line: str) -> str:
    return "".join(each.lower() if each.isascii() else each for each in line)


async def found(url: str, said: list[tuple[str, str, str, bool]], words: list[str]) -> list[tuple[int, str]]:
    database = Database(url)
    try:
        async with database.write() as connection:
            await connection.execute(text("DELETE FROM persons"))
        ana, bo = [
            (await PersonStore(database).ensure(email=f"{name}@example.com", name=name, zone="UTC")).id
            for name in ("ana", "bo")
        ]
        numbers: dict[str, int] = {}
        for number, (asked, answer, title, mine) in enumerate(said):
            message = await answered(
                database, ana if mine else bo, asked, answer, title=title, at=NOON + timedelta(minutes=number)
            )
            numbers[message] = number
        lines = await ConversationSearch(database).find(ana, words, limit=100)
        own = await ConversationStore(database).search(ana, words[-1], limit=100)
        places = await threads(database)
        kinds = {True: "answer", False: "message"}
        return [
            (
                numbers[line.message_id or places[line.conversation_id]],
                kinds[line.is_answer] if line.message_id else "title",
            )
            for line in lines
        ] + [(numbers[each.message_id], "own") for each in own]
    finally:
        await database.close()


async def threads(database: Database) -> dict[str, str]:
    """The message of each conversation."""
    async with database.read() as connection:
        rows = await connection.execute(text("SELECT conversation_id, id FROM messages"))
        return {row[0]: row[1] for row in rows}

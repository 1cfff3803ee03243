"""Searching what was said, on each database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from sqlalchemy import text

from tests.support.clock import Clock
from tests.support.stored_messages import answered
from threadline.storage.conversation_search import ConversationSearch
from threadline.storage.conversations import ConversationStore
from threadline.storage.database.database import Database
from threadline.storage.migrate import MIGRATIONS, upgrade
from threadline.storage.personal_data import PersonalData
from threadline.storage.persons import PersonStore

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


async def said(database: Database, person: str, text: str, answer: str, *, title: str = "", minutes: int = 0) -> str:
    return await answered(database, person, text, answer, title=title, at=NOON + timedelta(minutes=minutes))


async def test_messages_answers_and_titles_are_found_and_nobody_elses(
    database: Database, ana: str, bo: str, clock: Clock
) -> None:
    older = await said(database, ana, "Where are the Ölfässer?", "In the harbour.", title="Barrels")
    newer = await said(database, ana, "harbour, IN the north", "Yes.", title="harbour in winter", minutes=5)
    await said(database, bo, "in the harbour", "harbour in")
    search = ConversationSearch(database)
    found = await search.find(ana, ["harbour", "in"], limit=10)
    assert [(each.message_id, each.is_answer, each.text) for each in found if each.text] == [
        (newer, False, "harbour, IN the north"),
        (older, True, "In the harbour."),
    ]
    assert [each.title for each in found if not each.text] == ["harbour in winter"]
    assert all(each.at.tzinfo is not None for each in found)
    for word in ("ölfässer", "ÖLFÄSSER", "Ölfässer"):
        assert [each.message_id for each in await search.find(ana, [word], limit=10)] == [older]
    assert await search.find(ana, ["100%"], limit=10) == []
    assert len(await search.find(ana, ["harbour"], limit=2)) == 2


PHRASES = {
    "en": ("The harbour pilot waits at quay nine", "HARBOUR"),
    "de": ("Die Größenänderung bespricht Jörg am Montag", "größenÄNDERUNG"),
    "fr": ("L’élève préfère déjeuner à l’hôtel", "ÉLÈVE"),
    "es": ("Mañana revisamos el diseño del año", "DISEÑO"),
    "it": ("La città è già più tranquilla", "CITTÀ"),
    "pt": ("A reunião começa às nove", "REUNIÃO"),
    "nl": ("Vergadering over het ijsje op de boerderij", "IJSJE"),
    "zh": ("我们星期二开会讨论预算", "星期二"),
    "zh, two letters": ("请把合同发给客户", "合同"),
    "ja": ("火曜日に会議室で予算を話します", "会議室"),
    "ru": ("Встреча во вторник в гавани", "ВСТРЕЧА"),
    "a part of a word": ("Donaudampfschifffahrt", "dampfschiff"),
    "signs": ('say "100% sure" AND (never) NOT*', '"100%'),
}


@pytest.mark.parametrize("name", PHRASES)
async def test_words_are_found_in_every_script(database: Database, ana: str, bo: str, name: str) -> None:
    phrase, word = PHRASES[name]
    asked = await said(database, ana, phrase, "Yes.")
    answered = await said(database, ana, "?", phrase, minutes=1)
    await said(database, ana, "Something else.", "And that.", title=phrase, minutes=2)
    await said(database, bo, phrase, phrase, title=phrase)
    found = await ConversationSearch(database).find(ana, [word.lower()], limit=10)
    assert [(each.message_id, each.is_answer) for each in found if each.text] == [(answered, True), (asked, False)]
    assert [each.title for each in found if not each.text] == [phrase]


async def vocabulary(database: Database) -> set[str]:
    """Every three letters that the index knows; on SQLite also those that stand for persons, while it has lines."""
    if not database.is_sqlite:
        async with database.read() as connection:
            return set(await connection.scalars(text("SELECT line FROM search_lines")))
    async with database.write() as connection:
        await connection.execute(text("CREATE VIRTUAL TABLE temp.known USING fts5vocab(main, search_index, row)"))
        found = set(await connection.scalars(text("SELECT term FROM temp.known")))
        await connection.execute(text("DROP TABLE temp.known"))
    return found


async def test_the_index_keeps_in_step(database: Database, ana: str, bo: str) -> None:
    """With edits, deletions, another owner, and a person who is erased: then not a letter is left."""
    search, conversations = ConversationSearch(database), ConversationStore(database)
    first = await said(database, ana, "apricot", "banana", title="cherry")
    second = await said(database, ana, "damson", "elderberry", title="figs", minutes=1)

    async def places(person: str, word: str) -> int:
        return len(await search.find(person, [word], limit=10))

    async def run(statement: str, **values: str) -> None:
        async with database.write() as connection:
            await connection.execute(text(statement), values)

    await run("UPDATE messages SET text = 'grape' WHERE id = :id", id=first)
    await run("UPDATE turns SET text = 'hazelnut' WHERE message_id = :id", id=first)
    assert [await places(ana, word) for word in ("apricot", "banana", "grape", "hazelnut")] == [0, 0, 1, 1]
    async with database.read() as connection:
        thread = await connection.scalar(text("SELECT conversation_id FROM messages WHERE id = :id"), {"id": first})
    await conversations.change(str(thread), title="mango")
    assert [await places(ana, word) for word in ("cherry", "mango")] == [0, 1]
    await run("UPDATE conversations SET person_id = :bo WHERE id = :id", bo=bo, id=str(thread))
    assert [await places(ana, word) for word in ("grape", "hazelnut", "mango", "damson")] == [0, 0, 0, 1]
    assert [await places(bo, word) for word in ("grape", "hazelnut", "mango")] == [1, 1, 1]
    await conversations.delete(str(thread))
    assert [await places(bo, word) for word in ("grape", "hazelnut", "mango")] == [0, 0, 0]
    await run("DELETE FROM messages WHERE id = :id", id=second)
    assert [await places(ana, word) for word in ("damson", "elderberry", "figs")] == [0, 0, 1]
    await PersonalData(database).erase(ana)
    assert await vocabulary(database) == set()


async def test_more_lines_with_the_letters_than_are_looked_at(database: Database, ana: str) -> None:
    """The letters of the word stand in many lines that do not have it; the one that does is older than they."""
    wanted = await said(database, ana, "abcabd", "")
    for number in range(80):
        await said(database, ana, "bcabd abcab", "", minutes=number + 1)
    found = await ConversationSearch(database).find(ana, ["abcabd"], limit=1)
    assert [each.message_id for each in found] == [wanted]


async def test_without_the_index_everything_is_read(database: Database, ana: str) -> None:
    if not database.is_sqlite:
        pytest.skip("Postgres has its index always")
    async with database.write() as connection:
        triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search%'")
        for name in list(await connection.scalars(triggers)):
            await connection.execute(text(f"DROP TRIGGER {name}"))
        await connection.execute(text("DROP TABLE search_index"))
    asked = await said(database, ana, "harbour", "")
    assert [each.message_id for each in await ConversationSearch(database).find(ana, ["harbour"], limit=5)] == [asked]


async def test_what_was_there_before_the_index_is_in_it(empty_url: str, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    copytree(MIGRATIONS, before, ignore=ignore_patterns("003[2-9]_*", "00[4-9]*"))
    database = Database(empty_url)
    await upgrade(database, migrations=before)
    person = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")
    asked = await said(database, person.id, "apricot", "banana", title="cherry")
    await upgrade(database)
    search = ConversationSearch(database)
    for word, lines in (("apricot", [(asked, False)]), ("banana", [(asked, True)]), ("cherry", [("", False)])):
        found = await search.find(person.id, [word], limit=5)
        assert [(each.message_id, each.is_answer) for each in found] == lines
    await PersonalData(database).erase(person.id)
    assert await vocabulary(database) == set()
    await database.close()

"""What was said to others in a thread: kept once, in order, since the last question, for a week."""

from datetime import UTC, datetime, timedelta

from threadline.storage.database.database import Database
from threadline.storage.overheard import OverheardLine, OverheardStore
from threadline.storage.turns import TurnStore

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def line(key: str, minutes: int, text: str = "", thread: str = "thread") -> OverheardLine:
    return OverheardLine("chat", key, thread, "UBO", "Bo", "", None, text or key, NOON + timedelta(minutes=minutes))


async def test_lines_are_kept_once_in_order_with_their_last_words(database: Database) -> None:
    store = OverheardStore(database)
    await store.keep(line("b", 2), line("a", 1), line("elsewhere", 1, thread="other"))
    await store.keep(line("a", 1, "a, edited"), line("late", 9))
    found = await store.of_thread("chat", "thread", until=NOON + timedelta(minutes=5), whole=False)
    assert [each.text for each in found] == ["a, edited", "b"]
    assert await store.has("chat", "b")
    await store.forget("chat", "b")
    assert not await store.has("chat", "b")


async def test_only_what_came_since_the_last_question_unless_the_whole_is_wanted(database: Database, ana: str) -> None:
    store = OverheardStore(database)
    await TurnStore(database).accept(
        channel="chat",
        event_key="asked",
        conversation_key="thread",
        person_id=ana,
        text="thoughts?",
        body="{}",
        title="",
        sent_at=NOON + timedelta(minutes=3),
    )
    await store.keep(line("before", 1), line("after", 4))
    until = NOON + timedelta(minutes=5)
    assert [each.text for each in await store.of_thread("chat", "thread", until=until, whole=False)] == ["after"]
    whole = await store.of_thread("chat", "thread", until=until, whole=True)
    assert [each.text for each in whole] == ["before", "after"]


async def test_a_week_later_it_is_forgotten(database: Database) -> None:
    now = NOON
    store = OverheardStore(database, clock=lambda: now)
    await store.keep(line("old", 0), line("new", 60))
    now = NOON + timedelta(days=7, minutes=30)
    await store.forget_old()
    found = await store.of_thread("chat", "thread", until=now, whole=True)
    assert [each.text for each in found] == ["new"]

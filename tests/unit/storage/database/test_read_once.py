"""Within a turn what was read stays read, until it changes."""

import asyncio

from threadline.storage.database.read_once import forget, keep, kept, once, reading_once

KEY = ("preferences", "ana")


class Rows:
    """Counts how often it is read."""

    def __init__(self) -> None:
        self.reads = 0

    async def read(self) -> int:
        self.reads += 1
        return self.reads


async def test_outside_everything_is_read_anew() -> None:
    rows = Rows()
    assert [await once(KEY, rows.read), await once(KEY, rows.read)] == [1, 2]
    keep(KEY, 9)
    forget("preferences")
    assert kept(KEY) is None


async def test_within_it_is_read_once_in_all_tasks_that_are_begun_there() -> None:
    rows = Rows()
    with reading_once():
        assert await once(KEY, rows.read) == 1
        assert await asyncio.create_task(once(KEY, rows.read)) == 1
    assert await once(KEY, rows.read) == 2


async def test_what_changed_is_read_anew_and_nothing_else() -> None:
    rows, others = Rows(), Rows()
    with reading_once():
        await once(KEY, rows.read)
        await once(("proposals", "c"), others.read)
        forget("preferences")
        assert await once(KEY, rows.read) == 2
        assert await once(("proposals", "c"), others.read) == 1


async def test_two_turns_know_nothing_of_each_other() -> None:
    async def turn(value: int) -> object:
        with reading_once():
            keep(KEY, value)
            await asyncio.sleep(0)
            return kept(KEY)

    first, second = await asyncio.gather(turn(1), turn(2))
    assert (first, second) == (1, 2)

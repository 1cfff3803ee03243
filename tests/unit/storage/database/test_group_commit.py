"""Small writes that come at once are one transaction, and none of them suffers for another."""

import asyncio
from collections.abc import Sequence

import pytest

from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.database.group_commit import GroupCommit


class Table:
    """What is written; it can be held up, and refuses what is odd."""

    def __init__(self) -> None:
        self.commits: list[list[int]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.away = False

    async def commit(self, items: Sequence[int]) -> Sequence[str]:
        await self.open.wait()
        if self.away:
            self.commits.append([])
            raise StorageUnavailable("gone")
        if any(item % 2 for item in items):
            raise ValueError("odd")
        self.commits.append(list(items))
        return [f"wrote {item}" for item in items]


async def test_what_comes_while_one_is_under_way_goes_into_the_next() -> None:
    table = Table()
    group = GroupCommit(table.commit)
    table.open.clear()
    first = asyncio.create_task(group.add(0))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(group.add(number)) for number in (2, 4, 6)]
    await asyncio.sleep(0)
    table.open.set()
    assert await asyncio.gather(first, *others) == ["wrote 0", "wrote 2", "wrote 4", "wrote 6"]
    assert table.commits == [[0], [2, 4, 6]]


async def test_one_that_is_refused_takes_no_other_with_it() -> None:
    table = Table()
    group = GroupCommit(table.commit)
    done = await asyncio.gather(*(group.add(number) for number in (0, 1, 2)), return_exceptions=True)
    assert [str(each) for each in done] == ["wrote 0", "odd", "wrote 2"]
    assert await group.add(4) == "wrote 4"


async def test_an_outage_is_told_to_all_at_once_and_passes() -> None:
    table = Table()
    group = GroupCommit(table.commit)
    table.away = True
    done = await asyncio.gather(*(group.add(number) for number in (0, 2, 4)), return_exceptions=True)
    assert [type(each) for each in done] == [StorageUnavailable] * 3
    assert table.commits == [[]], "each alone would have waited as long again"
    table.away = False
    assert await group.add(6) == "wrote 6"


async def test_who_does_not_wait_any_more_holds_up_nobody() -> None:
    table = Table()
    group = GroupCommit(table.commit)
    table.open.clear()
    gone, stays = (asyncio.create_task(group.add(number)) for number in (0, 2))
    await asyncio.sleep(0.01)
    gone.cancel()
    table.open.set()
    assert await stays == "wrote 2"
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert table.commits == [[0, 2]]

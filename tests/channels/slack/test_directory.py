"""Everybody in a workspace: read page by page beside everything else, and remembered."""

import asyncio
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from threadline.bots.slack.directory import Directory
from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.runtime.background_tasks import BackgroundTasks


def member(number: int, **other: object) -> dict[str, Any]:
    name = f"Person {number}"
    return {"id": f"U{number}", "profile": {"real_name": name, "email": f"p{number}@example.com"}, **other}


class Pages:
    """Answers `users.list` page by page; an error instead of a page is raised."""

    def __init__(self, *pages: Iterable[dict[str, Any]] | Exception) -> None:
        self.pages = list(pages)
        self.calls: list[dict[str, Any]] = []
        self.held: asyncio.Event | None = None

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        assert method == "users.list"
        self.calls.append(arguments)
        if self.held is not None:
            await self.held.wait()
        page = self.pages[min(len(self.calls), len(self.pages)) - 1]
        if isinstance(page, Exception):
            raise page
        more = str(len(self.calls)) if len(self.calls) < len(self.pages) else ""
        return {"members": list(page), "response_metadata": {"next_cursor": more}}


def workspace_of(pages: Pages) -> Workspace:
    return cast("Workspace", SimpleNamespace(team="T1", enterprise="", calls=pages))


async def names(directory: Directory, pages: Pages) -> list[str]:
    return [each.name for each in await directory.of(workspace_of(pages))]


async def test_people_are_read_page_by_page_and_once_an_hour() -> None:
    now = [0.0]
    directory = Directory(BackgroundTasks(), lambda: now[0])
    pages = Pages([member(1), member(2, deleted=True)], [member(3, is_bot=True), member(4), {"id": "USLACKBOT"}])
    assert await names(directory, pages) == await names(directory, pages) == ["Person 1", "Person 4"]
    assert [each["cursor"] for each in pages.calls] == ["", "1"]
    now[0] = 3_601.0
    await names(directory, pages)
    assert len(pages.calls) > 2


async def test_a_workspace_that_does_not_tell_is_asked_again_later() -> None:
    now = [0.0]
    directory = Directory(BackgroundTasks(), lambda: now[0])
    pages = Pages(ChannelUnavailable("down", channel="slack"))
    assert await names(directory, pages) == []
    assert await names(directory, pages) == []
    assert len(pages.calls) == 1
    now[0], pages.pages = 601.0, [[member(1)]]
    assert await names(directory, pages) == ["Person 1"]


async def test_a_slow_workspace_holds_no_message_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.bots.slack.directory._PATIENCE", 0.01)
    background, pages = BackgroundTasks(), Pages([member(1)])
    pages.held = asyncio.Event()
    directory = Directory(background, lambda: 0.0)
    assert await names(directory, pages) == []
    pages.held.set()
    assert await names(directory, pages) == ["Person 1"]
    await background.close()

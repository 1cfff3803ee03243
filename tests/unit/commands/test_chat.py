"""A thread in the terminal: over a service of its own, over the one that runs, over one that is named."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.unit.commands.talk import served, settings_of, talk
from threadline.commands import chat_card, terminal
from threadline.commands.api_client import ApiClient, ApiFailed
from threadline.commands.failure import CommandFailed
from threadline.commands.running_service import ADDRESS_FILE
from threadline.config import Settings
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.database.process_lock import DirectoryLock

Say = Callable[..., str]
Meanwhile = Callable[[ApiClient, dict[str, Any]], Awaitable[None]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a directory where nothing runs."""
    return settings_of(tmp_path / "data")


@pytest.fixture(scope="module")
def served_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Of a directory where a service runs."""
    with served(settings_of(tmp_path_factory.mktemp("data"))) as settings:
        yield settings


@pytest.fixture
def say(served_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Chat with the service that runs, or with that of other settings."""

    def say(*lines: str, settings: Settings = served_settings, **how: str | None) -> str:
        return talk(monkeypatch, settings, *lines, **how)

    return say


class TestTalking:
    """A thread as somebody types it."""

    def test_an_event_is_proposed_confirmed_and_undone(self, say: Say) -> None:
        shown = say("Design review with ana@example.com next Thursday 3-4:30pm in Room 4", "c", "u", "", "  ")
        assert "Design review" in shown
        assert "Room 4" in shown
        assert "Guests: ana@example.com" in shown
        assert "✓ booked" in shown
        assert "✓ undone" in shown

    def test_words_at_a_card_are_the_next_message(self, say: Say) -> None:
        shown = say("Lunch with ana@example.com tomorrow at noon", "make it 1pm", "yes", "thanks")
        assert "13:00" in shown
        assert "In your calendar." in shown
        assert "available options" not in shown

    def test_it_can_be_let_go_or_left_for_later(self, say: Say) -> None:
        shown = say("Lunch tomorrow at noon", "d", "Dinner tomorrow at 7pm", "l")
        assert "✓ dismissed" in shown
        assert shown.count("booked") == 0

    def test_the_input_may_end_at_any_question(self, say: Say) -> None:
        for lines in (
            (),
            ("Lunch tomorrow at noon",),
            ("Lunch tomorrow at noon", "c"),
            ("Lunch tomorrow at noon", "o"),
        ):
            assert "Traceback" not in say(*lines)

    def test_another_time_can_be_chosen(self, say: Say) -> None:
        shown = say("Lunch tomorrow at noon", "o", "", "o", "1", "c", "")
        assert "✓ booked" in shown
        assert shown.count("╭") == 2

    def test_another_reading_can_be_chosen(self, say: Say) -> None:
        shown = say("Meeting next Thursday at 3pm for an hour", "o", "1", "d")
        assert "15:00–16:00" in shown

    def test_a_conflict_is_told_and_booked_over_only_on_demand(self, say: Say) -> None:
        first, second = "Meeting tomorrow 3pm for an hour", "Workshop tomorrow 3pm for an hour"
        shown = say(first, "l", second, "c", "")
        assert "✓ booked" in shown

    def test_a_wrong_key_is_asked_again(self, say: Say) -> None:
        assert "Type one of these keys" in say("Lunch tomorrow at noon", "x", "d")

    def test_what_people_wrote_is_shown_as_it_is(self, say: Say) -> None:
        assert "[/red]" in say('Set up "Sync [/red] [bold]x" tomorrow at 3pm', "l")

    def test_everybody_has_their_own_calendar(self, say: Say) -> None:
        text = "Retrospective on 11 May 2027 3pm for an hour"
        assert "✓ booked" in say(text, "c", "", person="bo@example.com")
        assert "Collides with “Retrospective”" in say(text, "l", person="bo@example.com")
        assert "Collides" not in say(text, "l", person="cleo@example.com")


class TestMeanwhile:
    """What came up between the card and the key."""

    @pytest.fixture
    def meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Meanwhile], None]:
        """Let something happen before the next key counts."""
        act = chat_card._act

        def arrange(happen: Meanwhile) -> None:
            async def first(client: ApiClient, proposal: dict[str, Any], decision: str) -> dict[str, Any]:
                monkeypatch.setattr(chat_card, "_act", act)
                await happen(client, proposal)
                return await act(client, proposal, decision)

            monkeypatch.setattr(chat_card, "_act", first)

        return arrange

    def test_a_conflict_is_shown_and_asked_about(self, say: Say, meanwhile: Callable[[Meanwhile], None]) -> None:
        async def book_another(client: ApiClient, proposal: dict[str, Any]) -> None:
            event = proposal["event"]
            fields = {"title": "Came up [/x]", "start": event["start"], "end": event["end"]}
            await client.post("/api/v1/calendar/events", fields)

        meanwhile(book_another)
        shown = say("Lunch on 3 May 2027 at noon", "c", "c", "")
        assert "! Collides with “Came up [/x]”" in shown
        assert shown.count("╭") == 2
        assert "✓ booked" in shown

    def test_an_edit_from_elsewhere_is_shown_before_it_is_booked(
        self, say: Say, meanwhile: Callable[[Meanwhile], None]
    ) -> None:
        async def edit(client: ApiClient, proposal: dict[str, Any]) -> None:
            await client.post(f"/api/v1/proposals/{proposal['id']}/edit", {"title": "Another title"})

        meanwhile(edit)
        shown = say("Lunch on 4 May 2027 at noon", "c", "l")
        assert "changed since" in shown
        assert "Another title" in shown
        assert "✓ booked" not in shown

    def test_a_decision_from_elsewhere_is_shown(self, say: Say, meanwhile: Callable[[Meanwhile], None]) -> None:
        async def dismiss(client: ApiClient, proposal: dict[str, Any]) -> None:
            await client.post(f"/api/v1/proposals/{proposal['id']}/dismiss", {})

        meanwhile(dismiss)
        assert "✓ dismissed" in say("Lunch on 5 May 2027 at noon", "c")

    def test_a_booking_that_failed_says_why_and_can_be_tried_again(
        self, say: Say, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        post, refused = ApiClient.post, ["The calendar refused [/x]"]

        async def refuse_once(self: ApiClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
            if "confirm" not in path or not refused:
                return await post(self, path, body)
            proposal, reason = await self.get(path.removesuffix("/confirm")), refused.pop()
            card = {**proposal["card"], "headline": f"It could not be booked. {reason}"}
            return {**proposal, "state": "failed", "reason": reason, "card": card}

        monkeypatch.setattr(ApiClient, "post", refuse_once)
        shown = say("Lunch on 6 May 2027 at noon", "c", "c", "")
        assert "It could not be booked. The calendar refused [/x]" in shown
        assert "✓ booked" in shown

    def test_an_error_is_told_and_the_chat_goes_on(self, say: Say, meanwhile: Callable[[Meanwhile], None]) -> None:
        async def fail(client: ApiClient, proposal: dict[str, Any]) -> None:
            await client.get("/api/v1/nowhere [/x]")

        meanwhile(fail)
        shown = say("Lunch on 7 May 2027 at noon", "c", "hello again")
        assert shown.count("you:") == 3


class TestTheService:
    """One runs on this data directory, one is named, or one is started for as long as the chat lasts."""

    @pytest.mark.parametrize("content", [None, "no json", "{}"])
    def test_one_that_does_not_say_where_it_is_is_told(self, settings: Settings, say: Say, content: str | None) -> None:
        with DirectoryLock(settings.data_dir):
            if content is not None:
                (settings.data_dir / ADDRESS_FILE).write_text(content)
            with pytest.raises(AlreadyRunning):
                say("hello", settings=settings)

    def test_a_named_one_needs_a_token(self, say: Say) -> None:
        with pytest.raises(CommandFailed, match="needs a --token") as failed:
            say("hello", url="http://127.0.0.1:1")
        assert failed.value.code == 2

    def test_a_name_that_is_no_address_is_told(self, say: Say) -> None:
        with pytest.raises(CommandFailed, match="starts with"):
            say("hello", url="foo", token="x")

    def test_one_that_is_not_there_is_told(self, say: Say) -> None:
        with pytest.raises(ApiFailed, match="cannot be reached"):
            say("hello", url="http://127.0.0.1:1", token="x")

    def test_a_wrong_token_is_told(self, say: Say) -> None:
        with pytest.raises(ApiFailed) as failed:
            say("hello", token="wrong")
        assert failed.value.code == "UNAUTHORIZED"


@asynccontextmanager
async def api(handler: Callable[[web.Request], Any]) -> AsyncIterator[ApiClient]:
    """A client of a server that answers everything with this."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    async with TestServer(app) as server, ApiClient(str(server.make_url("")), "tl_x") as client:
        yield client


class TestApiClient:
    """The small client under the chat."""

    async def test_it_sends_its_token_and_returns_json(self) -> None:
        async def handler(request: web.Request) -> web.Response:
            return web.json_response({"token": request.headers["X-API-Token"], "method": request.method})

        async with api(handler) as client:
            assert await client.get("/x") == {"token": "tl_x", "method": "GET"}
            assert (await client.post("/x", {}))["method"] == "POST"

    async def test_errors_carry_the_code_of_the_contract(self) -> None:
        async def handler(_: web.Request) -> web.Response:
            return web.json_response({"error": "Nothing there", "code": "NOT_FOUND"}, status=404)

        async with api(handler) as client:
            for call in (client.get("/x"), collect(client)):
                with pytest.raises(ApiFailed, match="Nothing there") as failed:
                    await call
                assert failed.value.code == "NOT_FOUND"

    async def test_what_is_no_answer_of_ours_is_told(self) -> None:
        async def handler(_: web.Request) -> web.Response:
            return web.Response(text="<html>a proxy", status=502, content_type="text/html")

        async with api(handler) as client:
            for call in (client.get("/x"), collect(client)):
                with pytest.raises(ApiFailed, match="cannot be reached"):
                    await call

    async def test_a_stream_is_followed_to_its_end(self) -> None:
        long = "x" * 300_000
        body = (
            'data: {"chunk": "a"}\n\n: a remark\nevent: replace\ndata: {"text": "b"}\n\n'
            f'event: proposal\ndata: {{"id": "p"}}\n\ndata: {{"chunk": "{long}"}}\n\ndata: [DONE]\n\ndata: never\n\n'
        )

        async def handler(request: web.Request) -> web.Response:
            assert request.headers["Idempotency-Key"]
            return web.Response(text=body, content_type="text/event-stream")

        async with api(handler) as client:
            items = await collect(client)
        assert [(item.text, item.replaces, item.proposal) for item in items] == [
            ("a", False, None),
            ("b", True, None),
            ("", False, {"id": "p"}),
            (long, False, None),
        ]

    async def test_a_stream_may_end_without_saying_so_or_with_an_error(self) -> None:
        async def handler(_: web.Request) -> web.Response:
            return web.Response(text='data: {"chunk": "a"}\n\n')

        async with api(handler) as client:
            assert [item.text for item in await collect(client)] == ["a"]
        error = 'event: error\ndata: {"error": "It broke", "code": "LLM_API_ERROR"}\n\n'

        async def failing(_: web.Request) -> web.Response:
            return web.Response(text=error)

        async with api(failing) as client:
            with pytest.raises(ApiFailed, match="It broke"):
                await collect(client)


async def collect(client: ApiClient) -> list[Any]:
    return [item async for item in client.stream("/x", {})]


class TestStandardInput:
    """What is read where nobody sits at a terminal."""

    def test_lines_then_the_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal._piped_input.cache_clear()
        read, write = os.pipe()
        kept = os.dup(0)
        try:
            os.dup2(read, 0)
            os.write(write, b"one\nt\xffwo\n")
            os.close(write)
            monkeypatch.setattr("sys.stdin.isatty", lambda: False)
            lines = terminal._piped_input()
            assert lines is not None
            assert [lines.readline(), lines.readline()] == ["one", "t�wo"]
            with pytest.raises(EOFError):
                lines.readline()
        finally:
            os.dup2(kept, 0)
            os.close(kept)
            os.close(read)
            terminal._piped_input.cache_clear()

    def test_a_terminal_is_asked_directly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        terminal._piped_input.cache_clear()
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        assert terminal._piped_input() is None
        terminal._piped_input.cache_clear()

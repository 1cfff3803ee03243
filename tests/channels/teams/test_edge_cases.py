"""The corners: what happens seldom, and must be right then too."""

import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from tests.channels.teams.house import BOT, House, settings_for, shown
from tests.channels.teams.test_recovery import Stage, migrated_file, sqlite_file, stage
from tests.support.acting import Time, until
from threadline.bots.teams import plugin
from threadline.bots.teams.channel import steps_of
from threadline.bots.teams.commands import explain
from threadline.bots.teams.errors import StreamOver, StreamRefused, TeamsRefused, TextTooLong, of_answer
from threadline.bots.teams.rate_limits import WINDOWS, Limits
from threadline.bots.teams.signing_keys import KeyRing, KeysUnavailable
from threadline.calendar.port import CalendarUnavailable
from threadline.core.channels.errors import (
    ChannelDenied,
    ChannelError,
    ChannelThrottled,
    ChannelUnavailable,
    StoppedByPerson,
    SurfaceGone,
)
from threadline.core.interactions import card_actions
from threadline.simulator.teams.faults import bad_gateway, blocked, not_in_roster
from threadline.storage.database.errors import StorageUnavailable

__all__ = ["migrated_file", "sqlite_file", "stage"]

Json = dict[str, Any]


def error(code: str, message: str = "") -> Json:
    return {"error": {"code": code, "message": message}}


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (429, {}, ChannelThrottled),
        (412, {}, ChannelUnavailable),
        (500, "text", ChannelUnavailable),
        (401, {}, ChannelDenied),
        (405, {}, StreamRefused),
        (413, {}, TextTooLong),
        (403, error("ContentStreamNotAllowed", "Message size too large"), TextTooLong),
        (403, error("ContentStreamNotAllowed", "Content stream was canceled by user."), StoppedByPerson),
        (403, error("ContentStreamNotAllowed", "exceeded streaming time"), StreamOver),
        (403, error("ContentStreamNotAllowed", "not allowed on an already completed streamed message"), StreamOver),
        (403, error("ContentStreamNotAllowed", "Content stream is not allowed"), StreamRefused),
        (403, error("MessageWritesBlocked"), SurfaceGone),
        (404, {}, SurfaceGone),
        (400, error("ConversationNotFound"), SurfaceGone),
        (400, error("BadSyntax"), TeamsRefused),
        (400, {"error": "text"}, TeamsRefused),
    ],
)
def test_every_refusal_has_its_class(status: int, body: object, kind: type[ChannelError]) -> None:
    assert type(of_answer(status, body)) is kind
    assert of_answer(429, {}).retry_after == 5
    assert of_answer(429, {}, retry_after=2.5).retry_after == 2.5


async def test_the_windows_of_a_thread_hold() -> None:
    clock = Time()
    start = clock.monotonic()
    limits = Limits(clock.monotonic, clock.sleep)
    sent = []
    for _ in range(130):
        await limits.enter("19:a")
        sent.append(clock.monotonic() - start)
    for seconds, count in WINDOWS:
        assert all(later - earlier >= seconds - 0.01 for earlier, later in zip(sent, sent[count:], strict=False))
    await limits.enter("19:b")
    limits.pause("19:b", 5)
    before = clock.monotonic()
    await limits.enter("19:b")
    assert clock.monotonic() - before > 4.9
    clock.ahead += 4_000
    await limits.enter("19:a")


async def test_idle_windows_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.bots.teams.rate_limits._MOST", 4)
    clock = Time()
    limits = Limits(clock.monotonic, clock.sleep)
    for number in range(20):
        await limits.enter(f"19:{number}")
    assert len(limits._windows) <= 5


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"keys": [{"kty": "RSA", "kid": "a", "n": "!", "e": "AQAB"}, {"kty": "EC", "kid": "b"}, {"kty": "RSA"}, 5]},
    ],
)
async def test_keys_that_are_none_are_left_out(keys: Json, aiohttp_server: Any) -> None:
    from aiohttp import web

    async def metadata(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"{request.url.origin()}/keys"})

    async def published(_: web.Request) -> web.Response:
        return web.json_response(keys)

    url = await aiohttp_server([web.get("/openid", metadata), web.get("/keys", published)])
    async with aiohttp.ClientSession() as session:
        ring = KeyRing(lambda: session, f"{url}/openid", clock=Time().monotonic)
        await ring.fetch()
        with pytest.raises(KeysUnavailable):
            await ring.find("a")


async def test_keys_come_by_https_only(aiohttp_server: Any) -> None:
    from aiohttp import web

    async def metadata(_: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": "http://keys.example.com/"})

    url = await aiohttp_server([web.get("/openid", metadata)])
    async with aiohttp.ClientSession() as session:
        with pytest.raises(KeysUnavailable):
            await KeyRing(lambda: session, f"{url}/openid", clock=Time().monotonic).find("a")


@pytest.fixture
async def aiohttp_server() -> Any:
    from aiohttp import web

    runners = []

    async def start(routes: list[web.RouteDef]) -> str:
        app = web.Application()
        app.add_routes(routes)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()


async def test_the_channel_is_there_where_it_is_configured(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing: Any = SimpleNamespace(settings=SimpleNamespace(teams_app_id=None, teams_development=False))
    assert plugin.create(nothing) is None
    services = stage.services
    made = plugin.create(services)
    assert made is not None
    assert [route.path for route in made.routes()] == ["/api/messages"]
    managed = settings_for(stage.teams, tmp_path, teams_app_password=None, teams_managed_identity=True)
    services.settings = managed
    assert plugin.create(services) is not None
    monkeypatch.setitem(sys.modules, "threadline.bots.teams.channel", None)
    with pytest.raises(ChannelUnavailable, match="threadline\\[teams\\]"):
        plugin.create(services)


async def test_it_keeps_its_keys_and_its_tables_in_order(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = stage.channel()
    running = asyncio.create_task(channel.run())
    await until(lambda: stage.teams.issuer.fetches == 2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    tried = asyncio.Event()

    async def down(*_: object) -> int:
        tried.set()
        raise StorageUnavailable("down")

    monkeypatch.setattr(channel._outgoing.outbox.__class__, "forget", down)
    running = asyncio.create_task(channel.run())
    await asyncio.wait_for(tried.wait(), 5)
    await asyncio.sleep(0)
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


def test_what_is_read_is_said() -> None:
    from datetime import UTC, datetime

    from threadline.core.domain.message import Attachment, Author, Message

    files = (Attachment("a.txt", "text/plain", "x"), Attachment("b.png", "image/png", "", note="no"))
    asked = Message("teams", "e", "c", Author("a"), "hi", datetime.now(UTC), attachments=files)
    assert steps_of(asked) == "Reading a.txt…"
    assert "try again" in explain(ChannelThrottled("x", channel="teams"))


@pytest.mark.asyncio(loop_scope="module")
class TestWithAService:
    """What needs the whole service."""

    async def test_a_decision_that_takes_long_is_not_waited_for(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, card = await house.event(text="Schedule lunch on 9 May 2031 at noon")
        gate, confirm = asyncio.Event(), house.services.proposals.decisions.confirm

        async def slowly(*arguments: Any, **options: Any) -> Any:
            await gate.wait()
            return await confirm(*arguments, **options)

        monkeypatch.setattr(house.channel._card_actions, "_patience", 0.01)
        monkeypatch.setattr(house.services.proposals.decisions, "confirm", slowly)
        delivery = await house.ana.click(card, "Confirm")
        assert "takes a moment" in delivery.body["value"]
        gate.set()
        await until(lambda: "In your calendar" in shown(card))

    @pytest.mark.parametrize(
        ("problem", "words"),
        [
            (StorageUnavailable("down"), "could not store"),
            (ChannelUnavailable("down", channel="teams"), "did not let me"),
            (CalendarUnavailable("The calendar is down"), "The calendar is down."),
        ],
    )
    async def test_what_goes_wrong_is_told_to_the_one_who_clicked(
        self, house: House, monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str
    ) -> None:
        _, card = await house.event(text="Schedule lunch on 10 May 2031 at noon")

        async def fails(*_: Any, **__: Any) -> Any:
            raise problem

        monkeypatch.setattr(house.services.proposals.decisions, "confirm", fails)
        monkeypatch.setattr(house.services.proposals.decisions, "edit", fails)
        delivery = await house.ana.click(card, "Confirm")
        assert words in delivery.body["value"]
        await house.ana.click(card, "Edit")
        await house.ana.submit_dialog({"title": "Other"})
        assert words in house.teams.dialogs.pop(house.teams.person("ana").id).text

    async def test_a_form_of_a_card_that_moved_on(self, house: House) -> None:
        _, card = await house.event(text="Schedule lunch on 11 May 2031 at noon")
        data = next(a["data"] for a in card.card["actions"] if a["title"] == "Edit")  # type: ignore[index]
        await house.ana.click(card, "Edit")
        await house.ana.click(card, "Dismiss")
        await house.ana.submit_dialog({"title": "Too late"})
        assert "dismissed already" in house.teams.dialogs.pop(house.teams.person("ana").id).text
        await house.ana.open_dialog(card, data)
        assert "changed since" in house.teams.dialogs.pop(house.teams.person("ana").id).text

    async def test_free_times_that_take_long_are_not_waited_for(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, card = await house.event(text="Schedule lunch on 12 May 2031 at noon")

        async def never(*_: Any) -> Any:
            await asyncio.Event().wait()

        monkeypatch.setattr(card_actions, "_SEARCH_SECONDS", 0.01)
        monkeypatch.setattr(type(house.services.proposals.decisions), "free_times", never)
        await house.ana.click(card, "Other times")
        assert "no other time" in str(house.teams.dialogs.pop(house.teams.person("ana").id).card)

    async def test_days_and_lengths_that_are_none(self, house: House) -> None:
        _, card = await house.event(text="Schedule lunch on 13 May 2031 at noon")
        await house.ana.click(card, "Edit")
        await house.ana.submit_dialog({"day": "9999-12-31", "clock": "23:59", "length": "480"})
        assert "no time in the calendar" in str(house.teams.dialogs[house.teams.person("ana").id].card)
        await house.ana.submit_dialog({"length": "-5", "people": ",".join("abcdefgh" * 7)})
        refused = str(house.teams.dialogs.pop(house.teams.person("ana").id).card)
        assert "has a length" in refused
        assert "At most 50 people" in refused

    async def test_commands_that_teams_does_not_let_through(self, house: House) -> None:
        house.teams.connector.fail("send", blocked())
        await house.ana.command(house.teams.group, "schedule", "lunch at noon")
        assert house.teams.courier.deliveries[-1].status == 200
        await until(lambda: any("not in that conversation" in message.text for message in house.teams.messages))
        house.teams.connector.fail("send", bad_gateway(), times=5)
        asked = await house.ana.command(house.teams.group, "schedule", "lunch at noon")
        assert house.teams.courier.deliveries[-1].status == 200
        assert "asked" in (await house.told(asked)).text  # it is tried again until Teams takes it

    async def test_courtesies_that_fail_cost_nothing(self, house: House) -> None:
        house.teams.connector.fail("send", blocked(), times=2)
        await house.ana.write(house.teams.personal("ana"), "/help")
        await until(lambda: len(house.teams.connector.failures["send"]) == 1)
        await house.bo.uninstall(house.teams.group)
        await house.bo.install(house.teams.group)
        await until(lambda: not house.teams.connector.failures["send"])
        again = await house.ana.write(house.teams.personal("ana"), "still there?")
        assert [answer.text for answer in await house.answered(again)] == ["still there?"]

    async def test_the_message_action_of_somebody_without_a_chat(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        away = house.teams.tenant.conversations["19:design@thread.tacv2"]
        other = await house.bo.write(away, "Kickoff on 9 July 2031 at 9am")
        await house.ana.message_action(other, "scheduleThis")

        people = house.channel.inbox.adapter()._handler._listeners.acquaintance

        async def nobody(*_: Any) -> None:
            return None

        monkeypatch.setattr(type(people), "known", nobody)
        house.teams.connector.fail("create", not_in_roster())
        await house.ana.submit_dialog({})
        assert "not in that conversation" in house.teams.dialogs.pop(house.teams.person("ana").id).text

    async def test_what_only_the_sdk_would_stumble_over_is_taken(self, house: House) -> None:
        activity = house.ana._event(
            house.teams.group, "event", {}, name="application/vnd.microsoft.meetingStart", value=7
        )
        assert (await activity).status == 200
        asked = await house.ana.write(house.teams.group, f"{BOT} hello", membersAdded=[{"id": "1", "role": {}}])
        assert await house.answered(asked)

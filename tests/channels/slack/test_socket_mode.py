"""Socket Mode: the same app without a public address, and a connection that does not stay dead."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import pytest_asyncio

from tests.channels.slack.house import House, running
from tests.support.acting import EVENT, until
from threadline.bots.slack.socket_mode import SocketMode

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder = tmp_path_factory.mktemp("data")
    async with running(folder, slack_signing_secret=None, slack_app_token="xapp-fake") as house:
        task = asyncio.create_task(house.channel.run())
        await house.slack.sockets.connected.wait()
        yield house
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_events_and_commands_come_by_the_socket(house: House) -> None:
    assert house.channel.routes() == []
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    assert house.replies(asked.ts) == [], "there is no door"
    event = {"type": "app_mention", "user": "UANA", "channel": "CGENERAL", "text": "<@UBOT> hello", "ts": asked.ts}
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": "EvS", "event": event}
    await house.slack.sockets.send("events_api", envelope)
    (answer,) = await house.answered(asked.ts)
    assert answer.markdown == "hello"
    fields = {"command": "/schedule", "text": EVENT, "user_id": "UANA", "channel_id": "CGENERAL", "team_id": "T1"}
    await house.slack.sockets.send("slash_commands", fields | {"trigger_id": "1.T1"})
    help_text = fields | {"command": "/threadline", "text": "help", "trigger_id": "2.T1"}
    await house.slack.sockets.send("slash_commands", help_text)
    await until(lambda: any("What I can do" in said for said in house.whispers("UANA")))


async def test_a_dead_socket_is_replaced(house: House) -> None:
    sockets = house.slack.sockets
    opened, now = sockets.opened, 0.0
    sockets.connected.clear()

    def clock() -> float:
        nonlocal now
        now += 30.0
        return now

    mode = SocketMode(
        house.channel.inbox, house.channel.workspaces, "xapp-fake", look_every=0.01, dead_after=45.0, clock=clock
    )
    sockets.mute = True
    task = asyncio.create_task(mode.run())
    await until(lambda: sockets.opened >= opened + 2)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    sockets.mute = False


async def test_a_wrong_token_is_tried_again(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    mode = SocketMode(house.channel.inbox, house.channel.workspaces, "xapp-wrong")
    task = asyncio.create_task(mode.run())
    await until(lambda: any(c.method == "apps.connections.open" and c.error for c in house.slack.api.calls))
    told: list[str] = []

    def said() -> bool:
        told.append(capsys.readouterr().out)
        return "socket not connected" in "".join(told)

    await until(said)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

"""A process dies at any moment, another one goes on: one mail comes out."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.channels.email.outgoing.house import ANA, EVENT, method, running
from tests.channels.email.outgoing.sink import sinking
from tests.support.acting import until
from threadline.bots.email.channel import EmailChannel, MailReply
from threadline.bots.email.wiring import channel_of
from threadline.core.channels.port import ChannelHealth
from threadline.core.domain.message import TurnState
from threadline.core.services import Services
from threadline.storage.outbox import HELD

MOMENTS = ("before the answer is stored", "after it", "before the card is stored", "after it is", "before it is sent")


class Killed(Exception):
    """The process gets no further."""


def dying_at(moment: str, reached: asyncio.Event) -> Any:
    """What keeps the first process from getting beyond one moment."""

    async def change(services: Services, channel: EmailChannel) -> None:
        async def stop() -> None:
            reached.set()
            raise Killed

        original_present, original_open = channel.present, channel.open_reply

        async def present(proposal: Any, turn: Any) -> Any:
            if moment == MOMENTS[2]:
                await stop()
            ref = await original_present(proposal, turn)
            if moment == MOMENTS[3]:
                await stop()
            return ref

        async def open_reply(turn: Any) -> Any:
            reply: Any = await original_open(turn)
            finish = reply.finish

            async def stopping(text: str) -> Any:
                if moment == MOMENTS[0]:
                    await stop()
                ref = await finish(text)
                if moment == MOMENTS[1]:
                    await stop()
                return ref

            reply.finish = stopping
            return reply

        channel.present, channel.open_reply = present, open_reply  # type: ignore[method-assign]

    return change


@pytest.mark.parametrize("moment", MOMENTS)
async def test_one_mail_comes_out(tmp_path: Path, moment: str) -> None:
    reached = asyncio.Event()
    async with sinking() as sink:
        async with running(tmp_path, sink=sink, sends=False, change=dying_at(moment, reached)) as house:
            message_id = await house.write(EVENT)
            if moment == MOMENTS[4]:
                await house.services.engine.close(patience=5)
            else:
                await asyncio.wait_for(reached.wait(), 10)
                await house.services.engine.close(patience=0)
        assert sink.mails == []
        async with running(tmp_path, sink=sink) as house:
            await house.mails(1, ANA)
            await house.quiet()
            async for progress in house.services.engine.watch(message_id):
                state = progress.state
            assert state is TurnState.ANSWERED
            await house.quiet()
    (mail,) = sink.mails
    assert method(mail) == "REQUEST"
    assert mail.part("text/plain").count("Put this into your calendar?") == 1


async def test_an_answer_is_held_until_its_turn_is_over(tmp_path: Path) -> None:
    reached = asyncio.Event()
    async with running(tmp_path, change=dying_at(MOMENTS[1], reached)) as house:
        await house.write("hello")
        await asyncio.wait_for(reached.wait(), 10)
        assert len(await house.outbox.store.of_states(HELD)) == 1
        assert house.sink.mails == []


async def test_without_an_address_from_outside_there_is_no_link(tmp_path: Path) -> None:
    async with running(tmp_path, base_url=None) as house:
        mail, _ = await house.proposed()
        assert "/p/" not in mail.part("text/plain")
        assert "nswer the invitation in your mail program" in mail.part("text/plain")
        assert method(mail) == "REQUEST"


async def test_the_mailboxes_are_read_and_closed_too(tmp_path: Path) -> None:
    done: list[str] = []

    class Reading:
        async def run(self) -> None:
            done.append("run")
            await asyncio.Event().wait()

        async def close(self) -> None:
            done.append("closed")

        def standing(self) -> ChannelHealth:
            return ChannelHealth(False, "not connected yet")

    async with sinking() as sink, running(tmp_path, sink=sink, sends=False) as house:
        channel = channel_of(house.services, Reading(), house.outbox)
        work = asyncio.create_task(channel.run())
        await until(lambda: bool(done))
        assert channel.standing() == ChannelHealth(False, "not connected yet")
        assert house.channel.standing().ok
        channel._delivery.stranded = ("old@example.com",)
        standing = channel.standing()
        assert (standing.ok, "old@example.com" in standing.detail) == (False, True)
        assert standing.detail.startswith("not connected yet; ")
        assert "under the same name" in standing.advice
        work.cancel()
        await asyncio.wait([work])
        await channel.close()
    assert done == ["run", "closed"]


async def test_a_reply_says_its_message_id_before_it_goes(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        message_id = await house.write("hello")
        (mail,) = await house.mails(1)
        turn = await house.turn(message_id)
        reply = await house.channel.open_reply(turn)
        assert isinstance(reply, MailReply)
        assert await reply.show("again") == await reply.finish("again") == mail.mail["Message-ID"].strip("<>")
        await house.quiet()
        assert len(house.sink.mails) == 1

"""The shipped double of a channel keeps its port."""

from datetime import UTC, datetime

import pytest

from threadline.core.channels.errors import ChannelThrottled
from threadline.core.channels.memory import MemoryChannel, RecordedReply
from threadline.core.channels.port import Capabilities, Channel, Reply
from threadline.core.domain.message import Author, Message, Person, Turn

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


ANA = Person("p1", "Ana", "ana@example.com", "UTC")


class TestMemoryChannel:
    """The shipped double keeps its port."""

    async def test_it_is_a_channel_that_knows_its_replies_by_key(self) -> None:
        channel = MemoryChannel()
        assert isinstance(channel, Channel)
        turn = Turn("m1", "c1", 1, Message("memory", "1", "t", Author("a"), "hi", NOW), ANA, 1)
        reply = await channel.open_reply(turn)
        assert isinstance(reply, Reply)
        assert await channel.open_reply(turn) is reply
        assert await reply.show("a") == await reply.finish("b")
        assert channel.replies[turn.key].shown == ["a", "b"]
        assert channel.replies[turn.key].final == "b"
        await channel.run()

    async def test_its_replies_fail_when_told_to(self) -> None:
        error = ChannelThrottled("slow", channel="memory", retry_after=2)
        reply = RecordedReply("r", errors=[error, error])
        for call in (reply.show, reply.finish):
            with pytest.raises(ChannelThrottled) as raised:
                await call("x")
            assert (raised.value.retry_after, raised.value.missing) == (2, "")
        assert reply.shown == []

    def test_capabilities_have_an_ordinary_platform_as_default(self) -> None:
        assert Capabilities() == MemoryChannel().capabilities

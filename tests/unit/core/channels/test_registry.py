"""Channels join and leave while others hold the registry."""

from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.registry import ChannelRegistry


def test_whoever_holds_the_registry_finds_what_joined_later() -> None:
    registry = ChannelRegistry()
    assert registry.get("chat") is None
    chat = MemoryChannel("chat")
    assert registry.join(chat)
    assert registry["chat"] is chat
    assert dict(registry) == {"chat": chat}


def test_a_name_is_one_channels_until_it_leaves() -> None:
    registry, first, second = ChannelRegistry(), MemoryChannel("chat"), MemoryChannel("chat")
    assert registry.join(first)
    assert not registry.join(second)
    registry.leave(second)
    assert registry["chat"] is first
    registry.leave(first)
    assert len(registry) == 0
    assert registry.join(second)

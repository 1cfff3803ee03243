"""Which channels there are now.

A channel is made with the engine, and the engine speaks on channels. So whoever speaks is given the registry, and asks
it for a channel at the moment of speaking; channels join it once they are open, and leave it when they close.
"""

from collections.abc import Iterator, Mapping

from threadline.core.channels.port import Channel


class ChannelRegistry(Mapping[str, Channel]):
    """The open channels by name."""

    def __init__(self) -> None:
        self._open: dict[str, Channel] = {}

    def join(self, channel: Channel) -> bool:
        """Make it one of those that are spoken on; False where another of its name is."""
        return self._open.setdefault(channel.name, channel) is channel

    def leave(self, channel: Channel) -> None:
        """Speak on it no more."""
        if self._open.get(channel.name) is channel:
            del self._open[channel.name]

    def __getitem__(self, name: str) -> Channel:
        return self._open[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

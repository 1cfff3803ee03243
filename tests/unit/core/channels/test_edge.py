"""What leaves the edge to a channel."""

import pytest

from threadline.core.channels.edge import channel_edge
from threadline.core.channels.errors import ChannelUnavailable, SurfaceGone
from threadline.storage.database.errors import StorageUnavailable


@pytest.mark.parametrize("error", [SurfaceGone("gone", channel="chat"), StorageUnavailable("down")])
def test_what_is_known_passes_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, channel_edge("chat"):
        raise error
    assert raised.value is error


def test_what_is_not_known_is_the_channels_fault() -> None:
    with pytest.raises(ChannelUnavailable) as raised, channel_edge("chat"):
        raise KeyError("channel")
    assert raised.value.channel == "chat"
    assert isinstance(raised.value.__cause__, KeyError)

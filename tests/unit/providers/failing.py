"""Errors that an answer of a scripted server leads to."""

import httpx2
import pytest

from tests.unit.providers.answers import collect
from tests.unit.providers.wires import Server, Wire, stream
from threadline.providers.port import ChatMessage, ProviderError, Request, WholeAnswers

ASKED = Request((ChatMessage("user", "Hello"),))


async def fail(wire: Wire, *steps: bytes) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await collect(wire.provider(Server([stream(*steps)])), ASKED)
    return caught.value


async def fail_whole(wire: Wire, body: object) -> ProviderError:
    provider = wire.provider(Server([httpx2.Response(200, json=body)]))
    assert isinstance(provider, WholeAnswers)
    with pytest.raises(ProviderError) as caught:
        async for _ in provider.whole(ASKED):
            pass
    return caught.value

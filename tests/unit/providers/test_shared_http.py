"""One client for many providers, with our patience."""

import pytest
from pydantic import SecretStr

from tests.channels.webhook.api.model_faults import faulty
from tests.unit.providers.answers import collect
from tests.unit.providers.wires import WIRES, Wire
from threadline.providers.port import ChatMessage, Request, Unavailable
from threadline.providers.registry import create
from threadline.providers.settings import Deadlines, ProviderSpec
from threadline.providers.shared_http import make_http, patience


def test_patience() -> None:
    deadlines = Deadlines(connect=1, first_delta=2, between_deltas=3, whole=4)
    assert (patience(deadlines).connect, patience(deadlines).read) == (1, 3)
    assert patience(deadlines, streaming=False).read == 4


@pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.kind)
async def test_a_server_that_speaks_no_tls_is_unavailable(wire: Wire) -> None:
    async with faulty(wire) as server, make_http(Deadlines(connect=2)) as http:
        address = server.url.replace("http://", "https://")
        spec = ProviderSpec(name="test", kind=wire.kind, model="m-1", api_key=SecretStr("k-secret"), base_url=address)
        with pytest.raises(Unavailable, match="cannot be reached") as caught:
            await collect(create(spec, http, third_party=False), Request((ChatMessage("user", "Hello"),)))
    assert "k-secret" not in str(caught.value)

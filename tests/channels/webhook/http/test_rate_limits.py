"""A limit that is reached: said the same way wherever somebody waits for an answer."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.channels.webhook.house import House, opened
from threadline.config.limits import SpendingLimit

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A service where a person may ask three times a day."""
    limits = (SpendingLimit(scope="person", per="day", requests=3),)
    async with opened(tmp_path_factory.mktemp("data"), limits=limits) as house:
        yield house


async def test_a_reached_limit_is_told(house: House) -> None:
    ana = await house.person()
    conversation = (await ana.post("/api/v1/conversations")).json["id"]
    for _ in range(3):
        assert (await ana.post("/api/v1/webhook", {"prompt": "One more?"})).status == 200
    asked = len(house.conductor.requests)
    for path, body in (
        ("/api/v1/webhook", {"prompt": "One more?"}),
        ("/api/v1/templates/translate/process", {"variables": {"text": "One more?", "language": "German"}}),
        (f"/api/v1/conversations/{conversation}/messages", {"text": "One more?"}),
    ):
        refused = await ana.post(path, body)
        assert "3 answers allowed today" in refused.refused(429, "RATE_LIMITED")["error"]
        assert 0 < int(refused.headers["Retry-After"]) <= 25 * 3600
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "One more?"}) as stream:
        error, done = (await stream.rest())[-2:]
    assert (error.name, error.json["code"], done.data) == ("error", "RATE_LIMITED", "[DONE]")
    assert len(house.conductor.requests) == asked
    [limit] = (await ana.get("/api/v1/usage")).json["limits"]
    assert (limit["requests"], limit["requests_used"]) == (3, 7)
    assert (await ana.get("/api/v1/usage")).json["totals"]["requests"] == 3
    bo = await house.person(name="bo")
    assert (await bo.post("/api/v1/webhook", {"prompt": "May I?"})).status == 200

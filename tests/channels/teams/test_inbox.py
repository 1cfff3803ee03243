"""What Teams sends is stored and acknowledged before Teams is asked anything, and the keys refuse nobody genuine."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.channels.teams.house import BOT, House, running
from tests.channels.teams.test_routes import hello
from tests.support.acting import script, until
from threadline.simulator.teams.model import Person
from threadline.simulator.teams.signing import TokenFault

Json = dict[str, Any]


async def statuses(house: House, count: int, *, fault: TokenFault | None = None) -> set[int]:
    """What so many requests at once are answered with."""
    sent = (house.teams.courier.deliver(hello(house, type="typing"), fault=fault) for _ in range(count))
    return {delivery.status for delivery in await asyncio.gather(*sent)}


async def test_no_genuine_request_is_refused_while_the_keys_are_fetched(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        issuer = house.teams.issuer
        assert await statuses(house, 20) == {200}  # a cold start
        assert issuer.fetches == 2
        issuer.rotate()
        assert await statuses(house, 20) == {200}  # a rollover right afterwards
        assert issuer.fetches == 4
        # Forged ones wait together for a fetch, whatever they call their keys, and so does a genuine new one.
        issuer.rotate()
        forged = [_unknown(house, f"forged-{number}") for number in range(12)]
        answered = await asyncio.gather(*forged, statuses(house, 5))
        assert answered == [401] * 12 + [{200}]
        assert issuer.fetches <= 4 + 2 * 2
        issuer.rotate()
        issuer.down = True
        house.time.ahead += 400
        assert await statuses(house, 3) == {503}  # an outage is no reason for a 401


async def _unknown(house: House, kid: str) -> int:
    """The status of a request signed by a key of this name that nobody published."""
    issuer = house.teams.issuer
    known, issuer.key.kid = issuer.key.kid, kid
    try:
        header = issuer.header(house.teams.service_url)
    finally:
        issuer.key.kid = known
    body = json.dumps(hello(house, type="typing")).encode()
    return (await house.teams.courier.raw(body, authorization=header)).status


async def test_nothing_asks_teams_before_the_acknowledgement(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        teams, busy = house.teams, asyncio.Event()

        async def wait(_: float) -> None:
            await busy.wait()

        teams.connector.sleep = wait
        teams.connector.delays = dict.fromkeys(("send", "stream", "member", "update", "create"), 4.0)
        tenant = teams.tenant
        tenant.people["cleo"] = Person("cleo", "29:cleo", "c1", "Cleo", "cleo@example.com", "cleo@example.com")
        teams.group.members.add("29:cleo")
        cleo = teams.hand("cleo")
        house.provider.scripts += [script("One"), script("Two")]
        asked = await cleo.write(teams.group, f"{BOT} ask <at>Bo</at> about it")
        await cleo.edit(asked, f"{BOT} ask <at>Ana</at> about it")
        await house.ana.install(teams.personal("ana"))
        await house.ana.command(teams.group, "schedule", "lunch at noon")
        await house.ana.write(teams.personal("ana"), "/help")
        await house.ana.write(teams.personal("ana"), f"lunch tomorrow at noon {BOT}")
        await house.ana.delete(asked)
        assert {delivery.status for delivery in teams.courier.deliveries} == {200}
        assert not teams.connector.calls
        busy.set()
        await until(lambda: house.services.inbound.idle)
        assert teams.connector.of("member")


async def test_what_was_stored_is_dealt_with_once_however_often_it_comes(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        house.provider.scripts.append(script("Once"))
        asked = await house.ana.write(house.teams.group, f"{BOT} only once")
        await asyncio.gather(*(house.teams.courier.again(house.teams.courier.deliveries[0]) for _ in range(5)))
        await house.answered(asked)
        await house.dealt()
        assert [message.text for message in house.said(asked)] == ["Once"]


@pytest.mark.parametrize("sender", [{"id": "28:other"}, {"id": "29:other", "role": "bot"}])
async def test_bots_are_not_answered(tmp_path: Path, sender: Json) -> None:
    async with running(tmp_path) as house:
        await house.teams.courier.deliver(hello(house, text=f"{BOT} hello") | {"from": sender})
        await house.dealt()
        assert (house.teams.courier.deliveries[-1].status, house.teams.connector.calls) == (200, [])

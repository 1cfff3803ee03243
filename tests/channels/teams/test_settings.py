"""Services of their own: what is true at the start, and after a crash."""

import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from tests.channels.teams.house import running
from tests.channels.teams.test_routes import hello
from tests.support.acting import script
from tests.support.connectors import SampleBackend, SampleForm
from threadline.core.channels.commonmark import literal
from threadline.simulator.teams.login import Login

Json = dict[str, Any]


async def test_without_keys_it_is_asked_for_again(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        house.teams.issuer.down = True
        asked = hello(house)
        assert (await house.teams.courier.deliver(asked)).status == 503
        house.teams.issuer.down = False
        house.time.ahead += 2
        house.provider.scripts.append(script("hi"))
        assert (await house.teams.courier.deliver(asked)).status == 200


async def test_in_development_only_this_machine_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes: Json = {
        "teams_app_id": None,
        "teams_app_password": None,
        "teams_tenant_id": None,
        "base_url": None,
        "teams_development": True,
    }
    async with running(tmp_path, **changes) as house:
        monkeypatch.setattr(Login, "accepts", lambda _, token: not token)
        house.teams.courier.signs = False
        house.provider.scripts.append(script("Hello there"))
        asked = await house.ana.write(house.teams.personal("ana"), "hello")
        (answer,) = await house.answered(asked)
        assert answer.text == "Hello there"
        away = hello(house) | {"serviceUrl": "https://smba.trafficmanager.net/emea/"}
        assert (await house.teams.courier.deliver(away)).status == 403
        other = hello(house) | {"channelId": "slack"}
        assert (await house.teams.courier.deliver(other)).status == 403
        person = await house.services.people.directory.by_email("ana@example.com")
        assert person is None  # nobody vouches for an address here


async def test_calendars_are_connected_from_teams(tmp_path: Path) -> None:
    async with running(tmp_path, secret_keys=Fernet.generate_key().decode()) as house:
        services, kind = house.services, SampleBackend("sample", SampleForm())
        services.calendars.registry.backends[kind.name] = kind  # type: ignore[index]
        asked = await house.ana.command(house.teams.group, "calendar", "connect")
        told = await house.told(asked)
        assert told.visible_to == house.teams.person("ana").id
        links = re.findall(r"- \[Connect ([^\]]+)\]\(https://threadline\.example\.com/connect/([\w-]+)\)", told.text)
        assert [title for title, _ in links] == [literal(each.title) for each in services.calendars.connections.kinds]
        assert "/signin/tl_signin_" in told.text
        pending = await services.calendars.connections.opened(
            next(state for title, state in links if title == kind.title)
        )
        assert (pending.person.name, pending.backend.name) == ("Ana", "sample")

"""What needs a service of its own: another start, other settings."""

import re
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.channels.slack.house import MANY, SECRET_KEY, install, running
from tests.support.acting import EVENT
from tests.support.connectors import SampleBackend, SampleForm
from threadline.bots.slack.plugin import create
from threadline.core.channels.errors import ChannelUnavailable
from threadline.storage.connections import ConnectionStore


async def test_engaged_threads_are_known_after_a_restart(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> first")
        await house.answered(asked.ts)
        kept = house.workspace.messages
    async with running(tmp_path) as house:
        house.workspace.messages.extend(kept)
        house.workspace._numbers = count(1_000)  # other events than before
        house.time.ahead += 60
        await house.hand.write("UANA", "CGENERAL", "second", thread_ts=asked.ts)
        answers = await house.answered(asked.ts, count=2)
    assert answers[1].markdown == "second"


async def test_only_allowed_channels(tmp_path: Path) -> None:
    async with running(tmp_path, slack_channels="GPLANS") as house:
        asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
        await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello?")
        said = await house.hand.write("UBO", "CGENERAL", "lunch tomorrow")
        await house.hand.message_shortcut("UBO", "schedule_this", said)
        assert [len(house.whispers(user)) for user in ("UANA", "UBO")] == [1, 1]
        allowed = await house.hand.write("UANA", "GPLANS", "<@UBOT> hello")
        await house.answered(allowed.ts, "GPLANS")
        direct = await house.hand.write("UANA", "DUANA", "hello")
        await house.answered(direct.ts, "DUANA")
        await house.hand.command("UANA", "CGENERAL", "/schedule", EVENT)
        assert "direct messages" in house.whispers("UANA")[-1]
        assert house.replies(asked.ts) == []


async def test_only_named_domains_identify(tmp_path: Path) -> None:
    async with running(tmp_path, slack_email_domains="example.com") as house:
        for user in ("UANA", "UBO"):
            asked = await house.hand.write(user, "CGENERAL", "<@UBOT> hello")
            await house.answered(asked.ts)
        assert await house.services.people.directory.by_email("bo@example.com") is not None


async def test_a_grids_single_token_serves_its_teams(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        house.workspace.enterprise_id = "E1"
        assert (await house.channel.workspaces.of("T9")).enterprise == "E1"


async def test_without_a_key_nothing_is_installed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with running(tmp_path, **(MANY | {"secret_keys": ""})) as house:
        assert "THREADLINE_SECRET_KEYS" in await install(house)
        channel = create(house.services)
        assert channel is not None
        await channel.close()
    assert "THREADLINE_SECRET_KEYS" in capsys.readouterr().out


async def test_without_credentials_there_is_no_channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path) as house:
        bare = house.services.settings.model_copy(update={"slack_signing_secret": None})
        assert create(replace(house.services, settings=bare)) is None
        monkeypatch.setitem(sys.modules, "threadline.bots.slack.channel", None)
        with pytest.raises(ChannelUnavailable, match=r"pip install 'threadline\[slack\]'"):
            create(house.services)


async def test_calendars_are_connected_from_slack(tmp_path: Path) -> None:
    async with running(tmp_path, secret_keys=SECRET_KEY) as house:
        services, kind = house.services, SampleBackend("sample", SampleForm())
        services.calendars.registry.backends[kind.name] = kind  # type: ignore[index]
        await house.hand.command("UANA", "CGENERAL", "/threadline", "calendar connect")
        told = house.whispers("UANA")[-1]
        links = re.findall(r"<https://threadline\.example\.com/connect/([\w-]+)\|Connect ([^>]+)>", told)
        assert [title for _, title in links] == [each.title for each in services.calendars.connections.kinds]
        assert "/signin/tl_signin_" in told
        person = (await services.calendars.connections.opened(links[0][0])).person
        await services.calendars.registry.vault(person.id, kind.name).replace("{}")
        await ConnectionStore(services.storage.database).put(person.id, kind.name, label="ana & co")
        await house.hand.open_home("UANA")
        assert f"{kind.title} (ana &amp; co)" in str(house.workspace.homes["UANA"])
        await services.calendars.registry.vault(person.id, kind.name).revoked("The password is another one now.")
        await house.hand.open_home("UANA")
        words = str(house.workspace.homes["UANA"])
        assert "has to be connected again: The password is another one now." in words

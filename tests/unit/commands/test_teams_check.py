"""What `threadline doctor --online` proves of Teams: the secret, the keys, the address."""

from pathlib import Path

from tests.channels.teams.house import running, settings_for
from threadline.commands.teams_check import check_teams


async def test_the_secret_the_keys_and_the_address_are_proved(tmp_path: Path) -> None:
    async with running(tmp_path) as house:
        right = settings_for(house.teams, tmp_path, base_url=house.address)
        assert [(each.part, each.ok) for each in await check_teams(right)] == [
            ("Teams secret", True),
            ("Teams keys", True),
            ("Teams address", True),
        ]
        house.teams.issuer.down = True
        changes = {"teams_app_password": "wrong", "base_url": house.teams.url}
        wrong = await check_teams(settings_for(house.teams, tmp_path, **changes))
        assert [each.ok for each in wrong] == [False, False, False]
        assert "THREADLINE_TEAMS_APP_PASSWORD" in wrong[0].detail
        assert "THREADLINE_TEAMS_CLOUD" in wrong[1].advice
        assert "answered 404" in wrong[2].detail
        off = settings_for(house.teams, tmp_path, teams_app_id=None, teams_app_password=None, teams_tenant_id=None)
        assert await check_teams(off) == []

"""`threadline simulate`: mention, card, click, event, all through the browser view's own addresses."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp

from tests.channels.slack.house import shown
from tests.support.acting import EVENT, until
from threadline.commands.simulate import Simulation, simulation
from threadline.config import Settings
from threadline.simulator.slack.people import button

Json = dict[str, Any]


async def act(http: aiohttp.ClientSession, running: Simulation, doing: str, **body: Any) -> Json:
    url, headers = f"{running.slack.url}/act/{doing}", {"X-Simulator": "1"}
    async with http.post(url, json={"user": "UANA", **body}, headers=headers) as response:
        assert response.status == 200
        return dict(await response.json())


async def test_from_mention_to_event(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, port=0, zone="UTC", log_level="error")
    async with simulation(settings) as running, aiohttp.ClientSession() as http:
        workspace = running.slack.workspace("T1")
        await act(http, running, "write", channel="CGENERAL", text=f"<@UBOT> {EVENT}")
        await until(lambda: any("Confirm" in shown(message) for message in workspace.messages))
        card = workspace.messages[-1]
        edit = button({"blocks": card.blocks}, "edit")
        await act(http, running, "click", channel="CGENERAL", ts=card.ts, action=edit)
        await until(lambda: len(workspace.views) == 1)
        (view,) = workspace.views
        errors = await act(http, running, "submit", view=view, values={"title": {"value": {"value": ""}}})
        assert "title" in errors["errors"]
        await act(http, running, "close", view=view)
        confirm = button({"blocks": card.blocks}, "confirm")
        await act(http, running, "click", channel="CGENERAL", ts=card.ts, action=confirm)
        await until(lambda: "In your calendar" in shown(card))
        await act(http, running, "home")
        await until(lambda: "UANA" in workspace.homes)
        await act(http, running, "click", action=button(workspace.homes["UANA"], "connect"))
        await act(http, running, "command", channel="CGENERAL", command="/threadline", text="help")
        await until(lambda: any("What I can do" in message.text for message in workspace.messages))
        await act(http, running, "schedule", channel="CGENERAL", ts=workspace.messages[0].ts)
        await act(http, running, "stop", channel="CGENERAL", ts=card.ts)
        assert (tmp_path / "simulation" / "threadline.db").exists()
        async with http.get(f"{running.address}/api/v1/health") as response:
            assert response.status == 200


async def test_the_command_runs_until_it_is_told_to_stop(tmp_path: Path) -> None:
    import os
    import sys

    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "threadline",
        "simulate",
        "--port",
        "0",
        "--view-port",
        "0",
        env={**os.environ, "THREADLINE_DATA_DIR": str(tmp_path)},
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        lines = [await asyncio.wait_for(process.stdout.readline(), 180) for _ in range(5)]
        process.terminate()
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
    assert b"All of it on one page" in lines[2]
    assert b"Slack: http://127.0.0.1:" in lines[3]

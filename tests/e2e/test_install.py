"""`deploy/install` into an empty folder: what it makes starts, and is upgraded without losing anything."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import pytest

ROOT = Path(__file__).parents[2]
HOST = "you.pythonanywhere.com"
SYSTEM = "/usr/bin:/bin"
UNREACHABLE = ("Failed to fetch", "Connection", "timed out", "No matching distribution", "dns error")


def installed(folder: Path, *more: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "deploy" / "install"), *more, str(folder)],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


async def status(http: aiohttp.ClientSession, path: str) -> int:
    async with http.get(f"http://{HOST}/api/v1/{path}") as answer:
        return answer.status


@pytest.mark.skipif("THREADLINE_WHOLE" not in os.environ, reason="it installs 200 MB: `make package` runs it")
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("tool", ["uv", "pip"])
async def test_an_empty_folder_becomes_a_service_on_a_socket_and_stays_what_it_is(tmp_path: Path, tool: str) -> None:
    uv = shutil.which("uv", path=Path(sys.executable).parent)
    if tool == "uv" and uv is None:
        pytest.skip("no uv here")
    if tool == "pip" and shutil.which("uv", path=SYSTEM) is not None:
        pytest.skip("the system has uv, which goes first")
    folder = tmp_path / "threadline"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("THREADLINE_")}
    environment["PATH"] = SYSTEM if uv is None or tool == "pip" else f"{Path(uv).parent}:{SYSTEM}"
    environment["PYTHON"] = str(Path(sys.executable).resolve())
    done = installed(folder, "--url", f"https://{HOST}", environment=environment)
    if done.returncode and any(each in done.stderr for each in UNREACHABLE):
        pytest.skip(f"the package index cannot be reached: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr
    settings = (folder / ".env").read_text()
    assert f"THREADLINE_BASE_URL=https://{HOST}\n" in settings
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    again = installed(folder, environment=environment)
    assert again.returncode == 0, again.stderr
    assert (folder / ".env").read_text() == settings
    socket = tmp_path / "socket"
    service = await asyncio.create_subprocess_exec(
        str(folder / "start"), "--uds", str(socket), env=environment, cwd=tmp_path, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(120):
            while not socket.exists():
                assert service.returncode is None
                await asyncio.sleep(0.1)
        async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(socket))) as http:
            async with asyncio.timeout(120):  # a machine with much to do is not ready at once
                while await status(http, "health/ready") != 200:
                    await asyncio.sleep(0.1)
            assert await status(http, "me") == 401
    finally:
        service.send_signal(signal.SIGTERM)
        assert await service.wait() == 0


def test_what_cannot_be_installed_is_said(tmp_path: Path) -> None:
    plain = installed(tmp_path / "x", "--url", "http://example.com", environment=os.environ)
    assert (plain.returncode, "https://" in plain.stderr) == (1, True)
    unknown = installed(tmp_path / "x", "--nosuch", environment=os.environ)
    assert (unknown.returncode, "--nosuch" in unknown.stderr) == (1, True)
    assert not (tmp_path / "x").exists()

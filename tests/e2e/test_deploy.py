"""What `deploy/` holds, run as far as it can be run here: the proxies before the real service, the units looked at."""

import asyncio
import contextlib
import io
import json
import re
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import yaml

from tests.e2e.kill.process import SlowEcho
from threadline.bots.webhook.http.metrics import Metrics
from threadline.commands.serve import running
from threadline.config import Settings
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.storage.tokens import TokenKind

DEPLOY = Path(__file__).parents[2] / "deploy"
LONG = " ".join(f"word{number}" for number in range(60))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _nginx(folder: Path, port: int, upstream: str) -> list[str]:
    """The site as it is shipped, without its certificate, in a configuration that needs no rights."""
    site = (DEPLOY / "nginx" / "threadline.conf").read_text()
    lines = [line for line in site.splitlines() if "ssl_certificate" not in line]
    site = "\n".join(lines).replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("127.0.0.1:8080", upstream)
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in _NGINX_PATHS)
    whole = (
        f"pid {folder}/pid; error_log stderr; daemon off; events {{}} http {{ access_log off; {temporary}\n{site} }}"
    )
    (folder / "nginx.conf").write_text(whole)
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


_NGINX_PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextlib.asynccontextmanager
async def behind_nginx(folder: Path, *ports: int) -> AsyncIterator[str]:
    """The address of an nginx with the shipped site before what listens on these ports."""
    port = _free_port()
    servers = "".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout=2s;" for each in ports)
    command = _nginx(folder, port, f"127.0.0.1:{ports[0]}")
    written = (folder / "nginx.conf").read_text()
    first = f"server 127.0.0.1:{ports[0]} max_fails=1 fail_timeout=2s;"
    assert first in written
    (folder / "nginx.conf").write_text(written.replace(first, servers, 1))
    proxy = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    try:
        await _listening(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        proxy.terminate()
        await proxy.wait()


def _caddy(folder: Path, port: int, upstream: str) -> list[str]:
    file = (DEPLOY / "caddy" / "Caddyfile").read_text().replace("{\n\tservers", "{\n\tadmin off\n\tservers", 1)
    file = file.replace("{$SITE:localhost}", f"http://127.0.0.1:{port}")
    (folder / "Caddyfile").write_text(file.replace("{$UPSTREAMS:127.0.0.1:8080}", upstream))
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextlib.asynccontextmanager
async def _behind(name: str, folder: Path) -> AsyncIterator[tuple[str, str]]:
    """The service behind a proxy: the proxy's address and a token."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    settings = Settings(_env_file=None, data_dir=folder / "data", port=0, plugins=False)
    async with running(settings, provider=SlowEcho()) as (services, address):
        ana = await services.people.directory.ensure("ana@example.com", name="Ana", zone="UTC")
        tokens = services.people.tokens
        _, token = await tokens.create(ana.id, kind=TokenKind.API, name="x", scopes=ALL_SCOPES, lifetime=None)
        port = _free_port()
        command = (_nginx if name == "nginx" else _caddy)(folder, port, address.removeprefix("http://"))
        proxy = await asyncio.create_subprocess_exec(
            *command, stderr=asyncio.subprocess.DEVNULL, env={"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/bin"}
        )
        try:
            await _listening(port)
            yield f"http://127.0.0.1:{port}", token
        finally:
            proxy.terminate()
            await proxy.wait()


async def _listening(port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("name", ["nginx", "caddy"])
async def test_answers_stream_through_the_proxy_and_files_go_through_it(name: str, tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    async with (
        _behind(name, tmp_path) as (address, token),
        aiohttp.ClientSession(address, headers={"X-API-Token": token}) as session,
    ):
        async with session.post("/api/v1/stream", json={"prompt": LONG, "type": "custom"}) as response:
            assert response.status == 200
            pieces = [loop.time() async for line in response.content if line.startswith(b"data:")]
        assert len(pieces) > 5
        assert pieces[-1] - pieces[0] > 0.5, "the answer came in one piece, at its end"

        large = aiohttp.FormData()
        large.add_field("file", io.BytesIO(b"word " * 400_000), filename="notes.txt", content_type="text/plain")
        async with session.post("/api/v1/files", data=large) as response:
            assert response.status != 413, await response.text()
        if name == "caddy":
            async with session.get("/metrics") as response:
                assert response.status == 404


def test_the_units_are_right_and_the_service_is_hardened() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    units = sorted((DEPLOY / "systemd").iterdir())
    looked = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False, timeout=60
    )
    wrong = [
        line for line in looked.stderr.splitlines() if "/opt/threadline/bin/threadline is not executable" not in line
    ]
    assert wrong == []
    unit = str(DEPLOY / "systemd" / "threadline.service")
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert rated.returncode == 0, rated.stdout[-300:]


def test_whatever_is_yaml_can_be_read_and_names_what_there_is() -> None:
    for file in DEPLOY.rglob("*.yaml"):
        assert list(yaml.safe_load_all(file.read_text())), file
    kustomization = yaml.safe_load((DEPLOY / "kustomize" / "kustomization.yaml").read_text())
    assert {file.name for file in (DEPLOY / "kustomize").iterdir()} == {
        "kustomization.yaml",
        *kustomization["resources"],
    }
    stated = yaml.safe_load((DEPLOY / "kustomize" / "statefulset.yaml").read_text())["spec"]["template"]["spec"]
    assert stated["terminationGracePeriodSeconds"] > 10 + 5, "the drain and the pause before it"


def test_kubernetes_takes_what_the_base_holds() -> None:
    """Checked strictly against its schemas: a name that is written wrong is refused."""
    kubernetes_validate = pytest.importorskip("kubernetes_validate")
    files = [file for file in (DEPLOY / "kustomize").iterdir() if file.name != "kustomization.yaml"]
    for file in files:
        for resource in yaml.safe_load_all(file.read_text()):
            kubernetes_validate.validate(resource, "1.37", strict=True)
    [probe] = [file for file in files if file.name == "statefulset.yaml"]
    wrong = yaml.safe_load(probe.read_text().replace("readinessProbe", "readynessProbe"))
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, "1.37", strict=True)


def metric_names() -> set[str]:
    """The names under which Prometheus knows what the service tells."""
    told = [family.name for family in Metrics()._registry.collect()]
    return {f"{name}{ending}" for name in told for ending in ("", "_total", "_bucket")}


def test_the_board_asks_for_metrics_that_there_are() -> None:
    board = json.loads((DEPLOY / "grafana" / "threadline.json").read_text())
    asked = {target["expr"]: panel["title"] for panel in board["panels"] for target in panel["targets"]}
    for expression, panel in asked.items():
        assert set(re.findall(r"threadline_\w+", expression)) <= metric_names(), panel
        assert all(expression.count(opening) == expression.count(closing) for opening, closing in ("()", "{}", "[]"))
        assert 'job="$job"' in expression, panel
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]}
    assert len(places) == len(board["panels"])


@pytest.mark.skipif(shutil.which("promtool") is None, reason="no promtool here: install the package prometheus")
def test_prometheus_reads_what_the_board_asks(tmp_path: Path) -> None:
    board = json.loads((DEPLOY / "grafana" / "threadline.json").read_text())
    asked = [target["expr"].replace("$job", "threadline") for panel in board["panels"] for target in panel["targets"]]
    rules = [{"record": f"board:{number}", "expr": expression} for number, expression in enumerate(asked)]
    file = tmp_path / "board.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "board", "rules": rules}]}))
    subprocess.run(["promtool", "check", "rules", file], check=True, capture_output=True)


def test_rules_ask_for_metrics_that_there_are() -> None:
    rules = yaml.safe_load((DEPLOY / "prometheus" / "threadline.rules.yaml").read_text())
    names = metric_names()
    operations = (DEPLOY.parent / "docs" / "operations.md").read_text()
    for rule in rules["groups"][0]["rules"]:
        assert set(re.findall(r"threadline_\w+", rule["expr"])) <= names, rule["alert"]
        page, _, heading = rule["annotations"]["action"].partition(": ")
        assert page == "docs/operations.md"
        assert f"### {heading}\n" in operations

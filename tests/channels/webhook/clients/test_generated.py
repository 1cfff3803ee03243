"""Clients that are generated from the OpenAPI document, in Python and TypeScript, against the running service."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from tests.support import generators
from tests.support.npm import installed

pytestmark = pytest.mark.asyncio(loop_scope="module")

HERE = Path(__file__).parent


async def run(*command: object, cwd: Path) -> str:
    """What a command printed; it has to succeed."""
    process = await asyncio.create_subprocess_exec(
        *map(str, command), cwd=cwd, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, output.decode() + errors.decode()
    return output.decode()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def document(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document as the service gives it."""
    path = tmp_path_factory.mktemp("generated") / "openapi.json"
    path.write_text((await house.stranger.get("/api/v1/openapi.json")).text)
    return path


def checked(told: Any) -> None:
    """What each client did: an answer, a proposal, the calendars, a refusal."""
    assert told["summary"]
    assert told["state"] == "dismissed"
    assert told["calendars"] >= 1
    assert told["refused"] == ["UNPROCESSABLE", 422]
    assert told["events"][0] == "connected"
    assert told["events"][-1] == "completed"


async def test_a_client_in_python(house: House, ana: Client, document: Path) -> None:
    python = generators.python()
    made = document.with_name("python")
    said = await run(
        python.with_name("openapi-python-client"),
        *("generate", "--path", document, "--meta", "none", "--output-path", made / "threadline_client"),
        cwd=document.parent,
    )
    assert "will not be generated" not in said, said
    told = await run(python, HERE / "generated_python.py", house.address, ana.token, cwd=made)
    checked(json.loads(told))


async def test_a_client_in_typescript(house: House, ana: Client, document: Path) -> None:
    node = shutil.which("node")
    generator, compiler = installed("openapi-typescript", "bin/cli.js"), installed("typescript", "lib/tsc.js")
    made = document.with_name("typescript")
    made.mkdir()
    (made / "node_modules").symlink_to(compiler.parents[2])
    (made / "package.json").write_text('{"type": "module"}')
    (made / "client.ts").write_text((HERE / "generated_typescript.ts").read_text())
    options = ("--default-non-nullable", "false", "--output", made / "threadline.ts")
    await run(node, generator, document, *options, cwd=made)
    (made / "tsconfig.json").write_text((HERE / "generated_tsconfig.json").read_text())
    await run(node, compiler, "-p", "tsconfig.json", cwd=made)
    told = await run(node, made / "client.js", house.address, ana.token, cwd=made)
    checked(json.loads(told))

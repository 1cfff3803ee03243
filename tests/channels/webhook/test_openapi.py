"""The OpenAPI document against the running service, by machine."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.channels.webhook.client import Client
from threadline.bots.webhook.server import all_endpoints

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONFIG = """\
seed = 1
[checks]
# What no schema can say (an end before its start) is answered by 422.
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "422"]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "408", "409", "413", "415", "422"]

[[operations]]
# Which values a template needs no schema can say either; clients know the answer as 400.
include-path-regex = "/templates/[^/]+/(render|process)$"
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "422"]

[[operations]]
# Nor of which kinds a file may be.
include-path-regex = "/files(/(upload|process))?$"
checks.positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "415", "422"]
"""

HOOKS = """\
import schemathesis
from hypothesis import strategies

schemathesis.openapi.format("time-zone", strategies.sampled_from(["UTC", "Europe/Vienna", "Asia/Kathmandu"]))
schemathesis.openapi.format("page-token", strategies.just("WyIyMDI2LTExLTIwVDA4OjA4OjEyKzAwOjAwIiwgImEiXQ"))
"""


PHASES = "examples,coverage,fuzzing,stateful" if "THREADLINE_WHOLE" in os.environ else "examples,fuzzing"
"""What it does in every run; the systematic part takes two minutes and is run by `make schema`."""


async def findings(client: Client, folder: Path, mode: str) -> str:
    """What schemathesis has to complain of, with data that fits the document (`positive`) or does not (`negative`)."""
    folder.mkdir()
    (folder / "schemathesis.toml").write_text(CONFIG)
    (folder / "hooks.py").write_text(HOOKS)
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"{client.address}/api/v1/openapi.json",
        *("--header", f"X-API-Token: {client.token}"),
        *("--mode", mode, "--phases", PHASES, "--max-examples", "2"),
        cwd=folder,
        env={"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output = (await process.communicate())[0].decode()
    number = len(list(all_endpoints()))  # all but the document itself
    assert f"Selected: {number}/{number}\n" in output, output
    print(output)  # what it tried stands in the report of every run
    return output if process.returncode else ""


async def test_schemathesis_finds_nothing(ana: Client, tmp_path: Path) -> None:
    """It runs once for each kind of data: with both at once it takes some of its own broken bodies for valid ones."""
    found = await asyncio.gather(*(findings(ana, tmp_path / mode, mode) for mode in ("positive", "negative")))
    assert not any(found), "\n".join(found)

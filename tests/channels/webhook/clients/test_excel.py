"""The Office Script for Excel: it compiles as Office Scripts do, and fills a column from the running service."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from tests.support.npm import installed

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).parents[4]
SCRIPT = ROOT / "manifests" / "excel" / "threadline.ts"
HERE = Path(__file__).parent
STRICT = ("--strict", "--target", "es2019", "--lib", "es2019,dom")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script in JavaScript; TypeScript 4.0.3 is what Excel has."""
    compiler, node = installed("typescript-excel", "lib/tsc.js"), shutil.which("node")
    assert node is not None
    directory = tmp_path_factory.mktemp("excel")
    command = [node, str(compiler), *STRICT, "--outDir", str(directory), str(HERE / "excelscript.d.ts"), str(SCRIPT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout
    return directory / "threadline.js"


async def filled(compiled: Path, address: str, token: str, *texts: list[str]) -> list[tuple[int, int, str]]:
    """What stands in the sheet after the script ran over these cells, in the order in which it was written."""
    script = compiled.read_text().replace("https://threadline.example.com", address).replace("YOUR_TOKEN", token)
    own = compiled.with_name("own.js")
    own.write_text(script)
    process = await asyncio.create_subprocess_exec(
        *("node", str(HERE / "workbook.mjs"), str(own), json.dumps(texts)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return [tuple(each) for each in json.loads(output)]


async def test_a_column_is_filled_with_progress(house: House, ana: Client, compiled: Path) -> None:
    assert ana.token is not None
    written = await filled(
        compiled, house.address, ana.token, ["Costs fall.", "Hiring stops."], [" ", ""], ["Again.", ""]
    )
    assert [place[:2] for place in written] == [(4, 3), (4, 3), (6, 3), (6, 3)]
    assert written[0][2] == "Asking … (1 of 3)"
    assert house.conductor.requests[-2].material == "Costs fall.\tHiring stops."
    assert written[1][2]
    assert not written[1][2].startswith("ERROR")


async def test_what_every_row_would_fail_at_is_said_once(house: House, compiled: Path) -> None:
    written = await filled(compiled, house.address, "wrong", ["One."], ["Two."])
    assert written[-1] == (4, 2, "ERROR: The token is not known to the service. It may have ended.")
    unreachable = await filled(compiled, "http://127.0.0.1:9", "wrong", ["One."], ["Two."])
    assert "cannot be reached" in unreachable[-1][2]
    assert len(unreachable) == 2


async def test_a_service_that_is_busy_is_asked_again(house: House, compiled: Path) -> None:
    person = await house.person()
    assert person.token is not None
    async with house.rebuilt(requests_per_minute=1) as busy:
        written = await filled(compiled, busy.address, person.token, ["One."], ["Two."])
    assert "ERROR: This token may ask 1 times a minute." in written[-1][2]
    assert not written[1][2].startswith("ERROR")

"""The custom functions for Excel: what is shipped is what the compilers make, and it answers from the service."""

import asyncio
import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from tests.support.npm import installed
from threadline.providers.port import Task

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLDER = Path(__file__).parents[4] / "manifests" / "excel" / "functions"
HERE = Path(__file__).parent


async def node(*command: object) -> str:
    """What a program in Node printed; it has to succeed."""
    found = shutil.which("node")
    assert found is not None
    process = await asyncio.create_subprocess_exec(
        found, *map(str, command), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output = (await process.communicate())[0].decode()
    assert process.returncode == 0, output
    return output


async def test_what_is_shipped_is_what_the_compilers_make(tmp_path: Path) -> None:
    compiler = installed("typescript", "lib/tsc.js")
    types = installed("@types/custom-functions-runtime", "package.json").parents[1]
    metadata = installed("custom-functions-metadata", "cli.js")
    await node(compiler, "-p", FOLDER / "tsconfig.json", "--typeRoots", types, "--outDir", tmp_path)
    await node(metadata, "generate", FOLDER / "functions.ts", tmp_path / "functions.json")
    for name in ("functions.js", "functions.json"):
        assert (tmp_path / name).read_text() == (FOLDER / name).read_text(), f"{name}: run `make excel`"


async def test_the_manifest_names_what_is_there() -> None:
    ET.parse(FOLDER / "manifest.xml")
    text = (FOLDER / "manifest.xml").read_text()
    named = set(re.findall(r"https://addins\.example\.com/threadline/([\w.-]+)", text))
    assert {name for name in named if not (FOLDER / name).exists()} == set()
    used, declared = set(re.findall(r'resid="([\w.]+)"', text)), set(re.findall(r'<bt:\w+ id="([\w.]+)"', text))
    assert used == declared
    told = json.loads((FOLDER / "functions.json").read_text())["functions"]
    associated = set(re.findall(r'associate\("(\w+)"', (FOLDER / "pane.js").read_text()))
    assert associated == {each["id"] for each in told}


async def calculated(address: str, token: str, *calls: list[Any]) -> list[Any]:
    """What formulas come to that are calculated at once."""
    return list(
        json.loads(await node(HERE / "formulas.mjs", FOLDER / "functions.js", address, token, json.dumps(calls)))
    )


async def test_formulas_answer_from_the_service(house: House, ana: Client) -> None:
    texts = [["summary", [["Costs fell."], ["Sales rose."]], "en"], ["ask", [["Rivers"]], "custom"]]
    column = [["translate", [[f"Good morning {number}"]], "de"] for number in range(6)]
    came = await calculated(house.address, ana.token or "", *texts, *column, ["summary", [[" "]]])
    assert all(came[:-1])
    assert came[-1] == ""
    assert not any(str(each).startswith("#") for each in came)
    tasks = [each.task for each in house.conductor.requests]
    assert tasks.count(Task.TRANSLATION) == 6


async def test_a_formula_says_what_is_wrong(house: House) -> None:
    [wrong] = await calculated(house.address, "wrong", ["summary", [["One."]]])
    assert wrong == "#N/A The token is not known to the service. It may have ended."
    [unset] = await calculated("", "", ["summary", [["One."]]])
    assert unset.startswith("#N/A Open the pane")
    [away] = await calculated("http://127.0.0.1:9", "wrong", ["summary", [["One."]]])
    assert "cannot be reached" in away

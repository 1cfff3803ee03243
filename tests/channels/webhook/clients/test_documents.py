"""The OpenAPI document and the connector's, by linters that others keep."""

import asyncio
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support import generators
from tests.support.npm import installed
from threadline.bots.webhook.docs.connector import definition
from threadline.bots.webhook.docs.documentation_page import Documentation
from threadline.bots.webhook.server import all_endpoints

HERE = Path(__file__).parent
ERROR = 0
SWAGGER = """
import json, sys
from swagger_spec_validator.validator20 import validate_spec
validate_spec(json.load(open(sys.argv[1])))
"""


def written(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / "document.json"
    path.write_text(json.dumps(document))
    return path


async def linted(path: Path) -> list[dict[str, Any]]:
    """What Spectral finds by its rules for OpenAPI."""
    modules, node = installed("@stoplight/spectral-core", "package.json").parents[2], shutil.which("node")
    assert node is not None
    script = path.with_name("lint.mjs")
    script.write_text((HERE / "lint.mjs").read_text())
    path.with_name("node_modules").symlink_to(modules)
    process = await asyncio.create_subprocess_exec(
        node, str(script), str(path), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    found: list[dict[str, Any]] = json.loads(output)
    return found


@pytest.mark.skipif("THREADLINE_WHOLE" not in os.environ, reason="it takes a minute of a core: `make schema` runs it")
@pytest.mark.timeout(900)
def test_spectral_finds_no_error_in_the_document(tmp_path: Path) -> None:
    document = written(tmp_path, Documentation(all_endpoints()).document)
    found = asyncio.run(linted(document))
    assert [each for each in found if each["severity"] == ERROR] == []


def test_spectral_finds_no_error_in_the_connector_and_finds_those_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "good").mkdir()
    made = definition(all_endpoints(), "https://threadline.example.com")
    found = asyncio.run(linted(written(tmp_path / "good", made)))
    assert [each for each in found if each["severity"] == ERROR] == []
    (tmp_path / "bad").mkdir()
    one = next(iter(made["paths"].values()))
    made["paths"]["/twice"] = one
    found = asyncio.run(linted(written(tmp_path / "bad", made)))
    assert "operation-operationId-unique" in {each["code"] for each in found if each["severity"] == ERROR}


@pytest.mark.parametrize("broken", [False, True])
def test_another_validator_takes_the_connector(tmp_path: Path, *, broken: bool) -> None:
    made = definition(all_endpoints(), "https://threadline.example.com")
    if broken:
        next(iter(made["definitions"].values()))["properties"]["more"] = {"$ref": "#/definitions/Nowhere"}
    python, path = generators.python(), written(tmp_path, made)

    async def validated() -> str:
        process = await asyncio.create_subprocess_exec(
            str(python), "-c", SWAGGER, str(path), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        return (await process.communicate())[0].decode()

    assert ("SwaggerValidationError" in asyncio.run(validated())) is broken

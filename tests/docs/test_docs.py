"""What the documentation says is so: its commands run, its code works, its generated pages are up to date."""

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from docs.generate import PAGES as GENERATED
from docs.generate import ROOT
from tests.e2e.test_browser import serve
from tests.unit.core.tools.scenes import scene_of
from threadline.core.channels.port import Channel
from threadline.core.tools.tool import ToolParts
from threadline.core.tools.toolbox import Toolbox
from threadline.providers.port import ToolCall

PAGES = (
    "README.md",
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
    "CONTRIBUTING.md",
    "SECURITY.md",
)
MADE_BY_MAKE = (
    "make run",
    "make test",
    "make fast",
    "make image",
    "make lint",
    "make cases",
    "make mutants MODULE=threadline/calendar/free_slots.py",
    "make bench",
    "make texts",
    "make docs",
    "make changelog",
    "make lock",
    "make sbom",
    "make audit",
    "make package",
    "make coverage",
    "make soak",
    "make tasks",
    "make clicks",
    "make faults",
    "make schema",
)
CORE_ROOMS = sorted(path.name for path in (ROOT / "threadline" / "core").iterdir() if path.is_dir())
INTERACTIVE = (".venv/bin/threadline chat", ".venv/bin/threadline simulate")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / page).read_text(), re.DOTALL | re.MULTILINE)


def console_commands(page: str) -> list[str]:
    """The commands of a page's console blocks, continued lines joined, comments and output left out."""
    found: list[str] = []
    for block in blocks(page, "console"):
        joined = re.sub(r"\\\n\s+", "", block)
        found += [line[2:].split("  #")[0].strip() for line in joined.splitlines() if line.startswith("$ ")]
    return found


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_generated_pages_are_up_to_date(path: Path) -> None:
    assert path.read_text() == GENERATED[path](), "run `make docs`"


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_repository_lead_somewhere(page: str) -> None:
    text = re.sub(r"^```.*?^```$", "", (ROOT / page).read_text(), flags=re.DOTALL | re.MULTILINE)
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    missing = [target for target in targets if target and not ((ROOT / page).parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / page).read_text()
    named = re.findall(r"`((?:threadline|tests|docs|benchmarks|scripts)/[\w/.-]+)`", text)
    named += [f"threadline/core/{path}.py" for path in re.findall(rf"`((?:{'|'.join(CORE_ROOMS)})/\w+)`", text)]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_what_is_not_run_says_what_it_needs() -> None:
    shown = [block for page in ("docs/operations.md", "docs/deployment.md") for block in blocks(page, "sh")]
    assert len(shown) > 5
    assert [block for block in shown if not block.startswith("# needs ")] == []


def test_every_make_command_that_is_mentioned_exists() -> None:
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    mentioned = {command for page in PAGES for command in console_commands(page) if command.startswith("make ")}
    assert mentioned <= set(MADE_BY_MAKE)
    assert {command.split()[1] for command in MADE_BY_MAKE} <= set(rules)


@pytest.fixture
async def shell(tmp_path: Path) -> AsyncIterator[Any]:
    """Runs commands as the pages write them, against a service with an empty data directory."""
    async with serve(tmp_path / "data") as link:
        address = link.partition("/signin/")[0]

        async def run(commands: list[str]) -> str:
            script = "\n".join(commands).replace("localhost:8080", address).replace("/var/backups", str(tmp_path))
            process = await asyncio.create_subprocess_exec(
                "bash",
                "-ec",
                script,
                cwd=ROOT,
                env={
                    "PATH": "/usr/bin:/bin",
                    "THREADLINE_DATA_DIR": str(tmp_path / "data"),
                    "THREADLINE_SECRET_KEYS": "A" * 43 + "=",
                    "THREADLINE_ZONE": "UTC",
                },
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            output, errors = await process.communicate()
            assert process.returncode == 0, errors.decode()
            return output.decode()

        yield run


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here: install the package curl")
@pytest.mark.parametrize("page", [page for page in PAGES if any("curl" in one for one in console_commands(page))])
async def test_console_examples_run_against_the_service(page: str, shell: Any) -> None:
    commands = [one for one in console_commands(page) if one not in (*MADE_BY_MAKE, *INTERACTIVE)]
    output = await shell([f"{command}; echo" if command.startswith("curl -s ") else command for command in commands])
    answers = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    assert len(answers) >= sum(command.startswith("curl -s ") for command in commands)
    refused = [answer for answer in answers if "code" in answer and "promt" not in json.dumps(answer)]
    assert refused == []


async def test_the_readme_example_reads_the_event(shell: Any) -> None:
    answer = json.loads((await shell([one for one in console_commands("README.md") if "TOKEN" in one])).strip())
    assert answer["event"]["title"] == "Design review"
    assert answer["event"]["location"] == "Room 4"
    assert answer["proposal_id"]


def test_the_channel_example_is_a_channel() -> None:
    code, _ = blocks("docs/channels.md", "python")
    names: dict[str, Any] = {}
    exec(code, names)
    channel = names["create"](SimpleNamespace())
    assert isinstance(channel, Channel)


async def test_the_tool_example_is_a_tool() -> None:
    (code,) = blocks("docs/tools.md", "python")
    names: dict[str, Any] = {}
    exec(code, names)
    box = Toolbox({"office_closed": names["create"]}, cast("ToolParts", None))
    scene = scene_of("when is the office closed?")
    closed = await box.run(ToolCall("1", "office_closed", '{"country": "AT"}'), scene)
    assert closed.text == "The office is closed on 24 and 31 December."
    assert (await box.run(ToolCall("2", "office_closed", '{"country": "DE"}'), scene)).failed


def test_the_calendar_example_gives_each_person_a_calendar() -> None:
    code, _ = blocks("docs/calendars.md", "python")
    names: dict[str, Any] = {}
    exec(code, names)
    backend = names["create"](SimpleNamespace())
    assert backend.calendar("ana", None) is backend.calendar("ana", None)
    assert backend.calendar("ana", None) is not backend.calendar("bo", None)

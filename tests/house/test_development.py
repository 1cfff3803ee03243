"""What sets a contributor's machine up: the dev container and the checks before a commit name what there is."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from threadline.config import Settings

ROOT = Path(__file__).parents[2]
CONTAINER: dict[str, Any] = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = [
    hook
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    for hook in repository["hooks"]
]
PINNED = (ROOT / "requirements/test.txt").read_text(encoding="utf-8")
KEYS = {"id", "name", "entry", "language", "types_or", "pass_filenames", "files"}


def test_the_container_is_built_from_a_file_that_is_there() -> None:
    dockerfile = ROOT / ".devcontainer" / CONTAINER["build"]["dockerfile"]
    lines = dockerfile.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines if line and line[0] not in " #"] == ["FROM", "RUN", "USER"]
    user = CONTAINER["remoteUser"]
    assert f"USER {user}" in lines
    assert any("useradd" in line and user in line for line in lines)


def test_the_container_has_the_packages_that_the_setup_would_install() -> None:
    setup = (ROOT / "scripts/setup").read_text(encoding="utf-8")
    packages = {package for _, package in re.findall(r'"(\w+):([a-z-]+)"', setup)}
    dockerfile = (ROOT / ".devcontainer/Dockerfile").read_text(encoding="utf-8")
    assert packages
    assert packages <= set(dockerfile.split())


def test_the_container_sets_up_by_a_script_that_is_there() -> None:
    script, argument = shlex.split(CONTAINER["postCreateCommand"])
    assert (ROOT / script).stat().st_mode & 0o111, f"{script} cannot be run"
    assert (ROOT / f"requirements/{argument}.txt").exists()


def test_the_container_forwards_the_port_that_the_service_takes() -> None:
    port = Settings.model_fields["port"].default
    assert CONTAINER["forwardPorts"] == [port]
    assert set(CONTAINER["portsAttributes"]) == {str(port)}


def test_the_editors_settings_name_what_the_setup_makes() -> None:
    editor = CONTAINER["customizations"]["vscode"]
    assert all(re.fullmatch(r"[\w-]+\.[\w-]+", name) for name in editor["extensions"])
    assert editor["settings"]["python.defaultInterpreterPath"] == ".venv/bin/python"


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_check_before_a_commit_runs_what_is_installed(hook: dict[str, Any]) -> None:
    assert set(hook) <= KEYS
    assert hook["language"] == "system", "nothing is fetched for a commit"
    command, *arguments = shlex.split(hook["entry"])
    name = Path(command).name
    tool = arguments[1] if arguments[:1] == ["-m"] else name
    assert command.startswith(".venv/bin/")
    assert re.search(rf"^{tool}==", PINNED, re.MULTILINE), f"{tool} is not among the pinned tools"
    re.compile(hook.get("files", ""))
    assert set(hook.get("types_or", ())) <= {"python", "pyi"}
    for argument in arguments:
        assert not argument.startswith("tests/") or (ROOT / argument).exists()


def test_the_checks_before_a_commit_are_those_of_make_lint() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lint = makefile.partition("\nlint:")[2].partition("\n\n")[0]
    for words in ("ruff check", "ruff format", "mypy"):
        assert words in lint
        assert any(words in hook["entry"] for hook in HOOKS)


def test_generated_pages_are_checked_by_a_test_that_is_there() -> None:
    (entry,) = [shlex.split(hook["entry"]) for hook in HOOKS if hook["id"] == "generated-pages"]
    file, wanted = next(each for each in entry if each.startswith("tests/")), entry[entry.index("-k") + 1]
    assert re.search(rf"def test_\w*{wanted}", (ROOT / file).read_text(encoding="utf-8"))

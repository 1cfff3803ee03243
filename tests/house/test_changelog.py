"""The changelog is made of fragments, each of a kind that it knows, under the one version there is."""

import subprocess
import sys
import tomllib
from pathlib import Path

import threadline

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_fragment_is_of_a_kind_and_says_something() -> None:
    kinds = {kind["directory"] for kind in PROJECT["tool"]["towncrier"]["type"]}
    fragments = {path for path in (ROOT / "changes").iterdir() if path.name not in ("README.md", "template.md.jinja")}
    for path in fragments:
        assert path.name.startswith("+"), f"{path.name} should be named +<a-few-words>.<kind>.md"
        assert path.suffixes[-2:] in [[f".{kind}", ".md"] for kind in kinds], f"{path.name} is of no known kind"
        assert path.read_text(encoding="utf-8").strip().endswith("."), f"{path.name} should hold sentences"


def test_the_next_release_can_be_shown() -> None:
    command = [sys.executable, "-m", "towncrier", "build", "--draft"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f"## {threadline.__version__} (" in shown


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in PROJECT["project"]
    assert ROOT / PROJECT["tool"]["hatch"]["version"]["path"] == Path(threadline.__file__)

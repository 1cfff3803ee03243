"""Imports run one way: bots → core → providers, calendar, storage; these three do not know each other.

Every import counts, those for type checkers and those inside functions included.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import threadline

ROOT = Path(threadline.__file__).parent
GROUND = {"config": {"providers"}, "log": set(), "plugins": set()}
"""Settings, logs and entry points: rooms may name them, they are no rooms. Settings hold those of the providers."""

MAY_KNOW = {
    "providers": {"plugins"},
    "calendar": set(),
    "storage": set(),
    "core": {"providers", "calendar", "storage", "config"},
    "bots": {"core", "providers", "calendar", "storage", "config", "__version__"},
    "simulator": set(),
}
ROOMS = sorted(MAY_KNOW)


def imports_of(file: Path) -> Iterator[str]:
    """The modules of ours that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def rooms_known_to(files: Iterator[Path]) -> dict[str, set[str]]:
    """The rooms that files import from, each with the files that do."""
    known: dict[str, set[str]] = {}
    for file in files:
        for name in imports_of(file):
            package, *path = name.split(".")
            if package == "threadline" and path:
                known.setdefault(path[0], set()).add(str(file.relative_to(ROOT)))
    return known


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    known = rooms_known_to((ROOT / room).rglob("*.py"))
    forbidden = {other: files for other, files in known.items() if other not in MAY_KNOW[room] | {room}}
    assert not forbidden


def test_the_bots_do_not_know_each_other() -> None:
    bots = [path for path in (ROOT / "bots").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert bots
    for bot in bots:
        for file in bot.rglob("*.py"):
            others = {
                name.split(".")[2]
                for name in imports_of(file)
                if name.startswith("threadline.bots.") and name.split(".")[2] != bot.name
            }
            assert not others, f"{file} imports from {others}"


def test_the_simulator_imports_nothing_of_the_rooms() -> None:
    assert not set(rooms_known_to((ROOT / "simulator").rglob("*.py"))) & (set(ROOMS) - {"simulator"})


def test_every_package_is_a_room_or_above_all_or_ground() -> None:
    packages = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert packages == {*ROOMS, "commands", "config", "testing"}


@pytest.mark.parametrize("ground", GROUND)
def test_the_ground_knows_no_room_but_those_it_is_allowed(ground: str) -> None:
    files = [ROOT / f"{ground}.py"] if (ROOT / f"{ground}.py").exists() else sorted((ROOT / ground).rglob("*.py"))
    assert files
    known = rooms_known_to(iter(files))
    assert not {other: names for other, names in known.items() if other not in GROUND[ground] | {ground}}

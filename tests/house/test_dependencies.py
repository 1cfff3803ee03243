"""What is imported is declared where it is imported, and what is declared is imported."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import threadline

PACKAGE = Path(threadline.__file__).parent
PROJECT = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

EXTRAS = {
    "bots/slack": {"slack"},
    "bots/teams": {"teams"},
    "bots/email": {"email"},
    "core/documents": {"documents"},
    "calendar/google": {"google"},
    "calendar/caldav": {"caldav"},
    "bots/webhook/sign_in": {"openid"},
    "telemetry": {"otel"},
    "providers": {"openai", "anthropic", "gemini"},
}
"""Which rooms may import what an extra brings; all others are there without extras."""

NAMED_ELSEWHERE = {
    "aiosqlite": "the driver in the address of a SQLite database",
    "asyncpg": "the driver in the address of a Postgres database",
    "psycopg": "the driver of what is written about durable work",
    "tzdata": "the zone database, where the system has none (zoneinfo)",
}
"""What no import shows, and why it is needed."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in requirements}


BASE = declared(PROJECT["dependencies"])
OPTIONAL = {extra: declared(names) for extra, names in PROJECT["optional-dependencies"].items()}


def modules_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))


@cache
def known() -> dict[str, list[str]]:
    return {name: sorted(set(found)) for name, found in packages_distributions().items()}


@cache
def files_of(name: str) -> tuple[str, ...]:
    return tuple(map(str, distribution(name).files or ()))


@cache
def distributions_of(module: str) -> frozenset[str]:
    """The packages that a module may be from; several where they share a folder and none alone has the file."""
    top = module.partition(".")[0]
    found = known().get(top, [top])
    parts = module.split(".") if len(found) > 1 else []
    for length in range(len(parts), 1, -1):
        path = "/".join(parts[:length])
        having = {name for name in found if any(_is(path, file) for file in files_of(name))}
        if having:
            return frozenset(map(normal, having))
    return frozenset(map(normal, found))


def _is(path: str, file: str) -> bool:
    return file.startswith((f"{path}/", f"{path}.py")) or (file.startswith(f"{path}.") and file.endswith(".so"))


def foreign() -> Iterator[tuple[str, frozenset[str]]]:
    """Every import of what is neither ours nor Python's: the file, and the packages it may be from."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if name.startswith("testing/") and name.endswith("_contract.py"):
            continue  # tests of others, which bring pytest themselves
        for module in modules_of(ast.parse(file.read_text(encoding="utf-8"))):
            if module.partition(".")[0] not in (*sys.stdlib_module_names, "threadline"):
                yield name, distributions_of(module)


def allowed(file: str) -> set[str]:
    extras = {extra for room, names in EXTRAS.items() if file.startswith(f"{room}/") for extra in names}
    return BASE.union(*(OPTIONAL[extra] for extra in extras))


def test_what_is_imported_is_declared() -> None:
    hidden = {f"{file}: {' or '.join(sorted(found))}" for file, found in foreign() if not found & allowed(file)}
    assert hidden == set(), "declare these in pyproject.toml, for the extra of their room"


def test_what_is_declared_is_imported() -> None:
    used = {name for _, found in foreign() for name in found} | NAMED_ELSEWHERE.keys()
    assert BASE - used == set()
    assert {extra: names - used for extra, names in OPTIONAL.items() if names - used} == {}


def test_every_extra_has_its_room() -> None:
    assert {extra for names in EXTRAS.values() for extra in names} == OPTIONAL.keys()

"""What imports what, read from the source: every import counts, those for type checkers and inside functions
included."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import threadline

ROOT = Path(threadline.__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Import:
    """`importer`, a module of ours, imports `name` out of `module`; `target` is the module that this is or is in."""

    importer: str
    module: str
    name: str
    target: str


def is_module(dotted: str) -> bool:
    """Whether there is a module or a package of that name."""
    path = ROOT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def name_of(file: Path) -> str:
    """The dotted name of a file's module."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of a module of ours by another."""
    return tuple(found for file in sorted((ROOT / "threadline").rglob("*.py")) for found in _imports_of(file))


def _imports_of(file: Path) -> Iterator[Import]:
    importer = name_of(file)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            pairs = [(node.module or "", alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            pairs = [alias.name.rpartition(".")[::2] for alias in node.names if alias.name.startswith("threadline.")]
        else:
            continue
        for module, name in pairs:
            if module.split(".")[0] == "threadline" and is_module(module):
                target = f"{module}.{name}" if is_module(f"{module}.{name}") else module
                yield Import(importer, module, name, target)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The circles of a graph: its strongly connected parts of more than one node, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            part = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(part) > 1:
                found.append(sorted(part))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found

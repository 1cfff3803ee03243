"""Modules and functions stay small enough to be read at once, and say what they take and give."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import quantiles

import threadline

PACKAGE = Path(threadline.__file__).parent
LONGEST_MODULE = 400
LONGEST_FUNCTIONS = 30
"""What 95 of 100 functions do not exceed: the rest are mostly lists of what is wired or stored."""
STABLE = "testing/cases.py"
"""Names for those who build on us: it hands on what is elsewhere, and is there for that."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees() -> dict[str, ast.Module]:
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def functions() -> Iterator[tuple[str, Function]]:
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield file, node


def untyped(function: Function) -> list[str]:
    """What of a function has no annotation."""
    taken = function.args
    every = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, taken.vararg, taken.kwarg]
    names = [each.arg for each in every if each is not None and each.annotation is None]
    answer = [] if function.returns is not None else ["what it returns"]
    return [name for name in names if name not in ("self", "cls")] + answer


def lines(file: str) -> int:
    return len((PACKAGE / file).read_text(encoding="utf-8").splitlines())


def test_no_module_is_too_long() -> None:
    long = {file: count for file in trees() if (count := lines(file)) > LONGEST_MODULE}
    assert long == {}, "give each idea in them a module of its own"


def test_functions_are_short() -> None:
    lengths = {f"{file} {each.name}": (each.end_lineno or 0) - each.lineno + 1 for file, each in functions()}
    limit = quantiles(lengths.values(), n=20)[-1]
    assert limit <= LONGEST_FUNCTIONS, sorted(lengths, key=lambda name: -lengths[name])[:20]


def test_everything_is_annotated() -> None:
    found = {f"{file}:{each.lineno} {each.name}": untyped(each) for file, each in functions()}
    assert {where: names for where, names in found.items() if names} == {}


def is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_shim(tree: ast.Module) -> bool:
    """Whether a module only hands on what is elsewhere, as one does that keeps an old name alive."""
    held = [node for node in tree.body if not is_text(node) and not ast.unparse(node).startswith("__all__ = ")]
    return bool(held) and all(map(is_import, held))


def late_names(tree: ast.Module) -> list[str]:
    """What a module has for the sake of old names: a `__getattr__`, a warning of what is deprecated, `Old = New`."""
    found = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "__getattr__"]
    found += [
        ast.unparse(node) for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name)
    ]
    return found + [
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id.endswith("DeprecationWarning")
    ]


def test_no_old_name_is_kept_alive() -> None:
    inside = {file: tree for file, tree in trees().items() if not file.endswith("__init__.py") and file != STABLE}
    assert [file for file, tree in inside.items() if is_shim(tree)] == []
    assert {file: late for file, tree in inside.items() if (late := late_names(tree))} == {}


def test_what_keeps_an_old_name_alive_is_found() -> None:
    assert is_shim(ast.parse('"""Moved."""\nfrom new import Thing\n__all__ = ["Thing"]\n'))
    assert not is_shim(ast.parse("from new import Thing\nclass Other(Thing): ...\n"))
    assert late_names(ast.parse("import new\nOld = New\ndef __getattr__(name): ...\n")) == ["__getattr__", "Old = New"]
    assert untyped(ast.parse("def f(self, a, *, b: int): ...").body[0]) == ["a", "what it returns"]  # type: ignore[arg-type]

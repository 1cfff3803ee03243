"""Change one thing at a time in a module and see whether a test notices: `make mutants MODULE=threadline/….py`.

No file is touched: the tests run with this module as a plugin, which hands them the changed code where they import the
module. What survives is a line that no test of the module holds, or one that says the same in another way.
"""

import argparse
import ast
import importlib.abc
import importlib.util
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).parents[1]
VARIABLE = "MUTANT"
_COMPARED = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
_COUNTED = {ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*", ast.Div: "*", ast.Mod: "*"}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """The bytes of a file from `start` to `end`, replaced by `text`."""

    file: str
    line: int
    start: int
    end: int
    text: str

    def applied(self, source: bytes) -> bytes:
        """The source with the change."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def told(self, source: bytes) -> str:
        """The change as a person reads it."""
        was = source[self.start : self.end].decode()
        line = source.splitlines()[self.line - 1].decode().strip()
        return f"{self.file}:{self.line}: {was.strip()!r} → {self.text.strip()!r} in: {line}"


class _Finder(ast.NodeVisitor):
    """Finds what can be changed: comparisons, conditions, sums, numbers, answers, and statements that do something."""

    def __init__(self, file: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._file, self._source = file, source
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def _at(self, line: int | None, column: int | None) -> int:
        return self._lines[(line or 1) - 1] + (column or 0)

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _swap(self, node: ast.expr | ast.stmt, text: str) -> None:
        self.found.append(Mutant(self._file, node.lineno, *self._span(node), text))

    def _between(self, left: ast.expr, right: ast.expr, was: str, text: str) -> None:
        """Swap an operator, which has no place of its own in the tree, between what stands on its two sides."""
        start, end = self._span(left)[1], self._span(right)[0]
        stretch = self._source[start:end].decode()
        if stretch.count(was) == 1:
            self.found.append(Mutant(self._file, right.lineno, start, end, stretch.replace(was, text)))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - the name that the visitor asks for

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in node.body:
            self.visit(part)

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = (node.left, *node.comparators)
        for at, operator in enumerate(node.ops):
            was = {"<=": "<", "<": "<=", ">=": ">", ">": ">=", "!=": "==", "==": "!="}.get(_COMPARED[type(operator)])
            words = {ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in"}
            self._between(sides[at], sides[at + 1], was or words[type(operator)], _COMPARED[type(operator)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        was, text = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, f" {was} ", f" {text} ")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        text = _COUNTED.get(type(node.op))
        was = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Div: "/", ast.Mod: "%"}
        if text is not None:
            self._between(node.left, node.right, was[type(node.op)], text)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            start, end = self._span(node.operand)
            self._swap(node, self._source[start:end].decode())
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        start, end = self._span(node.test)
        self._swap(node.test, f"not ({self._source[start:end].decode()})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._swap(node, str(not node.value))
        elif isinstance(node.value, int):
            self._swap(node, str(node.value + 1))

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in _NAMES:
            self._swap(node.func, _NAMES[node.func.id])
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        dull = isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool | None)
        if node.value is not None and not dull:  # for most callers None is as good as False
            self._swap(node, "return None")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self._swap(node, "pass")
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if isinstance(node.targets[0], ast.Attribute):
            self._swap(node, "pass")
        self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._swap(node, "pass")
        self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)


def mutants_of(file: Path, root: Path = ROOT) -> list[Mutant]:
    """Every change that can be made to a file and leaves it Python."""
    source = file.read_bytes()
    finder = _Finder(str(file.relative_to(root)), source)
    finder.visit(ast.parse(source))
    return [mutant for mutant in finder.found if _is_python(mutant.applied(source))]


def _is_python(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def mirrored(file: Path, root: Path = ROOT) -> list[str]:
    """The tests that mirror a module, else those of its folder. Raises `SystemExit` where there are none."""
    relative = file.relative_to(root / "threadline")
    folder = root / "tests" / "unit" / relative.parent
    named = sorted(folder.glob(f"test_{relative.stem}.py")) + sorted(folder.glob(f"test_{relative.stem}_*.py"))
    if not named and not sorted(folder.glob("test_*.py")):
        raise SystemExit(f"Nothing in tests/unit mirrors {file}. Name the tests: make mutants MODULE=… TESTS='…'")
    return [str(path.relative_to(root)) for path in named or [folder]]


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from its file with one change."""

    def __init__(self, mutant: Mutant) -> None:
        self._file = ROOT / mutant.file
        self._name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self._code = compile(mutant.applied(self._file.read_bytes()), str(self._file), "exec")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        packages = [str(self._file.parent)] if self._file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self._file, loader=self, submodule_search_locations=packages
        )

    def get_code(self, fullname: str) -> CodeType:
        return self._code

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)


if VARIABLE in os.environ:
    sys.meta_path.insert(0, _Changed(Mutant(**json.loads(os.environ[VARIABLE]))))


def survives(mutant: Mutant, tests: Sequence[str], *, patience: float) -> bool:
    """Whether the tests pass all the same. A change that makes them endless is noticed."""
    return _run(tests, {VARIABLE: json.dumps(asdict(mutant))}, patience) == 0


def _run(tests: Sequence[str], extra: dict[str, str], patience: float) -> int:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.mutants", "-p", "no:cacheprovider", *tests]
    environment = os.environ | extra | {"CI": "1"}  # the same examples for every mutant
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return -1
    return done.returncode


def _judged(mutants: Sequence[Mutant], tests: Sequence[str], patience: float) -> Iterator[tuple[Mutant, bool]]:
    with ThreadPoolExecutor(max(1, (os.cpu_count() or 2) // 2)) as pool:
        yield from zip(mutants, pool.map(lambda each: survives(each, tests, patience=patience), mutants), strict=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Change a sample of a module and tell what no test noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=main.__doc__)
    parser.add_argument("module", type=Path, help="the file of a module, such as threadline/calendar/free_slots.py")
    parser.add_argument("tests", nargs="*", help="the tests to run; otherwise those whose path mirrors the module's")
    parser.add_argument("--sample", type=int, default=20, help="how many changes to try (20)")
    parser.add_argument("--seed", type=int, default=0, help="which sample")
    asked = parser.parse_args(arguments)
    file = asked.module.resolve()
    tests = asked.tests or mirrored(file)
    source, every = file.read_bytes(), mutants_of(file)
    chosen = sorted(random.Random(asked.seed).sample(every, min(asked.sample, len(every))), key=lambda each: each.start)
    begun = time.monotonic()
    if _run(tests, {}, 3600) != 0:
        raise SystemExit(f"The tests do not pass as it is: {' '.join(tests)}")
    patience = 10 + 5 * (time.monotonic() - begun)
    survived = 0
    for mutant, alive in _judged(chosen, tests, patience):
        if alive:
            survived += 1
            print(mutant.told(source), flush=True)
    print(f"{survived} of {len(chosen)} changes ({len(every)} could be made) went unnoticed by {' '.join(tests)}")


if __name__ == "__main__":
    main()

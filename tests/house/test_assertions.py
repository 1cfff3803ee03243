"""Every test can fail by what it finds: it asserts something, or calls a function of the tests that does."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import threadline

TESTS = Path(__file__).parents[1]
CONTRACTS = Path(threadline.__file__).parent / "testing"
RAISE = {"raises", "warns", "fail", "expect", "exec", "until", "check_request"}
"""Calls that fail by themselves: pytest's, Playwright's, code that is run, a condition that is waited for, what a fake
thinks of a request."""
QUIET = {"test_a_replica_name_on_sqlite_needs_no_lock"}
"""What must not raise, and says nothing else."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the tests, and the names of what it calls, without what stands before the dot."""

    where: str
    name: str
    asserts: bool
    calls: frozenset[str]
    bounded: bool


def functions() -> Iterator[Function]:
    for file in [*sorted(TESTS.rglob("*.py")), *sorted(CONTRACTS.glob("*.py"))]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield function_of(file, node)


def function_of(file: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    asserts, calls = False, set()
    for each in ast.walk(node):
        if isinstance(each, ast.Assert):
            asserts = True
        elif isinstance(each, ast.Call):
            calls.add(each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", ""))
            asserts = asserts or any(word.arg == "check" for word in each.keywords)  # a program that is run
    # Not to hang is what a test with hostile input finds.
    bounded = any("timeout" in ast.unparse(mark) for mark in node.decorator_list)
    return Function(f"{file.name}:{node.lineno}", node.name, asserts or bool(calls & RAISE), frozenset(calls), bounded)


def test_every_test_asserts_something() -> None:
    every = list(functions())
    asserting = {function.name for function in every if function.asserts} - {"run", "main"}
    silent = [
        f"{function.where} {function.name}"
        for function in every
        if function.name.startswith("test_")
        and function.name not in QUIET
        and not (function.asserts or function.bounded or function.calls & asserting)
    ]
    assert silent == [], "these find nothing: let them say what has to be there"

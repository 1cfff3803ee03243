"""Literals in the code that look as if people read them, and stand outside of the catalogues."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import threadline

PACKAGE = Path(threadline.__file__).parent
MARKS = {"_", "N_", "NP_", "ngettext", "pgettext"}
_WORDS = re.compile(r"[^\W\d_]{2,}[,;:]? +(?:[^\W\d_]{2,}|$)")
_NAME = re.compile(r"^[A-Z][a-z]+(?:[.…!?]|$)")
_SILENT_CALLS = re.compile(
    r"^(?:log|logger|_log)\.|(?:^|\.)(?:compile|match|fullmatch|search|sub|text|Query|getLogger|TypeVar|NewType|"
    r"ValueError|TypeError|RuntimeError|AssertionError|NotImplementedError|LookupError|KeyError|deprecated|Field|strptime|"
    r"strftime|lazy|warn)$"
)
"""Whose arguments nobody reads but operators and programmers."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal in a module."""

    module: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.text}"


def looks_read(text: str) -> bool:
    """Whether a literal looks like words for people."""
    return bool(_WORDS.search(text) or _NAME.match(text))


def literals(file: Path) -> Iterator[Literal]:
    """The literals of a module that look so."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    module = file.relative_to(PACKAGE).as_posix()
    silent = _silent(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        if looks_read(node.value):
            yield Literal(module, node.lineno, node.value)


def _silent(tree: ast.AST) -> set[int]:
    """The nodes whose literals are no texts: in the catalogues, docstrings, logs, patterns, names."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in MARKS or _SILENT_CALLS.search(called):
                found.update(id(each) for argument in (*node.args, *node.keywords) for each in ast.walk(argument))
        elif isinstance(node, (ast.Compare, ast.MatchValue)):
            found.update(id(each) for each in ast.walk(node) if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Assert) and node.msg is not None:
            found.update(id(each) for each in ast.walk(node.msg))
        elif isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation is not None:
            found.update(id(each) for each in ast.walk(node.annotation))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.returns is not None:
            found.update(id(each) for each in ast.walk(node.returns))
    return found


_SENTENCE = re.compile(r"^[^\W\d_].*\s.*[.!?…]$", re.DOTALL)


def sentences(file: Path) -> list[Literal]:
    """Those of them that are whole sentences: what is surely said to somebody."""
    return [each for each in literals(file) if _SENTENCE.match(each.text.strip()) and each.text.strip()[0].isupper()]

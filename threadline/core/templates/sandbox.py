"""Filling templates in: Jinja2, cut down to what cannot do harm.

A template is written by people who may call the service, not by people who may run code in it, and it is filled in on
the event loop. So there is a list of what it may do, not one of what it may not: text, values, conditions, one loop at
a time, and filters whose output is about as long as their input. There are no calls, no assignments, no arithmetic and
no attributes but those of the loop; output and time are bounded.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment, nodes
    from jinja2 import Template as Compiled

LONGEST = 400_000
SECONDS = 1.0

_FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "last", "length", "list"}
    | {"lower", "reverse", "round", "sort", "string", "title", "trim", "truncate", "unique", "upper", "wordcount"}
)
_OWN_FILTERS = frozenset({"join", "lines", "replace"})
_LOOP = ("index", "index0", "first", "last")
_NODES = frozenset(
    {"Template", "Output", "TemplateData", "Name", "Const", "List", "Tuple", "Getattr", "Getitem", "Slice", "Keyword"}
    | {"If", "CondExpr", "For", "Filter", "Test", "Compare", "Operand", "And", "Or", "Not", "Neg"}
)
_TIMED = "_timed"

_deadline: ContextVar[float] = ContextVar("_deadline")


class RenderingFailed(Exception):
    """A template cannot be used, or cannot be filled in with these values; the sentence says why."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill a template's text in. Raises `RenderingFailed`."""
    template = compiled(text)
    pieces: list[str] = []
    size = 0
    _deadline.set(time.monotonic() + SECONDS)
    try:
        for piece in template.generate(values):
            size += len(piece)
            _check_length(size)
            _check_time()
            pieces.append(piece)
    except RenderingFailed:
        raise
    except Exception as error:  # a template's own fault, whatever it is: Jinja lets everything through
        raise RenderingFailed(f"The template cannot be filled in: {error}") from error
    return "".join(pieces).strip()


def names_in(text: str) -> frozenset[str]:
    """The names of the values that a template's text uses. Raises `RenderingFailed` as `compiled` does."""
    from jinja2 import meta

    compiled(text)
    return frozenset(meta.find_undeclared_variables(_environment().parse(text)))


@lru_cache(maxsize=256)
def compiled(text: str) -> "Compiled":
    """The template of a text. Raises `RenderingFailed` if it does not parse, or would do what it must not."""
    from jinja2 import TemplateError, nodes

    environment = _environment()
    try:
        tree = environment.parse(text)
        for node in tree.find_all(nodes.Node):
            _allow(node)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _TIMED, [], [], None, None)
        return environment.from_string(tree)
    except (TemplateError, RecursionError, MemoryError, ValueError, OverflowError) as error:
        raise RenderingFailed(f"The template does not parse: {error}") from error


def _environment() -> "Environment":
    from jinja2 import pass_context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=False, trim_blocks=True, lstrip_blocks=True, optimized=False)
    environment.globals.clear()
    harmless = {name: environment.filters[name] for name in _FILTERS}
    environment.filters.clear()
    environment.filters.update(harmless)
    environment.filters.update(replace=_replace, join=_join, lines=_lines)
    environment.filters[_TIMED] = pass_context(_timed)
    return environment


def _allow(node: "nodes.Node") -> None:
    from jinja2 import nodes

    kind = type(node).__name__
    if kind not in _NODES:
        raise RenderingFailed(f"A template may have text, values, conditions, loops and filters, but no {kind.lower()}")
    if isinstance(node, nodes.Getattr):
        if not isinstance(node.node, nodes.Name) or node.node.name != "loop" or node.attr not in _LOOP:
            raise RenderingFailed(f"A template may not look at the attribute {node.attr!r}")
    elif isinstance(node, nodes.Filter) and node.name not in _FILTERS | _OWN_FILTERS:
        raise RenderingFailed(f"There is no filter {node.name!r} in templates")
    elif isinstance(node, nodes.For) and (node.recursive or next(iter(node.find_all(nodes.For)), None) is not None):
        raise RenderingFailed("A template may not have a loop inside a loop")


def _timed(_: Any, items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        _check_time()
        yield item


def _replace(value: object, old: str, new: str) -> str:
    text, old, new = str(value), str(old), str(new)
    _check_length(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def _join(value: Iterable[object], between: str = "") -> str:
    items = [str(item) for item in value]
    _check_length(sum(map(len, items)) + len(items) * len(str(between)))
    return str(between).join(items)


def _lines(value: object) -> list[str]:
    return str(value).splitlines()


def _check_length(size: int) -> None:
    if size > LONGEST:
        raise RenderingFailed(f"The template gives more than {LONGEST} characters")


def _check_time() -> None:
    if time.monotonic() > _deadline.get():
        raise RenderingFailed(f"The template takes more than {SECONDS:g} s")

"""The engine: rules are patterns over word categories, applied in levels, each rewriting a stretch into one node.

Every category is one private character, so that a sentence becomes a short string and a pattern a compiled regular
expression over it. A pattern names categories separated by blanks, with `?`, `*`, `+`, `|` and parentheses; `name:cat`
binds the node for the action, `!cat` demands that no such node follows, `>cat` that one does, `<cat` that one
stands before, `~cat` that none does, `^` the beginning, `$` the end. Work per cluster is bounded, since clusters are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

from threadline import regex

_FIRST_PRIVATE = 0xE000
_MOST_SHAPES = 4096
_WORD = regex.compile(r"([!<>~])?(?:([a-z_0-9]+):)?([a-z_0-9]+)|([()|?*+^$])|\s+")


@runtime_checkable
class Categorised(Protocol):
    """A value that knows its category; what an action returns."""

    @property
    def category(self) -> str:
        """The name patterns use for this value."""


class Node(NamedTuple):
    """A category with its value and the stretch of the text it was read from."""

    char: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recast:
    """What an action returns to put a word into another category: its neighbours have shown what it means."""

    category: str
    value: Any = None


class Categories:
    """Names of categories and their characters; an alias is a set of categories."""

    def __init__(self) -> None:
        self._chars: dict[str, str] = {}
        self._aliases: dict[str, str] = {}

    def char(self, name: str) -> str:
        """The character of category `name`, made at first use."""
        found = self._chars.get(name)
        if found is None:
            found = self._chars[name] = chr(_FIRST_PRIVATE + len(self._chars))
        return found

    def alias(self, name: str, *members: str) -> None:
        """Let `name` stand for any of `members`. Raises ValueError when a pattern used the name before."""
        if name in self._chars:
            raise ValueError(f"{name!r} is already a category: define aliases before patterns")
        self._aliases[name] = "".join(self.chars(member) for member in members)

    def chars(self, name: str) -> str:
        """All characters that `name` stands for."""
        return self._aliases.get(name) or self.char(name)

    def regex(self, name: str) -> str:
        """A regular expression that matches one node of category or alias `name`."""
        chars = self.chars(name)
        return chars if len(chars) == 1 else f"[{chars}]"


CATEGORIES = Categories()


@dataclass(slots=True)
class Bindings:
    """What a pattern matched: nodes in order, and those bound to names."""

    nodes: list[Node]
    names: dict[str, Node]

    def __getitem__(self, name: str) -> Any:
        return self.names[name].value

    def get(self, name: str) -> Any:
        """The value bound to `name`, or None when that part was absent."""
        node = self.names.get(name)
        return node.value if node else None

    def has(self, name: str) -> bool:
        """True when the optional part `name` was there."""
        return name in self.names

    def every(self, category: str) -> list[Any]:
        """Values of all matched nodes of a category or alias, in order."""
        chars = CATEGORIES.chars(category)
        return [node.value for node in self.nodes if node.char in chars]


Action = Callable[[Bindings], Categorised | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern with the action that makes a value of it, or declines with None."""

    pattern: re.Pattern[str]
    needs: str
    action: Action


@dataclass(slots=True)
class Level:
    """Rules applied one after the other, each until it finds nothing more."""

    name: str
    rules: list[Rule] = field(default_factory=list)
    _fitting: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def fitting(self, shape: str) -> tuple[int, ...]:
        """Which rules match somewhere in a shape. Few shapes make up most talk, so they are remembered."""
        found = self._fitting.get(shape)
        if found is None:
            if len(self._fitting) >= _MOST_SHAPES:
                self._fitting.clear()
            found = self._fitting[shape] = tuple(
                index
                for index, rule in enumerate(self.rules)
                if all(need in shape for need in rule.needs) and rule.pattern.search(shape)
            )
        return found

    def rule(self, *patterns: str) -> Callable[[Action], Action]:
        """Register the decorated action under each of `patterns`, in the order written."""

        def register(action: Action) -> Action:
            for text in patterns:
                pattern, needs = compile_pattern(text)
                self.rules.append(Rule(pattern, needs, action))
            self._fitting.clear()
            return action

        return register


def compile_pattern(text: str) -> tuple[re.Pattern[str], str]:
    """Compile a pattern; the second value holds categories without which it cannot match."""
    parts: list[str] = []
    needs: list[str] = []
    depth = 0
    top_level_choice = False
    pieces = [match for match in _WORD.finditer(text) if match.group().strip()]
    for position, match in enumerate(pieces):
        look, name, category, symbol = match.groups()
        if symbol:
            parts.append("(?:" if symbol == "(" else symbol)
            depth += {"(": 1, ")": -1}.get(symbol, 0)
            top_level_choice |= symbol == "|" and depth == 0
            continue
        expression = CATEGORIES.regex(category)
        if look:
            parts.append({"!": "(?!", "<": "(?<=", ">": "(?=", "~": "(?<!"}[look] + expression + ")")
            continue
        parts.append(f"(?P<{name}>{expression})" if name else expression)
        follower = pieces[position + 1].group(4) if position + 1 < len(pieces) else None
        if depth == 0 and len(expression) == 1 and follower not in {"?", "*"}:
            needs.append(expression)
    return regex.compile("".join(parts)), "" if top_level_choice else "".join(needs)


def apply(levels: list[Level], nodes: list[Node]) -> list[Node]:
    """Rewrite `nodes` level by level and return what is left."""
    shape = "".join([node.char for node in nodes])
    for level in levels:
        if not level.fitting(shape):
            continue
        done = -1
        while (index := next((each for each in level.fitting(shape) if each > done), None)) is not None:
            shape, nodes = _rewrite(level.rules[index], shape, nodes)
            done = index
    return nodes


def _rewrite(rule: Rule, shape: str, nodes: list[Node]) -> tuple[str, list[Node]]:
    position = 0
    search = rule.pattern.search
    while match := search(shape, position):
        first, last = match.span()
        value = rule.action(_bind(match, nodes, first, last))
        if value is None:
            position = first + 1
            continue
        char = CATEGORIES.char(value.category)
        meaning = value.value if isinstance(value, Recast) else value
        node = Node(char, meaning, nodes[first].start, nodes[last - 1].end)
        nodes = [*nodes[:first], node, *nodes[last:]]
        shape = shape[:first] + char + shape[last:]
        # A merged node may merge again, as in "2 weeks, 3 days and an hour"; a rewrite of one node may not.
        position = first if last - first > 1 else first + 1
    return shape, nodes


def _bind(match: re.Match[str], nodes: list[Node], first: int, last: int) -> Bindings:
    names = {name: nodes[match.start(name)] for name in match.re.groupindex if match.start(name) >= 0}
    return Bindings(nodes[first:last], names)

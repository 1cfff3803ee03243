"""Spoken English numbers: "twenty third", "two thousand and seventeen", "nineteen eighty six"."""

from __future__ import annotations

from threadline.calendar.when.grammar import CATEGORIES, Node

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
NUMBER_WORDS: dict[str, int] = {
    "zero": 0,
    "oh": 0,
    "o": 0,
    **{word: value for value, word in enumerate(_ONES.split(), start=1)},
    **{word: value * 10 for value, word in enumerate(_TENS.split(), start=2)},
    "forteen": 14,
    "hundred": 100,
    "thousand": 1000,
}
ORDINAL_WORDS: dict[str, int] = {
    **{word: value for value, word in enumerate(_ORDINALS.split(), start=1) if word != "second"},
    "twelveth": 12,
    "twentieth": 20,
    "thirtieth": 30,
}

_WORD = CATEGORIES.char("number_word")
_ORDINAL_WORD = CATEGORIES.char("ordinal_word")
_SECOND = CATEGORIES.char("second")
_AND = CATEGORIES.char("and")
_DASH = CATEGORIES.char("dash")
_ORDINAL = CATEGORIES.char("ordinal_spoken")
_YEAR = CATEGORIES.char("year4")
_SPOKEN = (("s12", 12), ("s24", 24), ("s31", 31), ("s59", 59), ("s99", 99))


def compose(nodes: list[Node]) -> list[Node]:
    """Replace runs of number words by number nodes; everything else stays."""
    if not any(node.char in (_WORD, _ORDINAL_WORD) for node in nodes):
        return nodes
    found: list[Node] = []
    position = 0
    while position < len(nodes):
        node = nodes[position]
        if node.char == _ORDINAL_WORD:
            found.append(Node(_ORDINAL, node.value, node.start, node.end))
            position += 1
        elif node.char == _WORD:
            made, position = _number(nodes, position)
            found.append(made)
        else:
            found.append(node)
            position += 1
    return _paired_years(found)


def _number(nodes: list[Node], position: int) -> tuple[Node, int]:
    first = nodes[position]
    value, position = _below_hundred(nodes, position)
    if value is None:
        value = 1
    if ordinal := _ordinal_end(nodes, position, value):
        return Node(_ORDINAL, ordinal.value, first.start, ordinal.end), position + 1 + (nodes[position].char == _DASH)
    for scale in (1000, 100):
        if _is_word(nodes, position, scale):
            rest, after = _rest(nodes, position + 1)
            value, position = value * scale + rest, after
            if scale == 1000 and _is_word(nodes, position, 100):
                more, position = _rest(nodes, position + 1)
                value = value - rest + rest * 100 + more
    return _number_node(value, first.start, nodes[position - 1].end), position


def _is_word(nodes: list[Node], position: int, value: int) -> bool:
    return position < len(nodes) and nodes[position].char == _WORD and nodes[position].value == value


def _below_hundred(nodes: list[Node], position: int) -> tuple[int | None, int]:
    value: int = nodes[position].value
    if value >= 100:
        return None, position
    position += 1
    if value < 20 or value % 10:
        return value, position
    after = position + 1 if position < len(nodes) and nodes[position].char == _DASH else position
    if after < len(nodes) and nodes[after].char == _WORD and 0 < nodes[after].value < 10:
        return value + nodes[after].value, after + 1
    return value, position


def _ordinal_end(nodes: list[Node], position: int, value: int) -> Node | None:
    if value < 20 or value % 10 or position >= len(nodes):
        return None
    dashed = nodes[position].char == _DASH
    after = position + dashed
    if after < len(nodes) and nodes[after].char in (_ORDINAL_WORD, _SECOND) and nodes[after].value < 10:
        end = nodes[after]
        return Node(_ORDINAL, value + end.value, end.start, end.end)
    return None


def _rest(nodes: list[Node], position: int) -> tuple[int, int]:
    after = position + 1 if position < len(nodes) and nodes[position].char == _AND else position
    if after < len(nodes) and nodes[after].char == _WORD and nodes[after].value < 100:
        value, end = _below_hundred(nodes, after)
        return value or 0, end
    return 0, position


def _number_node(value: int, start: int, end: int) -> Node:
    if 1000 <= value <= 2999:
        return Node(_YEAR, value, start, end)
    name = next((name for name, limit in _SPOKEN if value <= limit), "big")
    return Node(CATEGORIES.char(name), value, start, end)


def _paired_years(nodes: list[Node]) -> list[Node]:
    """Join "nineteen" "eighty six": a century and two digits that no clock shows."""
    spoken = {CATEGORIES.char(name) for name, _ in _SPOKEN}
    found: list[Node] = []
    for node in nodes:
        last = found[-1] if found else None
        if last and last.char in spoken and node.char in spoken and 17 <= last.value <= 20 and node.value >= 10:
            found[-1] = Node(_YEAR, last.value * 100 + node.value, last.start, node.end)
        else:
            found.append(node)
    return found

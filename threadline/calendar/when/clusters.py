"""What makes a cluster of words that may speak of time: little words alone do not, nor do numbers by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from threadline.calendar.when.grammar import CATEGORIES, Node
from threadline.calendar.when.numerals import Raw

_WRAPPED_LINE = 50
_LONGEST_ALONE = 40


def _char(name: str) -> str:
    return CATEGORIES.char(name)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a blank-separated piece holds: its nodes, their words in small letters, and whether all are little words."""

    raws: tuple[Raw, ...]
    words: tuple[str, ...]
    little: bool


HOLE = Chunk(((0, 0, "", None),), (), little=False)
"""A piece that no time expression crosses."""
WORD = _char("word")
_N24, _N31, _COMMA, _DOT, _YEAR = (_char(name) for name in ("n24", "n31", "comma", "dot", "year4"))
NUMBERS = frozenset(_char(name) for name in ("n24", "n31", "n59", "big", "decimal", "dotted", "year4", "clock"))
_AFTER_DATE = frozenset(_char(name) for name in ("comma", "dot", "word", "the", "at", "on", "in", "for"))
_WEAK_NAMES = (
    "word comma dash slash plus dot and or at on in of from to until between by before after since for around the a "
    "less more equals second not_time every except half later early late end begin mid other starting past within ago "
    "quarter_mark half_mark year_mark half_sign zone month_weak weekday_weak season weekly_mark few about added"
)
WEAK_NAMES_OF_TIME = {_char("month_weak"): _char("month"), _char("weekday_weak"): _char("weekday")}
_WEAK = frozenset(_char(name) for name in _WEAK_NAMES.split())
_PLAIN = _WEAK | NUMBERS - {_char("clock")}
_LEADS_NAMES = "at by from between around until before after to dash less more since in of begin mid end"
_LEADS_HOUR = frozenset(_char(name) for name in _LEADS_NAMES.split())
_NAMED_NAMES = "month_weak weekday_weak second quarter_mark half_mark year_mark season weekly_mark"
_WEAK_NAMED = frozenset(_char(name) for name in _NAMED_NAMES.split())
LITTLE = (_WEAK | {WORD}) - _WEAK_NAMED
LONELY = (_PLAIN | {WORD}) - _WEAK_NAMED
"""What says nothing of a time where it stands alone."""


def emphasised(node: Node, text: str) -> Node:
    """A "May" or "Sun" with a capital inside a sentence is a name, not a verb or a star."""
    if len(text) <= _LONGEST_ALONE and node.end - node.start == len(text.strip()):
        return Node(WEAK_NAMES_OF_TIME[node.char], node.value, node.start, node.end)
    before = text[max(0, node.start - 2) : node.start].strip()
    inside = node.start > 0 and (not before or before[-1] not in ".!?:>*") and text[node.start - 1] in " (,/-"
    if text[node.end : node.end + 1] == ":" and text[node.start].isupper():  # "Sat: brunch at 11"
        return Node(WEAK_NAMES_OF_TIME[node.char], node.value, node.start, node.end)
    capital = text[node.start].isupper() and not text[node.start : node.start + 2].isupper()
    return Node(WEAK_NAMES_OF_TIME[node.char], node.value, node.start, node.end) if inside and capital else node


def ends_line(text: str, first: int, last: int) -> bool:
    """Whether what lies between two words ends a thought: a blank line, a short line, or a mark of a list behind it."""
    newlines = text.count("\n", first, last)
    if newlines != 1:
        return newlines > 1
    wrapped = first >= _WRAPPED_LINE and text.find("\n", first - _WRAPPED_LINE, first) < 0
    return not wrapped or text[last] in "-*•>"


def _is_spaced_date(chars: list[str]) -> bool:
    """ "2016 10 16": a year, a month and a day, and at most a little word before them."""
    while chars and chars[-1] in _AFTER_DATE:
        chars = chars[:-1]
    numbers = chars[-3:]
    return len(chars) in (3, 4) and numbers[0] == _YEAR and numbers[1] == _N24 and numbers[2] in (_N24, _N31)


def promising(nodes: list[Node]) -> bool:
    """Whether the nodes hold more than little words and bare numbers."""
    chars = {node.char for node in nodes}
    if chars <= _PLAIN and any(node.char == _YEAR for node in nodes) and _is_spaced_date([node.char for node in nodes]):
        return True
    if not chars <= _WEAK:
        return not chars <= _PLAIN or not chars.isdisjoint(_LEADS_HOUR) or len(chars & _WEAK_NAMED) > 0
    return len(nodes) > 1 and not chars.isdisjoint(_WEAK_NAMED)

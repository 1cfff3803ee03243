"""Chinese lists that name the week once: 周一、三、五 is Monday, Wednesday and Friday, 周二四 Tuesday and Thursday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Node
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.model import Grain

_NUMERAL, _WEEKDAY = CATEGORIES.char("numeral"), CATEGORIES.char("weekday")
_BETWEEN = {CATEGORIES.char(name) for name in ("comma", "and")}
_COUNTED = {
    CATEGORIES.char(name) for name in ("unit", "hour_sign", "minute_sign", "day_sign", "month_sign", "year_sign")
}
_DAYS = "一二三四五六"


def with_lists(nodes: Sequence[Node]) -> list[Node]:
    """The nodes with a weekday in the place of each numeral that goes on such a list, unless something is counted."""
    found: list[Node] = []
    for number, node in enumerate(nodes):
        if node.char == _NUMERAL and _goes_on(found, node) and not _counts(nodes, number):
            found.extend(_weekdays(node))
        else:
            found.append(node)
    return found


def _goes_on(before: Sequence[Node], node: Node) -> bool:
    """Whether a weekday stands right before it, or a comma or an "and" behind one."""
    last = before[-1] if before else None
    if last is not None and last.char in _BETWEEN and len(before) > 1 and last.end == node.start:
        last = before[-2]
        return last.char == _WEEKDAY and last.end == before[-1].start
    return last is not None and last.end == node.start and (last.char == _WEEKDAY or _is_week(last))


def _is_week(node: Node) -> bool:
    """Whether it is a week whose day comes next: 下下周三, the Wednesday of the week after the next."""
    return isinstance(node.value, UnitPeriod) and node.value.grain is Grain.WEEK


def _counts(nodes: Sequence[Node], number: int) -> bool:
    following = nodes[number + 1] if number + 1 < len(nodes) else None
    if not set(nodes[number].value) <= set(_DAYS):
        return True
    return following is not None and following.start == nodes[number].end and following.char in _COUNTED


def _weekdays(node: Node) -> Iterator[Node]:
    for place, char in enumerate(node.value):
        yield Node(_WEEKDAY, _DAYS.index(char), node.start + place, node.start + place + 1)

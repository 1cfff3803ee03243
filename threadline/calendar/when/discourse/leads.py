"""How long before something: "be there 15 minutes early", "bis 24 Stunden vorher" are no lengths of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threadline import regex
from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used in patterns
from threadline.calendar.when.grammar import CATEGORIES, Node

_UNIT, _WORD = CATEGORIES.char("unit"), CATEGORIES.char("verb")
_COUNTS = CATEGORIES.chars("count")
_AHEAD = regex.compile(
    r"\s{1,3}(?:in advance|beforehand|ahead of time|early(?!\s+(?:morning|afternoon|evening))|prior(?! to)|"
    r"vorher|zuvor|vorab|im voraus|"
    r"[àa] l['’]avance|avant(?=\s*(?:[.,;!)]|$))|de antelaci[óo]n|con antelaci[óo]n|de anticipaci[óo]n|"
    r"antes(?=\s*(?:[.,;!)]|$))|prima(?=\s*(?:[.,;!)]|$))|"
    r"di anticipo|in anticipo|de anteced[êe]ncia|van tevoren|vooraf|"
    r"tevoren|wcze[śs]niej|i f[öo]rv[äa]g|i forvejen|p[åa] forh[åa]nd)(?!\w)",
    re.IGNORECASE,
)


def without_leads(nodes: Sequence[Node], text: str) -> list[Node]:
    """The nodes with such a stretch, its unit and what counts it, as words of their own."""
    found: list[Node] = []
    for node in nodes:
        counted = bool(found) and found[-1].char in _COUNTS and node.start - found[-1].end <= 1
        # "heures" and "uur" are the sign of an hour as well as a unit.
        if (counted or node.char == _UNIT) and _AHEAD.match(text, node.end):
            if counted:
                found.append(_word(found.pop()))
            node = _word(node)
        found.append(node)
    return found


def _word(node: Node) -> Node:
    return Node(_WORD, None, node.start, node.end)

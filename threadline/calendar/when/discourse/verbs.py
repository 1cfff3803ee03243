"""Words of time that the words around make something else: "move it from … to …", "should last 2 hours", "now that"."""

from __future__ import annotations

import re

from threadline import regex
from threadline.calendar.when import aliases as _aliases  # noqa: F401 - names used here
from threadline.calendar.when.grammar import CATEGORIES, Node
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Role

_MOVED = regex.compile(
    r"(?:^|[.!?,;:\n]\s*|\b(?:to|we|i|you|they|let's|lets|please|pls|can|could|must|should|will|and|just|has|have|had|"
    r"been|be|is|was|are|would you|i'd|we'd)\s+)(?:move|moved|push|pushed|shift|shifted|bump|bumped|switch|switched|"
    r"postpone|postponed|reschedule|rescheduled|delay|delayed|defer|deferred|change|changed|bring|brought|put back)\b"
    r"|\b(?:moved|pushed|shifted|postponed|rescheduled)\b",
    re.IGNORECASE,
)
_LASTS = regex.compile(
    r"\b(?:will|would|should|to|might|may|can|could|must|it'll|usually|normally|typically|probably|only)\s+$",
    re.IGNORECASE,
)
_SENTENCE_END = regex.compile(r"[.!?]\s|\n")
_LOOKED_BACK = 160
_FROM, _TO = CATEGORIES.char("from"), CATEGORIES.char("to")
_SOURCE, _TARGET = CATEGORIES.char("source"), CATEGORIES.char("target")
_VERB, _UNIT = CATEGORIES.char("verb"), CATEGORIES.char("unit")
_NOW, _CLOCK = CATEGORIES.char("now"), CATEGORIES.char("clock")
_OWNED = ("'s", "’s")
"""What belongs to a day is something: "move tomorrow's 9:30 to 10:15"."""
_JOINS = regex.compile(
    r"\s+that\b(?!['’]|\s+(?:is|was|works?|worked|would|will|could|can|should|may|might|has|suits?|sounds|seems|way|"
    r"said)\b)|\s+and\s+again\b|\s+and\s+then\s*(?:[.,;:!?)]|$)",
    re.IGNORECASE,
)
_BEGINS = regex.compile(
    r"\s+that\b|(?:\s+then|,?\s+now)\s*(?:[.,;:!?]|$)|,\s*(?!please\b|pls\b|if\b)[^\W\d_]", re.IGNORECASE
)
_FOR = regex.compile(r"\bfor\s+$", re.IGNORECASE)
_AND_THEN = regex.compile(r"\s+and\s+then\b", re.IGNORECASE)
_CLAUSE_BEGIN = regex.compile(r"(?:^|[.!?;:\n])[\s\"“„'‘(]*$")
_EVERY = regex.compile(r"\bevery\s+$", re.IGNORECASE)
_NUMERIC = frozenset(CATEGORIES.chars("hour") + CATEGORIES.chars("clock") + CATEGORIES.chars("dotted"))


def mark_moves(nodes: list[Node], text: str) -> tuple[list[Node], dict[int, Role]]:
    """The nodes of a cluster with "from" and "to" as source and target where the sentence before moves something.

    The second value says at which offsets which of the two begins.

    A range of clocks keeps its "to": "move it to 3 to 4pm", "move the 2 to 3pm slot".
    """
    if not any(node.char in (_TO, _FROM) for node in nodes) or not _is_moving(text, nodes[0].start, nodes[-1].end):
        return nodes, {}
    given = list(nodes)
    sourced = targeted = False
    for index, node in enumerate(nodes):
        if targeted:
            break
        if node.char == _FROM and index and nodes[index - 1].char == _UNIT:  # "two weeks from Thursday"
            continue
        if node.char == _FROM:
            given[index] = Node(_SOURCE, node.value, node.start, node.end)
            sourced = True
        elif node.char == _TO:
            ranged = 0 < index < len(nodes) - 1 and all(nodes[at].char in _NUMERIC for at in (index - 1, index + 1))
            owned = index > 1 and text[nodes[index - 2].end - 2 : nodes[index - 2].end] in _OWNED
            if ranged and not sourced and not (owned and nodes[index - 1].char == _CLOCK):
                continue
            given[index] = Node(_TARGET, node.value, node.start, node.end)
            targeted = True
    roles = {_SOURCE: Role.SOURCE, _TARGET: Role.TARGET}
    return given, {node.start: roles[node.char] for node in given if node.char in roles}


def without_verbs(nodes: list[Node], text: str) -> list[Node]:
    """The nodes with a "last" that is a verb as a word of its own: "should last 45 minutes" looks back on nothing."""
    if not any(node.value is Step.LAST for node in nodes):
        return nodes
    return [
        Node(_VERB, None, node.start, node.end)
        if node.value is Step.LAST and _LASTS.search(text[max(0, node.start - 12) : node.start])
        else node
        for node in nodes
    ]


def without_conjunctions(nodes: list[Node], text: str) -> list[Node]:
    """The nodes with a "now" that names no time as a mere word: "now that you ask", "now and again", "now then"."""
    if not any(node.char == _NOW for node in nodes):
        return nodes
    return [
        Node(_VERB, None, node.start, node.end) if node.char == _NOW and _names_no_time(node, text) else node
        for node in nodes
    ]


def _names_no_time(now: Node, text: str) -> bool:
    if text[now.start : now.end].lower() != "now":  # "right now" and "asap" are times wherever they stand
        return False
    before = text[max(0, now.start - 12) : now.start]
    if _FOR.search(before):  # "that's all for now"
        return True
    if _JOINS.match(text, now.end) or (_EVERY.search(before) and _AND_THEN.match(text, now.end)):
        return True
    return _CLAUSE_BEGIN.search(before) is not None and _BEGINS.match(text, now.end) is not None


def _is_moving(text: str, first: int, last: int) -> bool:
    said = text[max(0, first - _LOOKED_BACK) : last]
    begins = [match.end() for match in _SENTENCE_END.finditer(said, 0, min(first, _LOOKED_BACK))]
    return _MOVED.search(said, begins[-1] if begins else 0) is not None

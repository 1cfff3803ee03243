"""From one time to another is no stretch where something is moved: "spostata da martedì a giovedì alle 11"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.meaning.clock import ClockRange
from threadline.calendar.when.meaning.ranges import At, Between
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Grain, Role

_MOVED = regex.compile(
    r"\b(?:(?:vor)?verschob\w*|(?:vor)?verschieb\w*|verleg\w*|umgelegt|umgebucht|déplac\w*|décal\w*|report\w+|repouss\w*|"
    r"mov(?:er|emos|ido|ida|amos|í|ió)|muev\w+|cambi(?:a|ar|amos|ado|ada|ó)|aplaz\w*|adelant\w*|traslad\w*|spost\w*|"
    r"rimand\w*|anticip\w*|posticip\w*|mud(?:a|ar|amos|ei|ou|ado|ada)|adia\w*|remarc\w*|transfer\w*|verzet\w*|verplaats\w*|"
    r"verschoven|verschui\w*|flytt\w*|flyt|przen\w*|przełoż\w*|przesu\w*|erteled\w*|alındı|перен[её]с\w*|сдвин\w*|перемест\w*|"
    r"pass?a\w{0,4}(?=\s*$))"
    r"(?!\w)[^.!?;\n]*$",
    re.IGNORECASE,
)
_MOVED_BEHIND = regex.compile(
    r"[^.!?;\n]{0,20}\b(?:verschoben|verlegt|verschieben|verlegen|verzetten|verplaatsen|verplaatst|verschoven|erteled\w+|"
    r"alındı|taşındı|taşıyalım|alalım|erteleyelim)(?!\w)",
    re.IGNORECASE,
)
_LOOKED_BACK = 80


def with_foreign_moves(found: list[Found], text: str) -> list[Found]:
    """The finds, where a stretch that something is moved along is the time it is moved to."""
    return [_target(item, text) for item in found]


def _target(item: Found, text: str) -> Found:
    value = _last(item.value)
    if value is None:
        return item
    moved = _MOVED.search(text[max(0, item.start - _LOOKED_BACK) : item.start]) or _MOVED_BEHIND.match(text, item.end)
    return replace(item, value=value, role=Role.TARGET) if moved else item


def _last(value: Any) -> Any:
    """Where a stretch of days or of hours ends; None where it is none."""
    if isinstance(value, Recurrence) and value.every is Grain.DAY and isinstance(value.within, Between) and value.clock:
        return At(value.within.last, value.clock)
    if isinstance(value, Between):
        return value.last
    if isinstance(value, At) and isinstance(value.time, ClockRange) and not value.time.window:
        return replace(value, time=value.time.end)
    return value.end if isinstance(value, ClockRange) and not value.window else None

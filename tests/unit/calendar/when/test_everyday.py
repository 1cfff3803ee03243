"""Everyday constructs in eighteen languages: `everyday.txt` says each in every language, once detected, once told.

`*` stands for any hour (or any time at all), `>` for an end, `<` for a deadline, `S` for a beginning, `R` for a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.when import When, resolve

REFERENCE = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
ROWS = Path(__file__).with_name("everyday.txt")


def rows() -> Iterator[tuple[str, str, str, str]]:
    construct = wanted = ""
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            construct, wanted = line[2:].split("|")
            continue
        language, text = line.split("|")
        yield construct, language, text, wanted


def shown(moment: datetime | None, wanted: str) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"[: len(wanted)] if moment else ""


def fits(when: When, wanted: str) -> bool:
    """Whether the reading is what the line wants."""
    begin, _, parts = wanted.partition(";")
    if begin.startswith("R "):
        rule = when.rrule or ""
        return bool(rule) and all(part in rule for part in parts.split(";")) and fits(when, begin[2:])
    if begin.startswith("< "):
        day = begin[2:]
        return when.start is None and shown(when.end, day) == day
    if begin.startswith("S "):
        return shown(when.start, begin[2:]) == begin[2:]
    if begin == "*":
        return when.start is not None
    if begin.endswith(" *"):
        return shown(when.start, begin[:-2]) == begin[:-2]
    if " > " in begin:
        first, last = begin.split(" > ")
        return shown(when.start, first) == first and shown(when.end, last) == last
    if "/" in begin:
        return any(fits(when, each) for each in begin.split("/"))
    whole = len(begin) > 10 or (when.all_day and when.end == (when.start or REFERENCE) + timedelta(days=1))
    return whole and shown(when.start, begin) == begin and (len(begin) == 10 or when.end is None)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [pytest.param(*row[1:], id=f"{row[1]}-{row[0]}") for row in rows()],
)
def test_everyday_words_are_read(language: str, text: str, wanted: str) -> None:
    told = resolve(text, REFERENCE, language=language)
    assert told, "nothing was read"
    assert fits(told[0], wanted), told[0]
    found = resolve(text, REFERENCE)
    assert found, "nothing was read without being told the language"
    assert fits(found[0], wanted), found[0]

"""The scene the tests speak in: a Wednesday morning in New York."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.when import Policy, When, resolve

NEW_YORK = ZoneInfo("America/New_York")
REFERENCE = datetime(2026, 11, 18, 9, 30, tzinfo=NEW_YORK)


def first(text: str, *, reference: datetime = REFERENCE, policy: Policy | None = None, language: str = "en") -> When:
    """The best reading of `text`; fails when there is none."""
    found = resolve(text, reference, policy=policy, language=language)
    assert found, f"no time in {text!r}"
    return found[0]


def shown(when: When) -> str:
    """A reading in short: "2026-11-19 15:00 > 16:00", dates alone when it is all day."""
    style = "%Y-%m-%d" if when.all_day else "%Y-%m-%d %H:%M"
    start = when.start.strftime(style) if when.start else ""
    end = when.end.strftime(style) if when.end else ""
    return f"{start} > {end}" if end else start

"""How people of 18 languages change an event. Data: a further language is a further table."""

from __future__ import annotations

from threadline.calendar.extract.changes.words import eastern, northern, slavic, western
from threadline.calendar.extract.changes.words.model import ChangeWords

__all__ = ["LANGUAGES", "ChangeWords"]

LANGUAGES = (*western.TABLES, *northern.TABLES, *slavic.TABLES, *eastern.TABLES)

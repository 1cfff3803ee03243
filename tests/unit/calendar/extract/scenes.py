"""The scene the tests speak in: a Wednesday morning in New York."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.extract import Extraction, extract

NEW_YORK = ZoneInfo("America/New_York")
REFERENCE = datetime(2026, 11, 18, 9, 30, tzinfo=NEW_YORK)


def read(text: str, people: tuple[str, ...] = ()) -> Extraction:
    """What is read from `text`; every piece of evidence must stand in it."""
    found = extract(text, REFERENCE, people=people)
    for evidence in (*found.people, found.title_evidence, found.place_evidence, found.intent_evidence):
        if evidence is not None:
            assert text[slice(*evidence.span)].strip(" .,\n") == evidence.value.strip(" .,\n")
    return found

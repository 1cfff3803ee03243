"""Events out of talk: intent, title, people, place and time, each with its evidence; and the check of model quotes."""

from __future__ import annotations

from threadline.calendar.extract.model import Evidence, Extraction, Intent, Leftover, LeftoverKind
from threadline.calendar.extract.people.names import is_given_name
from threadline.calendar.extract.quotes import (
    Disagreement,
    Quoted,
    Refusal,
    RefusalReason,
    Slot,
    Verified,
    verify_quotes,
)
from threadline.calendar.extract.reader import extract

__all__ = [
    "Disagreement",
    "Evidence",
    "Extraction",
    "Intent",
    "Leftover",
    "LeftoverKind",
    "Quoted",
    "Refusal",
    "RefusalReason",
    "Slot",
    "Verified",
    "extract",
    "is_given_name",
    "verify_quotes",
]

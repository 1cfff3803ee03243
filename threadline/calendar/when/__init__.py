"""The language of time: what people mean by "next Thursday 3-4:30pm PT", with alternatives and warnings."""

from __future__ import annotations

from threadline.calendar.when.model import Alternative, Caution, Grain, Kind, Role, WarningCode, When
from threadline.calendar.when.policy import DayParts, Meals, NextWeekday, Occasion, Policy, Preference
from threadline.calendar.when.resolver import resolve

__all__ = [
    "Alternative",
    "Caution",
    "DayParts",
    "Grain",
    "Kind",
    "Meals",
    "NextWeekday",
    "Occasion",
    "Policy",
    "Preference",
    "Role",
    "WarningCode",
    "When",
    "resolve",
]

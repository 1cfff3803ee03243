"""The properties of a component as icalendar read them: its lists, its single values, its texts."""

import re
from datetime import date, timedelta
from typing import Any, TypeVar

from icalendar import Component

from threadline.calendar.ics_lines import clean_text
from threadline.calendar.port import CalendarRejected
from threadline.texts.messages import N_, _

T = TypeVar("T")

MAX_TEXT = 20_000
"""Characters of a text that are kept."""

SENSELESS = N_("The event has a value that makes no sense.")

_ESCAPED = re.compile(r"\\(.)")


def all_of(component: Component, name: str) -> list[Any]:
    """The values of a property that may stand there several times."""
    value = component.get(name, [])
    return value if isinstance(value, list) else [value]


def single(component: Component, name: str) -> Any:
    """The value of a property that may stand there once, None where it does not. Raises `CalendarRejected`."""
    values = all_of(component, name)
    if len(values) > 1:
        raise CalendarRejected(_("The event has {name} more than once.", name=name))
    return values[0] if values else None


def value_of(holder: Any, kind: type[T]) -> T:
    """What a date, time or duration property says. Raises `CalendarRejected` if it is not of the kind that is due."""
    value = holder.dt
    if not isinstance(value, kind):
        raise CalendarRejected(_(SENSELESS))
    return value


def moment_of(holder: Any) -> date | timedelta | None:
    """What a date, time or duration property says; None for one that makes no sense."""
    try:
        value = holder.dt
    except (ValueError, AttributeError):
        return None
    return value if isinstance(value, date | timedelta) else None


def number_of(component: Component, name: str) -> int:
    """A property that is a number; 0 where it is missing, or none."""
    values = all_of(component, name)
    try:
        return int(values[0]) if values else 0
    except ValueError:
        return 0


def text_of(component: Component, name: str) -> str | None:
    """A text, without what cannot be in one, and bounded; None for an empty one."""
    values = all_of(component, name)
    text = clean_text(str(values[0])) if values else ""
    if name.startswith("X-"):  # icalendar takes what it does not know as it is
        text = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
    return text.strip()[:MAX_TEXT] or None

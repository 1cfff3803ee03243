"""Free times as text that can be sent on, on the clock of whoever reads it, with the link by which one is chosen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.core.appointments.booking_link import BookingLink, Terms
from threadline.core.channels.formatting import and_list
from threadline.texts import formats
from threadline.texts.messages import _, ngettext

_MOST_DAYS = 5

Stretch = tuple[datetime, datetime]


def free_times_lines(link: BookingLink, starts: Sequence[datetime], zone: str) -> tuple[str, ...]:
    """The text, as CommonMark: the days with their free stretches, then the link."""
    intro = _("I am free at these times ({length}, {zone} time):", length=length_of(link.terms), zone=town_of(zone))
    choose = _("Choose one here: {link}", link=f"<{link.address}>")
    return (intro, *day_lines(starts, link.terms, zone), choose)


def day_lines(starts: Sequence[datetime], terms: Terms, zone: str) -> tuple[str, ...]:
    """The first days, each with its stretches."""
    days: dict[str, list[str]] = {}
    for low, high in _stretches([start.astimezone(ZoneInfo(zone)) for start in starts], terms.length):
        clocks = formats.clocks(low, high) if low.date() == high.date() else formats.span(low, high)
        days.setdefault(formats.long_day(low), []).append(clocks)
    return tuple(f"- {formats.joined(day, and_list(clocks))}" for day, clocks in list(days.items())[:_MOST_DAYS])


def length_of(terms: Terms) -> str:
    """How long the meeting takes."""
    minutes = int(terms.length.total_seconds() // 60)
    if minutes % 60:
        return ngettext("{count} minute", "{count} minutes", minutes)
    return ngettext("{count} hour", "{count} hours", minutes // 60)


def town_of(zone: str) -> str:
    """What people call a zone: its town."""
    return zone.rpartition("/")[2].replace("_", " ")


def _stretches(starts: Sequence[datetime], length: timedelta) -> list[Stretch]:
    """Meetings that follow or overlap each other as one stretch; none goes from one day on to the next."""
    found: list[Stretch] = []
    for start in starts:
        if found and start <= found[-1][1] and start.date() == found[-1][0].date():
            found[-1] = (found[-1][0], start + length)
        else:
            found.append((start, start + length))
    return found

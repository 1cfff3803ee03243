"""The clocks that numbers come to, where their place has made hours of them."""

from __future__ import annotations

from threadline.calendar.when.meaning.clock import Clock


def written_clock(dotted: tuple[tuple[int, int], float]) -> Clock | None:
    """The clock of "8.30", which has two digits behind the point; "8.5" has none."""
    (hour, minute), number = dotted
    written = f"{number:.2f}".split(".")[1]
    if hour > 24 or minute > 59 or int(written) != minute:
        return None
    return Clock(hour, minute, exact=hour > 12 or hour == 0)


def four_digits(number: int) -> Clock | None:
    """The clock of "1430", or None."""
    hour, minute = divmod(number, 100)
    return Clock(hour, minute, exact=True) if hour < 24 and minute <= 59 else None


def bare_clock(hour: int, minute: int = 0) -> Clock:
    """The clock of a number that nothing but its place makes an hour."""
    return Clock(hour, minute, exact=hour > 12 or hour == 0, bare=True)


def run_clock(number: int | Clock) -> Clock | None:
    """The clock of "4", "430" or "1030" as people write it without its colon; None where it can be no such thing."""
    if isinstance(number, Clock):
        return None
    hour, minute = divmod(number, 100) if number > 99 else (number, 0)
    fits = 1 <= hour <= 12 and minute < 60 and minute % 5 == 0
    return bare_clock(hour, minute) if fits else None

"""How long it takes to find time for 20 people over 4 weeks: `python -m benchmarks.free_slots`.

Twenty people in four zones, with random meetings each day, and 15-minute steps. The figure is the median of 50 runs of
`free_slots` alone, on one core; asking the calendars is not in it.
"""

import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta

from threadline.calendar.event import Busy, FreeBusy, Knowledge
from threadline.calendar.free_slots import Participant, Wish, WorkingHours, free_slots

START = datetime(2026, 3, 16, tzinfo=UTC)
WEEKS = 4
RUNS = 50
EUROPE = ("Europe/Vienna", "Europe/London", "Europe/Athens", "Europe/Lisbon")
WORLD = ("Europe/Vienna", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo")


def crowd(zones: tuple[str, ...], meetings: int, seed: int = 1) -> list[Participant]:
    """Twenty people with meetings at random quarter hours."""
    dice = random.Random(seed)
    people = []
    for number in range(20):
        busy = []
        for day in range(WEEKS * 7):
            for _ in range(meetings):
                start = START + timedelta(days=day, minutes=15 * dice.randrange(24, 72))
                busy.append(Busy(start, start + timedelta(minutes=dice.choice((15, 30, 60)))))
        answer = FreeBusy(str(number), Knowledge.KNOWN, tuple(busy))
        hours = WorkingHours(zones[number % len(zones)])
        people.append(Participant(f"person {number}", hours, (answer,), frozenset({date(2026, 4, 6)})))
    return people


def measure(people: list[Participant]) -> tuple[float, int]:
    """The median in milliseconds, and how many slots there are."""
    wish = Wish(
        START,
        START + timedelta(weeks=WEEKS),
        timedelta(minutes=30),
        "Europe/Vienna",
        step=timedelta(minutes=15),
    )
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        slots = free_slots(people, wish)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000, len(slots)


def main() -> None:
    """Print the figures."""
    cases = (
        ("Europe, 1 meeting a day each", EUROPE, 1),
        ("Europe, 8 meetings a day each", EUROPE, 8),
        ("world, nothing booked", WORLD, 0),
    )
    for name, zones, meetings in cases:
        median, slots = measure(crowd(zones, meetings))
        print(f"find-time, 20 people, {WEEKS} weeks, {name}: median {median:.1f} ms, {slots} slots")


if __name__ == "__main__":
    main()

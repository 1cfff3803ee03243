"""How long long texts take, and whether twice the text takes twice the time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.when import resolve

REFERENCE = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("America/New_York"))
HALF, WHOLE = 50_000, 100_000
WORDS = (
    "the quick project meeting should be held with all team members because we need to discuss budget and plans for "
    "our customers please let me know if that works thanks regards"
)


def mail(size: int) -> str:
    """A long thread: prose, a meeting now and then, quoted headers."""
    chance = random.Random(7)
    words = WORDS.split()
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = " ".join(chance.choice(words) for _ in range(25)) + ". "
        if len(parts) % 6 == 0:
            sentence += "Let us meet next Thursday 3-4:30pm in Room 4. "
        if len(parts) % 9 == 0:
            sentence += "\n\nOn Tue, Nov 3, 2026 at 4:15 PM Bo <bo@example.com> wrote:\n> "
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)[:size]


def noise(size: int) -> str:
    """Letters, digits and marks without sense."""
    chance = random.Random(7)
    return "".join(chance.choice("abcdefgh mtwfs0123456789:-/., \n") for _ in range(size))


def repeated(piece: str) -> Callable[[int], str]:
    """A text of one piece over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


INPUTS: dict[str, Callable[[int], str]] = {
    "mail": mail,
    "noise": noise,
    "one long word": repeated("a"),
    "one long number": repeated("9"),
    "one long identifier": repeated("1-"),
    "weekdays": repeated("tuesday "),
    "dates": repeated("3 may "),
    "clocks": repeated("12:30 "),
    "little words": repeated("and the in of "),
    "half addresses": repeated("a@"),
    "misspelled weekdays": repeated("wednsdays "),
    "blank lines": repeated(" \n"),
    "Japanese": repeated("来週の火曜日の午後3時から"),
}


def seconds(text: str) -> float:
    """How long one reading takes, the best of two."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        resolve(text, REFERENCE)
        best = min(best, time.process_time() - began)
    return best


def mail_milliseconds(size: int) -> float:
    """How long a mail of `size` characters takes."""
    resolve("tomorrow at 5pm", REFERENCE)
    return seconds(mail(size)) * 1e3


def growth() -> Iterator[tuple[str, float, float]]:
    """(input, time of 100 KB over time of 50 KB, milliseconds of 100 KB); times below 5 ms count as 5."""
    for name, make in INPUTS.items():
        half, whole = seconds(make(HALF)), seconds(make(WHOLE))
        yield name, max(whole, 0.005) / max(half, 0.005), whole * 1e3

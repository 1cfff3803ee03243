"""What words say of an event that there is: its title, its people, its days, or that they mean any."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract import extract
from threadline.calendar.extract.changes.left_out import day_alone
from threadline.calendar.when import Kind, When, resolve
from threadline.core.calendars.event_matching import Wanted
from threadline.core.scheduling.event_selection import read_selection
from threadline.core.scheduling.question_words import is_part_of_day

_WITH = regex.compile(
    r"(?<!\w)(?:with|mit|bei|avec|con|com|met|mein\w*|unser\w*|mes|mis|mijn|med|z|ze)(?!\w)(?=\s*$|\s{2,})",
    re.IGNORECASE,
)
_OF_TIME = regex.compile(
    r"\b(today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|yesterday|week|month)['’]s(?=\s)",
    re.IGNORECASE,
)
"""What makes a time the owner of an event: "next week's book club"."""
_ARTICLE = regex.compile(
    r"^(?:the|de|het|een|der|die|das|den|dem|ein|eine[nmr]?|le|la|les|un|une|el|los|las|una|il|lo|gli|uno|o|a|os|as|"
    r"um|uma|mijn|onze|mein\w*|unser\w*|mon|ma|mes|notre|mi|mis|nuestr[oa]|mio|mia|nostr[oa]|meu|minha)\s+(?=\S)|^l['’]",
    re.IGNORECASE,
)
"""What stands before an event's name where words are too few to tell their language."""
AHEAD = timedelta(days=60)
"""How far ahead an event is looked for where words say no end."""


def about(words: str, now: datetime, zone: str) -> Wanted:
    """What words say of an event: "the review with Bo tomorrow" has a title, a person and a day."""
    tz = ZoneInfo(zone)
    midnight = now.astimezone(tz).replace(hour=0, minute=0, second=0, microsecond=0)
    words = _OF_TIME.sub(r"\1", words)
    read = extract(words, midnight, zone=tz)
    start, end = range_of(read.when, midnight)
    title = read.title or (
        None if read.kind_evidence else _bare(words, read.when_spans, [each.span for each in read.people])
    )
    if title is not None and start is not None and is_part_of_day(title):  # "my afternoon" is a time
        title = None
    title = _ARTICLE.sub("", title) if title is not None else None
    return Wanted(title, tuple(read.attendees), start, end)


def called_so(words: str) -> Wanted | None:
    """An event whose title is in the words as they stand: "the daily", "Friday drinks"; None where none could be."""
    wanted = Wanted(_ARTICLE.sub("", words.strip()))
    return wanted if wanted.words and not any(map(str.isdigit, words)) else None


def is_clock_alone(words: str, now: datetime, zone: str) -> bool:
    """Whether words give a clock and no day: the same one on whatever day they are said."""
    days = [now + timedelta(days=number) for number in (0, 3)]
    starts = [about(words, day, zone).start for day in days]
    own = [day.astimezone(ZoneInfo(zone)).date() for day in days]
    return all(start is not None and start.date() == day for start, day in zip(starts, own, strict=True))


def range_of(when: When | None, midnight: datetime) -> tuple[datetime | None, datetime | None]:
    """Where to look by a time that was said: "after 5pm on Tuesday" is the rest of that day."""
    if when is None:
        return None, None
    if when.start is None and when.end is not None:  # "before noon": from the day's beginning on
        day = when.end.astimezone(midnight.tzinfo) - timedelta(microseconds=1)
        return day.replace(hour=0, minute=0, second=0, microsecond=0), when.end
    if when.kind is Kind.SINCE and when.start is not None and when.end is None:
        ahead = when.start.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return when.start, when.start + AHEAD if when.all_day else ahead
    return when.start, when.end


def day_of(words: str, now: datetime, zone: str, language: str) -> tuple[datetime, datetime] | None:
    """The stretch of days that words name: from its first midnight to the one after it."""
    tz = ZoneInfo(zone)
    midnight = now.astimezone(tz).replace(hour=0, minute=0, second=0, microsecond=0)
    if (number := day_alone(words)) is not None:
        ahead = (midnight + timedelta(days=count) for count in range(62))
        first = next(day for day in ahead if day.day == number)
        return first, first + timedelta(days=1)
    for when in resolve(words, midnight, zone=tz, language=language):
        if when.start is not None:
            first = when.start.astimezone(tz).replace(hour=0, minute=0, second=0, microsecond=0)
            return first, when.end if when.end is not None and when.all_day else first + timedelta(days=1)
    return None


def is_about_events(words: str, now: datetime, zone: str) -> bool:
    """Whether words name some event at all, though none by its title: by people or by a time."""
    wanted = about(words, now, zone)
    return bool(wanted.people) or wanted.start is not None


def is_boundless(words: str, now: datetime, zone: str, *, every: bool = False) -> bool:
    """Whether words mean all events there are, whatever they are called and whenever they are."""
    selection = read_selection(words)
    if not (every or selection.every):
        return False
    wanted = about(selection.words, now, zone)
    return not wanted.anything and wanted.start is None


def _bare(words: str, times: Sequence[str], people: Sequence[tuple[int, int]]) -> str | None:
    """The words without those of times and people: a title in small letters that reads as none in a sentence."""
    rest = words
    for first, last in people:
        rest = f"{rest[:first]}{' ' * (last - first)}{rest[last:]}"
    for said in times:
        rest = rest.replace(said, " ")
    return _WITH.sub(" ", rest).strip() or None

"""What people in a thread agreed on before somebody said "book that": the time that stands in the end, with whom."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from threadline import regex
from threadline.calendar.extract import Extraction, Intent
from threadline.calendar.when import Kind, When
from threadline.core.dialogue.assent import Verdict, read_assent
from threadline.core.dialogue.joined_words import clock_alone

_SPOKEN = regex.compile(r"(?P<who>[^\W\d_][\w .'’-]{0,40}): (?P<words>\S.*)", re.DOTALL)
_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_CALLED = regex.compile(rf"(?<![\w.+-])@(?P<name>[^\W\d_][\w.-]*)|^\s*(?P<address>{_ADDRESS})")
_ALREADY = regex.compile(rf"^\s*(?:(?:@[\w.-]+|{_ADDRESS})[\s,:]*)+")


@dataclass(frozen=True, slots=True)
class Line:
    """Something said in a thread; `who` is "" where that is not known."""

    who: str
    words: str

    @classmethod
    def of(cls, text: str) -> "Line":
        """A line of `Message.before`."""
        match = _SPOKEN.fullmatch(text)
        return cls(match["who"], match["words"]) if match else cls("", text)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What stands in the end: the event as its last words have it, and the names of those who spoke of it."""

    extraction: Extraction
    names: tuple[str, ...]


def agreement_in(lines: Sequence[Line], read: Callable[[str], Extraction], *, today: date) -> Agreement | None:
    """The event that the lines, the oldest first, come to; None where no time stands, or the last one was refused.

    `today` is the date on which they were said, on the clock of who asks.
    """
    found: Extraction | None = None
    names: dict[str, None] = {}
    for line in lines:
        words = _ALREADY.sub("", line.words)
        extraction = read(words)
        if _has_time(extraction):
            names = names if found is not None else {}
            found = extraction if found is None else _after(found, extraction, today)
        elif found is not None and _refused(words):
            found, names = None, {}
        if found is not None:
            names |= dict.fromkeys([line.who] if line.who else [])
            names |= dict.fromkeys(match["name"] or match["address"] for match in _CALLED.finditer(line.words))
    return None if found is None else Agreement(replace(found, intent=Intent.CREATE), tuple(names))


def _has_time(extraction: Extraction) -> bool:
    when = extraction.when
    return when is not None and when.kind is not Kind.DURATION and when.start is not None


def _refused(words: str) -> bool:
    assent = read_assent(words)
    return assent is not None and assent.verdict is Verdict.NO


def _after(before: Extraction, now: Extraction, today: date) -> Extraction:
    """The later words, with what only the earlier ones said: the day to an hour, the hour to a day, the title."""
    assert before.when is not None  # noqa: S101 - both have a time
    assert now.when is not None  # noqa: S101
    when = _completed(before.when, now.when, today)
    named = now if now.title else before
    return replace(
        now,
        when=when,
        whens=(when,),
        title=named.title,
        title_evidence=None,
        kind_evidence=named.kind_evidence,
        attendees=tuple(dict.fromkeys((*before.attendees, *now.attendees))),
        people=(),
        location=now.location or before.location,
        place_evidence=None,
        duration_minutes=now.duration_minutes or before.duration_minutes,
        leftovers=(),
    )


def _completed(before: When, now: When, today: date) -> When:
    assert before.start is not None  # noqa: S101 - both have a start
    assert now.start is not None  # noqa: S101
    if now.all_day and not before.all_day:
        # A weekday that is today's, said of an event of later days, is that of the week after.
        weeks = timedelta(weeks=1) if now.start.date() == today < before.start.date() else timedelta()
        return _moved(before, datetime.combine(now.start.date() + weeks, before.start.timetz()))
    if not now.all_day and _clock_alone(now):
        return _moved(now, datetime.combine(before.start.date(), now.start.timetz()))
    return now


def _moved(when: When, start: datetime) -> When:
    assert when.start is not None  # noqa: S101 - asked before
    end = start + (when.end - when.start) if when.end is not None else None
    return replace(when, start=start, end=end)


def _clock_alone(when: When) -> bool:
    """Whether no day was said with the hour."""
    return clock_alone(when.text)

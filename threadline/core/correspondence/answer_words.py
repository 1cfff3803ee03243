"""What somebody outside answers to times that they were offered: which one suits, another one, or none of them.

Every time and every "second one" in the words is looked at with what is said of it, so "Tuesday doesn't work, Wednesday
does" chooses Wednesday. What is not certain is left to whoever the times are of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from threadline.calendar.when import Kind, When, resolve
from threadline.core.correspondence.answer_tables import (
    ALL,
    BUTS,
    DENIED,
    FITS,
    JOINED,
    LATER,
    NO_DENIAL,
    NONE,
    PICKS,
    THANKS,
    TURNS,
)
from threadline.core.dialogue.assent import Verdict, read_assent, unsigned

_LONGEST = 2_000
_DAY = timedelta(days=1)
_HALF_DAY, _FEW_WORDS = 12, 12
_GREETING = re.compile(r"^\W*(?:\w+[ ,]+){0,3}\w+\s*[,!]\s*$")
_SENTENCE = re.compile(r"(?:[^.!?;\n]|(?<=\d)[.](?=\d)|(?<=\b[A-Za-z])[.](?=\w))+[.!?;]*")
_BARE_HOUR = re.compile(r"am|pm|:|uhr|\dh", re.IGNORECASE)


class Answered(StrEnum):
    """What an answer is. `PROPOSED`: they name a time of their own; `WISHED`: when would be better, or nothing."""

    CHOSEN = "chosen"
    PROPOSED = "proposed"
    WISHED = "wished"
    UNCLEAR = "unclear"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """What was answered: the time that is meant, or the words that say when would be better.

    `week_after`: those are about the week behind all that was offered ("the week after").
    """

    kind: Answered
    start: datetime | None = None
    words: str = ""
    week_after: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A time or a place in the list, with what is said of it."""

    fitting: frozenset[datetime]
    denied: bool
    said: str
    when: When | None = None


def read_answer(
    text: str, starts: Sequence[datetime], *, said_at: datetime, zone: str, name: str = ""
) -> OutsideAnswer:
    """What an answer means, said at that time on the clock of `zone` by somebody of that name."""
    said = _body(text, name)
    clock = ZoneInfo(zone)
    offered = tuple(start.astimezone(clock) for start in starts)
    items = [
        item
        for sentence in _SENTENCE.findall(said)
        for item in _shared(list(_items(sentence, offered, said_at, clock)))
    ]
    wanted = [item for item in items if not item.denied]
    none = NONE.search(said) is not None
    wish = OutsideAnswer(
        Answered.WISHED,
        words=_without_denied(said, items),
        week_after=LATER.search(said) is not None,
    )
    if not none and (start := _chosen(wanted)) is not None:
        return OutsideAnswer(Answered.CHOSEN, start)
    if (start := _own_time(wanted, said_at)) is not None:
        return OutsideAnswer(Answered.PROPOSED, start)
    if none or wish.week_after or any(not item.fitting for item in wanted):
        return wish
    if wanted:
        return OutsideAnswer(Answered.UNCLEAR)
    return _without_times(said, offered, items, wish)


def _without_times(
    said: str, offered: Sequence[datetime], items: Sequence[_Item], wish: OutsideAnswer
) -> OutsideAnswer:
    """What words mean that name no time which would do."""
    denied = frozenset[datetime]().union(*(item.fitting for item in items))
    if items:
        all_of_it = denied >= set(offered) or any(not item.fitting for item in items)
        return wish if all_of_it else OutsideAnswer(Answered.UNCLEAR)
    if ALL.search(said) and not _is_denied(said):
        return OutsideAnswer(Answered.CHOSEN, offered[0])
    assent = read_assent(said)
    if assent is not None and assent.verdict is Verdict.NO:
        return wish
    if _is_denied(said) and FITS.search(said):
        return wish
    if len(offered) == 1 and not _is_denied(said) and (assent is not None or FITS.search(said)):
        return OutsideAnswer(Answered.CHOSEN, offered[0])
    polite = assent is not None or THANKS.search(said) is not None
    return OutsideAnswer(Answered.THANKS if polite and _is_short(said) else Answered.UNCLEAR)


def _without_denied(said: str, items: Sequence[_Item]) -> str:
    """What is left to look for a time by: without the days that were named only because they will not do."""
    for item in items:
        if item.denied:
            said = said.replace(item.said, " ")
    return " ".join(said.split())


def _body(text: str, name: str) -> str:
    """What is said, without the line that greets and those that a mail ends with."""
    lines = [line for line in text[:_LONGEST].splitlines() if line.strip()]
    if len(lines) > 1 and _GREETING.match(lines[0]):
        lines = lines[1:]
    return unsigned("\n".join(lines), name).replace("’", "'")


def _items(sentence: str, offered: Sequence[datetime], said_at: datetime, zone: ZoneInfo) -> Iterator[_Item]:
    whens = [each for each in resolve(sentence, said_at.astimezone(zone), zone=zone) if _is_time(each)]
    picks = list(PICKS.finditer(sentence))
    fits = {id(when): frozenset(start for start in offered if _fits(when, start)) for when in whens}
    # "La segunda" is Monday in Portuguese: a day where one was offered, else a place in the list.
    picks = [each for each in picks if not any(fits[id(when)] and _overlap(when.span, each.span()) for when in whens)]
    whens = [each for each in whens if not any(_overlap(each.span, pick.span()) for pick in picks)]
    marks: list[tuple[tuple[int, int], When | re.Match[str]]] = [(each.span, each) for each in whens]
    marks += [(each.span(), each) for each in picks]
    marks.sort(key=lambda mark: mark[0])
    spans = [span for span, _mark in marks]
    for number, (_span, mark) in enumerate(marks):
        begins = spans[number][0]
        low = _border(sentence, spans[number - 1][1], begins) if number else _turned(sentence, begins)
        last = number == len(marks) - 1
        high = len(sentence) if last else _border(sentence, spans[number][1], spans[number + 1][0])
        said = sentence[low:high]
        if isinstance(mark, When):
            yield _Item(fits[id(mark)], _is_denied(said), said, mark)
        else:
            yield _Item(_picked(mark, offered), _is_denied(said), said)


def _shared(items: Sequence[_Item]) -> list[_Item]:
    """Those of a sentence; what is said behind "Tuesday and Thursday" is said of both."""
    found: list[_Item] = []
    for item in reversed(items):
        alone = JOINED.search(item.said) is not None and not FITS.search(item.said)
        found.append(replace(item, denied=True) if alone and found and found[-1].denied else item)
    return found[::-1]


def _border(sentence: str, low: int, high: int) -> int:
    """Where what is said of one time ends and that of the next begins: at the last mark or turn between the two."""
    turns = list(TURNS.finditer(sentence, low, high))
    return turns[-1].end() if turns else high


def _turned(sentence: str, high: int) -> int:
    """Where what is said of the first time begins: behind a "but" or where a question opens."""
    turns = list(BUTS.finditer(sentence, 0, high))
    return turns[-1].end() if turns else 0


def _picked(match: re.Match[str], offered: Sequence[datetime]) -> frozenset[datetime]:
    place = next(int(name[1:]) for name, value in match.groupdict().items() if value)
    place = len(offered) - 1 if place == 0 else place - 1
    return frozenset(offered[place : place + 1])


def _chosen(wanted: Sequence[_Item]) -> datetime | None:
    """The one time that all the words together mean; of several that would do each, the first."""
    fitting = [item.fitting for item in wanted if item.fitting]
    if not fitting or any(not item.fitting and _is_exact(item.when) for item in wanted):
        return None
    together = frozenset.intersection(*fitting)
    if len(together) == 1:
        return next(iter(together))
    single = [item for item in fitting if len(item) == 1]
    return min(next(iter(item)) for item in single) if len(single) == len(fitting) else None


def _own_time(wanted: Sequence[_Item], said_at: datetime) -> datetime | None:
    """The first time with day and hour that was not offered and is to come."""
    for item in wanted:
        if not item.fitting and _is_exact(item.when) and item.when is not None:
            start = item.when.start
            if start is not None and start > said_at:
                return start
    return None


def _is_exact(when: When | None) -> bool:
    return when is not None and when.kind is Kind.INSTANT and not when.all_day and when.dated


def _is_time(when: When) -> bool:
    return when.kind is not Kind.DURATION and when.start is not None and when.rrule is None


def _fits(when: When, start: datetime) -> bool:
    """Whether a time that was offered may be meant by words of time."""
    assert when.start is not None  # noqa: S101 - asked before
    said = when.start.astimezone(start.tzinfo)
    if not when.dated and not when.all_day:
        return _same_clock(when, said, start)
    if _is_weekday(when, said) and said.weekday() == start.weekday():  # "Tuesday" is the one that was offered
        days = start.date() - said.date()
        said, length = said + days, (when.end - when.start) if when.end is not None else timedelta()
        return _within(when, said, said + length, start)
    return _within(when, said, when.end.astimezone(start.tzinfo) if when.end is not None else said, start)


def _within(when: When, low: datetime, high: datetime, start: datetime) -> bool:
    if when.all_day:
        return low.date() <= start.date() < max(high.date(), (low + _DAY).date())
    if when.kind is Kind.INSTANT or (high - low < _DAY and _same_clock(when, low, start)):
        return low.date() == start.date() and _same_clock(when, low, start)
    return low <= start < high


def _same_clock(when: When, said: datetime, start: datetime) -> bool:
    """Whether an hour is meant: one without "am" may be in either half of the day."""
    bare = _BARE_HOUR.search(when.text) is None
    same = said.hour == start.hour or (bare and said.hour % _HALF_DAY == start.hour % _HALF_DAY)
    return same and said.minute == start.minute


def _is_weekday(when: When, said: datetime) -> bool:
    """Whether a day is told by the name of its weekday alone."""
    if when.start is None or (when.end is not None and when.end - when.start > _DAY):
        return False
    numbers = [int(number) for number in re.findall(r"\d+", when.text)]
    return said.day not in numbers or numbers == [said.hour % _HALF_DAY] or numbers == [said.hour]


def _is_denied(said: str) -> bool:
    return DENIED.search(NO_DENIAL.sub(" ", said)) is not None


def _is_short(said: str) -> bool:
    return len(said.split()) <= _FEW_WORDS and "?" not in said


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]

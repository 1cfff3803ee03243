"""What a few words to a card want of it: another time or length, a place, one more guest.

Only words that say nothing else count: what is left over beside the time, the length, the place and the people has to
be words that carry no meaning of their own, or the message is read as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Extraction, extract
from threadline.core.dialogue.assent import unsigned
from threadline.core.dialogue.assent_sentences import sentence_words
from threadline.core.dialogue.assent_words import phrases
from threadline.core.dialogue.card_wish_words import (
    ADD,
    ADD_AROUND,
    ALONE,
    AROUND,
    CLOCK,
    EARLIER,
    HALF_HOUR,
    HOUR_AND_HALF,
    HOURS,
    LATER,
    MINUTES,
    MORE,
    ONE,
    QUARTER_HOUR,
    ROOM,
    SAME_TIME,
    THREE_QUARTERS,
)

_LONGEST = 160
_WORD = regex.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_AMOUNT = rf"(?:(?P<n>\d{{1,3}})|{ONE})"
_LENGTH = (
    rf"(?:(?P<hh>{HOUR_AND_HALF})|(?P<half>{HALF_HOUR})|(?P<three>{THREE_QUARTERS})|(?P<quarter>{QUARTER_HOUR})|"
    rf"{_AMOUNT}\s*(?:(?P<min>{MINUTES})|(?P<h>{HOURS}))(?!\w))"
)
_SHIFT = regex.compile(
    rf"(?<!\w)(?:на |um |de |o )?(?:{_LENGTH}|(?P<alone>{ALONE.pattern}))\s+(?:(?P<later>{LATER})|{EARLIER})(?!\w)",
    re.I,
)
_SPAN = regex.compile(rf"(?<!\w){_LENGTH}", re.IGNORECASE)
_RATHER = regex.compile(
    r"\s*,?\s*(?:(?:and |und |et |y |e |en )?not|rather than|instead of|statt|anstatt|anstelle von|(?:und )?nicht|"
    r"plutôt (?:que |qu['’])|au lieu (?:de |d['’])|et (?:pas|non)|en (?:vez|lugar) de|y no|invece di|e non|em vez de|"
    r"e não|in plaats van|en niet|zamiast|a nie)\s*",
    re.IGNORECASE,
)
"""What stands between a length and the one that it takes the place of."""
_NAME = regex.compile(r"[^\W\d_a-zà-ÿ][\w'’.-]*(?: [^\W\d_a-zà-ÿ][\w'’.-]*){0,2}")
_PLACING = regex.compile(
    r"(?<!\w)(?:in|at|im|bei|beim|auf|dans|à|au|chez|en|em|no|na|nel|nella|al|alla|da|op|bij|w|we|u|på|hos|i|в|на|у)"
    r"(?: (?:the|der|dem|den|die|das|la|le|les|el|los|las|il|lo|o|a|de|het))?[ ]$",
    re.IGNORECASE,
)
"""The end of what stands before a place."""
_QUARTER = timedelta(minutes=15)
_UNIT = regex.compile(rf"(?<!\w){MINUTES}(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted; what is None stays. `start` is aware, `longer` is added to the length that there is."""

    shift: timedelta | None = None
    start: datetime | None = None
    keeps_clock: bool = False
    keeps_day: bool = False
    length: timedelta | None = None
    longer: timedelta = timedelta()
    place: str | None = None
    guests: tuple[str, ...] = ()

    def applied(self, draft: EventDraft) -> EventDraft:
        """The event as it is wanted."""
        start, length = draft.start, (self.length or (draft.end - draft.start)) + self.longer
        if self.shift is not None:
            start += self.shift
        elif self.start is not None:
            wanted = self.start.astimezone(draft.start.tzinfo)
            if self.keeps_clock:
                start = datetime.combine(wanted.date(), draft.start.timetz())
            elif self.keeps_day:
                start = datetime.combine(draft.start.date(), wanted.timetz())
            else:
                start = wanted
        present = {str(each).casefold() for each in draft.attendees}
        more = tuple(_guest(name) for name in self.guests if name.casefold() not in present)
        return replace(
            draft,
            start=start,
            end=start + length,
            location=self.place or draft.location,
            attendees=(*draft.attendees, *more),
        )


def read_wish(text: str, *, sent_at: datetime, zone: str, name: str = "", company: bool = False) -> Wish | None:
    """What the words want of a timed event; None where they say more than that, or nothing of it.

    `name` is the writer's: they may sign with it. `company`: people who are named at all are guests.
    """
    said = unsigned(text, name).strip()
    if not said or len(said) > _LONGEST:
        return None
    clock = ZoneInfo(zone)
    spans: list[tuple[int, int]] = []
    found = extract(said, sent_at.astimezone(clock), zone=clock, least=0)
    place = _place(said, found, spans)
    wish = _timed(said, found, spans, clock)
    wish = replace(wish, place=place, guests=_guests(said, found, spans, company=company))
    if wish == Wish() or not _is_all(said, spans):
        return None
    if wish.length is not None and not wish.guests and MORE.search(said):  # "add half an hour"
        return replace(wish, length=None, longer=wish.length)
    return wish


def _timed(said: str, found: Extraction, spans: list[tuple[int, int]], clock: ZoneInfo) -> Wish:
    if shift := _SHIFT.search(said):
        spans.append(shift.span())
        by = _length(shift)
        return Wish(shift=by if shift["later"] else -by)
    same = SAME_TIME.search(said)
    if same:
        spans.append(same.span())
    length = _said_length(said, found, spans)
    when = found.when
    if when is None and length is None and (hour := CLOCK.search(said)) is not None:
        spans.append(hour.span())
        at = datetime(2000, 1, 1, int(hour[1]) % 24, int(hour[2] or 0), tzinfo=clock)
        return Wish(start=at, keeps_day=True)
    if when is None or when.start is None or when.rrule or _means_nothing(said[slice(*when.span)]):
        return Wish(length=length)
    both = length is not None and when.end is not None and when.end - when.start == length
    if not both and any(_overlap(when.span, each) for each in spans if not same):
        return Wish(length=length)
    spans.append(when.span)
    if when.end is not None and not when.all_day and length is None and when.end > when.start:
        length = when.end - when.start if when.end - when.start >= _QUARTER else None
    keeps_clock = when.all_day or same is not None
    return Wish(start=when.start, keeps_clock=keeps_clock, keeps_day=not when.dated and not keeps_clock, length=length)


def _said_length(said: str, found: Extraction, spans: list[tuple[int, int]]) -> timedelta | None:
    """A length, unless the same words are a time of day as well: "16 uur", "10 h"."""
    match = _SPAN.search(said) or ALONE.search(said)
    if match is None:
        return _spelled_length(said, found, spans)
    clock = found.when
    if (
        match.re.pattern == _SPAN.pattern
        and match["h"]
        and match["n"]
        and clock is not None
        and _overlap(match.span(), clock.span)
    ):
        return None
    spans.append(match.span())
    given_up = _RATHER.match(said, match.end())
    if given_up is not None and (other := _SPAN.match(said, given_up.end())) is not None:
        spans.append((given_up.start(), other.end()))
    return _length(match)


def _spelled_length(said: str, found: Extraction, spans: list[tuple[int, int]]) -> timedelta | None:
    """A length whose number is written out: "ninety minutes", "fünfundsiebzig Minuten"."""
    unit = _UNIT.search(said)
    if unit is None or found.duration_minutes is None or found.when is not None:
        return None
    spans.append(unit.span())
    number = re.search(r"[^\W\d_]+(?:[- ](?:and |und )?[^\W\d_]+)?\s*$", said[: unit.start()])
    if number is not None:
        spans.append(number.span())
    return timedelta(minutes=found.duration_minutes)


def _length(match: re.Match[str]) -> timedelta:
    groups = match.groupdict()
    if groups.get("hh"):
        return timedelta(minutes=90)
    if groups.get("half"):
        return timedelta(minutes=30)
    if groups.get("three"):
        return timedelta(minutes=45)
    if groups.get("quarter"):
        return timedelta(minutes=15)
    amount = int(groups.get("n") or 1)
    return timedelta(minutes=amount) if groups.get("min") else timedelta(hours=amount)


def _place(said: str, found: Extraction, spans: list[tuple[int, int]]) -> str | None:
    if room := ROOM.search(said):
        spans.append(room.span())
        return room[0]
    adding = ADD.search(said)
    if found.place_evidence is None:
        return None
    if adding and _PLACING.search(said, adding.end(), found.place_evidence.span[0]) is None:
        return None  # "bjud in Cy", "nimm noch Dee Huber dazu": somebody, not a place
    spans.append(found.place_evidence.span)
    return found.place_evidence.value


def _guests(said: str, found: Extraction, spans: list[tuple[int, int]], *, company: bool) -> tuple[str, ...]:
    """The people behind a word that adds somebody."""
    adding = ADD.search(said)
    if adding is None and company:
        spans.extend(each.span for each in found.people)
        return tuple(dict.fromkeys(each.value for each in found.people))
    if adding is None:
        return ()
    spans.append(adding.span())
    people = [(each.value, each.span) for each in found.people]
    if all("@" in value for value, _ in people):
        taken = (*spans, *(span for _, span in people))
        after = list(_named(said, adding.end(), len(said), taken))
        people = (after or list(_named(said, 0, adding.start(), taken))) + people  # "Dee bitte dazunehmen"
    spans.extend(span for _, span in people)
    return tuple(dict.fromkeys(name for name, _ in people))


def _named(said: str, begin: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The names between two places, without the words beside them that are none ("Bitte Dee")."""
    for match in _NAME.finditer(said, begin, end):
        words = [each for each in _WORD.finditer(said, *match.span()) if each[0].casefold() not in words_around()]
        if words and not any(_overlap(match.span(), span) for span in taken):
            span = words[0].start(), words[-1].end()
            yield said[slice(*span)], span


def _guest(name: str) -> Attendee:
    return Attendee(email=name) if "@" in name else Attendee(name=name)


def _is_all(said: str, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing else is said that means something."""
    rest = [
        word[0].casefold().replace("’", "'")
        for word in _WORD.finditer(said)
        if not any(_within(word.span(), each) for each in spans)
    ]
    known = words_around()
    return all(word in known or (word in ADD_AROUND.split() and ADD.search(said) is not None) for word in rest)


def _means_nothing(said: str) -> bool:
    """Whether what looks like a time are words of the request in another language: "marca", which is a month too."""
    return all(word.casefold() in words_around() for word in _WORD.findall(said))


@cache
def words_around() -> frozenset[str]:
    """The words that say nothing by themselves, in small letters."""
    words = {word for row in AROUND for word in row.split()}
    words |= {part for word in words for part in word.split("'")}
    agreed = {word for phrase, kind in phrases().items() if kind in ("yes", "filler") for word in _WORD.findall(phrase)}
    return frozenset(words | sentence_words() | {word.casefold() for word in agreed})


def _within(span: tuple[int, int], outer: tuple[int, int]) -> bool:
    return span[0] >= outer[0] and span[1] <= outer[1]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]

"""Days that a series leaves out, said in words that no rule of the grammar joins: "but not on", "skipping", "außer am".

It looks at the words between what was found, so it serves every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from threadline import regex
from threadline.calendar.when.folding import fold
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.exceptions import WEEKENDS, without
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.periods import Weekend
from threadline.calendar.when.meaning.ranges import At, Between, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Caution, WarningCode
from threadline.texts.messages import _

if TYPE_CHECKING:
    from threadline.calendar.when.discourse.found import Found

_FARTHEST = 60
_WORDS = (
    r"(?:but )?(?:not|no|never|skip|skips|skipping|skipped|without|except(?:ing)?(?: for)?|excluding|apart from"
    r"|other than|omit|omitting|leaving out|leave out|minus|save for|with the exception of|cancelled|canceled|off)"
    r"|aber nicht|nicht|kein\w*|ohne|au(?:ß|ss)er|ausgenommen|bis auf|mit ausnahme (?:von|vom|der|des)|entfällt"
    r"|sauf|excepté|hormis|mais pas|pas|sans|à l['’]exception (?:de|du)"
    r"|excepto|salvo|menos|pero no|no|sin|a excepción de|con excepción de"
    r"|tranne|eccetto|escluso|ma non|non|senza|exceto|exceptuando|mas não|não|sem"
    r"|behalve|uitgezonderd|maar niet|niet|zonder|oprócz|z wyjątkiem|ale nie|bez|utom|förutom|men inte|inte|utan"
    r"|undtagen|unntatt|men ikke|ikke|uden|uten|undtaget|кроме|за исключением|но не|без|крім|окрім|за винятком|але не"
)
_EXCEPT = regex.compile(
    rf"(?:^|[\s,;.(–—-])(?:{_WORDS})(?: [^\W\d_]+){{0,2}}?"
    r"(?P<numbers>(?:\s*(?:on |the |am |den |le |el |il |o |op )*\d{1,2}(?:st|nd|rd|th|\.)?"
    r"\s*(?:,|and|&|und|et|y|e|en|og|och|i|и|та)\s*)*)"
    r"\s*(?:(?:on|in|for|during|the|am|an|den|der|im|in|le|la|el|los|las|il|em|no|na|nos|op|de|den|w|dnia|på|в|у)\s*)*$",
    re.IGNORECASE,
)
_WEEKENDS = regex.compile(
    r"\b(?:wochenenden?|week-ends?|weekends?|weekend(?:en|er|y|ów)?|fin(?:es)? de semana|fine settimana|fins? de semana"
    r"|fim de semana|helger(?:na)?|helgen|hafta sonu|выходны\w+|вихідни\w+)\b",
    re.IGNORECASE,
)
_NUMBER = regex.compile(r"\d{1,2}")
_MORE_NUMBERS = regex.compile(
    r"\s*(?:,|and|&|und|et|y|e|en|og|och|i|и|та)\s*(?:the |am |den |le |el |il )?(\d{1,2})(?:st|nd|rd|th|\.)?"
    r"(?![\w:])(?!\s*(?:am|pm|uhr|h|times|weeks|days|months|minutes|min|hours)\b)",
    re.IGNORECASE,
)
_COMMA_UNTIL = regex.compile(r",\s*(?:until|till?|bis|jusqu|hasta|fino|até|tot|do|till|til|до)\b", re.IGNORECASE)
_THIS = regex.compile(r"(?:this|next|coming|dieses|nächstes|ce|este|questo|dit)\b", re.IGNORECASE)
_AND = regex.compile(
    r"\s*(?:,|;|and|or|nor|&|\+|/|und|oder|noch|et|ou|ni|y|o|e|en|of|i|oraz|och|og|eller|и|та|и|, and|, or)?\s*"
    r"(?:(?:on|in|the|am|den|im|le|el|il|op|w|på|в)\s*)*",
    re.IGNORECASE,
)
# "Every Sunday, no meeting in December" leaves December out; "no later than" and "not before" leave nothing out.
_LIMITS = regex.compile(r"\b(?:no|not) (?:later|earlier|before|after|until)\b|\bnot only\b", re.IGNORECASE)
_AHEAD = regex.compile(
    r"(?:(?<![^\W\d_])(?:except(?:ing)?(?: for)?|excluding|apart from|other than|au(?:ß|ss)er|ausgenommen|sauf|excepté|"
    r"hormis|excepto|salvo|menos|tranne|eccetto|exceto|behalve|oprócz|z wyjątkiem|utom|förutom|undtagen|unntatt|кроме|"
    r"за исключением|крім|окрім|за винятком|ما عدا|باستثناء)|除了|除)"
    r"\s*(?:on |the |am |an |le |el |los |la |il |aos? |op |på |w |на )?$",
    re.IGNORECASE,
)
_APART = regex.compile(r"[\s,、，]*(?:の|外|以外|之外)?[\s,、，]*")
_FARTHEST_AHEAD = 30
_HINDI = "|".join(fold(words).text for words in ("को छोड़कर", "के अलावा", "के सिवा"))
_BEHIND = regex.compile(
    rf"\s*(?:は|を|을|를|은|는)?\s*(?:除く|除いて|以外|休み|제외(?:하고)?|除外)|\s+(?:hari[çc]|d[ıi][şs][ıi]nda|{_HINDI})"
)


def without_exceptions(found: list[Found], text: str) -> list[Found]:
    """What was found, with the excepted days in the recurrences they are taken from."""
    found = [_without_weekends(item, text) for item in found]
    kept: list[Found] = []
    position = 0
    while position < len(found):
        item = found[position]
        position += 1
        if (ahead := _taken_ahead(found[position - 1 : position + 1], text)) is not None:
            kept.append(ahead)
            position += 1
            continue
        if kept and isinstance(kept[-1].value, Recurrence):
            taken = list(_excepted(kept[-1], found[position - 1 :], text))
            if taken and (thinned := _thinned(kept[-1], taken, text)) is not None:
                kept[-1] = thinned
                position += len(taken) - 1
                continue
        if len(kept) > 1 and _timed_apart(kept[-2], kept[-1]):  # "daily scrum 9:45 except Fridays"
            series, clock = kept[-2:]
            timed = replace(
                series, value=replace(series.value, clock=clock.value), pieces=(*series.pieces, *clock.pieces)
            )
            taken = list(_excepted(timed, found[position - 1 :], text))
            if taken and (thinned := _thinned(timed, taken, text)) is not None:
                kept[-2:] = [thinned]
                position += len(taken) - 1
                continue
        kept.append(item)
    return kept


def _timed_apart(series: Found, clock: Found) -> bool:
    """Whether a series without an hour stands before an hour that no day was said with."""
    if not isinstance(series.value, Recurrence) or series.value.clock is not None:
        return False
    return isinstance(clock.value, Clock | ClockRange) and clock.start - series.end <= _FARTHEST


def _taken_ahead(pair: list[Found], text: str) -> Found | None:
    """The series of "日曜日以外の毎日" and "außer sonntags jeden Tag", whose exception stands before it."""
    if len(pair) < 2 or not isinstance(pair[1].value, Recurrence):
        return None
    taken, series = pair
    gap = text[taken.end : series.start]
    led = _AHEAD.search(text, max(0, taken.start - _FARTHEST_AHEAD), taken.start) if _APART.fullmatch(gap) else None
    if led is None and ((behind := _BEHIND.match(gap)) is None or not _APART.fullmatch(gap, behind.end())):
        return None
    left = without(series.value, [_meant(taken, text)])
    begins = led.start() if led else taken.start
    return replace(series, value=left, pieces=((begins, taken.end), *series.pieces)) if left else None


def _without_weekends(item: Found, text: str) -> Found:
    """A series without its weekends, in languages that have no rule for the word: "außer am Wochenende"."""
    if not isinstance(item.value, Recurrence):
        return item
    match = _WEEKENDS.search(text, item.end, item.end + _FARTHEST)
    if match is None or not _EXCEPT.search(text[item.end : match.start()]):
        return item
    left = without(item.value, [WEEKENDS])
    return replace(item, value=left, pieces=(*item.pieces, match.span())) if left else item


def _excepted(series: Found, following: list[Found], text: str) -> Iterator[Found]:
    """Those of the following times that an exception leads, one after the other."""
    end = series.end
    for number, item in enumerate(following):
        gap = text[end : item.start]
        if number == 0:
            if len(gap) > _FARTHEST or "\n\n" in gap or not _is_exception(gap, text, item):
                return
        elif not _AND.fullmatch(gap):
            return
        yield item
        end = item.end


def _is_exception(gap: str, text: str, item: Found) -> bool:
    if isinstance(item.value, Since) and not item.value.behind:  # "alternate Fridays off starting Nov 27"
        return False
    if _BEHIND.match(text, item.end):
        return True
    return _EXCEPT.search(gap) is not None and not _LIMITS.search(gap)


def _thinned(series: Found, taken: list[Found], text: str) -> Found | None:
    values: list[Any] = []
    series, last = _bound_apart(series, taken[-1], text)
    for item in (*taken[:-1], last):
        values.extend((*_numbers_before(series, item, text), _meant(item, text), *_numbers_behind(item, text)))
    if any(isinstance(value, Clock | ClockRange) or getattr(value, "category", "") == "amount" for value in values):
        return None
    lead = _EXCEPT.search(text[series.end : taken[0].start])
    led = ((series.end + lead.start(), taken[0].start),) if lead else ()
    pieces = (*series.pieces, *led, *(piece for item in taken for piece in item.pieces))
    left = without(series.value, values)
    if left is None:
        words = text[taken[0].start : taken[-1].end]
        doubt = Caution(WarningCode.SERIES, _("“{words}” could not be left out of the series.", words=words))
        return replace(series, pieces=pieces, doubts=(*series.doubts, doubt))
    return replace(series, value=left, pieces=pieces)


def _bound_apart(series: Found, item: Found, text: str) -> tuple[Found, Found]:
    """In "not on November 3, until the end of the year" the end is that of the series, not of what is left out."""
    value = item.value
    if not isinstance(value, Between) or series.value.until is not None:
        return series, item
    if not (isinstance(value.first, Weekend) or _COMMA_UNTIL.search(text, item.start, item.end)):
        return series, item
    return replace(series, value=replace(series.value, until=value.last)), replace(item, value=value.first)


def _meant(item: Found, text: str) -> Any:
    """What was found; "the weekend" is every one, unless it is said to be this or the next."""
    if isinstance(item.value, Weekend) and not _THIS.match(text, item.start):
        return WEEKENDS
    return item.value


def _numbers_behind(item: Found, text: str) -> list[Fields]:
    """The 31st of "except December 24 and 31"."""
    day, position = _single_day(item), item.end
    found: list[Fields] = []
    while day is not None and (match := _MORE_NUMBERS.match(text, position)):
        found.append(replace(day, day=int(match[1]), weekday=None))
        position = match.end()
    return found


def _single_day(item: Found) -> Fields | None:
    day = item.value.day if isinstance(item.value, At) else item.value
    return day if isinstance(day, Fields) and day.day is not None else None


def _numbers_before(series: Found, item: Found, text: str) -> list[Fields]:
    """The 24th of "skipping 24 and 31 December"."""
    match = _EXCEPT.search(text[series.end : item.start])
    day = _single_day(item)
    if match is None or day is None:
        return []
    return [replace(day, day=int(number)) for number in _NUMBER.findall(match["numbers"])]

"""What sort of occasion the words around an hour name, and so which half of the day it is in."""

from __future__ import annotations

import re
from dataclasses import replace

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.recurrence import Recurrence

_EVENING_WORDS = regex.compile(
    r"\b(?:dinner|supper|drinks|party|concert|movie|theat(?:er|re)|gala|pub|quiz|gig|cinema|opera|ballet|musical|"
    r"karaoke|housewarming|beers|till? late|cocktails?|nightclub|poker|happy hour|film|"
    r"(?!(?:last|to|every|each|good|all|that|this|one|a|the|late|long|mid|other|first|at|by|per|another|rough|bad) )"
    r"[a-z&']{2,} night)\b",
    re.IGNORECASE,
)
_EVENING_WORDS_ABROAD = regex.compile(
    r"(?<!\w)(?:abendessen|feierabendbier|spieleabend|stammtisch|d[iî]ner|ap[ée]ro|soir[ée]e|cena|cenar|cenamos|ceniamo|"
    r"aperitivo|copas|jantar|jantamos|avondeten|borrel|kolacj[aęi]|kvällsmat|aftensmad|kveldsmat|кино|кіно|ужин|"
    r"ужинаем|вечеря|вечерю|kino|cin[eé]|cin[ée]ma|bioscoop|biograf|teatro|th[ée][aâ]tre|concierto|concerto|concert|"
    r"konzert|koncert|konsert|концерт)(?!\w)|夕食|飲み会|ディナー|晚饭|晚餐|저녁 ?식사|회식",
    re.IGNORECASE,
)
"""What takes place in the evening, in the other languages; in these even "um 8" is eight in the evening."""
_NO_EVENING = 11
_DINING_FIRST, _DINING_LAST = 5, 9
_TABLE = regex.compile(r"\b(?:table (?:for|at)|restaurant|takeaway|curry)\b", re.IGNORECASE)
_MORNING_WORDS = regex.compile(r"\b(?:breakfast|sunrise|wake)\b", re.IGNORECASE)
_TABLED = regex.compile(
    r"\b(?:flight|train|plane|ferry|coach|departs?|departing|departure|boards|boarding|takes? off|zug|flug|abflug|"
    r"abfahrt|vol|avion|départ|vuelo|tren|salida|volo|treno|partenza|voo|comboio|vlucht|trein|vertrek|lot|pociąg|flyg|tåg|"
    r"fly|tog)\b",
    re.IGNORECASE,
)
_WRITTEN = regex.compile(r"(?<!\d)(?:[4-9]|1[01])[:.][0-5]\d(?!\s?[ap]\.?m)")
"""An hour as a timetable has it, which counts them to 24 where people do."""
_SIGNED = regex.compile(
    r"(?<![\d.:])(?:[6-9](?:[:.][0-5]\d\s?(?:uhr|uur|h)|h[0-5]\d)|(?:kl\.?|klockan|klokken)\s[6-9][:.][0-5]\d)(?![\d\w])",
    re.IGNORECASE,
)
_NEARBY = 60
_JOINT = regex.compile(
    r"[;\n]|[.!?,]\s|\s(?:and|then|und|dann|et|puis|y|luego|e|poi|depois|en|dan|och|og|i|oraz|potem|ve|и|потом|і)\s",
    re.IGNORECASE,
)
_HOUR = regex.compile(r"\d")
_CONTENT = regex.compile(
    r"\b(?!(?:the|and|then|also|again|for|next|this|our|am|dem|den|le|el|il|op|de|na)\b)[^\W\d_]{3,}", re.IGNORECASE
)
"""A word that may name something: between two hours without one, both are of the same."""


def hinted(item: Found, text: str, *, clock24: bool) -> Found:
    """Dinner at 7 is in the evening, breakfast at 7 in the morning: the words around settle an ambiguous hour."""
    value = item.value
    clock = value.time if isinstance(value, At) and value.part is None else value
    if isinstance(value, Recurrence) and isinstance(value.clock, Clock) and value.clock.ambiguous:
        signed = clock24 and _is_signed(item, text)
        return replace(item, value=replace(value, clock=replace(value.clock, half="am"))) if signed else item
    if isinstance(clock, ClockRange):
        return _hinted_range(item, clock, text, clock24=clock24)
    if not isinstance(clock, Clock) or not clock.ambiguous:
        return item
    before, after = text[max(0, item.start - _NEARBY) : item.start], _own_words_after(item, text)
    own = _own_words_before(before) + text[item.start : item.end] + after
    # An hour with a day of its own is of another event; one without may be of the same: "dinner at 7, meet at 6:30".
    around = own if isinstance(value, At) else before + text[item.start : item.end] + after
    if clock.hour != _NO_EVENING and (
        _EVENING_WORDS.search(around)
        or (_DINING_FIRST <= clock.hour <= _DINING_LAST and _EVENING_WORDS_ABROAD.search(own))
        or (_DINING_FIRST <= clock.hour <= _DINING_LAST and _TABLE.search(around))
    ):
        half = "pm"
    elif _MORNING_WORDS.search(around) or (clock24 and (_is_tabled(item, around, text) or _is_signed(item, text))):
        half = "am"
    else:
        return item
    settled = replace(clock, half=half)
    return replace(item, value=replace(value, time=settled) if isinstance(value, At) else settled)


def _own_words_after(item: Found, text: str) -> str:
    """What follows an hour, up to where another one of something else begins: "yoga at 8 and cinema at 7pm"."""
    after = text[item.end : item.end + _NEARBY]
    joint = _JOINT.search(after)
    return after[: joint.start()] if joint is not None and _HOUR.search(after, joint.end()) else after


def _own_words_before(before: str) -> str:
    """What precedes an hour, from where one of something else has ended."""
    last = max((joint.end() for joint in _JOINT.finditer(before)), default=0)
    is_other = _HOUR.search(before[:last]) and _CONTENT.search(before, last)
    return before[last:] if is_other else before


def _is_tabled(item: Found, around: str, text: str) -> bool:
    """Whether it is the hour of a train or a flight, written with its minutes."""
    return _WRITTEN.search(text, item.start, item.end) is not None and _TABLED.search(around) is not None


def _is_signed(item: Found, text: str) -> bool:
    """Whether it is written with its minutes and the sign of hours that are counted to 24: "6:45 Uhr", "7h20"."""
    return _SIGNED.search(text, item.start, item.end) is not None


def _hinted_range(item: Found, hours: ClockRange, text: str, *, clock24: bool) -> Found:
    """The hours of a journey: "departs 6:50 and lands at 8:05"."""
    around = text[max(0, item.start - _NEARBY) : item.end + _NEARBY]
    if not (clock24 and hours.start.ambiguous and hours.end.half is None and _is_tabled(item, around, text)):
        return item
    said = replace(hours, start=replace(hours.start, half="am"))
    return replace(item, value=replace(item.value, time=said) if isinstance(item.value, At) else said)

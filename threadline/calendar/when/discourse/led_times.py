"""What the words around a time make of it: a length, a limit, a beginning."""

from __future__ import annotations

import re
from dataclasses import replace

from threadline import regex
from threadline.calendar.when.discourse.found import Found
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.ranges import At, Deadline, Since
from threadline.calendar.when.model import Grain


def led(item: Found, text: str) -> Found:
    """The find as the words around it make it: "Duration: 1:30", "before my 3 o'clock", "put in an hour"."""
    for reading in (_as_length, _arrival, _minutes_to, _own_limit, _put_in, _and_on_a_day):
        item = reading(item, text)
    return item


_ARRIVAL = regex.compile(
    r"\b(?:be|arrive|get|come|show up|turn up|check in)"
    r"(?: (?:here|there|back|ready|seated|outside|downstairs|upstairs))?"
    r"(?: (?:at|in|on|to|by|outside|near) (?:the |my |our )?[\w' -]{1,30})?\s+$",
    re.IGNORECASE,
)


def _arrival(item: Found, text: str) -> Found:
    """ "Be at the gate by 8:15": where one has to be is no work that is due, so the hour is a beginning."""
    value = item.value
    clock = value.limit if isinstance(value, Deadline) else None
    time = clock.time if isinstance(clock, At) else clock
    if not isinstance(time, Clock) or time.bare or not re.match(r"by\b", text[item.start : item.end], re.IGNORECASE):
        return item
    return replace(item, value=clock) if _ARRIVAL.search(text[max(0, item.start - 60) : item.start]) else item


_MOMENTARY = regex.compile(
    r"\b(?:leav(?:es?|ing)|depart(?:s|ing|ure)?|arriv(?:es?|ing|al)|start(?:s|ing)?|begin(?:s|ning)?|opens?|closes?|"
    r"kicks? off|lands?|takes? off|is due|goes|boards?|boarding)(?: (?:tomorrow|today|tonight))? at\s*$",
    re.IGNORECASE,
)
_MINUTES_TO = regex.compile(r"(?:at )?(5|10|20|25) to (1[0-2]|[1-9])\b(?!:)", re.IGNORECASE)


def _minutes_to(item: Found, text: str) -> Found:
    """ "The train leaves at 5 to 8": what happens in a moment has no range of hours."""
    at = item.value if isinstance(item.value, At) else None
    hours = at.time if at else item.value
    said = _MINUTES_TO.search(text, item.start, item.end) if isinstance(hours, ClockRange) else None
    if said is None or not _MOMENTARY.search(text[max(0, said.start() - 40) : said.start(1)]):
        return item
    clock = Clock(int(said[2]) - 1 or 12, 60 - int(said[1]))
    return replace(item, value=replace(at, time=clock) if at else clock)


_OWN_LIMIT = regex.compile(
    r"(?<!hours )(?<!hour )(?<!minutes )(?<!mins )(?<!min )\b(?P<side>before|after|until|till)\s+"
    r"(?:my|our|your|his|her|their)\s+$",
    re.IGNORECASE,
)


def _own_limit(item: Found, text: str) -> Found:
    """ "Before my 3 o'clock": what is somebody's at that hour is a limit for what comes before it."""
    clocked = isinstance(item.value, Clock) or (isinstance(item.value, At) and isinstance(item.value.time, Clock))
    said = _OWN_LIMIT.search(text[max(0, item.start - 28) : item.start]) if clocked else None
    if said is None:
        return item
    after = said["side"].lower() == "after"
    value = Since(item.value, past_it=True) if after else Deadline(item.value, inclusive=False)
    first = item.start - (len(said.group()))
    return replace(item, value=value, pieces=((first, item.pieces[0][1]), *item.pieces[1:]))


_PUT = regex.compile(
    r"\b(?:put|squeeze|fit|pencil|book|slot|sneak|pop|throw|stick|block|schedule|squeezing|fitting)\s+$", re.I
)


def _put_in(item: Found, text: str) -> Found:
    """ "Put in an hour with finance": the small word is the verb's, and the time a length."""
    away = item.value if isinstance(item.value, Away) and item.value.base is None and item.value.sign > 0 else None
    if away is None or away.amount.grain.coarse or text[item.start : item.start + 3].lower() != "in ":
        return item
    if not _PUT.search(text[max(0, item.start - 14) : item.start]):
        return item
    return replace(item, value=away.amount, pieces=((item.start + 3, item.pieces[0][1]), *item.pieces[1:]))


_AND_ON = regex.compile(r"\s+and\s+on$", re.IGNORECASE)


def _and_on_a_day(item: Found, text: str) -> Found:
    """ "Friday at 7 and on Saturday at 8": what goes on is the list, not the time."""
    said = _AND_ON.search(text, item.start, item.end) if isinstance(item.value, Since) else None
    if said is None or re.match(r"\s+\w", text[item.end : item.end + 8]) is None:
        return item
    kept = tuple((first, min(last, said.start())) for first, last in item.pieces if first < said.start())
    return replace(item, value=item.value.limit, pieces=kept)


_LENGTH_LABEL = regex.compile(
    r"\b(?:duration|length|lasts?|takes?|dur[ée]{1,2}e?|duración|durata|duração|dauer|duur|varighed|varaktighet)"
    r"\s*[:=–—-]?\s*$",
    re.IGNORECASE,
)


def _as_length(item: Found, text: str) -> Found:
    """ "Duration: 1:30" and "durée 1h30" are lengths, though they are written like clocks."""
    clock = item.value
    labelled = _LENGTH_LABEL.search(text[max(0, item.start - 16) : item.start])
    if not labelled or not isinstance(clock, Clock) or clock.half:
        return item
    parts = ((clock.hour, Unit(Grain.HOUR)), (clock.minute, Unit(Grain.MINUTE)))
    return replace(item, value=Amount(tuple((count, unit) for count, unit in parts if count) or parts[:1]))

"""Numbers that only what is said of them makes hours: "Friday? 2 would be ideal", "4 works, tomorrow"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadline import regex
from threadline.calendar.when.discourse.found import Found, day_of
from threadline.calendar.when.meaning.amounts import Amount, Away, Unit
from threadline.calendar.when.meaning.clock import Clock, ClockRange
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Grain
from threadline.calendar.when.rules.digits import bare_clock

_GOOD = r"(?:best|ideal|good|great|better|perfect|fine|ok(?:ay)?|easier)"
_FITS = regex.compile(
    rf" (?:works?|suits|(?:would|could|might|will) (?:work|suit|do|be {_GOOD})|(?:is|sounds) {_GOOD}"
    rf"|if (?:that|it)(?: is|['’]s)? (?:suits|works|{_GOOD}))\b(?! (?:than|as|on|in|of|at)\b)"
)
_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_HOURS = {word: hour for hour, name in enumerate(_NAMES.split(), start=1) for word in (name, name.title(), str(hour))}
_LONGEST = 6
_LATEST = 23
_COUNTED_BEFORE = regex.compile(
    r"\b(?:options?|plans?|rooms?|versions?|numbers?|nos?|teams?|groups?|choices?|slots?|doors?|tables?|parts?|chapters?|"
    r"pages?|steps?|phases?|levels?|scores?|lines?|bus|gates?|platforms?|verses?|items?|ages?|aged|years?|grades?|"
    r"sections?|tickets?|kapitel|seiten?|raum|räume|zimmer|saal|halle|punkte?|platz|gleis|klassen?|stufe|kap|chapitres?|"
    r"salles?|étages?|classes?|páginas?|capítulos?|salas?|aulas?|pagina|pagine|capitol[oi]|stanza|hoofdstuk|lokaal|zaal|"
    r"sida|rum|sal|stron[ay]|rozdział|pokój|"
    r"questions?|weeks?|units?|sizes?|episodes?|volumes?|lanes?|won|lost|beat|win|lose|drew|just|only|"
    r"least|most|than|of|these|those|all|other|my|your|our|the|this|that|which|any|each|every|either)\.?\s*$",
    re.IGNORECASE,
)
_NAMED = regex.compile(
    r"(?:^|[\s-])(?:meetings?|mtg|sync|review|call|retro(?:spective)?|demo|stand-?up|huddle|planning|interviews?|workshop|"
    r"training|class|lesson|session|kick-?off|check-?in|catch-?up|1:1|one-on-one|briefing|debrief|lunch|brunch|dinner|"
    r"breakfast|coffee|drinks|practice|rehearsal|yoga|gym|pilates|party|appointment|appt|dentist|haircut|tutoring|"
    r"webinar|presentation|visit|viewing|choir|swimming|tennis|office hours|all-hands|town hall|reception|bbq|picnic)"
    r"(?: (?:with|w/|@) ?[A-Z][\w'’-]*(?: (?:and|&) [A-Z][\w'’-]*)?)?,?\s*$",
    re.IGNORECASE,
)
"""What takes place at an hour, and with whom, right before a range of numbers."""
_RANGE = regex.compile(
    r" (?P<first>\d{1,2})(?P<early>[:.][0-5]\d)?\s?[-–]\s?(?P<last>\d{1,2})(?P<late>[:.][0-5]\d)?"
    r"(?=\s*(?:[,;)\n?!]|\.(?:\s|$)|$)| (?:in|at) (?:the|our|my|room|[A-Z])\w*\b| @)"
)
_RUN_TOGETHER = regex.compile(r" (?P<hour>1[0-2]|[1-9])(?P<minute>[0-5][05])(?=\s*(?:[,;\n]|\.(?:\s|$)|$))")
_IN_MINUTES = regex.compile(
    r" in (?:about |like |abt )?(?P<count>5|10|15|20|25|30|35|40|45|50)"
    r"(?=\s*(?:[,;!?)\n]|\.(?:\s|$)|$|(?:then|ok|okay|pls|please)\b))",
    re.IGNORECASE,
)
_DONE_THEN = regex.compile(
    r"\b(?:call|ring|phone|back|ready|leave|leaving|meet|see you|there|home|here|start\w*|join\w*|talk|chat|ping|sync|"
    r"huddle|free|out|me|you|u|off|lunch|coffee|break|standup|meeting)$",
    re.IGNORECASE,
)
_LONGEST_RANGE = 5


def with_fitting_hours(found: list[Found], text: str, *, english: bool) -> list[Found]:
    """The finds with such hours among them, where a day stands in the text that they can be on."""
    if english and " in " in text:
        found = sorted((*found, *_in_minutes(found, text)), key=lambda item: item.start)
    if not any(day_of(item.value) is not None or isinstance(item.value, Recurrence) for item in found):
        return found
    hours = list(_hours(found, text)) if english else []
    if not english or any(_timed(item.value) for item in found):
        hours += _ranges(found, text)
        hours += _run_together(found, text) if english else []
    else:
        hours += (each for each in _ranges(found, text) if _is_of_named_event(each, text))
    return sorted((*found, *hours), key=lambda item: item.start) if hours else found


def _in_minutes(found: list[Found], text: str) -> Iterator[Found]:
    """The minutes of "call me back in 20"."""
    for match in _IN_MINUTES.finditer(text):
        first, last = match.start() + 1, match.end("count")
        done = _DONE_THEN.search(text[max(0, match.start() - 12) : match.start()])
        if done and not _is_taken(found, first, last):
            yield Found(Away(Amount(((int(match["count"]), Unit(Grain.MINUTE)),)), 1), ((first, last),))


def _hours(found: list[Found], text: str) -> Iterator[Found]:
    for match in _FITS.finditer(text):
        last = match.start()
        said = text[max(0, last - _LONGEST - 1) : last].split()[-1:]
        hour = _HOURS.get(said[0]) if said else None
        if hour is None:
            continue
        first = last - len(said[0])
        if not _is_taken(found, first, last) and not _COUNTED_BEFORE.search(text[max(0, first - 16) : first]):
            yield Found(bare_clock(hour), ((first, last),))


def _ranges(found: list[Found], text: str) -> Iterator[Found]:
    """Hours without a word that marks them, in a list whose other hours are plain: "standup 9:15, review 11-12"."""
    for match in _RANGE.finditer(text) if "-" in text or "–" in text else ():
        first, last = match.start("first"), match.end("late" if match["late"] else "last")
        begin, end = int(match["first"]), int(match["last"])
        fits = 1 <= begin <= _LATEST and 1 <= end <= _LATEST and 0 < (end - begin) % 12 <= _LONGEST_RANGE
        if not fits or _is_taken(found, first, last) or _COUNTED_BEFORE.search(text[max(0, first - 16) : first]):
            continue
        early, late = (int((match[name] or ":0")[1:]) for name in ("early", "late"))
        yield Found(ClockRange(bare_clock(begin, early), bare_clock(end, late)), ((first, last),))


def _run_together(found: list[Found], text: str) -> Iterator[Found]:
    """The "1030" of "brunch with mum 1030, then the shops at 2", in a list whose other hours are plain."""
    for match in _RUN_TOGETHER.finditer(text):
        first, last = match.start("hour"), match.end()
        if not _is_taken(found, first, last) and not _COUNTED_BEFORE.search(text[max(0, first - 16) : first]):
            yield Found(bare_clock(int(match["hour"]), int(match["minute"])), ((first, last),))


def _is_of_named_event(hours: Found, text: str) -> bool:
    return _NAMED.search(text[max(0, hours.start - 60) : hours.start]) is not None


def _is_taken(found: list[Found], first: int, last: int) -> bool:
    return any(item.start < last and first < item.end for item in found)


def _timed(value: object) -> bool:
    return isinstance(value, Clock | ClockRange) or (
        isinstance(value, At) and isinstance(value.time, Clock | ClockRange)
    )

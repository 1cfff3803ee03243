"""Several events in one message: one on each of several days, or stretches that have a time and words of their own."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from threadline import regex
from threadline.calendar.acts import acting, judge, time_marks
from threadline.calendar.extract import Evidence, Extraction
from threadline.calendar.extract.said import words_that_count
from threadline.calendar.when import Kind, Role, When
from threadline.core.scheduling.schedule_entries import (
    Stretch,
    begins_with_hour,
    entry,
    is_line,
    names_its_hour,
    opens_with_hour,
)

MOST = 8
_OR = regex.compile(
    r"(?<!\w)(?:or|oder|ou|o|of|lub|albo|eller|veya|ya da|или|або|чи|أو|या|vel)(?!\w)|または|或者|还是|또는|아니면|"
    r"(?<!\bw)(?<!\s)/|/(?!\s)",
    re.IGNORECASE,
)
_STRONG = regex.compile(r"[;\n]|[.!?。！？]\s")
_WEAK = regex.compile(
    r",\s*(?:and\s+|then\s+)?|(?<!\w)(?:and|und|et|y|e|en|i|oraz|och|og|ve|и|і|та|و|और|then|plus|&)(?!\w)\s*|[、，]|和|그리고|\s/\s|\s+(?=\(?\d{1,2}\)\s)",
    re.IGNORECASE,
)
# Between days that all have the event, as against days of which one is to be chosen.
_LISTED = regex.compile(
    r"[\s)]*(?:,|&|\+|/|,?\s*(?:and|und|et|y|e|en|i|oraz|och|og|ve|и|і|та|و|और)(?!\w))?\s*"
    r"(?:(?:on|am|den|le|el|il|op|w|we|på|в|у|at|um|à|a las|alle|às|om|kl\.?)\s+)?",
    re.IGNORECASE,
)
_AND = regex.compile(r"(?<!\w)(?:and|und|et|y|e|en|i|oraz|och|og|ve|и|і|та|plus|&|\+)(?!\w)|&|\+", re.IGNORECASE)
_CHOICE = regex.compile(
    r"\b(?:free|available|availability|works|work for|would work|suits?|either|options?|slots?|prefer\w*|possible|"
    r"possibly|busy|"
    r"(?:i|we|could|can) (?:do|make)|open|choose|pick|one of|maybe|perhaps|frei|passt|libres?|disponib\w+|"
    r"dispon[ií]vel|liber[oi]|vrij)\b",
    re.IGNORECASE,
)
_LISTED_ROLES = {Role.WANTED, Role.TARGET, Role.REFUSED}  # who is off on a day refuses it for everything else
_WITH = regex.compile(
    r"[\s,(]*(?:and |und |et |y |e |en )?(?:with|mit|avec|con|com|met|z|ze|med|с|со|з|із|including|inklusive)\s",
    re.IGNORECASE,
)
_WORD = regex.compile(r"[^\W\d_][\w'’-]*|\b1[:-]1\b")
# Words that stand around a time or an event and name none.
_IDLE = frozenset(
    [
        "a",
        "an",
        "the",
        "at",
        "on",
        "in",
        "for",
        "from",
        "to",
        "by",
        "and",
        "or",
        "with",
        "then",
        "also",
        "another",
        "of",
        "my",
        "our",
        "please",
        "so",
        "theirs",
        "yours",
        "mine",
        "ours",
        "your",
        "their",
        "time",
        "back",
        "returning",
        "ends",
        "ending",
        "arrives",
        "arriving",
        "lands",
        "start",
        "starts",
        "starting",
        "doors",
        "add",
        "schedule",
        "book",
        "plan",
        "put",
        "set",
        "up",
        "um",
        "am",
        "im",
        "von",
        "bis",
        "mit",
        "und",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "einen",
        "à",
        "le",
        "la",
        "les",
        "un",
        "une",
        "et",
        "de",
        "du",
        "avec",
        "pour",
        "el",
        "los",
        "las",
        "y",
        "con",
        "para",
        "il",
        "lo",
        "gli",
        "e",
        "o",
        "os",
        "as",
        "om",
        "op",
        "met",
        "och",
        "kl",
        "med",
        "på",
        "og",
        "i",
        "o",
        "w",
        "we",
        "z",
        "ve",
        "ile",
        "и",
        "в",
        "с",
    ]
)
# What stands for the event that was just spoken of.
_ANOTHER_WORDS = (
    "one again another once more second too noch mal nochmal nochmals einmal wieder encore autre une un otra otro vez "
    "nuevo altra altro volta ancora outra outro novo opnieuw nog weer keer jeszcze raz igen ännu gang gång ещё еще раз "
    "знову знов same thing das gleiche dasselbe la misma lo mismo le même"
)
_ANOTHER = frozenset(_ANOTHER_WORDS.split())
_NAMES_ONLY = regex.compile(r"(?:[A-ZÀ-ÞА-Я][\w'’-]*\s*){1,2}")
_LEAD = regex.compile(r"\s*([^\W\d_]\w*\s+(?:with\s+|avec\s+|con\s+|com\s+|met\s+)?)(?=[A-ZÀ-ÞА-Я])")


def events_in(
    text: str, extraction: Extraction, reference: datetime, read: Callable[[str], Extraction]
) -> tuple[Extraction, ...]:
    """The events of a message, or nothing where it tells of one only. `read` extracts from other words."""
    if listed := _on_listed_days(text, extraction):
        return listed
    bringing = [each.span for each in acting(extraction.acts) if each.act.brings_event]
    times = _on_one_day(list(_own_times(text, extraction, bringing)))
    if (belonging := _belonging(text, times)) is not None:
        whole = read(text[:belonging])
        return (replace(extraction, title=whole.title, title_evidence=whole.title_evidence),) if whole.title else ()
    if not 2 <= len(times) <= MOST or len({when.start for when, _ in times}) < len(times):
        return ()
    counted = words_that_count(text, bringing)
    stretches = _stretches(counted, times)
    if not stretches:
        return ()
    lead = _lead(counted, stretches[0])
    events = [_event(counted, stretch, lead if index else "", read) for index, stretch in enumerate(stretches)]
    schedule = all(opens_with_hour(counted, stretch) for stretch in stretches)
    events = [
        entry(*each, stretch) if schedule or names_its_hour(each[1], stretch) else each
        for each, stretch in zip(events, stretches, strict=True)
    ]
    events = [
        events[0],
        *(_once_more(each, events[0], stretch) for each, stretch in zip(events[1:], stretches[1:], strict=True)),
    ]
    right = all(_stands_alone(each, stretch, reference) for each, stretch in zip(events, stretches, strict=True))
    return tuple(found for _, found in events) if right else ()


def _on_listed_days(text: str, extraction: Extraction) -> tuple[Extraction, ...]:
    """The event on each of the days that are listed with one hour: "gym on Monday, Wednesday and Friday at 6am"."""
    placed = [when for when in extraction.whens if when.kind is not Kind.DURATION]
    times = sorted(placed, key=lambda when: when.span)
    if not 2 <= len(times) <= MOST or _CHOICE.search(text):
        return ()
    joined = all(_LISTED.fullmatch(text, one.span[1], other.span[0]) for one, other in pairwise(times))
    if not joined or len({when.start for when in times}) < len(times):
        return ()
    if any(when.start is None or when.role not in _LISTED_ROLES for when in times):
        return ()
    series = [when for when in times if when.rrule]
    if series and (len(series) < len(times) or len({when.duration for when in times}) > 1):
        return ()
    alike = len({(when.all_day, when.role, when.start.time(), when.duration) for when in times if when.start}) == 1
    if not alike and not series and not _are_stretches_of_a_day(text, times):
        return ()
    lengths = tuple(each for each in extraction.whens if each.kind is Kind.DURATION)
    ordered = sorted((when.start, number) for number, when in enumerate(times) if when.start)
    spans = {when.span for when in times}
    left = tuple(each for each in extraction.leftovers if each.span not in spans)
    return tuple(replace(extraction, when=times[at], whens=(times[at], *lengths), leftovers=left) for _, at in ordered)


def _are_stretches_of_a_day(text: str, times: Sequence[When]) -> bool:
    """Whether they are from one hour to another each, on one day, and all of them: "9 to 11 and 2 to 4"."""
    ranges = all(when.start and when.end and not when.all_day and when.role is Role.WANTED for when in times)
    joined = all(_AND.search(text, one.span[1], other.span[0]) for one, other in pairwise(times))
    return ranges and joined and len({when.start.date() for when in times if when.start}) == 1


def _own_times(
    text: str, extraction: Extraction, spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[When, tuple[int, int]]]:
    """Each placed time with a clock, or each day where none has one, with the stretch that is its alone."""
    placed = [
        when
        for when in extraction.whens
        if when.kind is not Kind.DURATION and when.start is not None and when.role.brings
    ]
    clocked = [when for when in placed if not when.all_day]
    chosen = clocked or placed
    shared = Counter(piece for when in chosen for piece in when.pieces)
    for when in sorted(chosen, key=lambda when: when.span):
        own = [piece for piece in when.pieces if shared[piece] == 1]
        inside = [piece for piece in own if any(first <= piece[0] < last for first, last in spans)]
        if inside:
            heading = "\n" in text[inside[0][1] : inside[-1][0]]  # a line above names the day of the first hour
            yield when, inside[-1 if heading else 0]


def _on_one_day(times: list[tuple[When, tuple[int, int]]]) -> list[tuple[When, tuple[int, int]]]:
    """The times, where hours of which none has a day are of one: "market at 8, brunch at 11" is no two days."""
    starts = [when.start for when, _ in times if when.start is not None]
    if len(starts) < 2 or any(when.dated or when.rrule for when, _ in times):
        return times
    latest = max(starts).date()
    if any(one.time() >= other.time() for one, other in pairwise(starts)) or {each.date() for each in starts} == {
        latest
    }:
        return times
    return [(_on_day(when, latest), piece) for when, piece in times]


def _on_day(when: When, day: date) -> When:
    shift = timedelta(days=(day - when.start.date()).days) if when.start else timedelta()
    return replace(when, start=when.start and when.start + shift, end=when.end and when.end + shift)


def _belonging(text: str, times: Sequence[tuple[When, tuple[int, int]]]) -> int | None:
    """Where it is said what belongs to the event before: "focus time 1-5, with a break at 3"."""
    for (one, before), (other, after) in pairwise(times):
        within = one.start and one.end and other.start and one.start < other.start < one.end
        if within and _WITH.match(text[before[1] : after[0]]):
            return before[1]
    return None


def _stretches(text: str, times: Sequence[tuple[When, tuple[int, int]]]) -> list[Stretch]:
    """The text cut between its times; empty where it cannot be cut, or offers one time or the other."""
    found: list[Stretch] = []
    begin, strong = 0, False
    for (when, piece), (_, following) in pairwise(times):
        cut = _cut(text, piece[1], following[0])
        if cut is None:
            return []
        found.append(Stretch(begin, cut[0], when, strong))
        begin, strong = cut[1], cut[2]
    found.append(Stretch(begin, len(text), times[-1][0], strong))
    return found


def _cut(text: str, first: int, last: int) -> tuple[int, int, bool] | None:
    """Where the words between two times fall apart: before and after the sign, and whether it is a strong one."""
    gap = text[first:last]
    if _OR.search(gap):
        return None
    strong = list(_STRONG.finditer(gap))
    signs = strong or list(_WEAK.finditer(gap))
    if not signs:
        return None
    sign = signs[0] if strong else signs[-1]
    return first + sign.start(), first + sign.end(), bool(strong)


def _lead(text: str, first: Stretch) -> str:
    """The verb before the first name ("Call Ana …"), which the others share."""
    stretch = text[first.start : first.end]
    match = _LEAD.match(stretch)
    return match.group(1) if match else ""


def _event(text: str, stretch: Stretch, lead: str, read: Callable[[str], Extraction]) -> tuple[str, Extraction]:
    """The words of one event and what they say, with its time as the whole message gives it."""
    words = text[stretch.start : stretch.end]
    begin = stretch.start
    content = _content(words, stretch)
    if lead and content and _NAMES_ONLY.fullmatch(" ".join(content)):
        cut = len(words) - len(words.lstrip())
        words = lead + words[cut:]
        begin += cut - len(lead)
    found = read(words)
    own = [(first - begin, last - begin) for first, last in stretch.when.pieces]
    lengths = [each for each in found.whens if each.kind is Kind.DURATION]
    kept = tuple(each for each in lengths if not _meets(each.span, own))  # "14h" is an hour here and no length
    return words, replace(
        found,
        when=stretch.when,
        whens=(stretch.when, *kept),
        duration_minutes=found.duration_minutes if len(kept) == len(lengths) else None,
        leftovers=tuple(each for each in found.leftovers if not _meets(each.span, own)),
        people=tuple(each for each in (_moved(person, begin) for person in found.people) if each),
        title_evidence=_moved(found.title_evidence, begin),
        place_evidence=_moved(found.place_evidence, begin),
    )


def _meets(span: tuple[int, int], pieces: Sequence[tuple[int, int]]) -> bool:
    return any(first < span[1] and span[0] < last for first, last in pieces)


def _once_more(
    event: tuple[str, Extraction], first: tuple[str, Extraction], stretch: Stretch
) -> tuple[str, Extraction]:
    """The event with what the first is about, where it says no more than "another one" or "again"."""
    words, found = event
    content = {word.lower() for word in _content(words, stretch)}
    if not content or not content <= _ANOTHER or stretch.strong:
        return event
    model = first[1]
    return first[0], replace(
        model, when=found.when, whens=found.whens, leftovers=found.leftovers, duration_minutes=found.duration_minutes
    )


def _content(words: str, stretch: Stretch) -> list[str]:
    """The words of a stretch that are neither its time nor idle."""
    kept = list(words)
    for first, last in stretch.when.pieces:
        for place in range(max(0, first - stretch.start), max(0, min(last - stretch.start, len(kept)))):
            kept[place] = " "
    return [word for word in _WORD.findall("".join(kept)) if word.lower() not in _IDLE]


def _stands_alone(event: tuple[str, Extraction], stretch: Stretch, reference: datetime) -> bool:
    """Whether the words are an event's: something but the time is said, they bring it, and a sentence names its day."""
    words, found = event
    if not (found.title or found.attendees) or not _content(words, stretch):
        return False
    whens = read_again = [each for each in found.whens if each.kind is not Kind.DURATION]
    listed = is_line(words, read_again, stretch.when) or begins_with_hour(words, stretch)
    if stretch.strong and not listed and not _same_day(read_again, stretch.when):
        return False
    judged = acting(judge(words, time_marks(whens, reference)))
    return not judged or any(each.act.brings_event for each in judged)


def _same_day(whens: Sequence[When], wanted: When) -> bool:
    return any(when.start is not None and wanted.start is not None and when.start == wanted.start for when in whens)


def _moved(evidence: Evidence | None, begin: int) -> Evidence | None:
    """Evidence at its place in the whole message; None where its words stand elsewhere."""
    if evidence is None or evidence.span[0] + begin < 0:
        return None
    return Evidence(evidence.value, (evidence.span[0] + begin, evidence.span[1] + begin))

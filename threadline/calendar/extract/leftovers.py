"""What nothing was made of: words beside an event that look as if they said when, how often or without what.

Only the sentences that the event's time was read from are looked at. Words that a slot used, and those that only name
something, are no leftovers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from threadline import regex
from threadline.calendar.extract.model import Leftover, LeftoverKind
from threadline.calendar.extract.people.name_words import COLLECTIVE_PATTERN
from threadline.calendar.extract.stretches import Span, Stretches
from threadline.calendar.extract.unused_hours import unused_hours
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, words_in
from threadline.calendar.when import Grain, Kind, Role, When
from threadline.calendar.when.grammar import CATEGORIES
from threadline.calendar.when.languages import has_room, room

_KINDS = {
    LeftoverKind.TIME: "weekday month date tonight noon period",
    LeftoverKind.RECURRENCE: "weekdays frequency every weekends weekdays_word parts",
    LeftoverKind.EXCEPTION: "except",
}
_SENTENCE = regex.compile(
    r"(?<!\bca)(?<!\bmax)(?<!\bmin)(?<!\bapprox)(?<!\baprox)(?<!\benv)(?<!\bbzw)(?<!\binkl)(?<!\bkl)[.!?]+(?=\s|$)|\n",
    re.IGNORECASE,
)
_WORD = regex.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLOCK = regex.compile(
    r"(?<![\w.:/-])(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|(?:[01]?\d|2[0-4])[:h][0-5]\d\b)(?![:/.-]?\d)", re.IGNORECASE
)
_HOUR_AND_MINUTE = regex.compile(r"(\d{1,2})(?:[:.h](\d\d))?")
_MIDNIGHT = regex.compile(
    r"0|12|24|midn|minuit|mitternacht|medianoche|mezzanotte|meia|middern|półn|midnat|gece|полноч|опівн|零|午前|자정|منتصف|आधी|"
    r"夜|now",
    re.IGNORECASE,
)
_SECOND_CLOCK = regex.compile(r"[/|(,=+−-]\s*$")
"""Before what may be another zone's hour of the same moment, or an offset."""
_ZONED = regex.compile(r"\b(?:[A-Z]{2,5}|time|here|there|UTC.*|[+-]\d\d:?\d\d)\b|\b(?:to|before|after|past|til+|of)\b")
_NUMBER = regex.compile(
    r"\b(?:at|by|until|till|before|after|from|around|@)\s+\d{1,2}\b(?![\d:.,/%-]|\s*(?:[a-z]{3,}s|[A-Z][a-z]+)\b)",
)
_HOURS_OF_DAY = regex.compile(
    r"(?<![\w.:/–-])\d{1,2}(?:[:.]?[0-5]\d)?\s?[-–]\s?\d{1,2}(?:[:.]?[0-5]\d)?(?![\w:/%–-]|[.,]\d)"
    r"|\b(?:um|gegen|ab|zw\.?|zwischen|vers|à|a las|sobre las|alle|dalle|ore|às|das|om|rond|vanaf|tussen|kl\.?|klockan|"
    r"mellan|saat)\s+\d{1,2}\b(?![\d:.,/%-])|\b(?:is|are|does|would|could|starts?|make it|how about|say|maybe)\s+"
    r"(?:1[0-2]|[1-9])(?=\s*(?:too|ok|okay|good|fine|work|works|suit|suits|sharp|early|late|[?!,.]|$))",
    re.IGNORECASE,
)
"""What looks like hours on a day that none was read for: "2-230", "zw. 8 und 10"."""
_CHOICE = regex.compile(
    r"(?<!\w)(?:or|oder|ou|o|of|lub|albo|eller|veya|ya da|или|або|чи|even|actually|i\.?e|that is|else|if|sonst|sinon|"
    r"instead|maybe|better)(?!\w)|[/?]|または|或|还是",
    re.IGNORECASE,
)
_OFFERED = regex.compile(r"\b(?:options?|slots?|either|one of|any of|pick|choose|free|available)\b", re.IGNORECASE)
_COUNT = regex.compile(
    r"\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:times|occurrences)\b|\btwice\b", re.I
)
_REPEATED = regex.compile(r"\b(?:recurring|repeating|repeats?|fortnightly|biweekly|bi-weekly)\b", re.IGNORECASE)
_EXCEPTED = regex.compile(
    r"\b(?:except|excluding|unless|skipping|apart from|other than|but not)\b[^.,;!?\n]{0,40}", re.IGNORECASE
)
_ZONE = regex.compile(r"\s*\(?((?:UTC|GMT)\s?[+\-−]?\d{0,2}(?::?\d\d)?|[A-Z]{2,4}T|[A-Z][a-z]+ time)\b\)?")
_NEGATED = regex.compile(
    r"\b(?:not|never|no longer|without|unless|don't|dont|can't|cannot|won't|isn't|doesn't)\b(?:\s+[\w'’-]+){0,5}",
    re.IGNORECASE,
)
_HARMLESS = regex.compile(
    r"^(?:don't|dont|do not|not)\s+(?:forget|worry|be late|hesitate|miss)|^can't (?:we|you|i|wait)|^cannot wait|"
    r"^won't you|^(?:isn't|doesn't) (?:it|that)|"
    r"^not (?:sure|only|too|yet|urgent|a problem|long|bad|later|before|until|earlier|to)\b|"
    r"^never mind|^without (?:fail|delay)|^can't believe|^don't (?:we|you) ",
    re.IGNORECASE,
)
_BEFORE_HARMLESS = regex.compile(r"\b(?:why|if|whether or|or|if it's)\s*$", re.IGNORECASE)
_INVITED = regex.compile(
    rf"\b(?:invite|include|cc|add|with|loop in|bring|notify|for|mit|lade|avec|invite[rz]?|con|invita\w*|com|convida\w*|"
    rf"convide\w*|met|nodig)\s+(?:a |à |om )?(?P<all>{COLLECTIVE_PATTERN})(?![\w'’])"
    r"(?! of (?:the )?\w|\s+(?:about|in favou?r|know))",
    re.IGNORECASE,
)
_ALL_INVITED = regex.compile(
    r"(?:zaproś|zaprosić|bjud in|inviter|indkald|kall inn|пригласи\w*|запроси\w*)\s+(?P<all>wszystkich|alla|"
    r"alle|всех|всіх|всю команду|cały zespół|hela teamet|hele teamet)(?!\w)|(?P<east>全員|みんな|皆|所有人|"
    r"大家|全体|모두|전원|الجميع|सबको|सभी को)|(?P<first>herkesi|tüm ekibi)\s+davet",
    re.IGNORECASE,
)
_BESIDE = 40
_FARTHEST = 200
_PLACED = regex.compile(r"\b(?:at|@)\s$", re.IGNORECASE)
_LED = regex.compile(
    r"\b(?:on|by|until|till|from|for|in|at|since|after|before|to|through|during|next|this)\s+(?:the\s+)?$", re.I
)
_LED_INSIDE = regex.compile(r"(?:on|by|until|till|from|for|in|since|after|before|next|this|the)\b", re.IGNORECASE)
_FOLLOWER = regex.compile(r"(?:['’]s)? ([a-z][\w-]+)")
_CAPITAL_NEXT = regex.compile(r" [A-Z][a-z]")
_LINKS = words_in(
    "at on in from to until till for with and or by the a an is are was works would will please starting beginning "
    "between before after around about if when so but then we i you they it he she that this"
)
_AMBIGUOUS = frozenset(
    ["may", "march", "sun", "sat", "mar", "second", "now", "mon", "fri", "wed", "dec", "jan", "today's"]
)


def leftovers(
    text: str, best: When | None, whens: tuple[When, ...], taken: Iterable[Span], language: str, *, length_used: bool
) -> tuple[Leftover, ...]:
    """The words of the event's sentences that no slot used, in the order of the text.

    `taken` are the stretches of the other slots; `length_used`: the first length that was said is the event's.
    """
    if best is None:
        return ()
    used = [piece for when in whens for piece in when.pieces]
    slots = Stretches(taken)
    scopes = _sentences(text, best.pieces)
    refused = [when.span for when in whens if when.role in {Role.REFUSED, Role.SOURCE, Role.PAST, Role.USUAL}]
    used += [(first - _BESIDE, last + _BESIDE) for first, last in refused]
    times = Stretches(used)
    found = [
        each for each in _unused_times(text, best, whens, length_used=length_used) if not slots.touches(*each.span)
    ]
    if language.startswith("en"):
        found = [each for each in found if not _names_something(each, text)]
    found += [each for each in _unread_words(text, scopes, language) if not _is_read(each, slots, times)]
    if best.all_day and best.grain is Grain.DAY:
        found += [each for each in _unread_hours(text, scopes) if not _is_read(each, slots, times)]
    found += [each for each in unused_hours(text, scopes, times, language) if not _is_named(each, slots)]
    found += _swallowed(text, best)
    found += [each for each in _unknown_zone(text, best) if not slots.touches(*each.span)]
    within = Stretches(scopes)
    kept = [each for each in found if within.touches(*each.span)]
    kept += [each for each in _days_elsewhere(best, whens) if not slots.touches(*each.span)]
    return tuple(sorted(_apart(kept), key=lambda each: each.span))


def _names_something(leftover: Leftover, text: str) -> bool:
    """True for "Q4 targets", "New Year's party", "at Friday's": a time that only tells which one is meant."""
    first, last = leftover.span
    if leftover.kind is not LeftoverKind.TIME:
        return False
    if _PLACED.search(text[max(0, first - 4) : first]) and text[last : last + 2] in {"'s", "’s"}:
        return True
    led = _LED.search(text[max(0, first - 12) : first]) or _LED_INSIDE.match(text, first)
    follower = _FOLLOWER.match(text, last)
    return not led and follower is not None and follower.group(1) not in _LINKS


def _is_read(leftover: Leftover, slots: Stretches, times: Stretches) -> bool:
    """Whether a slot used the words; of a refusal or an exception its first word counts: "not with Bo"."""
    first, last = leftover.span
    opens = leftover.kind in {LeftoverKind.NEGATION, LeftoverKind.EXCEPTION}
    return times.touches(first, last) or slots.touches(first, first + 1 if opens else last)


def _is_named(leftover: Leftover, slots: Stretches) -> bool:
    """Whether the words are of a longer name or place; what is nothing but them is none: "na godzinę"."""
    first, last = leftover.span
    goes_before = slots.touches(first - 1, first) and slots.touches(first, first + 1)
    return goes_before or (slots.touches(last - 1, last) and slots.touches(last, last + 1))


def _apart(found: list[Leftover]) -> list[Leftover]:
    """One of those that overlap, the longest."""
    kept: list[Leftover] = []
    spans: list[Span] = []  # of those kept, in order: none lies on another, so only a neighbour can be touched
    for each in sorted(found, key=lambda one: one.span[0] - one.span[1]):
        first, last = each.span
        place = bisect_left(spans, (last, last))
        if not place or spans[place - 1][1] <= first:
            spans.insert(place, each.span)
            kept.append(each)
    return kept


def _sentences(text: str, pieces: Iterable[Span]) -> list[Span]:
    """The sentences (or lines) in which the pieces lie."""
    edges = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    said = Stretches(pieces)
    return [(first, last) for first, last in pairwise(edges) if said.touches(first, last)]


def _unused_times(text: str, best: When, whens: tuple[When, ...], *, length_used: bool) -> Iterator[Leftover]:
    """Times that are neither the event's nor told as other choices: a day beside a clock, a limit, a second length."""
    lengths = 0
    for when in whens:
        if when.pieces == best.pieces or when.role is not Role.WANTED:
            continue
        if when.kind is Kind.DURATION:
            lengths += 1
            if not (length_used and lengths == 1):
                yield Leftover(LeftoverKind.LENGTH, when.text, when.span, moves=True)
        elif when.all_day and _same_day(when, best):
            continue
        elif when.start is None or when.all_day != best.all_day:
            yield Leftover(LeftoverKind.TIME, when.text, when.span, moves=not when.warnings)
        elif _is_further_hour(text, best, when):
            yield Leftover(LeftoverKind.TIME, when.text, when.span, moves=False)
        elif _is_other_day(text, best, when):
            yield Leftover(LeftoverKind.TIME, when.text, when.span, moves=True)


def _days_elsewhere(best: When, whens: tuple[When, ...]) -> Iterator[Leftover]:
    """Days that are said somewhere, where the hour is on none of them: it was put on the nearest day by itself."""
    if best.dated or best.all_day or best.start is None:
        return
    for when in whens:
        if when.all_day and when.role is Role.WANTED and when.start is not None and not _same_day(when, best):
            yield Leftover(LeftoverKind.TIME, when.text, when.span, moves=True)


def _is_further_hour(text: str, best: When, when: When) -> bool:
    """Whether it is another hour of the event's day and no other choice for it: "dinner at 7, a talk at 8"."""
    if best.start is None or when.start is None or best.rrule or when.rrule or when.start == best.start:
        return False
    return when.start.date() == best.start.date() and not _is_choice(text, best, when)


def _is_other_day(text: str, best: When, when: When) -> bool:
    """Whether it is another day, or an hour of it, that no word offers as a choice: "in an hour … Thursday at 2"."""
    if best.start is None or when.start is None or when.rrule or not when.dated:
        return False
    if best.rrule and when.grain is Grain.HOUR:  # a part of the day that names a meal
        return False
    offered = _OFFERED.search(text, max(0, when.span[0] - _FARTHEST), when.span[1] + _FARTHEST)
    return when.start.date() != best.start.date() and not offered and not _is_choice(text, best, when)


def _is_choice(text: str, best: When, when: When) -> bool:
    """Whether a word between two times, not too far from the second, offers one or the other."""
    first, last = sorted((best.span, when.span))
    return _CHOICE.search(text, max(first[1], last[0] - _FARTHEST), max(first[1], last[0])) is not None


def _same_day(when: When, best: When) -> bool:
    """Whether a day was only said twice."""
    single = when.start is not None and when.end is not None and (when.end - when.start).days <= 1
    return single and best.start is not None and when.start is not None and when.start.date() == best.start.date()


def _unread_words(text: str, scopes: list[Span], language: str) -> Iterator[Leftover]:
    for first, last in scopes:
        yield from _patterns(text, first, last)
        for match in _WORD.finditer(text, first, last):
            kind = _kind_of(match.group().lower().replace("’", "'"), language)
            if kind is not None and not _describes(kind, match, text):
                yield Leftover(kind, match.group(), match.span(), moves=True)


def _unread_hours(text: str, scopes: list[Span]) -> Iterator[Leftover]:
    for first, last in scopes:
        for match in _HOURS_OF_DAY.finditer(text, first, last):
            yield Leftover(LeftoverKind.TIME, match.group(), match.span(), moves=True)


def _describes(kind: LeftoverKind, match: re.Match[str], text: str) -> bool:
    """True for "the monthly report" and "Noon Cafe": a word that says which one, not when."""
    follower = _FOLLOWER.match(text, match.end())
    if match.group()[0].isupper() and _CAPITAL_NEXT.match(text, match.end()):
        return True
    if kind is not LeftoverKind.RECURRENCE or follower is None or not match.group().lower().endswith("ly"):
        return False
    return follower.group(1) not in EVENT_NOUNS and follower.group(1) not in _LINKS


def _patterns(text: str, first: int, last: int) -> Iterator[Leftover]:
    for kind, pattern in (
        (LeftoverKind.TIME, _CLOCK),
        (LeftoverKind.TIME, _NUMBER),
        (LeftoverKind.COUNT, _COUNT),
        (LeftoverKind.RECURRENCE, _REPEATED),
        (LeftoverKind.EXCEPTION, _EXCEPTED),
    ):
        for match in pattern.finditer(text, first, last):
            yield Leftover(kind, match.group().strip(), match.span(), moves=True)
    for match in _INVITED.finditer(text, first, last):
        yield Leftover(LeftoverKind.PEOPLE, match.group("all"), match.span("all"), moves=False)
    for match in _ALL_INVITED.finditer(text, first, last):
        group = str(match.lastgroup)
        yield Leftover(LeftoverKind.PEOPLE, match.group(group), match.span(group), moves=False)
    for match in _NEGATED.finditer(text, first, last):
        before = text[max(first, match.start() - 14) : match.start()]
        if not _HARMLESS.match(match.group()) and not _BEFORE_HARMLESS.search(before):
            yield Leftover(LeftoverKind.NEGATION, match.group(), match.span(), moves=True)


def _swallowed(text: str, best: When) -> Iterator[Leftover]:
    """Hours within the words of the time which are neither its start nor its end; or a midnight they do not name."""
    hour = best.start is not None and not best.all_day and best.kind is Kind.INTERVAL
    at_midnight = hour and best.start is not None and not (best.start.hour or best.start.minute)
    if at_midnight and not any(_MIDNIGHT.search(text, *piece) for piece in best.pieces):
        yield Leftover(LeftoverKind.TIME, best.text, best.span, moves=True)
    kept = {(moment.hour % 12, moment.minute) for moment in (best.start, best.end) if moment and not best.all_day}
    kept |= {(each.start.hour % 12, each.start.minute) for each in best.alternatives if each.start}
    if _ZONED.search(text, *best.span):
        return
    for first, last in best.pieces:
        for match in _CLOCK.finditer(text, first, last):
            if "h" in match.group() or _SECOND_CLOCK.search(text[max(0, match.start() - 3) : match.start()]):
                continue
            hour, minute = _HOUR_AND_MINUTE.findall(match.group())[0]
            if (int(hour) % 12, int(minute or 0)) not in kept:
                yield Leftover(LeftoverKind.TIME, match.group().strip(), match.span(), moves=True)


def _unknown_zone(text: str, best: When) -> Iterator[Leftover]:
    """A zone-like word right behind a clock that the time has no part of."""
    if best.all_day:
        return
    for _, end in best.pieces:
        if match := _ZONE.match(text, end):
            yield Leftover(LeftoverKind.ZONE, match.group(1), match.span(1), moves=True)


def _kind_of(word: str, language: str) -> LeftoverKind | None:
    return None if word in _AMBIGUOUS else _lexicon(language.split("-")[0].lower()).get(word)


@cache
def _lexicon(code: str) -> dict[str, LeftoverKind]:
    """The words of a language that are of one of the kinds."""
    if not has_room(code):
        return {}
    kinds = {CATEGORIES.char(name): kind for kind, names in _KINDS.items() for name in names.split()}
    return {word: kinds[char] for word, (char, _) in room(code).words.items() if char in kinds and len(word) > 2}

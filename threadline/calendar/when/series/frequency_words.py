"""Whether "weekly" before a noun is a rule or part of a name: "a weekly sync" repeats, "the weekly report" does not.

A frequency word as an adjective is a rule where the sentence asks for a series: it is made ("set up a weekly sync"), or
nothing but a clock says when ("Daily standup at 9"). With one day said beside it the event takes place on that day.
"""

from __future__ import annotations

import re
from dataclasses import replace

from threadline import regex
from threadline.calendar.when.discourse.found import Found, of_sentence
from threadline.calendar.when.meaning.amounts import Amount
from threadline.calendar.when.meaning.clock import Clock, ClockRange, PartOfDay
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ranges import At, Between, Deadline, Since
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.model import Caution, Grain, Role, WarningCode
from threadline.calendar.when.series.bounds import is_period
from threadline.texts.messages import _

_LOOKED_BACK = 40
_NOUN = regex.compile(r"[ -](?P<noun>1[:-]1s?|[^\W\d_][^\W_]*(?:['’-][^\W_]+)*)(?: (?P<next>[^\W\d_]\w*))?")
_NO_NOUNS = frozenset(
    [
        *("at", "on", "from", "until", "till", "in", "for", "starting", "beginning", "by", "and", "or", "with", "to"),
        *("every", "each", "between", "except", "about", "please", "through", "the", "a", "an", "my", "our", "if"),
        *("after", "before", "around", "during", "as", "so", "because", "when", "while", "but", "is", "are", "was"),
        *("not", "without", "excluding", "via", "over", "per", "then", "thanks", "too", "instead", "this", "next"),
        *("um", "am", "ab", "bis", "mit", "von", "für", "à", "le", "les", "avec", "a", "el", "los", "con", "om", "op"),
    ]
)
_MAKING = (
    r"schedule|book|set(?: up)?|create|add|plan|start|have|need|want|arrange|organi[sz]e|make|put|hold|block|propose"
    r"|reserve|host|run|establish|introduce|repeat|recurring|like|do|get|begin|into|invite|event|remind|calendar|meeting"
    r"|please|new|kick off|it's|it is"
)
_MADE = regex.compile(
    rf"(?:^|[.!?:;,\n(–—-]\s*|\b(?:{_MAKING})\s+(?:(?:me|us|in|everyone|the team|for|up)\s+){{0,2}})"
    r"(?P<article>an?\s+)?$",
    re.IGNORECASE,
)
_FROM_NOW_ON = regex.compile(r"\b(?:from now on(?:wards)?|going forward|until further notice)\b", re.IGNORECASE)
_KNOWN = regex.compile(
    r"(?:['’]s|\b(?:the|my|our|your|his|her|their|its|this|that|these|those|last|next|no|of|about|previous|current|each|every))\s+$",
    re.IGNORECASE,
)
_EVENT_NOUNS = regex.compile(
    r"(?:sync|syncs|standup|stand-up|meeting|call|review|retro|retrospective|check-in|checkin|catch-up|catchup|planning|1:1"
    r"|one-on-one|lunch|dinner|breakfast|coffee|session|workshop|training|class|lesson|scrum|huddle|touchpoint|demo|all-hands"
    r"|townhall|workout|run|walk|yoga|gym|appointment|reminder|seminar|jour|briefing|debrief|chat|hangout|rehearsal)$",
    re.IGNORECASE,
)


def as_said(found: list[Found], text: str) -> list[Found]:
    """What was found without the frequency words that only name something; what could be a rule is doubted."""
    found = _from_now_on(found, text) if _FROM_NOW_ON.search(text) else found
    kept: list[Found] = []
    doubts: tuple[Caution, ...] = ()
    for position, item in enumerate(found):
        if not _is_adjective(item, text):
            kept.append(replace(item, doubts=(*item.doubts, *doubts)) if doubts else item)
            doubts = ()
            continue
        companions = list(of_sentence(found, position, text))
        if (series := _other_series(item, companions)) is not None:
            found[position + 1 + companions.index(series)] = _merged(item, series)
        elif _asks_for_series(item, companions, text):
            kept.append(item)
        elif position + 1 < len(found) and _could_be_rule(item, text):
            doubts = (_doubt(item, text),)
    return kept


def _from_now_on(found: list[Found], text: str) -> list[Found]:
    """ "Mondays" need no plural where it is said that they go on: "standup Mon and Wed at 9:30 from now on"."""
    days: list[int] = []
    for item in found:
        day = item.value.day if isinstance(item.value, At) else item.value
        if not isinstance(day, Fields) or day.weekday is None or day != Fields(weekday=day.weekday):
            return found
        if item.role is not Role.WANTED:
            return found
        days.append(day.weekday)
    if not days or len(_FROM_NOW_ON.findall(text)) != 1:
        return found
    last = found[-1]
    clock = last.value.time if isinstance(last.value, At) else None
    series = Recurrence(Grain.WEEK, weekdays=tuple((0, day) for day in dict.fromkeys(days)), clock=clock)
    pieces = tuple(piece for item in found for piece in item.pieces)
    said = _FROM_NOW_ON.search(text)
    return [replace(last, value=series, pieces=tuple(sorted((*pieces, said.span()))) if said else pieces)]


def _is_adjective(item: Found, text: str) -> bool:
    """True for a lone frequency word with a noun behind it."""
    value = item.value
    if not isinstance(value, Recurrence) or not value.adjective or not value.plain or value.clock is not None:
        return False
    match = _NOUN.match(text, item.end)
    return match is not None and match["noun"].lower() not in _NO_NOUNS


def _other_series(item: Found, companions: list[Found]) -> Found | None:
    """The rule that the sentence says besides: "Weekly sync on Thursdays"."""
    others = [other for other in companions if isinstance(other.value, Recurrence) and other.start > item.end]
    return others[0] if others else None


def _merged(item: Found, series: Found) -> Found:
    """The rule with the interval of the word: "biweekly retro, Thursdays at 3"."""
    word, rule = item.value, series.value
    if word.every is rule.every and rule.interval == 1 and word.interval > 1:
        return replace(series, value=replace(rule, interval=word.interval))
    return series


def _asks_for_series(item: Found, companions: list[Found], text: str) -> bool:
    before = text[max(0, item.start - _LOOKED_BACK) : item.start]
    if _KNOWN.search(before):
        return False
    made = _MADE.search(before)
    if made is None:
        return False
    ahead = [other for other in companions if not isinstance(other.value, Amount)]
    if item.value.every in {Grain.MONTH, Grain.YEAR} and any(isinstance(other.value, Between) for other in ahead):
        return False  # "annual leave 22 Feb to 26 Feb"
    return all(_goes_with_series(other, made["article"] is not None) for other in ahead)


def _goes_with_series(item: Found, article: bool) -> bool:
    """True for clocks, bounds and periods; a single day goes with "a weekly sync", which begins on it."""
    value = item.value
    if isinstance(value, Clock | ClockRange | PartOfDay | Deadline | Since) or is_period(value):
        return True
    if isinstance(value, Between) and isinstance(value.first, Clock):
        return True
    if isinstance(value, At) and value.day is None:
        return True
    return article


def _could_be_rule(item: Found, text: str) -> bool:
    """True where the word stands at the head of what is planned: "Weekly sync tomorrow at 3"."""
    match = _NOUN.match(text, item.end)
    before = text[max(0, item.start - _LOOKED_BACK) : item.start]
    if match is None or not _MADE.search(before) or not _EVENT_NOUNS.match(match["noun"]):
        return False
    following = (match["next"] or "").lower()
    return not following or following in _NO_NOUNS or following in {"tomorrow", "today", "tonight", "monday"}


def _doubt(item: Found, text: str) -> Caution:
    word = text[item.start : item.end].lower()
    each = {Grain.DAY: "every day", Grain.WEEK: "every week", Grain.MONTH: "every month", Grain.YEAR: "every year"}
    say = (
        each.get(item.value.every, "how often")
        if item.value.interval == 1
        else f"every {item.value.interval} {item.value.every}s"
    )
    return Caution(
        WarningCode.SERIES,
        _("“{word}” is read as part of the name: say “{words}” if it is to repeat.", word=word, words=say),
    )

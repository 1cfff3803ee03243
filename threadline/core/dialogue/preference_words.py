"""Preferences as people say them: "I prefer mornings", "lunch is an hour", "freitags arbeite ich nicht".

A message counts only where it is nothing else: a preference that steers every later answer is not read out of a letter.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from threadline import regex
from threadline.core.dialogue.focus_phrases import FOCUS, FOCUS_PARTS
from threadline.core.dialogue.hour_bounds import bound_patterns, hours_from, hours_until
from threadline.core.dialogue.preference_numbers import clock_of, days_of, minutes_of, range_of
from threadline.core.dialogue.preference_phrases import PARTS, PHRASES, POLITE
from threadline.core.dialogue.todo_words import SERVICES
from threadline.core.people.calendar_preferences import CLOCKS, WEEK_STARTS, read_days, read_hours
from threadline.core.people.habits import read_focus

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNASKED = frozenset({"remind_minutes", "morning_brief", "tell_answers", "tell_expiry"})
"""Preferences that ask to be told something."""

_LONGEST = 160
_USUAL_DAYS = frozenset(range(5))
_USUAL_LUNCH = (time(12), time(13))
_POLITE = regex.compile(
    r"^(?:(?:hi|hello|hey|hallo|please|bitte|from now on|ab jetzt|in general|generally|note that|remember that|"
    rf"remember|merk dir|merke dir|merk dir bitte|denk daran|dass|also|fyi|{POLITE})\b[\s,:!]*)+|"
    r"[\s,]*(?:please|bitte|from now on|ab jetzt|in future|in zukunft|in general|generally|thanks|thank you|danke|"
    rf"{POLITE})?[\s.!¡]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A preference that somebody said: its key, and its value once the values there are known (None: no such one)."""

    key: str
    value: Callable[[Mapping[str, str]], str | None]


_Rule = tuple[re.Pattern[str], str, Callable[[re.Match[str], Mapping[str, str]], str | None]]


def wish_of(text: str) -> Wish | None:
    """The preference that a message is, where it is nothing but one."""
    said = _bare(text)
    if not said or "?" in text or "\n" in said:
        return None
    for pattern, key, value in _RULES:
        if (match := pattern.fullmatch(said)) is not None and value(match, {}) is not None:
            return Wish(key, lambda values, match=match, value=value: value(match, values))  # type: ignore[misc]
    return None


def _bare(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    said, before = re.sub(r"\s+", " ", text.replace("’", "'")).strip(), ""
    while said != before:
        before, said = said, _POLITE.sub("", said).strip()
    return said


def _rule(key: str, value: Callable[[re.Match[str], Mapping[str, str]], str | None], *patterns: str) -> list[_Rule]:
    return [(regex.compile(pattern, re.IGNORECASE), key, value) for pattern in patterns]


_PARTS = {
    "morning": "morning|mornings|vormittag|vormittags|morgens|early|in der früh",
    "afternoon": "afternoon|afternoons|nachmittag|nachmittags",
    "evening": "evening|evenings|abend|abends",
}


def _part(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    said = match["part"].lower()
    return next((part for part, words in _PARTS.items() if said in f"{words}|{PARTS[part]}".split("|")), None)


def _days(match: re.Match[str], values: Mapping[str, str]) -> frozenset[int] | None:
    return days_of(match["days"])


def _named(days: frozenset[int]) -> str | None:
    return ",".join(DAYS[day] for day in sorted(days)) or None


def _working(match: re.Match[str], values: Mapping[str, str]) -> str | None:
    days = _days(match, values)
    return _named(days) if days else None


def _not_working(match: re.Match[str], values: Mapping[str, str]) -> str | None:
    days = _days(match, values)
    return _named((read_days(values.get("working_days", "")) or _USUAL_DAYS) - days) if days else None


def _also_working(match: re.Match[str], values: Mapping[str, str]) -> str | None:
    days = _days(match, values)
    return _named((read_days(values.get("working_days", "")) or _USUAL_DAYS) | days) if days else None


def _hours(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    found = range_of(match["hours"])
    return f"{found[0]:%H:%M}-{found[1]:%H:%M}" if found else None


def _quiet(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    found = range_of(match["hours"], working=False)
    return f"{found[0]:%H:%M}-{found[1]:%H:%M}" if found else None


def _span(start: time, length: timedelta) -> str | None:
    begins = datetime.combine(date(2000, 1, 1), start)
    ends = begins + length
    return f"{begins:%H:%M}-{ends:%H:%M}" if timedelta() < length <= timedelta(hours=5) and ends.day == 1 else None


def _lunch_length(match: re.Match[str], values: Mapping[str, str]) -> str | None:
    minutes = minutes_of(match["length"])
    start = (read_hours(values.get("lunch", "")) or _USUAL_LUNCH)[0]
    return _span(start, timedelta(minutes=minutes)) if minutes else None


def _lunch_start(match: re.Match[str], values: Mapping[str, str]) -> str | None:
    at = clock_of(match["at"], afternoon=True)
    low, high = read_hours(values.get("lunch", "")) or _USUAL_LUNCH
    length = timedelta(hours=high.hour - low.hour, minutes=high.minute - low.minute)
    return _span(at, length) if at is not None else None


def _lunch_range(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    found = range_of(match["hours"])
    if not found or found[1] <= found[0]:
        return None
    (low, high) = found
    return _span(low, timedelta(hours=high.hour - low.hour, minutes=high.minute - low.minute))


def _nickname(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    name = match["name"].strip(" .,\"'“”„")
    # "call me tomorrow", "call me back": a name begins with a capital letter and is one or two words.
    named = re.fullmatch(r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*)?", name)
    return name if named and name[0].isupper() and not days_of(name) and len(name) <= 40 else None


def _week_start(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    days = days_of(match["day"]) or frozenset()
    return next((name for name, number in WEEK_STARTS.items() if days == frozenset({number})), None)


def _clock(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    return match["count"] if match["count"] in CLOCKS else None


def _minutes(longest: int) -> Callable[[re.Match[str], Mapping[str, str]], str | None]:
    def value(match: re.Match[str], _: Mapping[str, str]) -> str | None:
        minutes = minutes_of(match["length"])
        return str(minutes) if minutes is not None and 0 < minutes <= longest else None

    return value


def _focus(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    """So much of a part of the day, or all of a stretch of it: the value as `habits` reads it."""
    said = match.groupdict()
    if hours := said.get("hours"):
        found = range_of(hours)
        if not found or found[1] <= found[0]:
            return None
        length = (found[1].hour - found[0].hour) * 60 + found[1].minute - found[0].minute
        value = f"{length} {found[0]:%H:%M}-{found[1]:%H:%M}"
    else:
        minutes, part = minutes_of(match["length"]), (said.get("part") or "").lower()
        name = next((name for name, words in FOCUS_PARTS.items() if part in words.split("|")), "day")
        value = f"{minutes or 0} {name}"
    return value if read_focus(value) is not None else None


def _at(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    at = clock_of(match["at"]) if match["at"] else time(8)
    return f"{at:%H:%M}" if at is not None else None


def _fixed(value: str) -> Callable[[re.Match[str], Mapping[str, str]], str | None]:
    return lambda _match, _values: value


def _service(match: re.Match[str], _: Mapping[str, str]) -> str | None:
    said = match["service"]
    return next((name for name, words in SERVICES.items() if re.fullmatch(words, said, re.IGNORECASE)), "here")


_TODOS = r"(?:to-?dos|tasks|to-?do list|task list|action items)"
_TODOS_DE = r"(?:aufgaben|to-?dos|aufgabenliste|to-?do-liste)"
_KEPT_IN = rf"(?P<service>{'|'.join(SERVICES.values())}|here|hier)"
_A_DAY = r"(?P<days>[\w ,/–-]+?)"
_RULES: tuple[_Rule, ...] = (
    *_rule(
        "preferred_time",
        _part,
        *PHRASES["preferred_time"],
        r"i(?:'d| would)? (?:much )?(?:prefer|like|rather have|rather do)(?: (?:having|to have))?(?: (?:my |the )?"
        r"(?:meetings?|calls?|appointments?))?(?: (?:best|better|more))?(?: in)?(?: the)? (?P<part>\w+)",
        r"(?P<part>\w+) (?:are|is|work|works|suits?) (?:me )?(?:best|better)(?: for me)?",
        r"ich (?:habe|mag|hätte|bevorzuge|mache) (?:(?:meine )?(?:termine|besprechungen|meetings) )?(?:lieber |am "
        r"liebsten )?(?:am |den )?(?P<part>\w+)(?: (?:termine|besprechungen|meetings)| lieber| am liebsten)?",
    ),
    *_rule(
        "lunch",
        _lunch_length,
        *PHRASES["lunch_length"],
        r"(?:my |the )?lunch(?: break| time)? (?:is|lasts|takes)(?: me)?(?: usually| always)? (?P<length>.+)",
        r"(?:meine? )?(?:mittag|mittagessen|mittagspause) (?:ist|dauert)(?: immer)? (?P<length>.+)",
    ),
    *_rule(
        "lunch",
        _lunch_range,
        *PHRASES["lunch_range"],
        r"(?:i (?:have|eat|take) (?:my )?lunch|(?:my )?lunch(?: break)? is)(?: always)? (?:from|between) (?P<hours>.+)",
        r"(?:meine )?mittagspause (?:ist|habe ich) (?:von|zwischen) (?P<hours>.+)",
    ),
    *_rule(
        "lunch",
        _lunch_start,
        *PHRASES["lunch_start"],
        r"(?:i (?:always )?(?:have|eat|take) (?:my )?lunch|my lunch(?: break)? is)(?: always)? at (?P<at>[^,]+)",
        r"(?:ich esse|ich mache) (?:immer )?(?:zu mittag|mittag|mittagspause) um (?P<at>[^,]+)",
        r"(?:ich esse|ich mache) (?:immer )?um (?P<at>[^,]+?) (?:zu mittag|mittag|mittagspause)",
    ),
    *_rule(
        "nickname",
        _nickname,
        *PHRASES["nickname"],
        r"(?:just |please )?call me (?P<name>.+)",
        r"my (?:nickname|first name) is (?P<name>.+)",
        r"(?:nenn|nenne|nennt|nennen sie) mich (?:bitte |einfach )?(?P<name>.+)",
    ),
    *_rule(
        "working_days",
        _not_working,
        *PHRASES["not_working"],
        rf"i (?:do not|don't|never) work (?:on )?{_A_DAY}",
        r"i(?:'m| am) (?:always )?off (?:on )?(?P<days>[\w ,]*days(?:[\w ,]*days)?)",
        rf"ich arbeite (?:nie )?(?:am |an )?{_A_DAY} (?:nicht|nie)",
        rf"ich arbeite nie (?:am |an )?{_A_DAY}",
        rf"(?:am |an )?{_A_DAY} arbeite ich (?:nicht|nie)",
        rf"(?:am |an )?{_A_DAY} habe ich (?:immer )?frei",
    ),
    *_rule(
        "working_days",
        _also_working,
        *PHRASES["also_working"],
        rf"i (?:also|even) work (?:on )?{_A_DAY}",
        rf"i work (?:on )?{_A_DAY} (?:too|as well)",
        rf"ich arbeite auch (?:am |an )?{_A_DAY}",
    ),
    *_rule(
        "working_days",
        _working,
        *PHRASES["working"],
        rf"i (?:only |always )?work (?:only )?(?:on |from )?{_A_DAY}(?: only)?",
        rf"my (?:working|work|office) days are {_A_DAY}",
        rf"ich arbeite (?:nur |immer )?(?:von )?{_A_DAY}",
        rf"meine arbeitstage sind {_A_DAY}",
    ),
    *_rule(
        "working_hours",
        _hours,
        *PHRASES["working_hours"],
        r"(?:i (?:always )?work|my (?:working|work|office) (?:hours|day) (?:are|is))(?: from)? (?P<hours>.+)",
        r"(?:ich arbeite|meine arbeitszeit(?:en)? (?:ist|sind))(?: immer)?(?: von)? (?P<hours>.+)",
    ),
    *_rule("working_hours", hours_from, *bound_patterns(after=False)),
    *_rule("working_hours", hours_until, *bound_patterns(after=True)),
    *_rule(
        "week_start",
        _week_start,
        *PHRASES["week_start"],
        r"(?:my |the )?weeks? (?:starts?|begins?) (?:on|with)(?: a)? (?P<day>\w+)",
        r"(?:meine|die) woche (?:beginnt|fängt) (?:am|mit)(?: dem)? (?P<day>\w+)(?: an)?",
    ),
    *_rule(
        "clock",
        _clock,
        *PHRASES["clock"],
        r"(?:always |i (?:prefer|want|like|use) |use )?(?:the |a )?(?P<count>12|24)[- ]?(?:hours?|h)(?: clock| time| "
        r"format)?(?: always)?",
        r"(?:immer |ich (?:will|möchte|nutze|bevorzuge) |nutze )?(?:das |die )?(?P<count>12|24)-?[ -]?stunden-?[ -]?"
        r"(?:format|uhr|zählung|anzeige)?",
    ),
    *_rule(
        "meeting_minutes",
        _minutes(480),
        *PHRASES["meeting_minutes"],
        r"(?:all |most of )?(?:my|our) (?:usual )?(?:meetings?|calls?|appointments?) (?:usually |normally |always |"
        r"typically |should |by default )*(?:lasts?|takes?|are|is|be|run)(?: usually| normally| always)? "
        r"(?P<length>.+?)(?: long| by default| unless i say otherwise)*",
        r"(?:make |book )?(?:my )?meetings (?P<length>.+?)(?: long)? by default",
        r"(?:meine |unsere )?(?:termine|besprechungen|meetings) (?:dauern|sind)(?: bei mir)?(?: normalerweise| "
        r"meistens| meist| immer| üblicherweise| in der regel)* (?P<length>.+?)(?: lang)?",
        r"(?:ein|mein) (?:termin|meeting) dauert(?: bei mir)?(?: normalerweise| meistens| meist| immer)* "
        r"(?P<length>.+)",
    ),
    *_rule(
        "buffer_minutes",
        _minutes(240),
        *PHRASES["buffer_minutes"],
        r"(?:always )?(?:keep|leave)(?: me)? (?P<length>.+?) (?:free )?(?:between|before and after|around) "
        r"(?:my |all |all my |the )?(?:meetings|events|appointments|calls)",
        r"i (?:want|need) (?P<length>.+?) (?:free )?between (?:my )?(?:meetings|events|appointments|calls)",
        r"(?:halte|lass)(?: mir)?(?: immer)? (?P<length>.+?) zwischen (?:meinen |den )?(?:terminen|besprechungen)"
        r"(?: frei)?",
    ),
    *_rule("focus_time", _focus, *FOCUS),
    *_rule(
        "remind_minutes",
        _minutes(1440),
        *PHRASES["remind_minutes"],
        r"(?:always )?remind me (?P<length>.+?) (?:before|ahead of) (?:every|each|all|all my|all the|my|any) "
        r"(?:meetings?|events?|appointments?|calls?)",
        r"erinner(?:e|n sie)? mich (?:immer )?(?P<length>.+?) vor (?:jedem|jeder|allen|meinen|allen meinen) "
        r"(?:terminen|termin|besprechung|besprechungen|meetings?)",
    ),
    *_rule(
        "remind_minutes",
        _fixed("10"),
        r"(?:always )?remind me (?:before|of) (?:every|each|all|all my|all the|my) (?:meetings?|events?|appointments?)",
        r"erinner(?:e|n sie)? mich (?:immer )?(?:vor jedem|vor allen|vor meinen|an alle|an alle meine) "
        r"(?:termine?n?|besprechungen)",
    ),
    *_rule(
        "morning_brief",
        _at,
        *PHRASES["morning_brief"],
        r"(?:send|tell|give)(?: me)? (?:my|the|a) (?:agenda|day|daily agenda|schedule|plan|morning brief|briefing)"
        r"(?: of the day| for the day)?(?: (?:every|each) (?:morning|day)| daily)(?: at (?P<at>.+))?",
        r"(?:send|tell|give)(?: me)? (?:my|the|a) (?:agenda|day|schedule|plan|morning brief|briefing) "
        r"at (?P<at>.+?) (?:every|each) (?:morning|day)",
        r"(?:every|each) (?:morning|day)(?: at (?P<at>.+?))?,? (?:send|tell|give) me (?:my|the) "
        r"(?:agenda|day|schedule|plan)",
        r"(?:schick|schicke|sag|gib|send|sende)(?: mir)? (?:jeden (?:morgen|tag)|täglich)(?: um (?P<at>.+?))? "
        r"(?:meine?n?|den|die) (?:tagesplan|agenda|plan|termine|termine des tages|tagesüberblick)",
        r"(?:schick|schicke|sag|gib|send|sende)(?: mir)? (?:meine?n?|den|die) (?:tagesplan|agenda|plan|tagesüberblick) "
        r"(?:jeden (?:morgen|tag)|täglich)(?: um (?P<at>.+))?",
    ),
    *_rule(
        "quiet_hours",
        _quiet,
        *PHRASES["quiet_hours"],
        r"(?:my )?quiet hours(?: are)?(?: from)? (?P<hours>.+)",
        r"(?:do not|don't) (?:disturb|bother|message|write to) me (?:between|from) (?P<hours>.+)",
        r"(?:meine )?ruhezeit(?:en)?(?: ist| sind)?(?: von)? (?P<hours>.+)",
        r"(?:stör|störe) mich (?:zwischen|von) (?P<hours>.+?) nicht",
    ),
    *_rule(
        "todo_list",
        _service,
        *PHRASES["todo_list"],
        rf"(?:always )?(?:keep|put|write|save|store)(?: all)? my {_TODOS}(?: always)? (?:in |on |into |to )?{_KEPT_IN}",
        rf"(?:i )?use {_KEPT_IN} (?:for|as) my {_TODOS}",
        rf"my {_TODOS} (?:should )?(?:always )?(?:go|are|live|belong|stay)(?: always)? "
        rf"(?:in |on |into |to )?{_KEPT_IN}",
        rf"(?:leg|lege|schreib|schreibe|führ|führe|behalt|behalte|lass|lasse) (?:immer )?(?:alle )?meine {_TODOS_DE}"
        rf"(?: immer)? (?:in |bei |auf |nach )?{_KEPT_IN}(?: ab)?",
        rf"(?:nutze?|verwende|nimm) {_KEPT_IN} für meine {_TODOS_DE}",
        rf"meine {_TODOS_DE} (?:kommen|gehören|sind|sollen|bleiben)(?: immer)? (?:in |nach |bei |auf )?{_KEPT_IN}",
    ),
    *_rule(
        "tell_answers",
        _fixed("true"),
        *PHRASES["tell_answers"],
        r"(?:always )?(?:tell me|let me know|notify me) (?:when|whenever|if) (?:a guest|guests|someone|somebody|an "
        r"attendee|attendees|people) (?:answers?|replies|reply|accepts? or declines?|responds?|declines?)",
        r"(?:sag|melde|gib) (?:es )?mir(?: bescheid)?,? wenn (?:ein gast|gäste|jemand|ein teilnehmer) "
        r"(?:antwortet|antworten|zusagt oder absagt|zu- oder absagt)",
    ),
    *_rule(
        "tell_expiry",
        _fixed("true"),
        *PHRASES["tell_expiry"],
        r"(?:always )?(?:tell|remind|warn|notify) me before (?:a|my|any) (?:open )?(?:proposals?|cards?) "
        r"(?:expires?|lapses?|runs? out)",
        r"(?:sag|gib|erinnere|warne?) (?:es )?(?:mir|mich)(?: bescheid)?,? bevor (?:ein vorschlag|vorschläge|"
        r"eine karte) (?:abläuft|ablaufen|verfällt|verfallen)",
    ),
)

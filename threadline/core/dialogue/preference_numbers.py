"""The clocks, lengths and weekdays in a preference, in seven languages."""

import re
from datetime import time

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount

_CLOCK = regex.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|uhr|h|hs|horas|heures|ore|uur|o'clock)?", re.IGNORECASE
)
_TO = regex.compile(
    r"\s*(?:[-–]|(?<!\w)(?:to|until|till|and|bis|und|à|et|a las|y las|a|y|hasta las|alle|e le|às|e as|até às|tot|en)"
    r"(?!\w))\s*",
    re.IGNORECASE,
)
_NOON = {"noon": time(12), "midday": time(12), "mittag": time(12), "midnight": time(0), "mitternacht": time(0)}
_NOON |= dict.fromkeys(("midi", "mediodía", "mezzogiorno", "meio-dia", "twaalf uur"), time(12))
_WHOLE = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20}
_GERMAN = {
    "eine": 1,
    "einer": 1,
    "einen": 1,
    "zwei": 2,
    "drei": 3,
    "fünf": 5,
    "zehn": 10,
    "fünfzehn": 15,
    "zwanzig": 20,
}
_NUMBERS = {**_WHOLE, **_GERMAN, "thirty": 30, "dreißig": 30, "forty-five": 45, "half": 0.5, "halbe": 0.5}
_LENGTH = regex.compile(
    r"(?P<number>\d+(?:[.,]5)?|[a-zäöüß-]+)\s*(?P<unit>min(?:ute[ns]?|s)?|h|hours?|stunden?)", re.IGNORECASE
)
_PHRASES = {
    "half an hour": 30,
    "a half hour": 30,
    "eine halbe stunde": 30,
    "einer halben stunde": 30,
    "an hour and a half": 90,
    "one and a half hours": 90,
    "eineinhalb stunden": 90,
    "anderthalb stunden": 90,
    "a quarter of an hour": 15,
    "a quarter hour": 15,
    "eine viertelstunde": 15,
    "three quarters of an hour": 45,
    "eine dreiviertelstunde": 45,
}
_DAY_WORDS = (
    "monday|mondays|mon|montag|montags|montagen|"
    "lundi|lundis|lunes|lunedì|segunda|segundas|segunda-feira|segundas-feiras|maandag|maandags",
    "tuesday|tuesdays|tue|tues|dienstag|dienstags|dienstagen|"
    "mardi|mardis|martes|martedì|terça|terças|terça-feira|terças-feiras|dinsdag|dinsdags",
    "wednesday|wednesdays|wed|mittwoch|mittwochs|mittwochen|"
    "mercredi|mercredis|miércoles|mercoledì|quarta|quartas|quarta-feira|quartas-feiras|woensdag|woensdags",
    "thursday|thursdays|thu|thurs|donnerstag|donnerstags|donnerstagen|"
    "jeudi|jeudis|jueves|giovedì|quinta|quintas|quinta-feira|quintas-feiras|donderdag|donderdags",
    "friday|fridays|fri|freitag|freitags|freitagen|"
    "vendredi|vendredis|viernes|venerdì|sexta|sextas|sexta-feira|sextas-feiras|vrijdag|vrijdags",
    "saturday|saturdays|sat|samstag|samstags|samstagen|sonnabend|sonnabends|"
    "samedi|samedis|sábado|sábados|sabato|sabati|zaterdag|zaterdags",
    "sunday|sundays|sun|sonntag|sonntags|sonntagen|"
    "dimanche|dimanches|domingo|domingos|domenica|domeniche|zondag|zondags",
)
_DAY = {word: number for number, words in enumerate(_DAY_WORDS) for word in words.split("|")}
_SETS = {
    "weekends": {5, 6},
    "the weekend": {5, 6},
    "weekdays": set(range(5)),
    "wochenende": {5, 6},
    "werktags": set(range(5)),
    "le week-end": {5, 6},
    "week-end": {5, 6},
    "fines de semana": {5, 6},
    "fin de semana": {5, 6},
    "weekend": {5, 6},
    "fim de semana": {5, 6},
    "fins de semana": {5, 6},
    "het weekend": {5, 6},
}


_AND = regex.compile(
    r"\s*(?:,|/|\b(?:and|or|und|oder|et|ou|y|o|e|en|of)\b)\s*(?:(?:on|am|le|les|el|los|il|la|às|à|op) )?", re.IGNORECASE
)


def clock_of(text: str, *, afternoon: bool = False) -> time | None:
    """A time of day; with `afternoon`, 1 to 6 without more is after noon."""
    said = text.strip().lower()
    if said in _NOON:
        return _NOON[said]
    match = _CLOCK.fullmatch(said)
    if match is None:
        return None
    hour, minute, mark = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if mark in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if mark == "pm" else 0)
    elif afternoon and hour <= 6:
        hour += 12
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def range_of(text: str, *, working: bool = True) -> tuple[time, time] | None:
    """A stretch of the day: "9 to 5"; with `working`, an end that would be before its beginning is after noon."""
    parts = _TO.split(text.strip())
    if len(parts) != 2:
        return None
    start, end = clock_of(parts[0]), clock_of(parts[1])
    if start is None or end is None:
        return None
    if working and end < start and end.hour < 12 and not re.search(r"[ap]\.?m|uhr", parts[1], re.IGNORECASE):
        end = end.replace(hour=end.hour + 12)
    return (start, end) if start != end else None


def minutes_of(text: str) -> int | None:
    """A length in minutes."""
    said = text.strip().lower()
    if said in _PHRASES:
        return _PHRASES[said]
    match = _LENGTH.fullmatch(said)
    if match is None:
        read = read_amount(said)
        whole = read is not None and not (said[: read[1][0]] + said[read[1][1] :]).strip()
        return round(read[0].total_seconds() / 60) if read is not None and whole else None
    word = match["number"].replace(",", ".")
    number = float(word) if word[0].isdigit() else _NUMBERS.get(word)
    if number is None:
        return None
    return round(number * (1 if match["unit"].startswith("min") else 60))


def days_of(text: str) -> frozenset[int] | None:
    """The weekdays (0 for Monday) of "Monday to Thursday", "Mondays and Fridays"; None for anything else."""
    said = text.strip().lower()
    if said in _SETS:
        return frozenset(_SETS[said])
    stretch = re.fullmatch(r"(\S+)\s+(?:–|to|through|until|bis|au|a|al|à|tot|t/m|tot en met)\s+(?:[ao] )?(\S+)", said)
    if stretch and stretch[1] in _DAY and stretch[2] in _DAY:
        first, last = _DAY[stretch[1]], _DAY[stretch[2]]
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    if (dashed := re.fullmatch(r"(\w+)\s*[-–]\s*(\w+)", said)) and said not in _DAY:
        return days_of(f"{dashed[1]} to {dashed[2]}")
    words = [word for word in _AND.split(said) if word]
    return frozenset(_DAY[word] for word in words) if words and all(word in _DAY for word in words) else None

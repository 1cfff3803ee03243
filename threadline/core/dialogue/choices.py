"""Which of several things words choose: "the second one", "lieber den letzten", "the 2pm one", "Wednesday is better".

A choice is nothing else than that: a message that says more is read as what it says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import Kind, When, resolve
from threadline.core.dialogue.assent_words import FILLERS
from threadline.core.dialogue.joined_words import clock_alone
from threadline.core.scheduling.event_selection import read_selection

T = TypeVar("T")

_LONGEST = 60
_HALF_DAY = 12
_WORD = regex.compile(r"\d+|[^\W\d_]+")
_ONE = r"one|option|slot|eine[nrs]?|termin|créneau|hora|cita|orario|horário|tijd|afspraak|opción|opzione|opção|optie"
_FITS = (
    r"better|best|works|suits|fits|preferred|besser|passt|lieber|mieux|convient|préfère|plutôt|mejor|conviene|prefiero|"
    r"meglio|preferisco|melhor|prefiro|beter|past|liever|komt"
)
_MARKED = regex.compile(rf"(?<!\w)(?:{_ONE}|{_FITS})(?!\w)", re.IGNORECASE)
_AROUND = (
    f"{_ONE}|{_FITS}|the|let|s|us|take|i|d|ll|we|would|like|love|prefer|go|with|choose|pick|is|be|good|fine|me|at|on|"
    "for|to|of|time|times|date|use|rather|instead|want|my|choice|make|nehmen|nehme|nimm|wir|ich|den|die|das|der|dem|"
    "ist|gut|eher|hätte|gern|gerne|wäre|um|uhr|am|für|je|j|prends|prenons|prenez|prends|on|prend|va|vais|pour|le|la|"
    "l|à|est|choisis|ok|tomo|tomemos|el|es|a|las|va|bien|quiero|elijo|con|prendo|prendiamo|il|lo|è|bene|scelgo|per|"
    "liebsten|preferably|piuttosto|préférence|liefst|"
    "alle|o|as|às|fico|com|pode|ser|é|escolho|neem|nemen|we|ik|de|het|doe|maar|is|om|voor|kies|graag|goed"
)
_NUMBERED = regex.compile(
    r"(?<!\w)(?:option|number|no\.?|nr\.?|nummer|numéro|número|numero|opción|opzione|opção|optie|#)\s*"
    r"(?:(?P<digit>[1-9])|(?P<word>one|two|three|four|eins|zwei|drei|vier|un|deux|trois|quatre|uno|dos|tres|cuatro|"
    r"due|tre|quattro|um|dois|três|quatro|een|twee|drie))(?!\w)",
    re.IGNORECASE,
)
_COUNTED = (
    "one eins un uno um een",
    "two zwei deux dos due dois twee",
    "three drei trois tres tre três drie",
    "four vier quatre cuatro quattro quatro",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: by its place (`pick`: 0 is the first, -1 the last) or by words of time (`said`).

    `marked`: words like "one" or "better" say that it is a choice; bare words of time may mean something else.
    """

    pick: int | None = None
    said: str = ""
    marked: bool = True

    def of(self, options: Sequence[tuple[T, datetime]], *, sent_at: datetime, zone: str) -> T | None:
        """The one of the options (each with its start) that is meant; None where there is none, or several fit."""
        if self.pick is not None:
            return options[self.pick][0] if -1 <= self.pick < len(options) else None
        tz = ZoneInfo(zone)
        whens = [each for each in resolve(self.said, sent_at.astimezone(tz), zone=tz) if each.kind is not Kind.DURATION]
        if len(whens) != 1 or whens[0].start is None or not _is_around(_without(self.said, whens[0])):
            return None
        clock = clock_alone(self.said)
        fitting = [option for option, start in options if _fits(whens[0], start.astimezone(tz), clock=clock)]
        return fitting[0] if len(fitting) == 1 else None


def read_choice(text: str) -> Choice | None:
    """The choice that a message is; None where it says anything besides."""
    said = " ".join(text.replace("’", "'").split()).strip(" .,!")
    if not said or len(said) > _LONGEST or said.endswith("?"):
        return None
    if (match := _NUMBERED.search(said)) is not None:
        pick = int(match["digit"]) - 1 if match["digit"] else _counted(match["word"].lower())
        return Choice(pick) if _is_around(f"{said[: match.start()]} {said[match.end() :]}") else None
    selection = read_selection(said)
    if selection.pick is not None:
        return Choice(selection.pick) if _is_around(selection.words) else None
    rest = [word for word in re.split(r"\s+", said) if word.lower().strip(",.;!") not in _around() - _CLOCK_WORDS]
    words = " ".join(rest)
    if not words or not re.search(r"\d|[^\W\d_]{3}", words):
        return None
    return Choice(said=words, marked=_MARKED.search(said) is not None)


_CLOCK_WORDS = frozenset({"at", "um", "uhr", "à", "las", "alle", "às", "om", "on", "am"})
"""They stand around a choice, and belong to its time."""


def _fits(when: When, start: datetime, *, clock: bool) -> bool:
    assert when.start is not None  # noqa: S101 - asked before
    said = when.start.astimezone(start.tzinfo)
    same_hour = (said.hour, said.minute) == (start.hour, start.minute)
    if clock:
        bare = not re.search(r"am|pm|:|uhr|h\b", when.text, re.IGNORECASE)
        return same_hour or (bare and said.hour % _HALF_DAY == start.hour % _HALF_DAY and said.minute == start.minute)
    if when.all_day:
        end = when.end.astimezone(start.tzinfo).date() if when.end is not None else said.date()
        return said.date() == start.date() or said.date() <= start.date() < end
    return said.date() == start.date() and same_hour


def _without(said: str, when: When) -> str:
    """What is said besides the time: "not Monday" is no choice of it."""
    return f"{said[: when.span[0]]} {said[when.span[1] :]}"


def _counted(word: str) -> int:
    return next(place for place, words in enumerate(_COUNTED) if word in words.split())


def _is_around(words: str) -> bool:
    return all(word in _around() for word in _WORD.findall(words.lower()))


@cache
def _around() -> frozenset[str]:
    """The words that may stand around a choice."""
    return (
        frozenset(_AROUND.replace("[nrs]?", "").split("|"))
        | {word for phrase in FILLERS.split("|") for word in phrase.split()}
        | {"einen", "einer", "eines"}
    )

"""Which of several events words name when it was asked: "the design one", "celle de mercredi", "die mit Carla"."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.calendar.when import When, resolve
from threadline.core.dialogue.assent_words import FILLERS

T = TypeVar("T")

_LONGEST = 60
_WORD = regex.compile(r"[^\W_]+")
_DAY = timedelta(days=1)
_OWNED_DAY = regex.compile(r"(?<=day)['’]s(?!\w)", re.IGNORECASE)
_AROUND = (
    "the one ones that s is i mean meant of on with at in for from about my our it please no yes not "
    "das den der die dem am um mit von vom im bei meine ich den termin bitte "
    "celle celui du de la le les avec à au en je veux dire parle "
    "el la lo del de con a las los en quiero decir "
    "quello quella di del della con alle il lo la l intendo "
    "o a do da de com às no na quero dizer "
    "die dat van met om op het de ik bedoel uur uhr h event events meeting termin cita réunion reunión riunione "
    "reunião afspraak"
)


def named_choice(text: str, options: Sequence[tuple[T, EventDraft]], *, sent_at: datetime, zone: str) -> T | None:
    """The one of the options that words name by its title, its people or its day; None where none or several fit."""
    said = _OWNED_DAY.sub("", " ".join(text.replace("’", "'").split()))
    if not said or len(said) > _LONGEST or "?" in said:
        return None
    tz = ZoneInfo(zone)
    whens = [each for each in resolve(said, sent_at.astimezone(tz), zone=tz) if each.start is not None]
    if len(whens) > 1:
        return None
    rest = said
    for when in whens:
        rest = f"{rest[: when.span[0]]} {rest[when.span[1] :]}"
    names = {word for word in _words(rest) if word not in _around()}
    if not names and not whens:
        return None
    fitting = [
        option for option, draft in options if names <= _of(draft) and all(_on(draft, when, tz) for when in whens)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _on(draft: EventDraft, when: When, zone: ZoneInfo) -> bool:
    start = when.start
    if start is None:
        return False
    local = draft.start.astimezone(zone)
    if not when.all_day:
        return local == start.astimezone(zone) or (not when.dated and local.time() == start.astimezone(zone).time())
    end = when.end or start + _DAY
    return start.astimezone(zone).date() <= local.date() < max(end.astimezone(zone).date(), (start + _DAY).date())


def _of(draft: EventDraft) -> set[str]:
    people = " ".join(f"{who.name} {(who.email or '').partition('@')[0]}" for who in draft.attendees)
    return set(_words(f"{draft.title} {draft.location or ''} {people}"))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


@cache
def _around() -> frozenset[str]:
    fillers = {word for phrase in FILLERS.split("|") for word in phrase.split()}
    return frozenset(_AROUND.split()) | fillers

"""Days away as people say them: "I'm out from 3 to 7 August", "ich bin nächste Woche nicht im Büro".

A message counts only where it is nothing else. A single day counts only where it is called out of office: "I'm out on
Friday" may be no more than a no to a time.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import resolve
from threadline.core.people.habits import Absence, read_absences, written

_I = re.IGNORECASE
_LONGEST = 120
_DAY = timedelta(days=1)
_OFFICE = (
    r"out of (?:the )?office|ooo|nicht im büro|außer haus|abwesend|absente?|pas au bureau|en congé|"
    r"fuera de la oficina|ausente|fuori (?:dall['’])?ufficio|assente|fora do escritório|"
    r"afwezig|niet op kantoor"
)
_AWAY = rf"{_OFFICE}|out|away|nicht da|weg|fuera|fuori|via|fora|er niet"
_AM = (
    r"i(?:['’]m| am|['’]ll be| will be)|(?:ich )?bin(?: ich)?|ich werde|je (?:suis|serai|ne suis|ne serai)|"
    r"(?:yo )?(?:estoy|estaré|voy a estar)|(?:io )?(?:sono|sarò|non sono|non sarò)|(?:eu )?(?:estou|estarei|vou estar)|"
    r"ik (?:ben|zal)|ben ik"
)
_SAYS = (
    regex.compile(rf"^(?:{_AM})\s+(?P<away>{_AWAY})(?!\w)[\s,:]*(?P<when>.+)$", _I),
    regex.compile(rf"^(?:{_AM})\s+(?P<when>.+?)\s+(?P<away>{_AWAY})(?: sein| zijn)?$", _I),
    regex.compile(rf"^(?P<when>.+?)\s+(?:{_AM})\s+(?P<away>{_AWAY})$", _I),
)
_OF_OFFICE = regex.compile(_OFFICE, _I)
_AROUND = frozenset(
    re.findall(
        r"\w+",
        "from to until till on for the in of through vom von am im bis der die den du de des le la les au aux el los "
        "del al desde hasta dal dalla dall il lo alla das os as o a ao até às van tot en met op het",
    )
)


def absence_of(text: str, said_at: datetime, zone: str) -> Absence | None:
    """The days away that a message tells of itself; None for all else."""
    said = " ".join(text.replace("’", "'").split()).strip(" .!")
    if not said or len(said) > _LONGEST or "?" in said:
        return None
    match = next((found for pattern in _SAYS if (found := pattern.match(said)) is not None), None)
    if match is None:
        return None
    absence = _days(match["when"], said_at, zone)
    if absence is None or absence.last < said_at.astimezone(ZoneInfo(zone)).date():
        return None
    return absence if absence.first < absence.last or _OF_OFFICE.search(match["away"]) else None


def with_absence(value: str, absence: Absence, today: datetime) -> str:
    """What is kept once an absence is added; those that are over are forgotten."""
    kept = [each for each in read_absences(value) if each.last >= today.date() and each != absence]
    return written(sorted([*kept, absence], key=lambda each: each.first))


def _days(words: str, said_at: datetime, zone: str) -> Absence | None:
    tz = ZoneInfo(zone)
    whens = [each for each in resolve(words, said_at.astimezone(tz), zone=tz) if each.start is not None]
    if len(whens) != 1 or not whens[0].all_day or whens[0].rrule is not None:
        return None
    [when] = whens
    if not _is_all(words, when.pieces or (when.span,)) or when.start is None:
        return None
    last = when.end - _DAY if when.end is not None else when.start
    return Absence(when.start.date(), last.date()) if last >= when.start else None


def _is_all(words: str, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but small words stands around a time."""
    low, high = min(start for start, _end in pieces), max(end for _start, end in pieces)
    rest = re.findall(r"\w+", f"{words[:low]} {words[high:]}".lower())
    return all(word in _AROUND for word in rest)

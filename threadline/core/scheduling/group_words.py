"""Questions about the time of several people at once: "when are Ana, Bo and I busy tomorrow", "who is free on Friday?".

In English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import resolve

_I = re.IGNORECASE
_LONGEST = 160
_MOST = timedelta(hours=36)
_DAY = timedelta(days=1)
_WHO = regex.compile(
    r"^(?:and |und |et |y |e |en )?(?:who(?: of us| here| else)?(?:['’]s| is| are| has time)|"
    r"wer (?:von uns |hier )?(?:ist|hat)|qui (?:d['’]entre nous |ici )?(?:est|a)|"
    r"quién(?:es)? (?:de nosotros |aquí )?(?:está|están|tiene|tienen)|"
    r"chi (?:di noi |qui )?(?:è|ha)|quem (?:de nós |aqui )?(?:está|tem)|wie (?:van ons |hier )?(?:is|heeft))(?!\w)",
    _I,
)
_WHEN = regex.compile(
    r"^(?:and |und |et |y |e |en )?(?:when|at what times?|wann|quand(?: est-ce que)?|à quelle heure|cuándo|"
    r"a qué horas?|"
    r"quando|a che ora|a que horas?|wanneer)(?!\w)",
    _I,
)
_STATE = regex.compile(
    r"(?<!\w)(?:free|available|busy|booked|taken|occupied|has time|have time|"
    r"frei|verfügbar|beschäftigt|belegt|besetzt|zeit|"
    r"libres?|disponibles?|occupé(?:e|es|s)?|pris(?:e|es)?|du temps|le temps|"
    r"ocupad[oa]s?|tiempo|liber[oiae]|disponibil[ei]|occupat[oiae]|impegnat[oiae]|tempo|"
    r"livres?|disponíve(?:l|is)|vrij|beschikbaar|bezet|druk|tijd)(?!\w)",
    _I,
)
_SMALL = frozenset(
    re.findall(
        r"\S+",
        "is are am and be has have do does sind ist bin und haben hat et est sont sommes êtes suis ont avons y e "
        "estamos sont-ils sont-elles sommes-nous ont-ils ont-elles na no à às ao aos nel nella "
        "están está estoy tienen siamo sono è hanno estão está estou têm zijn ben is en heb hebben all both alle beide "
        "the on in at am um im le la el il o a de das los next this zu or oder ou ofwel of von di among between "
        "zwischen entre tra fra tussen",
    )
)
_ME = frozenset(("i", "me", "ich", "moi", "je", "yo", "io", "eu", "ik"))
_US = frozenset(("we", "us", "wir", "uns", "nous", "nosotros", "noi", "nós", "wij", "we", "ons"))


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """About whose time, from when to when. `everybody`: all who are here are meant."""

    names: tuple[str, ...]
    me: bool
    everybody: bool
    start: datetime
    end: datetime


def read_group(text: str, said_at: datetime, zone: str) -> GroupQuestion | None:
    """The question that a message is, where it is one about several people on one day; None for all else."""
    said = " ".join(text.replace("’", "'").split()).strip(" .!?¿¡")
    if not said or len(said) > _LONGEST or _STATE.search(said) is None:
        return None
    who, when = _WHO.match(said), _WHEN.match(said)
    lead = who or when
    span = _range(said, said_at, zone)
    if lead is None or span is None:
        return None
    start, end, (low, high) = span
    rest = _STATE.sub(" ", f"{said[lead.end() : max(low, lead.end())]} {said[high:]}")
    words = [word for word in re.findall(r"[\w@.+'-]+", rest) if word.lower() not in _SMALL]
    me = any(word.lower() in _ME for word in words)
    us = any(word.lower() in _US for word in words)
    names = tuple(word for word in words if word.lower() not in _ME | _US)
    if not all(name[:1].isupper() or "@" in name for name in names):
        return None
    if who is not None and not names:
        return GroupQuestion((), True, True, start, end)
    if us and not names:
        return GroupQuestion((), True, True, start, end)
    return GroupQuestion(names, me, False, start, end) if len(names) + me > 1 else None


def _range(said: str, said_at: datetime, zone: str) -> tuple[datetime, datetime, tuple[int, int]] | None:
    tz = ZoneInfo(zone)
    whens = [
        each for each in resolve(said, said_at.astimezone(tz), zone=tz) if each.start is not None and not each.rrule
    ]
    if len(whens) != 1:
        return None
    [when] = whens
    start = when.start
    if start is None:
        return None
    end = when.end if when.end is not None else start + (_DAY if when.all_day else timedelta(hours=1))
    return (start, end, when.span) if timedelta() < end - start <= _MOST else None

"""Days that are counted from an event: "the day before", "a week later", "am Tag danach", "deux jours plus tard".

Tables of words in English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount

_I = re.IGNORECASE
_LEAD = (
    r"(?:(?:no|nope|sorry|actually|rather|better|please|make it|on|to|the|by|nein|bitte|lieber|doch|am|an dem|auf|den|"
    r"der|die|das|um|non|plutôt|s'il te plaît|mejor|por favor|al|el|la|le|il|lo|de|o|a|à|no dia|na|nee|liever|naar|op|"
    r"não|melhor|meglio)(?!\w)|\W)*"
)
_BACK = (
    r"before(?:hand)?|earlier|sooner|prior|davor|zuvor|vorher|früher|avant|plus tôt|auparavant|antes|anterior|"
    r"más temprano|prima|precedente|mais cedo|ervoor|eerder|vroeger|daarvoor"
)
_ON = (
    r"after(?:wards?)?|later|danach|darauf|später|après|plus tard|después|más tarde|siguiente|dopo|più tardi|seguente|"
    r"successiv[oa]|depois|mais tarde|seguinte|erna|erop|later|daarna"
)
_DAY = r"day|tag|jour|d[ií]a|giorno|dag"
_WEEK = r"week|woche|semaine|semana|settimana"
_MONTH = r"months?|monate?n?|mois|mes(?:es)?|mes[ei]|mês|meses|maand(?:en)?"
_FORMER = r"previous|preceding|prior|vorherigen?|vorigen?|précédente?|précédent|anterior|precedente|vorige"
_FOLLOWING = r"following|folgenden?|darauffolgenden?|suivante?|siguiente|seguente|seguinte|daaropvolgende"
_THEN = (
    r"\s*(?:[,;.!?]|$|(?=(?:at|around|instead|please|same|um|bitte|gleiche|zur|à|a las?|alle|às|om|stattdessen|"
    r"s'il|por favor|per favore|alsjeblieft|graag|même|misma|stess|mesma|zelfde)(?!\w)))"
)
_NAMED = regex.compile(
    rf"^{_LEAD}(?:(?P<former>{_FORMER})\s+)?(?:(?P<following>{_FOLLOWING})\s+)?"
    rf"(?:(?P<day>{_DAY})|(?P<week>{_WEEK})|(?P<month>{_MONTH}))"
    rf"(?:\s+(?:(?P<back>{_BACK}|{_FORMER})|(?P<on>{_ON}|{_FOLLOWING})))?(?!\w){_THEN}",
    _I,
)
_FRENCH = regex.compile(rf"^{_LEAD}(?:(?P<on>lendemain)|(?P<back>veille)|(?P<week>surlendemain))(?!\w){_THEN}", _I)
_COUNTED = regex.compile(rf"^\s+(?:(?P<back>{_BACK})|(?P<on>{_ON}))(?!\w){_THEN}", _I)
_LEADING = regex.compile(rf"^{_LEAD}$", _I)


@dataclass(frozen=True, slots=True)
class Counted:
    """How far from the event, and what of the words is left: "at 10"."""

    shift: relativedelta
    rest: str


def counted_from_event(words: str) -> Counted | None:
    """How far from the event the words count; None where they name a day by itself ("the day after tomorrow")."""
    return _french(words) or _named(words) or _counted(words)


def _french(words: str) -> Counted | None:
    match = _FRENCH.match(words)
    if match is None:
        return None
    days = 2 if match["week"] else 1
    return Counted(relativedelta(days=-days if match["back"] else days), words[match.end() :].strip())


def _named(words: str) -> Counted | None:
    """ "the day before", "the following week"."""
    match = _NAMED.match(words)
    if match is None:
        return None
    back, on = match["former"] or match["back"], match["following"] or match["on"]
    if bool(back) == bool(on):
        return None
    number = -1 if back else 1
    if match["month"]:
        shift = relativedelta(months=number)
    else:
        shift = relativedelta(days=number) if match["day"] else relativedelta(weeks=number)
    return Counted(shift, words[match.end() :].strip())


def _counted(words: str) -> Counted | None:
    """ "two days later", "eine Woche früher", "a month later"."""
    months = re.search(rf"(?<!\w)(?:{_MONTH})(?!\w)", words, _I)
    plain = words[: months.start()] + "days" + words[months.end() :] if months else words
    read = read_amount(plain)
    if read is None:
        return None
    amount, (start, end) = read
    match = _COUNTED.match(plain[end:])
    if match is None or not _LEADING.match(plain[:start]):
        return None
    sign = -1 if match["back"] else 1
    shift = relativedelta(months=amount.days) if months else relativedelta(seconds=int(amount.total_seconds()))
    return Counted(sign * shift, plain[end + match.end() :].strip())

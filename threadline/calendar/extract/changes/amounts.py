"""Amounts of time by which something is moved or lengthened: "half an hour", "45 Minuten", "2 semaines"."""

from __future__ import annotations

import re
from datetime import timedelta

from threadline import regex

_HALF = (
    r"(?:half an hour|half-hour|eine(?:r)? halbe(?:n)? stunde|halbe(?:n)? stunde|une demi-heure|demi-heure|media hora|"
    r"mezz'?ora|meia hora|een half uur|half uur)"
)
_QUARTER = (
    r"(?:(?:a )?quarter of an hour|eine(?:r)? viertelstunde|viertelstunde|un quart d'heure|un cuarto de hora|"
    r"un quarto d'ora|een kwartier)"
)
_NUMBERS = {
    1: "an?|one|ein(?:e[nrm]?)?|une?|un[ao]?|uma?|een|één",
    2: "two|zwei|deux|dos|due|dois|duas|twee|a couple of",
    3: "three|drei|trois|tres|tre|três|drie",
    4: "four|vier|quatre|cuatro|quattro|quatro",
    5: "five|fünf|cinq|cinco|cinque|vijf",
    10: "ten|zehn|dix|diez|dieci|dez|tien",
    15: "fifteen|fünfzehn|quinze|quince|quindici|vijftien",
    20: "twenty|zwanzig|vingt|veinte|venti|vinte|twintig",
    30: "thirty|dreißig|trente|treinta|trenta|trinta|dertig",
    45: "forty[- ]five|fünfundvierzig|quarante-cinq|cuarenta y cinco|quarantacinque|quarenta e cinco|vijfenveertig",
}
_UNITS = {
    timedelta(minutes=1): "min(?:ute|uten|utes|utos?|uti|uto|uut|uten)?s?\\.?|m",
    timedelta(hours=1): "hours?|hrs?|h|stunden?|std\\.?|heures?|horas?|or[ae]|uur|uren",
    timedelta(days=1): "days?|tage?n?|jours?|d[ií]as?|giorn[oi]|dias?|dag(?:en)?",
    timedelta(weeks=1): "weeks?|wochen?|semaines?|semanas?|settiman[ae]|week|weken",
}
_NUMBER = "|".join(f"(?P<n{value}>{words})" for value, words in _NUMBERS.items())
_UNIT = "|".join(f"(?P<u{index}>{words})" for index, words in enumerate(_UNITS.values()))
_AMOUNT = regex.compile(
    rf"(?<!\w)(?:(?P<half>{_HALF})|(?P<quarter>{_QUARTER})|"
    rf"(?:(?P<digits>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*|(?:{_NUMBER})\s+)(?:{_UNIT})"
    r"(?:\s*(?:and|und|et|y|e|en)?\s*(?P<more>\d{1,2})\s*(?:min(?:ute[sn]?|utos?|uti)?|m)?)?)(?!\w)",
    re.IGNORECASE,
)
_ELIDED = regex.compile(r"(?<!\w)un['’](?=ora(?!\w))", re.IGNORECASE)
_LENGTHS = tuple(_UNITS)


def read_amount(text: str, position: int = 0) -> tuple[timedelta, tuple[int, int]] | None:
    """The first amount of time from a position on, with where it stands."""
    match = _AMOUNT.search(_ELIDED.sub("un ", text), position)
    if match is None:
        return None
    if match["half"]:
        return timedelta(minutes=30), match.span()
    if match["quarter"]:
        return timedelta(minutes=15), match.span()
    unit = next(length for index, length in enumerate(_LENGTHS) if match[f"u{index}"])
    if match["digits"]:
        amount = unit * float(match["digits"].replace(",", "."))
    else:
        amount = unit * next(value for value in _NUMBERS if match[f"n{value}"])
    if match["more"] and unit == timedelta(hours=1):
        amount += timedelta(minutes=int(match["more"]))
    elif match["more"]:
        return amount, (match.start(), match.end(f"u{_LENGTHS.index(unit)}"))
    return amount, match.span()

"""Which of several times is chosen by its place: "Book the second one", "nimm den letzten"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threadline import regex
from threadline.calendar.when import Kind, When

_PLACES = (
    (
        0,
        "first|former|earlier|erste[nrs]?|premi(?:er|ère)|primer[oa]?|prim[oa]|primeir[oa]|eerste|första|første|pierwsz[yąe]",
    ),
    (1, "second|latter|zweite[nrs]?|deuxième|second[eao]?|segund[oa]|tweede|andra|anden|andre|drug[ią]e?"),
    (2, "third|dritte[nrs]?|troisième|tercer[oa]?|terz[oa]|terceir[oa]|derde|tredje|trzeci[aą]?"),
    (-1, "last|later|letzte[nrs]?|derni(?:er|ère)|últim[oa]|ultim[oa]|laatste|sista|sidste|siste|ostatni[aą]?"),
)
_TAKES = (
    r"(?:book|take|pick|choose|use|schedule|add|go (?:with|for)|let['’]?s (?:do|take|go (?:with|for))|i['’]?ll take|"
    r"nimm|nehmen wir|buche?|trag|prends|prenons|réserve[rz]?|choisis|reserva|coge|toma|elige|agenda|prenota|prendi|"
    r"scegli|marca|escolhe|pega|boek|neem|kies|boka|ta|tag|vælg|book|velg|weź|wybierz|zarezerwuj)"
)
_CHOICE = regex.compile(
    rf"(?<!\w){_TAKES}\s+(?:(?:me|mir|uns|please|bitte|the|den|die|das|le|la|el|il|lo|o|a|de|het)\s+){{0,2}}(?:"
    + "|".join(rf"(?P<p{number}>{words})" for number, (_, words) in enumerate(_PLACES))
    + r")(?!\w)(?:\s+(?:one|option|slot|time|date|termin|opción|opzione|opção|optie))?\s*(?:"
    r"[.,!;]|\bein\b|\bplease\b|$)",
    re.IGNORECASE,
)


def chosen_by_place(text: str, whens: Sequence[When]) -> When | None:
    """The one of the times said before it that a choice by its place names."""
    if len(whens) < 2 or (said := _CHOICE.search(text)) is None:
        return None
    offered = [when for when in whens if when.kind is not Kind.DURATION and when.span[1] <= said.start()]
    offered.sort(key=lambda when: when.span)
    place = _PLACES[int((said.lastgroup or "p0")[1:])][0]
    return offered[place] if len(offered) > 1 and place < len(offered) else None

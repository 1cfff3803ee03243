"""Which of several events words mean: the first, the last, the next, the second one, or all of them.

Small tables of words in English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from threadline import regex

T = TypeVar("T")

_I = re.IGNORECASE
_ORDINALS: tuple[tuple[int, str], ...] = (
    (0, r"first|1st|earliest|erste[nrs]?|premi(?:er|ère)|primer[oa]?|prim[oa]|primeir[oa]|eerste"),
    (1, r"second|2nd|zweite[nrs]?|deuxième|segund[oa]|second[oa]|tweede"),
    (2, r"third|3rd|dritte[nrs]?|troisième|tercer[oa]?|terz[oa]|terceir[oa]|derde"),
    (3, r"fourth|4th|vierte[nrs]?|quatrième|cuart[oa]|quart[oa]|vierde"),
    (4, r"fifth|5th|fünfte[nrs]?|cinquième|quint[oa]|vijfde"),
    (-1, r"last|final|latest|letzte[nrs]?|derni(?:er|ère)|últim[oa]|ultim[oa]|laatste"),
)
_PICK = regex.compile(
    r"(?<!\w)(?:(?:the|my|our|der|die|das|den|mein\w*|le|la|mon|ma|el|mi|il|lo|o|a|de|het|mijn)\s+)?(?:"
    + "|".join(f"(?P<p{index}>{words})" for index, (_, words) in enumerate(_ORDINALS))
    + r")(?!\w)(?:\s+(?:one|thing|eine[nrs]?|un|uno|una)(?!\w))?",
    _I,
)
_NEXT = regex.compile(
    r"(?<!\w)(?:(?:the|my|our|der|die|das|den|mein\w*|le|la|mon|ma|el|mi|lo|de|het|mijn|onze?|"
    r"(?:il |la )?(?:mi[oa]|nostr[oa])|(?:[oa] )?(?:meu|minha|noss[oa])|il|la|[oa])\s+)?"
    r"(?:next|upcoming|nächste[nrs]?|prochaine?|próxim[oa]|prossim[oa]|volgende)\s+(?!week|month|year|mon|tue|wed|thu|fri|"
    r"sat|sun|woche|monat|jahr|semana|mes|mês|año|semaine|mois|settimana|mese|maand|lun|mar|mer|mié|jeu|gio|jue|ven|vie|"
    r"dom|sáb|sam|dim|die|mit|don|maa|din|woe|vri|zat|zon)",
    _I,
)
_EVERY = regex.compile(
    r"(?<!\w)(?:both(?: of)?(?: the| my| our| these| those)?|beide[nrs]?(?: meine[nr]?)?|(?:tou(?:te)?s )?les deux|"
    r"amb[oa]s(?: (?:los|las|mis|[oa]s))?|entramb[ei](?: (?:i|le|gli))?|allebei|"
    r"all(?: of)?(?: the| my| our| these| those)?(?: future| upcoming| remaining| other)?|"
    r"every(?:thing)?(?: else)?|each(?: of)?|"
    r"alle[ns]?(?: meine[nr]?)?|jede[nrs]?|sämtliche|tou(?:te)?s(?: (?:les|mes))?|tout|chaque|"
    r"tod[oa]s?(?: (?:los|las|mis|os meus|as minhas|[oa]s))?|cada|tutt[oie](?: (?:i miei|le mie|i|le|gli|miei))?|ogni|"
    r"tudo|al(?:le|les)?(?: mijn)?|elke?|iedere?)(?!\w)",
    _I,
)
_ANYTHING = regex.compile(r"(?<!\w)(?:ones?|everything|things?|sachen|alles|tout|todo|tutto|tudo)(?!\w)", _I)


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the words is about the event itself (`words`), and which of those that fit is meant.

    `pick` counts from 0, -1 is the last; `soonest`: the next one; `every`: all of them.
    """

    words: str
    pick: int | None = None
    soonest: bool = False
    every: bool = False

    def of(self, found: Sequence[T]) -> Sequence[T]:
        """Those of the events, in order of their start, that are meant; none where there are not so many."""
        if self.soonest:
            return found[:1]
        if self.pick is None:
            return found
        try:
            return [found[self.pick]]
        except IndexError:
            return ()


def read_selection(words: str) -> Selection:
    """What words say of which: "my first meeting on Tuesday", "the second one", "all my calls with Ana"."""
    every = _EVERY.search(words)
    if every is not None:
        return Selection(_without(words, every.span()), every=True)
    match = _PICK.search(words)
    if match is not None:
        index = next(number for number in range(len(_ORDINALS)) if match[f"p{number}"])
        return Selection(_without(words, match.span()), pick=_ORDINALS[index][0])
    soonest = _NEXT.search(words)
    if soonest is not None:
        return Selection(_without(words, soonest.span()), soonest=True)
    return Selection(words)


def _without(words: str, span: tuple[int, int]) -> str:
    return " ".join(f"{words[: span[0]]} {_ANYTHING.sub(' ', words[span[1] :])}".split())

"""Changes said as what has to be: "physio has to be an hour later", "der Zahnarzt muss eine Stunde früher sein"."""

from __future__ import annotations

import re

from threadline import regex
from threadline.calendar.extract.changes.model import WantedChange, evidence_of
from threadline.calendar.extract.changes.tails import TailReader

_MUST = {
    "en": r"(?:has to|have to|needs to|need to|must|should|ought to|will have to) (?:be|start|begin|happen|take place)",
    "fr": r"(?:doit|devrait|doivent) (?:être|commencer|avoir lieu)",
    "es": r"(?:tiene que|debe|debería) (?:ser|empezar|comenzar)",
    "it": r"(?:deve|dovrebbe) (?:essere|iniziare|cominciare)",
    "pt": r"(?:tem de|tem que|deve|devia|precisa) (?:ser|começar)",
}
_AROUND = {  # the verb stands last
    "de": (r"(?:muss|müsste|soll|sollte)", r"(?:sein|anfangen|beginnen|stattfinden)"),
    "nl": (r"(?:moet|zou moeten)", r"(?:zijn|beginnen|plaatsvinden)"),
}
# "I should start an hour later" is about somebody, not about an event.
_WHAT = (
    r"(?P<what>(?!(?:i|we|you|he|she|they|ich|wir|du|er|ihr|man|je|nous|tu|vous|yo|nosotros|io|noi|eu|nós|ik|wij|we|"
    r"jij)\s)\S.*?)"
)
_PATTERNS = {
    **{code: regex.compile(rf"^{_WHAT}\s+{must}\s+(?P<by>.+)$", re.I) for code, must in _MUST.items()},
    **{
        code: regex.compile(rf"^{_WHAT}\s+{must}\s+(?P<by>.+?)\s+{last}$", re.I)
        for code, (must, last) in _AROUND.items()
    },
}


class ObligationReader:
    """Reads such clauses of one language; `points` are words for the event at hand."""

    def __init__(self, language: str, tails: TailReader, points: re.Pattern[str]) -> None:
        self._pattern = _PATTERNS.get(language)
        self._tails = tails
        self._it = points

    def read(self, body: str, offset: int) -> WantedChange | None:
        """What is to become of which event; None where it is not moved by an amount, which is all that is sure here."""
        match = self._pattern.match(body) if self._pattern is not None else None
        if match is None:
            return None
        tail = self._tails.read(match["by"], offset + match.start("by"), moves=1)
        if tail is None or tail.shift is None:
            return None
        points = self._it.match(match["what"])
        if points is not None and points.end() >= len(match["what"]):
            return WantedChange(tails=(tail,))
        return WantedChange(about=evidence_of(body, match["what"], offset), tails=(tail,))

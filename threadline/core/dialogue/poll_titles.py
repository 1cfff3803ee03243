"""What a poll is about, by the words that ask for it: "… for the design review", "… für das Teamessen"."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import resolve
from threadline.core.scheduling.search_limits import read_search

_LONGEST = 80
_I = re.IGNORECASE
_ABOUT = regex.compile(
    r"(?<!\w)(?:for|about|on when to have|für|fürs|zum|zur|pour|para|per|voor)\s+"
    r"(?:(?:the|our|a|an|my|das|die|den|der|unser\w*|ein\w*|le|la|les|l'|notre|une?|el|los|las|nuestr[oa]|un[oa]?|il|"
    r"lo|gli|i|"
    r"nostr[oa]|o|os|as|uma?|noss[oa]|de|het|ons|onze|een)\s+)?(?P<title>[^,:;.?!\n–—]{2,})",
    _I,
)
_TIMES = regex.compile(
    r"(?:when|wann|quand|cuándo|quando|wanneer|them|ihnen|sie|eux|elles|ell[oa]s|loro|el[ea]s|hen|hun|"
    r"(?:a |the |one |next |what |which |welche\w* |quel(?:le)? |qué |che |qual[ei]? |welke? )?"
    r"(?:good |suitable )?(?:times?|slots?|days?|dates?|next|this|week|month|termin\w*|zeit\w*|"
    r"tag|nächste\w*|"
    r"diese\w*|woche|date|heure|créneau|semaine|prochaine?|fecha|hora|día|semana|próxim[oa]|data|ora|giorno|settimana|"
    r"prossim[oa]|"
    r"horário|dia|tijd\w*|dag|datum|week|volgende|everyone|everybody|all|us|me|team|alle|uns|mich|tous|nous|todos|"
    r"tutti|iedereen))"
    r"(?:\s.*)?",
    _I,
)
_TRAILING = regex.compile(
    r"\W*(?<!\w)(?:on|at|in|by|for|of|am|um|im|bis|le|à|en|el|la|a|de|al|alle|il|no|na|às|da|op|om|either|or|"
    r"some\s*time|next|this|please|"
    r"bitte|entweder|irgendwann|quickly)?\W*$",
    _I,
)


def title_in(text: str, now: datetime, zone: str) -> str:
    """The title; "" where the words name nothing."""
    clock = ZoneInfo(zone)
    for when in resolve(text, now.astimezone(clock), zone=clock):
        low, high = when.span
        text = f"{text[:low]}{',' * (high - low)}{text[high:]}"
    found = _ABOUT.search(read_search(text, now, zone).rest)
    if found is None:
        return ""
    title = " ".join(found["title"].split())
    while (shorter := _TRAILING.sub("", title)) != title:
        title = shorter
    if not title or len(title) > _LONGEST or _TIMES.fullmatch(title):
        return ""
    return f"{title[0].upper()}{title[1:]}"

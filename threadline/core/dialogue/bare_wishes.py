"""Wishes that say too little, "dentist" and "book a room", or that nothing be planned."""

import re

from threadline import regex
from threadline.core.scheduling.doubts import is_houred

_LONGEST = 60
_MOST_WORDS = 5
_BOOKS = regex.compile(
    r"^\W*(?:please |bitte |can you |could you )?(?:book|schedule|plan|reserve|buche?|reservier(?:e|en)?|plane?|"
    r"réserve[rz]?|planifie[rz]?|reserva[r]?|agenda[r]?|prenota(?:re)?|pianifica(?:re)?|reserve|agende|marque|boek|"
    r"reserveer)\s+\S",
    re.IGNORECASE,
)
_MEETS = regex.compile(
    r"^\W*(?:(?:i|we)(?:['’]d| would)? (?:need|want|have|like|must|should)(?: to)?|let['’]?s|can we|could we|"
    r"ich (?:will|möchte|muss|würde gern)|wir (?:müssen|sollten|möchten)|je (?:veux|voudrais|dois)|"
    r"(?:quiero|quisiera|necesito|tengo que)|(?:voglio|vorrei|devo)|(?:quero|queria|preciso|tenho de)|"
    r"ik (?:wil|moet|zou graag))\s+"
    r"(?:(?:meet|see|talk to|speak (?:to|with)|call|catch up with|visit)\s+(?!(?:at|in|on|there|here|again|later|"
    r"soon|up)\b)\S+(?:\s\S+){0,3}|"
    r"(?:\S+\s){1,4}(?:treffen|sprechen|sehen|anrufen|besuchen|zien|spreken|bellen|ontmoeten)|"
    r"(?:an?|one|two|\d{1,3}|half an|some|ein(?:e|en)?|zwei|une|deux|un[ao]?|dos|due|um|dois|een|twee)\s+"
    r"(?:halbe |half |demi-)?"
    r"(?:hours?|minutes?|min|time|stunden?|minuten|heures?|horas?|minutos?|ora|ore|minuti|uur|kwartier)\s+"
    r"(?:with|mit|avec|con|com|met)\s+\S+(?:\s\S+){0,2}|"
    r"(?:voir|rencontrer|parler (?:à|avec)|appeler|ver a|hablar con|llamar a|reunirme con|vedere|incontrare|"
    r"parlare con|"
    r"chiamare|falar com|encontrar|ligar para)\s+\S+(?:\s\S+){0,3})[\s.!]*$",
    re.IGNORECASE,
)
"""Somebody is to be met, and no more is said."""
_NOTHING = regex.compile(
    r"^\W*(?:please |bitte |por favor |per favore )?(?:"
    r"(?:don't|do not|dont|never) (?:schedule|book|plan|put|add|arrange|set up)\b|"
    r"no (?:meetings?|events?|calls?) (?:on|for)\b|"
    r"(?:plan|buch|trag)e?(?: mir| bitte)? (?:\S+ ){0,4}?(?:nichts|keine[nr]?)\b|"
    r"ne (?:planifie|réserve|mets|programme|prévois|prévoyez|planifiez|mettez)[rz]? (?:\S+ )?(?:rien|pas)\b|"
    r"no (?:programes|agendes|reserves|pongas|planees|planifiques)\b|"
    r"non (?:programmare|pianificare|prenotare|mettere|fissare)\b|"
    r"não (?:marque|marques|agende|agendes|reserve|reserves|planeie|planeies)\b|"
    r"(?:plan|boek|zet)(?: \S+){0,4}? (?:niets|geen)\b)",
    re.IGNORECASE,
)


def wants_nothing(text: str) -> bool:
    """Whether nothing is to be planned."""
    return len(text) <= _LONGEST and _NOTHING.match(text.replace("’", "'")) is not None


def lacks_time(text: str) -> bool:
    """Whether it wants an event and says no more than what: one by its kind, or something that is to be booked.

    For words in which no time was found.
    """
    said = text.strip(" .!")
    if "?" in said or len(said) > _LONGEST or "\n" in said or wants_nothing(said):
        return False
    return (
        is_houred(said)
        or _MEETS.match(said) is not None
        or (_BOOKS.match(said) is not None and len(said.split()) <= _MOST_WORDS)
    )

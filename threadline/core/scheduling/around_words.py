"""Time to block around an event, as people say it with the event: "dentist on Friday at 3, 30 minutes travel before".

Its words are blanked out, so that its minutes are never taken for the meeting's own. Tables in English, German, French,
Spanish, Italian, Portuguese and Dutch.
"""

import re
from datetime import timedelta

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount
from threadline.core.domain.around import Around

_NUMBER = (
    r"\d{1,3}|half an|a half|an?|one|two|five|ten|fifteen|twenty|thirty|forty[- ]five|"
    r"(?:einer? )?halben?|eine[rn]?|zwei|fünf|zehn|fünfzehn|zwanzig|dreißig|"
    r"une demi-?|une?|deux|cinq|dix|quinze|vingt|trente|media|un[ao]?|dos|cinco|diez|quince|veinte|treinta|"
    r"mezz['’]|un['’]|due|cinque|dieci|quindici|venti|trenta|meia|uma|duas|dez|quinze|vinte|trinta|"
    r"een half|een|twee|vijf|tien|vijftien|twintig|dertig"
)
_UNIT = (
    r"minutes?|mins?\.?|hours?|hrs?|h|minuten?|stunden?|viertelstunde|heures?|minutos?|horas?|minut[oi]|or[ae]|uur|"
    r"kwartier"
)
_AMOUNT = rf"(?:(?:{_NUMBER})[\s-]*(?:{_UNIT})|half an hour|une demi-heure|mezz['’]ora|un['’]ora)"
_TRAVEL = (
    r"travel(?:l?ing)?(?: time)?(?! to\b)|driv(?:e|ing)(?: time)?(?! to\b)|commut(?:e|ing)|to get there|"
    r"fahrt?zeit|anfahrt(?:szeit)?|reisezeit|fahrt|wegzeit|anreise|"
    r"(?:temps de )?(?:trajet|déplacement|route)|(?:tiempo de )?(?:viaje|desplazamiento|trayecto)|"
    r"(?:tempo di )?(?:viaggio|tragitto|spostamento)|(?:tempo de )?(?:viagem|deslocamento|deslocação)|reistijd|reizen"
)
_BUFFER = (
    r"buffer(?: time)?|padding|puffer(?:zeit)?|(?:temps )?tampon|marge|battement|(?:tiempo de )?margen|colchón|"
    r"(?:tempo )?cuscinetto|(?:di )?margine|(?:de )?margem|folga|buffertijd|speling"
)
_BOTH = (
    r"before and after(?:wards)?|on both sides|both sides|each way|both ways|on either side|there and back|"
    r"davor und danach|vorher und nachher|hin und zurück|vor und nach|avant et après|aller et retour|aller-retour|"
    r"antes y después|ida y vuelta|prima e dopo|andata e ritorno|antes e depois|ida e volta|"
    r"ervoor en erna|vooraf en achteraf|voor en na|heen en terug"
)
_SIDE_BEFORE = r"before(?:hand)?|ahead|davor|vorher|vorab|avant|antes|prima|ervoor|vooraf|van tevoren"
_SIDE_AFTER = r"after(?:wards)?|danach|nachher|hinterher|après|después|luego|dopo|depois|erna|achteraf"
_SIDES = rf"(?P<both>{_BOTH})|(?P<before>{_SIDE_BEFORE})|(?P<after>{_SIDE_AFTER})"
_LEAD = r"(?:[,;]?\s*(?:with|plus|and|add|block|mit|und|plus|avec|et|con|y|más|più|e|com|mais|met|en)\s+)?[,;]?\s*"
_OF = r"\s+(?:(?:of|for|de|d['’]|di|von|für|para|per|van|voor|pour(?: le)?)\s*)?"
_PHRASES = (
    regex.compile(
        rf"{_LEAD}(?<!\w)(?P<amount>{_AMOUNT}){_OF}(?:(?P<travel>{_TRAVEL})|(?P<buffer>{_BUFFER}))(?!\w)"
        rf"(?:\s+(?:{_SIDES})(?!\w))?",
        re.IGNORECASE,
    ),
    regex.compile(
        rf"{_LEAD}(?<!\w)(?:(?P<travel>{_TRAVEL})|(?P<buffer>{_BUFFER})){_OF}(?P<amount>{_AMOUNT})(?!\w)"
        rf"(?:\s+(?:{_SIDES})(?!\w))?",
        re.IGNORECASE,
    ),
)
_MOST = timedelta(hours=8)
_LOOKED_AT = 2_000


def around_in(text: str) -> tuple[Around | None, str]:
    """What is to be blocked around the event of a text, and the text with those words blanked out."""
    for pattern in _PHRASES:
        if (match := pattern.search(text[:_LOOKED_AT])) is not None and (around := _read(match)) is not None:
            low, high = match.span()
            return around, f"{text[:low]}{' ' * (high - low)}{text[high:]}"
    return None, text


def _read(match: re.Match[str]) -> Around | None:
    found = read_amount(match["amount"])
    if found is None or not timedelta() < found[0] <= _MOST:
        return None
    length, nothing = found[0], timedelta()
    travel = match["travel"] is not None
    both = match["both"] is not None or (not travel and match["before"] is None and match["after"] is None)
    if match["after"] is not None:
        return Around(nothing, length, travel)
    return Around(length, length if both else nothing, travel)

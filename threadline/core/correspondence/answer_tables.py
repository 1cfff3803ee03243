"""The words that answers to offered times are made of, in English, German, French, Spanish, Italian, Portuguese and
Dutch. Data in rows.
"""

import re

from threadline import regex

_I = re.IGNORECASE

_PLACES = (
    (1, r"first|1st|erste[nrs]?|premi(?:er|ère)|primer[oa]?|primo|prima|primeir[oa]|eerste"),
    (2, r"second|2nd|zweite[nrs]?|deuxième|second[oae]|segund[oa]|tweede"),
    (3, r"third|3rd|dritte[nrs]?|troisième|tercer[oa]?|terz[oa]|terceir[oa]|derde"),
    (4, r"fourth|4th|vierte[nrs]?|quatrième|cuart[oa]|quart[oa]|vierde"),
    (5, r"fifth|5th|fünfte[nrs]?|cinquième|quint[oa]|vijfde"),
    (0, r"last|letzte[nrs]?|derni(?:er|ère)|últim[oa]|ultim[oa]|laatste"),
)
_NUMBERS = (
    (1, "1|one|eins|un|uno|um|een"),
    (2, "2|two|zwei|deux|dos|due|dois|twee"),
    (3, "3|three|drei|trois|tres|tre|três|drie"),
    (4, "4|four|vier|quatre|cuatro|quattro|quatro"),
    (5, "5|five|fünf|cinq|cinco|cinque|vijf"),
)
_THE = r"the|your|der|die|das|den|dem|le|la|l['’]|el|il|lo|o|a|de|het"
_ONE = (
    r"one|option|slot|time|suggestion|proposal|date|termin|vorschlag|möglichkeit|créneau|proposition|date|horaire|"
    r"opción|propuesta|hora|fecha|horario|opzione|proposta|orario|data|opção|horário|optie|voorstel|tijd|moment|of"
)
_NUMBERED = r"option|number|no\.|nr\.|nummer|numéro|número|numero|opción|opzione|opção|optie|termin|vorschlag|#"
PICKS = regex.compile(
    rf"(?<!\w)(?:(?:{_THE})\s*)(?:"
    + "|".join(f"(?P<a{place}>{words})" for place, words in _PLACES)
    + rf")(?!\w)(?:\s+(?:{_ONE})(?!\w))?"
    + rf"|(?<!\w)(?:{_NUMBERED})\s*(?:"
    + "|".join(f"(?P<b{place}>{words})" for place, words in _NUMBERS)
    + r")(?![\w:.])"
    + rf"|(?<!\w)(?:{_NUMBERED})\s*(?:"
    + "|".join(f"(?P<c{place}>{words})" for place, words in _NUMBERS)
    + r")(?=[.]?\s*$|[.,]\s)"
    + "|^\\W*(?:"
    + "|".join(f"(?P<d{place}>{words})" for place, words in _NUMBERS)
    + r")\W*$"
    + "|(?<!\\w)(?:"
    + "|".join(f"(?P<e{place}>{words})" for place, words in _PLACES)
    + rf")\s+(?:{_ONE})(?!\w)",
    _I,
)
"""A place in the list. The group's number is the place, 0 for the last."""

NONE = regex.compile(
    r"(?<!\w)(?:none (?:of|works?|suits?|fits?)|neither|not any of|no(?:ne)? of (?:these|those|them|the)|"
    r"kein(?:e[rsn]?|s)? (?:davon|der|dieser|von|passt|geht)|keine[rs]?(?= [^.]*(?:passt|geht))|"
    r"aucun(?:e)?|ni l['’]un|"
    r"ningun[oa]|nessun[oa]|nenhum(?:a)?|geen (?:van|enkel|een))(?!\w)",
    _I,
)
ALL = regex.compile(
    r"(?<!\w)(?:any of|any time|anytime|either|all of|all (?:three|these|those|times|work|are)|whichever|"
    r"you (?:choose|pick)|"
    r"egal|alle(?:s)? (?:passt|passen|drei|gehen)|jede[rs]? (?:davon|der)|"
    r"n['’]importe|tous|toutes|"
    r"cualquiera|tod[oa]s|qualsiasi|tutti|tutte|qualquer|todos|todas|maakt niet uit|allemaal|alle drie|elk van)(?!\w)",
    _I,
)
DENIED = regex.compile(
    r"(?<!\w)(?:not|never|cannot|can['’]t|cant|don['’]t|doesn['’]t|isn['’]t|won['’]t|wouldn['’]t|couldn['’]t|aren['’]t|"
    r"unable|unavailable|busy|booked|travell?ing|except|no good|impossible|unfortunately not|clashes|tricky|difficult|"
    r"nicht|kein\w*|verhindert|unterwegs|ungünstig|schlecht|schwierig|ausgebucht|"
    r"pas|impossible|indisponible|pris[e]?|difficile|"
    r"no|imposible|tampoco|ocupad[oa]|difícil|"
    r"non|impossibile|impegnat[oa]|nemmeno|neanche|difficile|"
    r"não|impossível|tampouco|"
    r"niet|geen|onmogelijk|verhinderd|bezet|lastig)(?!\w)",
    _I,
)
NO_DENIAL = regex.compile(
    r"(?<!\w)(?:no problem|no issue|not a problem|why not|if not|not sure|not only|"
    r"kein problem|warum nicht|wenn nicht|pas de (?:problème|souci)|pourquoi pas|sinon|"
    r"sin problema|por qué no|si no|nessun problema|perché no|se no|se non|sem problema|porque não|se não|"
    r"geen probleem|waarom niet|zo niet|no,? thanks? you)(?!\w)",
    _I,
)
FITS = regex.compile(
    r"(?<!\w)(?:works?|suits?|fits?|fine|good|great|perfect|ok(?:ay)?|can|could|make it|possible|available|free|"
    r"passt|passen|geht|gehen|gut|super|perfekt|prima|kann|können|könnte|möglich|"
    r"convien(?:t|nent)|va|vont|parfait|bien|peux|possible|libre|dispo\w*|"
    r"viene[n]?|va[n]?|perfecto|puedo|podría|posible|vale|"
    r"bene|perfetto|posso|potrei|possibile|vanno|"
    r"serve[m]?|funciona[m]?|perfeito|posso|dá|dão|consigo|"
    r"past|passen|schikt|schikken|uitkomt|komt|komen|goed|kan|prima|lukt|lukken)(?!\w)",
    _I,
)
LATER = regex.compile(
    r"(?<!\w)(?:(?:the )?week after(?: that| next)?|(?:the )?following week|a week later|"
    r"(?:in der )?(?:die )?woche d(?:arauf|anach)|(?:eine|in der) woche später|(?:in der )?(?:darauf)?folgenden woche|"
    r"(?:la )?semaine (?:d['’]après|suivante)|une semaine plus tard|"
    r"(?:la )?semana (?:siguiente|después|posterior)|una semana (?:después|más tarde)|"
    r"(?:la )?settimana (?:dopo|successiva|seguente)|una settimana dopo|"
    r"(?:(?:n)?a )?semana (?:seguinte|depois|a seguir)|uma semana depois|"
    r"(?:de )?week (?:daarna|erna|erop|daarop)|een week later)(?!\w)",
    _I,
)
"""The week behind what was offered, whichever that was."""

TURNS = regex.compile(
    r"[,;:–—]\s|\s[-–—]\s|(?<!\w)(?:but|however|though|and|or|aber|sondern|dafür|und|oder|mais|et|ou|pero|sino|y|o|ma|però|e|"
    r"mas|porém|ou|maar|en|of|instead|stattdessen)(?!\w)",
    _I,
)
JOINED = regex.compile(r"\s(?:and|or|nor|und|oder|et|ou|ni|y|o|e|en|of)\s*$", _I)
THANKS = regex.compile(r"(?<!\w)(?:thank\w*|danke\w*|dank|merci|gracias|grazie|obrigad[oa]|bedankt)(?!\w)", _I)
BUTS = regex.compile(r"¿|(?<!\w)(?:but|however|aber|sondern|mais|pero|sino|ma|però|mas|porém|maar)(?!\w)", _I)

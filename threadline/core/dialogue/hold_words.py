"""How people ask to keep offered times free until somebody has chosen, and to let them go again. Data in rows."""

import re
from dataclasses import dataclass
from enum import StrEnum

from threadline import regex

_LONGEST = 240
_I = re.IGNORECASE


class HoldWish(StrEnum):
    """What is wanted of times that were offered. `NONE`: none of them suits, so the whole offer is over."""

    HOLD = "hold"
    RELEASE = "release"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Offered:
    """A request for some times to offer to somebody: how many, and whether they are to be held meanwhile."""

    count: int | None
    held: bool
    words: str


_TIMES = (
    r"(?:times?|slots?|options?|dates?|windows?|possibilities|spots?|openings?|"
    r"termine?n?|zeiten|zeitfenster|slots|möglichkeiten|optionen|vorschläge|"
    r"créneaux?|horaires?|dates?|plages|options|possibilités|propositions|"
    r"huecos?|horarios?|horas|opciones|fechas|franjas|posibilidades|"
    r"orari|slot|fasce|opzioni|date|possibilità|momenti|"
    r"horários?|horas|opções|datas|vagas|possibilidades|"
    r"tijden|momenten|tijdstippen|opties|data|mogelijkheden|tijdvakken)"
)
_COUNTS = (
    "two zwei deux dos due dois duas twee both beide beiden",
    "three drei trois tres tre três drie",
    "four vier quatre cuatro quattro quatro",
    "five fünf cinq cinco cinque vijf",
)
_COUNT = rf"(?:[2-5]|{'|'.join(' '.join(_COUNTS).split())})"
_THE = (
    r"(?:the|these|those|all|all of|of|my|your|die|diese|alle|all|den|les|ces|ceux|tous|toutes|los|las|esos|esas|estos|"
    r"estas|todos|todas|i|gli|le|questi|queste|quei|quegli|tutti|tutte|e|os|as|esses|essas|estes|estas|de|het|deze|"
    r"al|alle)"
)
_EACH = (
    r"each(?: one)?(?: of (?:them|these|those))?|every one(?: of them)?|jede[nrs]?(?: davon| von ihnen)?|"
    r"chacune?(?: d['’](?:eux|elles))?|cada un[oa](?: de ell[oa]s)?|ciascun[oa]|ognuno(?: di loro)?|"
    r"cada uma?(?: del[ea]s)?|elk(?:e)?(?: ervan| van ze)?"
)
_THEM = (
    rf"(?:them(?: all)?|{_EACH}|(?:all|both|{_COUNT}) of (?:them|these|those)|"
    rf"(?:sie|ze|die)(?: alle)?(?: {_COUNT}| allemaal)?|"
    rf"alle|les|li|le|los|las|os|as|"
    rf"(?:{_THE}\s+){{1,3}}(?:{_COUNT}\s+)?(?:proposed |offered |suggested |vorgeschlagenen? |angebotenen? )?{_TIMES}|"
    rf"(?:{_THE}\s+){{1,3}}{_COUNT}(?: of them)?|{_COUNT}\s+{_TIMES})"
)
_FREE = (
    r"(?:free|open|aside|for (?:now|us|me|him|her|them|\w+)|in (?:my|the|your) (?:calendar|diary)|on (?:my|"
    r"the) calendar|"
    r"tentatively|provisionally|meanwhile|(?:until|till|bis|jusqu['’]à|jusqu['’]au|hasta|fino a|finché|até|"
    r"tot) \w[\w ]{0,30}|"
    r"in(?=\W*$)|please|too|as well|"
    r"frei|vor|fest|bitte|vorläufig|solange|so lange|bis dahin|in meinem kalender|im kalender|mir|auch|für \w+|"
    r"libres?|de côté|pour (?:moi|nous|l['’]instant|\w+)|dans (?:mon|l['’]) ?agenda|en attendant|provisoirement|"
    r"s['’]il (?:te|vous) plaît|aussi|"
    r"(?:de forma )?provisional(?:mente)?|por ahora|mientras tanto|en mi (?:calendario|agenda)|por favor|también|"
    r"para \w+|"
    r"liberi|libere|da parte|per (?:ora|me|noi|\w+)|intanto|nel (?:mio )?calendario|in agenda|per favore|anche|"
    r"provvisoriamente|"
    r"por enquanto|entretanto|na (?:minha )?agenda|no (?:meu )?calendário|também|provisoriamente|"
    r"vrij|vast|apart|voor (?:mij|nu|ons|\w+)|in (?:mijn|de) agenda|voorlopig|zolang|alsjeblieft|alstublieft|ook)"
)
_HOLD = (
    r"(?:hold(?: on to)?|keep|block(?: out| off)?|reserve|pencil(?: in)?|save|set aside|"
    r"halte?(?:n)?|block(?:e|en|iere?n?)?|reservier(?:e|en)?|behalte?|merk(?:e)?|"
    r"garde[rz]?|bloque[rz]?|réserve[rz]?|retiens|retenez|"
    r"reserva(?:r)?|bloquea(?:r)?|guarda(?:r)?|aparta(?:r)?|mantén|mantener|resérva|bloquéa|guárda|apárta|mantén|"
    r"tieni|tenere?|blocca(?:re?)?|riserva(?:re?)?|mantieni|mantenere?|prenota|"
    r"segura(?:r)?|segure|reserve|bloqueia(?:r)?|bloqueie|guarde|mantém|mantenha|"
    r"houd|hou|houden|blokkeer|blokkeren|reserveer|reserveren|zet)"
)
_CLITIC = r"(?:-(?:les|os|as|los|las|nos)|(?:los|las|li|le|me(?:los|las))(?=\W|$))"
_HELD_ = (
    r"(?:halten|freihalten|blocken|blockieren|reservieren|vormerken|houden|vrijhouden|blokkeren|reserveren|vasthouden)"
)
_POLITE = (
    r"(?:please|pls|ok(?:ay)?|yes|great|good|perfect|and|then|now|can you|could you|would you|bitte|ja|gut|super|und|"
    r"kannst du|könntest du|können sie|dann|oui|bien|parfait|et|peux-tu|pouvez-vous|tu peux|s['’]il (?:te|vous) plaît|"
    r"sí|vale|bueno|y|puedes|podrías|por favor|sì|va bene|bene|e|puoi|potresti|per favore|sim|está bem|certo|podes|"
    r"pode|você pode|goed|prima|en|kun je|kan je|wil je|alsjeblieft|threadline)"
)
_ASKED = rf"^\W*(?:{_POLITE}[\s,!.]+)*"
_HOLDS = (
    regex.compile(rf"{_ASKED}{_HOLD}\s+(?:{_FREE}\s+)?{_THEM}(?:[\s,]+{_FREE})*\W*$", _I),
    regex.compile(rf"{_ASKED}{_HOLD}{_CLITIC}(?:[\s,]+{_FREE})*\W*$", _I),
    regex.compile(rf"{_ASKED}{_THEM}(?:[\s,]+{_FREE})*\s+{_HELD_}\W*$", _I),
    regex.compile(rf"{_ASKED}(?:les|os|as) {_HOLD}(?:[\s,]+{_FREE})*\W*$", _I),
    regex.compile(rf"{_ASKED}(?:mir\s+|me\s+|mij\s+){_THEM}(?:[\s,]+{_FREE})*\s+{_HELD_}\W*$", _I),
    regex.compile(rf"{_ASKED}put (?:a )?holds? on {_THEM}(?:[\s,]+{_FREE})*\W*$", _I),
    regex.compile(
        rf"{_ASKED}(?:mets|mettez|metti|pon|põe) (?:une option|un'opzione|una opción|uma opção) "
        rf"(?:sur|su|en|em) {_THEM}\W*$",
        _I,
    ),
)
_ALSO = r"(?:,|;|\.|and|und|et|y|e|en|while|whilst|mais|but|aber)\s*(?:please |bitte |also |then |dann )?"
_AND_HOLD = regex.compile(
    rf"\s*{_ALSO}\s*(?:{_HOLD}\s+(?:{_FREE}\s+)?(?:{_THEM}|me\s+(?:los|las))|{_HOLD}{_CLITIC}|(?:les|li|le|os|as|"
    rf"los|las|te)\s+{_HOLD}|"
    rf"(?:sie|ze)\s+{_HELD_}|{_THEM}(?:[\s,]+{_FREE})*\s+{_HELD_}|put (?:a )?holds? on {_THEM})(?:[\s,]+{_FREE})*\W*$",
    _I,
)
_NOUN = (
    r"(?:holds?|placeholders?|tentative (?:events?|entries|blocks?)|blocks?|blockers?|platzhalter|blocker|"
    r"reservierungen|"
    r"vormerkungen|réservations|options|blocages|bloqueos|reservas|blocchi|opzioni|riserve|bloqueios|blokkades|"
    r"reserveringen|opties)"
)
_LET = (
    r"(?:release|let go(?: of)?|drop|free(?: up)?|remove|clear|delete|cancel|lift|undo|gib|lass|lösch(?:e|en)?|"
    r"entfern(?:e|en)?|"
    r"hebe?|libère[rz]?|libérez|lâche[rz]?|supprime[rz]?|annule[rz]?|libera(?:r)?|suelta|quita(?:r)?|borra(?:r)?|"
    r"elimina|"
    r"anula|togli|lascia|liberare|solta|remove|apaga|liberte|laat|geef|verwijder|haal|schrap)"
)
_AWAY = (
    r"(?:go|again|now|please|frei|wieder|los|auf|bitte|weg|vrij|terug|andare|ir|s['’]il (?:te|vous) plaît|por favor|"
    r"per favore)"
)
_RELEASES = (
    regex.compile(rf"{_ASKED}{_LET}\s+(?:{_THE}\s+)?{_NOUN}(?:\s+{_AWAY})*\W*$", _I),
    regex.compile(rf"{_ASKED}(?:{_LET}|let)\s+{_THEM}(?:\s+{_AWAY})+\W*$", _I),
    regex.compile(
        rf"{_ASKED}(?:release|libère|libera|libere|free(?: up)?)(?:\s+{_THEM}|{_CLITIC})(?:\s+{_AWAY})*\W*$", _I
    ),
    regex.compile(
        rf"(?:don['’]?t|no longer|not|nicht|kein\w*|plus|no|não|niet|geen)\b.{{0,30}}\b(?:need|brauch\w*|besoin|"
        rf"necesit\w*|"
        rf"serv\w*|precis\w*|nodig)\b.{{0,24}}\b{_NOUN}",
        _I,
    ),
)
_FIT = (
    r"(?:works?|suits?|fits?|is good|are good|will do|will work|can make|passt|passen|geht|klappt|va|vont|convient|"
    r"conviennent|marche|marchent|sirven?|valen?|vienen?|funcionan?|va bene|vanno bene|andava|serve|servem|dá|dão|"
    r"past|passen|schikt|kan|lukt|uit)"
)
_NONES = (
    regex.compile(
        rf"{_ASKED}(?:(?:sorry|leider|désolé|lo siento|purtroppo|infelizmente|helaas)[\s,]+)?"
        r"(?:none|neither|not one|not any|keine[rs]?|aucun(?:e)?|ninguno|ninguna|nessuno|nessuna|nenhum|nenhuma|"
        r"geen(?: enkele)?)"
        rf"(?:\s+(?:of|von|davon|d['’]entre|d['’]eux|de|di|deles|delas|van|daarvan|ervan)\b)?(?:\s+{_THEM}|"
        rf"\s+(?:these|those|"
        r"den dreien|diesen|eux|elles|ellos|ellas|esos|esas|estos|loro|questi|questi tre|esses|deze|die))?"
        rf"(?:\s+(?:{_TIMES}))?(?:\s+(?:ne\s+|me\s+|mi\s+|lui\s+|le\s+|ihm\s+|ihr\s+|hem\s+|haar\s+|uns\s+|"
        rf"mir\s+)*{_FIT}"
        r"(?:\s+\w+){0,4})?\W*$",
        _I,
    ),
)


def hold_wish(text: str) -> HoldWish | None:
    """What a message that says nothing else wants of offered times."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST or (said.endswith("?") and not said[:9].lower().startswith(_QUESTIONS)):
        return None
    if any(pattern.search(said) for pattern in _RELEASES):
        return HoldWish.RELEASE
    if any(pattern.search(said) for pattern in _NONES):
        return HoldWish.NONE
    return HoldWish.HOLD if any(pattern.search(said) for pattern in _HOLDS) else None


_QUESTIONS = (
    "can you",
    "could yo",
    "would yo",
    "kannst d",
    "könntest",
    "peux-tu",
    "pouvez",
    "tu peux",
    "puedes",
    "podrías",
    "puoi",
    "potresti",
    "podes",
    "pode",
    "você",
    "kun je",
    "kan je",
    "wil je",
)


def offered(text: str, sending: re.Pattern[str]) -> Offered | None:
    """The times that a message wants to offer; `sending` is how a message says that something is to be passed on."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST:
        return None
    held = _AND_HOLD.search(said)
    wish = said[: held.start()] if held is not None else said
    count = _COUNTED.search(wish)
    if count is None or (sending.search(wish) is None and (held is None or _SOUGHT.search(wish) is None)):
        return None
    # Their number would be read as an hour: "nächste Woche drei".
    return Offered(_number(count["count"]), held is not None, f"{wish[: count.start()]} {wish[count.end() :]}")


def also_held(text: str) -> tuple[str, bool]:
    """The words without "and hold them", and whether they said that."""
    said = " ".join(text.split())
    held = _AND_HOLD.search(said)
    return (said[: held.start()], True) if held is not None else (said, False)


_COUNTED = regex.compile(rf"(?<!\w)(?P<count>{_COUNT})\s+(?:\w+\s+)?{_TIMES}(?!\w)", _I)
_SOUGHT = regex.compile(
    r"^\W*(?:\w+[\s,]+){0,3}?(?:find|look for|pick|suggest|propose|such(?:e|en)?|finde|trouve[rz]?|cherche[rz]?|"
    r"choisis|busca(?:r)?|"
    r"encuentra|elige|trova(?:re)?|cerca(?:re)?|scegli|encontra(?:r)?|procura(?:r)?|escolhe|zoek|vind|kies|"
    r"offer|give|schlage?n?|biete?n?|nenne?n?|offre[sz]?|donne[sz]?|propón(?:le)?|propon(?:er|le)|ofrece(?:le|r)?|"
    r"proponi|proporre|offri(?:re)?|propõe|proponha|propor|oferece|ofereça|stel|bied|geef)(?!\w)",
    _I,
)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(place for place, words in enumerate(_COUNTS, 2) if word.lower() in words.split())

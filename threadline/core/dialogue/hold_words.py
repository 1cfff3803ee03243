"""How people ask to keep offered times free until somebody has chosen, and to let them go again. Data in rows."""

import re
from enum import StrEnum

from threadline import regex
from threadline.core.dialogue.refusal_words import refuses_all

_LONGEST = 240
_I = re.IGNORECASE


class HoldWish(StrEnum):
    """What is wanted of times that were offered. `NONE`: none of them suits, so the whole offer is over."""

    HOLD = "hold"
    RELEASE = "release"
    NONE = "none"


TIMES = (
    r"(?:times?|slots?|options?|dates?|windows?|possibilities|spots?|openings?|"
    r"termine?n?|zeiten|zeitfenster|slots|möglichkeiten|optionen|vorschläge|"
    r"créneaux?|horaires?|dates?|plages|options|possibilités|propositions|"
    r"huecos?|horarios?|horas|opciones|fechas|franjas|posibilidades|"
    r"orari|slot|fasce|opzioni|date|possibilità|momenti|"
    r"horários?|horas|opções|datas|vagas|possibilidades|"
    r"tijden|momenten|tijdstippen|opties|data|mogelijkheden|tijdvakken)"
)
COUNTS = (
    "two zwei deux dos due dois duas twee both beide beiden",
    "three drei trois tres tre três drie",
    "four vier quatre cuatro quattro quatro",
    "five fünf cinq cinco cinque vijf",
)
COUNT = rf"(?:[2-5]|{'|'.join(' '.join(COUNTS).split())})"
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
    rf"(?:them(?: all)?|{_EACH}|(?:all|both|{COUNT}) of (?:them|these|those)|"
    rf"(?:sie|ze|die)(?: alle)?(?: {COUNT}| allemaal)?|"
    rf"alle|both|(?:alle )?beide|allebei|les deux|tous|toutes|ambos|ambas|todos|todas|"
    r"entrambi|entrambe|tutti|tutte|les|li|le|los|las|os|as|"
    rf"(?:{_THE}\s+){{1,3}}(?:{COUNT}\s+)?(?:proposed |offered |suggested |vorgeschlagenen? |angebotenen? )?{TIMES}|"
    rf"(?:{_THE}\s+){{1,3}}{COUNT}(?: of them)?|{COUNT}\s+{TIMES})"
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
    r"(?:please|pls|hi|hello|hey|ok(?:ay)?|yes|great|good|perfect|and|then|now|so|can you|could you|would you|will you|"
    r"can we|you can|du kannst|je kunt|je kan|i need you to|i(?:['’]d| would) like you to|just|also|over|bitte|ja|gut|"
    r"super|und|dann|mal|kannst du|"
    r"könntest du|können sie|könnten sie|oui|bien|parfait|et|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|"
    r"vous pouvez|s['’]il (?:te|vous) plaît|sí|vale|bueno|y|puedes|podrías|puede|podría|por favor|sì|va bene|bene|e|"
    r"puoi|potresti|può|potrebbe|per favore|per piacere|sim|está bem|certo|podes|pode|você pode|poderia|podia|goed|"
    r"prima|en|kun je|kan je|kunt u|wil je|alsjeblieft|alstublieft|threadline)"
)
ASKED = rf"^\W*(?:{_POLITE}[\s,!.]+)*"
"""What may stand before: nothing but courtesy. Who reports that something was done asks for nothing."""

_PUT_ON = (
    r"(?:put (?:a )?holds? on|(?:mets|mettez|metti|pon|põe|zet) "
    r"(?:une option|un['’]opzione|una opción|uma opção|een optie) "
    r"(?:sur|su|en|em|op))"
)
_HOLDS = (
    regex.compile(rf"{ASKED}{_HOLD}\s+(?:Sie\s+)?(?:{_FREE}\s+)?{_THEM}(?:[\s,]+{_FREE})*\W*$", _I),
    regex.compile(rf"{ASKED}{_HOLD}{_CLITIC}(?:[\s,]+{_FREE})*\W*$", _I),
    regex.compile(rf"{ASKED}{_THEM}(?:[\s,]+{_FREE})*\s+{_HELD_}\W*$", _I),
    regex.compile(rf"{ASKED}(?:les|os|as) {_HOLD}(?:[\s,]+{_FREE})*\W*$", _I),
    regex.compile(rf"{ASKED}(?:mir\s+|me\s+|mij\s+){_THEM}(?:[\s,]+{_FREE})*\s+{_HELD_}\W*$", _I),
    regex.compile(rf"{ASKED}{_PUT_ON} {_THEM}(?:[\s,]+{_FREE})*\W*$", _I),
)
_ALSO = r"(?:,|;|\.|and|und|et|y|e|en|while|whilst|mais|but|aber)\s*(?:please |bitte |also |then |dann )?"
_AND_HOLD = regex.compile(
    rf"\s*{_ALSO}\s*(?:{_HOLD}\s+(?:Sie\s+)?(?:{_FREE}\s+)?(?:{_THEM}|me\s+(?:los|las))|{_HOLD}{_CLITIC}|(?:les|li|le|os|as|"
    rf"los|las|te)\s+{_HOLD}|"
    rf"(?:sie|ze)\s+{_HELD_}|{_THEM}(?:[\s,]+{_FREE})*\s+{_HELD_}|{_PUT_ON} {_THEM})(?:[\s,]+{_FREE})*\W*$",
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
    r"hebe?|libère[rz]?|libérez|lâche[rz]?|supprime[rz]?|annule[rz]?|libera(?:r|re)?|suelta|quita(?:r)?|borra(?:r)?|"
    r"elimina|"
    r"anula|togli|lascia|rimuovi|solta|remove|apaga|liberte|laat|geef|verwijder|haal|schrap)"
)
_FREE_UP = (
    r"(?:release|let go of|free(?: up)?|libère[rz]?|libérez|lâche[rz]?|libera(?:r|re)?|libere|libéra|suelta|"
    r"solta(?:r)?|solte|liberta(?:r)?|liberte|lascia andare)"
)
_AWAY = (
    r"(?:go|again|now|please|frei|wieder|los|auf|bitte|weg|weer|vrij|terug|andare|ir|de nuevo|de novo|à nouveau|"
    r"di nuovo|s['’]il (?:te|vous) plaît|por favor|per favore|alsjeblieft)"
)
_RELEASES = (
    regex.compile(rf"{ASKED}{_LET}\s+(?:{_THE}\s+){{0,3}}{_NOUN}(?:\s+{_AWAY})*\W*$", _I),
    regex.compile(rf"{ASKED}(?:{_LET}|let)\s+(?:{_THEM}|alles|everything)(?:\s+{_AWAY})+\W*$", _I),
    regex.compile(rf"{ASKED}{_FREE_UP}(?:\s+{_THEM}|{_CLITIC})(?:\s+{_AWAY})*\W*$", _I),
    regex.compile(
        rf"(?:don['’]?t|no longer|not|nicht|kein\w*|plus|no|não|niet|geen)\b.{{0,30}}\b(?:need|brauch\w*|besoin|"
        rf"necesit\w*|"
        rf"serv\w*|precis\w*|nodig)\b.{{0,24}}\b{_NOUN}",
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
    if refuses_all(said):
        return HoldWish.NONE
    return HoldWish.HOLD if any(pattern.search(said) for pattern in _HOLDS) else None


def speaks_of_holds(text: str) -> bool:
    """Whether words to let go name what only a hold is: reservations and options may be a restaurant's."""
    return _UNMISTAKABLE.search(text) is not None


_UNMISTAKABLE = regex.compile(
    rf"(?<!\w)(?:{_FREE_UP}|holds?|placeholders?|tentative|platzhalter|vormerkungen|let|gib|lass|geef|laat)(?!\w)", _I
)
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


def also_held(text: str) -> tuple[str, bool]:
    """The words without "and hold them", and whether they said that."""
    said = " ".join(text.split())
    held = _AND_HOLD.search(said)
    return (said[: held.start()], True) if held is not None else (said, False)

"""How people ask for their free times as text to send, and for their booking links. Data in rows.

The rest of a request ("next week", "45 minutes", "to Bo", "in New York time") is read elsewhere: here only what is
wanted is found, and its words are cut out.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from threadline import regex
from threadline.core.dialogue.hold_words import ASKED, also_held
from threadline.core.dialogue.offer_words import offered

_LONGEST = 240


class BookingWish(StrEnum):
    """What is wanted."""

    SEND = "send"
    STANDING = "standing"
    LIST = "list"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class BookingWords:
    """What is wanted, and the words that say more of it; `number` is that of a link in the list.

    `count` is how many times are to be offered, None for all there are; `held`: they are to be kept free meanwhile.
    """

    wish: BookingWish
    rest: str = ""
    number: int | None = None
    count: int | None = None
    held: bool = False


_FREE = (
    r"(?:(?:free|available|open) (?:times?|slots?|hours)|availabilit(?:y|ies)|times? (?:that|when) i(?:['’]m| am) free|"
    r"(?:when|the times) i(?:['’]m| am) (?:free|available)|"
    r"freien? (?:zeit(?:en)?|termine?|slots?)|verfügbar(?:keit(?:en)?|en zeiten)|"
    r"wann ich (?:[\w.]+\s+){0,4}?(?:frei bin|zeit habe|kann)|"
    r"(?:créneaux?|horaires?|plages) (?:libres?|disponibles?)|disponibilités?|quand je suis (?:libre|disponible)|"
    r"(?:horas?|horarios?|huecos?|ratos?) (?:libres?|disponibles?)|disponibilidad(?:es)?|cuándo (?:estoy libre|puedo)|"
    r"(?:orari|ore|momenti|slot) (?:liber[ie]|disponibili)|disponibilità|quando sono liber[oa]|"
    r"horários? (?:livres?|disponíve(?:l|is))|disponibilidades?|quando (?:estou|fico) livre|"
    r"(?:vrije|beschikbare) (?:tijden|momenten|uren|tijd)|beschikbaarheid|wanneer ik (?:vrij ben|tijd heb|kan))"
)
_MINE = (
    r"(?:(?:my|some of my|some|a few|three|meine[nrm]?|ein paar|mes|ma|quelques|mis?|algun[oa]s|"
    r"(?:i|le|la|gli) mi(?:ei|e|a)|alcuni|(?:o|os|a|as)? ?(?:meus?|minhas?)|alguns|algumas|mijn|een paar|the|die|les|"
    r"las|los|gli|i|le|os|as|de)\s+)?"
)
_SEND = (
    r"(?:send|share|give|write(?: down| up| out)?|paste|copy|offer|forward|mail|prepare|draft|"
    r"schick(?:e|en)?|sende?(?:n)?|teil(?:e|en)?|schreib(?:e|en)?|gib|biete?|nenn(?:e|en)?|"
    r"envoie[sz]?|envoye[rz]|partage[rz]?|donne[rz]?|propose[rz]?|écri[st]|transmets|"
    r"manda(?:r|rle|rles|le|les)?|envía(?:le|les)?|enviar|comparte|compartir|pasa(?:le|r)?|pásale|escribe|"
    r"ofr[eé]ce(?:r|le|les)?|proponle|propone(?:r|le)?|da(?:le|r)|"
    r"invia(?:re|gli|le)?|mandagli|mandale|mandare|condividi|condividere|scrivi|dai|proponi|offri|"
    r"envie|envia|mande|partilha|partilhe|compartilhe|compartilha|escreva|escreve|passe|ofereça|oferece|propõe|"
    r"propon(?:ha|do)|"
    r"stuur|verstuur|sturen|deel|delen|geef|schrijf|bied)"
)
_LINK = (
    r"(?:(?:booking|scheduling|calendar|appointment) (?:link|page)s?|buchungs(?:link|seite)s?|terminlinks?|"
    r"liens? de (?:réservation|rendez-vous)|enlaces? (?:de|para) (?:reservas?|citas?)|"
    r"link (?:di|per la|per le|per) (?:prenotazion[ei]|appuntament[oi])|"
    r"links? de (?:reservas?|agendamentos?|marcaç\w+)|"
    r"boekings(?:link|pagina)s?|afspraaklinks?)"
)
_STANDING = (
    r"(?:standing|permanent|lasting|reusable|general|dauerhafte[nrs]?|ständige[nrs]?|feste[nrs]?|permanente?s?|durable|"
    r"fij[oa]|fiss[oa]|fix[oa]|permanente?|vaste?|blijvende?)"
)
_MAKE = (
    r"(?:make|create|set up|give me|i (?:need|want)|open|generate|new|"
    r"mach(?:e|en)?|erstell(?:e|en)?|leg(?:e)?|ich (?:brauche|will|möchte)|gib mir|neue[nrs]?|"
    r"cré(?:e|er|ez)|fais|fait|donne-moi|je (?:veux|voudrais)|il me faut|nouveau|"
    r"crea(?:r|me)?|haz(?:me)?|quiero|necesito|dame|nuevo|"
    r"fai|fammi|voglio|vorrei|mi serve|nuovo|dammi|"
    r"cri[ae]r?|faz|faça|quero|preciso de|novo|"
    r"maak|ik (?:wil|heb)|geef me|nieuwe)"
)
_SHOW = (
    r"(?:(?:show|list|tell)(?: me)?(?: all)?|what are|which are|zeige?(?: mir)?|liste|was sind|montre[rz]?(?:-moi)?|"
    r"affiche[rz]?|quels sont|muéstrame|enséñame|lista|cuáles son|mostrami|elenca|quali sono|mostre(?:-me)?|"
    r"mostra(?:-me)?|quais são|toon|laat|wat zijn)"
)
_CLOSE = (
    r"(?:close|end|expire|delete|remove|cancel|revoke|deactivate|turn off|schließ(?:e|en)?|beende[n]?|lösch(?:e|en)?|"
    r"sperr(?:e|en)?|ferme[rz]?|supprime[rz]?|désactive[rz]?|cierra|cerrar|borra|elimina|desactiva|chiudi|chiudere|"
    r"elimina|disattiva|fech[ae]r?|encerr[ae]|apag[ae]|desativ[ae]|sluit(?:en)?|verwijder|beëindig)"
)
_A = (
    r"(?:(?:an?|the|my|ein(?:en|e)?|den|meine?[nrm]?|une?|le|mon|mes|el|mi|mis|uno?|il|i miei|il mio|um|o|meu|os meus|"
    r"meus|een|de|mijn)\s+)?"
)
_ME = r"me|us|mir|uns|moi|nous|mij|ons"
_TO = (
    r"(?:\s+(?:him|her|them|ihm|ihr|ihnen|lui|leur|le|les|gli|loro|lhe|lhes|hem|haar|hun))?"
    rf"(?:\s+(?!(?:my|mein\w*|mes|mis?|mijn|the|free|{_ME})\b)(?:an |à |a |aan )?\w[\w.@-]*(?:\s+\w[\w.-]*)?(?!['’]))?"
)
_TO_SEND = (
    r"(?:to (?:send|share|paste)|(?:as|in) (?:a )?text|zum (?:verschicken|einfügen|senden|schicken|weitergeben)|"
    r"als text|à (?:envoyer|coller|partager)|para (?:enviar|pegar|mandar|compartir|colar|partilhar)|"
    r"da (?:inviare|mandare|incollare|girare)|om te (?:sturen|plakken|delen)|als tekst)"
)
_BEHIND = r"(?:schicken|senden|teilen|schreiben|geben|zusenden|weitergeben|sturen|delen|geven|versturen|doorgeven)"
_I = re.IGNORECASE
_OTHERS = regex.compile(
    rf"{_FREE}\s+(?:of|von|van)\s+(?!(?:the|this|next|my|der|die|diese\w*|nächste\w*|de|deze|volgende)\b)"
    r"|(?<!\w)(?:nicht|niet)\W*$",
    _I,
)
"""Somebody else's times, and what is not to be sent."""
_SENDS = (
    regex.compile(rf"{ASKED}{_SEND}(?:-\w+)?(?: over)?{_TO}\s+{_MINE}{_FREE}(?!\w)", _I),
    regex.compile(rf"{ASKED}(?:\S+\s+){{0,4}}?{_MINE}{_FREE}.*?\s{_BEHIND}\W*$", _I),
    regex.compile(
        rf"{ASKED}(?:{_SEND}\s+(?:(?:{_ME}|auf|op),?\s+)*)?{_MINE}{_FREE}(?!\w).*?(?<!\w){_TO_SEND}(?!\w)", _I
    ),
)
_OFFERED = regex.compile(
    rf"{ASKED}{_SEND}(?:-\w+)?(?: over)?\s+(?!(?:{_ME})\b)(?:"
    rf"(?:(?:an |à |a |aan )?(?!\d)\w[\w.@-]*\s+){{1,5}}?(?:two|three|four|five|[2-5]|zwei|drei|vier|fünf|deux|"
    rf"trois|quatre|cinq|"
    r"dos|tres|cuatro|cinco|due|tre|quattro|cinque|duas|dois|três|quatro|twee|drie|vier|vijf)\s|"
    r"\S+\s+(?:\S+\s+)?(?:to|an|à|a|aan|voor|para|per|pour|for|für) (?-i:[A-ZÀ-Þ]|@))",
    _I,
)
"""Some times are to be offered to somebody."""
_LINKS = regex.compile(rf"(?<!\w){_LINK}(?!\w)", _I)
_NUMBER = regex.compile(
    r"(?<![\w:.])(?P<number>\d{1,2})(?![\w:.]|\s*(?:min|hour|stund|heure|hora|or[ae]|uur|day|tag))", _I
)
_MADE = regex.compile(rf"{ASKED}{_MAKE}\s", _I)
_ALWAYS = regex.compile(rf"(?<!\w){_STANDING}(?!\w)", _I)
_SHOWN = regex.compile(
    rf"^\W*(?:{_SHOW}\s+)?{_A}(?:alle\s+|tous\s+|all\s+)?(?:open\s+|offenen\s+)?{_LINK}(?:\s+zien)?\W*$", _I
)
_CLOSED = regex.compile(rf"{ASKED}{_CLOSE}(?!\w)", _I)
_FOR_A_RANGE = regex.compile(r"(?<!\w)voor (?=(?:volgende|komende|aanstaande|deze) )", _I)
_PASSED_ON = regex.compile(rf"{ASKED}{_SEND}(?:-\w+)?(?: over)?{_TO}\s+{_A}$", _I)


def booking_words(text: str) -> BookingWords | None:
    """What a message wants of free times to send, or of booking links; None for all else."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST or "\n" in text.strip():
        return None
    if _OTHERS.search(said):
        return None
    wish, held = also_held(said)
    if any(pattern.search(wish) for pattern in _SENDS):
        return BookingWords(BookingWish.SEND, wish, held=held)
    if (some := offered(said, _OFFERED)) is not None:
        # "Voor volgende week" is before that week elsewhere; times are offered for it.
        rest = _FOR_A_RANGE.sub("", some.words)
        return BookingWords(BookingWish.SEND, rest, count=some.count, held=some.held)
    link = _LINKS.search(said)
    return _of_links(said, link) if link is not None else None


def _of_links(said: str, link: re.Match[str]) -> BookingWords | None:
    number = _NUMBER.search(said)
    rest = f"{said[: link.start()]} {said[link.end() :]}"
    if _CLOSED.search(said):
        return BookingWords(BookingWish.CLOSE, number=int(number["number"]) if number else None)
    if _MADE.search(said):
        return BookingWords(BookingWish.STANDING if _ALWAYS.search(said) else BookingWish.SEND, rest)
    if _PASSED_ON.search(said[: link.start()]):
        return BookingWords(BookingWish.SEND, rest)
    return BookingWords(BookingWish.LIST) if _SHOWN.match(said) else None

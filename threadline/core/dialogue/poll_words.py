"""How people ask for a poll of times, and what they want of one there is. Data in rows.

Only the asking is found here: its times, its length and its people are read elsewhere.
"""

import re
from enum import StrEnum

from threadline import regex
from threadline.core.dialogue.poll_askings import LEAD, POLITE, is_put_to_the_vote, others_are_asked

_LONGEST = 400
_I = re.IGNORECASE


class PollWish(StrEnum):
    """What is wanted. `CHOOSE` has people asked which of several times suits: a poll only where these are named."""

    ASK = "ask"
    CHOOSE = "choose"
    CLOSE = "close"
    SHOW = "show"


_A = r"(?:an?|the|our|one|another|ein(?:e[nr]?)?|die|une?|un[ao]?|el|la|il|lo|uma?|o|een|de|me|us|uns|nous|nos|ci|ons)"
_KIND = (
    r"(?:quick|short|little|small|brief|group|team|time|date|scheduling|doodle|kurze[nrs]?|kleine[nrs]?|"
    r"schnelle[nrs]?|petit|"
    r"rapide|rápid[oa]|breve|pequeñ[oa]|veloce|pequen[oa]|korte|kleine|snelle)"
)
_POLL = (
    r"(?:polls?|votes?|votings?|survey|straw poll|doodle(?: poll)?|(?:termin)?umfragen?|(?:termin)?abstimmung(?:en)?|"
    r"terminfindung|sondages?|votes?|votations?|encuestas?|votaci[oó]n(?:es)?|sondaggi(?:o)?|votazion[ei]|enquetes?|"
    r"votaç(?:ão|ões)|inquéritos?|sondagem|(?:datum)?peiling(?:en)?|stemming(?:en)?|enquêtes?)"
)
_MAKE = (
    r"(?:start|run|make|create|set up|do|open|send(?: out| round| around)?|post|launch|hold|take|have|put up|begin|"
    r"organi[sz]e|"
    r"set|mach(?:e|en|t)?|erstell(?:e|en|t)?|starte[nt]?|führ(?:e|en)?|leg(?:e)?|schick(?:e)?|lance[rz]?|lancez|"
    r"crée[rz]?|créer|fais|"
    r"faire|faites|faisons|organise[rz]?|ouvre|haz|hacer|hagamos|crea(?:r|mos)?|lanza(?:r)?|inicia(?:r)?|abre|"
    r"organiza(?:r)?|fai|"
    r"fare|facciamo|creare|creiamo|lancia(?:re)?|avvia(?:re)?|apri|cri[ae](?:r)?|criemos|faz(?:er)?|faça|façamos|"
    r"lança(?:r)?|"
    r"abra|maak|maken|begin|start(?:en)?|zet|doe|houd|organiseer|stuur)"
)
_EVERYONE = (
    r"(?:(?:the |this |our |my )?(?:team|group|channel|thread|others|guys|people|rest)|everyone|everybody|all(?: of "
    r"(?:them|us|you))?|"
    r"them|us|both|people|alle[n]?|(?:das |dem |die |der |im )?(?:team|gruppe|runde|anderen)|jeden|tou(?:s|t le monde)|"
    r"(?:à )?(?:l'équipe|l’équipe|tout le monde|tous|le groupe)|(?:a |al |a la )?(?:todos|todo el mundo|equipo|grupo)|"
    r"(?:a |al |alla )?(?:tutti|squadra|team|gruppo)|(?:a |à |ao )?(?:todos|todo mundo|toda a gente|equipe|equipa|"
    r"grupo)|"
    r"(?:aan )?(?:iedereen|allemaal|het team|de groep))"
)
_ASK = (
    r"(?:ask|check with|find out from|frag(?:e|en|t)?|demande[rz]?|pregunta(?:r|le|les)?|chiedi|chiedere|"
    r"pergunt[ae](?:r)?|vraag|"
    r"vragen)"
)
_WHICH = (
    r"(?:which|what|when|whether|wann|welche[rsn]?|was|quand|quel(?:le)?s?|cuándo|qué|cuál(?:es)?|quando|quale|che|"
    r"qual|que|"
    r"wanneer|welke?)"
)
_SUITS = (
    r"(?:time|times|day|days|slots?|dates?|works?|suits?|fits?|free|available|can|best|passt|geht|kann|können|zeit|"
    r"tag(?:e)?|termin(?:e)?|"
    r"jour|date|heure|créneau|convient|peuvent|disponibles?|libres?|día|días|fecha|hora|horario|viene|conviene|va|"
    r"pueden|giorno|"
    r"data|orario|possono|dia|dias|horário|podem|serve|convém|dag(?:en)?|datum|tijd|past|uitkomt|schikt|kunnen)"
)
_ASKS = (
    regex.compile(rf"{LEAD}{_MAKE}(?:-(?:nous|moi))?\s+(?>(?:{_A}|{POLITE})\s+)*(?:{_KIND}\s+)*{_POLL}(?!\w)", _I),
    regex.compile(rf"{LEAD}(?:{_A}\s+)?(?:{_KIND}\s+)*{_POLL}(?:\s+(?!is|was|ist|est|es|è|é)\S+){{0,6}}?\s*[:?]", _I),
    regex.compile(rf"{LEAD}poll\s+{_EVERYONE}(?!\w)", _I),
    regex.compile(
        rf"{LEAD}poll\s+(?:[\w.+@-]+(?:,\s*|\s+(?:and\s+)?)){{1,12}}?(?:for|about|on|whether|when)(?!\w)", _I
    ),
    regex.compile(
        r"^\W*(?:(?:let's|let us|we could|we should|shall we|can we|could we)\s+(?:all\s+|just\s+)?vote|"
        r"lass(?:t)? uns (?:\w+ )?abstimmen|(?:wollen|sollen|können) wir (?:\w+ )?abstimmen|wir stimmen ab|stimmen "
        r"wir ab|"
        r"votons|on vote|votemos|vamos a votar|votiamo|vamos votar|laten we (?:\w+ )?stemmen|we stemmen)(?!\w)",
        _I,
    ),
    regex.compile(
        rf"{LEAD}{_ASK}\s+(?>{POLITE}\s+)*{_EVERYONE}\W+(?:\S+\s+){{0,3}}?{_WHICH}(?!\w).*?(?<!\w){_SUITS}", _I
    ),
    regex.compile(
        r"^\W*(?:bitte\s+)?(?:kannst|könntest|könnt|können|wollen|sollen|kun|kan|kunt|kunnen|wil|zullen)\s+(?:\S+\s+){0,4}?"
        rf"(?:{_A}\s+)?(?:{_KIND}\s+)*{_POLL}\s+(?>{POLITE}\s+)*{_MAKE}(?!\w)",
        _I,
    ),
    regex.compile(rf"{LEAD}(?:{_A}\s+)?(?:{_KIND}\s+)*{_POLL}\s+(?>{POLITE}\s+)*{_MAKE}\W*$", _I),
    regex.compile(
        rf"{LEAD}(?:\S+\s+){{0,4}}?(?:{_A}\s+)?(?:{_KIND}\s+)*(?:termin)?(?:umfrage|abstimmung)(?:\s+\S+){{0,8}}?\s+"
        r"(?:machen|starten|erstellen|anlegen|schicken)\W*$",
        _I,
    ),
)
_TIMELY = regex.compile(
    r"(?<!\w)(?:times?|slots?|when|day|days|dates?|meeting|call|week|month|tomorrow|zeit(?:punkt)?|termin\w*|wann|tag|"
    r"woche|"
    r"treffen|besprechung|jour|date|heure|créneaux?|quand|réunion|semaine|rendez-vous|hora(?:rio)?|día|fecha|cuándo|"
    r"reunión|"
    r"semana|cita|ora(?:rio)?|giorno|data|quando|riunione|settimana|incontro|dia|horário|reunião|encontro|"
    r"tijd(?:stip)?|dag|datum|"
    r"wanneer|vergadering|overleg|afspraak)(?!\w)",
    _I,
)
_HEADED = regex.compile(r"[^:]{1,160}:(?!\d)\s*\S")
_CLOSE = (
    r"(?:close|end|finish|stop|wrap up|conclude|schließ(?:e|en|t)?|beende[nt]?|stopp?(?:e|en)?|ferme[rz]?|clos|clore|"
    r"termine[rz]?|"
    r"arrête[rz]?|cierra|cerrar|termina(?:r)?|acaba|chiudi|chiudere|terminare|ferma|fech[ae](?:r)?|encerr[ae](?:r)?|"
    r"termin[ae](?:r)?|"
    r"sluit(?:en)?|beëindig|stop)"
)
_IT = r"(?:the|this|our|my|die|diese|unsere|le|la|ce|cette|el|esta|il|lo|questo|questa|a|o|essa|esta|de|deze)"
_CLOSES = (
    regex.compile(
        rf"{LEAD}{_CLOSE}\s+(?:{_IT}\s+)?{_POLL}(?:\s+(?:now|jetzt|maintenant|ahora|adesso|agora|nu|please|"
        rf"bitte))?\W*$",
        _I,
    ),
    regex.compile(
        rf"{LEAD}(?:{_IT}\s+)?{_POLL}\s+(?:bitte\s+|jetzt\s+|nu\s+)*(?:schließen|beenden|sluiten|stoppen)\W*$", _I
    ),
)
_SHOWS = (
    regex.compile(
        rf"{LEAD}(?:(?:show|how (?:is|does|goes|are)|what's|what is|who(?:'s| is| has)?|where (?:is|are)|zeig(?:e)?|"
        rf"wie (?:steht|läuft)|"
        r"wer|montre|où en est|qui|muestra|cómo va|quién(?:es)?|mostra(?:mi)?|come va|chi|mostre|como está|quem|toon|"
        r"hoe (?:staat|gaat)|"
        rf"wie)(?!\w))(?:\s+\S+){{0,5}}?\s+{_POLL}(?:\s+(?:stand|look|going|aus|ab|ervoor))?\W*$",
        _I,
    ),
    regex.compile(
        r"^\W*(?:who (?:has|have)(?:n't| not) voted|who(?:'s| is) (?:still )?missing|who (?:has )?voted(?: for what)?|"
        r"wer (?:hat noch nicht|hat schon|hat) abgestimmt|wer fehlt(?: noch)?|qui (?:n'a pas(?: encore)? voté|a voté|"
        r"manque(?: encore)?)|"
        r"quién (?:no ha votado|ha votado|falta)|chi (?:non ha(?: ancora)? votato|ha votato|manca)|"
        r"quem (?:(?:ainda )?não votou|votou|falta)|wie (?:heeft (?:nog )?(?:niet )?gestemd|"
        r"ontbreekt))(?:\s+\w+){0,2}\W*$",
        _I,
    ),
)


def poll_wish(text: str) -> PollWish | None:
    """What a message wants of a poll; None for all else. `ASK` still needs times, or a time to look for."""
    said = " ".join(text.replace("’", "'").split())
    if not said or len(said) > _LONGEST:
        return None
    if any(pattern.search(said) for pattern in _CLOSES):
        return PollWish.CLOSE
    if any(pattern.search(said) for pattern in _SHOWS):
        return PollWish.SHOW
    if is_put_to_the_vote(said) or any(pattern.search(said) for pattern in _ASKS):
        return PollWish.ASK
    return PollWish.CHOOSE if others_are_asked(said) else None


def is_headed(text: str) -> bool:
    """Whether what follows the asking is what there is to choose from: "poll: …", "poll Bo and Cy: …"."""
    return _HEADED.match(text) is not None


def is_about_time(text: str) -> bool:
    """Whether a request that names no times is for one at all."""
    return _TIMELY.search(text) is not None

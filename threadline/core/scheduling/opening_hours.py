"""When a shop or an office is open is no event: such sentences of a text that is passed on are read as none.

They stay in the text that is answered and summed up; only what is read for the calendar is without them. Sentences that
are about two meeting somebody stay, and so does what is open to visitors once ("open day").
"""

import re
from collections.abc import Iterator

from threadline import regex

_NAMES = (
    r"(?:opening|closing|business|office|shop|store|support|service|gym|library|visiting|reception|bank|holiday|"
    r"regular|"
    r"festive|christmas|summer|winter|trading|checkout)(?: \w+)? (?:hours|times)|(?:new|our) hours|"
    r"late[- ]night shopping",
    r"(?:öffnungs|schalter|sprech|geschäfts|ordinations|besuchs|betriebs|bade|laden|bank|service)zeiten|kassenschluss",
    r"horaires|heures d'ouverture|nocturnes?",
    r"horarios?(?! de (?:la|nuestra) reunión)|horas de apertura",
    r"orari[o]?(?: (?:natalizi|di apertura|estivi|invernali))",
    r"horários?(?: de (?:funcionamento|atendimento|natal|abertura))",
    r"openingstijden|openingsuren|koopavond(?:en)?",
    r"godziny (?:otwarcia|pracy|przyjęć)|godzinach",
)
_STATES = (
    r"(?:are|is|be|stays?|remains?|we're|it's|now) (?:usually |normally |always |also |now )?open(?: late| early)?"
    r"(?! (?:to|for|house|day|mic|evening|questions?))|(?:re)?open(?:s|ing)? (?:at|from|again|daily|every|on|until|"
    r"till)|"
    r"close[sd]? (?:at|from|on|until|one|early|earlier|between)|(?:is|are|be|stay|remain)s? closed|doors (?:open|"
    r"close)|"
    r"(?:available|reachable|at your service|here for you) (?:on|from|until|between|mon\w*|daily|every|weekdays)|"
    r"(?:answers?|service|support|team|hotline|phones?)(?: is| are)?(?: available| open| staffed| manned| here)? "
    r"(?:on weekdays|mon\w*[ -])",
    r"geöffnet|öffnen wir|wir öffnen|öffnet|schlie(?:ß|ss)en(?: wir)?|schlie(?:ß|ss)t|geschlossen|erreichbar|"
    r"(?:für (?:sie|euch|dich) )(?:da|geöffnet|offen)|hat offen|haben offen|nicht besetzt|besetzt",
    r"(?<!portes )ouvert(?:e|s|es)?|ouvrons|ouvre|rouvre|rouvrons|ferm(?:é|ée|és|ées|e|ons|eture)|vous accueill(?:e|"
    r"ons|ent)|"
    r"joignables?",
    r"(?<!puertas )abiert[oa]s?|abrimos|abre|abren|cerramos|cierra|cierran|cerrad[oa]s?|reabrimos",
    r"(?<!porte )apert[oaie]|apriamo|apre|chiudiamo|chiude|chius[oaie]|chiusura|riapriamo|riapre",
    r"(?<!portas )abert[oa]s?|abrimos|abre|encerramos|encerra|fechamos|fecha|fechad[oa]s?|reabrimos",
    r"geopend|open (?:tot|van|vanaf)|gesloten|sluiten (?:wij|we)|wij sluiten|sluit|bereikbaar",
    r"czynn[aey]|otwart[aey]|otwieramy|zamknięt[aey]|zamykamy|nieczynn[aey]",
)
_MET = (
    r"let['’]?s|shall we|could we|can we|join us|meet|meeting|appointment|reading|concert|workshop|webinar|tour|"
    r"lecture|"
    r"lunch|dinner|call|open (?:house|day|evening)|invit\w+|celebrat\w+|party|screening|launch",
    r"treffen|termin(?!e)|besprechung|lesung|konzert|vortrag|führung|feiern|feier|einladung|laden (?:wir )?|"
    r"tag der offenen",
    r"rendez-vous|rdv|réunion|se réunit|concert|conférence|visite guidée|invit\w+|soirée|atelier|portes ouvertes|"
    r"on se voit",
    r"reunión|cita|concierto|conferencia|visita guiada|invit\w+|fiesta|taller|puertas abiertas|quedamos",
    r"riunione|appuntamento|concerto|conferenza|presentazione|invit\w+|festa|laboratorio|porte aperte|vediamoci",
    r"reunião|consulta|concerto|conferência|apresentação|convid\w+|convite|festa|oficina|portas abertas",
    r"afspraak|vergadering|concert|lezing|rondleiding|uitnodig\w+|feest|open dag",
    r"spotkanie|wizyta|koncert|wykład|zwiedzanie|zaprosze\w+|impreza|dzień otwarty",
)
_ABOUT_HOURS = regex.compile(rf"(?<!\w)(?:{'|'.join(_NAMES)})(?!\w)", re.IGNORECASE)
_OPEN = regex.compile(rf"(?<!\w)(?:{'|'.join((*_NAMES, *_STATES))})(?!\w)", re.IGNORECASE)
_EVENT = regex.compile(rf"(?<!\w)(?:{'|'.join(_MET)})(?!\w)|[?？]", re.IGNORECASE)
_CLOSED_SUBJECT = regex.compile(
    r"(?<!\w)(?:closed|geschlossen|fermé|fermeture|cerrado|chiuso|chiusura|gesloten|nieczynne)(?!\w)", re.I
)
_SUBJECT = regex.compile(r"^Subject:[ \t]*(?P<said>.*)$", re.MULTILINE | re.IGNORECASE)
_HEADER = regex.compile(r"(?:From|To|Cc|Date|Subject):")
_LINE = regex.compile(r"[^\n]+")
_SENTENCE = regex.compile(r"(?:[^.!?\n]|[.](?=\d)|(?<=\d)[.](?=[ ]?[^\n]))+[.!?]*")


def without_opening_hours(material: str, *, event_wanted: bool) -> str:
    """The text with blanks in the place of sentences that say when somebody is open or reachable.

    Where an event is asked for and nothing else could be meant, they stay.
    """
    subject = _SUBJECT.search(material)
    named = subject["said"] if subject is not None else ""
    whole = (_ABOUT_HOURS.search(named) or _CLOSED_SUBJECT.search(named)) is not None and _EVENT.search(named) is None
    kept = list(material)
    for begin, end in _sentences(material, whole=whole):
        kept[begin:end] = " " * (end - begin)
    rest = "".join(kept)
    said = "".join(line for line in rest.splitlines() if not _HEADER.match(line))
    return rest if not event_wanted or any(char.isdigit() for char in said) else material


def _sentences(material: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    """Where the sentences are that say so; below a line that names the hours come lines that list them."""
    listing = whole
    for match in _said(material):
        said = match.group()
        listed = listing and (whole or any(char.isdigit() for char in said))
        if _EVENT.search(said) is None and (listed or _OPEN.search(said) is not None):
            yield match.span()
            listing = listing or _ABOUT_HOURS.search(said) is not None
        else:
            listing = whole


def _said(material: str) -> Iterator[re.Match[str]]:
    """The sentences, without the lines of a mail's head."""
    for line in _LINE.finditer(material):
        if not _HEADER.match(line.group()):
            yield from (each for each in _SENTENCE.finditer(material, *line.span()) if each.group().strip())

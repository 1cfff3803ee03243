"""What a message asks about one event: who comes, where and when it is, how long, how to join, who has answered.

Tables of patterns in English, German, French, Spanish, Italian, Portuguese and Dutch: a further language is a further
row. In each, `about` are the words that name the event; without them it is the one at hand.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """What is asked of an event."""

    ANSWERS = "answers"
    WHO = "who"
    ORGANIZER = "organizer"
    WHERE = "where"
    END = "end"
    LONG = "long"
    LINK = "link"
    NOTES = "notes"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question about one event: what is asked, the words that name it, and whether it is over."""

    asked: Asked
    about: str | None = None
    past: bool = False
    last: bool = False


_X = r"(?:\s+(?P<about>\S.*?))?"
_PATTERNS: tuple[tuple[Asked, str], ...] = (
    # English
    (
        Asked.ORGANIZER,
        r"who(?:'s| is)? (?:organi[sz](?:es|ing|ed)|hosts|hosting|runs|running|called)(?:\s+(?P<about>\S.*?))?",
    ),
    (Asked.ORGANIZER, r"who(?:'s| is) the (?:organi[sz]er|host) of\s+(?P<about>\S.*?)"),
    (
        Asked.ORGANIZER,
        r"wer organisiert\s+(?P<about>\S.*?)|qui organise\s+(?P<about2>\S.*?)|¿?quién organiza\s+(?P<about3>\S.*?)",
    ),
    (
        Asked.ANSWERS,
        r"who(?: all)?(?: has| have|'s)?(?: already)? (?:accepted|declined|confirmed|answered|responded|replied|"
        rf"rsvp'?d|said (?:yes|no))(?: to| for)?{_X}",
    ),
    (
        Asked.WHO,
        r"who(?:'s| is| are| was| were| will be| else is| all is)? ?(?:else )?(?:all )?(?:coming|invited|"
        rf"attending|going|joining|there|participating|on the list)(?: to| at| for| in)?{_X}",
    ),
    (Asked.WHO, rf"who(?:'s| is| was| were| will be| else is| else was) (?:at|in|on){_X}"),
    (Asked.WHO, rf"(?:who are|list|show me) the (?:guests|attendees|participants|invitees)(?: of| for| at| in)?{_X}"),
    (
        Asked.END,
        r"(?:when|(?:at )?what time)(?: does| did| will| is)(?:\s+(?P<about>\S.*?))? (?:end|over|finish|stop|done|"
        r"finished)",
    ),
    (
        Asked.LONG,
        r"how long(?: is| was| does| did| will|'s)(?:\s+(?P<about>\S.*?))?(?: be| last| take| going to (?:be|take|"
        r"last))?",
    ),
    (
        Asked.LINK,
        r"(?:(?:what(?:'s| is)|where(?:'s| is)|is there|do you have|give me|send me|can i have|show me) )?(?:the |"
        r"a |any )?(?:meeting |video |joining |join |zoom |teams |meet |call |dial-in )*(?:link|url|dial-in)(?: "
        r"(?:for|to|of)(?:\s+(?P<about>\S.*?))?)?",
    ),
    (Asked.LINK, rf"how (?:do|can) (?:i|we) join{_X}"),
    (
        Asked.NOTES,
        r"what(?:'s| is| was)(?:\s+(?P<about>\S.*?))? about|(?:any|what are the|show me the) notes (?:for|on|"
        r"of)(?:\s+(?P<about2>\S.*?))?",
    ),
    (
        Asked.WHERE,
        r"(?:where(?:'s| is| was| does| did| will)|(?:in )?(?:which|what) (?:room|place|location|building) (?:is|"
        r"was|does|will))(?:\s+(?P<about>\S.*?))?(?: in| be| held| taking place| take place| happening)?",
    ),
    (Asked.WHEN, rf"when did i last (?:meet|see|have|visit|talk to|speak (?:to|with)|go to){_X}"),
    (
        Asked.WHEN,
        r"(?:when(?:'s| is| was| does| did| will)|(?:at )?what time(?:'s| is| was| does| did| will)|(?:on )?what "
        r"(?:day|date) (?:is|was))(?:\s+(?P<about>\S.*?))?(?: start| begin| be| happen| take place| taking place| "
        r"scheduled)?",
    ),
    # German
    (
        Asked.ANSWERS,
        r"wer hat(?: (?:für|bei|zu[rm]?))?(?:\s+(?P<about>\S.*?))? (?:schon )?(?:zugesagt|abgesagt|angenommen|"
        r"geantwortet)",
    ),
    (
        Asked.WHO,
        r"wer (?:kommt|ist|sind|nimmt|war|waren|wird)(?: alles| noch)?(?: (?:zu[rm]?|bei[m]?|am|an|"
        r"in))?(?:\s+(?P<about>\S.*?))?(?: teil| dabei| eingeladen| sein)?",
    ),
    (Asked.WHERE, r"(?:wo|in welchem raum) (?:ist|findet|war|fand|sind)(?:\s+(?P<about>\S.*?))?(?: statt)?"),
    (
        Asked.END,
        r"(?:wann|um wie ?viel uhr|bis wann) (?:endet|hört|geht|dauert|ist)(?:\s+(?P<about>\S.*?))?(?: auf| zu "
        r"ende| aus| vorbei)",
    ),
    (Asked.END, rf"(?:bis wann (?:geht|dauert)|wann endet){_X}"),
    (Asked.LONG, rf"wie lang(?:e)? (?:dauert|geht|ist|war|dauerte|ging){_X}"),
    (
        Asked.WHEN,
        r"(?:wann|um wie ?viel uhr) (?:ist|war|findet|fand|beginnt|begann|fängt|"
        r"startet)(?:\s+(?P<about>\S.*?))?(?: statt| an)?",
    ),
    # French
    (Asked.ANSWERS, r"qui a (?:accepté|refusé|confirmé|répondu)(?: (?:à|au|pour))?(?:\s+(?P<about>\S.*?))?"),
    (
        Asked.WHO,
        r"qui (?:vient|participe|assiste|est invitée?|sera|était|est|sont)(?: présente?| là| invités?)?(?: (?:à|au|"
        r"aux|pour|dans))?(?:\s+(?P<about>\S.*?))?",
    ),
    (
        Asked.WHERE,
        r"(?:où|dans quelle salle) (?:est|a lieu|se trouve|était|se passe|se tient|a eu lieu)(?:-t-elle|"
        r"-t-il)?(?:\s+(?P<about>\S.*?))?",
    ),
    (Asked.END, r"(?:quand|à quelle heure) (?:finit|se termine|s'achève)(?:\s+(?P<about>\S.*?))?"),
    (Asked.LONG, r"combien de temps (?:dure|a duré|durera)(?:\s+(?P<about>\S.*?))?"),
    (
        Asked.WHEN,
        r"(?:quand|à quelle heure) (?:est|a lieu|commence|était|a eu lieu|débute|c'est)(?:\s+(?P<about>\S.*?))?",
    ),
    # Spanish
    (Asked.ANSWERS, r"¿?quién(?:es)? (?:ha|han) (?:aceptado|rechazado|confirmado|respondido)(?:\s+(?P<about>\S.*?))?"),
    (
        Asked.WHO,
        r"¿?quién(?:es)? (?:vienen?|van?|asisten?|está invitado|están invitados|estuvo|participan?|estaba)(?: (?:a|"
        r"al|en))?(?:\s+(?P<about>\S.*?))?",
    ),
    (Asked.WHERE, r"¿?(?:dónde|en qué sala) (?:es|está|fue|queda|era)(?:\s+(?P<about>\S.*?))?"),
    (Asked.END, r"¿?(?:cuándo|a qué hora) (?:termina|acaba)(?:\s+(?P<about>\S.*?))?"),
    (Asked.LONG, r"¿?cuánto (?:tiempo )?(?:dura|duró)(?:\s+(?P<about>\S.*?))?"),
    (Asked.WHEN, r"¿?(?:cuándo|a qué hora) (?:es|empieza|fue|comienza|era)(?:\s+(?P<about>\S.*?))?"),
    # Italian
    (Asked.WHO, r"chi (?:viene|partecipa|c'è|c'era|è invitato|sarà)(?: (?:a|al|alla|all'))?(?:\s+(?P<about>\S.*?))?"),
    (Asked.WHERE, r"(?:dov'è|dove (?:è|si tiene|era|si trova)|in quale sala è)(?:\s+(?P<about>\S.*?))?"),
    (Asked.END, r"(?:quando|a che ora) finisce(?:\s+(?P<about>\S.*?))?"),
    (Asked.LONG, r"quanto (?:tempo )?(?:dura|è durat[oa])(?:\s+(?P<about>\S.*?))?"),
    (
        Asked.WHEN,
        r"(?:quando|a che ora) (?:è|inizia|era|comincia|è stat[oa])(?:\s+(?P<about>\S.*?))?|"
        r"quand'è(?:\s+(?P<about2>\S.*?))?",
    ),
    # Portuguese
    (
        Asked.WHO,
        r"quem (?:vem|vai|participa|foi convidado|esteve|está convidado)(?: (?:a|à|ao|na|no|"
        r"para))?(?:\s+(?P<about>\S.*?))?",
    ),
    (Asked.WHERE, r"(?:onde|em que sala) (?:é|fica|foi|está)(?:\s+(?P<about>\S.*?))?"),
    (Asked.END, r"(?:quando|a que horas) (?:termina|acaba)(?:\s+(?P<about>\S.*?))?"),
    (Asked.LONG, r"quanto tempo (?:dura|durou)(?:\s+(?P<about>\S.*?))?"),
    (Asked.WHEN, r"(?:quando|a que horas) (?:é|começa|foi)(?:\s+(?P<about>\S.*?))?"),
    # Dutch
    (
        Asked.WHO,
        r"wie (?:komt|komen|is|zijn|was|waren|doet|doen)(?: er)?(?: (?:naar|bij|op|"
        r"aan))?(?:\s+(?P<about>\S.*?))?(?: uitgenodigd| mee| aanwezig)?",
    ),
    (Asked.WHERE, r"(?:waar|in welke zaal) (?:is|was|vindt|vond)(?:\s+(?P<about>\S.*?))?(?: plaats)?"),
    (
        Asked.END,
        r"(?:wanneer|hoe laat) (?:eindigt|stopt|is)(?:\s+(?P<about>\S.*?))? (?:afgelopen|klaar)|(?:wanneer|hoe "
        r"laat) eindigt(?:\s+(?P<about2>\S.*?))?",
    ),
    (Asked.LONG, r"hoe ?lang (?:duurt|duurde|is|was)(?:\s+(?P<about>\S.*?))?"),
    (Asked.WHEN, r"(?:wanneer|hoe laat) (?:is|was|begint|begon)(?:\s+(?P<about>\S.*?))?"),
)
_READ = tuple((asked, re.compile(rf"^\s*(?:{pattern})\s*[?.!\s]*$", re.IGNORECASE)) for asked, pattern in _PATTERNS)
_POINTS = re.compile(
    r"^(?:it|that|this|the (?:meeting|event|appointment|call)|es|das|der termin|das treffen|sie|er|ce|c'est|la réunion|"
    r"ça|esto|eso|la reunión|la cita|questo|la riunione|isso|a reunião|het|dat|de afspraak|de vergadering|there|da|"
    r"là)$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|did|war|waren|fand|begann|dauerte|ging|était|a eu lieu|a duré|fue|era|duró|estuvo|estaba|è "
    r"stat[oa]|"
    r"c'era|è durat[oa]|foi|durou|esteve|vond|begon|duurde|i last)\b",
    re.IGNORECASE,
)
_DUTCH_WAS = re.compile(r"^(?:wie|waar|wanneer|hoe laat|hoe ?lang) was\b", re.IGNORECASE)
_NO_EVENT = re.compile(
    r"\b(?:free|available|busy|frei|zeit|verfügbar|libre|disponible|liber[oa]|livre|vrij|open|now|today|sunrise|sunset|"
    r"time|date|day|(?:we|you|i) (?:meet|meeting))\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"^\s*(?:show|give|tell)(?: me)?(?: about| more about)?\s+(?P<about>(?:the|my|our)\s+\S.*?)\s*[?.!]*$"
    r"|^\s*(?:zeig(?:e)? mir|montre[rz]?-moi|muéstrame|mostrami|mostra-me|toon(?: me)?|"
    r"laat)\s+(?P<about2>\S.*?)(?: zien)?\s*[?.!]*$"
    r"|^\s*what(?:'s| is)\s+(?P<about3>(?:the|my)\s+\S.*?)\s*[?.!]*$",
    re.IGNORECASE,
)
_LONGEST = 120


def read_inquiry(text: str) -> Inquiry | None:
    """What the text asks about one event; None where it asks something else."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST:
        return None
    for asked, pattern in _READ:
        match = pattern.match(said)
        if match is None:
            continue
        words = next((value for name, value in match.groupdict().items() if name.startswith("about") and value), None)
        words = words.strip(" ,") if words else None
        if words is not None and _NO_EVENT.search(words):
            return None
        past = _PAST.search(said) is not None and (
            not said.lower().startswith("was ") or _DUTCH_WAS.match(said) is not None
        )
        about = None if words is None or _POINTS.match(words) else words
        return Inquiry(asked, about, past, " last " in said.lower())
    return None


def event_asked_about(text: str) -> str | None:
    """The words that name an event which a message asked about or wanted to see."""
    inquiry = read_inquiry(text)
    if inquiry is not None:
        return inquiry.about
    match = _SHOWN.match(" ".join(text.split()))
    return next((value for value in match.groupdict().values() if value), None) if match else None

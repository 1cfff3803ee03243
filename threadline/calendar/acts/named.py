"""The few phrases that say by themselves what is wanted, whatever the learned table makes of the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from threadline import regex
from threadline.calendar.acts.model import Act

_POLITE = (
    r"^(?:(?:please|pls|hey|hi|hello|ok|okay|so|and|also|then|now|bitte|can you|could you|would you|will you|"
    r"can we|could we|shall we|let's|"
    r"i need you to|i want you to|@\S+)[\s,:]+)*"
)


_THE_EVENT = (
    r"(?:the|my|our|this|that|today's|tomorrow's|(?:mon|tues|wednes|thurs|fri|satur|sun)day's) (?:"
    r"(?:[\w'-]+ ){0,4}(?:meetings?|appointments?|events?|calls?|lunch|dinner|reminders?|syncs?|reviews?|interviews?|"
    r"standups?|demos?|1:1s?)(?!\w)|\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A phrase with a name, and the act that it is."""

    name: str
    act: Act
    pattern: re.Pattern[str]


def _named(name: str, act: Act, pattern: str) -> Named:
    return Named(name, act, regex.compile(_POLITE + pattern, re.IGNORECASE))


# The order counts: the first that fits wins.
NAMED = (
    _named("do not book", Act.NONE, r"(?:do not|don't|don’t|never)\s+(?:schedule|book|plan|put|add|set up|arrange)\b"),
    _named(
        "book nothing",
        Act.NONE,
        r"(?:[^.?!]*\bkeinerlei|[^.?!]*\bkeine[nr]?\b|[^.?!]*\bnichts\b)[^.?!]{0,80}\b(?:einplanen|planen|eintragen|buchen|"
        r"ansetzen|legen|einstellen|vereinbaren|ausmachen)\b"
        r"|(?:bitte |s'il te plaît,? |s'il vous plaît,? |por favor,? |per favore,? |alsjeblieft,? |graag )*(?:"
        r"(?:plan|plane|trag|buch|leg)\w* (?:mir |uns )?(?:[^.?!]{1,30} )?(?:nichts|keine[nr]?)\b"
        r"|(?:ne |n['’])(?:planifi|prévo|réserv|programm|met|organis|cal|bloqu|ajout|not|inscri|pose)\w* "
        r"(?:(?:moi|nous|surtout|plus) )?(?:rien|pas|aucun\w*)\b"
        r"|ne (?:rien|pas) (?:planifier|prévoir|réserver|programmer|mettre)"
        r"|no (?:me |nos )?(?:programes?|agendes?|pongas?|reserves?|planifiques?|planees?|organices?)\b"
        r"|non (?:mi |ci )?(?:pianifica\w*|fissa\w*|prenota\w*|mett\w+|organizza\w*|programma\w*)\b"
        r"|não (?:me |nos )?(?:marque\w*|agende\w*|ponha\w*|reserve\w*|planeie\w*|planeje\w*)\b"
        r"|(?:plan|boek|zet) (?:[^.?!]{1,30} )?(?:niets|niks|geen)\b|geen [^.?!]{1,40} (?:plannen|inplannen|boeken)\b)",
    ),
    _named(
        "no meetings",
        Act.NONE,
        r"(?:schedule|book|plan|put|add|set up|arrange) (?:nothing|no (?:meetings?|calls?|appointments?|events?))\b"
        r"|no (?:meetings?|calls?|appointments?) [^.?!]{1,40}\bplease\b"
        r"|(?:pas de|aucune?|nada de|ning[uú]na?|niente|nessuna?|nenhuma?|sem|geen|żadnych|bez|inga|ingen|никаких|"
        r"жодних) (?:[^\W\d_]+ )?(?:réunions?|rendez-vous|appels?|reuniones|reunión|citas?|llamadas?|riunion[ei]|"
        r"appuntament[oi]|impegn[oi]|chiamat[ae]|reuni(?:ão|ões)|compromissos?|chamadas?|afspra(?:ak|ken)|"
        r"vergadering(?:en)?|overleg|spotkań|spotkania|rozmów|möten|møder|møter|samtal(?:er)?|встреч|созвонов|"
        r"зустрічей|дзвінків)(?!\w)(?![^.?!]*\?)"
        r"|[^.?!]{1,60}(?:toplantı|görüşme|randevu) (?:olmasın|koyma|ayarlama|planlama)\b"
        r"|[^。？?]{1,40}(?:予定|会議|ミーティング)(?:を|は)?入れない|(?:别|別|不要)[^。？?]{0,15}(?:安排|开会|開會|会议)"
        r"|[^.?!]{1,40}(?:회의|일정|약속)(?:를|을|은|는)? (?:잡지|넣지) ?(?:마|말)|لا (?:تحدد|تضع|تحجز)"
        r"|[^।?!]{1,60}(?:मीटिंग|बैठक) (?:मत|न) रख",
    ),
    _named(
        "a line of a log", Act.NONE, r"[\W\d]*\d:\d\d:\d\d\S*\s(?:.*\s)?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b"
    ),
    _named(
        "a place in a text",
        Act.NONE,
        r"(?:see )?(?:lines?|columns?|rows?|cells?|seats?|zeilen?|spalten?|lignes?|colonnes?|filas?|líneas?|columnas?|"
        r"rig[ah]e?|colonn[ae]|linhas?|colunas?|regels?|kolom|platz|sitz|place|asiento)\s+\d+(?::\d+|[A-K]\b)",
    ),
    _named(
        "a part of a text",
        Act.NONE,
        r"(?:what|which|where|who|why|how|was|welche\w*|wo|quel\w*|que|qu['’]est-ce|où|qué|cuál\w*|dónde|cosa|che|dove|"
        r"o que|onde|wat|welke|waar)\b[^.?!]{0,40}(?<!\w)(?:pages?|seiten?|páginas?|pagin[ae]s?|pagina's|chapters?|"
        r"kapitels?|chapitres?|capítulos?|capitol[oi]|hoofdstuk|sections?|abschnitt\w*|sección|sezione|secção|"
        r"paragraphs?|absatz|paragraphes?|párrafos?|paragraf[oi]|parágrafos?|alinea|slides?|folien?|figures?|tables?|"
        r"appendix|appendices|annexes?|anhang|clauses?|articles?|artikel)\s+\d"
        r"|(?:see|siehe|vgl\.?|voir|véase|ver|vedi|zie) (?:pages?|seiten?|página|pagina|chapters?|kapitel|"
        r"chapitre|capítulo|capitolo|hoofdstuk|sections?|slides?|figures?|tables?|appendix)\s+\d",
    ),
    _named(
        "what is kept somewhere",
        Act.NONE,
        r"(?:see|read|cf\.?|compare|find) (?:the|my|our|their|his|her) [^.?!]{1,40}\b(?:from|of|dated)\b[^.?!]{1,40}"
        r"\b(?:in|on) (?:the|our) (?:wiki|drive|docs?|folder|notes|minutes|channel|thread|repo|inbox|board|log)\b",
    ),
    _named(
        "keep free",
        Act.NONE,
        r"(?:keep|leave|hold) [^.?!]{1,60} (?:free|clear) (?:of|from) (?:\w+ )?(?:meetings?|calls?|appointments?)\b",
    ),
    _named(
        "what a house does",
        Act.NONE,
        r"(?:(?:set|snooze|stop|disable) (?:an? |the |my |all )?(?:\w+ ){0,2}?(?:alarms?|timers?)\b(?![^.?!]*\bremind)"
        r"|(?:turn|switch|dim) (?:(?:on|off|up|down) )?(?:the |my |all )?(?:\w+ ){0,2}?(?:lights?|lamps?|heating|"
        r"heater|thermostat|volume|tv|music|fan|radio)\b)",
    ),
    _named(
        "work on what was said",
        Act.NONE,
        rf"(?:summari[sz]e|recap|sum up|translate|proofread|paraphrase|rephrase|rewrite|reword) {_THE_EVENT}",
    ),
    _named(
        "more about the event",
        Act.QUERY,
        r"(?:(?:tell|give|show|get) me )?(?:some |any |the )?(?:more(?: info(?:rmation)?| details)?|details|"
        r"info(?:rmation)?) (?:about|on|of|for|regarding) "
        r"(?:(?:the|my|our|that|today's|tomorrow's|(?:mon|tues|wednes|thurs|fri|satur|sun)day's) (?:[\w'-]+ ){0,2}?"
        r"(?:meeting|appointment|event|call|lunch|dinner|sync|review|interview|standup|demo|1:1|party|concert|festival|"
        r"show|game|match|gig|play|wedding|lesson|class))"
        r"(?= (?:in|at|on|this|next|with|tomorrow|today|tonight)\b|\W*$)",
    ),
    _named("remind me", Act.CREATE, r"remind (?:me|us)\b(?! (?:what|when|where|who|which|how)\b)"),
    _named(
        "tell me to",
        Act.CREATE,
        r"(?:(?:can|could|would|will) you )?(?:please )?tell me (?:(?!when|what|if|about|how|who|where)\w+ ){0,3}"
        r"to (?!the\b|my\b|our\b)\w+",
    ),
    _named("do not let me forget", Act.CREATE, r"(?:don['’]?t|do not|never) let (?:me|us) forget\b"),
    _named("set a reminder", Act.CREATE, r"(?:set|create|add|make)(?: me)?(?: an?| the)? reminder\b"),
    _named(
        "put in the calendar", Act.CREATE, r"(?:put|add|enter) [^.?!]{1,80} (?:in|on|to|into) (?:my|the|our) calendar\b"
    ),
    _named("cancel the", Act.CANCEL, rf"(?:cancel|call off|delete|remove) {_THE_EVENT}"),
    _named(
        "move the",
        Act.CHANGE,
        rf"(?:move|reschedule|postpone|push|shift|delay|rename|extend|prolong|lengthen|shorten|swap) {_THE_EVENT}",
    ),
)

# A text to work on stands behind the verb: what it speaks of is nobody's wish.
_WORK = (
    "summari[sz]e|sum up|shorten|translate|proofread|paraphrase|rephrase|rewrite|reword|correct|improve|polish|edit|"
    "extract|analy[sz]e|explain|classify|fasse|übersetze|korrigiere|verbessere|kürze|résume|résumez|traduis|traduisez|"
    "corrige|corrigez|resume|traduce|riassumi|traduci|correggi|resuma|traduza|corrija|vat|vertaal|verbeter|streść|"
    "przetłumacz|popraw|sammanfatta|översätt|rätta|opsummer|oversæt|ret|oppsummer|oversett|özetle|çevir|düzelt|"
    "кратко|переведи|исправь|підсумуй|переклади|виправ|要約して|翻訳して|总结|翻译|修改|요약해줘|번역해줘|"
    "لخص|ترجم|صحح|सारांश|अनुवाद"
)
_NOTES = (
    "(?:give|list|pull out|find|write|get)(?: me)?(?: the| all)? "
    "(?:key points|main points|action items|summary|keywords|gist|highlights|todos|to-dos)"
)
_MADE = (
    r"(?:make|mach\w*|rends|rendez|haz|rendi|torna|torne|maak|gör|gør|gjør) [^:：\n]{1,30}?(?:shorter|longer|formal|"
    r"informal|"
    r"polite|politer|concise|clearer|simpler|nicer|friendlier|harsh|professional|casual|better|kürzer|länger|"
    r"formell\w*|"
    r"höflich\w*|freundlich\w*|court|courte|formel|poli|simple|corto|formal|amable|breve|corta|formale|curto|korter|"
    r"formeler|kortare|kortere)|hazlo más \w+|fix (?:the |my |any )?(?:\w+ )?(?:grammar|typos?|spelling|punctuation|"
    r"mistakes|"
    r"errors|wording)|check (?:the |my )?(?:grammar|spelling)|turn (?:this|the following) into"
)
_OWN = r"(?! (?:my|the) (?:day|week|calendar|schedule|month|agenda))"
_ON_TEXT = regex.compile(
    rf"{_POLITE}(?:(?:{_WORK})(?!\w){_OWN}|{_NOTES}|{_MADE})[^\n:：]{{0,60}}(?:[:：\n]|\bthis\b|\bfollowing\b)",
    re.IGNORECASE,
)


def named(clause: str) -> tuple[Act, tuple[int, int]] | None:
    """The act that a clause is by name, with the words that say so."""
    for each in NAMED:
        match = each.pattern.match(clause)
        if match is not None:
            return each.act, match.span()
    return None


def works_on_text(text: str) -> bool:
    """Whether the message asks for something to be done with the text that follows ("Translate: see you at 5")."""
    return _ON_TEXT.match(text.lstrip()) is not None

"""Words that limit where a time is looked for, in English, German, French, Spanish, Italian, Portuguese and Dutch."""

from datetime import time

WEEKDAYS = (
    r"mondays?|montags?|lundis?|lunes|lunedì|segundas?(?:-feiras?)?|maandag(?:en)?",
    r"tuesdays?|dienstags?|mardis?|martes|martedì|terças?(?:-feiras?)?|dinsdag(?:en)?",
    r"wednesdays?|mittwochs?|mercredis?|miércoles|mercoledì|quartas?(?:-feiras?)?|woensdag(?:en)?",
    r"thursdays?|donnerstags?|jeudis?|jueves|giovedì|quintas?(?:-feiras?)?|donderdag(?:en)?",
    r"fridays?|freitags?|vendredis?|viernes|venerdì|sextas?(?:-feiras?)?|vrijdag(?:en)?",
    r"saturdays?|samstags?|sonnabends?|samedis?|sábados?|sabat[oi]|zaterdag(?:en)?",
    r"sundays?|sonntags?|dimanches?|domingos?|domenic[ahe]+|zondag(?:en)?",
)
PARTS: tuple[tuple[time, time, str], ...] = (
    (
        time(6),
        time(12),
        r"(?:early )?mornings?|vormittags?|morgens|matins?|matinées?|mañanas?|mattin[aei]|manhãs?|ochtend(?:en|s)?",
    ),
    (
        time(12),
        time(18),
        r"afternoons?|nachmittags?|après-midis?|tardes?|pomeriggi?o?|middag(?:en|s)?|namiddag(?:en|s)?",
    ),
    (time(17), time(22), r"evenings?|abends?|soirs?|soirées?|noches?|ser[ae]|noites?|avond(?:en|s)?"),
    (
        time(12),
        time(13),
        r"lunch(?:times?| ?breaks?| hours?)?|mittagspausen?|déjeuners?|almuerzos?|pranz[oi]|almoços?|lunchpauze",
    ),
)
MEALS: tuple[tuple[time, time, str], ...] = (
    (
        time(7, 30),
        time(10),
        r"breakfast|frühstück(?:en)?|petit[- ]déjeuner|desayun(?:o|ar)|colazione|café da manhã|ontbijt(?:en)?",
    ),
    (
        time(11, 30),
        time(14),
        r"lunch(?:en)?|mittagessen|déjeuner|almuerzo|almorzar|comida|comer|pranzo|pranzare|almoço|almoçar|middageten",
    ),
    (time(18), time(21), r"dinner|supper|abendessen|dîner|cena|cenar|jantar|avondeten|dineren"),
)
NOT = (
    r"(?:but |just |and )?(?:not|no|never|avoid(?:ing)?|except(?:ing)?(?: for)?|excluding|without|other than|"
    r"skip(?:ping)?)|"
    r"any day but|(?:aber |nur )?(?:nicht|keine?n?)|außer|ohne|(?:mais )?pas(?: de)?|sauf|hormis|évite[rz]?|sans|"
    r"(?:pero )?(?:no|ni)|salvo|excepto|menos|evita(?:r|ndo)?|sin|(?:ma )?non|tranne|eccetto|senza|evitando|"
    r"(?:mas )?não|exceto|sem|evit[ae]|(?:maar )?niet|geen|behalve|zonder|vermijd"
)
NOT_AT_ALL = (
    r"i can(?:'t|not| not) (?:do|make|manage)|i(?:'m| am) (?:out|away|off|busy)|we can(?:'t|not| not) (?:do|make)"
)
"""What excludes before the days and parts of the day that it is about, besides "not" and its kin."""
NOT_BEHIND = (
    r"(?:is|are) (?:bad|out|no good|not good|not great|not possible|impossible|full|taken|difficult|off)|"
    r"(?:do|does|will|would)(?: not|n't) (?:work|suit|do)|won't (?:work|do|suit)|i can(?:'t|not)|"
    r"kann (?:ich|er|sie) nicht|können wir nicht|(?:geht|gehen)(?:'s| es)? (?:bei mir |mir )?nicht|"
    r"(?:passt|passen) (?:es )?(?:mir |uns )?nicht|(?:ist|sind) (?:schlecht|schlecht für mich|voll)|"
    r"je ne peux pas|ne (?:va|vont|convien(?:t|nent)) pas|ne me convien(?:t|nent) pas|"
    r"no puedo|no (?:me |nos )?(?:va|van|viene|vienen)(?: bien)?|non (?:posso|va|vanno)(?: bene)?|"
    r"não (?:posso|dá|dão|consigo)|kan ik niet|kunnen we niet|(?:komt|komen) (?:me )?niet uit|(?:gaat|lukt) niet"
)
"""What excludes behind them: "Fridays are bad for me", "freitags kann ich nicht"."""
A_DAY = r"a (?:good )?day|one day|some day|any day|(?:ein|einen) tag|un jour|un día|un giorno|um dia|een dag"
"""What is to be found in "find a day for lunch", and no length."""
SHORTLY = (
    r"right|straight|just|directly|shortly|soon|immediately|gleich|direkt|kurz|unmittelbar|juste|tout de suite|justo|"
    r"inmediatamente|subito|appena|logo|imediatamente|meteen|direct|vlak"
)
ONLY = (
    r"only|just|nur|uniquement|seulement|que|s[oó]lo|solamente|únicamente|soltanto|solo|apenas|só|somente|alleen|"
    r"enkel"
)
ONLY_BEHIND = r"only|nur|uniquement|seulement|solamente|soltanto|apenas|alleen|please"
JOIN = r"(?:,\s*)?(?:or|and|nor|oder|und|noch|ou|et|ni|o|y|e|né|nem|of|en)(?!\w)|,"
FILLER = (
    r"on|in|at|the|any|during|am|an|im|den|dem|der|die|le|la|les|en|el|los|las|por|il|lo|gli|i|al|di|o|a|os|as|"
    r"na|no|nas|"
    r"nos|à|às|de|da|do|op|'s|in de|am frühen"
)
BEFORE_CLAUSE = (
    r"before|bevor|ehe|avant (?:qu'|que |son |sa )|antes de que|antes de su|prima che|prima della sua|antes que|"
    r"antes de|voordat|voor zijn|voor haar"
)
AFTER_MEAL = (
    r"after lunch(?:time)?|after the lunch break|nach dem (?:mittagessen|essen)|nach der mittagspause|nach mittag|"
    r"après (?:le )?déjeuner|después (?:del almuerzo|de comer|de almorzar)|dopo (?:il )?pranzo|(?:depois do|após "
    r"o) almoço|"
    r"na de lunch|na het middageten"
)
BEFORE_MEAL = (
    r"before lunch(?:time)?|vor dem (?:mittagessen|essen)|vor der mittagspause|avant (?:le )?déjeuner|"
    r"antes (?:del almuerzo|de comer|de almorzar)|prima (?:di|del) pranzo|antes do almoço|voor de lunch"
)
LATER_THAN = (
    r"(?:but )?(?:not|no|nothing|never) (?:earlier than|before|later than|after)|nicht (?:vor|nach|früher als|"
    r"später als)|"
    r"pas (?:avant|après)|no (?:antes de|después de)(?: las?)?|non (?:prima|dopo)(?: delle)?|não (?:antes|depois) das?|"
    r"niet (?:voor|na|vroeger dan|later dan)"
)

LATER = r"later|später|plus tard|más tarde|più tardi|mais tarde"
EARLIER = r"earlier|sooner|früher|eher|plus tôt|más temprano|antes|prima|mais cedo|eerder|vroeger"
ANOTHER_DAY = (
    r"(?:on )?(?:another|a different|some other|any other) day|(?:an )?(?:einem |ein )?andere[nrm]? tag|(?:un )?autre "
    r"jour|otro día|"
    r"(?:un )?altro giorno|outro dia|(?:een )?andere dag"
)
ANOTHER_TIME = (
    r"(?:another|a different|some other|other|more|further) (?:times?|options?|slots?|suggestions?)|something else|"
    r"anything else|"
    r"(?:eine )?andere (?:zeit|zeiten|vorschläge|uhrzeit)|(?:un )?autre (?:créneau|horaire|moment)|d'autres "
    r"(?:créneaux|horaires)|"
    r"otr[oa]s? (?:horas?|horarios?|opciones)|(?:un )?altro (?:orario|momento)|altri orari|outr[oa]s? (?:horários?|"
    r"opç\w+)|"
    r"(?:een )?ander(?:e)? (?:tijd|tijden|tijdstip)"
)
POLITE = (
    r"please|pls|can we|could we|do you have|how about|what about|maybe|perhaps|rather|something|anything|a bit|a "
    r"little|is there|"
    r"and|but|then|it|make|also|ok|okay|hm+|no|sorry|bitte|vielleicht|lieber|etwas|geht(?: es| auch)?|gibt es|"
    r"haben wir|"
    r"plutôt|un peu|s'il te plaît|svp|peut-être|mejor|algo|un poco|por favor|quizás|meglio|un po'|per favore|magari|"
    r"melhor|um pouco|talvez|liever|iets|graag|misschien|show me|find|me|us|i|we|can|do|prefer|would|need|want|"
    r"or|oder|ou|o|oppure|of|instead|stattdessen|à la place|any|other|in|on|at|the|am|an|den|dem|der|die|das|dann|"
    r"le|la|l|les|el|los|por|di|il|de|em|na|no|à|a|op|und|et|y|e|en|wir|nous|wie wäre|wäre|wie|es|mit|auch|eher|"
    r"then|better"
)

"""Words by which one date of a series is left out: "except the 18th", "kein Chor am 8.", "no dia 18 não há treino".

In English, German, French, Spanish, Italian, Portuguese and Dutch together.
"""

from __future__ import annotations

EXCEPT = (
    r"except(?: for| on)?|excluding|leaving out|all but|but not|bar|außer|ausser|ausgenommen|bis auf|aber nicht|"
    r"sauf|excepté|hormis|à part|mais pas|menos|excepto|salvo|quitando|pero no|tranne|eccetto|a parte|ma non|"
    r"exceto|tirando|mas não|behalve|uitgezonderd|maar niet"
)
NOT = r"not|without|nicht|ohne|pas|sans|no|sin|non|senza|não|sem|niet|zonder"
"""What leaves out only a date: "not on Thursday" may be said of a day that does not suit."""

NEXT = (
    r"this|next|coming|diese\w*|nächste\w*|kommende\w*|ce|cette|prochaine?|este|esta|próxim[oa]|questo|questa|"
    r"prossim[oa]|deze|volgende|komende"
)
BEFORE_A_DAY = r"on|the|am|an|den|dem|der|vom|von|le|du|el|del|día|il|dal|giorno|o|no|do|de|em|dia|op|van|het|la|date"
_OFF = r"off|cancell?ed|called off|not (?:happening|on|taking place)"
_WILL_NOT = r"won['’]t|will not|doesn['’]t|does not|isn['’]t going to|is not going to"
STATEMENTS: tuple[str, ...] = (
    rf"(?P<about>.+?) (?:is|are|will be|has been) (?:{_OFF}) (?P<when>.+)",
    rf"(?P<both>.+) (?:is|are|will be|has been) (?:{_OFF})",
    rf"(?P<about>.+?) (?:{_WILL_NOT}) (?:happen|take place|be on|run|be held|meet) (?P<when>.+)",
    r"(?:there(?:['’]s| is| are| will be|['’]ll be) )?no (?P<both>.+)",
    r"there (?:won['’]t|will not|isn['’]t|is not) (?:be )?(?:any |an? )?(?P<both>.+)",
    r"(?P<when>.+?),? (?:there(?:['’]s| is| will be|['’]ll be) )no (?P<about>.+)",
    r"(?P<when>.+?) (?:fällt|entfällt) (?P<about>.+?)(?: aus| weg| flach)?",
    r"(?P<about>.+?) (?:fällt|entfällt) (?P<when>.+?)(?: aus| weg| flach)?",
    r"(?P<both>.+?) (?:fällt (?:aus|weg|flach)|entfällt|ist abgesagt)",
    r"(?P<when>.+?) findet (?P<about>.+?) nicht statt",
    r"(?P<about>.+?) findet (?P<when>.+?) nicht statt",
    r"(?P<when>.+?) (?:(?:ist|gibt es|gibt['’]s|haben wir) )?keine?n? (?P<about>.+)",
    r"(?:es (?:gibt|ist) )?keine?n? (?P<both>.+)",
    r"(?:il n['’]y (?:a|aura) |y (?:a|aura) )?pas (?:de |d['’])(?P<both>.+)",
    r"(?P<when>.+?),? (?:(?:il n['’])?y (?:a|aura) )?pas (?:de |d['’])(?P<about>.+)",
    r"(?P<about>.+?) n['’]a(?:ura)? pas lieu (?P<when>.+)",
    r"(?P<both>.+) (?:est annulée?|n['’]a(?:ura)? pas lieu|saute)",
    r"(?P<when>.+?),? no (?:hay|habrá|tenemos) (?P<about>.+)",
    r"no (?:hay|habrá|tenemos) (?P<both>.+)",
    r"(?P<both>.+) (?:no se hace|se cancela|(?:queda|está) cancelad[oa]|se suspende)",
    r"(?P<when>.+?),? (?:non c['’]è|non ci sarà|niente|salta) (?P<about>.+)",
    r"(?:non c['’]è|non ci sarà|niente) (?P<both>.+)",
    r"(?P<both>.+) (?:salta|non si fa|è (?:annullat|cancellat)[oa])",
    r"(?P<when>.+?),? não (?:há|tem|haverá|vai haver|temos) (?P<about>.+)",
    r"não (?:há|tem|haverá|vai haver|temos) (?P<both>.+)",
    r"(?P<both>.+) (?:fica sem efeito|não se faz|(?:está|foi|é) cancelad[oa])",
    r"(?P<when>.+?) (?:(?:is er|hebben we) )?geen (?P<about>.+)",
    r"(?:er is |we hebben )?geen (?P<both>.+)",
    r"(?P<when>.+?) (?:gaat|valt) (?P<about>.+?) (?:niet door|uit|weg)",
    r"(?P<about>.+?) (?:gaat|valt) (?P<when>.+?) (?:niet door|uit|weg)",
    r"(?P<both>.+) (?:vervalt|gaat niet door|valt (?:uit|weg))",
)
"""That something does not take place: `about` what it is called, `when` the day, `both` one behind the other."""

NO_NAMES = (
    "morning mornings afternoon afternoons evening evenings later earlier more need problem one thanks "
    "time idea worries meetings calls events plans mondays tuesdays wednesdays thursdays fridays "
    "saturdays sundays monday tuesday wednesday thursday friday saturday sunday zeit lust problem termine "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag vormittag nachmittag abend ahnung temps "
    "problème réunions lundi mardi mercredi jeudi vendredi samedi dimanche matin soir problema reuniones "
    "lunes martes miércoles jueves viernes sábado domingo tiempo problemi riunioni lunedì martedì "
    "mercoledì giovedì venerdì sabato domenica reuniões segunda terça quarta quinta sexta tijd afspraken "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
)
"""What names no event where it is said not to be."""
WEEKDAYS = (
    "mon tue wed thu fri sat sun mo di mi do fr sa so lun mar mer jeu ven sam dim mié jue vie sáb dom gio seg ter qua "
    "qui sex ma wo vr za zo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
    "sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag"
)

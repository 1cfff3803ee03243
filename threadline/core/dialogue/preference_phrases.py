"""How preferences are said in French, Spanish, Italian, Portuguese and Dutch: patterns, by what they tell.

Data beside the English and German of `preference_words`, with the same named groups; a further language is a further
line in each row.
"""

from threadline.core.dialogue.todo_words import SERVICES

_DAYS = r"(?P<days>[\w ,/–-]+?)"
_HOURS = r"(?P<hours>\d.+)"
_AT = r"(?P<at>\d[^,]*?)"
_LENGTH = r"(?P<length>[\w' -]+?)"
_PART_FR = r"(?P<part>matins?|matinées?|après-midis?|soirs?|soirées?)"
_PART_ES = r"(?P<part>mañanas?|tardes?|noches?)"
_PART_IT = r"(?P<part>mattin[aeo]|mattinat[ae]|pomeriggi|pomeriggio|ser[ae]|serat[ae])"
_PART_PT = r"(?P<part>manhãs?|tardes?|noites?)"
_PART_NL = r"(?P<part>ochtend(?:en|s)?|morgens|middag(?:en|s)?|avond(?:en|s)?)"

_KEPT_IN = rf"(?P<service>{'|'.join(SERVICES.values())}|ici|aquí|qui|aqui|hier)"

PHRASES: dict[str, tuple[str, ...]] = {
    "todo_list": (
        rf"(?:garde|gardez|mets|mettez|note|notez|laisse)(?: toujours)? mes tâches (?:dans |sur |chez )?{_KEPT_IN}",
        rf"utilise[z]? {_KEPT_IN} pour mes tâches",
        rf"(?:guarda|pon|apunta|deja)(?: siempre)? mis tareas (?:en )?{_KEPT_IN}",
        rf"usa {_KEPT_IN} para mis tareas",
        rf"(?:tieni|metti|scrivi|lascia)(?: sempre)? le mie attività (?:in |su )?{_KEPT_IN}",
        rf"usa {_KEPT_IN} per le mie attività",
        rf"(?:guarda|guarde|põe|coloque|coloca|deixa)(?: sempre)? (?:as )?minhas tarefas (?:no |na |em )?{_KEPT_IN}",
        rf"use?a? {_KEPT_IN} para (?:as )?minhas tarefas",
        rf"(?:bewaar|zet|houd|laat)(?: altijd)? mijn taken(?: altijd)? (?:in |op )?{_KEPT_IN}",
        rf"gebruik {_KEPT_IN} voor mijn taken",
    ),
    "preferred_time": (
        rf"je préfère (?:avoir )?(?:(?:les |mes |des )?(?:réunions|rendez-vous) )?(?:l'|le |la |les |en |"
        rf"dans la |dans l')?"
        rf"{_PART_FR}",
        rf"(?:yo )?prefiero (?:tener )?(?:(?:las |mis )?(?:reuniones|citas) |reunirme )?(?:por |en |de )?(?:la |las )?"
        rf"{_PART_ES}",
        rf"preferisco (?:fare |avere )?(?:(?:le |gli |i miei |le mie )?(?:riunioni|appuntamenti) )?"
        rf"(?:al |di |il |la |le |i |in |nel |a )?{_PART_IT}",
        rf"(?:eu )?prefiro (?:ter )?(?:(?:as |minhas |as minhas )?reuniões )?(?:de |à |a |as |às |pela |pelas |na )?"
        rf"{_PART_PT}",
        rf"ik (?:vergader|plan|heb|doe|wil) (?:het )?(?:liefst|liever|graag|bij voorkeur) (?:mijn )?"
        rf"(?:vergaderingen |afspraken )?(?:in de |'s )?{_PART_NL}",
        rf"ik geef de voorkeur aan (?:de )?{_PART_NL}",
    ),
    "lunch_length": (
        rf"(?:le |mon |ma |la )?(?:déjeuner|pause[- ]déjeuner|pause de midi) (?:dure|prend)(?: toujours)? {_LENGTH}",
        rf"(?:el |la |mi )?(?:almuerzo|comida|pausa de(?: la)? comida|pausa para comer) (?:dura|es de)(?: siempre)? "
        rf"{_LENGTH}",
        rf"(?:il |la )?(?:mi[oa] )?(?:pranzo|pausa pranzo) (?:dura|è di)(?: sempre)? {_LENGTH}",
        rf"(?:o |a )?(?:meu |minha )?(?:almoço|pausa (?:de|para o|do) almoço|hora d[eo] almoço) (?:dura|é de|demora)"
        rf"(?: sempre)? {_LENGTH}",
        rf"(?:mijn |de )?(?:lunch|lunchpauze|middagpauze) (?:duurt|is)(?: altijd)? {_LENGTH}",
    ),
    "lunch_range": (
        rf"(?:je (?:déjeune|mange)|ma pause[- ]déjeuner est)(?: toujours)? (?:de|entre) {_HOURS}",
        rf"(?:como|almuerzo|mi pausa para comer es)(?: siempre)? (?:de|entre(?: las)?) {_HOURS}",
        rf"(?:pranzo|mangio|la mia pausa pranzo è)(?: sempre)? (?:dalle|tra le) {_HOURS}",
        rf"(?:eu )?(?:almoço|o meu almoço é)(?: sempre)? (?:das|entre as) {_HOURS}",
        rf"(?:ik lunch|mijn lunchpauze is)(?: altijd)? (?:van|tussen) {_HOURS}",
    ),
    "lunch_start": (
        rf"je (?:déjeune|mange)(?: toujours)? à {_AT}",
        rf"(?:como|almuerzo)(?: siempre)? a las {_AT}",
        rf"(?:pranzo|mangio)(?: sempre)? alle {_AT}",
        rf"(?:eu )?almoço(?: sempre)? às {_AT}",
        rf"ik lunch(?: altijd)? om {_AT}",
    ),
    "nickname": (
        r"(?:appelle[sz]?-moi|tu peux m'appeler|vous pouvez m'appeler) (?P<name>.+)",
        r"(?:llámame|puedes llamarme|puede llamarme) (?P<name>.+)",
        r"(?:chiamami|puoi chiamarmi|mi chiami) (?P<name>.+)",
        r"(?:me cham[ae]|chama-me|chame-me|pode me chamar|podes chamar-me|trata-me)(?: de| por)? (?P<name>.+)",
        r"(?:noem (?:me|mij)|je mag (?:me|mij)) (?P<name>.+?)(?: noemen)?",
    ),
    "not_working": (
        rf"je ne travaille (?:pas|jamais) (?:le |les )?{_DAYS}",
        rf"(?:yo )?(?:no|nunca) trabajo (?:los |el )?{_DAYS}",
        rf"(?:io )?non lavoro(?: mai)? (?:il |di |la |nel )?{_DAYS}",
        rf"(?:eu )?(?:não|nunca) trabalho (?:às |à |aos |ao |na |nas |no |nos )?{_DAYS}",
        rf"ik werk (?:nooit|niet) (?:op )?{_DAYS}",
        rf"ik werk (?:op )?{_DAYS} (?:niet|nooit)",
        rf"(?:op )?{_DAYS} werk ik (?:niet|nooit)",
        rf"ik ben (?:op )?{_DAYS} (?:altijd )?vrij",
    ),
    "also_working": (
        rf"je travaille aussi (?:le |les )?{_DAYS}",
        rf"también trabajo (?:los |el )?{_DAYS}",
        rf"lavoro anche (?:il |di |la )?{_DAYS}",
        rf"(?:eu )?também trabalho (?:às |à |aos |ao |no )?{_DAYS}",
        rf"ik werk ook (?:op )?{_DAYS}",
    ),
    "working": (
        rf"je (?:ne )?travaille (?:que |seulement |toujours )?(?:du |le |les )?{_DAYS}",
        rf"(?:solo |siempre )?trabajo (?:solo |siempre )?(?:de |los )?{_DAYS}",
        rf"(?:io )?lavoro (?:solo |sempre )?(?:dal? |il |di )?{_DAYS}",
        rf"(?:eu )?(?:só |sempre )?trabalho (?:só |sempre )?(?:de |às |à )?{_DAYS}",
        rf"ik werk (?:alleen |altijd )?(?:op |van )?{_DAYS}",
    ),
    "working_hours": (
        rf"(?:je travaille|mes (?:heures de travail|horaires) sont)(?: toujours)? (?:de |entre )?{_HOURS}",
        rf"(?:trabajo|mi horario(?: de trabajo)? es)(?: siempre)? de {_HOURS}",
        rf"(?:lavoro|il mio orario(?: di lavoro)? è)(?: sempre)? (?:dalle|da) {_HOURS}",
        rf"(?:eu )?(?:trabalho|(?:o )?meu horário(?: de trabalho)? é)(?: sempre)? (?:das|de) {_HOURS}",
        rf"(?:ik werk|mijn werktijden zijn)(?: altijd)? van {_HOURS}",
    ),
    "week_start": (
        r"(?:ma|la) semaine commence (?:le )?(?P<day>\w+)",
        r"(?:mi|la) semana empieza el (?P<day>\w+)",
        r"(?:la mia|la) settimana (?:inizia|comincia) (?:di |il |la )?(?P<day>\w+)",
        r"(?:a minha|minha|a) semana começa (?:na |no |à |ao )?(?P<day>[\w-]+)",
        r"(?:mijn|de) week begint op (?P<day>\w+)",
    ),
    "clock": (
        r"(?:je préfère |j'utilise |utilise )?(?:le |l')?(?:format|horloge) (?:de )?(?P<count>12|24) ?h(?:eures)?",
        r"(?:prefiero |uso |usa )?(?:el )?(?:formato|reloj) de (?P<count>12|24) ?h(?:oras)?",
        r"(?:preferisco |uso |usa )?(?:il )?formato (?:a |di |da )?(?P<count>12|24) ?(?:ore|h)",
        r"(?:prefiro |uso |usa )?(?:o )?formato (?:de )?(?P<count>12|24) ?h(?:oras)?",
        r"(?:ik gebruik |gebruik )?(?:de |het )?(?P<count>12|24)[- ]?uurs?[- ]?(?:notatie|klok|formaat)?",
    ),
    "meeting_minutes": (
        rf"(?:mes|nos) (?:réunions|rendez-vous) durent(?: toujours| normalement| d'habitude| en général)? {_LENGTH}",
        rf"(?:mis|nuestras) (?:reuniones|citas) (?:duran|son de)(?: siempre| normalmente)? {_LENGTH}",
        rf"(?:le mie|i miei) (?:riunioni|appuntamenti) durano(?: sempre| di solito| normalmente)? {_LENGTH}",
        rf"(?:as )?(?:minhas|nossas) reuniões (?:duram|são de)(?: sempre| normalmente)? {_LENGTH}",
        rf"(?:mijn|onze) (?:vergaderingen|afspraken) duren(?: altijd| meestal| normaal)? {_LENGTH}",
    ),
    "buffer_minutes": (
        rf"(?:garde|gardez|laisse|laissez)(?:-moi)?(?: toujours)? {_LENGTH}(?: libres?)? entre (?:mes |les )?"
        r"(?:réunions|rendez-vous)",
        rf"(?:deja|déjame|quiero)(?: siempre)? {_LENGTH}(?: libres?)? entre (?:mis |las )?(?:reuniones|citas)",
        rf"(?:lascia|lasciami|voglio)(?: sempre)? {_LENGTH}(?: liber[aoi])? tra (?:le |i miei |le mie |gli )?"
        r"(?:riunioni|appuntamenti)",
        rf"(?:deixa|deixe|quero)(?: sempre)? {_LENGTH}(?: livres?)? entre (?:as )?(?:minhas )?(?:reuniões|"
        rf"compromissos)",
        rf"(?:laat|hou|ik wil)(?: altijd)? {_LENGTH}(?: vrij)? tussen (?:mijn )?(?:afspraken|vergaderingen)(?: vrij)?",
    ),
    "remind_minutes": (
        rf"rappelle[sz]?-moi (?:toujours )?{_LENGTH} avant (?:chaque|toutes? (?:les|mes)|tous (?:les|mes)|mes) "
        r"(?:réunions?|rendez-vous)",
        rf"(?:recuérdame|avísame) (?:siempre )?{_LENGTH} antes de (?:cada|todas (?:las|mis)|mis) "
        r"(?:reunión|reuniones|citas?)",
        rf"(?:ricordami|avvisami) (?:sempre )?{_LENGTH} prima di (?:ogni|tutte le|tutti gli) "
        r"(?:riunione|riunioni|appuntament[oi])",
        rf"(?:lembra-me|me lembr[ae]|lembre-me|avisa-me|me avis[ae]) (?:sempre )?{_LENGTH} antes de (?:cada|todas as|"
        r"todos os) (?:reunião|reuniões|compromissos?)",
        rf"herinner (?:me|mij) (?:altijd )?{_LENGTH} voor (?:elke|iedere|al mijn|alle) "
        r"(?:afspraak|afspraken|vergadering(?:en)?)",
    ),
    "morning_brief": (
        rf"(?:envoie|envoyez|donne|donnez)-moi (?:mon |l'|le )?(?:agenda|planning|programme)(?: du jour)? "
        rf"(?:chaque|tous les) (?:matins?|jours?)(?: à {_AT})?",
        rf"(?:envíame|mándame|dame) (?:mi |la )?agenda(?: del día)? (?:cada|todas las|todos los) (?:mañanas?|días?)"
        rf"(?: a las {_AT})?",
        rf"(?:mandami|inviami|dammi) (?:la mia |l'|il mio )?(?:agenda|programma)(?: del giorno)? (?:ogni|"
        rf"tutte le|tutti "
        rf"i) (?:mattin[ae]|giorn[oi])(?: alle {_AT})?",
        rf"(?:envia-me|me envi[ae]|manda-me|me mand[ae]) (?:a )?(?:minha )?agenda(?: do dia)? (?:todas as manhãs|todos "
        rf"os dias|cada manhã|toda manhã)(?: às {_AT})?",
        rf"stuur (?:me|mij) (?:elke (?:ochtend|dag)|dagelijks)(?: om {_AT})? (?:mijn |de )?(?:agenda|dagplanning)",
        rf"stuur (?:me|mij) (?:mijn |de )?(?:agenda|dagplanning) (?:elke (?:ochtend|dag)|dagelijks)(?: om {_AT})?",
    ),
    "quiet_hours": (
        rf"ne (?:me dérange[sz]?|m'écri[st]|m'écrivez) pas (?:entre|de) {_HOURS}",
        rf"no me (?:molestes|moleste|escribas) (?:entre(?: las)?|de) {_HOURS}",
        rf"non (?:disturbarmi|scrivermi) (?:tra le|dalle) {_HOURS}",
        rf"não me (?:incomodes?|perturbes?|escrevas?) (?:entre as|das) {_HOURS}",
        rf"stoor (?:me|mij) niet (?:tussen|van) {_HOURS}",
    ),
    "tell_answers": (
        r"(?:dis|préviens|prévenez|avertis)-moi (?:quand|si) (?:un invité|quelqu'un|les invités) répon(?:d|dent)",
        r"avísame (?:cuando|si) (?:un invitado|alguien) (?:responda|responde|conteste|contesta)",
        r"(?:avvisami|dimmi) (?:quando|se) (?:un invitato|qualcuno) risponde",
        r"(?:avisa-me|me avis[ae]) (?:quando|se) (?:um convidado|alguém) (?:responder|responde)",
        r"laat (?:het )?(?:me|mij) weten (?:als|wanneer) (?:een gast|iemand) antwoordt",
    ),
    "tell_expiry": (
        r"(?:préviens|prévenez|avertis)-moi avant qu'une (?:proposition|carte) (?:n')?expire",
        r"avísame antes de que (?:caduque|venza) una propuesta",
        r"avvisami prima che (?:una proposta scada|scada una proposta)",
        r"(?:avisa-me|me avis[ae]) antes de uma proposta expirar",
        r"waarschuw (?:me|mij) voordat een voorstel verloopt",
    ),
}
"""For each rule of `preference_words` what it is in the other languages."""

PARTS = {
    "morning": "matin|matins|matinée|matinées|mañana|mañanas|mattina|mattine|mattino|mattinata|mattinate|manhã|manhãs|"
    "ochtend|ochtenden|ochtends|morgens",
    "afternoon": "après-midi|après-midis|tarde|tardes|pomeriggio|pomeriggi|middag|middagen|middags",
    "evening": "soir|soirs|soirée|soirées|noche|noches|sera|sere|serata|serate|noite|noites|avond|avonden|avonds",
}
"""The parts of the day in those languages."""

LISTING = (
    r"(?:que|qu'est-ce que tu) (?:sais|savez|retiens)(?:-tu|-vous)?(?: de| sur| à propos de) moi|"
    r"que sais-tu (?:de|sur) moi|"
    r"qu'as-tu retenu(?: de moi| sur moi)?|(?:montre-moi |quelles sont )?mes préférences|"
    r"qué (?:sabes|recuerdas|has guardado) (?:de|sobre) mí|(?:muéstrame |cuáles son )?mis preferencias|"
    r"(?:che )?cosa (?:sai|ricordi|ti ricordi) (?:di|su) me|(?:mostrami |quali sono )?le mie preferenze|"
    r"o que (?:é que )?(?:você )?(?:sabes?|lembras?|guardas?|guardou) (?:de|sobre) mim|"
    r"(?:mostra-me |mostre |quais são )?(?:as )?minhas preferências|"
    r"wat (?:weet|onthoud|onthield) je (?:over|van) (?:mij|me)|wat heb je (?:over mij |van mij )?onthouden|"
    r"(?:toon |laat |wat zijn )?mijn voorkeuren(?: zien)?"
)
"""Asking for all that is remembered."""

FORGETTING = r"oublie[sz]?|olvida|olvide|dimentica|dimentichi|esquece|esqueça|vergeet"
"""Wanting something forgotten."""

EVERYTHING = (
    r"tout(?: ce que (?:tu sais|vous savez)(?: (?:de|sur) moi)?| (?:de|sur) moi)?|toutes mes préférences|"
    r"todo(?: lo que sabes?(?: (?:de|sobre) mí)?| (?:de|sobre) mí)?|todas mis preferencias|"
    r"tutto(?: (?:quello|ciò) che sai?(?: (?:di|su) me)?| (?:di|su) me)?|tutte le mie preferenze|"
    r"tudo(?: o que sabes?(?: (?:de|sobre) mim)?| (?:de|sobre) mim)?|todas as minhas preferências|"
    r"alles(?: over (?:mij|me)| wat je (?:over (?:mij|me) |van (?:mij|me) )?(?:weet|onthouden hebt))?|"
    r"al mijn voorkeuren"
)
"""All of it."""

NAMES = {
    "nickname": "mon surnom|mon prénom|mi apodo|mi nombre|il mio soprannome|il mio nome|o meu apelido|meu apelido|"
    "o meu nome|meu nome|mijn bijnaam|mijn naam",
    "preferred_time": "mon moment préféré|mi hora preferida|il mio momento preferito|a minha hora preferida|"
    "mijn voorkeurstijd",
    "working_hours": "mes horaires|mes heures de travail|mi horario|mi horario de trabajo|il mio orario|"
    "il mio orario di lavoro|o meu horário|meu horário de trabalho|mijn werktijden",
    "working_days": "mes jours de travail|mis días de trabajo|i miei giorni di lavoro|os meus dias de trabalho|"
    "mijn werkdagen",
    "lunch": "mon déjeuner|ma pause déjeuner|mi almuerzo|mi comida|il mio pranzo|la mia pausa pranzo|o meu almoço|"
    "meu almoço|mijn lunch|mijn lunchpauze",
    "quiet_hours": "mes heures de repos|mis horas de descanso|le mie ore di riposo|as minhas horas de descanso|"
    "mijn rusttijden",
    "remind_minutes": "mes rappels|les rappels|mis recordatorios|los recordatorios|i miei promemoria|i promemoria|"
    "os meus lembretes|os lembretes|mijn herinneringen|de herinneringen",
    "morning_brief": "mon agenda du matin|mi agenda diaria|la mia agenda del mattino|a minha agenda da manhã|"
    "mijn ochtendagenda",
}
"""What a preference is called, for whoever wants it forgotten."""

STOPPING = {
    "remind_minutes": r"(?:plus|pas) de rappels|arrête[sz]? (?:de me rappeler|les rappels)|(?:no más|"
    "sin) recordatorios|"
    r"niente (?:più )?promemoria|(?:sem|chega de) lembretes|geen herinneringen(?: meer)?",
    "morning_brief": r"(?:ne m'envoie[sz]?|n'envoie[sz]?) plus (?:mon |l'|d')agenda|"
    "no me envíes más (?:mi |la )?agenda|"
    r"non mandarmi più (?:la mia |l')agenda|não me (?:envies|mandes|envie|mande) mais a (?:minha )?agenda|"
    r"stuur (?:me|mij) (?:mijn |de )?agenda niet meer",
}
"""Wanting no more of what is told unasked."""

POLITE = (
    r"bonjour|salut|s'il (?:te|vous) plaît|stp|svp|désormais|à partir de maintenant|dorénavant|note que|retiens que|"
    r"souviens-toi que|merci|"
    r"hola|por favor|a partir de ahora|de ahora en adelante|recuerda que|ten en cuenta que|gracias|"
    r"ciao|per favore|d'ora in poi|ricorda che|ricordati che|grazie|"
    r"olá|oi|se faz favor|a partir de agora|daqui em diante|lembra-te que|lembre-se de que|lembra que|obrigad[oa]|"
    r"hallo|hoi|alsjeblieft|alstublieft|voortaan|vanaf nu|onthoud dat|onthou dat|bedankt|dank je"
)
"""What may stand before or behind a preference and says nothing of it."""

"""The words by which people change an event that there is, by language. Data: a further language is a further entry.

Patterns match case-insensitively at the beginning of a clause. `it` are words that point to the event at hand; they
may be part of the verb ("verschiebe es", "déplace-le", "muévelo").
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One language: what stands for each change, as alternatives of a regular expression.

    `to` leads to the new time, place or name; `later` and `earlier` follow an amount of time.
    """

    language: str
    move: str
    cancel: str
    add: str
    remove: str
    rename: str
    make: str
    lengthen: str
    shorten: str
    to: str
    by: str
    later: str
    earlier: str
    it: str
    instead: str
    one: str
    every: str
    once: str
    polite: str


ENGLISH = ChangeWords(
    language="en",
    move=r"move|reschedule|postpone|push|shift|change|put|bring|delay|do|have|set|switch",
    cancel=r"cancel|delete|remove|drop|call off|scrap|scratch|get rid of|unschedule|erase",
    add=r"add|invite|include|bring in|loop in|cc",
    remove=r"remove|uninvite|disinvite|take out|drop|leave out|exclude",
    rename=r"rename|retitle|call|name|title|change the (?:title|name|subject)(?: of)?",
    make=r"make|turn|set|mark|keep|have",
    lengthen=r"extend|lengthen|prolong",
    shorten=r"shorten|cut|trim|reduce",
    to=r"to|for|until|on|at|in",
    by=r"by|for",
    later=r"later|back|after",
    earlier=r"earlier|sooner|forward|before",
    it=r"it|that|this|them|the (?:meeting|event|appointment|call|invite|one)",
    instead=r"instead|rather|actually|no,|sorry,",
    one=r"(?:only |just )?(?:this|the next) (?:one|time|occurrence|instance)|only (?:this|the next)\b|just once",
    every=r"all (?:of them|occurrences|instances|future)|every (?:one|occurrence|instance|time)|the (?:whole |"
    r"entire )?series|"
    r"all of it|each (?:one|time)",
    once=r"not (?:repeating|recurring)|only once|just once|stop (?:it )?repeating|no longer (?:repeat|recur)\w*|"
    r"a one[- ]off|don't repeat",
    polite=r"please|pls|can (?:you|we)|could (?:you|we)|let's|lets|would you|we should|ok(?:ay)?,?|and|then|"
    r"also|actually|"
    r"i(?:'d| would) like to|i (?:want|need) to|just|hey|hi|oh|sorry,?|no,?",
)
GERMAN = ChangeWords(
    language="de",
    move=r"verschiebe?n?|verleg(?:e|en)?|leg(?:e|en)?|änder(?:e|n)?|schieb(?:e|en)?|setz(?:e|en)?|zieh(?:e|en)?",
    cancel=r"storniere?n?|absagen|sage?(?= .*\bab\b)|lösche?n?|streiche?n?|canceln|cancele",
    add=r"füge?n?|lade?n?(?= .*\bein\b)|nimm(?= .*\bdazu\b)|ergänze?n?",
    remove=r"entferne?n?|lade?n?(?= .*\baus\b)|nimm(?= .*\braus\b)",
    rename=r"benenne?n?|nenne?n?|umbenennen",
    make=r"mach(?:e|en)?|stell(?:e|en)?",
    lengthen=r"verlängere?n?",
    shorten=r"verkürze?n?|kürze?n?",
    to=r"auf|zu|um|am|an|nach|in|bis|für|den",
    by=r"um",
    later=r"später|nach hinten",
    earlier=r"früher|nach vorn(?:e)?|vorher",
    it=r"es|das|ihn|den termin|die besprechung|das meeting|das treffen|diesen|dieses|den",
    instead=r"stattdessen|statt dessen|lieber|doch|eigentlich",
    one=r"nur (?:dieses mal|diesmal|diesen|das nächste|den nächsten)|nur das eine",
    every=r"alle(?: termine)?|die ganze serie|jedes mal|die serie",
    once=r"nicht (?:mehr )?wiederholen|nur einmal|einmalig|keine wiederholung",
    polite=r"bitte|kannst du|könntest du|können wir|lass uns|und|dann|auch|doch",
)
FRENCH = ChangeWords(
    language="fr",
    move=r"déplace[rz]?|décale[rz]?|reporte[rz]?|change[rz]?|mets|mettez|mettre|repousse[rz]?|avance[rz]?",
    cancel=r"annule[rz]?|supprime[rz]?",
    add=r"ajoute[rz]?|invite[rz]?",
    remove=r"retire[rz]?|enlève[rz]?|enlever",
    rename=r"renomme[rz]?|appelle",
    make=r"mets|mettez|fais|faites|rends",
    lengthen=r"prolonge[rz]?|allonge[rz]?",
    shorten=r"raccourcis(?:sez)?|raccourcir|écourte[rz]?",
    to=r"à|au|en|pour|vers|dans|le",
    by=r"de|d'",
    later=r"plus tard|après",
    earlier=r"plus tôt|avant",
    it=r"le|la|l'|ça|cela|la réunion|le rendez-vous",
    instead=r"plutôt|à la place|finalement",
    one=r"seulement (?:celle-ci|celui-ci|cette fois|la prochaine)|juste cette fois",
    every=r"toutes?(?: les (?:réunions|occurrences))?|tous|toute la série|la série",
    once=r"une seule fois|ne (?:plus |pas )?répéte[rz]?(?: plus)?",
    polite=r"s'il te plaît|s'il vous plaît|stp|svp|peux-tu|pouvez-vous|on peut|et|puis|aussi",
)
SPANISH = ChangeWords(
    language="es",
    move=r"mueve|muéve|muevan?|mover|cambia|cámbia|cambiar|pasa|pása|pon|aplaza|apláza|aplazar|reprograma|adelanta",
    cancel=r"cancela|cancéla|cancelar|anula|anúla|borra|bórra|elimina|elimína",
    add=r"añade|agrega|invita",
    remove=r"quita|saca",
    rename=r"renombra|renómbra|llama|lláma",
    make=r"haz|pon|hace",
    lengthen=r"alarga|extiende|prolonga",
    shorten=r"acorta|reduce",
    to=r"a|al|para|en|el|hasta",
    by=r"en|por",
    later=r"más tarde|después",
    earlier=r"antes|más temprano",
    it=r"lo|la|esto|eso|la reunión|la cita",
    instead=r"en su lugar|mejor|en vez de eso",
    one=r"solo (?:esta|este|la próxima)(?: vez)?",
    every=r"tod[ao]s|toda la serie|la serie",
    once=r"una sola vez|no (?:se )?repit\w*",
    polite=r"por favor|puedes|podrías|podemos|y|luego|también",
)
ITALIAN = ChangeWords(
    language="it",
    move=r"sposta|spostare|cambia|rimanda|rinvia|metti|anticipa|posticipa",
    cancel=r"annulla|annullare|cancella|elimina",
    add=r"aggiungi|invita",
    remove=r"togli|rimuovi",
    rename=r"rinomina|chiama",
    make=r"fai|rendi|metti",
    lengthen=r"allunga|prolunga|estendi",
    shorten=r"accorcia|riduci",
    to=r"a|alle|al|all'|per|in|nella|nel|fino a",
    by=r"di",
    later=r"più tardi|dopo",
    earlier=r"prima|più presto",
    it=r"lo|la|questo|quello|la riunione|l'appuntamento",
    instead=r"invece|piuttosto|anzi",
    one=r"solo (?:questo|questa|il prossimo|la prossima)(?: volta)?",
    every=r"tutt[ei]|tutta la serie|la serie",
    once=r"una volta sola|una sola volta",
    polite=r"per favore|puoi|potresti|possiamo|e|poi|anche",
)
PORTUGUESE = ChangeWords(
    language="pt",
    move=r"move|mova|mover|muda|mude|mudar|passa|passe|adia|adie|remarca|remarque|remarcar|antecipa",
    cancel=r"cancela|cancele|cancelar|apaga|apague|exclui|exclua",
    add=r"adiciona|adicione|convida|convide|inclui|inclua",
    remove=r"remove|remova|tira|tire",
    rename=r"renomeia|renomeie|chama|chame",
    make=r"faz|faça|deixa|deixe",
    lengthen=r"prolonga|prolongue|estende|estenda",
    shorten=r"encurta|encurte|reduz|reduza",
    to=r"para|às|as|a|ao|na|no|em|até",
    by=r"em|por",
    later=r"mais tarde|depois",
    earlier=r"mais cedo|antes",
    it=r"isso|isto|[oa]|a reunião|o compromisso",
    instead=r"em vez disso|antes|melhor",
    one=r"só (?:esta|este|a próxima|o próximo)(?: vez)?",
    every=r"tod[ao]s|toda a série|a série",
    once=r"uma só vez|apenas uma vez",
    polite=r"por favor|podes|pode|podemos|e|depois|também",
)
DUTCH = ChangeWords(
    language="nl",
    move=r"verplaats(?:en)?|verzet(?:ten)?|verschuif|verschuiven|wijzig(?:en)?|zet",
    cancel=r"annuleren|annuleer|schrap(?:pen)?|verwijder(?:en)?|zeg(?= .*\baf\b)",
    add=r"voeg|nodig(?= .*\buit\b)",
    remove=r"haal|verwijder",
    rename=r"hernoem|noem",
    make=r"maak",
    lengthen=r"verleng(?:en)?",
    shorten=r"verkort(?:en)?|kort",
    to=r"naar|om|op|in|tot|voor",
    by=r"met",
    later=r"later",
    earlier=r"eerder|vroeger",
    it=r"het|dit|dat|hem|de afspraak|de vergadering",
    instead=r"in plaats daarvan|liever|toch",
    one=r"alleen (?:deze|de volgende)(?: keer)?",
    every=r"alle(?:maal)?|de hele reeks|de reeks",
    once=r"niet (?:meer )?herhalen|eenmalig",
    polite=r"alsjeblieft|kun je|kunnen we|en|dan|ook|graag",
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH)

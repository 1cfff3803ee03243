"""How people write down who is to do what, in seven languages: headings, marks, first persons, deadlines. Data."""

import re

HEADINGS = (
    "action items?|actions|next steps|to-?dos?|to do|tasks|my (?:action items?|to-?dos?|tasks)|follow-?ups?|"
    "aufgaben|nächste schritte|meine aufgaben|maßnahmen|offene punkte|"
    "actions à mener|à faire|tâches|mes tâches|prochaines étapes|points d'action|"
    "tareas|mis tareas|pendientes|próximos pasos|acciones|por hacer|"
    "attività|da fare|azioni|prossimi passi|compiti|le mie attività|"
    "tarefas|minhas tarefas|próximos passos|ações|pendências|a fazer|"
    "actiepunten|taken|mijn taken|volgende stappen|te doen"
)
OWN_HEADINGS = (
    "my (?:action items?|to-?dos?|tasks)|meine aufgaben|mes tâches|mis tareas|le mie attività|(?:as )?minhas tarefas|"
    "mijn (?:taken|actiepunten)"
)

FIRST_PERSON = (
    r"i(?:'ll| will| am going to|'m going to| am to| need to| must| have to|'ve got to| should| can| shall)?",
    r"ich (?:muss|soll|werde|kann|übernehme|kümmere mich um)|ich",
    r"je (?:dois|vais|peux|m'occupe de|me charge de)|j'ai à|il faut que je|je |j'",
    r"yo |(?:yo )?(?:tengo que|debo|voy a|me encargo de|me ocupo de)",
    r"io |(?:io )?(?:devo|vado a|mi occupo di|posso)",
    r"eu |(?:eu )?(?:tenho (?:de|que)|devo|vou|preciso(?: de)?|fico de|trato de)",
    r"ik (?:moet|zal|ga|kan)|ik",
)
"""What a clause begins with that says what its speaker is to do; what stands behind it is to be done."""

THIRD_PERSON = (
    " (?:will|is going to|is to|needs to|must|has to|should|can|shall|to|"
    "muss|soll|wird|kann|doit|va|peut|tiene que|debe|va a|deve|tem (?:de|que)|vai|precisa(?: de)?|moet|zal|gaat|kan)"
)
"""What may stand between a name and what they are to do."""

STATIVE = frozenset(
    re.findall(
        r"[^ ]+",
        "am is are was were be been being work works stay stays wait waits have has live lives remain bin ist "
        "sind war bleibe bleibt warte wartet arbeite arbeitet habe hat suis est sommes sont reste restes "
        "attends attend travaille ai a estoy está estamos soy es trabajo trabaja espero tengo tiene quedo "
        "sono è siamo lavoro lavora aspetto resto ho ha estou está sou é trabalho trabalha espero fico tenho "
        "tem ben is zijn blijf blijft wacht werk werkt heb heeft ",
    )
)
"""Verbs of what lasts: "I work until Friday" names no deadline."""

DEADLINES = (
    "by|until|till|before|due(?: on| by)?|no later than|"
    "bis(?: zum| spätestens)?|vor|spätestens(?: am| bis)?|fällig(?: am)?|"
    "avant|d'ici(?: à| au)?|jusqu'(?:à|au)|pour|au plus tard|"
    "antes del?|hasta|para|a más tardar|"
    "entro|prima di|fino a|per|"
    "até|antes d[eao]|"
    "vóór|voor|tegen|tot|uiterlijk(?: op)?"
)
"""What stands before the day by which something is to be done."""

ASKED = (
    r"(?:what are|which are|show me|give me|list|find|collect|extract|pull out) (?:all )?(?P<my>my|the) "
    r"(?:action items|to-?dos|tasks)"
    r"(?: (?:from|in|out of|of) (?:this|that|it|these notes|the notes|the minutes|below))?",
    r"(?:add|put|hand over|write|turn|save) (?:(?P<my>my|the) (?:action items|to-?dos|tasks)|this|these|it|them)"
    r"(?: (?:from|in|out of|of) (?:this|that|it|these notes|the notes|the minutes|below))? "
    r"(?:to|on|onto|into|in) (?:my |the )?(?:to-?do list|list|to-?dos)",
    r"(?:was sind|welche sind|zeig mir|nenn mir|sammle|suche?) (?P<my>meine|die) (?:aufgaben|to-?dos)"
    r"(?: (?:aus|in|von) (?:dem protokoll|den notizen|diesen notizen|diesem text))?",
    r"(?:setz|setze|schreib|schreibe|übertrag|übertrage) (?:(?P<my>meine|die) (?:aufgaben|to-?dos)|das|diese)"
    r"(?: (?:aus|in|von) (?:dem protokoll|den notizen|diesen notizen|diesem text))? (?:auf|in) (?:meine|die) "
    r"(?:aufgabenliste|liste|to-?do-liste)",
    r"(?:quelles sont|montre-moi|donne-moi|liste|extrais) (?P<my>mes|les) (?:tâches|actions)"
    r"(?: (?:de|dans|du) (?:ce texte|ces notes|compte rendu))?",
    r"(?:ajoute|mets|note) (?:(?P<my>mes|les) (?:tâches|actions)|ça|cela)(?: (?:de|dans) (?:ce texte|ces notes))? "
    r"(?:à|sur|dans) (?:ma liste|ma liste de tâches)",
    r"(?:cuáles son|muéstrame|dame|saca) (?P<my>mis|las) (?:tareas|pendientes)"
    r"(?: de (?:este texto|estas notas|las notas))?",
    r"(?:añade|agrega|pon|apunta) (?:(?P<my>mis|las) (?:tareas|pendientes)|esto)"
    r"(?: de (?:este texto|estas notas|las notas))? "
    r"(?:a|en) mi lista(?: de tareas)?",
    r"(?:quali sono|mostrami|dammi) (?P<my>le mie|le) (?:attività|azioni)(?: (?:in|di) (?:questo testo|queste note))?",
    r"(?:aggiungi|metti|scrivi) (?:(?P<my>le mie|le) (?:attività|azioni)|questo)"
    r"(?: (?:in|di) (?:questo testo|queste note))? "
    r"(?:alla|nella|sulla) mia lista",
    r"(?:quais são|mostra-me|me mostre|dá-me|me dê) (?:as )?(?P<my>minhas|as) (?:tarefas|ações)"
    r"(?: (?:deste texto|destas notas|das notas))?",
    r"(?:adiciona|adicione|põe|coloque|anota|anote) (?:(?:as )?(?P<my>minhas|as) (?:tarefas|ações)|isto|isso)"
    r"(?: (?:deste texto|destas notas|das notas))? (?:à|na) minha lista(?: de tarefas)?",
    r"(?:wat zijn|toon|geef me|laat) (?P<my>mijn|de) (?:taken|actiepunten)(?: zien)?"
    r"(?: (?:uit|in) (?:deze tekst|deze notities|de notulen))?",
    r"(?:zet|schrijf) (?:(?P<my>mijn|de) (?:taken|actiepunten)|dit)"
    r"(?: (?:uit|in) (?:deze tekst|deze notities|de notulen))? "
    r"op mijn (?:lijst|takenlijst)",
)
"""Requests to look for what is to be done in a text."""

NOBODY = frozenset(
    re.findall(
        r"[^ ]+",
        "we you they he she it this that there please the a an and then all everybody everyone team so if "
        "when who what wir ihr sie er es man alle das der die bitte und dann wenn nous vous ils elles il elle "
        "on tous tout le la les et merci si nosotros ustedes ellos ellas todos todo el los las y si noi voi "
        "loro tutti tutto lo gli i e se nós vocês eles elas todos tudo o os as e se wij we jullie zij ze hij "
        "het iedereen de en als ",
    )
)
"""Words that may open a clause with a capital letter, and name nobody who is to do it."""

"""Words of what is kept with an event: reminders, notes, how its time shows, answers to whoever organises it.

Alternatives of regular expressions, in English, German, French, Spanish, Italian, Portuguese and Dutch together: a
clause is in one language, and none of these words means something else in another.
"""

from __future__ import annotations

from threadline.calendar.extract.changes.model import Answer, Showing

REMIND = (
    r"reminders?|remind|alerts?|alert|notifications?|notify|heads[- ]up|erinner\w*|rappel(?:le|ez|er|s)?|"
    r"recuérda(?:me|nos)|recordatorio|recuerda|avísame|avisa(?:me)?|ricorda(?:mi|melo|ci)|promemoria|avvisami|"
    r"lembr(?:a|e|ar)(?:-me)?|lembretes?|herinner(?:en)?|herinnering(?:en)?|"
    r"ping|nudge|poke|buzz|warn|warne?|stups\w*|préviens?(?:-moi)?|prévenez(?:-moi)?|avertis(?:-moi)?|avvertimi|"
    r"avisa-me|avise-me|waarschuw|seintje"
)
BEFORE = (
    r"before(?:hand)?|prior(?: to)?|ahead(?: of(?: time)?)?|in advance(?: of)?|vorher|davor|im voraus|zuvor|vor|"
    r"avant|à l'avance|antes(?: de(?:l| la| los| las)?)?|con antelación|prima(?: di| del(?:la|l'|lo)?)?|in anticipo|"
    r"van tevoren|ervoor|vooraf|voor"
)
NONE_OF = (
    r"no|without|remove the|remove|delete the|drop the|keine|ohne|lösche die|entferne die|sans|pas de|sin|senza|"
    r"sem|geen|zonder"
)
_WELCOME = (
    r"would|might|be|is|good|great|nice|fine|helpful|useful|lovely|perfect|enough|"
    r"wär\w*|ist|gut|schön|super|toll|nett|hilfreich|nützlich|praktisch|reicht|genügt|"
    r"serait|ce|ça|bien|utile|pratique|parfait|super|suffit|"
    r"estaría|sería|vendría|bueno|buena|útil|genial|perfecto|basta|"
    r"sarebbe|buona|buono|bello|comodo|ottimo|"
    r"seria|bom|boa|ótimo|óptimo|chega|"
    r"zou|zijn|fijn|handig|goed|mooi|prettig|genoeg"
)
"""What somebody says who would like to have one: "would be good", "wäre schön"."""
SETTING = (
    r"please|pls|could|can|you|set|add|put|give|send|me|us|with|a|an|the|for|to|at|of|i|want|would|like|"
    r"bitte|kannst|du|mir|mich|uns|stell\w*|setz\w*|füg\w*|ein\w*|hinzu|mit|an|auf|"
    r"s'il te plaît|stp|ajoute[rz]?|mets|mettez|un|une|moi|nous|le|la|les|-moi|-nous|"
    r"por favor|pon(?:me)?|añade|agrega|con|una|"
    r"per favore|aggiungi|metti|imposta|"
    r"coloca|coloque|adicion[ae]|põe|uma|um|"
    r"alsjeblieft|zet|voeg|toe|een|mij|eraan|"
    rf"{_WELCOME}"
)

VERBS_OF_NOTES = (
    r"add|put|write|include|attach|leave|make|füge?|schreib(?:e|t)?|notiere?|ergänze?|ajoute[rz]?|mets|mettez|écris|"
    r"añade|agrega|pon|escribe|aggiungi|metti|scrivi|adicion[ae]|acrescent[ae]|coloque|escrev[ae]|voeg|zet|schrijf"
)
NOTES = (
    r"notes?|comments?|memo|description|agenda|notiz(?:en)?|anmerkung(?:en)?|kommentar|beschreibung|bemerkung|"
    r"descriptions?|commentaire|remarque|notas?|descripción|comentario|not[ae]|descrizione|commento|"
    r"descrição|comentário|notitie|opmerking|beschrijving|omschrijving"
)
VERBS_OF_CHANGE = (
    r"change|set|update|edit|replace|make|ändere?|setz(?:e|t)?|aktualisiere?|change[rz]?|modifie[rz]?|mets|remplace|"
    r"cambia|actualiza|pon|modifica|aggiorna|imposta|muda|mude|altera|altere|atualiz[ae]|wijzig|verander|zet|pas"
)
ARTICLES = (
    r"the|its|a|an|die|der|das|eine?n?|la|le|une?|el|una?|lo|gli|a|o|uma?|de|het|een|my|meine|ma|mi|la mia|minha|mijn"
)
INTO = r"to|as|with|into|auf|zu|in|mit|en|pour|à|par|a|por|con|para|naar|com|om in|:"
OF = r"of|for|to|on|von|für|zu[rm]?|vom|de la|de l'|du|des|pour|de|del|para|di|della|dell'|per|da|do|voor|van"

SHOWING = (
    r"mark|show|set|display|list|block|put|keep|markiere?n?|zeig(?:e|en)?|stell(?:e|en)?|setz(?:e|en)?|trage?|"
    r"marque[rz]?|affiche[rz]?|mets|mettez|indique[rz]?|marca|márca(?:lo|la|me)|muestra|pon(?:lo|la|me)?|"
    r"segna(?:lo|la|mi)?|mostra(?:lo|la|mi)?|metti(?:lo|la|mi)?|imposta|mostre|coloque|põe|markeer|toon|zet"
)
AS = r"as|to|als|auf|comme|en|como|come|in"
SHOWN: dict[Showing, str] = {
    "free": r"free|available|not busy|frei|verfügbar|libre|disponible|libero|libera|disponibile|livre|disponível|vrij|"
    r"beschikbaar",
    "tentative": r"tentative(?:ly busy|ly)?|maybe|provisional|not sure(?: yet)?|(?:mit|unter) vorbehalt|vorläufig|"
    r"provisoire|tentativo|provvisori[oa]|provisóri[oa]|tentativa|voorlopig|onder voorbehoud",
    "busy": r"busy|unavailable|not free|not available|beschäftigt|gebucht|belegt|occupée?|ocupad[oa]|occupat[oa]|bezet",
}
ME = r"me|it|this|that|myself|the event|the meeting|the time|mich|es|das|den termin|moi|me|le|la|ça|lo|mi|mij|het|dit"

ANSWERS: dict[Answer, str] = {
    "tentative": (
        r"(?:say|answer|reply|rsvp|respond)(?: with)? maybe (?:to|for)|tentatively accept|maybe (?:to|for)|"
        r"put me down as maybe for|sage? vielleicht zu[rm]?|antworte (?:mit )?vielleicht (?:auf|für|zu[rm]?)|"
        r"sage? (?:unter|mit) vorbehalt zu|réponds peut-être (?:à|au)|accepte provisoirement|"
        r"responde (?:quizás|tal vez|quizá) a|acepta provisionalmente|rispondi forse (?:a|al|alla)|"
        r"accetta provvisoriamente|responde talvez (?:a|ao|à)|zeg misschien (?:op|tegen)"
    ),
    "declined": (
        r"decline|reject|refuse|turn down|say no to|rsvp no (?:to|for)|i can(?:'|’)?t (?:make it to|make|come to|"
        r"attend|"
        r"be at|join)|i cannot (?:make it to|make|come to|attend|be at|join)|i won(?:'|’)?t (?:make it to|make|come to|"
        r"attend|be at|join|be joining|be attending)|i will not (?:attend|come to|join)|i have to miss|i(?:'|’)ll miss|"
        r"i(?:'|’)m not (?:coming to|attending|joining|going to)|lehne?|ich kann nicht (?:zu[rm]?|am|an)|"
        r"ich komme nicht zu[rm]?|décline[rz]?|refuse[rz]?|rechaza|declina|no puedo ir a|rifiuta|non posso venire a|"
        r"recuse|recusa|não posso ir a|weiger|wijs|sla"
    ),
    "accepted": (
        r"accept|say yes to|rsvp yes (?:to|for)|i(?:'|’)ll (?:attend|come to|join|be at)|i will (?:attend|come to|"
        r"join|be "
        r"at)|i(?:'|’)m (?:coming to|attending|joining)|count me in for|akzeptiere?|ich komme zu[rm]?|"
        r"accepte[rz]?|acepta|accetta|aceite|aceita|accepteer"
    ),
}
"""What answers an invitation, before the words for the event; the surest first, as one may contain another."""

SPLIT_VERBS: dict[Answer, str] = {
    "accepted": r"sage?\s+(?:für\s+)?(?P<about>.+?)\s+zu|nimm\s+(?P<about2>.+?)\s+an|zeg\s+(?P<about3>.+?)\s+toe",
    "declined": r"lehne?\s+(?P<about>.+?)\s+ab|wijs\s+(?P<about2>.+?)\s+af|sla\s+(?P<about3>.+?)\s+af",
}

ALONE: dict[Answer, str] = {
    "accepted": r"accept|sage? zu|nimm an|accepte[rz]?|acepta|accetta|aceita|aceite|zeg toe|accepteer",
    "declined": r"decline|lehne? ab|refuse[rz]?|décline[rz]?|rechaza|rifiuta|recusa|recuse|wijs af|sla af|weiger",
}
"""What answers the invitation at hand without a word for it."""

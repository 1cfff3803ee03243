"""Words about a card that want nothing new of it, in English, German, French, Spanish, Italian, Portuguese and "
"Dutch."""

LEAD = (
    "no|nope|oh|oops|hm+|sorry|wait|hold on|actually|ok|okay|please|and|so|but|well|nein|nee|ach|ups|hups|doch|also|"
    "moment|warte|bitte|und|dann|non|ah|euh|pardon|finalement|en fait|attends|et|alors|ay|perdón|espera|pues|y|"
    "al final|"
    "scusa|aspetta|anzi|alla fine|e|não|desculpa|afinal|o|oeps|wacht|toch|en|wrong (?:day|time|one|person)|my mistake|"
    "my bad|falscher tag|mauvais jour|día equivocado|giorno sbagliato|dia errado|verkeerde dag|un momento|um momento|"
    "eigentlich|nun|quand même|tiens"
)
"""What such words may begin with."""

BACK = (
    # en
    r"(?:(?:put|set|change|turn|switch|move|bring|go) )?(?:it |that |this |them )?back (?:to )?(?:how|what|where|"
    r"the way|as) "
    r"(?:it|that) was(?: before)?|(?:please )?(?:put|set|change|switch|move|turn) (?:it|that|this) back(?: again|"
    r" please)*|"
    r"(?:just )?(?:as|like) (?:it was )?before|(?:leave|keep) it (?:as|how|the way|like) it was(?: before)?|"
    r"undo(?: (?:that|it|this|the (?:last )?change))?|revert(?: (?:that|it|this|the (?:last )?change))?|"
    r"take (?:that|it|this) back|forget (?:the|that|my last) change|"
    r"(?:restore|go back to|back to|keep) the (?:old|original|previous|first) (?:time|date|day|one|version|plan)|"
    r"the (?:old|original|previous) (?:time|day|one) (?:was|is) (?:better|fine)|"
    r"take (?:it|that) (?:out|off|away)(?: again)?|(?:it|that) was a mistake|"
    r"i (?:didn't|did not) (?:mean|want) to (?:book|do|add|schedule|confirm) (?:that|it|this)|"
    # de
    r"(?:mach|stell|setz|leg|ändere?|nimm)e?(?: (?:es|das|ihn|sie))?(?: (?:bitte|wieder|doch))* (?:zurück|"
    r"rückgängig|raus)|"
    r"(?:lass|mach)e?(?: (?:es|das|ihn|sie))?(?: (?:bitte|wieder|doch|lieber))*(?: so)? wie (?:es |er |sie )?"
    r"(?:vorher|zuvor|war|vorher war|zuvor war)|(?:doch |lieber |wieder )*(?:so )?wie (?:vorher|zuvor|gehabt|es war)|"
    r"(?:das )?rückgängig machen|das war ein (?:fehler|versehen)|die alte (?:zeit|uhrzeit) (?:war|passt) besser|"
    r"(?:die )?änderung (?:zurücknehmen|verwerfen)|"
    # fr
    r"(?:remet|laisse)[sz]?(?:-(?:le|la|moi))*(?: tout)? (?:comme (?:avant|c'était|il était|elle était)(?: avant)?|"
    r"(?:à )?l'(?:heure|horaire) d'avant|l'ancien(?:ne heure| horaire)|en arrière)|"
    r"(?:plutôt )?comme (?:avant|c'était(?: avant)?)|annule[rz]? (?:le changement|la (?:dernière )?modification)|"
    r"reviens?(?:-en)? (?:en arrière|à l'heure d'avant)|revenez en arrière|défais (?:ça|cela)|c'était une erreur|"
    # es
    r"(?:déja|deja|ponlo|ponla|vuelve|volvamos|volver)(?:lo|la)?(?: a dejarl[oa]| todo)* (?:como (?:estaba|antes)|"
    r"a como estaba|a la hora (?:de antes|anterior))|(?:mejor )?como (?:estaba|antes)|"
    r"deshaz(?:lo|(?: eso| el cambio))?|deshacer(?:lo)?|(?:eso )?fue un error|quítal[oa](?: otra vez| de nuevo)?|"
    # it
    r"(?:rimetti|lascia|torna|riporta)(?:l[oa])?(?: tutto)?(?: a)? (?:com'era(?: prima)?|come (?:prima|era)|"
    r"all'or(?:a|ario) di prima|indietro)|com'era prima|come prima|annulla (?:la|l'ultima) modifica|"
    r"annulla il cambiamento|disfa(?:llo)?|è stato un errore|toglil[oa](?: di nuovo)?|"
    # pt
    r"(?:deixa|deixe|põe|volta|volte|coloca|coloque)(?:-[oa])?(?: tudo| de volta| a)* (?:como (?:estava|era|antes)|"
    r"ao que era|(?:à|para a) hora (?:de antes|anterior))|como (?:estava|antes)|"
    r"desfa(?:z|ça|zer|zes)(?:-[oa])?(?: (?:isso|isto|a alteração|a mudança))?|foi (?:engano|um erro)|"
    r"tira(?:-[oa])?(?: outra vez| de novo)|"
    # nl
    r"(?:zet|laat|maak|haal)(?: (?:het|hem|dat|dit))?(?: (?:maar|toch|weer|er))* (?:terug(?: zoals het was)?|uit|"
    r"zoals (?:het was|eerst)|ongedaan)|(?:toch |weer |liever )*zoals (?:het was|eerst|voorheen|daarvoor)|"
    r"terug naar (?:hoe het was|de oude tijd)|dat was een vergissing|de oude tijd was beter"
)
"""The last change is not wanted any more, or what was booked."""

_EN_IS = r"(?:already |now |really |actually |all |yet )*"
STATUS = (
    # en
    rf"(?:did|have) you {_EN_IS}(?:book|schedule|add|put|do|done|confirm|save|send|sent|arrange)(?:d|ed)?"
    r"(?: (?:it|that|this|the (?:meeting|event|call|invite|invitation)))?(?: (?:already|now|yet|out|in|"
    r"in(?:to)? my calendar))*|"
    rf"(?:is|are|was|were) (?:it|that|this|the (?:meeting|event|call|card)) {_EN_IS}(?:booked|confirmed|"
    rf"scheduled|set|done|"
    r"saved|fixed|final|official|(?:in|on) (?:my|the) calendar)(?: (?:now|already|yet|with [\w.@-]+))*|"
    r"did (?:it|that) (?:go through|work|get booked)|"
    rf"(?:has|was|were|have) [\w.@-]+(?: [\w.@-]+)? (?:been )?{_EN_IS}(?:invited|told|informed|"
    rf"notified)(?: (?:yet|already|now))?|"
    r"does [\w.@-]+ (?:already )?know(?: (?:yet|already|about (?:it|that)))*|"
    # de
    r"(?:hast du|haben sie)(?: (?:das|es|den termin|ihn|sie))?(?: (?:schon|jetzt|bereits|denn))* (?:gebucht|"
    r"eingetragen|"
    r"gemacht|gespeichert|verschickt|geplant|bestätigt)|(?:ist|steht|sind)(?: (?:das|es|er|sie|der termin|"
    r"das treffen))?"
    r"(?: (?:jetzt|schon|nun|bereits|denn))* (?:gebucht|fix|eingetragen|bestätigt|drin|fest|geplant|(?:in meinem|"
    r"im) kalender"
    r"(?: drin| eingetragen)?)|hat (?:das|es) (?:geklappt|funktioniert)|weiß [\w.@-]+(?: (?:schon|davon|das|bereits))*"
    r"(?: bescheid)?|(?:wurde|ist|hast du) [\w.@-]+ (?:schon |bereits )?eingeladen|"
    # fr
    r"(?:tu l'as|vous l'avez|as-tu|avez-vous|tu as)(?: (?:déjà|bien))* (?:réservée?|notée?|mise?|inscrite?|ajoutée?|"
    r"confirmée?|planifiée?|faite?)(?: (?:dans mon (?:agenda|calendrier)|la réunion|déjà))*|"
    r"(?:c'est|est-ce(?: que c'est)?|il est|elle est)(?: (?:déjà|bien|maintenant))* (?:réservée?|notée?|"
    r"confirmée?|fait|"
    r"(?:dans|à) mon (?:agenda|calendrier))(?: (?:maintenant|déjà))?|ça a marché|"
    r"[\w.@-]+ (?:est|a été) (?:déjà )?(?:invitée?|prévenue?|au courant)|"
    # es
    r"(?:ya )?(?:l[oa] )?(?:has |habéis )?(?:ya )?(?:reservad[oa]|apuntad[oa]|agendad[oa]|confirmad[oa]|hecho|"
    r"reservaste|"
    r"agendaste|pusiste|apuntaste)(?: (?:ya|la reunión|en mi (?:calendario|agenda)))*|"
    r"(?:ya )?está(?: ya)? (?:en mi (?:calendario|agenda)|reservad[oa]|confirmad[oa]|agendad[oa]|apuntad[oa]|"
    r"hecho)(?: ya)?|"
    r"(?:ya )?(?:has invitado a [\w.@-]+|l[oa] sabe [\w.@-]+|[\w.@-]+ ya lo sabe)|"
    # it
    r"(?:l'hai|hai|l'ha)(?: già)? (?:prenotat[oa]|segnat[oa]|mess[oa]|confermat[oa]|inserit[oa]|fatto)"
    r"(?: (?:la riunione|in calendario|nel mio calendario|in agenda))*|"
    r"è(?: (?:già|ora|adesso))* (?:prenotat[oa]|confermat[oa]|fissat[oa]|segnat[oa]|(?:in|nel mio) calendario|"
    r"in agenda)"
    r"(?: (?:ora|adesso|già))?|[\w.@-]+ (?:lo sa|è stat[oa] invitat[oa])(?: già)?|"
    # pt
    r"(?:já )?(?:[oa] )?(?:marcaste|marcou|reservaste|reservou|agendaste|agendou|confirmaste|confirmou|puseste)"
    r"(?: (?:isso|isto|a reunião|já|na (?:minha )?agenda|no (?:meu )?calendário))*|"
    r"(?:já )?está(?: (?:já|agora))* (?:marcad[oa]|reservad[oa]|agendad[oa]|confirmad[oa]|na (?:minha )?agenda|"
    r"no (?:meu )?calendário)|[oa] [\w.@-]+ já (?:sabe|foi convidad[oa])|"
    # nl
    r"(?:heb je|hebt u|heeft u)(?: (?:het|dat|hem|de afspraak))?(?: (?:al|nu|echt))* (?:geboekt|ingepland|"
    r"vastgelegd|gedaan|"
    r"bevestigd|in (?:mijn|de) agenda gezet)|(?:is|staat)(?: (?:het|dat|hij|de afspraak))?(?: (?:al|nu|"
    r"echt))* (?:geboekt|"
    r"ingepland|bevestigd|vast|rond|geregeld|in (?:mijn|de) agenda)|(?:weet|is) [\w.@-]+(?: (?:het|al|ervan|er))*"
    r"(?: (?:al|uitgenodigd|van))*"
)
"""How things stand is asked."""

SHOW = (
    # en
    r"(?:(?:can|could|would) you |please )*(?:show|give|read|tell|send)(?: me| us)? (?:it|that|the (?:card|"
    r"proposal|event|"
    r"meeting|plan)|what you (?:proposed|suggested))(?: back)?(?: to me| to us)?(?: again| once more|"
    r" one more time| please)*|"
    r"(?:what|when|where) was (?:it|that|the (?:proposal|card|plan|time|meeting))(?: again)?|"
    r"where(?:'s| is| has) (?:the|my) (?:card|proposal)(?: gone)?|what(?:'s| is) (?:on|in) the card|"
    r"what (?:did|have|had) you (?:propose|suggest)d?(?:ed)?(?: again| before)?|remind me what (?:it|that) was|"
    r"what (?:do|did) we have so far|"
    # de
    r"(?:(?:kannst|könntest) du (?:mir )?)?(?:zeige?|zeigen sie|gib|lies|sag)(?: (?:mir|uns))?(?: (?:es|das|die karte|"
    r"den vorschlag|den termin))?(?: (?:bitte|noch ?mal|noch einmal|wieder|vor))+|zeige?(?: mir)? (?:die karte|"
    r"den vorschlag)|"
    r"(?:die karte|den vorschlag) (?:noch ?mal |noch einmal |bitte )*(?:zeigen|anzeigen)|"
    r"(?:was|wann|wo) (?:war|ist) (?:das|es|der vorschlag|der termin)(?: (?:noch ?mal|gleich|noch))+|"
    r"wo ist (?:die karte|der vorschlag)|was (?:hast|hattest) du(?: mir)? vorgeschlagen|was steht auf der karte|"
    # fr
    r"(?:re)?(?:montre|donne|lis|lisez)[rz]?(?:-(?:moi|le|la))*(?: (?:la (?:carte|proposition)|ça|"
    r"ce que tu (?:as proposé|"
    r"proposais)|encore|à nouveau|encore une fois|une fois de plus))+|remontre[rz]?(?:-(?:moi|le|la))+|"
    r"c'(?:était|est) (?:quoi|quand|où),? (?:déjà|la proposition|encore)|où est (?:passée )?la (?:carte|proposition)|"
    r"(?:qu'est-ce que tu (?:as|avais)|qu'as-tu|tu (?:as|avais)) proposé(?: quoi)?(?: déjà)?|"
    # es
    r"(?:muéstra|enséña|muestra|enseña|repite|recuérda|léeme|vuelve a (?:mostrar|enseñar))(?:me|mel[oa])?"
    r"(?: (?:la (?:tarjeta|propuesta)|otra vez|de nuevo))+|(?:cuál|qué|cuándo) era(?: (?:eso|la propuesta))?|"
    r"qué (?:habías|has|habéis) propuesto|dónde está la (?:tarjeta|propuesta)|"
    # it
    r"(?:(?:ri)?mostra|(?:ri)?fa(?:mmi)? (?:ri)?vedere|ripeti|rileggi|ricorda)(?:mi|mel[oa])?(?: (?:la (?:scheda|"
    r"proposta)|"
    r"di nuovo|ancora|un'altra volta))+|(?:cos'era|quand'era|quando era|qual era)(?: (?:la proposta|già))*|"
    r"(?:che )?cosa avevi proposto|dov'è la (?:scheda|proposta)|"
    # pt
    r"(?:mostra|mostre|repete|repita|lembra|lê)(?:-m[oae])?(?: (?:o cartão|a proposta|outra vez|de novo|novamente))+|"
    r"(?:o que|qual|quando) era(?: (?:a proposta|isso|mesmo))*|o que (?:é que )?(?:propuseste|tinhas proposto|"
    r"você propôs)|"
    r"onde está (?:o cartão|a proposta)|"
    # nl
    r"(?:laat|toon|geef)(?: (?:me|mij|het|hem))*(?: (?:de kaart|het voorstel|nog eens|nog een keer|opnieuw|"
    r"weer))+(?: zien)?|"
    r"(?:wat|wanneer|waar) was (?:het|dat|het voorstel)(?: (?:ook alweer|ook weer|weer))*|waar is (?:de kaart|"
    r"het voorstel)|"
    r"wat (?:had|heb) je voorgesteld|wat staat er op de kaart"
)
"""The card is to be shown once more."""

REFUSING = (
    r"(?:do|does|will|would)(?: not|n't) (?:work|suit|do|fit)|won't (?:work|do|suit)|can't|cannot|not possible|"
    r"impossible|no good|(?:is|am|are|'m|'s|was) (?:bad|out|away|off|not (?:available|free|here|in|around)|unavailable|"
    r"busy|sick|travell?ing|on (?:leave|holiday|vacation|a trip)|out of office|full|taken)|"
    r"(?:geht|passt|klappt|kann|können)\b.*\bnicht|(?:bin|ist) .*(?:nicht da|weg|verreist|unterwegs|im urlaub|krank|"
    r"ausgebucht|voll)|(?:nicht da|verreist|im urlaub)|"
    r"(?:ne (?:peux|peut|suis|marche|va|convient)|n'est|suis|est) (?:.{0,12})?(?:pas|en déplacement|en vacances|"
    r"absente?|"
    r"prise?|malade|occupée?)|no (?:puedo|puede|estoy|está|me (?:va|viene))|est(?:oy|á) (?:fuera|de viaje|"
    r"de vacaciones|"
    r"ocupad[oa]|enferm[oa])|non (?:posso|può|ci sono|c'è|va|riesco)|(?:sono|è) (?:via|in viaggio|in ferie|occupat[oa]|"
    r"malat[oa]|fuori)|não (?:posso|pode|dá|consigo|consegue|estou|está)|est(?:ou|á) (?:fora|de férias|em viagem|"
    r"ocupad[oa]|"
    r"doente)|(?:kan|kunnen)\b.*\bniet|komt\b.*\bniet uit|(?:lukt|gaat|past)\b.*\bniet|(?:ben|is)\b.*\b(?:weg|er niet|"
    r"op reis|met vakantie|op vakantie|ziek|vrij|bezet)"
)
"""A day does not suit, or somebody is not there."""
ONESELF = (
    r"i|i'm|i've|me|my|us|we|ich|mir|bei mir|uns|je|j'|moi|me|nous|yo|estoy|puedo|io|posso|sono|riesco|mi|eu|estou|"
    r"consigo|ik|mij|ben|wij"
)

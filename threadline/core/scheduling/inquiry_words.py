"""Words by which people ask about one event: tables in English, German, French, Spanish, Italian, Portuguese and Dutch.

A further language is a further row. In each, `about` are the words that name the event, `who` is whose answer is asked,
`met` who was met the last time.
"""

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
    ALL = "all"


_X = r"(?:\s+(?P<about>\S.*?))?"
_WHO = (
    r"(?P<who>(?!(?:the|my|our|a|an|der|die|das|mein\w*|le|la|les|el|los|il|lo|o|os|as|de|het|it|i|ich|we|wir)\s)"
    r"\S+(?:\s\S+)?)"
)
_MET = r"(?P<met>\S+?(?:\s\S+?)??)"
PATTERNS: tuple[tuple[Asked, str], ...] = (
    # A bare word, about what is at hand
    (Asked.WHERE, r"where|wo|où|¿?dónde|dove|onde|waar"),
    (
        Asked.WHEN,
        r"when|what time|wann|quand|à quelle heure|¿?cuándo|¿?a qué hora|quando|a che ora|a que horas|wanneer",
    ),
    (Asked.WHO, r"who|with whom|who with|wer|mit wem|avec qui|¿?con quién|con chi|com quem|met wie"),
    (Asked.LONG, r"how long|wie lange|combien de temps|¿?cuánto tiempo|quanto tempo|hoe ?lang"),
    # All that is known of it, in every language
    (
        Asked.ALL,
        r"(?:please )?(?:tell me|what do you know|give me (?:the )?(?:details|info(?:rmation)?)|(?:the )?details|more|"
        r"i want to know)(?: more| something| everything| all)? (?:about|of|on|for)\s+(?P<about>\S.*?)"
        r"|tell me more|(?:any |the )?(?:more )?details|give me (?:the )?details",
    ),
    (
        Asked.ALL,
        r"was weißt du (?:über|von)\s+(?P<about>\S.*?)|(?:erzähl|sag) mir (?:mehr |etwas |was |alles )?"
        r"(?:über|von|zu[rm]?)\s+(?P<about2>\S.*?)|(?:mehr )?(?:details|einzelheiten) (?:zu[rm]?|über)\s+"
        r"(?P<about3>\S.*?)",
    ),
    (
        Asked.ALL,
        r"(?:parle|dis)[ -]m(?:oi|'en)(?: plus| tout)? (?:de |du |de la |de l'|sur |à propos d[eu] )\s*"
        r"(?P<about>\S.*?)|que sais-tu (?:de |du |sur )\s*(?P<about2>\S.*?)|"
        r"(?:les )?détails (?:de |du |sur )\s*(?P<about3>\S.*?)",
    ),
    (
        Asked.ALL,
        r"(?:cuéntame|háblame|dime)(?: más| algo| todo)? (?:sobre|de|del|acerca de)\s+(?P<about>\S.*?)|"
        r"¿?qué sabes (?:de|del|sobre)\s+(?P<about2>\S.*?)|(?:los )?detalles (?:de|del|sobre)\s+(?P<about3>\S.*?)",
    ),
    (
        Asked.ALL,
        r"(?:parlami|dimmi)(?: di più| qualcosa| tutto)? (?:di|del|della|dell'|su|sulla|sul|sull')\s*"
        r"(?P<about>\S.*?)|(?:che )?cosa sai (?:di|del|della|dell')\s*(?P<about2>\S.*?)|"
        r"(?:i )?dettagli (?:di|del|della|dell'|su)\s*(?P<about3>\S.*?)",
    ),
    (
        Asked.ALL,
        r"(?:fal[ae]-me|me fal[ae]|conte-me|diga-me|me diga|me conta)(?: mais| algo| tudo)? (?:sobre|de|d[oa])\s+"
        r"(?P<about>\S.*?)|o que (?:você )?sabe(?:s)? (?:sobre|de|d[oa])\s+(?P<about2>\S.*?)|"
        r"(?:os )?detalhes (?:de|d[oa]|sobre)\s+(?P<about3>\S.*?)",
    ),
    (
        Asked.ALL,
        r"(?:vertel|zeg) (?:me|mij)(?: meer| iets| alles)? (?:over|van)\s+(?P<about>\S.*?)|"
        r"wat weet je (?:over|van)\s+(?P<about2>\S.*?)|(?:meer )?details (?:over|van)\s+(?P<about3>\S.*?)",
    ),
    # English
    (
        Asked.ANSWERS,
        rf"(?:did|has|have|hasn't|didn't) {_WHO} (?:already |yet )?(?:accept(?:ed)?|declined?|"
        rf"confirm(?:ed)?|"
        rf"answer(?:ed)?|respond(?:ed)?|repl(?:y|ied)|rsvp(?:'?d|ed)?|sa(?:y|id) (?:yes|no)|agreed?)(?: yet| already)?"
        rf"(?: to| for)?{_X}",
    ),
    (
        Asked.ANSWERS,
        rf"(?:is|will|are) {_WHO} (?:coming|be (?:there|at|in)|attending|joining|attend|join|come|going|"
        rf"able to make it|"
        rf"make it)(?: to| for| at)?{_X}",
    ),
    (
        Asked.ANSWERS,
        rf"(?:what did|what has) {_WHO} (?:say|said|answer|answered|reply|replied)(?: to| about)?{_X}",
    ),
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
    (Asked.WHO, rf"who(?:m)? (?:do|will|did|am|are) (?:i|we) (?:meet(?:ing)?|see(?:ing)?)(?: with)? (?:at|in|on){_X}"),
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
        r"what(?:'s| is| was)(?:\s+(?P<about>\S.*?))? about|(?:(?:(?:are|were) there )?any|what are the|show me the) "
        r"notes (?:for|on|of)(?:\s+(?P<about2>\S.*?))?",
    ),
    (
        Asked.WHERE,
        r"(?:where(?:'s| is| was| does| did| will)|(?:in )?(?:which|what) (?:room|place|location|building) (?:is|"
        r"was|does|will))(?:\s+(?P<about>\S.*?))?(?: in| be| held| taking place| take place| happening)?",
    ),
    (Asked.WHEN, rf"when did i last (?:have|visit|go to){_X}"),
    (Asked.WHEN, r"(?:is|are)\s+(?P<about>\S.*?) still (?:on|happening|taking place|scheduled|planned)"),
    (Asked.WHEN, rf"when did (?:i|we) last (?:meet|see|talk|speak)(?: to| with)? {_MET}"),
    (
        Asked.WHEN,
        rf"when (?:have|was the last time) (?:i|we) (?:last )?(?:met|saw|seen|talked to|spoke to) {_MET}(?: last)?",
    ),
    (
        Asked.WHEN,
        r"(?:when(?:'s| is| was| does| did| will)|(?:at )?what time(?:'s| is| was| does| did| will)|(?:on )?what "
        r"(?:day|date) (?:is|was))(?:\s+(?P<about>\S.*?))?(?: start| begin| be| happen| take place| taking place| "
        r"scheduled)?",
    ),
    # German
    (
        Asked.ANSWERS,
        r"(?:wer hat|haben alle)(?: schon)?(?: (?:für|bei|zu[rm]?))?(?:\s+(?P<about>\S.*?))? "
        r"(?:schon )?(?:zugesagt|abgesagt|angenommen|geantwortet)",
    ),
    (
        Asked.ANSWERS,
        rf"hat {_WHO}(?: schon| bereits)?(?: (?:für|bei|zu[rm]?)(?:\s+(?P<about>\S.*?)))?(?: schon| bereits)? "
        r"(?:zugesagt|abgesagt|angenommen|geantwortet|bestätigt|reagiert)",
    ),
    (
        Asked.ANSWERS,
        rf"hat {_WHO}(?: schon| bereits)?\s+(?P<about>(?:den|die|das|meinen?|unsere?n?)\s\S.*?)(?: schon| bereits)? "
        r"(?:zugesagt|abgesagt|angenommen|bestätigt|abgelehnt)",
    ),
    (Asked.ANSWERS, rf"kommt {_WHO}(?: auch)?(?: (?:zu[rm]?|mit zu[rm]?)(?:\s+(?P<about>\S.*?)))?"),
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
    (
        Asked.WHEN,
        rf"wann (?:habe? ich|haben wir)(?: mich| uns)?(?: das letzte mal| zuletzt)? (?:mit )?{_MET}(?: zuletzt|"
        rf" das letzte mal)? "
        r"(?:getroffen|gesehen|gesprochen)",
    ),
    (Asked.WHEN, r"(?:findet|ist)\s+(?P<about>\S.*?) (?:noch|weiterhin) (?:statt|geplant)"),
    (Asked.WHEN, r"wann war ich (?:zuletzt|das letzte mal) (?:bei[m]?|in|im)\s+(?P<about>\S.*?)"),
    (Asked.WHERE, r"wo (?:ist|findet) (?:das|es|der|er|sie)(?: denn)?(?: statt)?"),
    # French
    (
        Asked.WHEN,
        rf"quand (?:est-ce que )?(?:j'ai|ai-je|on a|avons-nous|nous avons) (?:vu|rencontré|parlé à) {_MET}"
        r"(?: (?:pour )?la dernière fois)?",
    ),
    (Asked.WHERE, r"(?:où est-ce(?: que c'est)?|c'est où|où ça|où ça se passe|où a-t-(?:elle|il) lieu)"),
    (
        Asked.LONG,
        r"(?:combien de temps (?:ça|cela|elle|il) (?:dure|a duré|va durer)|(?:ça|elle|il) dure combien de temps|"
        r"combien de temps (?:dure-t-(?:elle|il)))",
    ),
    (Asked.WHEN, r"est-ce que\s+(?P<about>\S.*?) (?:a|aura) toujours lieu"),
    (Asked.WHEN, r"(?:c'est|elle est|il est) (?:quand|à quelle heure)"),
    (
        Asked.ANSWERS,
        rf"(?:est-ce que )?{_WHO} a(?:-t-(?:il|elle))?(?: déjà)? (?:accepté|refusé|confirmé|répondu|décliné)"
        rf"(?: (?:à|au|pour))?{_X}",
    ),
    (Asked.ANSWERS, rf"(?:est-ce que )?{_WHO} (?:vient|viendra|participe|sera là)(?:-(?:il|elle))?(?: (?:à|au))?{_X}"),
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
    (
        Asked.ANSWERS,
        rf"¿?(?:ya )?(?:ha|han) (?:aceptado|rechazado|confirmado|respondido|contestado)(?: ya)? {_WHO}"
        r"(?: (?:a|para)(?:\s+(?P<about>\S.*?)))?",
    ),
    (
        Asked.ANSWERS,
        rf"¿?{_WHO} (?:ya )?ha (?:aceptado|rechazado|confirmado|respondido|contestado)(?: (?:a|para))?{_X}",
    ),
    (Asked.ANSWERS, rf"¿?(?:viene|vendrá) {_WHO}(?: (?:a|al)(?:\s+(?P<about>\S.*?)))?"),
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
    (
        Asked.WHEN,
        rf"¿?cuándo (?:vi|fue la última vez que vi|me reuní|nos reunimos)(?: por última vez)?(?: con| a)? {_MET}"
        r"(?: por última vez)?",
    ),
    # Italian
    (
        Asked.WHEN,
        rf"quando (?:ho|abbiamo) (?:visto|incontrato)(?: l'ultima volta)? {_MET}(?: (?:per )?l'ultima volta)?",
    ),
    (Asked.WHERE, r"(?:dov'è|dove si tiene|dove si svolge)"),
    (
        Asked.ANSWERS,
        r"chi ha (?:già )?(?:accettato|rifiutato|confermato|risposto)(?: (?:a|al|alla))?"
        r"(?:\s+(?P<about>\S.*?))?",
    ),
    (
        Asked.ANSWERS,
        rf"{_WHO} ha (?:già )?(?:accettato|rifiutato|confermato|risposto)(?: (?:a|al|alla|all'))?{_X}",
    ),
    (
        Asked.ANSWERS,
        rf"ha (?:già )?(?:accettato|rifiutato|confermato|risposto) {_WHO}"
        r"(?: (?:a|al|alla|all')(?:\s+(?P<about>\S.*?)))?",
    ),
    (Asked.ANSWERS, rf"(?:viene|verrà|ci sarà) {_WHO}(?: (?:a|al|alla|all')(?:\s+(?P<about>\S.*?)))?"),
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
    (Asked.ANSWERS, r"quem (?:já )?(?:aceitou|recusou|confirmou|respondeu)(?: (?:a|à|ao))?(?:\s+(?P<about>\S.*?))?"),
    (
        Asked.ANSWERS,
        rf"(?:[oa] )?{_WHO} (?:já )?(?:aceitou|recusou|confirmou|respondeu)(?: (?:a|à|ao))?{_X}",
    ),
    (Asked.ANSWERS, rf"(?:[oa] )?{_WHO} (?:vem|virá|vai)(?: (?:a|à|ao|para))?{_X}"),
    (
        Asked.WHO,
        r"quem (?:vem|vai|participa|foi convidado|esteve|está convidado)(?: (?:a|à|ao|na|no|"
        r"para))?(?:\s+(?P<about>\S.*?))?",
    ),
    (Asked.WHERE, r"(?:onde|em que sala) (?:é|fica|foi|está)(?:\s+(?P<about>\S.*?))?"),
    (Asked.END, r"(?:quando|a que horas) (?:termina|acaba)(?:\s+(?P<about>\S.*?))?"),
    (Asked.LONG, r"quanto tempo (?:dura|durou)(?:\s+(?P<about>\S.*?))?"),
    (Asked.WHEN, r"(?:quando|a que horas) (?:é|começa|foi)(?:\s+(?P<about>\S.*?))?"),
    (
        Asked.WHEN,
        rf"quando (?:é que )?(?:vi|encontrei|me reuni com)(?: [oa])? {_MET}(?: (?:pela )?última vez)?",
    ),
    # Dutch
    (
        Asked.WHEN,
        rf"wanneer (?:heb|zag|sprak) ik {_MET} (?:voor het laatst|het laatst|de laatste keer)(?: gezien|"
        rf" gesproken| ontmoet)?",
    ),
    (
        Asked.ANSWERS,
        r"wie (?:heeft|hebben)(?: al)?(?:\s+(?P<about>\S.*?))?(?: al)? (?:geaccepteerd|afgewezen|bevestigd|geantwoord|"
        r"toegezegd|afgezegd)",
    ),
    (
        Asked.ANSWERS,
        rf"heeft {_WHO}(?: al)?(?:\s+(?P<about>(?:de|het|mijn|onze)\s\S.*?))?(?: al)? (?:geaccepteerd|afgewezen|"
        r"bevestigd|geantwoord|toegezegd|afgezegd|gereageerd)",
    ),
    (Asked.ANSWERS, rf"komt {_WHO}(?: ook)?(?: (?:naar|bij)(?:\s+(?P<about>\S.*?)))?"),
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
_ANYBODY = (
    "anyone anybody everyone everybody somebody someone all they people jemand alle jeder tous tout "
    "quelqu'un todos alguien tutti qualcuno alguém iedereen iemand "
)
_NOBODY = (
    "he she it that this there who what er sie es das wer was il elle qui él ella quién chi lui lei ele "
    "ela quem hij zij ze wie dat i ich je yo io eu ik you du tu we wir nous "
)
ANYBODY = frozenset(_ANYBODY.split())
"""Words for whoever is invited."""
NOBODY = frozenset(_NOBODY.split())
"""Words that stand where a name would, and are none."""

"""The words of votes, in English, German, French, Spanish, Italian, Portuguese and Dutch. Data in rows.

A message is a vote only if nothing else is in it: each of its words is a time, a number, or one of these.
"""

FILLER = (
    "i i'm i'd i'll im me my mine we us our it its it's that that's this those these one ones them the a an at on in "
    "by "
    "for of to and or with also both too just only rather more most much than as well so then if be is are am was "
    "would "
    "could can will should might may do does did make makes have has had get take vote votes voted voting choose pick "
    "choice option options number numbers nr no. time times slot slots day date work works working suit suits fit fits "
    "ok okay okey fine good great perfect better best prefer preferred preferably preference like love happy free "
    "available possible possibly sure yes yep yeah yup please thanks thank you hi hey hello all here you there "
    "o'clock oclock any either neither anything something ideal nice cool sorry unfortunately afraid think guess goes "
    "go going really definitely probably still everyone everybody team my",
    "ich mir mich wir uns es das der die den dem des ein eine einen am an im in um für zu von und oder auch beide "
    "beides "
    "bei nur lieber gern gerne am besten besser gut super prima perfekt passt passen passend geht gehen ginge ginge's "
    "kann können könnte könnten habe haben hab hätte zeit frei ist sind wäre wären würde stimme stimmt wähle nehme "
    "option optionen nummer termin termine uhr ja jo okay ok klar bitte danke hallo alle alles diese dieser dieses man "
    "mal so wie was sonst davon denen außer möglich verfügbar bevorzuge bevorzugt hier mein meine entschuldigung "
    "sorry denke glaube wohl noch wirklich geht's klappt klappen mich würde",
    "je j'ai moi me m' nous on c'est ce ça cela le la les l' un une des du de d' à au aux en pour et ou aussi les deux "
    "seulement plutôt mieux meilleur bien bon bonne parfait super va vont vais convient conviennent convienne peux "
    "peut "
    "pouvons pourrais pourrait suis sommes est sont serait serais ai avons libre libres disponible disponibles dispo "
    "vote choisis prends préfère préférerais option options numéro créneau créneaux oui ok d'accord merci bonjour "
    "salut "
    "tous toutes tout possible eux elles entre heures heure h s'il vous te plaît ces cet cette celle celui dates "
    "jours jour désolé désolée pense crois encore "
    "aucune date dates mon ma moi-même vient irait iraient",
    "yo mí me nos nosotros lo la el los las un una unos de del al a en para por y e o también ambos ambas los dos "
    "solo sólo mejor bien bueno buena perfecto genial va van viene vienen vendría conviene convienen puedo podemos "
    "podría podríamos estoy estamos es son sería tengo tenemos libre libres disponible voto elijo prefiero opción "
    "opciones número hora horas horario lo siento perdón creo vendrían irían iría quedo queda sí si ok vale gracias "
    "hola todos todas todo ellos ellas estos estas posible favor",
    "io me mi noi ci lo la il i gli le l' un uno una di del della dei a al alle agli in per e ed o anche entrambi "
    "entrambe solo soltanto meglio bene buono perfetto ottimo va vanno andrebbe viene conviene posso possiamo potrei "
    "sono siamo è sarebbe ho abbiamo libero libera liberi disponibile disponibili voto scelgo preferisco opzione "
    "opzioni numero ora ore orario scusa scusate mi dispiace credo penso andrebbero verrebbe riesco sì si ok grazie "
    "ciao tutti tutte tutto loro questi queste possibile favore vanno",
    "eu mim me nós nos o a os as um uma de do da dos das ao à às em no na para por pra e ou também ambos ambas os dois "
    "só apenas melhor bem bom boa perfeito ótimo ótima dá dão serve servem convém posso podemos poderia consigo estou "
    "estamos é são seria tenho temos livre livres disponível disponíveis voto escolho prefiro opção opções número hora "
    "horas horário sim ok obrigado obrigada olá oi todos todas tudo deles delas estes estas possível favor fica ficam "
    "feira",
    "ik mij me wij we ons het dat de een op in om aan voor van te en of ook beide allebei alleen liever graag beter "
    "best goed prima perfect past passen uit komt komen lukt lukken gaat kan kunnen kon zou zouden ben zijn is heb "
    "hebben tijd vrij beschikbaar stem kies neem liefst optie opties nummer sorry denk schikt schikken werkt werken "
    "uur ja oké ok dank bedankt hallo hoi alle "
    "alles allemaal deze die hiervan mogelijk alsjeblieft",
)
DENIALS = (
    "not never can't cannot cant won't don't doesn't isn't didn't couldn't wouldn't unable unavailable impossible busy "
    "bad out",
    "nicht kein keine keinen keiner leider ungünstig schlecht unmöglich",
    "ne n' pas non impossible pris occupé jamais",
    "no ni nunca imposible ocupado ocupada tampoco",
    "non no né impossibile occupato occupata nemmeno",
    "não nao nem nunca impossível ocupado ocupada",
    "niet geen nooit onmogelijk bezet helaas slecht",
)
EXCEPT = (
    r"(?:all|any|anything|everything|every \w+|each)(?: of (?:them|these|those))? (?:but|except(?: for)?|apart from|"
    r"besides)|"
    r"alle[rs]? (?:außer|bis auf)|(?:tous|toutes|tout) sauf|(?:todos|todas|todo) (?:menos|excepto|salvo)|"
    r"(?:tutti|tutte|tutto) tranne|(?:todos|todas|tudo) (?:menos|exceto)|alle[sn]? behalve"
)
ALL = (
    r"all(?: of (?:them|these|those))?|any(?:thing)?(?: of (?:them|these|those))?|everything|every one|both|either|"
    r"alle[sn]?|beide[sn]?|jede[rs]?|egal|tou(?:s|tes)(?: les (?:deux|trois|quatre|cinq|six))?|les deux|n'importe "
    r"lequel|"
    r"tod[oa]s|ambos|ambas|l[oa]s dos|cualquiera|tutt[iae]|entramb[ie]|qualsiasi|tudo|os dois|as duas|qualquer um|"
    r"allemaal|allebei|maakt niet uit"
)
NONE = (
    r"none|neither|nothing|no(?: \w+)? (?:works?|suits?|fits?)(?: for me)?|keine[rs]?|keins|nichts|aucun(?:e)?|rien|"
    r"ningun[oa]?|ninguna|nada|nessun[oa]?|niente|nenhum(?:a)?|geen(?: van (?:deze|die|beide|alle))?|niets|niks"
)
BREAKS = (
    r"[;.!?\n]+(?!\d)|,(?!\d)|"
    r"(?<!\w)(?:but|aber|mais|pero|ma|mas|maar|whereas|while|though|although|jedoch|dagegen)(?!\w)"
)
ORDINALS = (
    r"first|1st|erste[rnsm]?|premi(?:er|ère)|primer[oa]?|prim[oa]|primeir[oa]|eerste",
    r"second|2nd|zweite[rnsm]?|deuxième|second[eo]?|segund[oa]|second[oa]|tweede",
    r"third|3rd|dritte[rnsm]?|troisième|tercer[oa]?|terz[oa]|terceir[oa]|derde",
    r"fourth|4th|vierte[rnsm]?|quatrième|cuart[oa]|quart[oa]|vierde",
    r"fifth|5th|fünfte[rnsm]?|cinquième|quint[oa]|vijfde",
    r"sixth|6th|sechste[rnsm]?|sixième|sext[oa]|sest[oa]|zesde",
)
COUNTED = (
    "one eins uno um één",
    "two zwei deux dos due dois twee",
    "three drei trois tres tre três drie",
    "four vier quatre cuatro quattro quatro",
    "five fünf cinq cinco cinque vijf",
    "six sechs seis sei zes",
)
LAST = r"last|letzte[rnsm]?|derni(?:er|ère)|últim[oa]|ultim[oa]|laatste"
SHORT_DAYS = (
    r"mon?|lun?|mo|seg|ma",
    r"tues?|di|mar|ter|din",
    r"wed|mi|mer|mié|qua|woe?",
    r"thu(?:rs?)?|do|jeu|jue|gio|qui|don",
    r"fri|fr|ven|vie|sex|vri?",
    r"sat|sa|sam|sáb|sab|zat?",
    r"sun|so|dim|dom|zon?",
)

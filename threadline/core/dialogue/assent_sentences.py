"""How people say yes and no to a card in a sentence: patterns of verb and object. Data: a language is a few rows.

`{a|b}` is one of these, `(a|b)` one of these or nothing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from threadline import regex

_PART = regex.compile(r"\{([^}]*)\}|\(([^)]*)\)")

YES = (
    "{book|schedule|add|enter|save|pencil|lock|put|pop|stick|block} {it|this|that}( in| down| in the calendar|"
    " in my calendar)",
    "{add|put|save|get} {it|this|that} {to|on|into|in} {my|the|our|both our} {calendar|calendars|diary|diaries|agenda}",
    "go ahead {with it|with that|with this|and book it|and book|and add it|as is|as proposed}",
    "{that|this|it} {is|looks|sounds|works|seems|will be}( all| just| absolutely| perfectly| very) {fine|good|"
    "great|ok|okay|"
    "perfect|right|well|nice}( by me| with me| for me| to me)",
    "{that's|this is|it's}( all| just| absolutely| perfectly| very) {fine|good|great|ok|okay|perfect|right}"
    "( by me| with me| for me)",
    "{works|good|fine|perfect|great|ok} {for|by|with} {me|us}",
    "{i'm|i am|we're|we are} {good|fine|ok|okay|happy} with {it|that|this}",
    "{that|this|the} {time|slot|day|date|proposal} {suits|works for|works|fits}( me| us)( well| fine| perfectly)",
    "{that|this|the} {time|slot|day|date} is {fine|good|great|perfect|ok}( for me| for us| with me| by me)",
    "{die zeit|die uhrzeit|der tag|der vorschlag} {passt|geht}( mir| uns| für mich)( gut| sehr gut| perfekt)",
    "{l'heure|le jour|la date|le créneau|cet horaire|l'horaire} {me|nous} {va|convient}( bien| parfaitement)",
    "( la hora| el día| la fecha| ese horario) {me|nos} {encaja|cuadra|viene bien|va bien}( bien| perfecto| genial)",
    "{l'orario|il giorno|la data} {mi|ci} va {bene|benissimo}",
    "{o horário|o dia|a hora|a data} {serve|está bom|está ótimo|dá}( para mim| para nós)",
    "{die|de} {tijd|dag|datum} {past|schikt}( mij| me| ons)( prima| goed)",
    "{ten|ta} {termin|godzina|dzień} {mi pasuje|pasuje|odpowiada|jest ok}( mi)",
    "{let's|lets} {do|book|go with|take|have|keep} {it|that|this}",
    "{trag|trage|tragen sie|schreib|setz|nimm|pack|leg} {es|das|ihn|den}( so| mal| ruhig) {ein|rein|auf|"
    "in den kalender|"
    "in meinen kalender}",
    "{buch|buche|plan|plane|bestätige|reserviere|nimm|mach} {es|das|ihn|den}( so| ruhig)( ein)",
    "( das| es| so| der termin) {passt|geht|ist|klingt|wäre}( mir| für mich| bei mir| uns)( so| sehr| ganz|"
    " alles) {gut|super|"
    "perfekt|prima|in ordnung|okay|ok|recht|klar|bestens|wunderbar}",
    "( das| es) geht( so) klar",
    "{c'est|tout est|ça a l'air|ça semble} {bon|parfait|ok|nickel|très bien|impeccable|noté}( pour moi| pour nous)",
    "{ajoute|ajoutez|mets|mettez|note|notez|inscris|réserve|réservez|bloque|bloquez|valide|validez|confirme|"
    "confirmez|"
    "enregistre}{-le|-la| ça| le créneau}( dans mon agenda| dans l'agenda| à l'agenda| dans le calendrier)",
    "{tu peux|vous pouvez} {y aller|valider|confirmer|réserver|noter|l'ajouter|le réserver|le mettre|le valider}",
    "ça {me|nous} {va|convient}( très bien| parfaitement| bien)",
    "{ponlo|añádelo|agrégalo|apúntalo|agéndalo|resérvalo|márcalo|confírmalo|anótalo|guárdalo|inclúyelo|"
    "prográmalo|ponla|"
    "resérvala|agéndala|confírmala}( en mi agenda| en la agenda| en mi calendario| en el calendario)",
    "{me|nos} {parece|va|viene|queda}( muy) {bien|perfecto|genial|estupendo|fenomenal}",
    "{puedes|podéis|puede} {reservarlo|agendarlo|apuntarlo|confirmarlo|ponerlo|añadirlo|seguir|proceder}",
    "{todo|está|todo está} {bien|correcto|perfecto|ok|en orden}",
    "{va|sta|mi va|per me va|tutto|a me va} {bene|benissimo|ok|perfetto|bene così|perfettamente}",
    "{mettilo|mettila|aggiungilo|aggiungila|segnalo|segnala|prenotalo|prenotala|confermalo|confermala|inseriscilo|"
    "inseriscila|fissalo|fissala|salvalo|bloccalo|procedi|conferma|prenota|vai}( pure)( così)( in agenda|"
    " nel calendario| in "
    "calendario)",
    "{puoi|potete}( pure) {procedere|confermare|prenotare|inserirlo|metterlo|aggiungerlo|fissarlo|andare avanti}",
    "{perfetto|benissimo|ottimo|va bene|bene} così",
    "{pode|podes|podem} {avançar|marcar|agendar|confirmar|reservar|seguir|pôr|incluir|colocar}( assim|"
    " isso)( na agenda)",
    "{marca|marque|agenda|agende|confirma|confirme|reserva|reserve|põe|coloca|adiciona|regista|avança|"
    "segue} {isso|assim|já|"
    "na agenda|no calendário|em frente}",
    "{está|fica|parece-me|tudo|ficou} {bem|ótimo|perfeito|certo|bom|ok|combinado}( para mim| por mim| assim)",
    "{ja|prima|goed|oké|ok|top|fijn|perfect|akkoord} {hoor|zo|dan|voor mij|wat mij betreft}",
    "{doe|plan|zet|boek|leg|noteer|bevestig|reserveer}( het| hem| dat| dit) {maar|gerust|even}( zo)( in| erin|"
    " vast| in de agenda| "
    "in mijn agenda)",
    "{plan|zet|boek|leg|noteer|bevestig|reserveer} {het|hem|dat|dit}( in| erin| vast| in de agenda| in mijn agenda)",
    "{dat|dit|het} {is|past|klinkt|lijkt me|lijkt mij|komt}( mij| me| voor mij)( heel) {goed|prima|fijn|perfect|"
    "akkoord|oké|ok|"
    "goed uit|prima uit}",
    "{wpisz|zapisz|zarezerwuj|dodaj|umów|potwierdź|zaplanuj|wrzuć|ustaw}( to| go| je| mi) {do kalendarza|"
    "w kalendarzu|to|go}",
    "( dla mnie| mi| to mi| to| mi to| termin| wszystko) {pasuje|odpowiada|jest ok|w porządku|się zgadza|"
    "jest w porządku}( mi| idealnie)",
    "go ahead {with that one|with this one|with the first one|then}",
    "{helemaal|heel|prima} {goed|akkoord|prima|mooi}",
    "{adelante|procede|sigue} {con ello|con eso|con esto|con la cita|con esa hora}",
    "{procedi|vai} {con questo|con quello|con questa}",
    "{vas-y|allez-y} {pour ça|pour ce créneau|avec ça|comme ça}",
    "{avança|avance|segue|siga} {com isso|com isto|assim}",
    "ga {er maar mee door|ervoor|maar door}",
    "{proszę|możesz} {działać|śmiało}",
    "{let's|lets} {lock|pencil|pop|put|pin|nail|set} {it|this|that} {in|down}( then)( in the calendar)",
    "{proszę|można|możesz|możecie}( to| go| mi| ten termin) {wpisać|zapisać|zarezerwować|dodać|potwierdzić|zaplanować}"
    "( to| go)( do kalendarza| w kalendarzu)",
    "{bitte|gerne|kannst du|können sie}( das| es| den termin| so) {eintragen|buchen|bestätigen|einplanen|vormerken|"
    "fixieren}",
    "{merci de|prière de|je te laisse|je vous laisse} {l'ajouter|le noter|le valider|valider|confirmer|réserver}"
    "( à l'agenda| dans l'agenda)",
    "{graag|mag je|je mag|kun je}( het| dit| hem) {inplannen|boeken|vastleggen|bevestigen|in de agenda zetten}",
    "{lo|la} {puedes|podéis|puede} {reservar|agendar|apuntar|confirmar|poner|añadir}",
    "{lo|la} {puoi|potete} {confermare|prenotare|inserire|segnare|mettere in agenda|aggiungere}",
    "{é só|podes|pode} {marcar|agendar|confirmar|pôr na agenda|colocar na agenda}",
    "{zgadzam się|może tak być|tak może być|niech tak będzie|niech będzie tak}",
)

NO = (
    "{let's|lets|let us} not( do)( it| this| that)",
    "{lass uns|lassen wir|machen wir} {das|es}( doch| lieber| besser) nicht( machen)",
    "on ne {le fait pas|fait pas ça}",
    "no lo {hacemos|hagamos}",
    "non {lo facciamo|facciamolo}",
    "não {vamos fazer|fazemos}( isso)",
    "{laten we|laat ons} {het|dat|dit}( maar| toch) niet doen",
    "nie róbmy tego",
    "{let's|lets|let us} {shelve|park|drop|skip|leave|forget|cancel|scrap}( it| this| that)( for now| for the moment|"
    " for today| then)",
    "{call|blow} {it|this|that} off",
    "( al final| ya| pues| mejor| finalmente) no {hace falta|es necesario|lo necesito|lo necesitamos|me hace falta}( "
    "ya)",
    "( alla fine| ormai) non {serve|occorre|è necessario}( più)",
    "( afinal| já) não {é preciso|é necessário|faz falta}( mais)",
    "( finalement) {ce n'est pas|ce n'est plus|c'est plus} {nécessaire|utile|la peine}",
    "laat( het| dat| dit| hem){ maar zitten| maar| zitten}",
    "{i|we} {have to|need to|must} {cancel|pass|decline|call it off}( it| this| that)",
    "( wieder| doch| dann| das| es| den termin| ihn| das wieder| es wieder) {absagen|streichen|stornieren|löschen|"
    "verwerfen}",
    "{ich muss|wir müssen}( leider| doch) {absagen|passen|verzichten}",
    "{merci d'|merci de |prière de |il faut |on doit |je dois |nous devons }{annuler|supprimer|renoncer}( ça| cela)",
    "{cancela|anula|borra|elimina|descarta} {esto|eso|todo|la cita|la reunión}",
    "{tengo|tenemos|hay} que {cancelar|anular|renunciar|cancelarlo|anularlo|cancelarla}",
    "{devo|dobbiamo} {rinunciare|annullare|disdire}",
    "{disdici|annulla|cancella} {tutto|questo|pure|l'appuntamento|la riunione}",
    "{tenho|temos} {que|de} {cancelar|desistir|desmarcar}",
    "{desmarca|desmarque|cancela} {isso|isto|tudo|a reunião}",
    "{dit|dat|het} hoeft( toch| nu) niet( meer)( te)",
    "{annuleer|schrap|verwijder} maar",
    "{ik moet|we moeten}( helaas| toch) {afzeggen|annuleren|afzien}",
    "proszę( to| go| je| spotkanie) {odwołać|anulować|usunąć|skreślić}( to| spotkanie)",
    "{muszę|musimy} {odwołać|zrezygnować|anulować}",
    "{cancel|drop|skip|scrap|delete|remove|dismiss|discard|forget|leave|bin|ditch|scratch} {it|this|that|"
    "this one|that one|"
    "the whole thing}",
    "( maybe) not {this time|after all}",
    "{i|we} {don't|do not|no longer|won't} {need|want} {it|this|that}( any more| anymore| after all)",
    "{it|this|that}{'s| is} {not|no longer} {needed|necessary|required}",
    "( das| den termin| es| den) {brauche ich|brauchen wir|braucht es|will ich|möchte ich|wollen wir}( jetzt|"
    " doch| leider) nicht( mehr)",
    "{wir brauchen|ich brauche|wir wollen|ich will} {das|es|ihn|den}( doch) nicht( mehr)",
    "{das|es} ist nicht mehr {nötig|notwendig|aktuell}",
    "{sag|sage|blas|blase} {es|das|ihn|den} ab",
    "{lösch|lösche|streich|streiche|verwirf|storniere|vergiss} {es|das|ihn|den}( wieder)",
    "{diesmal|dieses mal|dann|doch lieber} {nicht|doch nicht}",
    "{on|je|nous} {annule|annulons|laisse tomber|oublie|abandonne}( ça| tout)",
    "{annule|annulez|supprime|supprimez|oublie|oubliez|enlève|retire|abandonne}{-le|-la| ça| tout}",
    "pas {cette fois|cette fois-ci}",
    "{on n'en a|je n'en ai|nous n'en avons} plus besoin",
    "ce n'est plus {nécessaire|utile|la peine|d'actualité}",
    "{finalement|en fait|réflexion faite} {non|pas}",
    "{cancélalo|cancelalo|anúlalo|bórralo|elimínalo|quítalo|olvídalo|déjalo|descártalo|cancela|anula|cancélala|"
    "anúlala|"
    "olvídala|déjala}( todo| mejor)",
    "{mejor|al final|finalmente|esta vez|al final mejor} no",
    "ya no {lo|la} {necesito|necesitamos|quiero|queremos}",
    "{lo|la} {cancelamos|anulamos|dejamos}",
    "{annulla|annullalo|annullala|cancella|cancellalo|cancellala|elimina|eliminalo|toglilo|toglila|lascialo|"
    "dimenticalo}"
    "( pure)( tutto)",
    "{alla fine|meglio|stavolta|questa volta|anzi} no",
    "non {mi|ci} serve più",
    "{lo|la} annulliamo",
    "{cancela|cancele|cancelar|anula|anule|esquece|esqueça|apaga|remove|descarta}( isso| tudo)",
    "{afinal|melhor|desta vez|no fim} não",
    "já não {é preciso|é necessário|preciso|precisamos|quero|queremos}( disso)",
    "{annuleer|schrap|verwijder|vergeet|cancel|skip} {het|dat|dit|hem}( maar)",
    "{toch|liever|dan|deze keer|bij nader inzien}( maar| toch) niet",
    "{het|dat} {hoeft|is}( toch) niet meer( nodig)",
    "{ik heb het|we hebben het|ik heb dat|we hebben dat} niet meer nodig",
    "{odwołaj|anuluj|usuń|skasuj|odrzuć|zapomnij|wycofaj|skreśl}( to| go| je| o tym)",
    "{jednak|raczej|tym razem|lepiej|jednak lepiej} nie",
    "już nie {trzeba|potrzeba|potrzebuję|potrzebujemy|chcę}( tego)",
    "{to już nieaktualne|nie jest już potrzebne|to nie jest już potrzebne}",
)

FILLERS = (
    "{unfortunately|sadly|leider|malheureusement|lamentablemente|desafortunadamente|purtroppo|infelizmente|helaas|"
    "niestety}",
    "{hoor|jednak|afinal|finalement|alla fine|al final|in that case|as is|like that|like this|as proposed|"
    "as suggested|"
    "i guess|then please|from my side|on my end|meinerseits|von meiner seite|de mon côté|por mi parte|da parte mia|"
    "da minha parte|wat mij betreft|z mojej strony|dann so|so wie vorgeschlagen|wie vorgeschlagen|comme proposé}",
)


@cache
def sentence_words() -> frozenset[str]:
    """The words that stand in sentences that say yes."""
    return frozenset(re.findall(r"[^\W\d_]+", " ".join((*YES, *FILLERS))))


def longest_sentence(said: str, position: int) -> tuple[int, str] | None:
    """Where the longest sentence that begins there ends, and what it is. `said` is in small letters."""
    among = _by_first_letter().get(said[position : position + 1], ())
    found = ((match.end(), kind) for kind, each in among if (match := each.match(said, position)))
    return max(found, default=None)


@cache
def _by_first_letter() -> Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]:
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, patterns in (("filler", FILLERS), ("no", NO), ("yes", YES)):
        for pattern in patterns:
            compiled = _compiled(pattern)
            for letter in _first_letters(pattern):
                found.setdefault(letter, []).append((kind, compiled))
    return found


def _first_letters(pattern: str) -> set[str]:
    match = _PART.match(pattern)
    if match is None:
        return {pattern[0]}
    if match[1] is not None:
        return {each[0] for each in match[1].split("|")}
    return {each.strip()[0] for each in match[2].split("|")} | _first_letters(pattern[match.end() :].strip())


def _compiled(pattern: str) -> re.Pattern[str]:
    parts, at = list[str](), 0
    for match in _PART.finditer(pattern):
        parts.append(re.escape(pattern[at : match.start()]))
        given = (match[1] or match[2]).split("|")
        if match.start() == 0 and match[1] is None:  # what may stand before the first word has its blank behind it
            given = [f"{each.strip()} " for each in given]
        options = "|".join(re.escape(each) for each in sorted(given, key=len, reverse=True))
        parts.append(f"(?:{options}){'' if match[1] else '?'}")
        at = match.end()
        if match.start() == 0 and match[1] is None:
            at += len(pattern[at:]) - len(pattern[at:].lstrip())
    parts.append(re.escape(pattern[at:]))
    return regex.compile(rf"{''.join(parts)}(?![\w'’])")

"""The words by which titles are told from what stands around them in English."""

from __future__ import annotations

from threadline import regex
from threadline.calendar.extract.vocabulary import GENERIC, KINDS, NUMBERS, STOP_WORDS, words_in

ASKED_OF_US = words_in(
    "cancel delete remove move reschedule change recur repeat remind let setup get have invite book schedule set "
    "add create make put plan arrange organize organise block reserve meet see be"
)
BETWEEN = words_in("again please later in on at every each by the a next this for o'clock of")
ENDS = words_in(
    "with at on in for from by until till before after every each when if because so please and that around as "
    "about starting beginning begins starts begin start is will between during via regarding where who which "
    "while lasting lasts ending ends w/ mit am um avec con com met med z ze op vom von bis à le el il alle alla "
    "las los a"
)
ENDS_CHORE = words_in("when if because please before after every each until till starting")
GOES_TO = words_in("flight flights train bus drive ride trip travel journey move fly go walk way visit ferry transfer")
TOPICS = words_in("about regarding re for of towards concerning")
COMMAND_NOUNS = words_in(
    "show call date book practice visit tour dance massage exam march play mass service break social talk"
)
CALLS = words_in("call phone text email ring message")
PARTICLES = {
    "stand": "up",
    "check": "up in",
    "catch": "up",
    "kick": "off",
    "meet": "up",
    "follow": "up",
    "pick": "up",
    "drop": "off",
    "wrap": "up",
}
"""Verbs that make a noun with what follows: "daily stand up"."""
COMPOUNDED = words_in(
    "day plan time block change check move update search clean display view pull drop repeat extension"
)
"""Words that command where they open a sentence, and name something behind another noun: "oil change"."""
BOOKS = words_in(
    "buche buchen reserviere reservier plane trage réserve réserver réservez planifie planifier bloque bloquer ajoute "
    "reserva reservar reserve agenda agendar bloquea programa prenota prenotare fissa pianifica marque agende marca "
    "boek reserveer plan blokkeer boka zarezerwuj zaplanuj rezerwuj забронируй запланируй"
)
"""Commands to book that stand alone, in languages where the words around a title are not known."""
BEFORE_VERBS = words_in("to please you and just i we they can could let's lets us me should must will not")
BEING = words_in("am are is was were be i'm we're you're they're been")
ORDINALS = words_in("third fourth fifth sixth seventh eighth ninth tenth")
ALSO_NOUNS = words_in("book date move play drop check look view show format attend")
"""Commands that are the name of something where another command stands before them: "add book club"."""
MEALS = words_in("breakfast brunch lunch dinner")
DOING = words_in("having getting grabbing doing attending fancy")
"""Verbs of having an event, which are none of its name: "I'm having brunch"."""
RELATIVE = words_in("today tomorrow tonight yesterday next this last week month year every each daily")
NEVER_FIRST = NUMBERS | words_in(
    "way months whatever mine prior recur write important around miss clock people alarm rotating towards "
    "starting data note them good fancy fine too course updated agreed agree long status say gone name i'll "
    "we'll i'd he'll she'll they'll "
    "rather better instead aside be going get getting having grab grabbing oh today's tonight twelve not so works "
    "doesn't didn't wouldn't couldn't shouldn't"
)
QUALIFYING = words_in("de du des d d' del della dello delle dei dell dell' di dal dalla do da das")
NOT_QUALIFYING = STOP_WORDS | words_in(
    "est sera sont es será son è sarà sono é são avec con com à a al alle alla en in em sur sobre su pour para per por "
    "et y e mon ma mes mi mis mio mia meu que qui chi quien dans le la les el los il aujourd'hui hoy oggi se si no non "
    "calendrier calendario calendar disponible disponibile libre libero tra entre fino jusqu fin inizio début dodici "
    "due tre trois deux dix onze midi mezzogiorno mediodía ne pas plus más più cette este esta questa l un una "
    "uno aura tendrá"
)
"""What may follow a word for a sort of event and does not say which."""
ADJECTIVE = regex.compile(
    r"(?:aire|al|ale|ali|aux|ique|iques|el|elle|ier|ière|if|ive|eur|ico|ica|ici|ario|aria|ivo|iva|oso|osa|ente|ante)$"
)
"""How words end that in Romance languages say which meeting it is, without a preposition before them."""
ROOM_WORDS = words_in("sala sale salle salles salón stanza stanze habitación chambre room")
SORTS = (
    KINDS
    | GENERIC
    | words_in(
        "kalendertermin kalendereintrag eintrag ereignis einladung événement évènement evento eventi eventos invito "
        "invitation invitación convite uitnodiging zaproszenie inbjudan invitasjon de di del calendrier calendario"
    )
)
"""The words that say of an entry that it is one."""

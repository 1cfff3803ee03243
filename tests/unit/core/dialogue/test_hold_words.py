"""How people ask to keep offered times free: sentences of our own in seven languages, and such that ask for nothing."""

import pytest

from threadline.core.dialogue.booking_words import BookingWish, booking_words
from threadline.core.dialogue.hold_words import HoldWish, hold_wish, speaks_of_holds

BARE = [
    ("hold them", "hold"),
    ("Please keep those three slots free for now", "hold"),
    ("can you pencil them in?", "hold"),
    ("put a hold on all three", "hold"),
    ("Yes, block these times until Bo answers", "hold"),
    ("Halte die drei Termine frei", "hold"),
    ("blocke sie bitte in meinem Kalender", "hold"),
    ("kannst du mir alle drei freihalten?", "hold"),
    ("Garde-les de côté", "hold"),
    ("bloque ces trois créneaux s'il te plaît", "hold"),
    ("resérvalos por ahora", "hold"),
    ("guarda esos tres huecos", "hold"),
    ("tieni questi tre orari liberi", "hold"),
    ("bloccali nel calendario", "hold"),
    ("segura esses três horários", "hold"),
    ("reserva-os por enquanto, por favor", "hold"),
    ("houd ze alle drie vrij", "hold"),
    ("blokkeer die tijden in mijn agenda", "hold"),
    ("release the holds", "release"),
    ("let them go again", "release"),
    ("we don't need the holds any more", "release"),
    ("gib die Termine wieder frei", "release"),
    ("libère les créneaux", "release"),
    ("none of these work for her", "none"),
    ("Keiner davon passt ihm", "none"),
    ("aucun ne lui convient", "none"),
    ("ninguno me sirve", "none"),
    ("nessuno di questi va bene", "none"),
    ("nenhum deles serve", "none"),
    ("geen van deze past", "none"),
]
ASIDE = [
    ("Could you hold all of these in my calendar meanwhile", "hold"),
    ("reserve the three options for Maria", "hold"),
    ("reservier die vorgeschlagenen Zeiten solange", "hold"),
    ("peux-tu les bloquer en attendant ?", "hold"),
    ("apártalos en mi agenda", "hold"),
    ("puoi tenerli liberi fino a domani?", "hold"),
    ("guarda os três horários na minha agenda", "hold"),
    ("kun je die momenten vasthouden?", "hold"),
    ("drop the placeholders", "release"),
    ("sorry, none of them suits", "none"),
]
REFUSED = (
    "None of these work",
    "none of them suit me",
    "Neither works for Bo",
    "none work",
    "Sorry, none of those times work for me",
    "these don't work",
    "None of the times is good",
    "Keiner passt",
    "Von denen passt keiner",
    "Leider passt mir keiner davon",
    "keine der Zeiten geht",
    "die passen alle nicht",
    "Aucun de ces créneaux ne me va",
    "Aucun ne convient",
    "désolé, ça ne va pas, aucun des trois",
    "Rien ne me convient",
    "Ninguno de estos me viene bien",
    "Ninguna de esas horas funciona",
    "no me sirve ninguno",
    "Lo siento, ninguno",
    "Nessuno di questi orari va bene",
    "non mi va bene nessuno",
    "purtroppo nessuno",
    "Nenhum destes horários serve",
    "nenhum dá",
    "infelizmente nenhum deles funciona",
    "Geen van deze tijden past",
    "geen enkele schikt",
    "helaas past geen van alle",
    "ze passen geen van alle",
)
REFUSED_ASIDE = (
    "none of the three fits",
    "not one of them works",
    "keins davon klappt",
    "mir passt keiner",
    "aucune de ces dates ne marche",
    "no me vale ninguna",
    "nessuna di queste date va bene",
    "não me serve nenhum",
    "geen van die momenten lukt",
    "None of these suit us, sorry",
)
NOT_REFUSED = (
    "No, these work",
    "no these work for me",
    "No, estos me sirven",
    "these work for me",
    "all of these work",
    "none of us can come on Monday",
    "none of us works",
    "nothing works",
    "that doesn't work",
    "none of these work?",
    "die passen",
    "no",
)
RELEASED = (
    "release the holds",
    "drop all holds",
    "remove the holds please",
    "let the times go again",
    "free up the slots",
    "you can release those times",
    "clear the placeholders",
    "gib die Zeiten frei",
    "lösch die Platzhalter",
    "lass die Termine wieder los",
    "hebe die Vormerkungen auf",
    "Gib alles wieder frei",
    "libère les options",
    "libère-les",
    "lâche les créneaux",
    "supprime les options",
    "libera los huecos",
    "suelta las horas",
    "quita los bloqueos",
    "libéralas",
    "libera gli orari",
    "togli le opzioni",
    "lascia andare gli orari",
    "liberali",
    "liberta os horários",
    "libera os horários",
    "remove os bloqueios",
    "geef de tijden weer vrij",
    "laat de tijden los",
    "verwijder de opties",
)
RELEASED_ASIDE = (
    "release all of the holds",
    "let go of the holds",
    "please free those slots again",
    "gib die Termine bitte frei",
    "entferne die Platzhalter",
    "libérez les créneaux",
    "libera las opciones",
    "rimuovi le opzioni",
    "solta os horários",
    "geef ze weer vrij",
)
SENDS: list[tuple[str, int | None, bool]] = [
    ("offer Bo three times next week and hold them", 3, True),
    ("Send Ana two slots on Friday, 45 minutes, and keep them free", 2, True),
    ("find three times for Bo next week and hold them", 3, True),
    ("propose four options to Jo for a call next week", 4, False),
    ("Biete Bo nächste Woche drei Termine an und halte sie frei", 3, True),
    ("schick Petra zwei Zeiten für Donnerstag", 2, False),
    ("propose trois créneaux à Claire la semaine prochaine et bloque-les", 3, True),
    ("ofrécele a Luis tres huecos la próxima semana y resérvalos", 3, True),
    ("proponi a Giulia tre orari per la prossima settimana e tienili liberi", 3, True),
    ("oferece à Rita três horários para a próxima semana e segura-os", 3, True),
    ("bied Joris drie tijden aan voor volgende week en houd ze vrij", 3, True),
    ("send Bo my free times next week and hold them", None, True),
    ("stel Bo drie tijden voor volgende week voor en houd ze vrij", 3, True),
    ("schlag Bo drei Termine nächste Woche vor und halte sie frei", 3, True),
    ("biete Bo nächste Woche drei Zeiten an und halt sie frei", 3, True),
    ("propose three slots to bo@example.com next week, 30 minutes, and put a hold on each", 3, True),
    ("offer Bo two slots on Friday and put a hold on each one", 2, True),
    ("suggest four times to Cy next week and hold each of them", 4, True),
    ("propón tres horas a Bo la semana que viene y resérvalas", 3, True),
    ("nenn Bo drei Termine und reservier jeden davon", 3, True),
]
SENDS_ASIDE: list[tuple[str, int | None, bool]] = [
    ("could you give Marta three options for next Tuesday and block them in my calendar", 3, True),
    ("Nenn Jonas drei Zeitfenster am Mittwoch und blocke sie bitte", 3, True),
    ("envoie deux dates à Paul pour la semaine prochaine, et garde-les", 2, True),
    ("manda tres opciones a Carmen para el jueves y bloquéalas", 3, True),
    ("stuur Eva twee momenten voor morgen en reserveer ze", 2, True),
]
ELSE = [
    "hold the meeting on Friday at 3",
    "keep me posted",
    "block Friday afternoon for deep work",
    "reserve a table for two at 8",
    "Halte mich auf dem Laufenden",
    "garde ton calme",
    "none of us can come on Monday, move it to Tuesday",
    "are these times still free?",
    "give me three options for dinner",
    "I offered Bo three times next week",
    "they held them last week",
    "stel Bo voor om drie uur te bellen",
    "propose two dates for the offsite",
    "propose a meeting on Friday at 3 and put it on each calendar",
    "drop the call with Bo",
    "cancel all three meetings on Friday",
    "houd me op de hoogte",
    "reserva una mesa para dos",
]


@pytest.mark.parametrize(("text", "wish"), BARE + ASIDE)
def test_what_is_wanted_of_offered_times(text: str, wish: str) -> None:
    assert hold_wish(text) == HoldWish(wish)


@pytest.mark.parametrize(("text", "count", "held"), SENDS + SENDS_ASIDE)
def test_times_to_offer(text: str, count: int | None, held: bool) -> None:
    wanted = booking_words(text)
    assert wanted is not None
    assert (wanted.wish, wanted.count, wanted.held) == (BookingWish.SEND, count, held)


@pytest.mark.parametrize("text", ELSE)
def test_what_speaks_of_something_else(text: str) -> None:
    assert hold_wish(text) is None
    assert booking_words(text) is None


@pytest.mark.parametrize("text", REFUSED + REFUSED_ASIDE)
def test_none_of_several_times_suits(text: str) -> None:
    assert hold_wish(text) is HoldWish.NONE


@pytest.mark.parametrize("text", NOT_REFUSED)
def test_what_refuses_no_times(text: str) -> None:
    assert hold_wish(text) is None


@pytest.mark.parametrize("text", RELEASED + RELEASED_ASIDE)
def test_held_times_are_to_be_let_go(text: str) -> None:
    assert hold_wish(text) is HoldWish.RELEASE


@pytest.mark.parametrize(
    ("text", "certain"),
    [("release the holds", True), ("gib die Termine frei", True), ("annule les réservations", False)],
)
def test_whether_only_holds_can_be_meant(text: str, certain: bool) -> None:
    assert hold_wish(text) is HoldWish.RELEASE
    assert speaks_of_holds(text) is certain

"""How people ask to have times offered to somebody: sentences of our own in seven languages, and such that search."""

import pytest

from threadline.core.dialogue.booking_words import BookingWish, booking_words
from threadline.core.dialogue.offer_words import recipient_in

OWN: list[tuple[str, int, bool, str]] = [
    ("Stel Bo drie tijden voor volgende week voor", 3, False, "Bo"),
    ("Stel Sanne twee momenten op dinsdag voor en blokkeer ze", 2, True, "Sanne"),
    ("Kun je Joris vier tijden voor morgen voorstellen en ze vrijhouden?", 4, True, "Joris"),
    ("Schlag Petra zwei Termine am Mittwoch vor", 2, False, "Petra"),
    ("Kannst du Jonas drei Zeiten für nächste Woche vorschlagen und sie freihalten?", 3, True, "Jonas"),
    ("Bitte schlage Frau Kern drei Termine vor und blocke sie", 3, True, "Frau Kern"),
    ("Biete jonas@example.com nächste Woche zwei Zeitfenster an und halte beide frei", 2, True, "jonas"),
    ("Könntest du Mia am Donnerstag drei Slots anbieten und jeden davon reservieren?", 3, True, "Mia"),
    ("bied sanne@example.com drie opties aan voor vrijdag en hou ze vrij", 3, True, "sanne"),
    ("Propose three slots to bo@example.com next week and keep them free", 3, True, "bo"),
    ("Suggest two options to Dana for Tuesday and block them", 2, True, "Dana"),
    ("Please offer Kim four times next week, 45 minutes, and hold each one", 4, True, "Kim"),
    ("Can you suggest three times to Lee for next week?", 3, False, "Lee"),
    ("propose two dates to Ana Koller and put holds on both", 2, True, "Ana Koller"),
    ("Offer dana.lee@example.com three openings on Friday, and block each of them", 3, True, "dana.lee"),
    ("find two slots for Bo on Thursday and put a hold on both", 2, True, "Bo"),
    ("Propose à Claire trois créneaux la semaine prochaine et garde-les", 3, True, "Claire"),
    ("Peux-tu proposer deux dates à Luc pour jeudi et les bloquer ?", 2, True, "Luc"),
    ("Offre trois horaires à claire@example.com et réserve chacun d'eux", 3, True, "claire"),
    ("Propón dos horas a Lucía para el martes y bloquéalas", 2, True, "Lucía"),
    ("Ofrécele a Pablo tres huecos la semana que viene y guárdalos", 3, True, "Pablo"),
    ("Puedes proponerle a Carmen tres opciones y reservarlas?", 3, True, "Carmen"),
    ("Proponi due orari a Marco per giovedì e bloccali", 2, True, "Marco"),
    ("Offri a Giulia tre opzioni la prossima settimana e tienile libere", 3, True, "Giulia"),
    ("Puoi proporre tre date a Luca e tenerle libere?", 3, True, "Luca"),
    ("Oferece ao Bo três horários para a próxima semana e segura-os", 3, True, "Bo"),
    ("Propõe à Inês dois horários na terça e bloqueia-os", 2, True, "Inês"),
    ("Ofereça ao João três opções na próxima semana e reserve cada uma", 3, True, "João"),
    ("Pode propor três horários para a Rita e segurar todos?", 3, True, "Rita"),
    ("Encontra três horários para o Miguel na sexta e guarda-os", 3, True, "Miguel"),
]
ASIDE: list[tuple[str, int, bool, str]] = [
    ("Stel Eva drie momenten voor en reserveer elk ervan", 3, True, "Eva"),
    ("Schlagen Sie Herrn Berg drei Termine nächste Woche vor und halten Sie sie frei", 3, True, "Herrn Berg"),
    ("Biete Lena zwei Optionen am Freitag an", 2, False, "Lena"),
    ("Could you propose four times to max@example.com for tomorrow and pencil them in?", 4, True, "max"),
    ("Offer Priya two windows on Monday and reserve both of them", 2, True, "Priya"),
    ("Propose quatre créneaux à Hugo et mets une option sur chacun", 4, True, "Hugo"),
    ("Proponle a Elena dos fechas y apártalas", 2, True, "Elena"),
    ("Proponi a Sara tre momenti e riservali", 3, True, "Sara"),
    ("Sugere três horários ao Pedro e segura-os", 3, True, "Pedro"),
    ("Kun je Tim twee tijden aanbieden en ze blokkeren?", 2, True, "Tim"),
]
SEARCHES = (
    "give me three options for dinner",
    "propose two dates for the offsite",
    "suggest three times for a call with the team",
    "propose three times with Bo next week",
    "suggest me three slots with Bo on Friday",
    "propose three times for a Zoom call next week",
    "Can you give me two dates for lunch with Bo?",
    "Schlag drei Termine für das Teamessen vor",
    "Schlag mir zwei Termine mit Petra vor",
    "nenn mir drei Termine",
    "stel me drie tijden voor met Eva",
    "stel drie tijden voor",
    "propose-moi trois créneaux avec Claire",
    "Propose deux dates pour le dîner",
    "proponme tres horas con Luis",
    "proponi tre date per la cena",
    "proponimi tre orari con Luca",
    "Bo proposed three times",
    "give Bo two hours on Friday",
)
"""A link is a permission: who looks for a time gives none."""


@pytest.mark.parametrize(("text", "count", "held", "who"), OWN + ASIDE)
def test_times_are_offered_to_who_is_named(text: str, count: int, held: bool, who: str) -> None:
    wanted = booking_words(text)
    assert wanted is not None
    assert (wanted.wish, wanted.count, wanted.held) == (BookingWish.SEND, count, held)
    assert recipient_in(text) == who


@pytest.mark.parametrize("text", SEARCHES)
def test_who_looks_for_a_time_offers_none(text: str) -> None:
    assert booking_words(text) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("offer bo three times next week and hold them", "bo"),
        ("send three times for Friday to Kim", "Kim"),
        ("find three times for Bo next week and hold them", "Bo"),
        ("offer them three times next week", ""),
        ("schick drei Zeiten für Donnerstag", ""),
    ],
)
def test_whom_they_are_for(text: str, who: str) -> None:
    assert recipient_in(text) == who

"""Which words ask for free times to send, or are about booking links."""

import pytest

from threadline.core.dialogue.booking_words import BookingWish, booking_words

SEND = (
    "Send Bo my free times next week",
    "please share my availability with Dana for Thursday",
    "send my free slots to jo@example.com, 45 minutes",
    "Can you send Maria a booking link?",
    "write down my free times for next week to send",
    "Schick Bo meine freien Termine für nächste Woche",
    "Kannst du Petra meine freien Zeiten schicken?",
    "Teile meine Verfügbarkeit mit Jonas",
    "Schreib mir auf, wann ich nächste Woche Zeit habe, zum Verschicken",
    "Envoie mes disponibilités à Claire",
    "Peux-tu envoyer à Luc mes créneaux libres de la semaine prochaine ?",
    "Partage mes disponibilités avec l'équipe",
    "Envía mis horas libres a Pablo",
    "¿Puedes mandarle a Lucía mis huecos libres?",
    "Comparte mi disponibilidad de la próxima semana",
    "Manda a Giulia i miei orari liberi",
    "Puoi inviare a Marco la mia disponibilità per giovedì?",
    "Condividi le mie disponibilità",
    "Envie os meus horários livres para a Rita",
    "Você pode mandar minha disponibilidade para o João?",
    "Share a few free slots with Kim on Friday afternoon",
    "could you send over my availability for the week of December 7 to Lee in New York time",
    "send them some times when I'm free",
    "Bitte sende Frau Kern ein paar freie Termine",
    "Donne à Paul quelques créneaux disponibles mardi",
    "Pásale a Ana mi disponibilidad para el martes",
    "Scrivi a Luca quando sono libero la prossima settimana",
    "Partilhe a minha disponibilidade com a Inês",
    "Stuur Joris mijn vrije tijden van volgende week",
    "Kun je mijn beschikbaarheid met Sanne delen?",
)
NOT = (
    "When am I free next week?",
    "Give me my free times on Friday",
    "Am I free at 3?",
    "Find a free slot with Bo next week",
    "Send Bo the minutes",
    "Wann habe ich Zeit?",
    "Gib mir meine freien Zeiten morgen",
    "Block my free time on Friday",
    "Book a free slot for the dentist",
    "Share the notes with Dana",
    "Send an invitation to Bo for Friday at 3",
    "¿Cuándo estoy libre?",
    "Ho scritto a Luca ieri",
    "Who is free on Monday?",
    "The office has no free times",
    "I sent Bo my free times yesterday",
    "Did you send Bo my availability?",
    "Bo sent his free times",
    "Quand suis-je disponible ?",
    "I will send Bo my free times tomorrow",
    "Bo asked me to send my free times",
    "Can you send me my free times on Friday?",
    "Please don't send my availability to Bo",
    "Never share my availability",
    "Teile meine freien Termine nicht",
    "Ich schicke Bo meine freien Termine",
    "Remind me to send Bo my free times",
    "send Bo the free slots of Ana",
    "send Bo Ana's free times",
)
LINKS = (
    ("my booking links", BookingWish.LIST),
    ("show me my booking links", BookingWish.LIST),
    ("zeig mir meine Buchungslinks", BookingWish.LIST),
    ("mes liens de réservation", BookingWish.LIST),
    ("muéstrame mis enlaces de reserva", BookingWish.LIST),
    ("i miei link di prenotazione", BookingWish.LIST),
    ("meus links de reserva", BookingWish.LIST),
    ("mijn boekingslinks", BookingWish.LIST),
    ("close booking link 2", BookingWish.CLOSE),
    ("schließe meinen Buchungslink", BookingWish.CLOSE),
    ("ferme le lien de réservation 1", BookingWish.CLOSE),
    ("cierra mi enlace de reserva", BookingWish.CLOSE),
    ("chiudi il link di prenotazione", BookingWish.CLOSE),
    ("fecha o link de reserva", BookingWish.CLOSE),
    ("sluit mijn boekingslink", BookingWish.CLOSE),
    ("create a permanent booking link for 45 minutes", BookingWish.STANDING),
    ("erstelle einen dauerhaften Buchungslink", BookingWish.STANDING),
    ("crée un lien de réservation permanent de 30 minutes", BookingWish.STANDING),
    ("crea un enlace de reserva permanente", BookingWish.STANDING),
    ("crea un link di prenotazione fisso", BookingWish.STANDING),
    ("cria um link de reserva permanente", BookingWish.STANDING),
    ("maak een vaste boekingslink", BookingWish.STANDING),
    ("make me a booking link", BookingWish.SEND),
)


@pytest.mark.parametrize("text", SEND)
def test_free_times_are_to_be_sent(text: str) -> None:
    wanted = booking_words(text)
    assert wanted is not None
    assert wanted.wish is BookingWish.SEND


@pytest.mark.parametrize("text", NOT)
def test_other_words_make_no_link(text: str) -> None:
    assert booking_words(text) is None


@pytest.mark.parametrize(("text", "wish"), LINKS)
def test_words_about_links(text: str, wish: BookingWish) -> None:
    wanted = booking_words(text)
    assert wanted is not None
    assert wanted.wish is wish


def test_the_number_of_a_link() -> None:
    wanted = booking_words("close booking link 2")
    assert wanted is not None
    assert wanted.number == 2

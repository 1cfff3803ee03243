"""Answers of mail programs for people who are away, by their words alone, and what people write of absences."""

from dataclasses import replace

import pytest

from tests.unit.bots.email.incoming.test_loops import OURS, mail
from threadline.bots.email.incoming.automatic_replies import is_automatic_reply
from threadline.bots.email.incoming.loops import why_not_answered
from threadline.bots.email.mail.parsed_mail import ParsedMail


def answer(subject: str, text: str = "Hello") -> ParsedMail:
    """A mail that answers another one."""
    return replace(mail(), subject=subject, text=text, in_reply_to=("card@example.net",))


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Budget", "Auto-Reply: Re: Lunch", "Autoreply: hi",
        "Automatische Antwort: Angebot", "Autom. Antwort: Angebot", "Réponse automatique : devis",
        "Respuesta automática: pedido", "Risposta automatica: ordine", "Resposta automática: pedido",
        "Automatisch antwoord: offerte", "Automatische reactie: offerte", "Automatiskt svar: möte", "Autosvar: møte",
        "Automaattinen vastaus: tarjous", "Odpowiedź automatyczna: oferta", "Automatická odpověď: nabídka",
        "Automatikus válasz: ajánlat", "Otomatik yanıt: teklif", "Автоответ: встреча", "Автоматический ответ: смета",
        "自動応答: 見積もり", "自动回复: 报价", "자동 회신: 견적", "Automatic reply",
    ],
)  # fmt: skip
def test_a_subject_that_only_programs_write(subject: str) -> None:
    assert is_automatic_reply(replace(mail(), subject=subject))
    assert "away" in why_not_answered(replace(mail(), subject=subject), ours=OURS)


@pytest.mark.parametrize(
    "subject",
    [
        "Out of office: Budget", "Out of the office", "OOO Re: Plan", "Abwesenheitsnotiz: Re: Budget",
        "Abwesend: Angebot", "Absence du bureau : devis", "Fuera de la oficina: pedido", "Ausente: pedido",
        "Fuori sede: ordine", "Ausência: pedido", "Afwezig: offerte", "Frånvaro: möte", "Nieobecność: oferta",
        "不在のお知らせ", "On vacation: Budget",
    ],
)  # fmt: skip
def test_a_subject_of_absence_in_an_answer(subject: str) -> None:
    assert is_automatic_reply(answer(subject))
    assert not is_automatic_reply(replace(mail(), subject=subject)), "somebody may write of an absence by themselves"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your e-mail. I am out of the office until Monday.",
        "Vielen Dank für Ihre Nachricht. Ich bin bis 1. Dezember nicht im Büro.",
        "Merci pour votre message. Je suis absente jusqu'au 4 décembre.",
        "Gracias por su correo. Estoy fuera de la oficina hasta el lunes.",
        "Grazie per la sua mail. Sono fuori ufficio fino a lunedì.",
        "Bedankt voor je bericht. Ik ben afwezig tot maandag.",
    ],
)
def test_words_of_absence_to_whomever_wrote(text: str) -> None:
    assert is_automatic_reply(answer("Re: Budget", text))
    assert not is_automatic_reply(replace(mail(), subject="Budget", text=text))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Budget", "I am out of the office on Friday, can we say Monday at 10?"),
        ("Re: Automatic reply: Budget", "Then let us meet on Tuesday at 3."),
        ("Automatic doors", "The fitter comes on Tuesday at 3pm."),
        ("Autonomous driving talk", "Friday at 4pm in room 2."),
        ("AW: Angebot", "Ich bin am Freitag im Urlaub, Montag um 10 passt."),
        ("Reply: Budget", "yes"),
    ],
)
def test_what_people_write_is_heard(subject: str, text: str) -> None:
    assert not is_automatic_reply(answer(subject, text))


@pytest.mark.parametrize(
    "sender",
    ["no-reply@shop.example.net", "noreply@x.example", "do-not-reply@x.example", "NoReply-calendar@x.example",
     "donotreply@x.example"],
)  # fmt: skip
def test_nobody_is_written_to_where_nobody_reads(sender: str) -> None:
    assert "Nobody reads" in why_not_answered(mail(sender), ours=OURS)


def test_people_whose_names_begin_alike_are_answered() -> None:
    assert why_not_answered(mail("nora.eply@example.com"), ours=OURS) == ""

"""What is to be done, by whom and until when, in seven languages; and what is no such list."""

from datetime import UTC, datetime

import pytest

from threadline.core.dialogue.action_items import ActionItems, asks_for_items, read_items

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)  # a Tuesday


def read(text: str) -> ActionItems:
    return read_items(text, NOW, "Europe/Vienna")


def told(text: str) -> list[tuple[str | None, str, str]]:
    return [(each.who, each.title, each.due.isoformat()[5:] if each.due else "") for each in read(text).items]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Bo sends the offer by Friday, I book the hall until the 12th",
            [("Bo", "sends the offer", "12-04"), (None, "book the hall", "12-12")],
        ),
        (
            "I'll send the minutes by Thursday and Dee reviews the contract by Monday.",
            [(None, "send the minutes", "12-03"), ("Dee", "reviews the contract", "12-07")],
        ),
        (
            "Dee to write the report by Wednesday. I need to check the numbers by Thursday.",
            [("Dee", "write the report", "12-02"), (None, "check the numbers", "12-03")],
        ),
        (
            "Bo schickt das Angebot bis Freitag, ich buche die Halle bis zum 12.",
            [("Bo", "schickt das Angebot", "12-04"), (None, "buche die Halle", "12-12")],
        ),
        (
            "Ich muss die Rechnung bis Montag zahlen und Bo bestellt das Essen bis Freitag.",
            [(None, "die Rechnung zahlen", "12-07"), ("Bo", "bestellt das Essen", "12-04")],
        ),
        (
            "J'envoie le devis d'ici jeudi et Paul appelle le client avant le 12 décembre",
            [(None, "envoie le devis", "12-03"), ("Paul", "appelle le client", "12-12")],
        ),
        (
            "Tengo que llamar al banco antes del viernes, Bo prepara las diapositivas antes del lunes.",
            [(None, "llamar al banco", "12-04"), ("Bo", "prepara las diapositivas", "12-07")],
        ),
        (
            "Devo chiamare la banca entro venerdì e Bo prepara le slide entro lunedì.",
            [(None, "chiamare la banca", "12-04"), ("Bo", "prepara le slide", "12-07")],
        ),
        (
            "Vou ligar ao banco até sexta e o Bo prepara os slides até segunda.",
            [(None, "ligar ao banco", "12-04"), ("Bo", "prepara os slides", "12-07")],
        ),
        (
            "Ik moet de bank bellen voor vrijdag en Bo maakt de slides voor maandag.",
            [(None, "de bank bellen", "12-04"), ("Bo", "maakt de slides", "12-07")],
        ),
        (
            "Action items:\n- Ana: send the offer by Friday\n- Bo: call the venue (by 12 December)\n"
            "- Book the hall - Ana - 10 December\n- [x] Ana: pay the rent",
            [("Ana", "send the offer", "12-04"), ("Bo", "call the venue", "12-12"), ("Ana", "Book the hall", "12-10")],
        ),
        ("Aufgaben:\n- Ana: Protokoll schreiben (bis 4. Dezember)", [("Ana", "Protokoll schreiben", "12-04")]),
        ("My to-dos: call the bank by Friday; order paper", [("", "call the bank", "12-04"), ("", "order paper", "")]),
    ],
)
def test_read_and_offered_unasked(text: str, items: list[tuple[str | None, str, str]]) -> None:
    assert told(text) == items
    assert read(text).plain


@pytest.mark.parametrize(
    "text",
    [
        "Let's meet on Friday at 10",
        "I book the hall tomorrow at 3 and Bo comes",
        "I will be out until Friday, Bo is away until Monday",
        "I work until Friday and Bo waits until Monday",
        "Ich arbeite bis Freitag, Bo bleibt bis Montag",
        "Thanks, I will be there by 5",
        "Can you send the offer by Friday, and the invoice by Monday?",
        "I'll send the offer by Friday",
        "- milk\n- bread",
        "Bo comes at 3, I come at 4",
    ],
)
def test_other_talk_is_not_offered(text: str) -> None:
    assert not read(text).plain


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("What are my action items?\nAna: send the offer", "Ana: send the offer"),
        ("Put my to-dos from these notes on my list:\n- call Dee", "- call Dee"),
        ("Setz meine Aufgaben aus dem Protokoll auf meine Liste", ""),
        ("Ajoute mes tâches de ces notes à ma liste", ""),
        ("Añade mis tareas de estas notas a mi lista", ""),
        ("Aggiungi le mie attività in queste note alla mia lista", ""),
        ("Põe as minhas tarefas destas notas na minha lista", ""),
        ("Zet mijn taken uit de notulen op mijn lijst", ""),
    ],
)
def test_asked_for(text: str, below: str) -> None:
    assert asks_for_items(text) == (True, below)


def test_not_asked_for() -> None:
    assert asks_for_items("put call Dee on my list") == (False, "")


def test_headings_of_ones_own() -> None:
    assert read("My tasks:\n- finish the slides").own
    assert not read("Tasks:\n- finish the slides").own

"""Titles beside company and a place, where no rules of English help."""

from __future__ import annotations

import pytest

from tests.unit.calendar.extract.scenes import read


@pytest.mark.parametrize(
    ("text", "title", "people", "place"),
    [
        ("Note le contrôle technique de la voiture vendredi à 8h", "contrôle technique de la voiture", (), None),
        ("Plan een lunch met Sanne bij De Pijp op woensdag om 12.30 uur", "lunch", ("Sanne",), "De Pijp"),
        ("Pon cena con Lucía en Casa Benigna el viernes a las 21:30", "cena", ("Lucía",), "Casa Benigna"),
        ("Marca um almoço com o Rui no Café Central na quinta às 13h", "almoço", ("Rui",), "Café Central"),
        ("Salı saat 12'de Ayşe ile Köşebaşı'nda öğle yemeği ekle", "öğle yemeği", ("Ayşe",), "Köşebaşı"),
        ("Cumartesi 15:00'te Zeynep'le Moda'da kahve ekle", "kahve", ("Zeynep",), "Moda"),
        ("水曜10時に本社で鈴木部長と面談", "面談", ("鈴木",), "本社"),
        ("周五晚上七点和小王在海底捞吃饭，加到日历", "吃饭", ("小王",), "海底捞"),
        ("周四下午四点在学校跟张老师面谈", "面谈", ("张老师",), "学校"),
        ("Termin beim Steuerberater Donnerstag 9 Uhr", "Termin beim Steuerberater", (), None),
    ],
)
def test_a_title_holds_neither_company_nor_place(
    text: str, title: str, people: tuple[str, ...], place: str | None
) -> None:
    found = read(text)
    assert (found.title, found.attendees, found.location) == (title, people, place)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("dinner with Tom's parents on Sunday at 6pm", ("Tom's parents",)),
        ("picnic with the Hendersons on Saturday at noon", ("Hendersons",)),
        ("Lunch med Lisa i Stockholm på fredag kl 12", ("Lisa",)),
        ("Riunione con l'avvocato Bassi giovedì alle 15", ("avvocato Bassi",)),
    ],
)
def test_families_and_relatives_are_company(text: str, people: tuple[str, ...]) -> None:
    assert read(text).attendees == people


@pytest.mark.parametrize("text", ["明天上午十点在三号会议室开会", "Overleg in kamer 3.04 donderdag om 13 uur"])
def test_the_number_of_a_room_is_no_time(text: str) -> None:
    assert len(read(text).when_spans) <= 2
    assert not any(said in ("三号", "3.04") for said in read(text).when_spans)

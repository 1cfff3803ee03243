"""Bare entries, and what is said in languages that have no rules or nobody reads."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.extract import Intent, extract
from threadline.core.scheduling.interpretation import understand

SAID_AT = datetime(2026, 11, 30, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("text", ["Movie with Sam at the Odeon, Saturday 20:15", "Borrel met Fleur vrijdag 17:00"])
def test_a_name_with_company_and_an_hour_is_an_entry(text: str) -> None:
    assert extract(text, SAID_AT).intent is Intent.CREATE


@pytest.mark.parametrize("text", ["I met Sam at the Odeon on Saturday 20:15", "Movie with Sam at the Odeon?"])
def test_who_speaks_writes_no_entry(text: str) -> None:
    assert extract(text, SAID_AT, least=0).intent is not Intent.CREATE


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lägg in budgetgenomgången på torsdag kl 15", "budgetgenomgången"),
        ("Petit-déj avec Manon vendredi à 8h30 au café des Arts", "Petit-déj"),
        ("목요일 오후 3시에 예산 검토를 추가해 줘", "예산 검토"),
    ],
)
def test_titles_are_found_without_rules_of_the_language(text: str, title: str) -> None:
    assert extract(text, SAID_AT).title == title


@pytest.mark.parametrize(
    "text", ["Jadwalkan rapat besok jam 10", "meeting kal subah 10:30 with Priya", "tapaaminen huomenna kello 14"]
)
def test_a_clock_in_a_language_that_nobody_reads_is_asked_for(text: str) -> None:
    reading = understand(text, sent_at=SAID_AT, zone="Europe/Berlin")
    assert reading.draft is None
    assert reading.question

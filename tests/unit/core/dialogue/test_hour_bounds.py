"""When nobody is to meet somebody: said as a bound, kept as working hours."""

import pytest

from threadline.core.dialogue.preference_words import wish_of


def hours(text: str, kept: str = "09:00-18:00") -> str | None:
    wish = wish_of(text)
    return wish.value({"working_hours": kept}) if wish is not None and wish.key == "working_hours" else None


@pytest.mark.parametrize(
    "text",
    [
        "I never want meetings before 10",
        "no meetings before 10 please",
        "Ich möchte keine Termine vor 10 Uhr",
        "vor 10 Uhr möchte ich keine Termine",
        "je ne veux pas de réunions avant 10h",
        "no quiero reuniones antes de las 10",
        "non voglio riunioni prima delle 10",
        "não quero reuniões antes das 10",
        "geen afspraken voor 10 uur",
    ],
)
def test_nothing_before_a_clock(text: str) -> None:
    assert hours(text) == "10:00-18:00"


@pytest.mark.parametrize("text", ["No calls after 4", "keine Termine nach 16 Uhr", "sem reuniões depois das 16h"])
def test_nothing_after_a_clock(text: str) -> None:
    assert hours(text) == "09:00-16:00"


@pytest.mark.parametrize(
    "text", ["no meetings before 10 tomorrow", "no meetings on Friday", "no meetings before 19", "no meetings after 8"]
)
def test_what_bounds_one_day_or_leaves_no_hours_is_no_preference(text: str) -> None:
    assert hours(text) is None

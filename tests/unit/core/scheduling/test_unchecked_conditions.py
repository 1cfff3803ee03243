"""Conditions that nobody but the person can check are found, polite ones and questions are none."""

import pytest

from threadline.core.scheduling.conditions import read_condition
from threadline.core.scheduling.unchecked_conditions import unchecked_condition


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("if it rains, book the gym tomorrow at 5pm", "if it rains", "book the gym tomorrow at 5pm"),
        ("unless Mia objects, meet her on Thursday at 3pm", "unless Mia objects", "meet her on Thursday at 3pm"),
        ("book lunch with Bo at noon if he is free", "if he is free", "book lunch with Bo at noon"),
        ("wenn Bo zusagt, trag ein Treffen ein", "wenn Bo zusagt", "trag ein Treffen ein"),
        ("réserve une heure demain si Gil n'est pas malade", "si Gil n'est pas malade", "réserve une heure demain"),
    ],
)
def test_a_condition_is_told_apart_from_what_is_to_be_done(text: str, words: str, act: str) -> None:
    found = unchecked_condition(text)
    assert found is not None
    assert (found.words, found.act) == (words, act)


@pytest.mark.parametrize(
    "text",
    [
        "if you can, book the gym tomorrow at 5pm",
        "let me know if Friday works",
        "Lass uns morgen um 10 treffen, wenn es dir passt",
        "se possibile, pranzo domani alle 13",
        "réunion demain à 10h, s'il te plaît",
        "quedamos mañana a las 10 si te va bien",
        "Let's lock in 11:30 on the 25th, unless you'd rather 12",
    ],
)
def test_what_is_only_polite_is_no_condition(text: str) -> None:
    assert unchecked_condition(text) is None


@pytest.mark.parametrize(
    ("text", "who", "period"),
    [
        ("if I don't see Mia this week, book half an hour", "Mia", "this week"),
        ("falls ich Mia diese Woche nicht treffe, buch eine Stunde", "Mia", "diese Woche"),
        ("se non vedo Mia questa settimana, prenota mezz'ora", "Mia", "questa settimana"),
        ("als ik Bo deze week niet zie, plan een half uur", "Bo", "deze week"),
    ],
)
def test_a_meeting_that_may_still_be_is_a_condition(text: str, who: str, period: str) -> None:
    found = read_condition(text)
    assert found is not None
    assert (found.who, found.period) == (who, period)

"""Days, times and lists as each language writes them."""

from datetime import UTC, datetime

import pytest

from threadline.texts import formats
from threadline.texts.languages import SPOKEN
from threadline.texts.speaking import speaking

START, END = datetime(2026, 11, 26, 15, 0, tzinfo=UTC), datetime(2026, 11, 26, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "span"),
    [
        ("en", "Thu 26 Nov 2026, 15:00–16:30"),
        ("de", "Do., 26. Nov. 2026, 15:00–16:30 Uhr"),
        ("fr", "jeu. 26 nov. 2026, 15:00 – 16:30"),
        ("es", "jue, 26 nov 2026, 15:00–16:30"),
        ("it", "gio 26 nov 2026, 15:00–16:30"),
        ("pt", "qui., 26 de nov. de 2026, 15:00 – 16:30"),
        ("nl", "do 26 nov 2026, 15:00–16:30"),
        ("ja", "2026年11月26日(木) 15:00～16:30"),
        ("zh", "2026年11月26日周四 15:00–16:30"),
        ("ko", "2026년 11월 26일 (목) 오후 3:00~4:30"),
        ("ar", "الخميس، 26 نوفمبر 2026، 3:00–4:30 م"),
    ],
)
def test_a_stretch_of_time(language: str, span: str) -> None:
    with speaking(language):
        assert formats.span(START, END).translate({0x2009: " ", 0x202F: " ", 0xA0: " "}) == span


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_writes_everything(language: str) -> None:
    with speaking(language):
        said = [
            formats.day(START.date()),
            formats.short_day(START),
            formats.month(START),
            formats.weekday(3),
            formats.weekday(3, long=True),
            formats.clock(START),
            formats.span(START, END.replace(day=27)),
            formats.and_list(["Ana", "Bo", "Cy"]),
            formats.or_list(["Ana", "Bo"]),
        ]
    assert all(said)
    assert "26" in said[0]
    assert "Ana" in said[-1]


def test_lists_in_english_and_german() -> None:
    assert formats.and_list(["Ana", "Bo", "Cy"]) == "Ana, Bo and Cy"
    assert formats.or_list(["Ana", "Bo", "Cy"]) == "Ana, Bo or Cy"
    assert formats.and_list([]) == ""
    with speaking("de"):
        assert formats.and_list(["Ana", "Bo", "Cy"]) == "Ana, Bo und Cy"
        assert formats.or_list(["Ana", "Bo"]) == "Ana oder Bo"
        assert formats.and_list([]) == ""

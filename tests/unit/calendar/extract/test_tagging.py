"""The learned tagger: what it sees of a text, what it finds, and that its table is the one that its sentences make."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.calendar.extract.tagging import tag
from threadline.calendar.extract.tagging.tagger import weights
from threadline.calendar.extract.tagging.tokens import TIME, tokens_of
from training.slots.__main__ import SHEET, sheet_of
from training.slots.rows import all_rows


def words(text: str, *times: str) -> list[str]:
    return [
        token.word for token in tokens_of(text, [(text.index(time), text.index(time) + len(time)) for time in times])
    ]


def test_a_time_is_one_token_and_scripts_without_blanks_are_cut_at_every_character() -> None:
    assert words("Kaffee morgen um 9 mit Ana", "morgen um 9") == ["Kaffee", TIME, "mit", "Ana"]
    assert words("明日ランチに行く", "明日") == [TIME, "ランチ", "に", "行", "く"]
    assert words("l'église d'Ana") == ["l'", "église", "d'", "Ana"]


@pytest.mark.parametrize(
    ("text", "time", "title"),
    [
        ("Erinnere mich morgen daran, Brot zu holen", "morgen", "Brot zu holen"),
        ("ajoute cours de guitare demain", "demain", "cours de guitare"),
        ("recuérdame comprar flores mañana", "mañana", "comprar flores"),
        ("ricordami di pagare la bolletta domani", "domani", "pagare la bolletta"),
        ("påminn mig om att köpa blommor i morgon", "i morgon", "köpa blommor"),
        ("напомни мне завтра купить хлеб", "завтра", "купить хлеб"),
    ],
)
def test_the_title_of_a_command_is_found(text: str, time: str, title: str) -> None:
    found = tag(text, [(text.index(time), text.index(time) + len(time))])

    assert [each.value for each in found.titles] == [title]


@given(st.text(max_size=60), st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_whatever_is_found_stands_in_the_text(text: str, time: tuple[int, int]) -> None:
    found = tag(text, [time])

    for each in (*found.titles, *found.people, *found.places):
        assert text[slice(*each.span)] == each.value


def test_the_table_is_the_one_that_its_sentences_make() -> None:
    sheet = json.loads(SHEET.read_text(encoding="utf-8"))

    assert sheet_of(all_rows()).items() <= sheet.items(), "run `python -m training.slots`"
    assert sha256(weights().tobytes()).hexdigest() == sheet["table_sha256"]

"""Which languages a text may be in, and that little words of any language are no times."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.calendar.when.test_everyday import REFERENCE
from threadline.calendar.when import Policy, resolve
from threadline.calendar.when.folding import fold
from threadline.calendar.when.languages import ROOMS, room
from threadline.calendar.when.languages.detection import candidates, detect

NO_TIMES = [
    tuple(line.split("|")) for line in Path(__file__).with_name("no_times.txt").read_text(encoding="utf-8").splitlines()
]
LEAST_CONFIDENCE = 0.35


@pytest.mark.parametrize(("language", "text"), NO_TIMES)
def test_little_words_and_counts_are_no_times(language: str, text: str) -> None:
    for told in (None, language):
        assert [
            when.text for when in resolve(text, REFERENCE, language=told) if when.confidence >= LEAST_CONFIDENCE
        ] == []


@pytest.mark.parametrize(
    ("text", "hints", "language"),
    [
        ("ok", ("de",), "de"),
        ("15:00", ("nb-NO",), "no"),
        ("morgen", ("nl",), "nl"),
        ("morgen", ("de",), "de"),
        ("Lunch tomorrow at noon", ("de",), "en"),
        ("Treffen morgen um 15 Uhr", ("en", "fr"), "de"),
        ("завтра", ("uk",), "uk"),
        ("завтра", ("ru",), "ru"),
        ("明日会議", ("ja",), "ja"),
    ],
)
def test_the_languages_of_the_writer_help_where_the_text_does_not_tell(
    text: str, hints: tuple[str, ...], language: str
) -> None:
    assert detect(text, hints) == language


def test_a_hint_does_not_hide_what_the_words_tell() -> None:
    (when,) = resolve("morgen 15h", REFERENCE, languages_hint=("en",))
    assert f"{when.start:%Y-%m-%d %H:%M}" == "2026-11-19 15:00"


def test_the_policy_knows_the_languages_of_a_person() -> None:
    words = "fredag kl 9"
    for language in ("sv", "da", "no"):
        (when,) = resolve(words, REFERENCE, policy=Policy(languages=(language,)))
        assert f"{when.start:%Y-%m-%d %H:%M}" == "2026-11-20 09:00"


@pytest.mark.parametrize("text", ["przyszłość", "gwóźdź", "ægishjálmur"])
def test_words_that_nobody_knows_are_in_no_language_that_is_not_theirs(text: str) -> None:
    assert "en" not in candidates(text)


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("１４時〜１６時", "14時~16時"),
        ("الساعة ١٠", "الساعه 10"),
        ("३ बजे", "3 "),
        ("п'ятницю", "пъятницю"),
        ("cafe\u0301", "café"),
        ("den 15:e", "den 15-e"),
        ("10:00", "10:00"),
    ],
)
def test_letters_and_digits_of_every_script_are_matched_alike(written: str, matched: str) -> None:
    assert fold(written).text.startswith(matched)


def test_a_word_with_loose_marks_is_shown_as_it_was_written() -> None:
    text = "Réunion vendredi à 15h avec Zoé".replace("é", "e\u0301")
    (when,) = resolve(text, REFERENCE, language="fr")
    assert when.text == text[slice(*when.span)]
    assert when.text == "vendredi à 15h"


@given(st.text(alphabet=st.sampled_from("aé١३月日時часа ʼ'15:٠-～\u0301\u093c्ि"), max_size=60))
def test_any_text_is_folded_with_its_places_kept(text: str) -> None:
    folded = fold(text)
    first, last = folded.origin(0, len(folded.text))
    assert 0 <= first <= last <= len(text)
    assert folded.origins is None or len(folded.origins) == len(folded.text) + 1
    resolve(text, REFERENCE)


@pytest.mark.parametrize("language", sorted(set(ROOMS) - {"en"}))
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_row_of_the_words_of_a_language_is_read_without_harm(language: str, data: st.DataObject) -> None:
    speech = room(language)
    words = sorted(speech.words) + sorted(
        {word for first, rest in speech.phrases.items() for word in (first, *sum(rest, ()))}
    )
    parts = st.one_of(
        st.sampled_from(words), st.sampled_from(["3", "15", "31", "9:30", "9.30", "2026", "5/12", ",", ".", "-"])
    )
    text = ("" if not speech.spaced else " ").join(data.draw(st.lists(parts, max_size=12)))
    for when in resolve(text, REFERENCE, language=language):
        assert when.text == text[slice(*when.span)]
        assert when.start is None or when.end is None or when.start <= when.end

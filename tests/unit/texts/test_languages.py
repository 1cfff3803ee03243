"""Which language is spoken for a tag, for several, and for a browser's header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.texts.languages import SPOKEN, accepted, chosen, spoken


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("pt_BR", "pt"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("zh-Hant-TW", "zh"),
        ("EN-us", "en"),
        ("xx", None),
        ("../../etc", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_names_a_language(tag: str | None, language: str | None) -> None:
    assert spoken(tag) == language


def test_the_first_that_is_spoken_is_chosen() -> None:
    assert chosen(None, "eo", "it", "de") == "it"
    assert chosen(None, "eo") == "en"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en;q=0.5, fr", "fr"),
        ("eo, nl;q=0.3", "nl"),
        ("de;q=0, es;q=0.1", "es"),
        ("*", None),
        ("", None),
        (";;;q=x", None),
    ],
)
def test_what_a_browser_wishes(header: str, language: str | None) -> None:
    assert accepted(header) == language


@given(st.text())
def test_whatever_is_asked_for_is_a_language_or_nothing(text: str) -> None:
    assert spoken(text) in (*SPOKEN, None)
    assert accepted(text) in (*SPOKEN, None)

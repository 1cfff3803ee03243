"""The catalogues hold every text of the code, with its values, and what must be whole is whole."""

import re
from collections.abc import Iterable
from string import Formatter

import pytest

from tests.texts.extraction import LANGUAGES, catalogue_of, texts, translated
from threadline.texts.languages import ENGLISH, WHOLE

HINT = "run `make texts`"


def values_of(text: str) -> set[str]:
    """The names of the values that a text wants."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def forms(string: object) -> Iterable[str]:
    return [str(each) for each in string] if isinstance(string, (tuple, list)) else [str(string)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_in_the_catalogue_and_nothing_else(language: str) -> None:
    kept = {(message.context, str(message.id)) for message in catalogue_of(language) if message.id}
    code = {(message.context, str(message.id)) for message in texts() if message.id}
    assert sorted(map(str, code - kept)) == [], HINT
    assert sorted(map(str, kept - code)) == [], HINT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_values_of_its_text(language: str) -> None:
    wrong = []
    for message in catalogue_of(language):
        if not message.id or not translated(message.string):
            continue
        wanted = set().union(*map(values_of, forms(message.id)))
        for form in forms(message.string):
            missing = wanted - values_of(form) - ({"count"} if isinstance(message.id, tuple) else set())
            if missing or values_of(form) - wanted:
                wrong.append((message.id, form))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_marked_up_as_its_text(language: str) -> None:
    wrong = [
        (message.id, form)
        for message in catalogue_of(language)
        if message.id and translated(message.string)
        for form in forms(message.string)
        if _marks(form) != _marks(forms_of_first(message.id)) or form != form.strip(" ") + _tail(message.id)
    ]
    assert wrong == []


def forms_of_first(message_id: object) -> str:
    return next(iter(forms(message_id)))


def _marks(text: str) -> tuple[int, int]:
    return text.count("**"), len(re.findall(r"`", text))


def _tail(message_id: object) -> str:
    text = forms_of_first(message_id)
    return text[len(text.rstrip(" ")) :]


def test_values_are_plain_names() -> None:
    odd = [
        message.id for message in texts() for form in forms(message.id) for name in values_of(form)
        if not name.isidentifier()
    ]  # fmt: skip
    assert odd == []


@pytest.mark.parametrize("language", [code for code in WHOLE if code != ENGLISH])
def test_a_whole_language_lacks_no_text(language: str) -> None:
    missing = [message.id for message in catalogue_of(language) if message.id and not translated(message.string)]
    assert missing == [], f"write them in threadline/texts/locales/{language}"

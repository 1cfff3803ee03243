"""Texts come in the reader's language, and never fail where a translation does."""

import asyncio
from gettext import GNUTranslations, NullTranslations
from typing import ClassVar

import pytest

from threadline.texts import messages
from threadline.texts.messages import N_, NP_, _, ngettext, pgettext
from threadline.texts.speaking import language, speaking


class Known(NullTranslations):
    """A catalogue of a few texts."""

    TEXTS: ClassVar = {"At {time}.": "Um {time}.", "Broken {time}.": "Kaputt {zeit}.", "badge\x04Change": "Änderung"}

    def gettext(self, message: str) -> str:
        return self.TEXTS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{count} Tag" if n == 1 else "{count} Tage"


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "catalogue", lambda code: Known() if code == "de" else NullTranslations())


def test_english_stands_in_the_code() -> None:
    assert _("At {time}.", time="15:00") == "At 15:00."
    assert ngettext("{count} day", "{count} days", 2) == "2 days"
    assert pgettext("badge", "Change") == "Change"
    assert _(NP_("badge", "Change")) == "Change"


def test_a_text_is_said_in_the_language_of_the_reader() -> None:
    with speaking("de-AT"):
        assert _("At {time}.", time="15:00") == "Um 15:00."
        assert ngettext("{count} day", "{count} days", 1) == "1 Tag"
        assert pgettext("badge", "Change") == "Änderung"
        assert _(N_("Something new.")) == "Something new."
    assert language() == "en"


def test_a_translation_that_asks_for_what_there_is_not_gives_the_english_text() -> None:
    with speaking("de"):
        assert _("Broken {time}.", time="15:00") == "Broken 15:00."


def test_braces_in_values_and_in_texts_without_values_stay_as_they_are() -> None:
    assert _("{not a value}") == "{not a value}"
    assert _("At {time}.", time="{x}") == "At {x}."


async def test_tasks_speak_as_whoever_started_them_and_do_not_disturb_others() -> None:
    async def said() -> str:
        await asyncio.sleep(0)
        return _("At {time}.", time=1)

    with speaking("de"):
        german = asyncio.create_task(said())
        in_thread = asyncio.to_thread(_, "At {time}.", time=1)
        assert await in_thread == "Um 1."
    english = asyncio.create_task(said())
    assert (await german, await english) == ("Um 1.", "At 1.")


def test_an_unknown_language_is_english_and_the_first_known_one_is_spoken() -> None:
    with speaking("xx", None, "pt-BR", "de") as spoken:
        assert spoken == language() == "pt"
    with speaking("xx"):
        assert language() == "en"


def test_catalogues_are_those_of_gettext() -> None:
    from threadline.texts.catalogues import catalogue, read_all

    read_all()
    assert isinstance(catalogue("de"), GNUTranslations)

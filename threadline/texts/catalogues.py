"""The catalogues, read from their `.po` files when a language is first spoken."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from threadline.texts.languages import ENGLISH, SPOKEN

LOCALES = Path(__file__).parent / "locales"


def file_of(language: str) -> Path:
    """Where the catalogue of a language is."""
    return LOCALES / language / "LC_MESSAGES" / "threadline.po"


@cache
def catalogue(language: str) -> NullTranslations:
    """The texts of a language; English needs no file, for it stands in the code."""
    if language == ENGLISH:
        return NullTranslations()
    with file_of(language).open("rb") as file:
        texts = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return GNUTranslations(compiled)


def read_all() -> None:
    """Read every catalogue, so that nobody waits for it later."""
    for language in SPOKEN:
        catalogue(language)

"""Texts in the reader's language: `_`, `ngettext` and `pgettext` as gettext has them, with named values.

The values come in braces: `_("At {time}.", time=…)`. They are put in as they are: whoever writes CommonMark or HTML
makes them harmless before. Where a translation names a value that there is not, the English text is shown.
"""

from threadline.texts.catalogues import catalogue
from threadline.texts.speaking import language

_CONTEXT = "\x04"
"""What stands between a context and its text in a catalogue."""


def N_(text: str) -> str:  # noqa: N802 - gettext's name
    """Marks a constant for the catalogues; it is translated where it is shown, by `_`."""
    return text


def NP_(context: str, text: str) -> str:  # noqa: N802 - gettext's name
    """The same for a text that means several things, each with a `context` of its own."""
    return f"{context}{_CONTEXT}{text}"


def _(text: str, /, **values: object) -> str:
    """The text, with its values, in the reader's language."""
    english = text.partition(_CONTEXT)[2] or text
    found = catalogue(language()).gettext(text)
    return _filled(english if found == text else found, english, values)


def pgettext(context: str, text: str, /, **values: object) -> str:
    """The same for a text that means several things, by its context."""
    return _(NP_(context, text), **values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The text that goes with a number, which is its value `count`."""
    found = catalogue(language()).ngettext(one, many, count)
    return _filled(found, one if count == 1 else many, {"count": count, **values})


def _filled(text: str, english: str, values: dict[str, object]) -> str:
    if not values:
        return text
    try:
        return text.format_map(values)
    except (LookupError, ValueError, AttributeError):
        return english.format_map(values)

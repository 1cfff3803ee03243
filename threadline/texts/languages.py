"""Which languages are spoken, and which of them is chosen for somebody."""

import re

from babel import Locale, UnknownLocaleError

ENGLISH = "en"
WHOLE = ("en", "de", "fr", "es", "it", "pt", "nl")
"""Languages in which every text is written."""

CARDS = ("pl", "sv", "da", "nb", "tr", "ru", "uk", "ja", "zh", "ko", "ar", "hi")
"""Languages in which times, cards and buttons are written; other texts may be English in them."""

SPOKEN = (*WHOLE, *CARDS)

_OTHERS = {"no": "nb", "nn": "nb"}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$")
_WISH = re.compile(r"\s*([A-Za-z0-9_-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$")


def spoken(tag: str | None) -> str | None:
    """The language of `SPOKEN` that a tag ("de-AT", "pt_BR", "no") names; None if it is not spoken here."""
    if not tag or not _TAG.match(tag):
        return None
    code = re.split("[-_]", tag, maxsplit=1)[0].lower()
    code = _OTHERS.get(code, code)
    return code if code in SPOKEN else None


def chosen(*tags: str | None) -> str:
    """The first of the tags that is spoken here, as its language; English if none is."""
    return next((code for code in map(spoken, tags) if code is not None), ENGLISH)


def accepted(header: str) -> str | None:
    """The language that an `Accept-Language` header wishes most and that is spoken here; None if there is none."""
    wishes = [found for part in header.split(",")[:20] if (found := _WISH.match(part))]
    ranked = sorted(wishes, key=lambda found: -float(found[2] or 1))
    return next((code for found in ranked if float(found[2] or 1) and (code := spoken(found[1]))), None)


def name_of(tag: str) -> str:
    """What a language is called in English: "German (Austria)" for "de-AT"; the tag itself where that is not known."""
    try:
        named = Locale.parse(tag.replace("-", "_")).get_display_name("en")
    except (UnknownLocaleError, ValueError):
        named = None
    code = re.split("[-_]", tag, maxsplit=1)[0].lower()
    return named or str(Locale("en").languages.get(code, tag))

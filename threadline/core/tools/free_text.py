"""What a model may write on a card in its own words: short, plain, and nothing that it only saw in passing.

A title or a note is the one place where a model's own words reach other people: an invitation carries them. So they are
one line, have no links and no addresses, and use no word that stands only in a calendar or in material.
"""

import re
from collections.abc import Iterable

from threadline import regex
from threadline.calendar.extract.vocabulary import STOP_WORDS
from threadline.core.calendars.event_matching import words_of
from threadline.core.tools.scene import SPOKEN, Origin, Scene

LONGEST = 200
_LINK = regex.compile(r"(?:\w+://|www\.|\b[\w-]+\.(?:com|net|org|io|dev|app|ly|me|co|info|example)\b)", re.IGNORECASE)
_ADDRESS = regex.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_DOTTED = regex.compile(r"\w{2,}[.．。｡]\w{2,}|\w\s*\[?\(?(?:\bdot\b)\)?\]?\s*\w", re.IGNORECASE)
_NUMBER = regex.compile(r"\d{5,}|(?:\d[\s()./+-]{0,2}){7,}")
_MARKUP = regex.compile(r"[<>\[\]{}|`*_#]")
_LEAST = 4
"""Letters of a word that can tell something: shorter ones stand everywhere."""


def one_line(text: str, limit: int = LONGEST) -> str:
    """Text of a calendar or a file as data for a model: one line, cut, without links."""
    plain = _LINK.sub("[link]", " ".join(_MARKUP.sub(" ", text).split()))
    return plain if len(plain) <= limit else f"{plain[: limit - 1].rstrip()}…"


def own_words(text: str | None, scene: Scene, *, source: Origin | None = None) -> str | None:
    """The text, if a model may write it on a card; None where it may not.

    What people of the thread said word for word may always stand there, except links that nobody of them wrote.
    `source` is the origin of the words that the event is read from: an event out of a mail may be called as the mail
    calls it.
    """
    if text is None:
        return None
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST:
        return None
    if scene.says(plain, *SPOKEN):
        return plain
    if any(kind.search(plain) for kind in (_LINK, _DOTTED, _ADDRESS, _NUMBER, _MARKUP)):
        return None
    spoken = words_of(scene.said(*SPOKEN))
    from_material = words_of(scene.said(Origin.MATERIAL))
    known = spoken | from_material if source is Origin.MATERIAL else spoken
    seen = from_material | words_of("\n".join(scene.notes.seen))
    return None if _telling(words_of(plain)) & (seen - known) else plain


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _LEAST and word not in STOP_WORDS)

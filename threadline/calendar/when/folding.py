"""Letters as the grammar matches them: digits of every script, full-width forms, marks that belong to a letter.

What is shown to people is never the folded text: `Folded.origin` leads each place back to the text as written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from threadline import regex

_FIRST_LETTER = 0xA000
"""Marks of Devanagari become letters of a script that is not in use here, so that a word stays one run of letters."""

_DROPPED = "\u00ad\u0640\u064b-\u065f\u0670\u0300-\u036f\u093c\u200b-\u200f\u2060\ufe0f"
_DROP = regex.compile(f"[{_DROPPED}]")
_COLON_ORDINAL = regex.compile(r"(?<=\d):(?=[ae]\b)")
"""Swedish writes "15:e" for the fifteenth."""
_CYRILLIC_APOSTROPHE = regex.compile("(?<=[\u0400-\u04ff])['’ʼ`](?=[\u0400-\u04ff])")
_DECIMALS = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10)
_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ة": "ه",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "ё": "е",
    "Ё": "Е",
    "ँ": "ं",
    "।": ".",
    "\u3000": " ",
    "−": "-",
    "〜": "~",
    "：": ":",
    "ʼ": "'",
}
_NUKTA = dict(zip(map(chr, range(0x0958, 0x0960)), "कखगजडढफय", strict=True))


def _table() -> dict[int, str]:
    table = {ord(char): letter for char, letter in (_LETTERS | _NUKTA).items()}
    table |= {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
    for zero in _DECIMALS:
        table |= {zero + value: str(value) for value in range(10)}
    marks = [*range(0x0900, 0x0904), *range(0x093A, 0x0950), *range(0x0955, 0x0958), 0x0962, 0x0963]
    table |= {mark: chr(_FIRST_LETTER + mark - 0x0900) for mark in marks if mark not in {0x0901, 0x093C}}
    table[0x0901] = table[0x0902]
    return table


_TABLE = _table()
_UNACCENTED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i", "İ": "i", "æ": "æ", "ß": "ß"}


@lru_cache(maxsize=1)
def unaccented() -> dict[int, str]:
    """A table for `str.translate`: Latin letters without their marks, one letter for one."""
    table = {ord(char): letter for char, letter in _UNACCENTED.items()}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1 and parts[0].isascii() and code not in table:
            table[code] = parts[0]
    return table


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is matched; `origins` leads each character, and the end, to the text as written (None: equal)."""

    text: str
    origins: tuple[int, ...] | None = None

    def origin(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of the written text that the stretch of the folded one came of (the end exclusive)."""
        if self.origins is None or first >= last:
            return first, last
        return self.origins[first], self.origins[last]


def fold(text: str) -> Folded:
    """The text with one digit for each digit of any script, plain forms for full-width ones and no loose marks."""
    if ":" in text:
        text = _COLON_ORDINAL.sub("-", text)
    if text.isascii():
        return Folded(text)
    origins: tuple[int, ...] | None = None
    if _DROP.search(text):
        composed, places = _composed(text)
        kept = [place for place, char in zip(places, composed, strict=True) if not _DROP.match(char)]
        origins = (*kept, len(text))
        text = _DROP.sub("", composed)
    return Folded(_CYRILLIC_APOSTROPHE.sub("ъ", text.translate(_TABLE)), origins)


def _composed(text: str) -> tuple[str, list[int]]:
    """The text with letters and their marks put together, and where each character stood."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if chars and "\u0300" <= char <= "\u036f":
            together = unicodedata.normalize("NFC", chars[-1] + char)
            if len(together) == 1:
                chars[-1] = together
                continue
        chars.append(char)
        places.append(place)
    return "".join(chars), places

"""A clause as numbers: words, pairs and triples of words, times by their sort, hashed into buckets.

No set of strings is ever walked through, so that the same text gives the same buckets in every process.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

from threadline.calendar.acts.model import Mark

BUCKETS = 1 << 16
_LONGEST = 60  # words of a clause that are looked at
_WORD = r"[^\W\d_](?:[\w\u0300-\u036f\u064b-\u0652\u0900-\u097f]|['’](?=\w))*"
_PIECE = re.compile(rf"{_WORD}|\d+|[?!$%/@:#\"“”？！：]|\.{{1,3}}|\n")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
_SAME = str.maketrans({"’": "'", "？": "?", "！": "!", "：": ":", "“": '"', "”": '"'})
_STEM = 4


def buckets(text: str, marks: Sequence[Mark]) -> list[int]:
    """The buckets of a clause, each once, in rising order."""
    words = _words(text, marks)
    features = "\0".join(_features(words)).encode("utf-8", "replace").split(b"\0")
    return sorted({zlib.crc32(each) % BUCKETS for each in features})


def _words(text: str, marks: Sequence[Mark]) -> list[str]:
    """The words in small letters, each time as one word that names its sort; never more than `_LONGEST`."""
    words: list[str] = []
    at = 0
    for mark in marks:
        words += _plain(text[at : mark.start], _LONGEST - len(words))
        words.append(f"<{mark.sort}>")
        at = max(at, mark.end)
        if len(words) >= _LONGEST:
            return words[:_LONGEST]
    return words + _plain(text[at:], _LONGEST - len(words))


def _plain(stretch: str, most: int) -> list[str]:
    if stretch.isascii():
        pieces = _PIECE.findall(stretch.lower())[:most] if most > 0 else []
        return ["#" * min(len(piece), _STEM) if piece[0].isdecimal() else piece for piece in pieces]
    found: list[str] = []
    for match in _PIECE.finditer(stretch):
        if len(found) >= most:
            break
        piece = match.group().lower().translate(_SAME)
        found.append("#" * min(len(piece), _STEM) if piece[0].isdecimal() else piece)
    return found


def _features(words: Sequence[str]) -> Iterator[str]:
    yield "always"
    if not words:
        return
    yield f"last {words[-1]}"
    yield "two " + " ".join(words[:2])
    yield "three " + " ".join(words[:3])
    yield f"long {min(len(words) // 3, 8)}"
    times = [word for word in words if word[0] == "<"]
    yield "times " + " ".join(times[:3])
    asks = "?" in words
    for place, word in enumerate(words):
        yield from _of_word(words, place, word)
        if times and place < _LONGEST // 2:
            yield f"with time {word}"
        if asks:
            yield f"asked {word}"


def _of_word(words: Sequence[str], place: int, word: str) -> Iterator[str]:
    yield f"w {word}"
    if place < 3:
        yield f"at{place} {word}"
    if place:
        yield f"b {words[place - 1]} {word}"
    if place > 1:
        yield f"t {words[place - 2]} {words[place - 1]} {word}"
        yield f"s {words[place - 2]} {word}"
    if len(word) > _STEM and word[0] != "<":
        yield f"< {word[:4]}"
        yield f"> {word[-3:]}"
    if _UNSPACED.match(word):
        for size in (1, 2, 3):
            for at in range(len(word) - size + 1):
                yield f"c {word[at : at + size]}"

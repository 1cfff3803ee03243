"""A clause as numbers: words, pairs and triples of words, times by their sort, hashed into buckets.

No set of strings is ever walked through, so that the same text gives the same buckets in every process.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from threadline import regex
from threadline.calendar.acts.model import Mark

BUCKETS = 1 << 18
_LONGEST = 60  # words of a clause that are looked at
_WORD = r"[^\W\d_](?:[\w\u0300-\u036f\u064b-\u0652\u0900-\u097f]|['’](?=\w))*"
_PIECE = regex.compile(rf"{_WORD}|\d+|[?!$%/@:#\"“”？！：]|\.{{1,3}}|\n")
_UNSPACED = regex.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
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


def _features(words: Sequence[str]) -> list[str]:
    if not words:
        return ["always"]
    found = ["always", f"last {words[-1]}", "two " + " ".join(words[:2]), "three " + " ".join(words[:3])]
    found.append(f"long {min(len(words) // 3, 8)}")
    times = [word for word in words if word[0] == "<"]
    found.append("times " + " ".join(times[:3]))
    found += [f"at{place} {word}" for place, word in enumerate(words[:3])]
    found += [f"w {word}" for word in words]
    found += [f"b {before} {word}" for before, word in pairwise(words)]
    found += [f"t {first} {second} {word}" for first, second, word in zip(words, words[1:], words[2:], strict=False)]
    if times:
        found += [f"with time {word}" for word in words[: _LONGEST // 2]]
    if "?" in words:
        found += [f"asked {word}" for word in words]
    for word in words:
        found += _of_letters(word)
    return found


def _of_letters(word: str) -> Iterator[str]:
    """What a word begins and ends with; of scripts without spaces, every stretch of up to three letters."""
    if len(word) > _STEM and word[0] != "<":
        yield f"< {word[:4]}"
        yield f"> {word[-3:]}"
    if not word.isascii() and _UNSPACED.match(word):
        for size in (1, 2, 3):
            for at in range(len(word) - size + 1):
                yield f"c {word[at : at + size]}"

"""What the tagger knows of a token: itself, its ends, its neighbours and the tags before it, as places in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from threadline.calendar.extract.tagging.tokens import TIME, Token
from threadline.calendar.extract.vocabulary import KINDS

BUCKETS = 1 << 17
TAGS = ("O", "B-title", "I-title", "B-person", "I-person", "B-place", "I-place")
_EDGE = "<edge>"


def static_features(tokens: Sequence[Token]) -> list[tuple[str, list[int]]]:
    """For each token its word in small letters and the places of what does not depend on tags."""
    words = [token.word if token.word == TIME else token.word.lower() for token in tokens]
    asks = words[-1:] in (["?"], ["？"], ["؟"])
    return [
        (words[at], [crc32(name.encode()) % BUCKETS for name in _names(words, tokens, at, asks=asks)])
        for at in range(len(words))
    ]


def tag_features(word: str, last: int, before: int, *, titled: bool) -> list[int]:
    """The places of what depends on the two tags before the token, and on whether a title went before it."""
    names = (f"t1={last}", f"t12={last},{before}", f"t1w={last},{word}", f"had={titled},{last}", f"hw={titled},{word}")
    return _places(names)


def _places(names: Iterable[str]) -> list[int]:
    return [crc32(name.encode()) % BUCKETS for name in names]


def _names(words: Sequence[str], tokens: Sequence[Token], at: int, *, asks: bool) -> list[str]:
    word = words[at]
    left, right = _at(words, at - 1), _at(words, at + 1)
    left2, right2 = _at(words, at - 2), _at(words, at + 2)
    raw = tokens[at].word
    shape = ("X" if raw[0].isupper() else "x") + ("9" if raw[-1].isdigit() else "a")
    return [
        f"w={word}",
        f"l={left}",
        f"r={right}",
        f"ll={left2}",
        f"rr={right2}",
        f"lw={left}|{word}",
        f"wr={word}|{right}",
        f"lll={left2}|{left}",
        f"rrr={right}|{right2}",
        f"lr={left}|{right}",
        f"s3={word[-3:]}",
        f"s2={word[-2:]}",
        f"p3={word[:3]}",
        f"shape={shape},{left == _EDGE}",
        f"end={right in (_EDGE, TIME)},{left == TIME}",
        f"first={words[0]}",
        f"last={words[-1] if words[-1] not in '?.!？؟' else _at(words, len(words) - 2)}",
        f"asks={asks},{at < 3}",
        f"kind={left in KINDS},{word in KINDS}|{right}",
        f"lkind={left}|{word in KINDS}|{right[-2:]}",
    ]


def _at(words: Sequence[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else _EDGE

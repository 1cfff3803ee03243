"""A text as the tagger sees it: words, single characters where a script has no blanks, and each time as one token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from threadline import regex

TIME = "<time>"
_EAST = "\u3041-\u309f\u3400-\u9fff\uac00-\ud7a3々"
_TOKEN = regex.compile(
    rf"(?i:[ldnscjm]|qu|un|all|dell|nell|dall|sull|d)['’](?=[^\W_]{{2}})|[ァ-ヶー]+|[{_EAST}]|(?:(?![{_EAST}ァ-ヶー])[^\W_])(?:(?:(?![{_EAST}ァ-ヶー])[\w\u064b-\u0652\u0900-\u097f])"
    rf"|['’-](?=[^\W_]))*|[?？؟,.:;!]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a time, with where it stands (end exclusive)."""

    word: str
    first: int
    last: int


def tokens_of(text: str, times: Iterable[tuple[int, int]]) -> list[Token]:
    """The tokens in the order of the text; those that lie in a time are one."""
    taken = sorted(times)
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        first, last = match.span()
        if any(begin < last and first < end for begin, end in taken):
            if found and found[-1].word == TIME:
                found[-1] = Token(TIME, found[-1].first, last)
            else:
                found.append(Token(TIME, first, last))
        else:
            found.append(Token(match.group(), first, last))
    return found

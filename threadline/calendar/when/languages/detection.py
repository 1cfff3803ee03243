"""In which languages a text may be: by its script, else by its telling words; what nobody here knows is None."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from threadline import regex
from threadline.calendar.when.languages.holiday_names import holiday_words
from threadline.calendar.when.languages.roomless import with_roomless
from threadline.calendar.when.languages.telling import (
    ARABIC,
    ARABIC_LETTERS,
    CYRILLIC,
    CYRILLIC_LETTERS,
    LETTERS,
    SCRIPTS,
    WORDS,
)

DEFAULT = "en"
_JAPANESE = regex.compile(
    r"[\u3040-\u30ff曜]|毎|[来先今再]週|[来先今]月|(?<![下上个個])月[末初]|年末|[週時分日]間|明後日|一昨日|隔週|平日|今晩|昨日|本日|午前中|\d時"
)
_KOREAN = regex.compile(r"[\uac00-\ud7af]")
_HAN = regex.compile(r"[\u4e00-\u9fff]")
_CYRILLIC = regex.compile(r"[\u0400-\u04ff]")
_ARABIC = regex.compile(r"[\u0600-\u06ff]{2}")
_SCRIPTS = tuple((code, regex.compile(f"[{letters}]{{2}}")) for code, letters in SCRIPTS)
_WORD = regex.compile(r"(?<![\d-])[^\W\d_]+(?:['’][^\W\d_]+)?")
_ZONES = regex.compile(r"(?<=[\dmM. ])(?:EST|MET|DES|SAST)(?!\w)")
"""Zones in capitals, which are words of French and Norwegian in small letters."""
_ADDRESS = regex.compile(r"\S*(?:://|www\.|@\w)\S*")
_LOOKED_AT = 1500
_NEAR = 0.55
"""A language with this share of the best one's votes may be meant as well."""
_NEAR_IN_SCRIPT = 0.3
_MOST = 4
_HINT, _LETTER, _PRIOR, _SHORT = 0.6, 0.4, 0.35, 0.3
_SHORTEST_COMPOUND = 9
_GERMAN_ENDINGS = (
    "igung",
    "erung",
    "chung",
    "ltung",
    "llung",
    "ldung",
    "hrung",
    "keit",
    "schaft",
    "termin",
    "sprechung",
)
_OTHERS = {"nb": "no", "nn": "no", "iw": "he", "sh": "hr", "bs": "hr"}


def detect(text: str, hints: Sequence[str] = ()) -> str | None:
    """The code of the language that `text` is most likely in; None when no language here is known to have its words.

    English when nothing tells. `hints` are languages of the writer and of the thread, the likeliest first.
    """
    found = candidates(text, hints)
    return found[0] if found else None


def candidates(text: str, hints: Sequence[str] = ()) -> tuple[str, ...]:
    """The languages that `text` may be in, the likeliest first; empty when it is in none that is known here."""
    known = (_OTHERS.get(hint.split("-")[0].lower(), hint.split("-")[0].lower()) for hint in hints)
    head = text[:_LOOKED_AT]
    addressed = "@" in head or "://" in head or "www." in head
    return _candidates(_ADDRESS.sub(" ", head) if addressed else head, tuple(known))


@lru_cache(maxsize=16)
def _candidates(head: str, hints: tuple[str, ...]) -> tuple[str, ...]:
    """The same for the beginning of a text; several readers ask it of one message."""
    if not head.isascii() and (script := _by_script(head, hints)):
        return script
    return _by_words(head, hints, WORDS, LETTERS, (DEFAULT,))


def _by_script(head: str, hints: Sequence[str]) -> tuple[str, ...]:
    if _KOREAN.search(head):
        return ("ko",)
    if _JAPANESE.search(head):
        return ("ja",)
    if _HAN.search(head):
        return ("ja", "zh") if "ja" in hints and "zh" not in hints else ("zh",)
    if _CYRILLIC.search(head):
        return _by_words(head, hints, CYRILLIC, CYRILLIC_LETTERS, ("ru", "uk"))
    if _ARABIC.search(head):
        return _by_words(head, hints, ARABIC, ARABIC_LETTERS, ("ar",))
    return next(((code,) for code, script in _SCRIPTS if script.search(head)), ())


@lru_cache(maxsize=8)
def _votes(family: str) -> Mapping[str, tuple[str, ...]]:
    table = {"latin": with_roomless(WORDS), "cyrillic": CYRILLIC, "arabic": ARABIC}[family]
    votes: dict[str, tuple[str, ...]] = {}
    for code, words in table.items():
        for word in dict.fromkeys((*words.split(), *holiday_words(code))):
            votes[word] = (*votes.get(word, ()), code)
    return votes


def _by_words(
    head: str, hints: Sequence[str], table: Mapping[str, str], letters: Mapping[str, str], default: tuple[str, ...]
) -> tuple[str, ...]:
    family = {id(WORDS): "latin", id(CYRILLIC): "cyrillic"}.get(id(table), "arabic")
    words = _WORD.findall((_ZONES.sub(" ", head) if not head.isupper() else head).lower().replace("’", "'"))
    scores = _scored(words, _votes(family))
    strange = set() if head.isascii() else {char for char in head.lower() if char > "\x7f" and char.isalpha()}
    for code, own in letters.items():
        scores.setdefault(code, 0)
        if strange:
            scores[code] += _LETTER * len(strange.intersection(own))
    best = max(scores.values(), default=0)
    near = (_NEAR if table is WORDS else _NEAR_IN_SCRIPT) * best
    # What helps to choose must not hide what the words tell: the hints count for the order only.
    likely = dict(scores)
    if best or not strange or table is not WORDS:
        for place, hint in enumerate(hint for hint in hints if hint in table):
            likely[hint] = likely.get(hint, 0) + _HINT / (1 + place)
    if not any(likely.values()):
        return () if default == (DEFAULT,) and strange and _foreign(head) else default
    if not hints and (scores.get(DEFAULT) or not strange):
        likely[DEFAULT] = likely.get(DEFAULT, 0) + _PRIOR
    kept = [code for code, vote in likely.items() if vote > best or scores.get(code, 0) >= near]
    return tuple(sorted(kept, key=lambda code: -likely[code])[:_MOST])


def _scored(words: Iterable[str], votes: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for word in words:
        codes = votes.get(word) or _part_of(word, votes)
        for code in codes:
            scores[code] = scores.get(code, 0) + (1 if len(word) > 1 else _SHORT) / len(codes)
    return scores


def _part_of(word: str, votes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The languages of the beginning of a word that grew together: "Freitagnachmittag", "l'agenda", "Kasım'a"."""
    if "'" in word:
        first, _, last = word.partition("'")
        return votes.get(first) or votes.get(last) or ()
    if len(word) < _SHORTEST_COMPOUND or word[0] > "\u024f":
        return ()
    if word.endswith(_GERMAN_ENDINGS):
        return ("de",)
    return next((votes[word[:end]] for end in range(len(word) - 3, 5, -1) if word[:end] in votes), ())


def _foreign(head: str) -> bool:
    """True when a word in small letters has letters that English does not have: names with capitals are no sign."""
    return any(not word.isascii() and word[0].islower() for word in _WORD.findall(head))

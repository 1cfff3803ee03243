"""Which language a text is in: by its script, else by the short words that only function in one language."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

_READ = 8_000
_LONGEST_WORD = 4
_LEAST_HITS = 2
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7a3]"), "ko"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0600-\u06ff]"), "ar"),
)
_CODES = (
    "bg", "ca", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nl", "no", "pl", "pt",
    "ro", "ru", "sk", "sl", "sv", "tr", "uk",
)  # fmt: skip
"""Languages told by their words; the others of mails have a script of their own."""


def guess(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of a text is in, None where its words do not tell."""
    text = text[:_READ]
    for pattern, code in _SCRIPTS:
        if 4 * len(pattern.findall(text)) > len(text.replace(" ", "")):
            return code
    index = _function_words()
    scores: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(text.lower())).items():
        for code in index.get(word, ()):
            scores[code] += count
    best = max(scores, key=lambda code: (scores[code], code == "en"), default=None)
    return best if best and scores[best] >= _LEAST_HITS else None


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """The languages that have a short word: articles and pronouns, which every list has, however long it is."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, word in _short_words():
        found[word].append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def _short_words() -> Iterator[tuple[str, str]]:
    import stopwordsiso

    for code in _CODES:
        for word in stopwordsiso.stopwords(code):
            if len(word) <= _LONGEST_WORD:
                yield code, word

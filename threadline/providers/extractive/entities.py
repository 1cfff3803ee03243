"""Names, addresses, dates and amounts, known by their shape.

Mail addresses, links, dates, times and amounts have a shape of their own. People, places and organisations are told
by capital letters: reliable enough for languages that write common nouns small, weak for German, and blind for scripts
without capitals.
"""

import re
from dataclasses import dataclass

from threadline import regex
from threadline.providers.extractive.language import sentences, stopwords
from threadline.texts.messages import NP_

_EMAIL = regex.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_URL = regex.compile(r"https?://[^\s<>\"'）)\]]{1,2000}[^\s<>\"'）)\].,;:!?]")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|tonight)"
_DATE = regex.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    rf"|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b|\d{{1,2}}(?:st|nd|rd|th|\.)?\s{_MONTH}(?:\s\d{{4}})?"
    rf"|(?:(?:next|this|last)\s)?{_DAY})\b",
    re.IGNORECASE,
)
_TIME = regex.compile(
    r"\b(?:\d{1,2}(?::\d{2})?\s?(?:[–-]|to)\s?)?(?:\d{1,2}(?::\d{2})?\s?[ap]\.?m\b\.?|\d{1,2}:\d{2}\b)", re.IGNORECASE
)
_AMOUNT = regex.compile(
    r"[$€£¥]\s?\d[\d.,]{0,15}\d(?:\s?(?:k|m|bn|million|billion)\b)?|[$€£¥]\s?\d|(?<![\d.,])\d[\d.,]{0,15}\s?(?:€|%|EUR|USD|GBP)"
)
_NAME = regex.compile(r"[^\W\d_][\w'’&-]*(?:[ ](?:[^\W\d_][\w'’&-]*|\d{1,4}\b))*")
_ORGANISATION = regex.compile(
    r"\b(?:Inc|Ltd|LLC|GmbH|AG|SE|Corp|Company|Co|plc|SA|BV|University|Institute|Bank|Group|Foundation|Association)$"
)
_CALENDAR_WORD = regex.compile(rf"^(?:{_MONTH}|{_DAY})$", re.IGNORECASE)
_CAPITAL_NOUNS = ("de", "lb")  # languages that write every noun with a capital: one word alone says nothing
_PER_KIND = 12


def entities(text: str, language: str | None) -> dict[str, list[str]]:
    """What is named in a text, by kind, in the order of first mention, at most twelve of a kind; no empty kinds."""
    names, organisations = _names(_EMAIL.sub(". ", _URL.sub(". ", text)), language)
    found = {
        NP_("kind", "Names"): names,
        NP_("kind", "Organisations"): organisations,
        NP_("kind", "Dates"): _DATE.findall(text),
        NP_("kind", "Times"): _TIME.findall(text),
        NP_("kind", "Amounts"): _AMOUNT.findall(text),
        NP_("kind", "E-mail"): _EMAIL.findall(text),
        NP_("kind", "Links"): _URL.findall(text),
    }
    return {kind: list(dict.fromkeys(values))[:_PER_KIND] for kind, values in found.items() if values}


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring capitalised words; `leads` where they begin a sentence, whose capital says nothing."""

    words: tuple[str, ...]
    leads: bool


def _names(text: str, language: str | None) -> tuple[list[str], list[str]]:
    """People and places, and organisations. A word that begins a sentence counts where it is seen inside one too."""
    runs = [run for sentence in sentences(text) for run in _capital_runs(sentence.text)]
    inside = {word for run in runs for word in run.words[run.leads :]}
    plain = stopwords(language or "en") - {word.lower() for word in inside}
    found: dict[str, bool] = {}
    for run in runs:
        words = run.words[1:] if run.words[0].lower() in plain else run.words
        alone = len(words) == 1
        sure = not alone or (language not in _CAPITAL_NOUNS and (words is not run.words or not run.leads))
        if words and (sure or (words[0] in inside and language not in _CAPITAL_NOUNS)):
            name = " ".join(words[:4])
            found[name] = bool(_ORGANISATION.search(name)) or name.isupper()
    parts = {word for name in found if " " in name for word in name.split(" ")}
    return [name for name in found if not (found[name] or name in parts)], [name for name in found if found[name]]


def _capital_runs(sentence: str) -> list[_Run]:
    runs: list[_Run] = []
    for match in _NAME.finditer(sentence):
        run: list[str] = []
        start = 0
        for at, word in enumerate([*match.group().split(" "), ""]):
            if len(word) > 1 and word[0].isupper() and not _CALENDAR_WORD.match(word):
                start = start if run else at
                run.append(word.removesuffix("'s").removesuffix("’s"))
            elif run and word.isdigit():
                run.append(word)  # Room 4
            elif run:
                runs.append(_Run(tuple(run), leads=match.start() == 0 and start == 0))
                run = []
    return runs

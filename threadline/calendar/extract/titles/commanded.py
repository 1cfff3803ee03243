"""What is to be written down, in languages without rules of their own: what a command to book has for its object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.people.name_words import BETWEEN, COLLECTIVE, DETERMINERS, JOINS, WITH
from threadline.calendar.extract.places.words import OTHERS
from threadline.calendar.extract.speech import speech_words
from threadline.calendar.extract.stretches import Span, Stretches
from threadline.calendar.extract.titles.words import BOOKS, SORTS
from threadline.calendar.extract.vocabulary import GENERIC, KINDS, NEGATIONS, SPEAKS, words_in

_SENTENCE = regex.compile(r"[.!?。！？](?=\s|$)|[\n;]")
_POLITE = (
    r"\W*(?:(?:bitte|hallo|hi|hey|s['’]il te plaît|s['’]il vous plaît|por favor|per favore|alsjeblieft|graag|proszę|"
    r"snälla|vänligen|venligst|vennligst|lütfen|пожалуйста|будь ласка|请|請|帮我|幫我|من فضلك|لو سمحت|कृपया)[\s,]+"
    r"|[请請](?:帮我|幫我)?|帮我|幫我)*"
)
_MINE = words_in(
    "mir uns mich bitte für mich mal noch me moi nous nos te pour moi mi ci para mí mim por favor per per favore mij "
    "ons even graag alsjeblieft mi nam proszę mig oss meg os mne мне нам пожалуйста мені будь ласка bana bize lütfen "
    "jetzt doch ook también também anche aussi też sie einen einem eine ein einer une un una uno unos unas uma um umas "
    "uns een en ett et ei jakieś jeden bir 一个 一個 एक"
)
_PARTICLES = words_in(
    "ein an fest vor hinzu dazu auf um in toe vast op inn ind til till upp opp op på kl klo le la el il les los las "
    "um am im den die das der à a al alle ao às na no em en para per pour voor om met w we o na v во в на у о "
    "об ile için"
)
_CALENDARS = regex.compile(
    r"(?<!\w)(?:(?:in|im|zu|zum|auf|à|a|dans|sur|en|al|nel|sul|no|na|ao|aan|op|do|w|i|till|til|в|у|до|на)\s+)?"
    r"(?:(?:den|die|der|das|meinen?|meinem|unseren?|unserem|le|la|mon|ma|notre|el|mi|nuestro|il|mio|nostro|o|a|meu|"
    r"minha|de|mijn|onze|mojego|mój|min|mitt|mein|мой|мій|мого|моєму)\s+){0,2}"
    r"(?:kalender|calendrier|agenda|calendario|calendário|kalendarza|kalendarzu|kalendern|kalenderen|takvime?|"
    r"takvimime|календарь|календаре|календар|календаря|календарі)(?!\w)"
    r"|(?:カレンダー|予定表?|スケジュール)(?:に|を)?|(?:到|在)?(?:我的)?(?:日历|日曆|日程)(?:里|上|中)?"
    r"|(?:캘린더|달력|일정표?)(?:에|을|를)?|(?:في|إلى) (?:التقويم|تقويمي)|(?:मेरे )?कैलेंडर में",
    re.IGNORECASE,
)
_WORD = regex.compile(r"[^\W_](?:[\w'’&+./-]|[\u0300-\u036f\u064b-\u0652\u0900-\u0963])*")
_ALIKE = dict.fromkeys(("sv", "da", "no", "nb"), ("sv", "da", "no"))
"""Few words seldom tell these apart."""
_EASTERN = frozenset({"ja", "zh", "ko"})
_VERB_LAST = frozenset({"ja", "ko", "tr", "hi", "de"})
_CASE = {
    "ja": regex.compile(r"(?:の予定|という予定)?(?:を|に|が|は|も)$"),
    "ko": regex.compile(r"(?:을|를|은|는|이|가)$"),
    "zh": regex.compile(r"^(?:一个|一個|个|個)|(?:这个|的)?$"),
    "hi": regex.compile(r"\s(?:को|का|की|के)$"),
    "tr": regex.compile(r"(?<=[sl][ıiuüae])n[ıiuü]$|(?<=[aeıioöuü])y[ıiuü]$"),
}
_STARTS_SLOT = (WITH | OTHERS | JOINS | words_in("für pour para per voor dla för for för için")) - {"no", "a"}
_SMALL = (_PARTICLES | DETERMINERS | _MINE | OTHERS | words_in("de des del della delle dei do da")) - {"me"}
_NAMELESS = SORTS | DETERMINERS | COLLECTIVE | NEGATIONS
_MOST_WORDS = 6
_MOST_OPENING = 3


@cache
def _commands(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """How a command of the language begins, and how it ends where its verb comes last."""
    tables = [table for each in _ALIKE.get(language, (language,)) if (table := speech_words(each)) is not None]
    if not tables:
        return None
    edge = "" if language in _EASTERN else r"(?!\w)"
    phrases = sorted(
        {phrase for table in tables for phrase in table.phrases("create")}, key=lambda each: (-len(each), each)
    )
    said = "|".join(map(re.escape, phrases))
    more = r"(?:[\s,]*(?:ください|下さい|お願いします|おいて|요|주세요|줘))?" if language in _EASTERN else ""
    return (
        regex.compile(rf"{_POLITE}(?:{said}){edge}", re.IGNORECASE),
        regex.compile(rf"(?:{said}){more}{edge}\W*$", re.IGNORECASE),
    )


def commanded(text: str, language: str, taken: Stretches) -> Evidence | None:
    """What the first command of a text wants written down; None where it has no object, or only a sort of event.

    `taken` are the stretches of times, people and the place.
    """
    commands = _commands(language.split("-")[0].lower())
    if commands is None:
        return None
    first = 0
    for cut in (*_SENTENCE.finditer(text), None):
        last = cut.start() if cut else len(text)
        if (stretch := _object(text, first, last, commands, language)) is not None:
            found = _named(text, stretch, language, taken)
            return trimmed(found, language) if found is not None else None
        first = cut.end() if cut else last
    return None


def opening(text: str, taken: Stretches, company: Iterable[Span]) -> Evidence | None:
    """The few words before the first company or place: "Middag hos Mormor", "Petit-déj avec Manon"."""
    first = min((span[0] for span in company), default=0)
    said = list(_WORD.finditer(text, 0, first))
    said = _led_first(said, taken) or said
    led = bool(said) and said[-1].group().lower() in WITH | OTHERS | DETERMINERS
    while said and said[-1].group().lower() in WITH | OTHERS | DETERMINERS:
        said.pop()
    kept = [word for word in said if word.group().lower() not in DETERMINERS]
    if not led or not 0 < len(kept) <= _MOST_OPENING or any(taken.touches(*word.span()) for word in kept):
        return None
    words = [word.group().lower() for word in kept]
    if any(word in SPEAKS or word in KINDS or word in GENERIC or word in BOOKS for word in words):
        return None
    return Evidence(text[kept[0].start() : kept[-1].end()], (kept[0].start(), kept[-1].end()))


def _led_first(said: Sequence[re.Match[str]], taken: Stretches) -> list[re.Match[str]]:
    """The words up to the first "with", where none of them is a slot: "repetitie met (het koor)"."""
    for index, word in enumerate(said):
        if taken.touches(*word.span()):
            break
        if index and word.group().lower() in WITH:
            return list(said[: index + 1])
    return []


def trimmed(title: Evidence, language: str, *, opens: bool = True) -> Evidence | None:
    """A learned title without the command before it, where it `opens` the text, and the little words behind it.

    None where nothing is left.
    """
    language = language.split("-")[0].lower()
    commands = _commands(language)
    first, text = title.span[0], title.value
    if opens and commands is not None and language not in _EASTERN and (begins := commands[0].match(text)) is not None:
        words = [word for word in _WORD.finditer(text, begins.end()) if word.group().lower() not in _SMALL]
        if not words:
            return None
        first, text = first + words[0].start(), text[words[0].start() :]
    words = list(_WORD.finditer(text))
    while words and words[-1].group().lower() in _SMALL:
        words.pop()
    if not words or language in _EASTERN:
        return _plain(text, 0, len(text), language, first)
    return _plain(text, 0, words[-1].end(), language, first)


def _object(
    text: str, first: int, last: int, commands: tuple[re.Pattern[str], re.Pattern[str]], language: str
) -> tuple[int, int] | None:
    """Where the object of a command may stand in a sentence; None where it is no command."""
    said = text[first:last]
    if (begins := commands[0].match(said)) is not None:
        return first + begins.end(), last
    ends = commands[1].search(said) if language in _VERB_LAST else None
    return (first, first + ends.start()) if ends is not None else None


def _named(text: str, stretch: tuple[int, int], language: str, taken: Stretches) -> Evidence | None:
    """The first run of words in it that no other slot has."""
    calendars = Stretches([match.span() for match in _CALENDARS.finditer(text, *stretch)])
    kept: list[re.Match[str]] = []
    for word in _WORD.finditer(text, *stretch):
        lower = word.group().lower()
        away = taken.touches(*word.span()) or calendars.touches(*word.span())
        broken = bool(kept) and text[kept[-1].end() : word.start()].strip(" -'’&") != ""
        small = lower in DETERMINERS or lower in _MINE or lower in _PARTICLES
        if not kept:
            if away or small or lower in _STARTS_SLOT:
                continue
        elif (
            away or broken or lower in BETWEEN or (lower in _STARTS_SLOT and _begins_slot(text, word, taken, calendars))
        ):
            break
        kept.append(word)
    while kept and kept[-1].group().lower() in _SMALL:
        kept.pop()
    if not kept or len(kept) > _MOST_WORDS:
        return None
    return _plain(text, kept[0].start(), kept[-1].end(), language)


def _begins_slot(text: str, word: re.Match[str], taken: Stretches, calendars: Stretches) -> bool:
    """Whether a preposition leads to a time, somebody, the place or the end, so that the name ends before it."""
    following = _WORD.search(text, word.end())
    if following is None:
        return True
    second = _WORD.search(text, following.end())
    ahead = [each for each in (following, second) if each is not None]
    return any(taken.touches(*each.span()) or calendars.touches(*each.span()) for each in ahead)


def _plain(text: str, first: int, last: int, language: str, offset: int = 0) -> Evidence | None:
    case = _CASE.get(language)
    title = text[first:last]
    if case is not None:
        begins = case.match(title) if language == "zh" else None
        first += begins.end() if begins else 0
        title = case.sub("", text[first:last])
    words = [word.lower() for word in title.split()]
    if not words or _NAMELESS.issuperset(words):
        return None
    return Evidence(title, (offset + first, offset + first + len(title)))

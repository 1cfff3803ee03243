"""In which language a message is answered: its own if that is sure, else its writer's, else the thread's."""

from collections.abc import Mapping, Sequence
from functools import cache

from threadline import regex
from threadline.calendar.extract.speech import speech_words
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.calendar.when.languages.detection import candidates
from threadline.calendar.when.languages.telling import WORDS
from threadline.core.dialogue.small_talk import remark_languages
from threadline.core.domain.message import Turn
from threadline.providers.extractive.language import stopwords
from threadline.providers.port import Task
from threadline.storage.turns import TurnStore
from threadline.texts.languages import ENGLISH, SPOKEN, spoken

_EARLIER = 6
_LOOKED_AT = 80
_LEAST, _AHEAD = 0.9, 1.6
"""The weight of words that tell a language, and how many times that of the next one it has to be."""
_COMMAND = 1.25
"""The weight of the word that a command begins with: it is the writer's own, as a loan word behind it may not be."""

_SHORT = 5
_WORD = regex.compile(r"[^\W\d_]+")
_HEADER = regex.compile(r"(?:From|To|Cc|Date|Subject): ")
_MOST_HANDED_ON = 4_000
_ADDRESS = regex.compile(r"\S*(?:://|www\.|@\w)\S*")


def language_of(text: str) -> str | None:
    """The language that a text is surely in, whatever its writer speaks otherwise; None where that is not sure.

    A wrong language is worse than that of the writer, so two kinds of words have to agree: those that tell a language
    in sentences about times, and the small words that each language has.
    """
    words = [word.lower() for word in _WORD.findall(_ADDRESS.sub(" ", text))[:_LOOKED_AT]]
    latin = sum(word[0] < "\u0250" for word in words) * 2 >= len(words)
    if not latin:
        found = candidates(text)
        return spoken(found[0]) if found else None
    weights = dict.fromkeys(SPOKEN, 0.0)
    for word in words:
        codes = _telling().get(word, ())
        for code in codes:
            weights[code] = weights.get(code, 0.0) + 1 / len(codes)
    for code in (commanding := _commands().get(words[0], ()) if words else ()):
        weights[code] += _COMMAND / len(commanding)
    best, next_best, *_ = sorted(weights, key=lambda code: -weights[code])
    if weights[best] < _LEAST or weights[best] < _AHEAD * weights[next_best]:
        found = candidates(text)[:1]
        known = bool(found) and found[0] != ENGLISH and all(candidates(text, (hint,))[:1] == found for hint in _HINTS)
        if known and weights.get(found[0], 0) > weights[ENGLISH]:
            return spoken(found[0])
        return _by_event(words)
    return best


def _by_event(words: Sequence[str]) -> str | None:
    """The language whose word for an event begins a short wish: "pranzo con Bo", "Termin mit Petra"."""
    found = [
        code for code in SPOKEN if (table := speech_words(code)) and words[:1] and words[0] in table.phrases("nouns")
    ]
    return found[0] if len(found) == 1 and len(words) <= _SHORT and words[0] not in EVENT_NOUNS else None


def _courtesy(text: str, own: str | None) -> str | None:
    """The language of a message that is nothing but a remark, a greeting or thanks: `own` if several have it.

    Such are too short for the weights of words to tell the language.
    """
    found = remark_languages(text)
    return spoken(own) if spoken(own) in found else next(iter(found), None)


_HINTS = ("de", "fr")


_ALSO_ENGLISH = frozenset({("time", "da"), ("time", "nb")})
"""Words that tell another language only to whoever does not know that English has them as well."""


@cache
def _telling() -> Mapping[str, tuple[str, ...]]:
    """The languages that have a word among those that tell them."""
    found: dict[str, tuple[str, ...]] = {}
    for code in SPOKEN:
        table = {"nb": "no"}.get(code, code)
        said = speech_words(code)
        lent = {word for word in said.phrases("nouns") if word in EVENT_NOUNS} if said is not None else set()
        for word in {*WORDS.get(table, "").split(), *stopwords(table), *lent}:
            if word.isalpha() and (word, code) not in _ALSO_ENGLISH:
                found[word] = (*found.get(word, ()), code)
    return found


@cache
def _commands() -> Mapping[str, tuple[str, ...]]:
    """The languages in which a word begins a command: "fissa", "verschieb", "prenota"."""
    found: dict[str, tuple[str, ...]] = {}
    for code in SPOKEN:
        table = speech_words(code)
        fields = ("create", "cancel", "move", "remind", "find") if table is not None else ()
        firsts = {phrase.partition(" ")[0] for field in fields for phrase in (table.phrases(field) if table else ())}
        for word in firsts:
            found[word] = (*found.get(word, ()), code)
    return found


async def languages_of(turn: Turn, turns: TurnStore) -> Sequence[str | None]:
    """The languages to answer in, the first one that is spoken is meant.

    The thread is only read where the message and its writer leave it open. Raises `StorageError`.
    """
    wishes = turn.message.wishes
    wished = wishes.language if wishes.task is not Task.TRANSLATION else None
    text = turn.message.text
    courtesy = _courtesy(text, turn.person.language)
    own = courtesy or language_of(text)
    found = (wished, own, turn.person.speech, _handed_on(turn.message.material))
    # One word tells little: "cancela" is Spanish and Portuguese, and a thread has one language mostly.
    alone = wished is None and courtesy is None and len(_WORD.findall(text)) == 1
    if turn.sequence == 1 or (any(map(spoken, found)) and not alone):
        return found
    earlier = await turns.transcript(turn.conversation_id, before=turn.message_id, limit=_EARLIER)
    before = tuple(language_of(each.text) for each in reversed(earlier))
    if alone and own is not None:
        return (_near(own, before), *found)
    return (*found, *before)


def _handed_on(material: str | None) -> str | None:
    """The language of a text that was handed on with hardly a word, without the lines that a mail begins with."""
    if not material:
        return None
    lines = material[:_MOST_HANDED_ON].splitlines()
    return language_of("\n".join(line for line in lines if not _HEADER.match(line)))


_ALIKE = ({"es", "pt", "it"}, {"nl", "de"}, {"sv", "da", "nb"})
"""Languages that share so many words that one of them alone is no change of the language."""


def _near(own: str, before: Sequence[str | None]) -> str:
    """The language of the thread, if it is one that a lone word of `own` may be in as well."""
    last = next((each for each in before if each is not None), None)
    return last if last is not None and any({own, last} <= each for each in _ALIKE) else own

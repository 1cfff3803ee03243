"""Remarks that want no calendar: a greeting, thanks, "who are you?". Each is answered in one line."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from threadline import regex
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.core.dialogue.assent import read_assent
from threadline.core.dialogue.remark_words import PHRASES, Remark
from threadline.texts.messages import N_

_LONGEST = 120
_MARKS = regex.compile(r"[\s.,!?;:…–—。！？，、~*_()¿¡🙏🙂😊👋❤️-]+")


_ANSWERS: Mapping[Remark, tuple[str, ...]] = {
    Remark.THANKS: (N_("You are welcome."), N_("Glad to help."), N_("Any time.")),
    Remark.HELLO: (
        N_("Hello! What can I put into your calendar?"),
        N_("Hello again! What can I do for you?"),
        N_("Hello, I am here: tell me what to plan, or ask what is planned."),
    ),
    Remark.GOODBYE: (N_("Goodbye!"), N_("See you soon!")),
    Remark.WHO: (
        N_("I am Threadline: I turn what people say in a conversation into calendar events."),
        N_("I am Threadline, an assistant for your calendar, and no human."),
    ),
    Remark.ABILITIES: (
        N_(
            "I put what you write into your calendar (“Design review next Thursday 3–4:30pm”), change it, find times "
            "that suit everybody, tell you what is planned, and summarise texts."
        ),
        N_("Try “lunch with Bo on Friday at noon”, “what is on tomorrow?” or “when am I free on Thursday?”."),
        N_("Ask me to plan, move or cancel something, to find a free time, or to summarise a text that you paste."),
    ),
    Remark.HOW: (N_("I am well, thank you. What can I do for you?"), N_("Very well, thank you! What shall we plan?")),
    Remark.PRAISE: (N_("Thank you! What shall we plan next?"), N_("I am glad. What is next?")),
    Remark.SORRY: (N_("No harm done. What can I do for you?"), N_("Never mind! Tell me what you need.")),
    Remark.FEELING: (
        N_("I see. If it helps, I can look for a free hour in your calendar."),
        N_("Understood. Say when you want to plan something, or ask what is planned."),
    ),
    Remark.JOKE: (
        N_("I cannot tell jokes or stories without a language model, but I can look what is planned today."),
        N_("For that I need a language model; with your calendar I can help at once."),
    ),
    Remark.ANSWER: (
        N_("All right. Nothing here is waiting for an answer from you."),
        N_("Understood. There is nothing to decide just now."),
    ),
}

LIMITS = (
    N_(
        "That needs a language model, and none is connected here: I can plan events, find free times, tell what is in "
        "your calendar, and summarise texts."
    ),
    N_("That needs a language model as well. Give me something to plan (“call with Bo on Friday at 3”) instead."),
    N_("I cannot help with that one. Ask me “what can you do?” to see what works without a language model."),
    N_("Sorry, that is beyond me without a language model."),
)
"""What is said of work that only a language model can do: in full the first time, then shorter."""

NOT_UNDERSTOOD = (
    N_("I am not sure what you mean. Tell me what to plan, or ask me what is planned."),
    N_("I did not understand that. Try “lunch with Bo on Friday at noon”, or “what is on tomorrow?”."),
    N_("I still do not understand. Ask me “what can you do?” to see what I can do."),
)
"""What is said to a remark that wants no work and was not understood."""

_WORK = regex.compile(
    r"^\W*(?:(?:hi|hello|hey|please|bitte|can you|could you|would you|will you|i want you to|kannst du|könntest du|"
    r"peux-tu|tu peux|pouvez-vous|puedes|podrías|puoi|potresti|pode|podes|poderia|kun je|kan je|zou je)[\s,]+)*"
    r"(?:tell|write|draft|compose|explain|describe|translate|rewrite|rephrase|correct|proofread|calculate|compute|"
    r"solve|define|list|give|make|create|generate|show|draw|sing|play|search|google|find|look|recommend|suggest|"
    r"compare|"
    r"convert|analy[sz]e|answer|help me|teach|order|buy|pay|turn|count|remember|what|who|how|why|review|improve|fix|"
    r"send|read|open|"
    r"schreib\w*|erklär\w*|übersetz\w*|beschreib\w*|berechne|rechne|erzähl\w*|gib|mach\w*|zeig\w*|such\w*|finde|"
    r"verfass\w*|formulier\w*|korrigier\w*|empfiehl|schlag|"
    r"écri\w*|rédige\w*|explique\w*|traduis\w*|décris|calcule\w*|raconte\w*|donne\w*|montre\w*|cherche\w*|corrige\w*|"
    r"escrib\w*|redacta\w*|explica\w*|traduc\w*|describe|calcula\w*|cuenta\w*|dame|muestra\w*|busca\w*|corrige|"
    r"scriv\w*|spiega\w*|traduci\w*|descrivi|racconta\w*|dammi|mostra\w*|cerca\w*|correggi|"
    r"escrev\w*|traduz\w*|descreve|conta|dá|mostra|procura|corrige|"
    r"schrijf|leg|vertaal|beschrijf|bereken|vertel|geef|maak|toon|zoek|verbeter)(?!\w)",
    re.IGNORECASE,
)


def wants_work(text: str) -> bool:
    """Whether a message asks something or wants something done; a mere remark does neither."""
    return "?" in text or "？" in text or len(text) > _LONGEST or _WORK.match(text) is not None


def remark_of(text: str) -> Remark | None:
    """What a remark is, where the message is nothing else; with a greeting before it, what follows counts."""
    if len(text) > _LONGEST:
        return None
    words = _MARKS.sub(" ", text.replace("’", "'")).strip().casefold()
    table = _table()
    if words in table:
        return table[words]
    for greeting in (phrase for phrase, kind in table.items() if kind in (Remark.HELLO, Remark.THANKS)):
        rest = words.removeprefix(f"{greeting} ")
        if rest != words and rest in table:
            return table[rest]
    assent = read_assent(text)
    return Remark.ANSWER if assent is not None and not assent.rest else None


def answers_to(remark: Remark) -> Sequence[str]:
    """What can be answered, best first, in English: translated where it is shown."""
    return _ANSWERS[remark]


@cache
def _table() -> Mapping[str, Remark]:
    tables = [table for language in speech_languages() if (table := speech_words(language))]
    found = {phrase: Remark.THANKS for table in tables for phrase in table.phrases("thanks")}
    return found | {
        _MARKS.sub(" ", phrase).strip(): kind
        for kind, tables in PHRASES.items()
        for phrases in tables.values()
        for phrase in phrases.split("|")
    }


def remark_languages(text: str) -> Sequence[str]:
    """The languages in which a message is such a remark, as far as they have tables of their own."""
    words = _MARKS.sub(" ", text.replace("’", "'")).strip().casefold()
    return _languages().get(words, ())


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for tables in PHRASES.values():
        for language, phrases in tables.items():
            for phrase in phrases.split("|") if language else ():
                said = _MARKS.sub(" ", phrase).strip()
                found[said] = (*found.get(said, ()), language)
    return found

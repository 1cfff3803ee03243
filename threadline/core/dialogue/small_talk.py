"""Remarks that want no calendar: a greeting, thanks, "who are you?". Each is answered in one line."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.core.dialogue.assent import read_assent
from threadline.texts.messages import N_

_LONGEST = 120
_MARKS = re.compile(r"[\s.,!?;:…–—。！？，、~*_()¿¡🙏🙂😊👋❤️-]+")


class Remark(StrEnum):
    """What a remark is."""

    THANKS = "thanks"
    HELLO = "hello"
    GOODBYE = "goodbye"
    WHO = "who"
    ABILITIES = "abilities"
    HOW = "how"
    ANSWER = "answer"


_PHRASES: Mapping[Remark, str] = {
    Remark.THANKS: "thanks|thank you|thx|ty|cheers|thanks a lot|many thanks|thank you so much|thanks so much|"
    "thank you very much|much appreciated|thanks for your help|thanks for the help|great thanks|ok thanks|"
    "perfect thanks|"
    "thanks again|that's all thanks|danke|danke dir|danke schön|danke sehr|vielen dank|besten dank|super danke|"
    "danke für die hilfe|merci|merci beaucoup|merci bien|super merci|gracias|muchas gracias|mil gracias|"
    "gracias por la ayuda|grazie|grazie mille|molte grazie|grazie dell'aiuto|obrigado|obrigada|muito obrigado|"
    "muito obrigada|obrigado pela ajuda|obrigada pela ajuda|valeu|bedankt|dank je|dank je wel|dank u|dankjewel|"
    "hartelijk dank",
    Remark.HELLO: "hi|hello|hey|hey there|hi there|hello there|good morning|good afternoon|good evening|morning|yo|"
    "hiya|howdy|hallo|guten morgen|guten tag|guten abend|moin|servus|grüß gott|grüezi|bonjour|salut|bonsoir|coucou|"
    "hola|buenos días|buenas tardes|buenas|buenas noches|ciao|buongiorno|buonasera|salve|olá|oi|bom dia|boa tarde|"
    "boa noite|hoi|goedemorgen|goedemiddag|goedenavond|hej|cześć|dzień dobry|merhaba|привет|здравствуйте|привіт|"
    "こんにちは|おはよう|おはようございます|你好|您好|안녕하세요|مرحبا|नमस्ते",
    Remark.GOODBYE: "bye|goodbye|bye bye|see you|see you later|see you tomorrow|good night|have a nice day|"
    "have a good one|tschüss|auf wiedersehen|bis dann|bis später|bis morgen|gute nacht|schönen tag noch|"
    "au revoir|à plus|à bientôt|à demain|bonne nuit|bonne journée|adiós|hasta luego|hasta mañana|arrivederci|"
    "a presto|a domani|buona notte|tchau|até logo|até amanhã|doei|tot ziens|tot morgen|fijne dag",
    Remark.WHO: "who are you|what are you|what's your name|what is your name|are you a bot|are you a robot|"
    "are you human|are you an ai|are you real|who am i talking to|who is this|introduce yourself|wer bist du|"
    "was bist du|wie heißt du|wer sind sie|bist du ein bot|bist du ein mensch|qui es-tu|qui êtes-vous|tu es qui|"
    "comment tu t'appelles|comment t'appelles-tu|quién eres|quién es usted|cómo te llamas|chi sei|come ti chiami|"
    "quem é você|quem és tu|qual é o seu nome|como te chamas|wie ben je|wie ben jij|hoe heet je|wie bent u",
    Remark.ABILITIES: "what can you do|what else can you do|what can you do for me|what do you do|how can you help|"
    "how can you help me|can you help me|can you help|help|help me|help please|how does this work|how do you work|"
    "what are you good for|what are your features|what can i ask you|what can i say|what should i say|"
    "how do i use you|how do i use this|was kannst du|was kannst du alles|was können sie|kannst du mir helfen|hilfe|"
    "wie funktionierst du|wie funktioniert das|was machst du|womit kannst du mir helfen|que peux-tu faire|"
    "que sais-tu faire|que peux-tu faire pour moi|qu'est-ce que tu peux faire|tu peux faire quoi|aide|aide-moi|"
    "comment ça marche|que pouvez-vous faire|qué puedes hacer|qué sabes hacer|en qué puedes ayudarme|"
    "puedes ayudarme|ayuda|cómo funciona|cosa puoi fare|che cosa puoi fare|cosa sai fare|puoi aiutarmi|aiuto|"
    "come funziona|o que você pode fazer|o que você faz|o que podes fazer|o que sabe fazer|pode me ajudar|ajuda|"
    "como funciona|wat kun je|wat kan je|wat kun je doen|wat kan je doen|wat kun je allemaal|kun je me helpen|"
    "hoe werkt dit",
    Remark.HOW: "how are you|how are you doing|how's it going|how is it going|what's up|sup|how do you do|are you ok|"
    "are you there|wie geht's|wie geht es dir|wie geht es ihnen|alles gut|ça va|comment ça va|comment vas-tu|"
    "comment allez-vous|qué tal|cómo estás|cómo está|come stai|come va|tudo bem|como vai|como você está|"
    "hoe gaat het|hoe gaat het met je",
}

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
    Remark.HOW: (N_("All is well, thank you. What can I do for you?"), N_("Fine as ever! What shall we plan?")),
    Remark.ANSWER: (
        N_("All right. Nothing is waiting for an answer of yours here."),
        N_("Understood. There is nothing to decide just now."),
    ),
}

LIMITS = (
    N_(
        "I cannot do that without a language model, and none is connected here. I can plan events, find free times, "
        "tell what is in your calendar, and summarise texts."
    ),
    N_("That needs a language model as well. Give me something to plan (“call with Bo on Friday at 3”) instead."),
    N_("I cannot help with that one. Ask me “what can you do?” to see what works without a language model."),
    N_("Sorry, that is beyond me without a language model."),
)
"""What is said where nothing else can be: in full the first time, then shorter."""


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
        _MARKS.sub(" ", phrase).strip(): kind for kind, phrases in _PHRASES.items() for phrase in phrases.split("|")
    }

"""Words that put a decision off: "hold on", "not now", "warte mal". They are neither a yes nor a no."""

import re
from functools import cache

from threadline import regex
from threadline.core.dialogue.assent_words import FILLERS

_LONGEST = 80
_PHRASES = (
    "wait|wait a (?:second|sec|minute|moment|bit)|(?:please )?hold on(?: a (?:second|sec|minute|moment))?|hang on|"
    "hold it|one (?:second|sec|moment|minute)|(?:just )?a (?:second|sec|moment|minute)|"
    "give me a (?:second|sec|minute|moment|bit)|not now|not yet|not just yet|not so fast|maybe|maybe later|perhaps|"
    "perhaps later|later|later maybe|let me think(?: about it)?|let me check|i(?:'ll| will) think about it|"
    "i(?:'ll| will) (?:decide|tell you|let you know|get back to you|check) later|i(?:'ll| will) let you know|"
    "i(?:'m| am) not sure(?: yet)?|not sure(?: yet)?|i (?:need|have) to (?:check|think|ask)(?: first)?|"
    "(?:i )?don't know yet|i(?:'d| would) have to check|no idea yet|"
    "stop|pause|um+|hm+|hmm+|er+m*|"
    "warte|wart|warte(?:n sie)? mal|wart mal|moment|moment mal|einen moment|augenblick|einen augenblick|sekunde|"
    "später|vielleicht|vielleicht später|noch nicht|nicht jetzt|jetzt nicht|gerade nicht|"
    "ich überleg(?:e)?(?: (?:es mir|noch|mal))*|mal (?:sehen|schauen)|(?:ich )?bin (?:mir )?(?:noch )?nicht sicher|"
    "(?:das )?(?:ich )?wei(?:ß|ss) (?:ich )?(?:es )?noch nicht|"
    "ich muss (?:erst|noch) (?:nachdenken|fragen|schauen|überlegen)|"
    "attends|attendez|un (?:instant|moment)|une (?:seconde|minute)|pas maintenant|pas encore|plus tard|peut-être|"
    "peut-être plus tard|je (?:vais y réfléchir|réfléchis|(?:ne )?sais pas encore|ne suis pas sûre?)|"
    "laisse-moi réfléchir|"
    "espera|espere|un (?:momento|segundo)|ahora no|todavía no|aún no|más tarde|luego|quizás|quizás más tarde|tal vez|"
    "déjame pensar(?:lo)?|no estoy segur[oa]|lo pienso|(?:todavía |aún )?no (?:lo )?sé(?: todavía| aún)?|"
    "aspetta|aspetti|un attimo|un secondo|non (?:ora|adesso|ancora)|più tardi|dopo|forse|forse più tardi|"
    "fammi pensare|ci penso|non sono sicur[oa]|(?:ancora )?non (?:lo )?so(?: ancora)?|"
    "espera aí|um (?:momento|segundo|instante)|agora não|ainda não|mais tarde|depois|talvez|talvez mais tarde|"
    "deixa(?:-me| eu)? pensar|vou pensar|não tenho certeza|(?:ainda )?não sei(?: ainda)?|"
    "wacht|wacht even|even wachten|een moment|momentje|niet nu|nu niet|nog niet|straks|later misschien|misschien|"
    "misschien later|ik denk er(?: nog)? over na|(?:ik )?weet (?:ik |het )?nog niet|dat weet ik nog niet|"
    "ik moet (?:eerst |nog )?(?:nadenken|overleggen|kijken)|"
    "vänta|vent|poczekaj|chwileczkę|nie teraz|bekle|şimdi değil|подожди|подождите|не сейчас|позже|зачекай|не зараз"
)
_NO = r"(?:no|nope|nah|nein|nee|nö|non|não|nej|nie|нет|ні|oh|ah|well|ok|okay|na|ne)"
_MARKS = regex.compile(r"[\s.,!;:…–—*_-]+")


def is_pause(text: str) -> bool:
    """Whether a message does nothing but put the decision off; a "no" before it ("no wait") is part of that."""
    words = _bare(text)
    return words is not None and _pause().fullmatch(words) is not None


def after_pause(text: str) -> str:
    """What a message says behind such words: "no wait, forget it" says "forget it"; all of it where it has none."""
    first, mark, rest = text.partition(",")
    return rest.strip() if mark and rest.strip() and is_pause(first) else text


def _bare(text: str) -> str | None:
    said = text.replace("’", "'").strip()
    if not said or len(said) > _LONGEST or said.endswith("?"):
        return None
    return " ".join(
        _MARKS.sub(" ", said.replace("peut-être", "peut\u2010être")).replace("\u2010", "-").split()
    ).casefold()


@cache
def _pause() -> re.Pattern[str]:
    fillers = "|".join(sorted(filter(str.isalpha, FILLERS.split("|")), key=len, reverse=True))
    phrases = _PHRASES.replace("laisse-moi", "laisse moi").replace("(?:-me| eu)", "(?: me| eu)")
    return regex.compile(rf"(?:{_NO} )*(?:{phrases})(?: (?:{phrases}|{fillers}))*")

"""What a message asks about one event: who comes, where and when it is, how long, how to join, who has answered.

Without words that name an event it is the one at hand.
"""

import re
from dataclasses import dataclass

from threadline import regex
from threadline.core.scheduling.inquiry_words import ANYBODY, NOBODY, PATTERNS, Asked

__all__ = ["Asked", "Inquiry", "asks_about_it", "event_asked_about", "is_one_earlier", "is_one_later", "read_inquiry"]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question about one event: what is asked, the words that name it, and whether it is over.

    `who`: whose answer is asked for; `met`: what names the event is somebody who took part.
    """

    asked: Asked
    about: str | None = None
    past: bool = False
    last: bool = False
    who: str | None = None
    met: bool = False

    @property
    def words(self) -> str | None:
        """What names the event for whoever looks for it."""
        return f"with {self.about}" if self.met else self.about


_READ = tuple((asked, regex.compile(rf"^\s*(?:{pattern})\s*[?.!\s]*$", re.IGNORECASE)) for asked, pattern in PATTERNS)
_POINTS = regex.compile(
    r"^(?:it|that|this|the (?:meeting|event|appointment|call)|es|das|der termin|das treffen|sie|er|ce|c'est|la réunion|"
    r"ça|esto|eso|la reunión|la cita|questo|la riunione|isso|a reunião|het|dat|de afspraak|de vergadering|there|da|"
    r"dabei|là|présente?s?|ahí|allí|presente?|lì|lá|erbij)$",
    re.IGNORECASE,
)
_PAST = regex.compile(
    r"\b(?:was|were|did|war|waren|fand|begann|dauerte|ging|était|a eu lieu|a duré|fue|era|duró|estuvo|estaba|è "
    r"stat[oa]|"
    r"c'era|è durat[oa]|foi|durou|esteve|vond|begon|duurde|i last)\b",
    re.IGNORECASE,
)
_DUTCH_WAS = regex.compile(r"^(?:wie|waar|wanneer|hoe laat|hoe ?lang) was\b", re.IGNORECASE)
_NO_EVENT = regex.compile(
    r"\b(?:free|available|busy|frei|zeit|verfügbar|libre|disponible|liber[oa]|livre|vrij|open|now|today|sunrise|sunset|"
    r"time|date|day|(?:we|you|i) (?:meet|meeting))\b",
    re.IGNORECASE,
)
_SHOWN = regex.compile(
    r"^\s*(?:show|give|tell)(?: me)?(?: about| more about)?\s+(?P<about>(?:the|my|our)\s+\S.*?)\s*[?.!]*$"
    r"|^\s*(?:zeig(?:e)? mir|montre[rz]?-moi|muéstrame|mostrami|mostra-me|toon(?: me)?|"
    r"laat)\s+(?P<about2>\S.*?)(?: zien)?\s*[?.!]*$"
    r"|^\s*what(?:'s| is)\s+(?P<about3>(?:the|my)\s+\S.*?)\s*[?.!]*$",
    re.IGNORECASE,
)
_AND = regex.compile(r"^(?:(?:and|but|so|ok(?:ay)?|und|aber|et|mais|y|pero|ma|mas|maar)[\s,]+)+(?=\w)", re.IGNORECASE)
_AGAIN = regex.compile(
    r"[\s,]+(?:again|once more|noch ?(?:ein)?mal|gleich|déjà|encore|otra vez|di nuovo|de novo|ook ?al ?weer|"
    r"ook weer|nog eens)(?=\s*[?.!\s]*$)",
    re.IGNORECASE,
)
"""Asked once more: "where was that again?" is about what was told before, and no question about the past."""
_EARLIER = regex.compile(
    r"(?:en? )?(?:"
    r"(?:when )?before (?:that|then)(?: one)?|the (?:one|time) before(?: that)?|the (?:previous|earlier) (?:one|time)|"
    r"(?:wann )?davor|das mal davor|(?:la fois )?(?:d'avant|avant(?: ça| cela)?)|(?:la )?(?:vez )?(?:de )?antes"
    r"(?: de eso)?|(?:la vez )?anterior|(?:la volta )?prima(?: di quella| di allora)?|quella prima|(?:a vez )?antes"
    r"(?: disso)?|(?:de keer )?daarvoor)",
    re.IGNORECASE,
)
"""The one before the one that was told."""
_LATER = regex.compile(
    r"(?:en? )?(?:"
    r"(?:what(?:'s| is| comes)? )?(?:after (?:that|it|this)|next|afterwards|then)|(?:what(?:'s| is) )?the (?:one after"
    r"(?: that)?|next one|following one)|(?:was (?:kommt |ist )?)?(?:danach|als nächstes)|(?:und )?dann|"
    r"(?:c'est quoi )?(?:après|ensuite)(?: (?:ça|cela))?|(?:le |la )suivante?|(?:qué (?:hay|viene) )?(?:después"
    r"(?: de eso)?|luego)|(?:el|la) siguiente|(?:cosa c'è )?(?:dopo|poi)(?: di quello)?|(?:il|la) prossim[oa]|"
    r"(?:o que (?:há|vem) )?(?:depois(?: disso)?|a seguir)|[oa] seguinte|(?:wat (?:komt|is er) )?daarna|de volgende)",
    re.IGNORECASE,
)
"""The one after the one that was told."""
_LONGEST = 120


def _one(who: str | None) -> str | None:
    """A name; None for whoever is invited."""
    return None if who is None or who.lower() in ANYBODY else who.strip(" ,")


def read_inquiry(text: str) -> Inquiry | None:
    """What the text asks about one event; None where it asks something else."""
    said = _AND.sub("", " ".join(text.split()))
    if not said or len(said) > _LONGEST:
        return None
    again = _AGAIN.search(said) is not None
    said = _AGAIN.sub("", said)
    for asked, pattern in _READ:
        match = pattern.match(said)
        if match is None:
            continue
        words = next((value for name, value in match.groupdict().items() if name.startswith("about") and value), None)
        words = words.strip(" ,") if words else None
        if words is not None and (_NO_EVENT.search(words) or (asked is Asked.ALL and words.lower() in NOBODY)):
            return None
        if (met := match.groupdict().get("met")) is not None:
            return Inquiry(asked, met, past=True, last=True, met=True)
        who = match.groupdict().get("who")
        if who is not None and (who.lower() in NOBODY or _NO_EVENT.search(who)):
            continue
        if asked is Asked.ANSWERS:
            return Inquiry(asked, None if words is None or _POINTS.match(words) else words, who=_one(who))
        past = _PAST.search(said) is not None and (
            not said.lower().startswith("was ") or _DUTCH_WAS.match(said) is not None
        )
        about = None if words is None or _POINTS.match(words) else words
        return Inquiry(asked, about, past and not again, " last " in said.lower())
    return None


def is_one_earlier(text: str) -> bool:
    """Whether a message asks for the one before the one that was told: "and before that?", "und davor?"."""
    said = _AND.sub("", " ".join(text.split()).lstrip("¿ ")).strip(" ?.!")
    return _EARLIER.fullmatch(said) is not None


def is_one_later(text: str) -> bool:
    """Whether a message asks for what comes after what was told: "and after that?", "und danach?"."""
    said = _AND.sub("", " ".join(text.split()).lstrip("¿ ")).strip(" ?.!")
    return _LATER.fullmatch(said) is not None


def asks_about_it(text: str) -> bool:
    """Whether a message asks about the event at hand, without a word for it: it changes nothing of which that is."""
    inquiry = read_inquiry(text)
    return inquiry is not None and inquiry.about is None


def event_asked_about(text: str) -> str | None:
    """The words that name an event which a message asked about or wanted to see."""
    inquiry = read_inquiry(text)
    if inquiry is not None:
        return inquiry.words
    match = _SHOWN.match(" ".join(text.split()))
    return next((value for value in match.groupdict().values() if value), None) if match else None

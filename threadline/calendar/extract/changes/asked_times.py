"""Reading another time that is asked for: "could the review be at 4 instead?", "geht das Review auch um 16 Uhr?".

The event has to be named as one there is, by its article, or the time as another than it has ("instead").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from threadline import regex

_I = re.IGNORECASE
_AS_KNOWN = regex.compile(
    r"(?:the|our|this|that|my|your|der|die|das|den|dem|unser\w*|dein\w*|mein\w*|euer|eure\w*|le|la|les|notre|votre|ton|ta|"
    r"el|los|las|nuestr\w+|il|lo|i|gli|nostr\w+|o|a|os|as|noss\w+|de|het|ons|onze|je|jullie)\s+\S|l['’]\S|\w+['’]s\s",
    _I,
)
_INSTEAD = regex.compile(
    r"(?<!\w)(?:instead|rather|stattdessen|lieber|anstatt|statt|plutôt|à la place|en (?:vez|lugar)|mejor|invece|"
    r"piuttosto|em vez|antes|melhor|in plaats|liever)(?!\w)",
    _I,
)
_RATHER = regex.compile(
    r"[\s,]+(?:instead(?:\s+of\b.*)?|rather|(?:an)?statt\s+(?:um\s+|am\s+)?\S+(?:\s+uhr)?|plutôt(?:\s+qu.*)?|"
    r"à la place|en (?:vez|lugar)(?:\s+de\b.*)?|invece(?:\s+che\b.*)?|em vez(?:\s+d.*)?|in plaats(?:\s+van\b.*)?)\s*$",
    _I,
)
_DAYS = (
    r"\d|to(?:day|morrow)|next\s|half\s|noon|\w+day\b|heute|morgen|übermorgen|mittags?\b|nächst\w+\s|\w+tag\b|mittwoch|"
    r"demain|midi\b|mañana|mediodía|domani|mezzogiorno|amanhã|hoje|vandaag|overmorgen"
)
_WHEN = {
    "en": rf"(?P<when>(?:at|on|from|an?\s+(?:half\s+)?hour|in\s+the|{_DAYS}).{{0,50}}?)",
    "de": rf"(?:(?:auch|stattdessen|lieber|erst|schon)\s+)*(?P<when>(?:um|am|ab|eine?\s|{_DAYS}).{{0,50}}?)",
    "fr": rf"(?P<when>(?:à|le|vers|de|une?\s+(?:demi-)?heure|{_DAYS}).{{0,50}}?)",
    "es": rf"(?P<when>(?:a\s+las?|el|una?\s+hora|media\s+hora|{_DAYS}).{{0,50}}?)",
    "it": rf"(?P<when>(?:alle|all['’]|dalle|un['’]ora|mezz['’]ora|{_DAYS}).{{0,50}}?)",
    "pt": rf"(?P<when>(?:às|à|na|no|uma\s+hora|meia\s+hora|{_DAYS}).{{0,50}}?)",
    "nl": rf"(?:(?:ook|misschien|liever)\s+)*(?P<when>(?:om|op|een\s+(?:half\s+)?uur|{_DAYS}).{{0,50}}?)",
}
_ABOUT = r"(?P<about>\S.{1,60}?)"
_BEGINS = r"(?:be|start|begin|happen|take\s+place|move|be\s+moved|go)(?:\s+to)?"
_FORMS = {
    "en": (
        rf"(?:could|can|might|may)\s+(?!we\b|i\b|you\b){_ABOUT}\s+{_BEGINS}\s+{{when}}",
        rf"(?:ask|see|check|find\s+out)\s+(?:with\s+)?(?:.{{2,40}}?\s+)?(?:if|whether)\s+{_ABOUT}\s+(?:could|can|might|may)\s+{_BEGINS}\s+{{when}}",
        rf"(?:ask|see|check)\s+(?:.{{2,40}}?\s+)?(?:if|whether)\s+we\s+(?:could|can|might)\s+(?:have|do|hold|start)\s+{_ABOUT}\s+{{when}}",
        rf"(?:could|can|might|may)\s+we\s+(?:have|do|hold|start)\s+{_ABOUT}\s+{{when}}",
        rf"(?:would|is)\s+it\s+(?:be\s+)?possible\s+to\s+(?:have|do|hold|start)\s+{_ABOUT}\s+{{when}}",
        rf"(?:would|could|does|will)\s+{{when}}\s+(?:work|do|suit|be\s+(?:ok|okay|fine|possible))\s+for\s+{_ABOUT}",
    ),
    "de": (
        rf"(?:könnte|kann|ginge|geht|wäre)\s+(?!ich\b|wir\b|es\b){_ABOUT}\s+{{when}}(?:\s+(?:sein|gehen|stattfinden|beginnen|anfangen|möglich))?",
        rf"(?:können|könnten)\s+wir\s+{_ABOUT}\s+{{when}}\s+(?:machen|haben|abhalten|beginnen)",
        rf"frag(?:e|t)?\s+.{{2,40}}?,?\s+ob\s+{_ABOUT}\s+{{when}}\s+(?:(?:sein|stattfinden|beginnen|gehen)\s+)?(?:kann|könnte|ginge|geht|möglich\s+(?:ist|wäre))",
    ),
    "fr": (
        rf"(?:est-ce\s+qu(?:e\s+|['’]))?{_ABOUT}\s+(?:pourrait|peut)(?:-(?:il|elle|on))?\s+(?:être|avoir\s+lieu|commencer|se\s+tenir|se\s+faire)\s+{{when}}",
        rf"(?:pourrait|pourrions|peut)-(?:on|nous)\s+(?:faire|avoir|tenir|commencer)\s+{_ABOUT}\s+{{when}}",
        rf"demande[rz]?\s+à\s+.{{2,40}}?\s+si\s+{_ABOUT}\s+(?:pourrait|peut)\s+(?:être|avoir\s+lieu|commencer)\s+{{when}}",
    ),
    "es": (
        rf"(?:podría|puede)\s+(?:ser|empezar|hacerse)\s+{_ABOUT}\s+{{when}}",
        rf"{_ABOUT}\s+(?:podría|puede)\s+(?:ser|empezar|hacerse)\s+{{when}}",
        rf"(?:podríamos|podemos)\s+(?:hacer|tener|empezar)\s+{_ABOUT}\s+{{when}}",
        rf"pregúnta(?:le)?\s+a\s+.{{2,40}}?\s+si\s+{_ABOUT}\s+(?:podría|puede)\s+ser\s+{{when}}",
    ),
    "it": (
        rf"{_ABOUT}\s+(?:potrebbe|può)\s+(?:essere|iniziare|cominciare)\s+{{when}}",
        rf"(?:potrebbe|può)\s+(?:essere\s+)?{_ABOUT}\s+(?:essere\s+)?{{when}}",
        rf"(?:potremmo|possiamo)\s+(?:fare|tenere|iniziare)\s+{_ABOUT}\s+{{when}}",
    ),
    "pt": (
        rf"{_ABOUT}\s+(?:poderia|pode)\s+(?:ser|começar)\s+{{when}}",
        rf"(?:poderia|pode)\s+(?:ser\s+)?{_ABOUT}\s+(?:ser\s+)?{{when}}",
        rf"(?:poderíamos|podemos)\s+(?:fazer|ter|começar)\s+{_ABOUT}\s+{{when}}",
    ),
    "nl": (
        rf"(?:kan|zou)\s+(?!ik\b|we\b){_ABOUT}\s+{{when}}(?:\s+(?:kunnen|zijn|plaatsvinden|beginnen|starten))*",
        rf"(?:kunnen|zouden)\s+we\s+{_ABOUT}\s+{{when}}\s+(?:doen|houden|hebben|beginnen)",
        rf"vraag\s+.{{2,40}}?\s+of\s+{_ABOUT}\s+{{when}}\s+(?:kan|kunnen|zou\s+kunnen)",
    ),
}
_LEAD = r"^[\s¿¡]*(?:(?:hi|hey|hallo|please|bitte|por favor|per favore|s'il te plaît|alsjeblieft)[,\s]+)?"
_PATTERNS = {
    language: tuple(
        regex.compile(
            _LEAD + form.replace("{when}", _WHEN[language]) + r"(?:[,\s]+(?:instead|please|bitte))?\s*[.!?]*\s*$", _I
        )
        for form in forms
    )
    for language, forms in _FORMS.items()
}


def asked_parts(text: str, language: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the other time and the name of the event may stand; nothing where no other time is asked for."""
    without = _RATHER.sub("", text.rstrip(" .!?"))
    other = _INSTEAD.search(text) is not None
    for pattern in _PATTERNS.get(language, ()):
        found = pattern.match(without)
        if found is not None and (other or _AS_KNOWN.match(found["about"])):
            yield found.span("when"), found.span("about")

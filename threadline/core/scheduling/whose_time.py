"""Whose time a message asks about: one's own, somebody else's, or that of a room, which has no calendar.

Tables of words in English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from threadline import regex

_I = re.IGNORECASE
_FREE = (
    r"free|available|open|time|frei|verfügbar|zeit|libres?|disponibles?|dispos?|du temps|le temps|tiempo|liber[oaie]|"
    r"disponibil[ei]|tempo|livres?|disponív\w+|vrij|beschikbaar|tijd"
)
_BUSY = (
    r"busy|booked|occupied|tied up|beschäftigt|belegt|verhindert|occupée?s?|prise?s?|ocupad[oa]s?|occupat[oaie]|"
    r"bezet|druk"
)
_ME_FREE = regex.compile(
    r"^\W*(?:am i|will i be|would i be|bin ich|wäre? ich|suis-je|est-ce que je (?:suis|serai)|je suis|¿?estoy|"
    r"¿?estaré|"
    r"sono|sarò|(?:eu )?estou|estarei|ben ik|do i have|have i(?: got)?|hab(?:e)? ich|ai-je|est-ce que j'ai|"
    r"¿?tengo|ho|tenho|heb ik)"
    rf"\s(?:.*\s)?(?P<state>{_FREE}|{_BUSY})(?!\w)",
    _I,
)
_ME_ANYTHING = regex.compile(
    r"^\W*(?:do i have|have i(?: got)?|is there|are there|hab(?:e)? ich|gibt es|ai-je|est-ce que j'ai|y a-t-il|"
    r"¿?tengo|¿?hay|"
    r"ho|c'è|tenho|há|heb ik|is er)\s(?:.*\s)?(?:anything|something|any (?:meetings?|calls?|events?|appointments?|"
    r"plans)|"
    r"a (?:meeting|call|conflict|clash)|meetings?|plans|etwas|was|termine?|einen termin|besprechungen|quelque "
    r"chose|une réunion|"
    r"des réunions|un rendez-vous|algo|alguna? (?:reunión|cita|cosa)|reuniones|qualcosa|impegni|riunioni|una "
    r"riunione|alguma coisa|"
    r"reuniões|uma reunião|iets|afspraken|een afspraak)(?!\w)",
    _I,
)
_ME_ROOM = regex.compile(
    r"^\W*(?:(?:can|could|may) i (?:fit|squeeze|slot|get) (?:\S+ ){1,4}?in|"
    r"(?:would|does|will|is) (?:\S+ ){1,6}?(?:work|suit|fit|ok|okay|good|possible) (?:for )?me|"
    r"(?:is there|do i have|have i)(?: still| got)* (?:room|space|a gap|a slot)|"
    r"(?:kann|könnte) ich (?:\S+ ){0,6}?(?:einschieben|unterbringen)|"
    r"passt (?:\S+ ){0,6}?(?:etwas|was) (?:\S+ ){0,4}?(?:rein|hinein|dazwischen)|"
    r"(?:est-ce que )?je peux (?:caser|placer)|puis-je (?:caser|placer)|¿?(?:puedo|podría) (?:meter|encajar)|"
    r"(?:posso|potrei) (?:infilare|incastrare|inserire)|(?:posso|poderia) encaixar|"
    r"(?:kan|past) (?:\S+ ){0,6}?(?:bij|tussen|kwijt))(?!\w)",
    _I,
)
"""Whether something fits in: one's own time is asked about, and nothing is to be booked."""
_NAME = (
    r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[\w.-]+|(?-i:[A-ZÀ-Þ])[\w'’-]+|(?:and |und |et |y |e |en )?(?:i|me|ich|ik|"
    r"moi|yo|io|eu)(?!\w))"
)
_UNNAMED = (
    r"he|she|they|him|her|them|every(?:one|body)|any(?:one|body)|some(?:one|body)|nobody|all|er|sie|alle|jemand|il|elle|"
    r"ils|elles|on|tous|quelqu'un|él|ella|ellos|ellas|todos|alguien|lui|lei|loro|tutti|qualcuno|ele|ela|eles|elas|"
    r"alguém|hij|zij|ze|iedereen|iemand"
)
_NO_NAME = (
    r"you|we|us|our|your|it|its|this|that|there|these|those|the|a|an|any|some|my|now|then|what|when|where|who|which|how|"
    r"why|es|wir|ihr|du|das|der|die|den|dem|ein|eine|mein|meine|wann|wer|was|wo|wie|dann|noch|ce|c'est|nous|vous|tu|le|"
    r"la|les|un|une|du|mon|ma|quand|qui|que|où|est|suis|je|j'ai|nosotros|usted|el|los|las|una|mi|cuándo|quién|qué|"
    r"noi|voi|lo|gli|i|quando|chi|che|nós|você|o|os|as|um|uma|meu|minha|quem|wij|we|jij|u|het|de|een|mijn|wanneer|wat|"
    r"waar|er|free|available|busy|open|time|frei|zeit|libre|libero|livre|vrij|tiempo|tempo|tijd|not|nothing|something|"
    r"everything|anything|nichts|alles|rien|nada|niente|niets|lunch|dinner|breakfast|can|could|is|are|do|does|"
    r"will|hat|hast|habe|hab|have|has|ist|sind|bin|es|está|estoy|tengo|ho|tenho|sono|heb|ben"
)
_SMALL = rf"(?:(?!(?:{_NO_NAME})(?!\w))[^\W\d_][\w'’-]*)"
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|e|en|&)\s+)"
_NAMES = rf"(?P<who>(?:both )?{_NAME}(?:{_AND}{_NAME}){{0,9}})"
_SMALL_NAMES = _NAMES.replace(_NAME, rf"(?:{_NAME}|{_SMALL})")
_WHEN = r"^\W*(?:when|(?:at )?what (?:time|times|hours)|wann|quand|cuándo|quando|a che ora|wanneer|hoe laat)\s+"
_SHAPES = (
    r"^\W*(?:is|are|will|ist|sind|wird|est-ce que|¿?está|¿?están|è|sono|está|is|zijn)\s+{names}\s+(?:be |est "
    r"|sont |both |all |beide |dann )?(?:.*\s)?(?P<state>{state})(?!\w)",
    r"^\W*(?:does|do|has|have|hat|haben|heeft|hebben|¿?tienen?|ha|tem)\s+{names}\s+(?:have |got "
    r")?(?:.*\s)?(?P<state>time|{free})(?!\w)",
    r"^\W*{names}\s+(?:est|a|è|ha|está|tem|is)(?:-t)?(?:-il|-elle)?\s+(?:.*\s)?(?P<state>{state})(?!\w)",
    r"^\W*(?:è|está|es|est)\s+(?P<state>{state})\s+{names}(?!\w)",
    r"^\W*(?:can|could|kann|kan)\s+{names}\s+(?P<state>make it|attend|meet|come)(?!\w)",
)
_WHEN_SHAPES = (
    _WHEN + r"(?:is|are|will|ist|sind|est|sont|está|están|è|sono|estão|zijn)\s+{names}\s+(?:be )?(?:.*\s)?"
    r"(?P<state>{state})(?!\w)",
    _WHEN + r"(?:does|do|has|have|hat|haben|a|ont|tienen?|ha|hanno|tem|têm|heeft|hebben)\s+{names}\s+(?:have |got )?"
    r"(?:.*\s)?(?P<state>{free})(?!\w)",
    _WHEN + r"(?:est-ce que |est-ce qu')?{names}\s+(?:est|a|è|ha|está|tiene|tem)(?:-t)?(?:-il|-elle)?\s+(?:.*\s)?"
    r"(?P<state>{state})(?!\w)",
    _WHEN + r"(?:est|est-ce que|está|è|tiene|ha|tem)\s+(?:.*\s)?(?P<state>{state})\s+{names}(?!\w)",
)


def _shapes(shapes: Sequence[str], names: str) -> tuple[re.Pattern[str], ...]:
    state = f"{_FREE}|{_BUSY}"
    return tuple(
        regex.compile(shape.replace("{names}", names).replace("{state}", state).replace("{free}", _FREE), _I)
        for shape in shapes
    )


_OTHERS = _shapes(_SHAPES, _NAMES)
_SMALL_OTHERS = _shapes((*_SHAPES[:4], _SHAPES[4].replace("|meet|come", "")), _SMALL_NAMES)
_WHEN_OTHERS = _shapes(_WHEN_SHAPES, _SMALL_NAMES)
_NOT_NAMED = regex.compile(rf"^(?:{_UNNAMED})$", _I)
_THING = regex.compile(
    r"^\W*(?:is|are|ist|est-ce que|¿?está|è|está)\s+(?P<what>(?:the|that|our|room|meeting room|conference|der|die|"
    rf"das|raum|la|le|el|il|lo|a|o|de|het|salle|sala|zaal)\b.{{0,40}}?|"
    rf"\S+ (?:room|raum|hall|\d+))\s+(?:est )?(?P<state>{_FREE}|{_BUSY})(?!\w)",
    _I,
)
_JOINED = regex.compile(r"\s*(?:,|&|\b(?:and|und|et|y|e|en)\b)\s*", _I)
_SELF = regex.compile(r"^(?:both\s+)?(?:i|me|ich|ik|moi|yo|io|eu)$", _I)


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked about, and what: whether they are free, or busy (`busy`), or when (`hours`).

    `thing` has no calendar.
    """

    names: tuple[str, ...] = ()
    me: bool = False
    busy: bool = False
    anything: bool = False
    thing: str | None = None
    hours: bool = False


def read_question(text: str) -> Question | None:
    """The question, where the text is one of the kind."""
    said = " ".join(text.split())
    if not said.endswith("?") and not re.match(r"^\W*(?:is|are|am|do|does|have|when|bin|ist|hat|wann)\b", said, _I):
        return None
    if said.endswith("?") and _ME_ROOM.match(said):
        return Question(me=True)
    if _ME_ANYTHING.match(said):
        return Question(me=True, busy=True, anything=True)
    if (match := _ME_FREE.match(said)) is not None:
        return Question(me=True, busy=re.fullmatch(_BUSY, match["state"], _I) is not None)
    if (match := _THING.match(said)) is not None:
        return Question(thing=match["what"].strip())
    for pattern in (*_OTHERS, *_SMALL_OTHERS, *_WHEN_OTHERS):
        if (match := pattern.match(said)) is not None:
            names = [re.sub(r"^both\s+", "", name, flags=_I) for name in _JOINED.split(match["who"].strip()) if name]
            others = tuple(name for name in names if not _SELF.match(name))
            busy = re.fullmatch(_BUSY, match["state"], _I) is not None
            me, hours = len(others) < len(names), pattern in _WHEN_OTHERS
            return Question(others, me=me, busy=busy, hours=hours) if others else None
    return None


def is_named(name: str) -> bool:
    """Whether a word can be somebody's name; "he" and "everybody" leave open who is meant."""
    return _NOT_NAMED.match(name) is None

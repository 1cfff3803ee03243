"""Conditions that only the person can judge: "if it rains, book the gym". A card says that they were not checked."""

import re
from dataclasses import dataclass

from threadline import regex

_I = re.IGNORECASE
_IF = (
    r"if|unless|provided(?: that)?|as long as|wenn|falls|sofern|vorausgesetzt|außer wenn|es sei denn|si|s['’](?=il)|"
    r"à moins que?|sauf si|à condition que?|a menos que|siempre que|a no ser que|se|a meno che|purché|a patto che|"
    r"caso|desde que|a não ser que|als|indien|tenzij|mits"
)
_FIRST = regex.compile(
    rf"^(?P<said>(?:{_IF})\s*(?P<clause>[^,;:.!?\n]{{3,60}}?))\s*,\s*(?:then |dann |alors |dan )?(?P<act>\S.+)$", _I
)
_LAST = regex.compile(
    r"^(?P<act>\S.{8,200}?),?\s+(?P<said>(?:if|unless|provided(?: that)?|as long as|wenn|falls|sofern|es sei denn|"
    r"si|s['’](?=il)|à moins que?|sauf si|a menos que|siempre que|a meno che|purché|a não ser que|indien|tenzij|mits|"
    r"(?<=, )(?:se|caso|als))\s*(?P<clause>[^,;:.!?\n]{3,60}?))[.!]?$",
    _I,
)
_ASKED = regex.compile(
    r"\b(?:know|see|check|ask\w*|wonder\w*|find out|sure|tell me|say|look|weiß|wissen|schau\w*|prüf\w*|frag\w*|sag\w*|"
    r"sais|savoir|regarde|vérifie\w*|demande\w*|dis-moi|sé|saber|mira|comprueba|pregunta\w*|dime|so|sapere|guarda|"
    r"controlla|chiedi\w*|dimmi|sei|vê|verifica|pergunta\w*|diz-me|weet|weten|kijk|vraag|zeg)(?: \w+)?$",
    _I,
)
"""What stands before a question within a sentence: "let me know if Friday works" sets no condition."""
_FITS = r"possible|ok(?:ay)?|fine|alright|all right|better|needed|necessary|so|easier"
_POLITE = regex.compile(
    rf"^(?:(?:(?:it|that)(?:['’]s| is)|this is)? ?(?:at all )?(?:{_FITS})\b.*|"
    r"(?:that|it|this) (?:works|suits|helps|fits)\b.*|not|"
    r"(?:you|we) (?:can|could|may|want|like|wish|prefer|have time|don['’]t mind|think so|need)\b.*|"
    r"(?:es )?(?:irgend)?(?:möglich|nötig|okay|ok)\b.*|"
    r"es (?:dir|euch|ihnen|bei dir|bei euch)?\s?(?:recht|geht|passt|möglich)\b.*|(?:das|es) (?:geht|passt|klappt)\b.*|"
    r"(?:du|ihr|sie) (?:kannst|könnt|können|magst|möchtest|möchten|willst|wollt|zeit)\b.*|"
    r"(?:c['’]est )?(?:possible|nécessaire)\b.*|(?:tu|vous) (?:peux|pouvez|veux|voulez|préfère\w*)\b.*|"
    r"ça (?:te|vous)? ?(?:va|convient|marche)\b.*|il (?:te|vous) plaît|(?:es )?(?:posible|necesario)\b.*|"
    r"(?:puedes|puede|quieres|quiere|podéis|te (?:va|viene) bien|no te importa)\b.*|"
    r"(?:è )?(?:possibile|necessario)\b.*|(?:puoi|può|vuoi|potete|ti (?:va|è comodo))\b.*|"
    r"(?:for |é )?(?:possível|necessário)\b.*|(?:puder\w*|quiser\w*|der|você (?:puder|quiser))\b.*|"
    r"(?:het )?(?:mogelijk|nodig)\b.*|(?:het|dat) (?:kan|lukt|uitkomt|goed)\b.*|"
    r"(?:je|u|jullie) (?:kan|kunt|kunnen|wilt?|willen)\b.*)$",
    _I,
)


@dataclass(frozen=True, slots=True)
class UncheckedCondition:
    """The words of a condition, and what is to be done where it holds; `leads`: the condition came first."""

    words: str
    act: str
    leads: bool


def unchecked_condition(text: str) -> UncheckedCondition | None:
    """The condition of a short message; None where it has none, or only a polite one ("if you can")."""
    said = " ".join(text.split())
    for pattern, leads in ((_FIRST, True), (_LAST, False)):
        match = pattern.match(said)
        if match is None or any(map(str.isdigit, match["clause"])) or _POLITE.match(match["clause"].strip()):
            continue
        if not leads and _ASKED.search(match["act"]):
            continue
        return UncheckedCondition(match["said"].strip(), match["act"].strip(), leads)
    return None

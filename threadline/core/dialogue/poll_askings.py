"""Asking for a poll without its name: times are put to the vote, or people are to be asked which of them suits."""

import re

from threadline import regex

_I = re.IGNORECASE

POLITE = (
    r"(?:please|pls|hi|hello|hey|ok(?:ay)?|and|then|now|so|can|could|would|will|shall|should|may|you|we|i|just|i'd "
    r"like(?: "
    r"you)?|to|also|all|everyone|everybody|team|folks|bitte|kannst|könntest|könnten|können|wollen|sollen|du|sie|wir|"
    r"und|dann|mal|"
    r"lass(?:t)? uns|s'il (?:te|vous) plaît|peux|pouvez|pourrais|pourriez|tu|vous|on|et|por favor|puedes|podrías|"
    r"puede|podría|"
    r"podemos|y|puoi|potresti|può|potrebbe|possiamo|per favore|per piacere|e|você|pode|podes|poderia|kun|kan|kunt|wil|"
    r"kunnen|"
    r"je|u|we|alsjeblieft|alstublieft|en|threadline|let's|let us|us|quick(?:ly)?|maybe|vielleicht|kurz)"
)
LEAD = rf"^\W*(?>{POLITE}[\s,-]+)*"  # atomic: some of its words are of two languages, and no word is tried twice
_IT = (
    r"(?:it|this|that|these|them|das|dies|dieses|sie|es|ça|cela|les|lo|los|la|esto|questo|queste|isso|isto|o|het|dit|"
    r"dat|ze)"
)
_WISHING = (
    r"(?:i'll|we'll|i'd|we'd|want|like|ich|möchten?|würden?|j'aimerais|je|nous|voudrais|propose|de|quiero|queremos|vamos|"
    r"a|voglio|vorrei|vogliamo|quero|gostaria|ik|graag|laten|zou)"
)
_WISHED = rf"(?>(?:{POLITE}|{_WISHING}|{_IT})[\s,-]+)*"
_TOLD = r"(?!(?:we|i)\s+(?:put|bring)(?!\w))"  # "we put it to the vote" tells what was done
_PUT = (
    r"(?:stell(?:e|en|t)?|bring(?:e|en|t)?|mett(?:ons|ez|re)|mets?|soumet(?:s|tons|tez|tre)|pass(?:ons|ez|er)|"
    r"pon(?:er|ed|gan|gamos)?(?:l[oa]s?)?|póngamos|pongámosl[oa]s?|somet(?:er|amos|emos|e|an)(?:l[oa]s?)?|"
    r"sometámosl[oa]s?|mett(?:iamo|ete|ere|i)(?:l[oaie])?|metterl[oaie]|pôr|põe|pomos|ponha(?:m|mos)?|"
    r"coloc(?:ar|a|amos)|coloque(?:m|mos)?|submet(?:er|e|emos)|submeta(?:m|mos)?|breng(?:en)?|leg(?:gen)?)"
)
_TO_THE_VOTE = (
    r"(?:zur (?:abstimmung|wahl)|aux voix|au vote|a (?:votación|voto)|ai voti|al voto|(?:a|in) votazione|"
    r"(?:em|à|a) votação|a votos?|(?:in|ter) stemming)"
)
_FEW_WORDS = r"(?:[^\s:?!.]+\s+){0,5}?"
_VOTES = (
    regex.compile(rf"^\W*{_TOLD}{_WISHED}(?:put|bring)\s+{_FEW_WORDS}to\s+(?:the|a|an)\s+(?:[\w']+\s+)?vote(?!\w)", _I),
    regex.compile(rf"^\W*{_WISHED}{_PUT}(?:-(?:l[ae]s?|nous|[oa]s?))?\s+{_FEW_WORDS}{_TO_THE_VOTE}(?!\w)", _I),
    regex.compile(
        rf"^\W*{_WISHED}{_FEW_WORDS}{_TO_THE_VOTE}(?:\s+(?:stellen|bringen|brengen|leggen|voorleggen))?\s*[:?.!]", _I
    ),
    regex.compile(
        rf"{LEAD}(?:stimmen wir|lass(?:t)? uns|wollen wir|sollen wir)\s+(?:bitte\s+)?(?:darüber|drüber)\s+"
        r"(?:ab|abstimmen)(?!\w)",
        _I,
    ),
)
_ASK = (
    r"(?:ask|check with|find out from|frag(?:e|en|t)?|erkundige dich|demande[rz]?|pregúnta(?:les?)?|"
    r"pregunt(?:a|ar|e|en)(?:les?)?|"
    r"chied(?:i|ere|ete)|domanda(?:re)?|pergunt(?:a|ar|e|em)|vra(?:ag|gen))"
)
_NOBODY = (
    r"(?:to|that|about|for|when|whether|if|what|which|zu|dass|ob|wann|was|de|que|qui|se|si|di|che|quando|cuándo|quand|"
    r"wanneer|wat)"
)
_NAME = rf"(?!{_NOBODY}(?!\w))[^\W\d][\w'-]*(?:\s+(?-i:[A-ZÀ-Þ])[\w'-]+){{0,2}}"
_WHO = rf"(?:(?:à|a|al|ao|aos|às|aan|bei|with)\s+)?(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@{_NAME}|{_NAME})"
_AND = r"(?:\s*,\s*(?:(?:and|und|et|e|y|en)\s+)?|\s+(?:and|und|et|e|y|en|&)\s+)"
_PEOPLE = rf"{_WHO}(?:{_AND}{_WHO}){{0,11}}"
_OR = r"(?:or|oder|ou|o|of)"
_WHICH = (
    r"(?:which|what|welche[rsnm]?|was|lequel|laquelle|lesquels|lesquelles|quel(?:le)?s?|ce qui|cuál(?:es)?|qué|"
    r"qual[ei]?|che|cosa|que|welke?|wat)"
)
_WHETHER = rf"(?:whether|if|ob|si|s'(?:ils?|elles?)|se|of)(?=.*\s{_OR}\s)"
_SUITS = (
    r"(?:suits?|works?|fits?|better|best|prefer\w*|convenient|pass(?:t|en)|lieber|besser|am besten|bevorzug\w+|"
    r"convien\w+|mieux|préf[eéè]r\w+|arrange\w*|viene[n]?|venga[n]?|prefier\w+|mejor|va bene|vanno bene|meglio|"
    r"comod\w+|convém|convenha|melhor|jeito|serve[m]?|uitkom(?:t|en)|schik\w+|past|beter|beste?|liever)"
)
_CHOICE = rf"\W+(?:{_WHICH}|{_WHETHER})(?!\w).*(?<!\w){_SUITS}(?!\w)"
_OTHERS_ASKED = (
    regex.compile(rf"{LEAD}{_ASK}\s+(?>{POLITE}\s+)*{_PEOPLE}{_CHOICE}", _I),
    regex.compile(rf"{LEAD}{_PEOPLE}\s+(?:fragen|vragen){_CHOICE}", _I),
)


def is_put_to_the_vote(said: str) -> bool:
    """Whether something is to be voted on: "let's put it to the vote"."""
    return any(pattern.search(said) for pattern in _VOTES)


def others_are_asked(said: str) -> bool:
    """Whether somebody is to be asked which of several things suits them: "ask Bo and Cy which of … suits them"."""
    return any(pattern.search(said) for pattern in _OTHERS_ASKED)

"""How people ask to have a number of times offered to somebody, and to whom. Data in rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from threadline import regex
from threadline.calendar.when import resolve
from threadline.core.dialogue.hold_words import ASKED, COUNT, COUNTS, TIMES, also_held

_LONGEST = 240
_I = re.IGNORECASE
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Offered:
    """A request for some times to offer to somebody: how many, and whether they are to be held meanwhile."""

    count: int | None
    held: bool
    words: str


_OFFER = (
    r"(?:offer|give|suggest|propose|schlage?n?|biete?n?|nenne?n?|offre[sz]?|offrir|donne[sz]?|propose[rz]?|suggère|"
    r"propón(?:le|les)?|proponer?(?:le|les)?|ofr[eé]ce(?:le|les)?|ofrecer(?:le|les)?|sugi[eé]re(?:le|les)?|"
    r"propon(?:i|ga)(?:gli|le)?|proporre|proporgli|proporle|offri(?:re|gli|rle)?|suggerisci|"
    r"propõe|proponha|propor|oferece(?:r)?|ofereça|sugere|sugira|sugerir|stel|bied|geef)"
)
_OFFER_LAST = r"(?:vorschlagen|anbieten|nennen|geben|voorstellen|aanbieden|geven|noemen)"
_SEEK = (
    r"(?:find|look for|pick|such(?:e|en)?|finde|trouve[rz]?|cherche[rz]?|choisis|busca(?:r)?|encuentra|elige|"
    r"trova(?:re)?|cerca(?:re)?|scegli|encontra(?:r)?|procura(?:r)?|escolhe|zoek|vind|kies)"
)
_SOUGHT = regex.compile(rf"^\W*(?:\w+[\s,]+){{0,3}}?(?:{_OFFER}|{_SEEK})(?!\w)", _I)
_PROPOSED = (
    regex.compile(rf"{ASKED}{_OFFER}(?!\w)", _I),
    regex.compile(rf"{ASKED}\S.*\s{_OFFER_LAST}\W*$", _I),
)
_COUNTED = regex.compile(rf"(?<!\w)(?P<count>{COUNT})\s+(?:\w+\s+)?{TIMES}(?!\w)", _I)

_PASS_ON = (
    rf"(?:{_OFFER}|send|share|write(?: down| up| out)?|forward|mail|prepare|draft|schick(?:e|en)?|sende?(?:n)?|"
    r"teil(?:e|en)?|schreib(?:e|en)?|gib|envoie[sz]?|envoye[rz]|écri[st]|transmets|manda(?:r|rle|rles|le|les)?|"
    r"envía(?:le|les)?|enviar|pasa(?:le|r)?|pásale|escribe|da(?:le|r)|invia(?:re|gli|le)?|mandagli|mandale|mandare|"
    r"scrivi|dai|envie|envia|mande|escreva|escreve|passe|stuur|verstuur|sturen|schrijf)"
)
_ARTICLE = r"(?:(?:o|a|os|as|le|la|il|lo|el|der|dem|den|die|de)\s+)?"
_NAMED = (
    rf"{_ARTICLE}(?P<who>(?!Sie(?!\w))(?-i:[A-ZÀ-Þ])[\w'’-]+(?:\s(?-i:[A-ZÀ-Þ])[\w'’-]+)?(?![\w@.+-]*@)|"
    r"[\w.+-]+@[\w.-]+\w)"
)
_PRONOUNS = (
    r"(?:the|an?|out|up|over|just|also|please|only|next|me|us|him|her|them|mal|bitte|mir|uns|ihm|ihr|ihnen|den|die|der|"
    r"dem|moi|nous|lui|leur|le|les|aux?|la|un|une|gli|loro|al|alla|il|i|el|los|las|lhes?|ao|os?|as?|à|hem|haar|hun|"
    r"mij|ons|de|het|alvast|ook|auch|también|anche|também|aussi)"
)
_GIVEN = (
    regex.compile(
        rf"{ASKED}{_PASS_ON}(?:-\w+)?(?: over| Sie)?\s+(?:(?:to|an|à|a|au|aan|al|alla|ao)\s+)?{_NAMED}",
        _I,
    ),
    # "For a Zoom call" is English, and for nobody.
    regex.compile(
        rf"(?<!\w)(?:to|à|al|alla|ao|aan|para|(?<!for )(?<!with )(?<!about )(?<!of )(?<! as )(?<! do )an?)\s+{_NAMED}",
        _I,
    ),
    regex.compile(rf"{ASKED}{_NAMED}\s+(?:\w+\s+){{0,3}}?{COUNT}\s.*{_OFFER_LAST}(?!\w)", _I),
    regex.compile(
        rf"{ASKED}{_PASS_ON}\s+(?:(?:to|an|à|a|aan)\s+)?(?!{_PRONOUNS}\s)(?P<who>[^\W\d_]\w+)\s+{COUNT}\s", _I
    ),
)
_INVOLVED = (
    regex.compile(rf"(?<!\w)(?:with|mit|avec|con|com|met)\s+{_NAMED}", _I),
    regex.compile(rf"(?<!\w)(?:for|für|pour|per|voor)\s+{_NAMED}", _I),
)
_FOR_ME = regex.compile(rf"{ASKED}{_PASS_ON}[\s-](?:me|us|mir|uns|moi|nous|mij|ons)(?!\w)", _I)


def recipient_in(said: str) -> str:
    """Whom times are offered to, as they are called there, or what is before the @ of an address; "" for nobody."""
    return next(_named(said, (*_GIVEN, *_INVOLVED)), "")


def offered(text: str, sending: re.Pattern[str]) -> Offered | None:
    """The times that a message wants to offer; `sending` is how a message says that something is to be passed on."""
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST:
        return None
    wish, held = also_held(said)
    count = _COUNTED.search(wish)
    if count is None or not (sending.search(wish) or (held and _SOUGHT.search(wish)) or _proposed(wish)):
        return None
    # Their number would be read as an hour: "nächste Woche drei".
    return Offered(_number(count["count"]), held, f"{wish[: count.start()]} {wish[count.end() :]}")


def _proposed(wish: str) -> bool:
    """Whether they are to be given to somebody else: "propose three times with Bo" looks for a time, without a link."""
    if _FOR_ME.search(wish) or not any(pattern.search(wish) for pattern in _PROPOSED):
        return False
    return any(_named(wish, _GIVEN))


def _named(said: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[str]:
    for match in (match for pattern in patterns for match in pattern.finditer(said)):
        who = match["who"]
        if name := who.partition("@")[0] if "@" in who else " ".join(_timeless(who)):
            yield name


def _timeless(who: str) -> list[str]:
    """The words of a name without those of time, which are written with capitals as well ("for Friday")."""
    return [word for word in who.split() if not resolve(word, _ANY_DAY)]


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(place for place, words in enumerate(COUNTS, 2) if word.lower() in words.split())

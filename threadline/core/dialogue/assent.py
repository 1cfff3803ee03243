"""Whether words say yes or no to what was proposed, and what they say besides."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from threadline import regex
from threadline.core.dialogue.assent_requests import request_to_book
from threadline.core.dialogue.assent_sentences import longest_sentence
from threadline.core.dialogue.assent_words import JOINING, letting_go, matcher, phrases

_LONGEST = 300
_BETWEEN = regex.compile(r"[\s,.!¡¿;:…–—。！、，；،؛~*_-]*")
_JOINED = regex.compile(rf"(?:(?:{'|'.join(map(re.escape, JOINING.split('|')))})(?!\w)[\s,]*)+", re.IGNORECASE)
_PLEASE = regex.compile(r"(?<!\w)(?:please|bitte)(?!\w)[,\s]*", re.IGNORECASE)
"""It may stand within a phrase: "trag das bitte ein"."""
_ASKED = regex.compile(
    r"(?:(?:can|could|would|will) you|kannst du|könntest du|peux-tu|tu peux|pouvez-vous|puedes|podrías|puoi|potresti|"
    r"você pode|pode|podes|kun je|kan je|wil je)\s+(?:also\s+)?(?P<what>\S[^?]{1,60}?)\s*\?",
    re.IGNORECASE,
)
_TURNING = regex.compile(
    r"[\s,]+(?:though|instead|then|rather|stattdessen|lieber|dann|plutôt|alors|mejor|entonces|invece|allora|"
    r"então|liever|dan)"
    r"[\s.!]*$",
    re.IGNORECASE,
)
_CALLED = regex.compile(r"(?-i:[A-ZÀ-Þ])[\w'’-]*[\s.!]*")
"""A single name: whoever is thanked."""
_SENT_FROM = regex.compile(
    r"^(?:sent from|get outlook|von meinem|gesendet von|envoyé de|enviado desde|enviado d[oe]|inviato da|verzonden)\b",
    re.IGNORECASE,
)
_SIGN_OFF = regex.compile(
    r"^(?:--|best|best regards|best wishes|kind regards|regards|cheers|all the best|thanks|many thanks|lg|vg|mfg|"
    r"(?:liebe|viele|beste|schöne) grüße|mit freundlichen grüßen|cordialement|bien à (?:toi|vous)|bises|saludos|"
    r"un saludo|un abrazo|saluti|cordiali saluti|a presto|abraço|abraços|groet|groeten|met vriendelijke groet)"
    r"[\s,.!]*$",
    re.IGNORECASE,
)


class Verdict(StrEnum):
    """What was said to it."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Assent:
    """A yes or a no, and `rest`: what was said besides ("" for a mere one). `anyway`: whatever speaks against it.

    `lets_go`: a no that stays one whatever the rest explains.
    """

    verdict: Verdict
    rest: str = ""
    anyway: bool = False
    lets_go: bool = False


def is_bare_yes(text: str) -> bool:
    """Whether a message is a yes and nothing else: "book it", "schedule that please"."""
    assent = read_assent(text)
    return assent is not None and assent.verdict is Verdict.YES and not assent.rest


def read_assent(text: str, *, name: str = "") -> Assent | None:
    """The yes or no that a message begins with; None where it begins with none, says both, or asks.

    `name` is the writer's: they may sign with it.
    """
    said = _PLEASE.sub("", unsigned(text, name).replace("’", "'")).strip()
    if (asked := _ASKED.fullmatch(said)) is not None:  # "can you do it?"
        wanted = read_assent(asked["what"])
        if wanted is not None and wanted.verdict is Verdict.YES and not wanted.rest:
            return wanted
    if not said or len(said) > _LONGEST:
        return None
    kinds, kind, position, ended, lets_go = set[str](), "", _past(said, 0), 0, False
    while position < len(said) and (found := _phrase_at(said, position, joined=bool(kinds))) is not None:
        begin, end, kind = found
        if kind == "no" and "yes" in kinds:  # "ok, cancel the review": what follows the yes is no answer
            break
        kinds.add(kind)
        lets_go = lets_go or said[begin:end].lower() in letting_go() or _calls_off(said, begin, end)
        ended = end
        position = _past(said, ended)
    anyway = "anyway" in kinds
    verdicts = {"yes" if kind == "anyway" else kind for kind in kinds} - {"filler"}
    rest = _rest(said, position)
    if kind == "filler" and said[ended:position] in ("", " ") and _CALLED.fullmatch(rest):  # "works for me, thanks Bo"
        rest = ""
    if len(verdicts) != 1 or (not rest.strip("?？؟ ") and rest):
        return None
    if rest and not _apart(said[ended:]):  # "good morning", "book a call": the words go on, and were no answer
        return None
    return Assent(Verdict(verdicts.pop()), rest, anyway, lets_go and bool(rest))


def _calls_off(said: str, begin: int, end: int) -> bool:
    """Whether a sentence there lets go of what is proposed: a reason may follow."""
    return longest_sentence(said.lower(), begin) == (end, "no")


def _phrase_at(said: str, position: int, *, joined: bool) -> tuple[int, int, str] | None:
    """The phrase there, or, after another one, behind a word that joins them: "go ahead and book it"; what it is."""
    found = _known_at(said, position)
    if found is None and joined and (joint := _JOINED.match(said, position)) is not None:
        return _known_at(said, joint.end())
    return found


def _known_at(said: str, position: int) -> tuple[int, int, str] | None:
    match = matcher().match(said, position)
    known = (match.end(), phrases()[match.group().lower()]) if match is not None else None
    wanted = (end, "yes") if (end := request_to_book(said, position)) is not None else None
    among = (known, longest_sentence(said.lower(), position), wanted)
    found = max((each for each in among if each is not None), default=None)
    return (position, *found) if found is not None else None


def _past(said: str, position: int) -> int:
    """The place behind blanks and marks."""
    match = _BETWEEN.match(said, position)
    return match.end() if match else position


def _apart(following: str) -> bool:
    """Whether what follows stands apart from the answer: by a mark, a line, or a word that joins the two."""
    return not following[:1].isspace() or "\n" in following[:2] or _JOINED.match(following.lstrip()) is not None


def _rest(said: str, position: int) -> str:
    """The words from there on, without what joins them to the yes."""
    words = said[position:]
    joined = _JOINED.match(words)
    return _TURNING.sub("", (words[joined.end() :] if joined else words).strip())


def unsigned(text: str, name: str) -> str:
    """The message without the lines that a mail ends with."""
    names = {name.casefold(), name.partition(" ")[0].casefold(), name[:1].casefold()} - {""}
    lines = [line.strip() for line in text.strip().splitlines()]
    first, *others = lines or [""]
    kept = takewhile(
        lambda line: not (_SIGN_OFF.match(line) or _SENT_FROM.match(line) or _is_name(line, names)), others
    )
    return "\n".join([first, *kept]).strip()


def _is_name(line: str, names: set[str]) -> bool:
    """Whether a line is the writer's name, as a signature begins: "Ana Gruber", "Ana Gruber | Consultant"."""
    return re.split(r"\s*[|,/–—·]\s*", line.casefold().strip(" .,"), maxsplit=1)[0] in names

"""To whom a line is said by plain name: "Bo, can you bring the slides?", "Kannst du das machen, Bo?".

A name that only stands at the beginning is spoken of: "Bo can do Friday", "Bo, Ana and I at 3".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from threadline import regex
from threadline.calendar.extract import is_given_name
from threadline.core.channels.salutation import TURNING_TO

IsSomebody = Callable[[str], bool]
"""Whether somebody who is known here goes by a name."""

_OURS = frozenset({"threadline", "bot", "assistant"})
_MOST_GREETINGS = 4
_MOST_IN_NAME = 3
_FEW = 3
"""So many words behind a name are a sentence; fewer may be what was asked for: "Bo, Friday 3pm"."""
_WORD = regex.compile(r"[^\W\d_][\w'’.-]*")
_SPOKEN_WORD = regex.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_TO_YOU = regex.compile(
    r"\s+(?:(?:can|could|would|will|do|did|are|have|were|may) (?:you|u|ya)|(?:please|pls|plz|bitte|alstublieft) \w+|"
    r"(?:kannst|könntest|magst|hast|bist|würdest|willst|machst|kommst|schickst|gehst|weißt|passt|nimmst|hättest) "
    r"(?:du|dir|es dir)|(?:können|könnten|haben|sind|würden|möchten) Sie|"
    r"(?:peux|pourrais|veux|as|es|viens|sais|prends)[- ]tu|(?:pouvez|pourriez|avez|êtes|voulez|venez)[- ]vous|"
    r"tu (?:peux|pourrais|veux|as|es|viens|sais|prends|penses|seras)|vous (?:pouvez|pourriez|avez|êtes|voulez|venez)|"
    r"(?:me |nos |lo |la |te )?(?:puedes|podrías|podés|quieres|tienes|estás|vienes|traes|vas|sabes|crees|parece bien)|"
    r"(?:mi |ci |lo |la |ti )?(?:puoi|potresti|vuoi|vieni|porti|riesci|sai|hai|va bene)|"
    r"(?:me )?(?:podes|podias|queres|tens|estás|vens|trazes|consegues)|(?:tu|você) \w+|"
    r"(?:kun|kan|zou|wil|heb|ben|kom|weet|ga) (?:je|jij)|(?:kunt|zou|wilt|hebt|bent) u)(?!\w)",
    re.IGNORECASE,
)
_YOU = regex.compile(
    r"(?<!\w)(?:you|your|yours|u|du|dir|dich|dein\w*|ihr|euch|tu|te|toi|ton|ta|tes|vous|votre|vos|tú|ti|tus|usted|"
    r"vuestr\w+|tuo|tua|voi|você|vocês|teu|tua|je|jij|jou|jouw|jullie)(?!\w)",
    re.IGNORECASE,
)
_PARTED = regex.compile(r"\s*(?:[,:;!…，、：；！]|[–—-](?=\s))\s*")
_ONLY_ASKED = regex.compile(r"\s*[?？][?？!！\s]*$")
_LATIN_RUN = regex.compile(r"[A-Za-zÀ-ɏ]+(?=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3])")
"""A name in Latin letters that runs into writing without spaces: "Boさん"."""
_HONORIFIC = regex.compile(r"^\s?(?:さん|様|さま|くん|君|ちゃん|先生|先輩|씨|님)")
_ALL = regex.compile(
    r"(?:all|everyone|everybody|both|folks|team|guys|y'all|people|alle|allerseits|zusammen|ihr(?: lieben)?|leute|"
    r"tous|toutes|tout le monde|(?:a )?tod[oa]s|equipo|chicos|(?:a )?tutti|ragazzi|(?:a )?todos|pessoal|"
    r"allemaal|iedereen|mensen)(?=\s*(?:[,:;!?.…，！？–—-]|$))",
    re.IGNORECASE,
)
_LISTED = regex.compile(
    r"(?:\s*[,&+/]|\s+(?:and|or|und|oder|et|ou|y|e|o|en|of|with|mit|avec|con|com|met)\s)", re.IGNORECASE
)
_LIST_BEFORE = regex.compile(
    r"(?:^|\s)(?:with|invite|add|and|include|cc|mit|und|avec|et|con|y|e|com|met|en|invita|invitez?|convida|einladen)\s+"
    r"(?:[^\W\d_][\w'’.-]*\s*,?\s*){1,4}$",
    re.IGNORECASE,
)
_LAST = regex.compile(r",\s*(?P<name>[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)?)\s*[?!.…]*$")
_PASTED = regex.compile(r"(?m)^\s*[^\W\d_][^\n:]{0,40}:\s")


def calls_somebody(text: str, is_somebody: IsSomebody, *, own: str = "") -> bool:
    """Whether a line is said to somebody by their name; `own` is what the assistant is called here.

    Who is not known counts where they have a name that many have.
    """
    text = text.strip()
    ours = _OURS | {word.casefold() for word in _WORD.findall(own)}

    def named(name: str) -> bool:
        words = name.rstrip(".").split()
        if any(word.casefold() in ours for word in words):
            return False
        return is_somebody(name) or (len(words) == 1 and name[:1].isupper() and is_given_name(name))

    return _greets_all(text) or _begins_with_name(text, named) or _ends_with_name(text, named)


def may_call_somebody(text: str) -> bool:
    """Whether it could be said to somebody by name, whoever goes by one: most lines could not."""
    text = text.strip()
    if _greets_all(text) or any(_is_marked(text, start) for start, _greeted in _heads(text)):
        return True
    behind = (_HONORIFIC.sub("", behind) for start, _greeted in _heads(text) for _name, behind in _names(text, start))
    return _LAST.search(text) is not None or any(
        _PARTED.match(rest) or _TO_YOU.match(rest) or not _SPOKEN_WORD.search(rest) for rest in behind
    )


def _greets_all(text: str) -> bool:
    """Whether it turns to everybody who is there: "hi all, lunch?"."""
    return any(greeted and _ALL.match(text, start) is not None for start, greeted in _heads(text))


def _begins_with_name(text: str, named: IsSomebody) -> bool:
    for start, greeted in _heads(text):
        for name, behind in _names(text, start):
            if named(name.rstrip(".")):
                return _is_marked(text, start) or _is_said_to(
                    behind, named, greeted=greeted, pasted=len(_PASTED.findall(text)) > 1
                )
    return False


def _heads(text: str) -> Iterator[tuple[int, bool]]:
    """Where a name may begin: at the start, or behind a word or a few that greet or thank."""
    at = 1 if _is_marked(text, 1) else 0
    yield at, False
    for _ in range(_MOST_GREETINGS):
        found = _SPOKEN_WORD.match(text, at)
        if found is None or found.group().lower().replace("’", "'") not in TURNING_TO:
            return
        at = found.end()
        while at < len(text) and not text[at].isalnum():
            at += 1
        yield at, True


def _is_marked(text: str, start: int) -> bool:
    """Whether what begins there is written as a mention is, where nothing made one of it: "@Bo thoughts?"."""
    marked = start > 0 and text[start - 1 : start] in ("@", "＠") and text[start : start + 1].isalpha()
    return marked and not text[max(start - 2, 0) : start - 1].isalnum()


def _names(text: str, start: int) -> Iterator[tuple[str, str]]:
    """The words there that may be one's name, the longest first, and what stands behind them."""
    ends = list[int]()
    at = start
    while len(ends) < _MOST_IN_NAME and (found := _WORD.match(text, at)) is not None:
        ends.append(found.end())
        if text[found.end() : found.end() + 1] != " ":
            break
        at = found.end() + 1
    for end in reversed(ends):
        yield text[start:end], text[end:]
    if (run := _LATIN_RUN.match(text, start)) is not None:
        yield run.group(), text[run.end() :]


def _is_said_to(behind: str, named: IsSomebody, *, greeted: bool, pasted: bool) -> bool:
    """Whether what stands behind a name at the beginning is said to whom it names."""
    behind = _HONORIFIC.sub("", behind)
    if _TO_YOU.match(behind) or _ONLY_ASKED.match(behind):
        return True
    if greeted and not _SPOKEN_WORD.search(behind):
        return True  # "thanks Bo!"
    parted = _PARTED.match(behind)
    if parted is None or (":" in parted.group() and pasted):
        return False
    rest = behind[parted.end() :]
    words = [word.lower() for word in _SPOKEN_WORD.findall(rest)]
    if not words or _begins_list(rest, named):
        return False
    return (
        greeted
        or len(words) >= _FEW
        or "?" in rest
        or "？" in rest
        or _YOU.search(rest) is not None
        or TURNING_TO.issuperset(words)
    )


def _begins_list(rest: str, named: IsSomebody) -> bool:
    """Whether a further name follows: "Bo, Ana and I"."""
    second = _WORD.match(rest)
    if second is None:
        return False
    listed = _LISTED.match(rest, second.end()) is not None or not _SPOKEN_WORD.search(rest, second.end())
    return listed and (named(second.group()) or second.group()[:1].isupper())


def _ends_with_name(text: str, named: IsSomebody) -> bool:
    """A name behind what is asked of somebody: "can you bring the slides, Bo?"."""
    found = _LAST.search(text)
    if found is None or not named(found["name"].rstrip(".")):
        return False
    before = text[: found.start()]
    words = _SPOKEN_WORD.findall(before)
    if not words or named(words[-1]) or _LIST_BEFORE.search(before):
        return False
    greets = words[0].lower() in TURNING_TO and len(words) <= _MOST_GREETINGS and not any(map(str.isdigit, before))
    return greets or (len(words) > 1 and (text.rstrip().endswith("?") or _YOU.search(before) is not None))

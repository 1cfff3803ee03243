"""The part that a time plays among others: wanted now, given up, moved from or to, told of the past, a habit."""

from __future__ import annotations

import re
from dataclasses import replace

from threadline import regex
from threadline.calendar.when import role_words
from threadline.calendar.when.discourse.found import Found, is_day
from threadline.calendar.when.languages.detection import detect
from threadline.calendar.when.meaning.amounts import Amount
from threadline.calendar.when.meaning.ranges import Since
from threadline.calendar.when.model import Role

_LOOKED_BACK, _LOOKED_AHEAD = 110, 90
_LITTLE, _LOOKED_TOO = 5, 12
_TOO = regex.compile(
    r"\b(?:zu|too|trop|demasiado|muy|troppo|muito|te|för|for) (?:früh|spät|early|late|tôt|tard|temprano|pronto|tarde|"
    r"presto|tardi|cedo|vroeg|laat|tidigt?|sent?)\b",
    re.IGNORECASE,
)
_BREAK = regex.compile(
    rf"[.!?;:]\s|,\s|\n|\s[-–—]+\s|\bbut\b|\bso\b|\brather\b(?! than)|\b(?:{role_words.TURNS})\b", re.IGNORECASE
)
_SENTENCE = regex.compile(r"[.!?]\s|\n")
_JOINS = regex.compile(r"\s*(?:,?\s*(?:or|and|nor)|&|/)\s*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
_NO_REFUSAL = regex.compile(
    r"\bno,? (?:no,? )?(?:wait|sorry|actually|make|I mean)\b|\bwait,? no\b|"
    r"\bwhy not\b|\bnot only\b|\bdon'?t forget\b|\bcan'?t wait\b|\bnot sure\b|\bwhether or not\b|\bif not\b|"
    r"\b(?:can|could|should|would|wo|do|did)(?:n'?t|not) (?:we|you|i|they)\b|\bno (?:problem|worries|rush)\b|"
    r"\bif\b[^,.]{0,30}$|\bnot (?:before|later|until|earlier|so)\b|\bnever forget\b|\bdon'?t (?:be|miss|hesitate|"
    r"worry)\b|"
    r"\bno (?:later|earlier) than\b|\bdon'?t you\b|\bno doubt\b|\bcan'?t make [^,.]{1,30} to\b",
    re.IGNORECASE,
)
_REFUSED_BEFORE = regex.compile(
    r"(?:\b(?:not|except|excluding|instead of|rather than|other than|apart from|no longer|avoid|skip|unable to|"
    r"unavailable|nobody|no[ -]?one|none of|neither of|hardly anyone|nothing|"
    r"(?:skip|forget|scrap|drop|scratch)(?: about)?(?= (?:the|our|my|this|that|all|every)\b)|"
    r"(?:have|has|got|there is|there'?s) (?:a|an|another|already a) (?:clash|conflict|commitment|engagement)|"
    r"(?:need|have) to (?:decline|pass on|skip|miss)|bail(?:ing)? on|(?:decided|advise|voted) against|rul(?:e|ed|"
    r"ing) out|"
    r"can'?t|cannot|can not|couldn'?t|won'?t|don'?t|doesn'?t|didn'?t|"
    r"isn'?t|wasn'?t|aren'?t|never|"
    r"clash(?:es)? with|conflicts? with|no(?!-| (?:more|less|fewer|limits?|matter|pressure|agenda|big deal)\b))"
    r"|(?:\b(?:am|is|are|be|being)|['’](?:m|re)) "
    r"(?:(?:all|fully|already) )?(?:out of (?:the )?office|on leave|away|busy|out|off|travell?ing|booked|tied up|"
    r"double-booked|swamped|not around|in another meeting)"
    r")\b[^?]{0,45}$|(?<!don['’]t )(?<!not )(?<!to )\b(?:forget|scrap|scratch)(?: about)?\s*$",
    re.IGNORECASE,
)
# "Tomorrow because Ana is out" does not refuse tomorrow.
_NO_REASON = r"(?!(?:because|since|as|if|when|unless|while|and|or|where|who|that|whether)\b)"
_NO = regex.compile(r"\bno\s+$", re.IGNORECASE)
_NO_PLACE = regex.compile(r"\b(?:no|nos)\s+(?=[^\W\d_]{3})", re.IGNORECASE)
"""What is "in the" in Portuguese, before a place: "almoço no Café Central na quinta"."""
_IN_PORTUGUESE = regex.compile(
    r"(?:dia|próxim[oa]|proxim[oa]|últim[oa]|ultim[oa]|sábado|sabado|domingo|fim|mês|mes|ano|natal|início|inicio|final|"
    r"começo|meio|verão|inverno|outono)\b",
    re.IGNORECASE,
)
"""Before these "no" is the Portuguese "in the"."""
_REFUSED_AFTER = regex.compile(
    rf"^(?:['’]s)?\s*(?:{_NO_REASON}[\w']+\s+){{0,3}}?(?:(?:does|do|did|is|are|was|were|would|will|wo|ca|"
    rf"could)(?:n'?t| not)\b|"
    r"(?:is|are|'s|was|were|looks?)\s+(?:\w+\s+)?(?:bad|out|full|taken|impossible|off|no good|too (?:early|late|soon)|"
    r"booked|tricky|difficult|busy|unavailable|cancell?ed|scrapped|called off)\b|(?:is|are|'s) a (?:no-go|problem|"
    r"non-starter)\b|(?:fell|falls) through\b|"
    r"(?:got|gets|has been|have been|had to be) (?:cancell?ed|called off|scrapped)\b|"
    r"(?:(?:I|we)(?:'m| am|'re| are) (?:\w+ )?(?:busy|away|booked|tied up|out|not)|I(?:'ve| have) (?:got )?(?:a|"
    r"another) "
    r"(?:clash|conflict))\b|(?:clash|interfere|collide|overlap)s? with\b|won'?t\b|can'?t\b|cannot\b|not\b|clashes\b|"
    r"conflicts\b|"
    r"no longer\b)",
    re.IGNORECASE,
)
_REFUSED_NEXT = regex.compile(
    r"^\W*(?:but\s+|though\s+|sorry,?\s+)?(?:(?:that|it|this|which|i|we|he|she|they)\b[^.!?\n]{0,30}?"
    r"(?:\bno\b|\bnot\b|n't\b|\bcannot\b|\bdeclin|\brefus|\bcancel)|"
    r"no\b(?!\s+(?!way\b|chance\b|go\b|good\b|luck\b|dice\b|thanks?\b|can\b|I\b|we\b|it\b|that\b|not\b|he\b|she\b)"
    r"[a-z]+\b(?:\s+please)?\s*(?:$|[.,!;)]))|declined\b|impossible\b)",
    re.IGNORECASE,
)
_PAST_BEFORE = regex.compile(
    # "met" is "with" in Dutch, where nobody met anybody yet
    r"\b(?:was|were|had|did|missed|(?:I|we|you|he|she|they|who|just) met|met(?=[^?]*\b(?:on|last|at|this|the)\s*$)|"
    r"talked|spoke|saw|attended|enjoyed|took place|seeing you|joining|calling|"
    r"(?:thanks?|thank you|thx)(?: (?:so|very) much)? for|(?:good|nice|great|lovely) to (?:see|meet|talk|have)|"
    r"as (?:we )?(?:said|discussed|agreed))\b(?P<rest>[^?]{0,70})$",
    re.IGNORECASE,
)
_NOT_PAST = regex.compile(
    r"^\s*(?:wondering|thinking|hoping|going|planning|told|asked|hoped|wanted|looking|just|about to)\b|"
    r"\b(?:is|are|will|would|can|could|shall|should|if|to (?:meet|have|book|schedule))\b",
    re.IGNORECASE,
)
_SOURCE_BEFORE = regex.compile(
    r"\b(?:was|were|had been|originally|previously)\s+(?:\w+\s+)?"
    r"(?:scheduled|planned|set|booked|supposed)\b[^?]{0,30}$",
    re.IGNORECASE,
)
_SOURCE_AFTER = regex.compile(
    r"^(?:['’]s)?[^.!?\n]{0,40}?\b(?:(?:has|have|had|needs?|is|are|will|must|got) (?:to )?(?:be |been )?"
    r"(?:moved|shifted|changed|rescheduled|postponed|pushed|move|shift|change)|(?:is|was|been) cancell?ed|"
    r"(?:is|are) now)\b"
    r"(?!\s+(?:to|until)\b)",
    re.IGNORECASE,
)
_PERSON = r"(?:I|you|we|he|she|they|it|who)"
_DID = (
    "called|came|sent|emailed|e-mailed|visited|presented|phoned|discussed|began|ended|"
    "finished|happened|went|left|arrived|gave|worked|ate|slept|ran|read|heard|found|tried|rang|texted|messaged"
)
_DID_BEFORE = regex.compile(
    rf"\b{_PERSON} (?:\w+ly |just |already )?(?:{_DID})\b(?P<rest>[^?]{{0,50}})$|^\s*(?:called|spoke|talked|"
    rf"met)\b(?P<rest2>)",
    re.IGNORECASE,
)
_DID_AFTER = regex.compile(
    rf"^\s*(?:{_NO_REASON}[\w']+\s+){{0,3}}?(?:went (?:\w+ )?(?:well|great|fine|badly|smoothly|ok|okay)|took place|"
    r"(?:was|were) (?:\w+ )?(?:great|good|useful|fun|nice|long|helpful|productive|interesting|boring|amazing|"
    r"awesome))\b|"
    rf"^\s*{_PERSON} (?:mentioned|asked|told|promised|discussed|talked|spoke|met|sent|saw|noticed)\b",
    re.IGNORECASE,
)
_USUAL_BEFORE = regex.compile(
    r"\b(?:is|are) (?:usually|normally|always|typically|generally|served)\b[^?]{0,30}$|\b(?:abrimos|"
    r"cerramos)\b[^?]{0,25}$|"
    r"\b(?:late|early|ready|prepped) (?:for|to) (?:the|our|my|your|his|her|their)\s+$|"
    r"^\W*(?:I|we|you|he|she|they|(?:my|our|the) \w+) (?:only |just |both |all )?(?:work|works|teach|teaches) "
    r"(?:(?:remotely|from home|part[- ]time|full[- ]time|here|there|in the office) )?(?:on )?$|"
    r"\b(?:I|we|you|he|she|they|people|everyone|the \w+|our \w+|my \w+) (?:usually|normally|always|typically|generally|"
    r"often|tend to)\b[^?]{0,60}$|\b(?:opening|office|business|visiting|working|support|store|shop|core|consulting) "
    r"(?:hours|times) (?:are|is|run)\b[^?]{0,30}$|\b(?:is|are|stays?|'s|'re) (?:usually |normally |"
    r"always )?open\b(?! to\b| for "
    r"(?:a |the )?(?:call|chat|meeting))[^?]{0,30}$|\b(?:ich|wir) (?:\w+ ){1,3}(?:normalerweise|meistens|immer|"
    r"üblicherweise)\b"
    r"[^?]{0,40}$|\b(?:normalerweise|üblicherweise|meistens) \w+ (?:ich|wir)\b[^?]{0,40}$|\b(?:hat|haben|ist|"
    r"sind) (?:\w+ )?"
    r"(?:geöffnet|offen)\b[^?]{0,30}$|\b(?:öffnungszeiten|sprechzeiten|horaires|horario|orari[oa]?|horário|"
    r"openingstijden)\b"
    r"[^?]{0,40}$|\b(?:d'habitude|normalement|normalmente|habitualmente|di solito|suelo|solemos|costumo|costumamos|"
    r"meestal|gewoonlijk|brukar|plejer|pleier)\b[^?]{0,50}$|\b(?:est|sommes|está|estamos|è|siamo) (?:\w+ )?"
    r"(?:ouverte?s?|abiert[oa]s?|apert[oaie]|abert[oa]s?)\b[^?]{0,30}$",
    re.IGNORECASE,
)
_FOREIGN_BEFORE = role_words.before(role_words.REFUSED_BEFORE)
_FOREIGN_AFTER = role_words.after(role_words.REFUSED_AFTER)
_FOREIGN_ASKED = regex.compile(role_words.NO_REFUSAL + r"|\b(?:oder|ou|eller|lub|или)\b", re.IGNORECASE)
_FOREIGN_PAST_BEFORE = role_words.before(role_words.PAST_BEFORE, 60)
_FOREIGN_PAST_AFTER = role_words.after(role_words.PAST_AFTER)
_FOREIGN_AGREED = regex.compile(rf"\b(?:{role_words.AGREED})\b", re.IGNORECASE)
_CORRECTING = regex.compile(
    rf"[\s,;.()–—…:-]*(?:but |und |oh,? )?(?:(?:{role_words.any_of(role_words.CORRECTED)})\b[\s,;.!()–—…:-]*){{1,3}}"
    r"(?:(?:on|the|at|for|am|um|le|à|el|la|a|il|al|alle|om|op|kl|på|w|в|на|о)\s+){0,2}",
    re.IGNORECASE,
)
"""All that stands between a time and the one that takes its place: "Monday at 10, sorry, Tuesday"."""
_NO_BEHIND = regex.compile(
    rf"\W*(?:but |aber |mais |pero |ma |mas |maar |men |ale |но )?(?:{role_words.any_of(role_words.NO_BEHIND)})"
    r"\s*(?:[.!;,)]|$)",
    re.IGNORECASE,
)
_ASIDE_BEFORE = regex.compile(
    r"\b(?:deadline|due date|cut-?off)\b[^?]{0,20}$|\b(?:erst|frühestens)(?: wieder)?(?: (?:ab|um|gegen))?\s*$|"
    r"\b(?:only (?:free |available )?(?:from|after)|(?:pas|plus) (?:libre )?avant|no (?:puedo|salgo) hasta(?: las)?|"
    r"pas vanaf)\s*$",
    re.IGNORECASE,
)
_SAID_BEFORE = regex.compile(
    r"\b(?:I|we|you|he|she|they) (?:had |originally |first )?(?:said|wrote|agreed on)\s+(?:at )?$", re.I
)
_BUT = regex.compile(r"\bbut\b|\bactually\b|\bmake it\b|\blet['’]?s (?:do|make)\b", re.IGNORECASE)
_BACK_BEFORE = regex.compile(
    r"\bback (?:(?:in(?: the)? office|at (?:work|my desk|the office)|online|home|in)\s+)?(?:on\s+|again\s+)?"
    r"(?:the\s+)?$|"
    r"\b(?:wieder (?:da|zurück|im büro)|zurück|de retour|de vuelta|di ritorno|de volta|weer terug|terug|tillbaka) "
    r"(?:(?:am|ab|le|el|il|op|på|em|na) )?$",
    re.IGNORECASE,
)
"""Who is "back on Thursday" was away before: nothing takes place then."""
_DECIDED_AFTER = regex.compile(r"^[^.!?\n]{0,40}\bwe (?:decided|agreed|said|found|noticed)\b", re.IGNORECASE)
_AFTER = regex.compile(r"\W*after\b", re.IGNORECASE)
_HOUR_REFUSED = regex.compile(
    r"\b(?:instead of|rather than|not)\s+(?:at\s+)?\d{1,2}(?:[:.]\d\d)?\s+(?:on\s+)?$", re.IGNORECASE
)
_TARGET_AFTER = regex.compile(r"^\s*instead\b(?!\s+of)", re.IGNORECASE)


def with_roles(found: list[Found], text: str) -> list[Found]:
    """The same finds, each with its role; those joined by "or" and "and" share one."""
    given = [
        item
        if item.role is not Role.WANTED
        or isinstance(item.value, Amount)
        or (role := _role(found, index, text)) is Role.WANTED
        else replace(item, role=role)
        for index, item in enumerate(found)
    ]
    for index in range(1, len(given)):
        if given[index - 1].role is Role.REFUSED and _joined(given, index, text) and given[index].role is Role.WANTED:
            given[index] = replace(given[index], role=Role.REFUSED)
        if given[index - 1].role is Role.USUAL and given[index].role is Role.WANTED and _close(given, index):
            given[index] = replace(given[index], role=Role.USUAL)
    for index in range(len(given) - 2, -1, -1):
        if given[index + 1].role is Role.REFUSED and _joined(given, index + 1, text):
            negated = _REFUSED_AFTER.match(_after(given, index + 1, text))
            if negated and given[index].role is Role.WANTED:
                given[index] = replace(given[index], role=Role.REFUSED)
    return given


def _joined(found: list[Found], index: int, text: str) -> bool:
    return _JOINS.fullmatch(text, found[index - 1].end, found[index].start) is not None


def _close(found: list[Found], index: int) -> bool:
    """Whether at most a little word stands between a find and the one before it."""
    return found[index].start - found[index - 1].end <= _LITTLE


def _before(found: list[Found], index: int, text: str) -> str:
    """The clause before a find, back to the find before it."""
    item = found[index]
    first = max(item.start - _LOOKED_BACK, found[index - 1].end if index else 0, 0)
    said = text[first : item.start].replace("’", "'")
    cuts = [match.end() for match in _BREAK.finditer(said)]
    return said[cuts[-1] :] if cuts else said


def _after(found: list[Found], index: int, text: str) -> str:
    """What follows a find, to the next one or to the end of the clause."""
    item, following = found[index], index + 1
    while following < len(found) and _is_too(found[following], text):
        following += 1
    last = min(item.end + _LOOKED_AHEAD, found[following].start if following < len(found) else len(text))
    said = text[item.end : max(last, item.end)].replace("’", "'")
    cut = _BREAK.search(said)
    return said[: cut.start() + cut.group().startswith("?")] if cut else said


def _is_too(item: Found, text: str) -> bool:
    """Whether a part of the day says that another time is "too early"."""
    return any(match.end() >= item.end for match in _TOO.finditer(text, max(0, item.start - _LOOKED_TOO), item.end))


def _role(found: list[Found], index: int, text: str) -> Role:
    before, after = _before(found, index, text), _after(found, index, text)
    before = _without_in(before, text, found[index])
    if _is_too(found[index], text) or is_corrected(found, index, text):
        return Role.REFUSED
    if _TARGET_AFTER.match(after):
        return Role.TARGET
    if is_day(found[index].value) and _HOUR_REFUSED.search(before):  # "at 3 instead of 2 tomorrow"
        return Role.WANTED
    if _refused(before, after):
        return Role.REFUSED
    if _USUAL_BEFORE.search(before):
        return Role.USUAL
    if (
        index + 1 < len(found)
        and _SAID_BEFORE.search(before)
        and _BUT.search(text, found[index].end, found[index + 1].start)
    ):
        return Role.SOURCE
    if index and _BACK_BEFORE.search(before) and not isinstance(found[index - 1].value, Amount):
        return Role.REFUSED
    if len(found) > 1 and _ASIDE_BEFORE.search(before):
        return Role.ASIDE
    if _SOURCE_BEFORE.search(before) or _SOURCE_AFTER.match(after):
        return Role.SOURCE
    if _told(before, after) or (
        (isinstance(found[index].value, Since) or _AFTER.match(before)) and _DECIDED_AFTER.match(after)
    ):
        return Role.PAST
    return Role.REFUSED if _refused_next(found, index, text, alone=len(found) == 1) else Role.WANTED


def behind_correction(text: str, position: int) -> int | None:
    """Where the words end that take back the time which ends at `position`; None where none do."""
    match = _CORRECTING.match(text[position : position + _LOOKED_BACK // 2].replace("’", "'"))
    return position + match.end() if match else None


def _without_in(before: str, text: str, item: Found) -> str:
    """What stands before a time, without the "no" that is "in the" in Portuguese."""
    if _IN_PORTUGUESE.match(text, item.start):
        before = _NO.sub("", before)
    if _NO_PLACE.search(before) and detect(text) == "pt":
        return _NO_PLACE.sub("", before)
    return before


def is_corrected(found: list[Found], index: int, text: str) -> bool:
    """Whether the next time takes the place of this one."""
    if index + 1 >= len(found) or isinstance(found[index + 1].value, Amount):
        return False
    first, last = found[index].end, found[index + 1].start
    return last - first <= _LOOKED_BACK // 2 and _CORRECTING.fullmatch(text[first:last].replace("’", "'")) is not None


def _refused(before: str, after: str) -> bool:
    """Whether the clause around a time says no to it."""
    if _REFUSED_AFTER.match(after) or (_REFUSED_BEFORE.search(before) and not _NO_REFUSAL.search(before)):
        return not _FOREIGN_ASKED.search(before)
    if after.rstrip().endswith("?") or _NO_REFUSAL.search(before):
        return False
    negated = _FOREIGN_BEFORE.search(before) or _FOREIGN_AFTER.match(after)
    return bool(negated) and not _FOREIGN_ASKED.search(before) and not _FOREIGN_ASKED.search(after)


def _told(before: str, after: str) -> bool:
    """Whether the clause around a time tells of the past."""
    told = _PAST_BEFORE.search(before) or _DID_BEFORE.search(before)
    if _FOREIGN_AGREED.search(before) or _FOREIGN_AGREED.search(after):
        return False
    if told:
        return not _NOT_PAST.search(told["rest"] or "")
    if after.rstrip().endswith("?"):
        return False
    return bool(_DID_AFTER.match(after) or _FOREIGN_PAST_BEFORE.search(before) or _FOREIGN_PAST_AFTER.match(after))


def _refused_next(found: list[Found], index: int, text: str, *, alone: bool) -> bool:
    """The next clause, which has no time of its own, says no: "Bo proposed Monday at 9, I said no"."""
    item = found[index]
    last = found[index + 1].start if index + 1 < len(found) else len(text)
    said = text[item.end : min(last, item.end + 2 * _LOOKED_AHEAD)]
    cut = _BREAK.search(said)
    if cut is None:
        return False
    clause = said[cut.end() :] if cut.group().strip().lower() != "but" else said[cut.start() :]
    if _NO_BEHIND.match(clause):
        return True
    return not alone and _REFUSED_NEXT.match(clause) is not None

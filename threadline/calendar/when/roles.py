"""The part that a time plays among others: wanted now, given up, moved from or to, told of the past."""

from __future__ import annotations

import re
from dataclasses import replace

from threadline.calendar.when.found import Found
from threadline.calendar.when.meaning.amounts import Amount
from threadline.calendar.when.meaning.ranges import Since
from threadline.calendar.when.model import Role

_LOOKED_BACK, _LOOKED_AHEAD = 110, 90
_BREAK = re.compile(r"[.!?;:]\s|,\s|\n|\s[-–—]+\s|\bbut\b|\bso\b|\brather\b(?! than)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s|\n")
_JOINS = re.compile(r"\s*(?:,?\s*(?:or|and|nor)|&|/)\s*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
_NO_REFUSAL = re.compile(
    r"\bwhy not\b|\bnot only\b|\bdon'?t forget\b|\bcan'?t wait\b|\bnot sure\b|\bwhether or not\b|\bif not\b|"
    r"\b(?:can|could|should|would|wo|do|did)(?:n'?t|not) (?:we|you|i|they)\b|\bno (?:problem|worries|rush)\b|"
    r"\bif\b[^,.]{0,30}$|\bnot (?:before|later|until|earlier)\b",
    re.IGNORECASE,
)
_REFUSED_BEFORE = re.compile(
    r"(?:\b(?:not|except|excluding|instead of|rather than|other than|apart from|no longer|avoid|skip|unable to|"
    r"unavailable|can'?t|cannot|can not|couldn'?t|won'?t|don'?t|doesn'?t|didn'?t|isn'?t|wasn'?t|aren'?t|never|"
    r"clash(?:es)? with|conflicts? with|no)"
    r"|(?:\b(?:am|is|are|be|being)|['’](?:m|re)) "
    r"(?:out of (?:the )?office|on leave|away|busy|out|off|travell?ing|booked)"
    r")\b[^?]{0,45}$",
    re.IGNORECASE,
)
_REFUSED_AFTER = re.compile(
    r"^(?:['’]s)?\s*(?:[\w']+\s+){0,3}?(?:(?:does|do|did|is|are|was|were|would|will|wo|ca|could)(?:n'?t| not)\b|"
    r"(?:is|are|'s|was|were|looks?)\s+(?:\w+\s+)?(?:bad|out|full|taken|impossible|off|no good|too (?:early|late|soon)|"
    r"booked|tricky|difficult|busy|unavailable|cancell?ed)\b|won'?t\b|can'?t\b|cannot\b|not\b|clashes\b|conflicts\b|"
    r"no longer\b)",
    re.IGNORECASE,
)
_REFUSED_NEXT = re.compile(
    r"^\W*(?:but\s+|though\s+|sorry,?\s+)?(?:(?:that|it|this|which|i|we|he|she|they)\b[^.!?\n]{0,30}?"
    r"(?:\bno\b|\bnot\b|n't\b|\bcannot\b|\bdeclin|\brefus|\bcancel)|no\b|declined\b|impossible\b)",
    re.IGNORECASE,
)
_PAST_BEFORE = re.compile(
    r"\b(?:was|were|had|did|missed|met|talked|spoke|saw|attended|enjoyed|seeing you|joining|calling|"
    r"(?:thanks?|thank you|thx)(?: (?:so|very) much)? for|(?:good|nice|great|lovely) to (?:see|meet|talk|have)|"
    r"as (?:we )?(?:said|discussed|agreed))\b(?P<rest>[^?]{0,70})$",
    re.IGNORECASE,
)
_NOT_PAST = re.compile(
    r"^\s*(?:wondering|thinking|hoping|going|planning|told|asked|hoped|wanted|looking|just|about to)\b|"
    r"\b(?:is|are|will|would|can|could|shall|should|if|to (?:meet|have|book|schedule))\b",
    re.IGNORECASE,
)
_SOURCE_BEFORE = re.compile(
    r"\b(?:was|were|had been|originally|previously)\s+(?:\w+\s+)?"
    r"(?:scheduled|planned|set|booked|supposed)\b[^?]{0,30}$",
    re.IGNORECASE,
)
_SOURCE_AFTER = re.compile(
    r"^(?:['’]s)?[^.!?\n]{0,40}?\b(?:(?:has|have|had|needs?|is|are|will|must|got) (?:to )?(?:be |been )?"
    r"(?:moved|shifted|changed|rescheduled|postponed|pushed|move|shift|change)|(?:is|was|been) cancell?ed)\b"
    r"(?!\s+(?:to|until)\b)",
    re.IGNORECASE,
)
_ASIDE_BEFORE = re.compile(r"\b(?:deadline|due date|cut-?off)\b[^?]{0,20}$", re.IGNORECASE)
_DECIDED_AFTER = re.compile(r"^[^.!?\n]{0,40}\bwe (?:decided|agreed|said|found|noticed)\b", re.IGNORECASE)
_AFTER = re.compile(r"\W*after\b", re.IGNORECASE)
_TARGET_AFTER = re.compile(r"^\s*instead\b(?!\s+of)", re.IGNORECASE)


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
    for index in range(len(given) - 2, -1, -1):
        if given[index + 1].role is Role.REFUSED and _joined(given, index + 1, text):
            negated = _REFUSED_AFTER.match(_after(given, index + 1, text))
            if negated and given[index].role is Role.WANTED:
                given[index] = replace(given[index], role=Role.REFUSED)
    return given


def _joined(found: list[Found], index: int, text: str) -> bool:
    return _JOINS.fullmatch(text, found[index - 1].end, found[index].start) is not None


def _before(found: list[Found], index: int, text: str) -> str:
    """The clause before a find, back to the find before it."""
    item = found[index]
    first = max(item.start - _LOOKED_BACK, found[index - 1].end if index else 0, 0)
    said = text[first : item.start]
    cuts = [match.end() for match in _BREAK.finditer(said)]
    return said[cuts[-1] :] if cuts else said


def _after(found: list[Found], index: int, text: str) -> str:
    """What follows a find, to the next one or to the end of the clause."""
    item = found[index]
    last = min(item.end + _LOOKED_AHEAD, found[index + 1].start if index + 1 < len(found) else len(text))
    said = text[item.end : max(last, item.end)]
    cut = _BREAK.search(said)
    return said[: cut.start()] if cut else said


def _role(found: list[Found], index: int, text: str) -> Role:
    before, after = _before(found, index, text), _after(found, index, text)
    if _TARGET_AFTER.match(after):
        return Role.TARGET
    if _REFUSED_AFTER.match(after) or (_REFUSED_BEFORE.search(before) and not _NO_REFUSAL.search(before)):
        return Role.REFUSED
    if len(found) > 1 and _ASIDE_BEFORE.search(before):
        return Role.ASIDE
    if _SOURCE_BEFORE.search(before) or _SOURCE_AFTER.match(after):
        return Role.SOURCE
    told = _PAST_BEFORE.search(before)
    if (told and not _NOT_PAST.search(told["rest"])) or (
        (isinstance(found[index].value, Since) or _AFTER.match(before)) and _DECIDED_AFTER.match(after)
    ):
        return Role.PAST
    return Role.REFUSED if len(found) > 1 and _refused_next(found, index, text) else Role.WANTED


def _refused_next(found: list[Found], index: int, text: str) -> bool:
    """The next clause, which has no time of its own, says no: "Bo proposed Monday at 9, I said no"."""
    item = found[index]
    last = found[index + 1].start if index + 1 < len(found) else len(text)
    said = text[item.end : min(last, item.end + 2 * _LOOKED_AHEAD)]
    cut = _BREAK.search(said)
    if cut is None:
        return False
    clause = said[cut.end() :] if cut.group().strip().lower() != "but" else said[cut.start() :]
    return _REFUSED_NEXT.match(clause) is not None

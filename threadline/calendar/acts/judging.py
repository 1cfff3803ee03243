"""What each sentence of a message does: by name where a phrase says it, else as the learned table has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from threadline import regex
from threadline.calendar.acts.absences import is_out
from threadline.calendar.acts.clauses import sentences
from threadline.calendar.acts.features import buckets
from threadline.calendar.acts.imperatives import commanded
from threadline.calendar.acts.model import Act, Judgement, Mark
from threadline.calendar.acts.named import named, works_on_text
from threadline.calendar.acts.phrases import brings_nothing, confirms, on_standing, writes_down
from threadline.calendar.acts.refusals import SURE, habit, offered, without_event
from threadline.calendar.acts.table import ACTS, scores
from threadline.calendar.when.languages.detection import detect

_READ, _HEAD = 10_000, 2000
_NONE = ACTS.index(Act.NONE)
_ANNOUNCE = ACTS.index(Act.ANNOUNCE)
_ACTING = tuple(place for place in range(len(ACTS)) if place != _NONE)
_ACTING_ON = tuple(place for place in _ACTING if ACTS[place] is not Act.CANCEL)
# A wrong "cancel" costs more than any other act: what has none of these stems calls nothing off.
_CALLED_OFF = regex.compile(
    r"cancel|\boff\b|delet|remov|drop(?!(?:ping)? (?:off|by|in|round|over)\b)|"
    r"scrap|clear|clean (?:out |up )?(?:my|the|our)\b|purg|eras|skip|scratch|strike|kill|wipe|get rid|disab|"
    r"forget|dismiss|no longer|don'?t need|not happening|void|\bout\b|take away|disregard|empty|destroy|reset|"
    r"(?:can['’]?t|cannot|can not|won['’]t|unable to|able to) (?:make|attend|come)\b|"
    r"lösch|absag|abgesagt|\bab\b|streich|storn|entfern|\baus\b|ausfall|annul|supprim|efface|enlève|retire|décommand|"
    r"\bweg\b|eruit|niet door|skasow|wyrzuc|stryk|убра|なしに|빼|"
    r"elimin|borra|quita|suprim|desmarc|disdi|toglie|rimuov|apag|exclu|afzeg|\baf\b|schrap|verwijder|wis\b|avbok|"
    r"ställ|ta bort|aflys|slet|fjern|avlys|sl[åa] av|odwoł|usuń|anuluj|skasuj|iptal|\bsil|kaldır|отмен|удал|убер|скас|"
    r"видал|прибер|取消|キャンセル|削除|消して|やめ|中止|취소|삭제|지워|删|刪|撤销|ألغ|إلغاء|احذف|حذف|امسح|रद्द|हटा|"
    r"batal|hapus|atšauk|ištrin|pašalin|otkaž|obriš|ukloni|алып таста|өшір|болдырма|жой",
    re.IGNORECASE,
)
_NO = regex.compile(r"\bno\b", re.IGNORECASE)
"""In English alone: in Portuguese it is "in the"."""
# Where somebody is brought, "off" calls nothing off: "drop the kids off at school".
_BROUGHT = regex.compile(r"\b(?:drop|dropping|drops) (?:[^\W\d_]+ ){1,4}off\b", re.IGNORECASE)
# What takes a time back and names another one calls nothing off: "2pm, no wait 3pm".
_TAKEN_BACK = regex.compile(
    r"\b(?:no,? (?:no,? )?wait|wait,? no|(?:scratch|scrap|forget|strike) that)\b(?=\W+\w)", re.IGNORECASE
)
# How far an act has to lead so that as many are missed as are heard wrongly, in talk that was not learned from.
_EVEN = 155
# An hour or a rule that is to come makes an entry of few words, "Choir Sundays at 10": there a miss costs more.
_TIMED = 55
# Of talk in other languages there is less to learn from, so it has to be surer.
_FOREIGN = 130
_TALK = frozenset({Act.PROPOSE, Act.ACCEPT, Act.ANNOUNCE})
# A verb that opens a command decides where the table took the command for something else, or was nearly as sure.
_SURELY, _NEARLY = 200, -350
_MISTAKEN = frozenset({Act.QUERY, Act.FIND_TIME, Act.CHANGE})
_ASKED = frozenset({Act.QUERY, Act.FIND_TIME})
_TIMED_SORTS = frozenset(["clock", "hours", "series"])


def judge(text: str, marks: Sequence[Mark] = ()) -> tuple[Judgement, ...]:
    """The sentences with their acts. `marks` are its times, in order; nothing behind 10 000 letters counts."""
    text = text[:_READ]
    if works_on_text(text):
        return (Judgement(Act.NONE, -SURE, (0, len(text)), (0, len(text))),)
    foreign = detect(text[:_HEAD]) != "en"
    judged = tuple(_judged(text, span, marks, foreign=foreign) for span in sentences(text, marks))
    return offered(text, judged, marks)


def _judged(text: str, span: tuple[int, int], marks: Sequence[Mark], *, foreign: bool) -> Judgement:
    clause = text[slice(*span)]
    by_name = named(clause) or commanded(clause)
    if by_name is not None:
        act, (first, last) = by_name
        said = (span[0] + first, span[0] + last)
        return Judgement(act, -SURE if act is Act.NONE else SURE, span, said)
    inside = [
        replace(mark, start=mark.start - span[0], end=min(mark.end, span[1]) - span[0])
        for mark in marks
        if span[0] <= mark.start < span[1]
    ]
    clause = _TAKEN_BACK.sub(lambda said: " " * len(said.group()), clause)
    if brings_nothing(clause, inside):
        return Judgement(Act.NONE, -SURE, span)
    total = scores(buckets(clause, inside))
    best = max(_ACTING, key=total.__getitem__)
    if ACTS[best] is Act.CANCEL and not _calls_off(clause):
        best = max(_ACTING_ON, key=total.__getitem__)
    lead = total[best] - total[_NONE] - (_TIMED if _is_timed(inside) else _EVEN)
    if ACTS[best] in _MISTAKEN and writes_down(clause, inside):
        return Judgement(Act.CREATE, max(lead, _SURELY), span)
    if confirms(clause, inside) and not (ACTS[best] is Act.CREATE and lead > 0):
        return Judgement(Act.ACCEPT, max(lead, _SURELY), span)
    told = ACTS[best] in _ASKED and "?" not in clause
    if ACTS[best].brings_event or told or (inside and _NEARLY < lead <= 0):
        standing = on_standing(clause)
        if standing is not None:
            return Judgement(standing, max(lead, _SURELY), span)
    if inside and _NEARLY < lead <= _FOREIGN and "?" not in clause and is_out(clause):
        best, lead = _ANNOUNCE, _SURELY
    found = Judgement(ACTS[best], lead - (_FOREIGN if foreign and ACTS[best] in _TALK else 0), span)
    return without_event(habit(found, clause), clause, inside)


def _calls_off(clause: str) -> bool:
    """Whether a clause has a word by which something is called off."""
    if _CALLED_OFF.search(_BROUGHT.sub("", clause)):
        return True
    return _NO.search(clause) is not None and detect(clause) == "en"


def _is_timed(marks: Sequence[Mark]) -> bool:
    """Whether a sentence names the hour or the rule of something that is to come."""
    return any(mark.sort in _TIMED_SORTS and mark.brings for mark in marks)

"""Sentences whose every time is refused, over or a habit bring no event; what is offered beside a refusal does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from threadline import regex
from threadline.calendar.acts.absences import tells_of_absence
from threadline.calendar.acts.model import Act, Judgement, Mark

SURE = 1000  # the margin of what is said by name
_OFFERED = 150
_UNHEARD, _UNASKED = (
    -1300,
    -700,
)  # a question, a statement: what the table is surer of than this is no offer, whatever was refused beside it
_COMMANDED = 250
"""How sure a command is to write down what was."""
_CLOCKS = frozenset({"clock", "hours"})
_AMONG_PEOPLE = frozenset({Act.PROPOSE, Act.ACCEPT, Act.ANNOUNCE})
"""Of what was, people tell; only to a calendar one commands to write it down."""
_HABIT = regex.compile(
    r"\bmost (?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|days|mornings|evenings|weekends)\b"
    r"|(?<!as )(?<!like )\b(?:always|never|usually|normally|rarely|these days)\b(?! (?:been|mind|forget|miss|too "
    r"late|let))"
    r"|(?<!wie )\b(?:immer(?! noch)|meistens|normalerweise|üblicherweise|niemals|früher (?:war|haben|hatten|gab))\b"
    r"|(?<!comme )\b(?:toujours|jamais|d['’]habitude|normalement)\b|(?<!como )\b(?:siempre|nunca|normalmente)\b"
    r"|(?<!come )\b(?:sempre|di solito|normalmente|raramente)\b|(?<!zoals )\b(?:altijd|nooit|meestal|gewoonlijk)\b"
    r"|(?<!som )\b(?:alltid|aldrig|altid|vanligtvis|som regel)\b|(?<!jak )\b(?:zawsze|nigdy|zwykle|zazwyczaj)\b"
    r"|(?<!как )\b(?:всегда|никогда|обычно|завжди|ніколи|зазвичай)\b|\b(?:her zaman(?! ki)|genelde|normalde)\b"
    r"|定休日|休業日|営業時間|普段は|いつも(?!の)|通常は|营业时间|從來|从来|平时|总是|(?:항상|보통|평소에)",
    re.IGNORECASE,
)
# When a house is open is nobody's event.
_HOUSE_HOURS = regex.compile(
    r"(?<!\w)(?:(?:opening|office|working|business|store|shop|visiting|trading) (?:hours|times)|"
    r"öffnungszeiten|sprechzeiten|heures d['’]ouverture|horaires d['’]ouverture|horario de (?:apertura|atención)|"
    r"orari(?:o)? di apertura|"
    r"horário de (?:funcionamento|abertura)|openingstijden|openingsuren|godziny (?:otwarcia|pracy)|öppettider|"
    r"åbningstider|åpningstider|çalışma saatleri|часы работы|режим работы|години роботи|ساعات العمل)(?!\w)"
    r"|営業時間|营业时间|영업시간"
    r"|(?<!\w)(?:(?:we(?:['’]re| are)|shop|store|café|cafe|office|clinic|library|pool|museum|market|desk|canteen|"
    r"is|are) (?:now |also |only )?(?:open|closed)|geöffnet|geschlossen|ouverte?s?|fermée?s?|abiert[oa]s?|"
    r"cerrad[oa]s?|apert[oaie]|chius[oaie]|abert[oa]s?|fechad[oa]s?|geopend|gesloten|czynn[aey]|otwart[aey]|"
    r"zamknięt[aey]|öppet|stängt|åbent|"
    r"lukket|åpent|stengt|açık|kapalı|открыт[оаы]?|закрыт[оаы]?|відчинен[оаі]|зачинен[оаі]|مغلقة?|مفتوحة?)(?!\w)"
    r"[^.?!\n]{0,40}\d{1,2}(?:[:.h]\d\d)?\s?(?:[ap]m|uhr|h)?\s?(?:-|–|to|bis|à|a|alle|tot|do|till|til|até|до|إلى)\s?"
    r"(?:la |las |le |les |às )?\d",
    re.IGNORECASE,
)
_MADE_BY_TIME = frozenset({Act.QUERY, Act.FIND_TIME})


def without_event(found: Judgement, clause: str, marks: Sequence[Mark]) -> Judgement:
    """The judgement of a clause with those times, as none where an event would have no time left."""
    placed = [mark for mark in marks if mark.sort != "length"]
    unsure = found.act is Act.CREATE and found.margin < _COMMANDED
    told = all(mark.gone for mark in placed) and (unsure or found.act in _AMONG_PEOPLE)
    if (
        not placed
        or (any(mark.brings for mark in placed) and not told)
        or found.margin <= 0
        or tells_of_absence(clause)
    ):
        return found
    if found.act.brings_event or (found.act in _MADE_BY_TIME and "?" not in clause):
        return replace(found, act=Act.NONE, margin=-SURE)
    return found


def habit(found: Judgement, clause: str) -> Judgement:
    """The judgement of a clause, as none where people tell what they always or never do."""
    if (
        found.act in _AMONG_PEOPLE
        and found.margin > 0
        and "?" not in clause
        and (_HABIT.search(clause) or _HOUSE_HOURS.search(clause))
    ):
        return replace(found, act=Act.NONE, margin=-SURE)
    return found


def offered(text: str, judged: tuple[Judgement, ...], marks: Sequence[Mark]) -> tuple[Judgement, ...]:
    """The judgements, where a clock said beside a refused time is an offer if nothing else brings an event."""
    if all(mark.brings for mark in marks) or any(each.act.brings_event and each.margin > 0 for each in judged):
        return judged
    return tuple(_offer(text, each, marks) for each in judged)


def _offer(text: str, each: Judgement, marks: Sequence[Mark]) -> Judgement:
    first, last = each.span
    inside = [mark for mark in marks if first <= mark.start < last]
    wanted = any(mark.brings and mark.sort in _CLOCKS for mark in inside)
    least = _UNHEARD if text[first:last].rstrip().endswith("?") else _UNASKED
    if not wanted or not least < each.margin <= 0:
        return each
    return replace(each, act=each.act if each.act.brings_event else Act.PROPOSE, margin=_OFFERED)

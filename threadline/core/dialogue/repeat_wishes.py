"""Words that say nothing but how often the event at hand is to repeat: "repeat it every month", "repítelo cada mes"."""

import re
from functools import cache
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.calendar.when import resolve
from threadline.core.dialogue.card_remark_words import LEAD
from threadline.core.domain.message import Turn
from threadline.core.scheduling.time_changes import Unclear, new_rule

_LONGEST = 100
_REPEAT = (
    r"(?:(?:can|could) (?:you|we) )?(?:repeat|have|do|make)(?: (?:it|that|this|them))?(?: (?:repeat|recur|happen))?|"
    r"it should (?:repeat|recur|happen)|(?:it )?repeats|"
    r"(?:wiederhole?|wiederholen sie|mache?|lass)(?: (?:es|das|ihn|sie|den termin|bitte))*|(?:es|das) soll(?: sich)?|"
    r"(?:répète|répétez|répéter|fais|mets|mettez|faites)(?:-(?:le|la|les))?(?: (?:ça|cela))?|"
    r"(?:repíte|repite|repita|haz|pon)(?:l[oa]|las)?|que se repita|"
    r"(?:ripeti|ripeta|fa|metti)(?:l[oa])?|che si ripeta|"
    r"(?:repete|repita|repetir|faz|faça)(?:-[oa])?(?: isso| isto)?|"
    r"(?:herhaal|doe|maak)(?: (?:het|dat|dit|hem|er))*"
)
_BEHIND = r"(?:\s+(?:please|bitte|wiederholen|s'il te plaît|por favor|per favore|alsjeblieft|daarvan|herhalen))*"


def repetition_wished(turn: Turn, draft: EventDraft, language: str) -> EventDraft | None:
    """The event as it repeats by a message that says nothing else; None for the rest."""
    said = " ".join(turn.message.text.replace("’", "'").split()).strip(" .!")
    if len(said) > _LONGEST or "?" in said or (match := _pattern().fullmatch(said)) is None:
        return None
    zone = ZoneInfo(turn.message.zone or turn.person.zone)
    rule = match["rule"]
    found = resolve(rule, draft.start.astimezone(zone), zone=zone)
    repeats = [each for each in found if each.rrule]
    if len(repeats) != 1 or rule[: repeats[0].span[0]].strip() or rule[repeats[0].span[1] :].strip():
        return None
    try:
        return new_rule(rule, draft, language)
    except Unclear:
        return None


@cache
def _pattern() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:(?:{LEAD})(?!\w)[\s,.!]*)*(?:{_REPEAT})\s+(?P<rule>\S.{{2,60}}?){_BEHIND}", re.IGNORECASE
    )

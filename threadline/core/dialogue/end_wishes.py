"""Words that say nothing but when the event at hand is to end: "until half past four", "deve finire alle 15:15"."""

import re
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.calendar.when import resolve
from threadline.core.dialogue.card_remark_words import LEAD

_LONGEST = 80
_HALF_DAY = timedelta(hours=12)
_BARE_HOUR = regex.compile(
    r"(?:las? |le |die )?(\d{1,2})(?:[:.h](\d\d))?\s?(?:uhr|uur|h|heures?|horas?|o'clock)?", re.IGNORECASE
)
_IT = r"(?:(?:it|that|this|we|i|es|das|wir|ça|il|elle|on|het|dat|we) )?"
_END = (
    rf"{_IT}(?:(?:really |only )?(?:has|have|needs?|must|should|got|want it|want)(?: to)? )?(?:be )?(?:over|done|"
    rf"finished|out)"
    rf" (?:by|at|before)|{_IT}(?:(?:has|have|needs?|must|should|want it|want)(?: to)? )?(?:ends?|finish(?:es)?|"
    rf"stops?) (?:by|at)|"
    rf"(?:make it |let it |have it )?(?:end|finish|stop|run|last|go)(?: on)? (?:at|by|until|till)|(?:only |"
    rf"just )?(?:until|till)|"
    rf"{_IT}(?:soll|muss|müssen|sollte|darf)(?: (?:es|das|wir))?(?: (?:nur|spätestens|schon))*(?: (?:um|bis|vor))|"
    rf"(?:es |das )?(?:endet|soll enden|dauert)(?: (?:nur|spätestens))*(?: (?:um|bis))|(?:nur |geht )?bis(?: um)?|"
    rf"{_IT}(?:(?:doit|devrait|faut) )?(?:que ça )?(?:finir|se terminer|finisse|finit|se termine|dure) (?:à|"
    rf"avant|jusqu'à)|"
    r"(?:seulement )?jusqu'[àa]|"
    r"(?:tiene que |debe |debería |hay que )?(?:terminar|acabar|termina|acaba|durar) (?:a|antes de|hasta)(?: las?)?|"
    r"(?:sólo |solo )?hasta(?: las?)?|"
    r"(?:deve |dobbiamo |dovrebbe )?(?:finire|terminare|finisce|termina|durare) (?:alle|entro le|prima delle|"
    r"fino alle)|"
    r"(?:solo )?fino alle|"
    r"(?:tem (?:de|que) |deve |precisa )?(?:acabar|terminar|acaba|termina|durar) (?:às|até às|antes das)|"
    r"(?:só )?até(?: às)?|"
    rf"{_IT}(?:moet|moeten|eindigt)(?: (?:het|dat|we))?(?: (?:uiterlijk|al))*(?: (?:om|voor|tegen|tot))|(?:maar |"
    rf"slechts )?tot(?: om)?"
)
_BEHIND = (
    r"(?:\s+(?:fertig sein|enden|vorbei sein|aufhören|zu ende sein|gehen|dauern|klaar zijn|eindigen|"
    r"afgelopen zijn|duren|please|bitte))?"
)


def end_wished(text: str, draft: EventDraft, zone: str, sent_at: datetime) -> datetime | None:
    """When a timed event is to end, where a message says nothing else; None for the rest, and for no time after it."""
    said = " ".join(text.replace("’", "'").split()).strip(" .!")
    if len(said) > _LONGEST or draft.all_day or (match := _pattern().fullmatch(said)) is None:
        return None
    tz = ZoneInfo(zone)
    start = draft.start.astimezone(tz)
    clock = _clock(match["clock"].strip(), start, sent_at, tz)
    if clock is None:
        return None
    later = [each for each in (clock, clock + _HALF_DAY) if each > start and each.date() == start.date()]
    return later[0] if later else None


def _clock(words: str, start: datetime, sent_at: datetime, zone: ZoneInfo) -> datetime | None:
    """The time of day that words are, on the day of a start; None where they are anything else."""
    if (bare := _BARE_HOUR.fullmatch(words)) is not None:
        hour, minute = int(bare[1]) % 24, int(bare[2] or 0)
        return start.replace(hour=hour, minute=minute) if minute < 60 else None
    found = [each for each in resolve(words, sent_at.astimezone(zone), zone=zone) if each.start is not None]
    if len(found) != 1 or found[0].all_day or found[0].end is not None or found[0].dated:
        return None
    [when] = found
    if words[: when.span[0]].strip() or words[when.span[1] :].strip(" .!") or when.start is None:
        return None
    said = when.start.astimezone(zone)
    return start.replace(hour=said.hour % 12 if when.alternatives else said.hour, minute=said.minute)


@cache
def _pattern() -> re.Pattern[str]:
    return regex.compile(rf"(?:(?:{LEAD})(?!\w)[\s,.!]*)*(?:{_END})\s+(?P<clock>\S.{{0,39}}?){_BEHIND}", re.IGNORECASE)

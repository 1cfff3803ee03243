"""Words about one's own days that are no question for an event: "how full is my week?", "wie voll ist mein Freitag?".

A model is told what the calendar holds then. Tables by language: a further language is a further row.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract import Intent
from threadline.calendar.when import Grain, Kind, resolve
from threadline.core.domain.reading import Reading

LONGEST = 400
"""Characters of a text that may be about one's days; longer ones are texts to work on."""

_OWN_DAYS = regex.compile(
    r"\b(?:my|our)\s+(?:\w+\s+)?(?:day|week|month|morning|afternoon|evening|calendar|schedule|agenda|diary)\b"
    r"|\bmein\w*\s+(?:\w+\s+)?(?:tag|woche|monat|vormittag|nachmittag|abend|kalender|terminkalender|termine)\b"
    r"|\b(?:ma|mon|mes)\s+(?:\w+\s+)?(?:journée|semaine|mois|matinée|après-midi|soirée|calendrier|agenda|planning)\b"
    r"|\bmis?\s+(?:\w+\s+)?(?:día|semana|mes|mañana|tarde|calendario|agenda)\b"
    r"|\b(?:mia|mio|miei)\s+(?:\w+\s+)?(?:giornata|settimana|mese|mattina|pomeriggio|calendario|agenda)\b"
    r"|\b(?:minha|meu)\s+(?:\w+\s+)?(?:dia|semana|mês|manhã|tarde|calendário|agenda)\b"
    r"|\bmijn\s+(?:\w+\s+)?(?:dag|week|maand|ochtend|middag|avond|agenda|kalender)\b"
    r"|\b(?:min|mitt)\s+(?:\w+\s+)?(?:dag|vecka|uge|uke|månad|måned|kalender)\b"
    r"|\b(?:mój|moj\w*)\s+(?:\w+\s+)?(?:dzień|tydzień|tygodni\w*|kalendarz)\b"
    r"|\b(?:мо[йяёи]|моей|моём|моя)\s+(?:\w+\s+)?(?:день|недел\w+|календар\w+|тижд\w+|тиждень)\b"
    r"|(?:günüm|haftam|takvimim)\b"
    r"|(?:私の|僕の)?(?:今週|来週|今日|明日)の?予定|我(?:的)?(?:这周|本周|下周|今天|明天|日程|日历)|(?:내|제)\s*(?:일정|주|하루)"
    r"|(?:أسبوعي|يومي|جدولي)|मेरा\s+(?:दिन|हफ़्ता|सप्ताह|कैलेंडर)",
    re.IGNORECASE,
)
_FULL = regex.compile(
    r"\b(?:busy|full|packed|hectic|free|open|overbooked|booked)\b|\b(?:voll|ausgebucht|beschäftigt|frei|eng)\b"
    r"|\b(?:chargée?s?|remplie?s?|occupée?s?|libres?)\b|\b(?:llen[oa]s?|ocupad[oa]s?|libres?|cargad[oa]s?)\b"
    r"|\b(?:pien[oa]|occupat[oa]|liber[oa])\b|\b(?:chei[oa]|lotad[oa]|livres?)\b|\b(?:druk|vol|vrij)\b",
    re.IGNORECASE,
)
_DAYS = {Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.HOUR}


def asked_days(text: str, *, now: datetime, zone: str) -> Reading | None:
    """The days of the person's own that a text is about, as a question for what is in them; None if it is about none.

    `now` is when it was said, `zone` the speaker's (IANA).
    """
    if not text.strip() or len(text) > LONGEST:
        return None
    own = _OWN_DAYS.search(text) is not None
    if not own and not (text.rstrip().endswith(("?", "？")) and _FULL.search(text)):
        return None
    tz = ZoneInfo(zone)
    found = [
        when
        for when in resolve(text, now.astimezone(tz), zone=tz)
        if when.start is not None and when.grain in _DAYS and when.kind is not Kind.DURATION
    ]
    if not found:
        return Reading(Intent.QUERY) if own else None
    start = found[0].start
    assert start is not None  # noqa: S101 - chosen by it
    end = found[0].end
    reading = Reading(Intent.QUERY, start=start, end=end or start + timedelta(days=1))
    return replace(reading, start=now) if found[0].grain is Grain.WEEK and start < now < (end or now) else reading

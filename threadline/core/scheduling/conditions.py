"""What is only to be done where something has not been: "if I have not met Cy for a week, book half an hour".

The calendar is asked first; what cannot be read makes it unknown, and then nothing is proposed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.recurrence import as_utc
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.event_matching import Wanted
from threadline.core.channels.formatting import and_list, when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.event_words import day_of
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.storage.persons import utc_now
from threadline.texts.messages import _

_I = re.IGNORECASE
_MET = (
    r"met(?: with)?|seen|talked (?:to|with)|spoken (?:to|with)|had a (?:meeting|call) with|had anything with|"
    r"caught up with"
)
_CONDITIONS = tuple(
    regex.compile(pattern, _I | re.DOTALL)
    for pattern in (
        r"^\s*if (?:i|we) (?:have not|haven(?:'|’)t|did not|didn(?:'|’)t|have never|had not|hadn(?:'|"
        rf"’)t)\s+(?:{_MET}|meet|see)\s+"
        r"(?P<who>.+?)\s+(?:for|in(?: the last| over)?|within|during|this|since|"
        r"over)\s+(?P<span>.+?)\s*,\s*(?:then\s+)?(?P<act>.+)$",
        r"^\s*(?:wenn|falls) ich (?P<who>.+?) (?:seit|in den letzten|diese)\s+(?P<span>.+?) nicht (?:getroffen|"
        r"gesehen|gesprochen) "
        r"(?:habe|hab)\s*,\s*(?:dann\s+)?(?P<act>.+)$",
        r"^\s*si je n(?:'|’)ai pas (?:vu|rencontré|parlé à)\s+(?P<who>.+?)\s+(?:depuis|"
        r"cette)\s+(?P<span>.+?)\s*,\s*(?:alors\s+)?(?P<act>.+)$",
        r"^\s*se non ho (?:visto|incontrato|parlato con|sentito)\s+(?P<who>.+?)\s+(?:da|nell['’]ultim[ao]|negli ultimi|"
        r"nelle ultime|questa|questo)\s+(?P<span>.+?)\s*,\s*(?:allora\s+)?(?P<act>.+)$",
        r"^\s*se (?:eu )?não (?:vi|vejo|encontrei|encontro|falei com|falo com|me reuni com|me reúno com)\s+(?:[oa] )?"
        r"(?P<who>.+?)\s+(?:há|nas últimas|nos últimos|na última|no último)\s+(?P<span>.+?)\s*,\s*(?P<act>.+)$",
        r"^\s*(?:als|indien) ik (?P<who>.+?) (?:al|in|sinds|de afgelopen)\s+(?P<span>.+?) niet (?:heb )?"
        r"(?:gezien|gesproken|ontmoet)(?: heb)?\s*,\s*(?:dan\s+)?(?P<act>.+)$",
        r"^\s*si no (?:he visto a|me he reunido con|he hablado con)\s+(?P<who>.+?)\s+(?:en|desde hace|"
        r"esta)\s+(?P<span>.+?)\s*,\s*(?P<act>.+)$",
    )
)
_PERIOD = (
    r"this week|this month|today|tomorrow|next week|diese woche|diesen monat|heute|morgen|nächste woche|cette semaine|"
    r"ce mois-ci|aujourd['’]hui|demain|la semaine prochaine|esta semana|este mes|hoy|mañana|la próxima semana|"
    r"la semana que viene|questa settimana|questo mese|oggi|domani|la prossima settimana|este mês|hoje|amanhã|"
    r"na próxima semana|deze week|deze maand|vandaag|volgende week"
)
_AHEAD = tuple(
    regex.compile(rf"{pattern}\s*,\s*(?:then\s+|dann\s+|alors\s+|dan\s+)?(?P<act>.+)$", _I | re.DOTALL)
    for pattern in (
        r"^\s*if (?:i|we)(?:['’]m| am|['’]re| are)? (?:don['’]t|do not|won['’]t|will not|not)\s+(?:already )?"
        r"(?:meet|see|meeting|seeing|talk to|speak (?:to|with)|have (?:a |any )?(?:meeting|call|anything) with)\s+"
        rf"(?P<who>.+?)\s+(?P<period>{_PERIOD})",
        rf"^\s*(?:wenn|falls|sofern) (?:ich|wir) (?P<who>.+?) (?P<period>{_PERIOD}) nicht "
        r"(?:treffen?|sehen?|sprechen?)",
        rf"^\s*si je ne (?:vois|rencontre) pas (?P<who>.+?) (?P<period>{_PERIOD})",
        rf"^\s*si no (?:veo a|me reúno con|quedo con) (?P<who>.+?) (?P<period>{_PERIOD})",
        rf"^\s*se non (?:vedo|incontro) (?P<who>.+?) (?P<period>{_PERIOD})",
        rf"^\s*se (?:eu )?não (?:vejo|vir|encontro|encontrar) (?:[oa] )?(?P<who>.+?) (?P<period>{_PERIOD})",
        rf"^\s*(?:als|indien) ik (?P<who>.+?) (?P<period>{_PERIOD}) niet (?:zie|spreek|ontmoet)",
    )
)
"""What may still be, or was, in a stretch of days: "if I don't see Mia this week"."""
_UNITS = (
    (r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|we(?:ek|ken)", 7),
    (r"months?|monate?n?|mois|mes(?:es)?|m[eê]s(?:es)?|mes[ei]|maand(?:en)?", 31),
    (r"days?|tage?n?|jours?|días?|giorn[oi]|dias?|dag(?:en)?", 1),
)
_THEM = regex.compile(
    r"(?<!\w)(?:with|mit|avec|con|com|met)\s+(?:him|her|them|ihm|ihr|ihnen|lui|lei|elle|él|ella|ele|ela|hem|haar)(?!\w)",
    _I,
)
_USUAL = timedelta(days=7)
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")


@dataclass(frozen=True, slots=True)
class Condition:
    """With whom there must have been nothing for how long, and what is to be done then.

    `period`: the words of a stretch of days within which there must be nothing, before now or after.
    """

    who: str
    span: timedelta
    act: str
    period: str | None = None


def read_condition(text: str) -> Condition | None:
    """The condition of a message, and what it asks for; None where it has none of the kind."""
    for pattern in _CONDITIONS:
        if (match := pattern.match(text.strip())) is not None:
            who, act = match["who"].strip(), match["act"].strip()
            return Condition(who, _span(match["span"]), _of_them(act, who))
    for pattern in _AHEAD:
        if (match := pattern.match(text.strip())) is not None:
            who = match["who"].strip()
            return Condition(who, _USUAL, _of_them(match["act"].strip(), who), match["period"])
    return None


def _of_them(act: str, who: str) -> str:
    return _THEM.sub(f"with {who}", act)


def _span(words: str) -> timedelta:
    read = read_amount(words)
    if read is not None:
        return read[0]
    for unit, days in _UNITS:
        if (match := re.search(rf"(?:(?P<count>\d+)\s+)?(?<!\w)(?:{unit})(?!\w)", words, _I)) is not None:
            return timedelta(days=days * int(match["count"] or 1))
    return _USUAL


def _stretch(period: str, now: datetime, zone: str) -> tuple[datetime, datetime]:
    days = next((found for one in _LANGUAGES if (found := day_of(period, now, zone, one)) is not None), None)
    return days or (now, now + _USUAL)


class Conditions:
    """Asks the calendar whether a condition holds."""

    def __init__(self, agenda: Agenda, contexts: ReadingContexts, clock: Callable[[], datetime] = utc_now) -> None:
        self._agenda = agenda
        self._contexts = contexts
        self._clock = clock

    async def then(self, turn: Turn, act: str) -> tuple[Turn, Reading]:
        """The turn as though only what is to be done had been said, and what that says."""
        context = await self._contexts.of_turn(turn, act)
        return replace(turn, message=replace(turn.message, text=act)), context.read(event_wanted=False)

    async def prevents(self, turn: Turn, condition: Condition) -> tuple[str, ...] | None:
        """Why nothing is to be done; None where it is."""
        now, person = self._clock(), turn.person
        name = condition.who
        first, end = now - condition.span, now
        if condition.period is not None:
            first, end = _stretch(condition.period, now, person.zone)
        events, unknown = await self._agenda.events(person, first, end)
        wanted = Wanted(None, (name,))
        met = [each for each in events if wanted.fits(each.draft) and as_utc(each.draft.start) < as_utc(end)]
        if met and as_utc(met[-1].draft.start) >= as_utc(now):
            ahead = next(each.draft for each in met if as_utc(each.draft.start) >= as_utc(now))
            when = when_label(replace(ahead, rrule=None), person.zone)
            return (_("You meet {name} on {when}, so I propose nothing.", name=name, when=when),)
        if met:
            last = met[-1].draft
            when = when_label(replace(last, rrule=None), person.zone)
            if turn.message.shared:
                return (_("You met {name} on {when}, so I propose nothing.", name=name, when=when),)
            title = last.title
            return (
                _("You met {name} on {when} (**{title}**), so I propose nothing.", name=name, when=when, title=title),
            )
        if unknown:
            names = and_list(list(unknown))
            return (_("I could not read {names}, so I do not know whether you met {name}.", names=names, name=name),)
        return None

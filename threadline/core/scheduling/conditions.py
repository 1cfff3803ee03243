"""What is only to be done where something has not been: "if I have not met Cy for a week, book half an hour".

The calendar is asked first; what cannot be read makes it unknown, and then nothing is proposed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.recurrence import as_utc
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.event_matching import Wanted
from threadline.core.channels.formatting import and_list, when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.reading_context import ReadingContexts
from threadline.storage.persons import utc_now
from threadline.texts.messages import _

_I = re.IGNORECASE
_MET = (
    r"met(?: with)?|seen|talked (?:to|with)|spoken (?:to|with)|had a (?:meeting|call) with|had anything with|"
    r"caught up with"
)
_CONDITIONS = tuple(
    re.compile(pattern, _I | re.DOTALL)
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
        r"^\s*si no (?:he visto a|me he reunido con|he hablado con)\s+(?P<who>.+?)\s+(?:en|desde hace|"
        r"esta)\s+(?P<span>.+?)\s*,\s*(?P<act>.+)$",
    )
)
_UNITS = (
    (r"weeks?|wochen?|semaines?|semanas?", 7),
    (r"months?|monate?n?|mois|mes(?:es)?", 31),
    (r"days?|tage?n?|jours?|días?", 1),
)
_THEM = re.compile(r"(?<!\w)(?:with|mit|avec|con)\s+(?:him|her|them|ihm|ihr|ihnen|lui|elle|él|ella)(?!\w)", _I)
_USUAL = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Condition:
    """With whom there must have been nothing for how long, and what is to be done then."""

    who: str
    span: timedelta
    act: str


def read_condition(text: str) -> Condition | None:
    """The condition of a message, and what it asks for; None where it has none of the kind."""
    for pattern in _CONDITIONS:
        if (match := pattern.match(text.strip())) is not None:
            who, act = match["who"].strip(), match["act"].strip()
            named = f"with {who}" if _THEM.search(act) else ""
            return Condition(who, _span(match["span"]), _THEM.sub(named, act))
    return None


def _span(words: str) -> timedelta:
    read = read_amount(words)
    if read is not None:
        return read[0]
    for unit, days in _UNITS:
        if (match := re.search(rf"(?:(?P<count>\d+)\s+)?(?<!\w)(?:{unit})(?!\w)", words, _I)) is not None:
            return timedelta(days=days * int(match["count"] or 1))
    return _USUAL


class Conditions:
    """Asks the calendar whether a condition holds."""

    def __init__(self, agenda: Agenda, contexts: ReadingContexts, clock: Callable[[], datetime] = utc_now) -> None:
        self._agenda = agenda
        self._contexts = contexts
        self._clock = clock

    async def then(self, turn: Turn, condition: Condition) -> tuple[Turn, Reading]:
        """The turn as though only what is to be done had been said, and what that says."""
        context = await self._contexts.of_turn(turn, condition.act)
        return replace(turn, message=replace(turn.message, text=condition.act)), context.read(event_wanted=False)

    async def prevents(self, turn: Turn, condition: Condition) -> tuple[str, ...] | None:
        """Why nothing is to be done; None where it is."""
        now, person = self._clock(), turn.person
        name = condition.who
        events, unknown = await self._agenda.events(person, now - condition.span, now)
        wanted = Wanted(None, (name,))
        met = [each for each in events if wanted.fits(each.draft) and as_utc(each.draft.start) < as_utc(now)]
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

"""What an event does to its owner's habits: days away that it falls into, and focus time that gives way to it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.event import Busy, EventDraft
from threadline.calendar.focus_time import focus_on
from threadline.calendar.recurrence import occurrences
from threadline.core.calendars.agenda import Agenda
from threadline.core.calendars.conflicts import HORIZON
from threadline.core.channels.formatting import span_label
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Conflict
from threadline.core.people.calendar_preferences import CalendarPreferences
from threadline.texts.messages import N_, _

_OUT = "Out of office"
_GONE = N_("There is no room left for your focus time on that day.")


def absences_in(draft: EventDraft, habits: CalendarPreferences, person: Person) -> tuple[Conflict, ...]:
    """The person's days away that an event falls into, of a series within the next weeks."""
    if not habits.absences:
        return ()
    last = draft.start + HORIZON if draft.rrule else draft.end
    own = occurrences(draft, draft.start, last)
    away = [each.during(person.zone) for each in habits.absences]
    hit = [each for each in away if any(one.start < each.end and each.start < one.end for one in own)]
    return tuple(Conflict(_OUT, each.start, each.end, away=True) for each in hit)


async def focus_given_way(
    agenda: Agenda, person: Person, habits: CalendarPreferences, draft: EventDraft, *, before: EventDraft | None = None
) -> tuple[str, ...]:
    """What becomes of the focus time of an event's day, as a sentence. `before` is the event as it stands."""
    if habits.focus is None or draft.all_day or draft.transparent:
        return ()
    zone = ZoneInfo(person.zone)
    day = draft.start.astimezone(zone).date()
    midnight = datetime.combine(day, time(), zone)
    answers = await agenda.busy(person, midnight, midnight + timedelta(days=1))
    busy = _without([stretch for answer in answers for stretch in answer.busy], before)
    usual = focus_on(day, habits.focus, habits.hours, busy)
    left = focus_on(day, habits.focus, habits.hours, [*busy, Busy(draft.start, draft.end)])
    if usual is None or usual == left:
        return ()
    if left is None:
        return (_(_GONE),)
    when = span_label(left.start, left.end, person.zone)
    if left.end - left.start < usual.end - usual.start:
        return (_("Your focus time on that day becomes shorter: {time}.", time=when),)
    return (_("Your focus time on that day moves: {time}.", time=when),)


def _without(busy: Sequence[Busy], before: EventDraft | None) -> list[Busy]:
    """What is busy but for the event that is to move; one that merely touches others stays busy with them."""
    if before is None:
        return list(busy)
    return [each for each in busy if (each.start, each.end) != (before.start, before.end)]

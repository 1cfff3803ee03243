"""A text that somebody passes on and points at, with a time of their own: "better Friday at 10, please schedule it".

What the text speaks of is the event; when it is, the person says themselves.
"""

from dataclasses import replace

from threadline import regex
from threadline.calendar.extract import Extraction, Intent
from threadline.calendar.when import Kind, When
from threadline.core.dialogue.assent import is_bare_yes
from threadline.core.domain.message import Message
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.drafting import created
from threadline.core.scheduling.reading_context import ReadingContext

_CLAUSE = regex.compile(r"[,.;:!?\n–—]+")
_LONGEST = 200


def at_own_time(context: ReadingContext, message: Message) -> Reading | None:
    """The event of the text at the person's own time; None where they do not point at it, or say no whole time."""
    if not message.material or len(message.text) > _LONGEST:
        return None
    if not any(is_bare_yes(clause) for clause in _CLAUSE.split(message.text) if clause.strip()):
        return None
    own, told = context.extract(message.text), context.extract(message.material)
    if own.when is None or not _is_whole(own) or told.when is None or told.when.start is None:
        return None
    event = replace(
        told,
        intent=Intent.CREATE,
        when=own.when,
        whens=(own.when,),
        duration_minutes=own.duration_minutes or told.duration_minutes or _minutes(told.when),
        location=own.location or told.location,
        attendees=tuple(dict.fromkeys((*told.attendees, *own.attendees))),
        acts=own.acts,
        leftovers=own.leftovers,
        title_evidence=None,
        place_evidence=None,
        people=(),
    )
    reading = created(event, context.zone, context.policy.usual_length)
    return context.recognised(replace(reading, intent=Intent.CREATE))


def _is_whole(own: Extraction) -> bool:
    """Whether the words name one time, a day and an hour, that is wanted."""
    times = [when for when in own.whens if when.kind is not Kind.DURATION]
    if len(times) != 1:
        return False
    [when] = times
    return when.start is not None and not when.all_day and when.dated and not when.rrule and when.role.brings


def _minutes(when: When) -> int | None:
    if when.start is None or when.end is None or when.all_day:
        return None
    return int((when.end - when.start).total_seconds() // 60)

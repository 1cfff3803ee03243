"""An answer needs its question: "yes, Room 4" takes its time from "can you do Tuesday at 3?" before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from threadline import regex
from threadline.calendar.acts import Act
from threadline.calendar.extract import Extraction, Intent
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.calendar.when import Grain, Kind

_ENGLISH = (
    "yes|yeah|yep|yup|sure|ok|okay|fine|great|perfect|good|agreed|deal|works for me|works|that works|sounds good|"
    "much better|even better|absolutely|of course|confirmed|done|will do|happy to|i'm in|count me in|"
    "see you then|see you there"
)
_NEARLY_ASKED = -60
"""An answer at an hour makes a question of what was nearly one."""
_ASKS = frozenset({Act.PROPOSE, Act.FIND_TIME, Act.ANNOUNCE})
_OFFERS = frozenset({Act.PROPOSE, Act.ACCEPT, Act.ANNOUNCE})
_HOUR = regex.compile(
    r"(?:^|[,;:!.?–]\s*|\b(?:say|make it|maybe|around|about|yes|yeah|yep|sure|ok|okay|no|perfect|great|fine|good)\s+)"
    r"(?P<hour>1[0-2]|[1-9])(?::[0-5]\d)?(?=\s+(?:is|works|sounds|at|in|then|it|please|would|ok|okay|fine|for)\b|"
    r"\s*[.!?,]|\s*$)",
    re.IGNORECASE,
)
"""A bare number that can be an hour where a day was asked for: "sure, 8 at our place"."""
_FINE = regex.compile(
    r"\s+(?:is|works|sounds|would be) (?:\w+ )?(?:fine|ok|okay|good|great|perfect|better|best)\b|\s+works\b"
)
_LONGEST = 80  # letters of a mere answer


def answered(text: str, extraction: Extraction, thread: Sequence[str], read: Callable[[str], Extraction]) -> Extraction:
    """The extraction with the event of the question that a bare assent answers; as it is where it answers none.

    `thread` are the messages before it; only the last one can be the question.
    """
    if not thread or len(text) > _LONGEST:
        return extraction
    if any(when.kind is not Kind.DURATION for when in extraction.whens):
        if _names_hour_alone(extraction):
            return _on_day_of(read(thread[-1]), extraction, read)
        return _at_hour_of(read(thread[-1]), extraction) if _names_day_alone(extraction) else extraction
    assents = _assents(text, extraction)
    if (hour := _HOUR.search(text)) and (assents or _FINE.search(text, hour.end())):
        said = read(f"{text[: hour.start('hour')]}at {text[hour.start('hour') :]}")
        placed = _on_day_of(read(thread[-1]), replace(said, intent=Intent.CREATE), read)
        if placed.intent is Intent.CREATE and placed.when is not said.when:
            return placed
    if not assents:
        return extraction
    question = read(thread[-1])
    asked = any(each.act is Act.PROPOSE and each.margin > 0 for each in question.acts)
    if not asked or question.when is None:
        return extraction
    return replace(
        question,
        intent=Intent.CREATE,
        location=extraction.location or question.location,
        attendees=(*question.attendees, *(name for name in extraction.attendees if name not in question.attendees)),
        acts=extraction.acts,
        title_evidence=None,
        place_evidence=None,
        people=(),
    )


def _names_hour_alone(extraction: Extraction) -> bool:
    """Whether an answer says at what hour and leaves the day to the question: "yes please, 12:30?"."""
    when = extraction.when
    wanted = extraction.intent is Intent.CREATE and when is not None and when.role.brings
    return wanted and not any(each.dated or each.rrule for each in extraction.whens if each.kind is not Kind.DURATION)


def _names_day_alone(extraction: Extraction) -> bool:
    """Whether an agreement says the day alone and leaves the hour to what it agrees to: "perfect, Friday it is"."""
    when = extraction.when
    lead = max(extraction.acts, key=lambda each: each.margin, default=None)
    agreed = lead is not None and lead.act is Act.ACCEPT and lead.margin > 0
    alone = sum(each.kind is not Kind.DURATION for each in extraction.whens) == 1
    return agreed and alone and when is not None and when.all_day and when.grain is Grain.DAY and not when.rrule


def _at_hour_of(question: Extraction, answer: Extraction) -> Extraction:
    """The event at the hour that the question names for the day on which is agreed; the answer where it names none."""
    when, day = question.when, answer.when
    asked = any(each.act in _OFFERS and each.margin > 0 for each in question.acts)
    timed = when is not None and when.start is not None and not when.all_day and when.role.brings and not when.rrule
    if not asked or not timed or when is None or day is None or when.start is None or day.start is None:
        return answer
    if when.start.date() != day.start.date():
        return answer
    return replace(
        question,
        intent=Intent.CREATE,
        location=answer.location or question.location,
        attendees=(*question.attendees, *(name for name in answer.attendees if name not in question.attendees)),
        acts=answer.acts,
        title_evidence=None,
        place_evidence=None,
        people=(),
    )


def _on_day_of(question: Extraction, answer: Extraction, read: Callable[[str], Extraction]) -> Extraction:
    """The answer at its hour on the one day that the question names; without a time where it names several.

    As it is where the question asks for none.
    """
    when = answer.when
    days = {each.start.date() for each in question.whens if each.start and each.dated and each.role.brings}
    asked = any(each.act in _ASKS and each.margin > _NEARLY_ASKED for each in question.acts)
    if when is None or when.start is None or not days or not asked or question.rrule:
        return answer
    if len(days) > 1:  # on which of them was not said
        return replace(answer, when=None, whens=())
    (day,) = days
    # Read once more with its day: "at 9" said at half past nine is no evening on another day.
    again = read(f"{question.title or ''} {day.isoformat()} {when.text}").when
    if again is None or again.start is None or again.all_day or again.start.date() != day:
        return answer
    placed = replace(when, start=again.start, end=again.end, dated=True, alternatives=(), warnings=again.warnings)
    return replace(
        answer,
        title=question.title or answer.title,
        kind_evidence=None if question.title else answer.kind_evidence,
        location=answer.location or question.location,
        attendees=(*answer.attendees, *(name for name in question.attendees if name not in answer.attendees)),
        when=placed,
        whens=(placed, *(each for each in answer.whens if each is not when)),
    )


def _assents(text: str, extraction: Extraction) -> bool:
    lead = max(extraction.acts, key=lambda each: each.margin, default=None)
    if lead is not None and lead.act is Act.ACCEPT and lead.margin > 0:
        return True
    return _yes().match(text.strip()) is not None


@cache
def _yes() -> re.Pattern[str]:
    tables = (speech_words(language) for language in speech_languages())
    words = {phrase for table in tables if table for phrase in (*table.phrases("yes"), *table.phrases("agree"))}
    phrases = sorted(words | set(_ENGLISH.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return regex.compile(rf"(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)

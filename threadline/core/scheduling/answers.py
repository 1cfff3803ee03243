"""An answer needs its question: "yes, Room 4" takes its time from "can you do Tuesday at 3?" before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from threadline.calendar.acts import Act
from threadline.calendar.extract import Extraction, Intent
from threadline.calendar.extract.speech import speech_languages, speech_words
from threadline.calendar.when import Kind

_ENGLISH = (
    "yes|yeah|yep|yup|sure|ok|okay|fine|great|perfect|good|agreed|deal|works for me|works|that works|sounds good|"
    "absolutely|of course|confirmed|done|will do|happy to|i'm in|count me in|see you then|see you there"
)
_LONGEST = 80  # letters of a mere answer


def answered(text: str, extraction: Extraction, thread: Sequence[str], read: Callable[[str], Extraction]) -> Extraction:
    """The extraction with the event of the question that a bare assent answers; as it is where it answers none.

    `thread` are the messages before it; only the last one can be the question.
    """
    timed = any(when.kind is not Kind.DURATION for when in extraction.whens)
    if not thread or timed or len(text) > _LONGEST or not _assents(text, extraction):
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
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)

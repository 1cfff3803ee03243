"""From a chat line or a whole mail to an event: every slot with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.extract.intents import read_intent
from threadline.calendar.extract.mail import own_words
from threadline.calendar.extract.model import Extraction, Intent
from threadline.calendar.extract.people import read_people
from threadline.calendar.extract.places import read_place
from threadline.calendar.extract.times import best_time, moved_to
from threadline.calendar.extract.titles import quoted_title, read_title
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.calendar.when import Grain, Kind, Policy, When, resolve

_HEAD = 2000
_LEAST_CONFIDENCE = 0.35
_WORD = re.compile(r"[^\W\d_][\w'-]*")


def extract(
    text: str,
    reference: datetime,
    *,
    zone: ZoneInfo | None = None,
    policy: Policy | None = None,
    people: Iterable[str] = (),
    language: str | None = None,
) -> Extraction:
    """Read the event that `text`, said at the aware `reference`, speaks of.

    Quoted history and signatures of mails are left out; offsets count in the text as given. `people` are names known
    in the conversation. Raises ValueError for a naive reference or an unknown language.
    """
    own = own_words(text)
    quoted = quoted_title(own)
    if quoted is not None and _is_time(quoted.value, reference):
        quoted = None
    said = own if quoted is None else _without(own, quoted.span)
    read = resolve(said, reference, zone=zone, policy=policy, language=language)
    whens = tuple(when for when in read if when.confidence >= _LEAST_CONFIDENCE)
    times = [piece for when in whens for piece in when.pieces]
    found = read_people(own, times, people)
    person_spans = [person.span for person in found]
    place = read_place(own, times + person_spans)
    best = best_time(whens)
    event = any(word.lower() in EVENT_NOUNS for word in _WORD.findall(own[:_HEAD])) or bool(found)
    intent, shown = read_intent(own, has_time=best is not None, has_event=event)
    if intent is Intent.UPDATE:
        best = moved_to(own, whens, reference) or best
    asked = intent in {Intent.QUERY, Intent.FIND_TIME, Intent.NONE}
    title = quoted or read_title(own, times, person_spans, [place.span] if place else [], asked=asked)
    return Extraction(
        intent=intent,
        title=title.value if title else None,
        attendees=tuple(person.value for person in found),
        location=place.value if place else None,
        when=best,
        whens=whens,
        when_spans=tuple(own[first:last] for first, last in sorted(times)),
        duration_minutes=_minutes(best, whens),
        people=found,
        title_evidence=title,
        place_evidence=place,
        intent_evidence=shown,
        confidence=round((best.confidence if best else 0.3) * (1.0 if title else 0.7), 2),
    )


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + "_" * (span[1] - span[0]) + text[span[1] :]


def _is_time(words: str, reference: datetime) -> bool:
    """True when the words are nothing but a time."""
    return any(len(when.text) >= len(words.strip()) - 1 for when in resolve(words, reference))


def _minutes(best: When | None, whens: tuple[When, ...]) -> int | None:
    if best is not None and best.duration is not None and best.grain in {Grain.MINUTE, Grain.SECOND}:
        return round(best.duration.total_seconds() / 60)
    lengths = [when.duration for when in whens if when.kind is Kind.DURATION and when.duration]
    return round(lengths[0].total_seconds() / 60) if lengths else None

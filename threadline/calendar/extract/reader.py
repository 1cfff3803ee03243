"""From a chat line or a whole mail to an event: every slot with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.extract.intents import read_intent
from threadline.calendar.extract.mail import own_words
from threadline.calendar.extract.model import Evidence, Extraction, Intent
from threadline.calendar.extract.people import read_people
from threadline.calendar.extract.places import read_place
from threadline.calendar.extract.times import best_time, moved_to
from threadline.calendar.extract.titles import quoted_title, read_title
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, EVENT_STEMS
from threadline.calendar.when import Grain, Kind, Policy, When, resolve

_READ = 20_000
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

    Quoted history and signatures of mails are left out, and so is what stands behind 20 000 characters; offsets count
    in the text as given. `people` are names known in the conversation. Raises ValueError for a naive reference or an
    unknown language.
    """
    own = own_words(text)[:_READ]
    quoted = _quoted(own, reference)
    said = own if quoted is None else _without(own, quoted.span)
    whens = tuple(
        when
        for when in resolve(said, reference, zone=zone, policy=policy, language=language)
        if when.confidence >= _LEAST_CONFIDENCE
    )
    times = [piece for when in whens for piece in when.pieces]
    found = read_people(own, times, people)
    people_spans = [person.span for person in found]
    place = read_place(own, times + people_spans)
    best = best_time(whens)
    intent, shown = read_intent(own, has_time=best is not None, has_event=bool(found) or _names_event(own))
    if intent is Intent.UPDATE:
        best = moved_to(own, whens, reference) or best
    asked = intent in {Intent.QUERY, Intent.FIND_TIME, Intent.NONE}
    title = quoted or read_title(own, times, people_spans, [place.span] if place else [], asked=asked)
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
        confidence=_confidence(best, title),
    )


def _names_event(text: str) -> bool:
    head = text[:_HEAD]
    return any(word.lower() in EVENT_NOUNS for word in _WORD.findall(head)) or any(stem in head for stem in EVENT_STEMS)


def _confidence(best: When | None, title: Evidence | None) -> float:
    """The time's own confidence, less without a title, little without a time."""
    sure = best.confidence if best else _LEAST_CONFIDENCE
    return round(sure if title else sure * 0.7, 2)


def _quoted(text: str, reference: datetime) -> Evidence | None:
    """A title in quotation marks, unless what is quoted is the time."""
    quoted = quoted_title(text)
    return None if quoted is None or _is_time(quoted.value, reference) else quoted


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

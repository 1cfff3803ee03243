"""The door: text and the moment of speaking in, readings out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when.finding import find
from threadline.calendar.when.folding import fold
from threadline.calendar.when.foreign import doubted, foreign_readings
from threadline.calendar.when.habits import settled
from threadline.calendar.when.languages import has_room, room
from threadline.calendar.when.languages.detection import DEFAULT, candidates
from threadline.calendar.when.languages.telling import GREETINGS
from threadline.calendar.when.meaning.scene import Scene
from threadline.calendar.when.model import When
from threadline.calendar.when.policy import Policy
from threadline.calendar.when.reading import read_found
from threadline.calendar.when.zones.zone import with_offset

_DOUBTFUL = 0.45
_USUAL = Policy()
# A clock behind noon, or with a zero before its hour: this text counts the hours to 24.
_ON_24 = regex.compile(r"(?<![\d.:/-])(?:1[3-9]|2[0-3]|0\d)(?::|h)[0-5]\d(?![\d/])")
_GREETING = regex.compile(rf"(?:{GREETINGS})(?!\w)")
_LONGEST_COMPARED = 400
"""Longer texts are read in the likeliest language only: their words tell."""


def resolve(
    text: str,
    reference: datetime,
    *,
    zone: ZoneInfo | None = None,
    policy: Policy | None = None,
    language: str | None = None,
    clocks: Mapping[str, ZoneInfo] | None = None,
    languages_hint: Sequence[str] = (),
) -> list[When]:
    """Read every time in `text` as said at `reference`, in the order of the text; doubtful ones and lengths come
    last.

    `reference` must be aware; `zone` is the speaker's zone when it is not the reference's own. `language` is a code
    such as "de"; without it the language is detected, with `languages_hint` (those of the writer and of the thread,
    the likeliest first; else `policy.languages`) as a help; where a text may be in two, the one that explains more
    of it is taken. Languages without a room are left to dateparser, which reads their days; what was read in one
    that nobody knows carries the caution `UNKNOWN_LANGUAGE`. `clocks` says in which zones people are, by name or
    address ("3pm Bo's time"). Raises ValueError for a naive reference or a language that nobody here knows.
    """
    if reference.tzinfo is None:
        raise ValueError("the reference needs a time zone")
    policy = policy or _USUAL
    speaker = zone or _zone_of(reference)
    scene = Scene(reference.astimezone(speaker).replace(tzinfo=None), speaker, policy, clocks or {})
    if language is not None:
        return _read(text, language, scene)
    found = candidates(text, languages_hint or policy.languages)
    text = _without_greetings(text)
    if not found:
        return doubted(_read(text, DEFAULT, scene))
    if len(text) > _LONGEST_COMPARED:
        found = found[:1]
    readings = [_known(text, code, scene) for code in found]
    best = max(readings, key=_explained)
    if all(map(has_room, found)):
        return best
    # Half in a language that nobody here reads: the day of a bare clock may stand in those words.
    return [when if when.dated or when.start is None else doubted([when])[0] for when in best]


def _without_greetings(text: str) -> str:
    """The text with greetings that hold a word of time blanked out."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return text
    for match in _GREETING.finditer(lowered):
        first, last = match.span()
        if not first or not lowered[first - 1].isalnum():
            text = f"{text[:first]}{'_' * (last - first)}{text[last:]}"
    return text


def _known(text: str, language: str, scene: Scene) -> list[When]:
    """The readings in a language that was detected; those of one that dateparser does not know are doubted."""
    try:
        return _read(text, language, scene)
    except ValueError:
        return doubted(_read(text, DEFAULT, scene))


def _explained(whens: Sequence[When]) -> int:
    """How many characters of the text were read as times."""
    return sum(last - first for when in whens for first, last in when.pieces)


def _read(text: str, language: str, scene: Scene) -> list[When]:
    if not has_room(language):
        return foreign_readings(text, language, scene)
    folded = fold(text)
    policy = settled(scene.policy, scene.zone.key, language, day_first=room(language).day_first)
    if _ON_24.search(text):
        policy = replace(policy, clock24=True, doubts_half=False)
    scene = Scene(scene.now, scene.zone, policy, scene.clocks)
    found = find(folded.text, policy, language)
    if folded.origins is not None:
        found = [replace(item, pieces=tuple(folded.origin(*piece) for piece in item.pieces)) for item in found]
    whens = [when for item in found if (when := read_found(item, text, scene)) is not None]
    return sorted(whens, key=lambda when: when.confidence < _DOUBTFUL)


def _zone_of(reference: datetime) -> ZoneInfo:
    zone = reference.tzinfo
    if isinstance(zone, ZoneInfo):
        return zone
    wall = reference.replace(tzinfo=None)
    offset = reference.utcoffset() or timedelta()
    return (with_offset(offset / timedelta(hours=1), wall) if offset else None) or ZoneInfo("UTC")

"""The door: text and the moment of speaking in, readings out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.calendar.when.finding import find
from threadline.calendar.when.folding import fold
from threadline.calendar.when.foreign import foreign_readings
from threadline.calendar.when.habits import settled
from threadline.calendar.when.languages import has_room, room
from threadline.calendar.when.languages.detection import detect
from threadline.calendar.when.meaning.scene import Scene
from threadline.calendar.when.model import When
from threadline.calendar.when.policy import Policy
from threadline.calendar.when.reading import read_found
from threadline.calendar.when.zones import with_offset

_DOUBTFUL = 0.45
# A clock behind noon, or with a zero before its hour: this text counts the hours to 24.
_ON_24 = re.compile(r"(?<![\d.:/-])(?:1[3-9]|2[0-3]|0\d)(?::|h)[0-5]\d(?![\d/])")


def resolve(
    text: str,
    reference: datetime,
    *,
    zone: ZoneInfo | None = None,
    policy: Policy | None = None,
    language: str | None = None,
    clocks: Mapping[str, ZoneInfo] | None = None,
) -> list[When]:
    """Read every time in `text` as said at `reference`, in the order of the text; doubtful ones and lengths come last.

    `reference` must be aware; `zone` is the speaker's zone when it is not the reference's own. `language` is a code
    such as "de"; without it the language is detected. Languages without a room are left to dateparser, which reads
    their dates and clocks. `clocks` says in which zones people are, by name or address ("3pm Bo's time"). Raises
    ValueError for a naive reference or a language that nobody here knows.
    """
    if reference.tzinfo is None:
        raise ValueError("the reference needs a time zone")
    policy = policy or Policy()
    speaker = zone or _zone_of(reference)
    spoken = language or detect(text)
    now = reference.astimezone(speaker).replace(tzinfo=None)
    if not has_room(spoken):
        return foreign_readings(text, spoken, Scene(now, speaker, policy, clocks or {}))
    folded = fold(text)
    policy = settled(policy, speaker.key, spoken, day_first=room(spoken).day_first)
    if not policy.clock24 and _ON_24.search(text):
        policy = replace(policy, clock24=True)
    scene = Scene(now, speaker, policy, clocks or {})
    found = find(folded.text, policy, spoken)
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

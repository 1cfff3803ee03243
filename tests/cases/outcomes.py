"""What may come of a text, by the names the cases have for it; each says what is wrong, or nothing."""

from collections.abc import Callable
from dataclasses import fields
from zoneinfo import ZoneInfo

from tests.cases.events import differences
from tests.cases.rows import Expectation, Outcome
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.core.domain.reading import Reading

_ROUTINE = ("length", "morning or evening")
"""Remarks on what is merely missing: no doubt about what was said."""


def drafts_of(reading: Reading) -> list[EventDraft]:
    """Every event that would be proposed; none where a time is still to be found."""
    if reading.seeks_time:
        return []
    found: list[EventDraft] = []
    for field in fields(reading):
        value = getattr(reading, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            draft = getattr(one, "draft", one)
            if isinstance(draft, EventDraft):
                found.append(draft)
    return found


def shown(reading: Reading) -> str:
    """A reading in one line, for whoever looks at what failed."""
    parts = [f"intent {reading.intent}"]
    for draft in drafts_of(reading):
        span = f"{draft.start:%a %Y-%m-%d %H:%M%z} to {draft.end:%Y-%m-%d %H:%M}"
        parts.append(f"“{draft.title}” {span}{' all day' if draft.all_day else ''}")
        parts += [draft.rrule] if draft.rrule else []
        parts += [f"at {draft.location}"] if draft.location else []
        parts += [f"with {', '.join(map(str, draft.attendees))}"] if draft.attendees else []
    parts += [f"asks {reading.question!r}"] if reading.question else []
    parts += ["searches"] if reading.seeks_time else []
    return "; ".join([*parts, *map(str, reading.warnings)])


def _nothing(reading: Reading, wanted: Expectation, zone: ZoneInfo) -> list[str]:
    faults = [] if reading.intent is Intent.NONE else [f"intent {reading.intent}"]
    return faults + ["proposes"] * bool(drafts_of(reading)) + ["asks"] * bool(reading.question)


def _question(reading: Reading, wanted: Expectation, zone: ZoneInfo) -> list[str]:
    if drafts_of(reading):
        return ["proposes"]
    return [] if reading.question else ["does not ask"]


def _search(reading: Reading, wanted: Expectation, zone: ZoneInfo) -> list[str]:
    return [] if reading.seeks_time or reading.intent is Intent.FIND_TIME else ["does not search"]


def _lookup(reading: Reading, wanted: Expectation, zone: ZoneInfo) -> list[str]:
    if drafts_of(reading):
        return ["proposes"]
    return [] if reading.intent is Intent.QUERY else ["does not look up"]


def _change(reading: Reading, wanted: Expectation, zone: ZoneInfo) -> list[str]:
    about = reading.intent in (Intent.UPDATE, Intent.CANCEL) and not drafts_of(reading)
    return [] if about else ["is not about an event that exists"]


def _event(reading: Reading, wanted: Expectation, zone: ZoneInfo) -> list[str]:
    found = drafts_of(reading)
    if len(found) != 1:
        return [f"{len(found)} events"] if found else ["no event", "no event"]
    faults = differences(found[0], wanted, zone)
    remarks = [str(each) for each in reading.warnings]
    if wanted.warning is True and all(any(word in remark for word in _ROUTINE) for remark in remarks):
        faults.append("no doubt shown")
    if wanted.warning is False and any("length" not in remark for remark in remarks):
        faults.append("needless doubt")
    offered = {each.start for each in reading.alternatives}
    return faults + [f"{start} not offered" for start in wanted.alternatives if start not in offered]


def _events(reading: Reading, wanted: Expectation, zone: ZoneInfo) -> list[str]:
    left, faults = drafts_of(reading), []
    for event in wanted.events:
        match = next((draft for draft in left if not differences(draft, event, zone)), None)
        if match is None:
            faults.append(f"{event.start} missing")
        else:
            left.remove(match)
    return faults + ["an event too many"] * len(left)


OUTCOMES: dict[Outcome, Callable[[Reading, Expectation, ZoneInfo], list[str]]] = {
    "event": _event,
    "events": _events,
    "question": _question,
    "nothing": _nothing,
    "search": _search,
    "lookup": _lookup,
    "change": _change,
}

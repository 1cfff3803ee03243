"""Whether the product does with a text what its case wants: one judge for each file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.cases.outcomes import OUTCOMES, drafts_of, shown
from tests.cases.rows import ReadingRow, Row, Span, StartRow, TextRow, TimeRow
from threadline.calendar.extract import Intent
from threadline.calendar.when import When
from threadline.core.domain.reading import Reading
from threadline.testing.cases import extract, resolve, understand

_ZONES = {timedelta(hours=-5): "America/New_York", timedelta(hours=1): "Europe/Berlin"}
"""The files about times say where the writer is by the offset alone."""
_BY_DAY = frozenset(["day", "week", "month", "quarter", "year", "decade"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong (nothing where it is right) and what the product made of the text."""

    faults: Sequence[str]
    seen: str

    @property
    def right(self) -> bool:
        return not self.faults


def judge(row: Row, file: str) -> Verdict:
    """The verdict on a row of the file of that name."""
    match row:
        case ReadingRow():
            return _reading(row)
        case TimeRow():
            return _language(row) if file == "languages" else _everyday(row)
        case StartRow():
            return _which(row) if file == "which_time" else _apart(row)
        case TextRow():
            return _no_meeting(row) if file == "no_meeting" else _should_propose(row)
    raise TypeError(f"no judge for {type(row).__name__}")


def _reading(row: ReadingRow) -> Verdict:
    reading = understand(row.text, sent_at=row.said_at, zone=row.zone, event_wanted=row.event_wanted)
    verdicts = [OUTCOMES[wanted.outcome](reading, wanted, ZoneInfo(row.zone)) for wanted in row.options]
    return Verdict(min(verdicts, key=len), shown(reading))


def _message(text: str, sent_at: datetime, *, event_wanted: bool = False) -> Reading:
    return understand(text, sent_at=sent_at, zone=_zone(sent_at).key, event_wanted=event_wanted)


def _zone(moment: datetime) -> ZoneInfo:
    return ZoneInfo(_ZONES[moment.utcoffset() or timedelta()])


def _apart(row: StartRow) -> Verdict:
    reading = _message(row.text, row.reference, event_wanted=True)
    found = drafts_of(reading)
    right = len(found) == 1 and found[0].start == row.start and not found[0].all_day
    return Verdict([] if right else ["start"], shown(reading))


def _which(row: StartRow) -> Verdict:
    found = extract(row.text, row.reference, zone=_zone(row.reference))
    return Verdict([] if found.start == row.start else ["start"], f"{found.start} to {found.end}")


def _no_meeting(row: TextRow) -> Verdict:
    """Silent is also what is taken for a change of some event: where there is none, nothing comes of it."""
    reading = _message(row.text, row.reference)
    silent = not _heard(reading) and reading.intent in (Intent.NONE, Intent.UPDATE, Intent.CANCEL)
    return Verdict([] if silent else ["not silent"], shown(reading))


def _should_propose(row: TextRow) -> Verdict:
    reading = _message(row.text, row.reference)
    return Verdict([] if _heard(reading) else ["silent"], shown(reading))


def _heard(reading: Reading) -> bool:
    return bool(drafts_of(reading)) or bool(reading.question) or reading.seeks_time


def _everyday(row: TimeRow) -> Verdict:
    found = extract(row.text, row.reference)
    faults = _time_faults(row, found.when)
    faults += ["does not repeat"] * (row.recurring and not found.rrule)
    faults += ["length"] * (bool(row.duration_min) and found.duration_minutes != row.duration_min)
    return Verdict(faults, str(found.when and (str(found.when.start), str(found.when.end), found.when.rrule)))


def _language(row: TimeRow) -> Verdict:
    found = resolve(row.text, row.reference)
    faults = _time_faults(row, found[0] if found else None)
    faults += ["does not repeat"] * (row.recurring and not faults and not found[0].rrule)
    return Verdict(faults, str([(str(each.start), str(each.end), each.text) for each in found[:2]]))


def _time_faults(row: TimeRow, when: When | None) -> list[str]:
    if when is None or (when.start is None and when.end is None):
        return ["no time"]
    return [] if any(_accepted(row, when, span) for span in row.accept) else ["time"]


def _accepted(row: TimeRow, when: When, span: Span) -> bool:
    if row.kind == "open_before":
        return any(_same(row, when.end, end) or _same(row, when.start, end) for end in span.end)
    ends = row.kind != "interval" or any(_same(row, when.end, end) for end in span.end)
    return _same(row, when.start, span.start) and ends


def _same(row: TimeRow, found: datetime | None, wanted: datetime | None) -> bool:
    """Whether two moments are one, to the grain that was said."""
    if found is None or wanted is None:
        return False
    zone = row.reference.tzinfo
    found, wanted = found.astimezone(zone), wanted.astimezone(zone)
    if row.grain in _BY_DAY:
        return found.date() == wanted.date()
    return found.replace(second=0, microsecond=0) == wanted.replace(second=0, microsecond=0)

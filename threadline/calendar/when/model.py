"""What the language of time answers with: readings, their alternatives and their warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What sort of time was said."""

    INSTANT = "instant"
    INTERVAL = "interval"
    DURATION = "duration"
    RECURRING = "recurring"
    DEADLINE = "deadline"
    SINCE = "since"


class Grain(StrEnum):
    """The size of the smallest unit that was said."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"

    @property
    def coarse(self) -> bool:
        """True for a day and everything longer: such a time is a date, not an instant."""
        return self not in {Grain.SECOND, Grain.MINUTE, Grain.HOUR}


class Role(StrEnum):
    """The part a time plays in a text: wanted, moved to or from, given up, told of the past, beside, or a habit."""

    WANTED = "wanted"
    TARGET = "target"
    SOURCE = "source"
    REFUSED = "refused"
    PAST = "past"
    ASIDE = "aside"
    USUAL = "usual"

    @property
    def brings(self) -> bool:
        """Whether an event can take place at it."""
        return self not in {Role.REFUSED, Role.PAST, Role.USUAL}


class WarningCode(StrEnum):
    """Why a reading deserves a second look."""

    DST_GAP = "dst_gap"
    DST_FOLD = "dst_fold"
    PAST = "past"
    WEEKDAY_MISMATCH = "weekday_mismatch"
    AMBIGUOUS_HOUR = "ambiguous_hour"
    AMBIGUOUS_DAY = "ambiguous_day"
    UNKNOWN_LANGUAGE = "unknown_language"
    NO_HOUR = "no_hour"
    AMBIGUOUS_ZONE = "ambiguous_zone"
    UNKNOWN_ZONE = "unknown_zone"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning: a code for machines and a sentence for people."""

    code: WarningCode
    sentence: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another time the same words may mean, with the reason in words."""

    start: datetime | None
    end: datetime | None
    all_day: bool
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """One reading of one time expression.

    `start` and `end` are aware datetimes in `zone`; the end is exclusive. A deadline ("by Friday") has an end and no
    start, an open beginning ("from Friday on") a start and no end. For an all-day reading use `start_date` and
    `end_date`: it is a date, whatever the clock of the reader says; the end of an all-day
    deadline is the due day itself. `span` is the stretch of the text from the first to
    the last word that was read; `pieces` are the stretches themselves when other words stand between them. `role` is
    the part it plays among the times of the text; `dated` is False for a clock that no day was said with.
    """

    kind: Kind
    start: datetime | None
    end: datetime | None
    all_day: bool
    grain: Grain
    zone: str
    text: str
    span: tuple[int, int]
    pieces: tuple[tuple[int, int], ...]
    confidence: float
    duration: timedelta | None = None
    rrule: str | None = None
    excluded: tuple[date, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[Caution, ...] = ()
    role: Role = Role.WANTED
    dated: bool = True

    @property
    def start_date(self) -> date | None:
        """The first day, in the zone it was said in."""
        return self.start.date() if self.start else None

    @property
    def end_date(self) -> date | None:
        """The day after the last day of an all-day reading (exclusive, as iCalendar has it)."""
        return self.end.date() if self.end else None

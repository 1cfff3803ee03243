"""The starts of a series, by dateutil: wall-clock time in the series' zone, as RFC 5545 wants it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

_MOST = 2_000
_LEEWAY = timedelta(days=2)


def starts(
    rule: str, first: datetime, low: datetime, high: datetime, *, excluded: Sequence[datetime] = ()
) -> list[datetime]:
    """Aware starts from about `low` to about `high`. `first` is aware, in the series' zone.

    A time that a clock change skips is read with the offset from before it. Raises `ValueError` for a broken rule.
    """
    zone = first.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise TypeError("a series starts in a zone")
    wall = first.replace(tzinfo=None)
    parsed = rrulestr(_until_as_wall(rule, zone), dtstart=wall)
    lower, upper = (moment.astimezone(zone).replace(tzinfo=None) for moment in (low, high))
    found = [wall] if lower - _LEEWAY <= wall <= upper + _LEEWAY else []
    for start in parsed.xafter(max(lower - _LEEWAY, wall - timedelta(seconds=1)), inc=True):
        if start > upper + _LEEWAY or len(found) > _MOST:
            break
        if start != wall:
            found.append(start)
    gone = {moment.astimezone(UTC) for moment in excluded}
    made = [_real(start, zone) for start in found]
    return [start for start in made if start.astimezone(UTC) not in gone]


def _real(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def _until_as_wall(rule: str, zone: ZoneInfo) -> str:
    parts = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name.upper() == "UNTIL" and value.endswith("Z"):
            moment = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            value = f"{moment.astimezone(zone):%Y%m%dT%H%M%S}"
        parts.append(f"{name}={value}")
    return ";".join(parts)

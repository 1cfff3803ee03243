"""What the fake Google Calendar holds: calendars, their events with etags, and what changed when."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from threadline.simulator.calendars.repeating import starts

Json = dict[str, Any]
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Person:
    """An account: an address and a name."""

    address: str
    name: str


@dataclass(slots=True)
class StoredCalendar:
    """One calendar. `access` tells roles by address: owner, writer, reader, freeBusyReader.

    `events` holds single events, series, and those occurrences that differ from their series, cancelled ones too.
    """

    id: str
    summary: str
    zone: str
    access: dict[str, str]
    primary: bool = False
    events: dict[str, Json] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    forgotten: int = 0
    """Sync tokens from before this change have expired."""

    def live(self, low: datetime, high: datetime) -> Iterator[Json]:
        """Events that overlap the range, series unfolded."""
        for event in list(self.events.values()):
            if event["status"] == "cancelled" or "recurringEventId" in event:
                continue
            for found in self.instances(event, low, high) if "recurrence" in event else [event]:
                start, end = span(found, self.zone)
                if found["status"] != "cancelled" and start < high and end > low:
                    yield found

    def instances(self, series: Json, low: datetime, high: datetime) -> Iterator[Json]:
        """The occurrences of a series, those that differ as they are, whenever they are now."""
        changed = {id_: each for id_, each in self.events.items() if each.get("recurringEventId") == series["id"]}
        for start in self._starts(series, low, high):
            found = self._instance(series, start)
            if found["id"] not in changed:
                yield found
        for each in changed.values():
            original = _moment(each["originalStartTime"], ZoneInfo(zone_of(series, self.zone)))
            if original in [start.astimezone(UTC) for start in self._starts(series, original, original)]:
                yield each

    def find(self, event_id: str) -> Json | None:
        """An event or an occurrence by its id, cancelled or not."""
        if event_id in self.events:
            return self.events[event_id]
        series_id, _, stamp = event_id.rpartition("_")
        series = self.events.get(series_id)
        if series is None or "recurrence" not in series:
            return None
        zone = ZoneInfo(zone_of(series, self.zone))
        try:
            if "date" in series["start"]:
                start = datetime.combine(date.fromisoformat(stamp), time(), zone)
            else:
                start = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            return None
        if start.astimezone(UTC) not in [each.astimezone(UTC) for each in self._starts(series, start, start)]:
            return None
        found = self._instance(series, start.astimezone(zone))
        return found | {"status": series["status"]}

    def _starts(self, series: Json, low: datetime, high: datetime) -> list[datetime]:
        zone = ZoneInfo(zone_of(series, self.zone))
        first, end = span(series, self.zone)
        rule = next(line[6:] for line in series["recurrence"] if line.startswith("RRULE:"))
        excluded = [moment for line in series["recurrence"] for moment in _excluded(line, zone)]
        return starts(rule, first.astimezone(zone), low - (end - first), high, excluded=excluded)

    def _instance(self, series: Json, start: datetime) -> Json:
        first, end = span(series, self.zone)
        if "date" in series["start"]:
            days = date.fromisoformat(series["end"]["date"]) - date.fromisoformat(series["start"]["date"])
            stamp = f"{start:%Y%m%d}"
            times: Json = {
                "start": {"date": f"{start:%Y-%m-%d}"},
                "end": {"date": f"{start.date() + days:%Y-%m-%d}"},
                "originalStartTime": {"date": f"{start:%Y-%m-%d}"},
            }
        else:
            stamp = f"{start.astimezone(UTC):{_STAMP}}"
            zone, finish = zone_of(series, self.zone), (start.astimezone(UTC) + (end - first)).astimezone(start.tzinfo)
            times = {
                "start": {"dateTime": start.isoformat(), "timeZone": zone},
                "end": {"dateTime": finish.isoformat(), "timeZone": zone},
                "originalStartTime": {"dateTime": start.isoformat(), "timeZone": zone},
            }
        copied = {name: value for name, value in series.items() if name not in ("recurrence", "start", "end")}
        return copied | {"id": f"{series['id']}_{stamp}", "recurringEventId": series["id"]} | times


class Directory:
    """Every calendar, and the counter that etags and sync tokens come from. `sent` logs who was written to."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.calendars: dict[str, StoredCalendar] = {}
        self.sent: list[Json] = []
        self.free_busy_errors: dict[str, str] = {}
        self.on_changed: list[Callable[[StoredCalendar], None]] = []
        self._counter = itertools.count(1)
        self.latest = 0

    def add_person(self, address: str, name: str, zone: str = "Europe/Vienna") -> StoredCalendar:
        """An account with its primary calendar, whose id is its address."""
        self.people[address] = Person(address, name)
        return self.add_calendar(address, address, zone, {address: "owner"}, primary=True)

    def add_calendar(
        self, calendar_id: str, summary: str, zone: str, access: Mapping[str, str], *, primary: bool = False
    ) -> StoredCalendar:
        """Another calendar."""
        self.calendars[calendar_id] = StoredCalendar(calendar_id, summary, zone, dict(access), primary)
        return self.calendars[calendar_id]

    def keep(self, calendar: StoredCalendar, event: Json) -> Json:
        """Store an event under a new etag."""
        self.latest = next(self._counter)
        event = json.loads(json.dumps(event)) | {"etag": f'"{3_000_000 + self.latest}"'}
        event["updated"] = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
        calendar.events[event["id"]] = event
        calendar.changes[event["id"]] = self.latest
        for tell in self.on_changed:
            tell(calendar)
        return event

    def shown_to(self, address: str, low: datetime, high: datetime, calendar: StoredCalendar) -> list[Json]:
        """What is in a calendar; in a primary one also what its owner is invited to."""
        found = list(calendar.live(low, high))
        if not calendar.primary:
            return found
        for other in self.calendars.values():
            if other is not calendar and other.primary:
                found += [event for event in other.live(low, high) if invited(event, calendar.id)]
        return found


def invited(event: Mapping[str, Any], address: str) -> bool:
    """Whether somebody is invited and did not decline."""
    return any(
        entry.get("email", "").lower() == address.lower() and entry.get("responseStatus") != "declined"
        for entry in event.get("attendees") or ()
    )


def zone_of(event: Mapping[str, Any], home: str) -> str:
    """The zone that an event's times are in."""
    return str(event["start"].get("timeZone") or home)


def span(event: Mapping[str, Any], home: str) -> tuple[datetime, datetime]:
    """Start and end as instants; dates are those of the calendar's zone."""
    zone = ZoneInfo(zone_of(event, home))
    return _moment(event["start"], zone), _moment(event["end"], zone)


def _moment(value: Mapping[str, str], zone: ZoneInfo) -> datetime:
    if "date" in value:
        return datetime.combine(date.fromisoformat(value["date"]), time(), zone).astimezone(UTC)
    moment = datetime.fromisoformat(value["dateTime"])
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _excluded(line: str, zone: ZoneInfo) -> Iterator[datetime]:
    name, _, values = line.partition(":")
    if not name.startswith("EXDATE"):
        return
    for parameter in name.split(";")[1:]:
        if parameter.startswith("TZID="):
            zone = ZoneInfo(parameter[5:])
    for value in values.split(","):
        pattern = "%Y%m%dT%H%M%S" if "T" in value else "%Y%m%d"
        moment = datetime.strptime(value.removesuffix("Z"), pattern)  # noqa: DTZ007 - the zone follows
        yield moment.replace(tzinfo=UTC if value.endswith("Z") else zone)

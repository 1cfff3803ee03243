"""What the fake Graph holds: mailboxes with calendars, their events, and what changed when."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tzlocal.windows_tz import tz_win, win_tz

from threadline.simulator.calendars.repeating import starts
from threadline.simulator.microsoft.rules import rule_text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """An event. `body` is what Graph tells besides times; times are UTC, for dates the midnights of dates.

    `zone` is Windows' name. `master` and `original` say which occurrence of which series it is.
    """

    id: str
    calendar: str
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    body: Json
    change: int = 0
    master: str | None = None
    original: datetime | None = None
    deleted: bool = False
    gone_dates: tuple[date, ...] = ()

    @property
    def tz(self) -> ZoneInfo:
        """The zone; dates count in UTC."""
        return ZoneInfo("UTC" if self.all_day else iana(self.zone))


@dataclass(slots=True)
class Mailbox:
    """A person's: address, name, calendars by id (name and whether it can be written to), zone."""

    address: str
    name: str
    calendars: dict[str, tuple[str, bool]]
    zone: str = "W. Europe Standard Time"
    items: dict[str, Item] = field(default_factory=dict)

    @property
    def primary(self) -> str:
        """The id of the default calendar."""
        return next(iter(self.calendars))

    def view(self, calendar: str, low: datetime, high: datetime) -> Iterator[Item]:
        """What overlaps a range, series unfolded."""
        for item in list(self.items.values()):
            if item.deleted or item.calendar != calendar or item.master is not None:
                continue
            for found in self.instances(item, low, high) if item.body.get("recurrence") else [item]:
                if found.start < high and found.end > low:
                    yield found

    def instances(self, series: Item, low: datetime, high: datetime) -> Iterator[Item]:
        """The occurrences of a series around a range; those that differ are as and where they are now."""
        changed = {item.original: item for item in self.items.values() if item.master == series.id and not item.deleted}
        yield from changed.values()
        length = series.end - series.start
        rule = rule_text(series.body["recurrence"])
        for start in starts(rule, series.start.astimezone(series.tz), low - length, high):
            utc = start.astimezone(UTC)
            if utc not in changed and start.date() not in series.gone_dates:
                yield replace(
                    series,
                    id=f"{series.id}FRAAC{utc:%Y%m%d%H%M%S}",
                    start=utc,
                    end=utc + length,
                    body={name: value for name, value in series.body.items() if name != "recurrence"},
                    master=series.id,
                    original=utc,
                    gone_dates=(),
                )

    def has(self, series: Item, original: datetime) -> bool:
        """Whether a series has an occurrence that starts then, by its rule."""
        first, at = series.start.astimezone(series.tz), original.astimezone(UTC)
        found = starts(rule_text(series.body["recurrence"]), first, at, at)
        return at in [start.astimezone(UTC) for start in found]

    def find(self, calendar: str, item_id: str) -> Item | None:
        """An event or an occurrence by its id."""
        item = self.items.get(item_id)
        if item is None or item.deleted:  # an occurrence that was deleted may be back with another pattern
            series_id, mark, stamp = item_id.rpartition("FRAAC")
            series = self.items.get(series_id)
            if mark and series is not None and not series.deleted and series.body.get("recurrence"):
                at = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
                near = self.instances(series, at, at + timedelta(seconds=1))
                item = next((each for each in near if each.id == item_id), None)
        return item if item is not None and not item.deleted and item.calendar == calendar else None


class Directory:
    """Every mailbox. `sent` logs whom Graph wrote to; `hidden` are addresses whose free time is not told."""

    def __init__(self) -> None:
        self.mailboxes: dict[str, Mailbox] = {}
        self.sent: list[Json] = []
        self.hidden: set[str] = set()
        self.forgotten = 0
        self.latest = 0
        self.on_changed: list[Callable[[Mailbox, Item], None]] = []
        self._counter = itertools.count(1)

    def add_person(self, address: str, name: str) -> Mailbox:
        """A mailbox with a default calendar."""
        prefix = f"AAMk{len(self.mailboxes)}"
        self.mailboxes[address] = Mailbox(address, name, {f"{prefix}-Cal_1=": ("Calendar", True)})
        return self.mailboxes[address]

    def new_id(self) -> str:
        """An id that nobody has; like Exchange's it may contain `-`, `_` and `=`."""
        return f"AAkALg-{next(self._counter):06d}_Ev="

    def keep(self, mailbox: Mailbox, item: Item) -> Item:
        """Store an event under a new change key."""
        self.latest = next(self._counter)
        mailbox.items[item.id] = replace(item, change=self.latest)
        for tell in self.on_changed:
            tell(mailbox, mailbox.items[item.id])
        return mailbox.items[item.id]


def iana(name: str) -> str:
    """The IANA name of a zone."""
    return win_tz.get(name, name)


def windows(name: str) -> str:
    """Windows' name of a zone, as Exchange keeps it."""
    return name if name in win_tz else tz_win.get(name, name)


def real_span(item: Item, home: str) -> tuple[datetime, datetime]:
    """Start and end as instants; dates are those of the mailbox's zone."""
    if not item.all_day:
        return item.start, item.end
    zone = ZoneInfo(iana(home))
    moments = (datetime.combine(moment.date(), time(), zone).astimezone(UTC) for moment in (item.start, item.end))
    start, end = moments
    return start, end

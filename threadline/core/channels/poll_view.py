"""A poll as a channel shows it: the times, who can come when, who is missing. The words that all boards share."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.core.channels.formatting import and_list
from threadline.texts import formats
from threadline.texts.messages import N_, _, ngettext

NONE = 0
"""The number of "none of these"."""

_HEADING = N_("Which time suits you?")


@dataclass(frozen=True, slots=True)
class PollOption:
    """One of the times, and who can come then."""

    number: int
    start: datetime
    end: datetime
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PollView:
    """A poll as it stands in `version`. `unable` can come at none of the times, `missing` have not voted."""

    id: str
    version: int
    title: str
    options: tuple[PollOption, ...]
    zone: str
    missing: tuple[str, ...] = ()
    unable: tuple[str, ...] = ()
    closes_at: datetime | None = None
    is_open: bool = True
    language: str = ""
    asker_id: str = ""

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.title or _(_HEADING)

    @property
    def summary(self) -> str:
        """It in a line, for notifications and for those who see no boards."""
        times = ", ".join(f"{each.number}. {self.when(each)}" for each in self.options)
        return f"{self.heading} {times}"

    def when(self, option: PollOption, zone: str = "") -> str:
        """A time in words, on the clock of a zone, or of whoever asked."""
        clock = ZoneInfo(zone or self.zone)
        start, end = option.start.astimezone(clock), option.end.astimezone(clock)
        if start.date() != end.date():
            return formats.span(start, end)
        return formats.joined(formats.short_day(start), formats.clocks(start, end))

    def tally(self, option: PollOption) -> str:
        """Who can come at a time."""
        if not option.names:
            return _("nobody yet") if self.is_open else _("nobody")
        count = ngettext("{count} vote", "{count} votes", len(option.names))
        return f"{count}: {and_list(option.names)}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What stands below the times."""
        found = []
        if self.unable:
            found.append(_("No time suits {names}.", names=and_list(self.unable)))
        if self.missing and self.is_open:
            found.append(_("I still wait for {names}.", names=and_list(self.missing)))
        elif self.missing:
            found.append(_("Not voted: {names}", names=and_list(self.missing)))
        if self.is_open and self.closes_at is not None:
            found.append(_("Votes count until {moment}.", moment=self._moment(self.closes_at)))
        if not self.is_open:
            found.append(_("The poll is closed."))
        return tuple(found)

    def _moment(self, instant: datetime) -> str:
        local = instant.astimezone(ZoneInfo(self.zone))
        return formats.joined(formats.short_day(local), formats.clock(local))

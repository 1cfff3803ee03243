"""Published calendars as a back end: a person adds addresses of files; they count when somebody looks for free time.

What reads calendar files is imported when the first is asked for: everybody starts with this back end.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from threadline.calendar.backend import Account, FormField, Reader, Vault
from threadline.calendar.feeds.subscriptions import NAME, Feed, credentials_of, feeds_of
from threadline.calendar.port import Calendar, CalendarRejected, EventNotFound
from threadline.calendar.ssrf_guard import checked_url
from threadline.texts.messages import N_, _

if TYPE_CHECKING:
    from threadline.calendar.feeds.fetching import Fetching

_MOST_FEEDS = 20
_MOST_NAME = 80


class FeedsBackend:
    """Calendars by subscription. `allowed` are hosts of private networks that may be asked."""

    name = NAME
    title = "Published calendars"
    fields = (
        FormField("url", N_("Address of the calendar (.ics)"), secret=True, placeholder="https://…/calendar.ics"),
        FormField("name", N_("Name"), required=False, placeholder="Family"),
    )

    def __init__(self, allowed: Collection[str] = (), *, fetching: "Fetching | None" = None) -> None:
        self._allowed = tuple(allowed)
        self._given = fetching

    @property
    def connector(self) -> "FeedsBackend":
        """It connects by a form."""
        return self

    async def connect(self, values: Mapping[str, str], current: str | None) -> Account:
        """Add a calendar to those there are; the same address again gives it another name.

        Raises `CalendarRejected`, `CalendarDenied`, `CalendarUnavailable`.
        """
        url = checked_url(values.get("url", ""), self._allowed)
        try:
            file = await self._fetching().read(url, "UTC")
        except EventNotFound as error:
            raise CalendarRejected(_("There is no calendar at that address.")) from error
        name = (values.get("name") or file.name or urlsplit(url).hostname or "Calendar").strip()[:_MOST_NAME]
        feed = Feed(hashlib.sha256(url.encode()).hexdigest()[:16], name, url)
        feeds = [*(each for each in feeds_of(current) if each.id != feed.id), feed]
        if len(feeds) > _MOST_FEEDS:
            raise CalendarRejected(_("Up to {most_feeds} published calendars can be read.", most_feeds=_MOST_FEEDS))
        return Account(", ".join(each.name for each in feeds), credentials_of(feeds))

    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        """The person's published calendars."""
        from threadline.calendar.feeds.calendar import PublishedCalendar

        return PublishedCalendar(vault, self._fetching(), reader)

    async def close(self) -> None:
        """Close the connections."""
        if self._given is not None:
            await self._given.close()

    def _fetching(self) -> "Fetching":
        from threadline.calendar.feeds.fetching import Fetching

        if self._given is None:
            self._given = Fetching(self._allowed)
        return self._given

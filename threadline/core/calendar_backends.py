"""The kinds of calendars that can be connected, as the entry points `threadline.calendars` make them.

None where the settings do not ask for one. What a kind needs is imported when it is made.
"""

from typing import TYPE_CHECKING

from threadline.core.calendars import CalendarContext

if TYPE_CHECKING:
    from threadline.calendar.caldav.backend import CalDavBackend
    from threadline.calendar.feeds.backend import FeedsBackend


def caldav(context: CalendarContext) -> "CalDavBackend":
    """Calendars on CalDAV servers, which a person connects with a name and a password."""
    from threadline.calendar.caldav.backend import CalDavBackend
    from threadline.storage.deleted_events import DeletedEvents

    return CalDavBackend(DeletedEvents(context.database), allowed=context.settings.calendar_hosts)


def feeds(context: CalendarContext) -> "FeedsBackend":
    """Calendars that others publish, by their address."""
    from threadline.calendar.feeds.backend import FeedsBackend

    return FeedsBackend(context.settings.calendar_hosts)

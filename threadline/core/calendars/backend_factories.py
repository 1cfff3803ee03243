"""The kinds of calendars that can be connected, as the entry points `threadline.calendars` make them.

None where the settings do not ask for one. What a kind needs is imported when it is made.
"""

from typing import TYPE_CHECKING

from threadline.core.calendars.registry import CalendarContext

if TYPE_CHECKING:
    from threadline.calendar.caldav.backend import CalDavBackend
    from threadline.calendar.feeds.backend import FeedsBackend
    from threadline.calendar.google.backend import GoogleBackend
    from threadline.calendar.microsoft.backend import MicrosoftBackend


def caldav(context: CalendarContext) -> "CalDavBackend":
    """Calendars on CalDAV servers, which a person connects with a name and a password."""
    from threadline.calendar.caldav.backend import CalDavBackend
    from threadline.storage.deleted_events import DeletedEvents

    return CalDavBackend(DeletedEvents(context.database), allowed=context.settings.calendar_hosts)


def feeds(context: CalendarContext) -> "FeedsBackend":
    """Calendars that others publish, by their address."""
    from threadline.calendar.feeds.backend import FeedsBackend

    return FeedsBackend(context.settings.calendar_hosts)


def google(context: CalendarContext) -> "GoogleBackend | None":
    """Google Calendar; None without the client of a Google Cloud project."""
    settings = context.settings
    if settings.google_client_id is None or settings.google_client_secret is None:
        return None
    from threadline.calendar.google.backend import GoogleBackend

    return GoogleBackend(
        settings.google_client_id,
        settings.google_client_secret.get_secret_value(),
        api_url=settings.google_api_url,
        auth_url=settings.google_auth_url,
        token_url=settings.google_token_url,
    )


def microsoft(context: CalendarContext) -> "MicrosoftBackend | None":
    """Microsoft 365 calendars; None without an application in Entra."""
    settings = context.settings
    if settings.microsoft_client_id is None or settings.microsoft_client_secret is None:
        return None
    from threadline.calendar.microsoft.backend import MicrosoftBackend
    from threadline.storage.deleted_events import DeletedEvents

    return MicrosoftBackend(
        settings.microsoft_client_id,
        settings.microsoft_client_secret.get_secret_value(),
        DeletedEvents(context.database),
        tenant=settings.microsoft_tenant,
        graph_url=settings.microsoft_graph_url,
        login_url=settings.microsoft_login_url,
    )

"""Our events in the shape of Google Calendar's API, and when they are given so."""

from zoneinfo import ZoneInfo

from threadline.bots.webhook.schema.events import EventAnswer, EventList, EventView, GoogleEventList
from threadline.bots.webhook.schema.google_events import GoogleEventView, GoogleGuestView, GoogleTimeView

PRIMARY = "primary"
"""Google's word for a person's own calendar: whoever uses it reads Google's shape."""


def google_view(event: EventView) -> GoogleEventView:
    """One event."""
    return GoogleEventView(
        id=event.id,
        summary=event.title,
        description=event.description,
        location=event.location,
        start=_time(event, "start"),
        end=_time(event, "end"),
        attendees=[GoogleGuestView(email=each.email, displayName=each.name) for each in event.attendees],
        recurrence=[f"RRULE:{event.recurrence}"] if event.recurrence else None,
        htmlLink=event.link,
        calendar_id=event.calendar_id,
        title=event.title,
        all_day=event.all_day,
        timezone=event.timezone,
        version=event.version,
    )


def with_google(event: EventView) -> EventAnswer:
    """An event in both shapes."""
    own = {name: getattr(event, name) for name in EventView.model_fields}
    return EventAnswer(**own, event=google_view(event))


def shaped(event: EventView, *, google: bool) -> EventView | GoogleEventView:
    """An event in the shape that is read."""
    return google_view(event) if google else event


def google_list(events: EventList) -> GoogleEventList:
    """A page of events."""
    views = [google_view(event) for event in events.events]
    return GoogleEventList(events=views, next_page=events.next_page, unknown=events.unknown)


def _time(event: EventView, name: str) -> GoogleTimeView:
    moment = (event.start if name == "start" else event.end).astimezone(ZoneInfo(event.timezone))
    if event.all_day:
        return GoogleTimeView(date=moment.date(), timeZone=event.timezone)
    return GoogleTimeView(dateTime=moment, timeZone=event.timezone)

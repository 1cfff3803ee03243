"""What comes behind the question mark."""

from typing import Annotated

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, Name, Storable, ZoneName
from threadline.bots.webhook.schema.events import ProposalState

PageToken = Annotated[str, Field(min_length=1, max_length=1000, description="`next_page` of the page before"), Storable]
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]


class PageQuery(Body):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    page_token: PageToken | None = None


class ProposalQuery(PageQuery):
    """Which proposals. `state` may be repeated; without it all are listed."""

    state: Annotated[list[ProposalState], Field(max_length=7)] = []


class TemplateQuery(Body):
    """Which version of a template; the newest if absent."""

    version: VersionNumber | None = None


class EventQuery(Body):
    """Which calendar an event is in; all of the person's are searched if absent."""

    calendar_id: Name | None = None


class EventDeletion(EventQuery):
    """Which event to delete. With `version`, only if the event still has it."""

    version: Annotated[str, Field(max_length=200), Storable] | None = None


class EventsQuery(EventQuery):
    """Which events: those that overlap `time_min` ≤ … < `time_max`, 30 days from now on if absent."""

    time_min: Instant | None = None
    time_max: Instant | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 250
    page_token: PageToken | None = None


class FreeBusyQuery(Body):
    """Which range and calendars; `calendar_id` may be repeated, without it all of the person's are asked."""

    time_min: Instant | None = None
    time_max: Instant | None = None
    calendar_id: Annotated[list[Name], Field(max_length=50)] = []
    timezone: ZoneName | None = None

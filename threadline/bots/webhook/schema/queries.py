"""What comes behind the question mark."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from threadline.bots.webhook.schema.base import Instant, Query, Storable, ZoneName
from threadline.bots.webhook.schema.events import Address, CalendarId, Invite, ProposalState

PageToken = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1000,
        description="`next_page` of the page before",
        json_schema_extra={"format": "page-token"},
    ),
    Storable,
]
_INSTANT = re.compile(r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$", re.ASCII)


def _rfc3339(value: object) -> object:
    """Numbers and other ways to write a time are refused: what they mean is anybody's guess."""
    if isinstance(value, str) and _INSTANT.match(value) is None:
        raise PydanticCustomError("instant", "a time is written as in RFC 3339, with an offset")
    return value


Moment = Annotated[Instant, BeforeValidator(_rfc3339)]
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]


class PageQuery(Query):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    page_token: PageToken | None = None


class ConversationQuery(PageQuery):
    """Which conversations: those that are not archived, or those that are; of these the pinned ones, or the rest."""

    archived: bool = False
    pinned: bool | None = None


class ProposalQuery(PageQuery):
    """Which proposals. `state` may be repeated; without it all are listed."""

    state: Annotated[list[ProposalState], Field(max_length=7)] = []


class NotificationQuery(Query):
    """What Microsoft Graph asks before it tells of changes: to be answered by this."""

    validation_token: Annotated[str | None, Field(alias="validationToken", max_length=4000)] = None


class SinceQuery(Query):
    """Since when what is told is new; it is told by the answer before."""

    since: Moment | None = None


class TemplateQuery(Query):
    """Which version of a template; the newest if absent."""

    version: VersionNumber | None = None


class EventQuery(Query):
    """Which calendar an event is in; all of the person's are searched if absent."""

    calendar_id: CalendarId | None = None


class EventDeletion(EventQuery):
    """Which event to delete. With `version`, only if the event still has it."""

    invite: Invite = None
    version: Annotated[str, Field(max_length=200), Storable] | None = None


class EventsQuery(EventQuery):
    """Which events: those that overlap `time_min` ≤ … < `time_max`, 30 days from now on if absent."""

    time_min: Moment | None = None
    time_max: Moment | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 250
    page_token: PageToken | None = None


class FreeBusyQuery(Query):
    """Which range and calendars; `calendar_id` may be repeated, without it all of the person's are asked.

    `addresses` may be repeated as well: other people, as far as the caller may see when they are busy. Where only
    addresses are named, nothing is told of the caller's own calendars.
    """

    time_min: Moment | None = None
    time_max: Moment | None = None
    calendar_id: Annotated[list[CalendarId], Field(max_length=50)] = []
    addresses: Annotated[list[Address], Field(max_length=50)] = []
    timezone: ZoneName | None = None

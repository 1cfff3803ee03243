"""Changes: of a booked event, and of one that is proposed."""

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from threadline.bots.webhook.schema.base import Body, Instant, Name, Storable, ZoneName
from threadline.bots.webhook.schema.events import AttendeeBody, Invite, Place, Recurrence, Reminders
from threadline.bots.webhook.schema.google_events import changes_from_google, changes_in_google


class EventPatch(Body):
    """What to change of an event or a proposal; absent fields stay. `start` alone moves the event as it is."""

    title: Name | None = None
    start: Instant | None = None
    end: Instant | None = None
    timezone: ZoneName | None = None
    all_day: bool | None = None
    location: Place | None = None
    description: Annotated[str, Field(max_length=8000), Storable] | None = None
    attendees: Annotated[list[AttendeeBody], Field(max_length=100)] | None = None
    recurrence: Recurrence | None = None
    private: bool | None = None
    transparent: bool | None = None
    reminders: Reminders | None = None
    meeting_link: bool | None = None
    invite: Invite = None


class EventPatchBody(EventPatch):
    """A change of a booked event, guarded by the version it was read at.

    It may come as `event`, in the shape of Google Calendar's API, or with `summary`, `start` and `end` as there.
    """

    version: Annotated[str, Field(max_length=200), Storable] | None = Field(
        default=None, description="The version this change is based on; a newer one answers 409"
    )

    @classmethod
    def understood(cls, given: Any) -> Any:
        """What was sent; an event in Google's shape as ours."""
        return super().understood(changes_from_google(given))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        reference = super().__get_pydantic_json_schema__(core, handler)
        changes_in_google(handler.resolve_ref_schema(reference))
        return reference


class EditBody(EventPatch):
    """Change a proposal before it is decided."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class EventProposalBody(EventPatch):
    """What to propose of a booked event: to change what is named, or to cancel it.

    Of an event that repeats, `scope` says how much of it is meant: one time, that and all following, or the series.
    Times are those of the one time that is named in the path; the others change as it does.
    """

    action: Literal["change", "cancel"] = "change"
    scope: Literal["one", "following", "all"] | None = None

"""Connecting calendars, and which are connected."""

from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, Query, Storable, View
from threadline.bots.webhook.schema.events import CalendarId

BackendName = Annotated[str, Field(min_length=1, max_length=64, examples=["google"]), Storable]
OwnPath = Annotated[
    str,
    Field(max_length=500, pattern=r"^/([A-Za-z0-9_.~#=&?-][A-Za-z0-9_.~#=&?/-]*)?$", examples=["/#/calendars"]),
]
FieldValue = Annotated[str, Field(max_length=4000), Storable]


class AuthQuery(Query):
    """What to connect: the only kind there is if `backend` is absent. `return_to` is a path of this service."""

    backend: BackendName | None = None
    return_to: OwnPath | None = None


class AuthView(View):
    """A link for the caller's browser. It connects the calendar to the caller alone, works once, and soon ends."""

    backend: str
    url: str
    expires_in: int = Field(description="Seconds")


class RevokeBody(Body):
    """Which connection to end; where only one is connected it need not be named."""

    backend: BackendName | None = None


class RevokedView(View):
    """The connection is forgotten here. `problem` says what else to do where the back end could not be told."""

    backend: str
    revoked: Literal[True] = True
    problem: str | None = None
    status: Literal["success"] = "success"
    message: str = ""


class ConnectionView(View):
    """A kind of calendar that is connected. A `broken` one is read no more until it is connected again."""

    backend: str
    title: str
    account: str
    state: Literal["connected", "broken"]
    reason: str | None = None
    connected_at: Instant


class ScopeView(View):
    """A permission that is asked for, and what it is for."""

    name: str
    purpose: str


class FieldView(View):
    """A field of a form."""

    name: str
    label: str
    secret: bool
    required: bool
    placeholder: str


class KindView(View):
    """A kind of calendar: `oauth` is connected by the link of `GET /calendar/auth`, `form` by values for `fields`."""

    backend: str
    title: str
    method: Literal["oauth", "form"]
    scopes: list[ScopeView] = []
    fields: list[FieldView] = []


class ConnectionList(View):
    """What is connected, and what can be. `problem` says why nothing can be connected here."""

    connections: list[ConnectionView]
    kinds: list[KindView]
    problem: str | None = None


class ConnectBody(Body):
    """What a form was filled in with."""

    backend: BackendName
    values: Annotated[dict[Annotated[str, Field(min_length=1, max_length=64)], FieldValue], Field(max_length=20)]


class DefaultBody(Body):
    """The calendar that events go to, by its id."""

    calendar_id: CalendarId

"""Which calendars are connected, connecting them, and ending that."""

from datetime import timedelta

from threadline.bots.webhook.api.calendar_lookup import chosen
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found, unprocessable
from threadline.bots.webhook.schema.connections import (
    AuthQuery,
    AuthView,
    ConnectBody,
    ConnectionList,
    ConnectionView,
    DefaultBody,
    FieldView,
    KindView,
    RevokeBody,
    RevokedView,
    ScopeView,
)
from threadline.bots.webhook.schema.events import CalendarView
from threadline.bots.webhook.views.event_views import calendar_view
from threadline.calendar.backend import Backend, FormConnector, OAuthConnector
from threadline.core.calendars.connection_errors import KeyMissing
from threadline.core.calendars.connections import LIFETIME
from threadline.core.domain.scopes import BOOK, READ
from threadline.storage.connections import CONNECTED, ConnectionRecord

endpoints = Endpoints("Calendar")

_PATH = "/api/v1/calendar"


@endpoints.declare("GET", _PATH + "/auth", scope=BOOK, errors=(404, 409, 422))
async def begin(call: Call, query: AuthQuery) -> AuthView:
    """Get a link that connects a calendar to you.

    Open it in a browser within ten minutes: it shows whom it is for and what is asked, goes on to the calendar's own
    page, and comes back by `/api/v1/calendar/auth/callback` to a page that says how it went, or to `return_to`.
    """
    backend = query.backend or _only_kind(call)
    url = await call.services.calendars.connections.begin(call.person, backend, query.return_to, address=call.address)
    return AuthView(backend=backend, url=url, expires_in=LIFETIME // timedelta(seconds=1))


@endpoints.declare("POST", _PATH + "/auth/revoke", scope=BOOK, errors=(404, 422))
async def revoke(call: Call, body: RevokeBody) -> RevokedView:
    """End a connection: the back end is told, and what opened it is deleted here in any case."""
    backend = body.backend or await _only_connection(call)
    done = await call.services.calendars.connections.disconnect(call.person, backend)
    return RevokedView(backend=done.backend, problem=done.problem, message="The connection is ended.")


@endpoints.declare("GET", _PATH + "/connections", scope=READ)
async def list_all(call: Call) -> ConnectionList:
    """List what you have connected, and what can be."""
    connections = call.services.calendars.connections
    records = await call.services.calendars.registry.connections(call.person)
    return ConnectionList(
        connections=[_connection_view(call, record) for record in records],
        kinds=[_kind_view(kind) for kind in connections.kinds],
        problem=None if connections.ready or not connections.kinds else str(KeyMissing()),
    )


@endpoints.declare("POST", _PATH + "/connections", scope=BOOK, status=201, errors=(404, 409, 422))
async def connect(call: Call, body: ConnectBody) -> ConnectionView:
    """Connect a calendar by the values of its form, which are tried before they are kept."""
    done = await call.services.calendars.connections.connect(call.person, body.backend, body.values)
    return _connection_view(call, done.connection)


@endpoints.declare("PUT", _PATH + "/default", scope=BOOK, errors=(404, 422))
async def choose(call: Call, body: DefaultBody) -> CalendarView:
    """Choose the calendar that your events go to."""
    calendar, calendar_id = await chosen(call, body.calendar_id)
    info = next((each for each in await calendar.calendars() if each.id == calendar_id), None)
    if info is None or not info.writable:
        raise unprocessable("calendar_id", "Events cannot be put into that calendar.")
    info = await call.services.calendars.registry.choose(call.person, calendar.name, calendar_id)
    return calendar_view(info, calendar.name, is_default=True)


def _only_kind(call: Call) -> str:
    kinds = [kind.name for kind in call.services.calendars.connections.kinds]
    if len(kinds) != 1:
        raise unprocessable("backend", f"Name one of: {', '.join(kinds)}." if kinds else "There is none to connect.")
    return kinds[0]


async def _only_connection(call: Call) -> str:
    """What is connected, where that is one thing. Raises `Problem` (404, 422)."""
    names = [record.backend for record in await call.services.calendars.registry.connections(call.person)]
    if not names:
        raise not_found("connection")
    if len(names) > 1:
        raise unprocessable("backend", f"Name one of: {', '.join(names)}.")
    return names[0]


def _connection_view(call: Call, record: ConnectionRecord) -> ConnectionView:
    return ConnectionView(
        backend=record.backend,
        title=call.services.calendars.registry.backends[record.backend].title,
        account=record.label,
        state="connected" if record.state == CONNECTED else "broken",
        reason=record.reason,
        connected_at=record.connected_at,
    )


def _kind_view(backend: Backend) -> KindView:
    connector = backend.connector
    scopes = connector.scopes if isinstance(connector, OAuthConnector) else ()
    fields = connector.fields if isinstance(connector, FormConnector) else ()
    return KindView(
        backend=backend.name,
        title=backend.title,
        method="oauth" if isinstance(connector, OAuthConnector) else "form",
        scopes=[ScopeView.model_validate(each) for each in scopes],
        fields=[FieldView.model_validate(each) for each in fields],
    )

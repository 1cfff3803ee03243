"""Everything that touches botbuilder: its activity schema, its adapter and its handler for Teams.

The adapter gets requests that were checked already (`door.py`), and speaks through our own connector; so none of the
SDK's synchronous network code runs, and it is given no more of an activity than it dispatches by: its own reading of
whole activities takes longer than everything else here. Its successors would be put in at this one place.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext  # type: ignore[import-untyped]
from botbuilder.core.cloud_adapter_base import CloudAdapterBase  # type: ignore[import-untyped]
from botbuilder.core.teams import TeamsActivityHandler  # type: ignore[import-untyped]
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount  # type: ignore[import-untyped]
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity  # type: ignore[import-untyped]
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult  # type: ignore[import-untyped]
from botframework.connector.auth.connector_factory import ConnectorFactory  # type: ignore[import-untyped]
from msrest.serialization import Model

from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.event_handlers import Listeners
from threadline.bots.teams.routes import Answer

Json = dict[str, Any]
Invoked = Callable[[Incoming], Awaitable[Json | None]]

_INCOMING = "threadline.incoming"
_STORED = "threadline.stored"
_ANSWERS = "threadline.answers"
_NOT_IMPLEMENTED = 501


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]
    """Runs the handler for an activity whose sender is known."""

    def __init__(self, connector: Connector, listeners: Listeners) -> None:
        super().__init__(_Checked(connector))
        self._factory = _OurConnector(connector)
        self._handler = _Handler(listeners)

    async def process(self, incoming: Incoming, claims: Json, *, stored: bool = False) -> Answer:
        """Handle an activity; answers with what the Bot Connector gets. `stored`: it was acknowledged before."""
        later: list[Answer] = []

        async def run(context: TurnContext) -> None:
            context.turn_state[_INCOMING] = incoming
            context.turn_state[_STORED] = stored
            context.turn_state[_ANSWERS] = later
            await self._handler.on_turn(context)

        caller = AuthenticateRequestResult()
        caller.claims_identity = ClaimsIdentity(claims, True)
        caller.connector_factory = self._factory
        response: InvokeResponse | None = await self.process_activity(caller, _dispatched(incoming), run)
        if response is None:
            return Answer()
        content = response.body
        if isinstance(content, Model):
            content = content.serialize()  # type: ignore[no-untyped-call]
        return Answer(int(response.status), content, to_be_stored=any(each.to_be_stored for each in later))


class _OurConnector(ConnectorFactory):  # type: ignore[misc]
    """Hands the SDK our connector in the place of its own."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Connector:
        return self._connector


class _Checked(BotFrameworkAuthentication):  # type: ignore[misc]
    """The SDK's idea of who checks requests: they were checked before, so it is never asked to."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError("requests are checked at the door")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError("requests are checked at the door")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return _OurConnector(self._connector)

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        return None  # nobody signs in with a token of theirs


class _Handler(TeamsActivityHandler):  # type: ignore[misc]
    """Passes each kind of activity on to what listens for it."""

    def __init__(self, listeners: Listeners) -> None:
        super().__init__()
        self._listeners = listeners
        self._invoked: dict[str, Invoked] = {
            "adaptiveCard/action": listeners.executed,
            "task/fetch": listeners.form_wanted,
            "task/submit": listeners.form_sent,
            "composeExtension/fetchTask": listeners.message_action,
        }
        self._deferred: dict[str, Invoked] = {
            "composeExtension/submitAction": listeners.message_action_stored,
            "message/submitAction": listeners.judged,
            "signin/failure": listeners.sign_on.failed,
        }
        """What is done with invokes after they were acknowledged."""
        self._answered: dict[str, Callable[[Incoming], Awaitable[Answer]]] = {
            "composeExtension/submitAction": listeners.message_action_sent,
            "signin/tokenExchange": listeners.sign_on.token_given,
            "signin/verifyState": listeners.sign_on.verified,
        }
        """Those whose answers have a status of their own."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await self._listeners.message(_incoming(turn_context))

    async def on_teams_message_edit(self, turn_context: TurnContext) -> None:
        await self._listeners.edited(_incoming(turn_context))

    async def on_teams_message_undelete(self, turn_context: TurnContext) -> None:
        await self._listeners.edited(_incoming(turn_context))

    async def on_teams_message_soft_delete(self, turn_context: TurnContext) -> None:
        await self._listeners.deleted(_incoming(turn_context))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Without the SDK's own dispatch: it asks Teams for every member, synchronously."""
        await self._listeners.members_changed(_incoming(turn_context))

    async def on_event_activity(self, turn_context: TurnContext) -> None:
        """Meetings begin and end, and things are read: nothing of that concerns us, and the SDK would take it apart."""

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        await self._listeners.installed(_incoming(turn_context))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Without the SDK's own dispatch: it takes values apart with bare exceptions."""
        incoming, name = _incoming(turn_context), _incoming(turn_context).name or ""
        if turn_context.turn_state[_STORED]:
            return InvokeResponse(status=200, body=await self._deferred[name](incoming))
        if (answered := self._answered.get(name)) is not None:
            answer = await answered(incoming)
            turn_context.turn_state[_ANSWERS].append(answer)
            return InvokeResponse(status=answer.status, body=answer.body)
        if (invoked := self._invoked.get(name)) is None:
            return InvokeResponse(status=_NOT_IMPLEMENTED)
        return InvokeResponse(status=200, body=await invoked(incoming))


def _dispatched(incoming: Incoming) -> Activity:
    """As much of an activity as the SDK decides by who handles it."""
    return Activity(
        type=incoming.type,
        id=incoming.id,
        name=incoming.name,
        channel_id=incoming.channel_id,
        service_url=incoming.service_url,
        from_property=ChannelAccount(id=incoming.sender.id, name=incoming.sender.name),
        recipient=ChannelAccount(id=incoming.recipient.id, name=incoming.recipient.name),
        conversation=ConversationAccount(id=incoming.conversation.id),
        reply_to_id=incoming.reply_to_id,
        channel_data={"eventType": incoming.channel_data.event_type},
    )


def _incoming(context: TurnContext) -> Incoming:
    incoming: Incoming = context.turn_state[_INCOMING]
    return incoming

"""Bolt's application: which listener hears what.

`process_before_response` makes Bolt return only when a listener has: what fails is dealt with again (see `inbox`).
Signatures are checked before anything is stored, so Bolt sees only what is Slack's.
"""

import re
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

import structlog

from threadline.bots.slack import forms, guest_views, poll_board
from threadline.bots.slack.card_actions import ACTIONS
from threadline.bots.slack.event_handlers import Listeners
from threadline.bots.slack.inbox import AGAIN, FAILURE
from threadline.bots.slack.workspaces import Workspaces
from threadline.core.channels.errors import ChannelDenied, ChannelError, ChannelThrottled, ChannelUnavailable

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.authorization import AuthorizeResult
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_bolt.request.async_request import AsyncBoltRequest

log = structlog.get_logger()

Json = dict[str, Any]

SCHEDULE_THIS, NEW_EVENT = "schedule_this", "new_event"
NOT_INSTALLED = "Threadline is not installed in this workspace. An administrator can install it."


def make_app(workspaces: Workspaces, listeners: Listeners) -> "AsyncApp":
    """The application with all its listeners, those that hear most in front."""
    from slack_bolt.async_app import AsyncApp

    app = AsyncApp(
        name="threadline",
        client=workspaces.client(),
        authorize=_authorize(workspaces),
        process_before_response=True,
        request_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message=NOT_INSTALLED,
    )
    _hear_events(app, listeners)
    _hear_interactions(app, listeners)
    _hear_boards(app, listeners)
    app.error(_failed)
    return app


def _authorize(workspaces: Workspaces) -> Any:
    from slack_bolt.authorization import AuthorizeResult

    async def authorize(enterprise_id: str | None, team_id: str | None) -> "AuthorizeResult | None":
        try:
            workspace = await workspaces.of(team_id or "", enterprise_id or "")
        except ChannelDenied as error:
            log.warning("request from a workspace that is not ours to serve", missing=error.missing)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_user_id=workspace.bot_user, bot_token=workspace.token
        )

    return authorize


def _hear_events(app: "AsyncApp", listeners: Listeners) -> None:
    async def mention(body: Json, event: Json) -> None:
        await listeners.mention(body, event)

    async def message(body: Json, event: Json) -> None:
        await listeners.message(body, event)

    async def home_opened(body: Json, event: Json) -> None:
        await listeners.home_opened(body, event)

    async def context_changed(event: Json) -> None:
        await listeners.context_changed(event)

    async def stopped(body: Json, event: Json) -> None:
        await listeners.stopped(body, event)

    async def uninstalled(body: Json) -> None:
        await listeners.uninstalled(body)

    async def access_changed(event: Json, context: "AsyncBoltContext") -> None:
        teams = event.get("team_ids")
        listeners.workspaces.access_changed(
            [str(team) for team in teams] if isinstance(teams, list) else [], context.enterprise_id or ""
        )

    app.event("team_access_granted")(access_changed)
    app.event("team_access_revoked")(access_changed)
    app.event("app_mention")(mention)
    app.event("message")(message)
    app.event("app_home_opened")(home_opened)
    app.event("app_context_changed")(context_changed)
    app.event("agent_session_stopped")(stopped)
    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(uninstalled)


def _hear_interactions(app: "AsyncApp", listeners: Listeners) -> None:
    async def clicked(ack: Any, body: Json, action: Json) -> None:
        await _told(listeners, body, listeners.clicked(body, action))
        await ack()

    async def guest_answered(ack: Any, body: Json, action: Json) -> None:
        await _told(listeners, body, listeners.guest_answered(body, action))
        await ack()

    async def guest_proposed(ack: Any, body: Json) -> None:
        await _told(listeners, body, listeners.guest_proposed(body))
        await ack()

    async def judged(ack: Any, body: Json, action: Json) -> None:
        await listeners.judged(body, action)
        await ack()

    async def connect(ack: Any, body: Json) -> None:
        await _told(listeners, body, listeners.connect(body))
        await ack()

    async def opened(ack: Any) -> None:
        await ack()

    async def command(ack: Any, body: Json, context: "AsyncBoltContext") -> None:
        await listeners.command(body, again=bool(context.get(AGAIN)))
        await ack()

    async def message_shortcut(ack: Any, body: Json) -> None:
        await _told(listeners, body, listeners.message_shortcut(body))
        await ack()

    async def shortcut(ack: Any, body: Json) -> None:
        await _told(listeners, body, listeners.shortcut(body))
        await ack()

    async def saved(ack: Any, body: Json) -> None:
        await _answer(ack, await listeners.saved(body))

    async def asked(ack: Any, body: Json, context: "AsyncBoltContext") -> None:
        await _told(listeners, body, listeners.asked(body, again=bool(context.get(AGAIN))))
        await ack()

    app.action(re.compile("|".join(ACTIONS)))(clicked)
    app.action(re.compile(f"{guest_views.ANSWER}_|{guest_views.TIME}$"))(guest_answered)
    app.action("feedback")(judged)
    app.action("connect")(connect)
    app.action("open")(opened)
    app.command(re.compile("/(schedule|threadline)"))(command)
    app.shortcut(SCHEDULE_THIS)(message_shortcut)
    app.shortcut(NEW_EVENT)(shortcut)
    app.view(forms.EDIT)(saved)
    app.view(forms.TIMES)(saved)
    app.view(forms.ASK)(asked)
    app.view(guest_views.TIME)(guest_proposed)


def _hear_boards(app: "AsyncApp", listeners: Listeners) -> None:
    async def voted(ack: Any, body: Json, action: Json) -> None:
        await _told(listeners, body, listeners.voted(body, action))
        await ack()

    app.action(re.compile(f"{poll_board.VOTE}_|{poll_board.CLOSE}$"))(voted)


async def _told(listeners: Listeners, body: Json, work: Awaitable[None]) -> None:
    """What Slack refuses for good is told to the person; what may pass is done again."""
    try:
        await work
    except (ChannelThrottled, ChannelUnavailable):
        raise
    except ChannelError as error:
        await listeners.refused(body, error)


async def _answer(ack: Any, errors: Json | None) -> None:
    await (ack(response_action="errors", errors=errors) if errors else ack())


async def _failed(error: Exception, request: "AsyncBoltRequest") -> None:
    request.context[FAILURE] = error

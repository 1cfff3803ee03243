"""The engine's person behind a Slack user, and private words to them."""

from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.slack.errors import NAME
from threadline.bots.slack.profiles import Profiles, account_of
from threadline.bots.slack.rendering import escape
from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.errors import ChannelError
from threadline.core.domain.message import Person
from threadline.core.people.directory import People

log = structlog.get_logger()

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something in Slack, and where: `channel` is empty in modals and in the home tab.

    At `response_url` Slack takes words for them alone, five times within half an hour, wherever they are. `again`: it
    is dealt with once more, so some of it may be done.
    """

    workspace: Workspace
    user: str
    user_team: str
    channel: str = ""
    thread_ts: str | None = None
    trigger_id: str = ""
    response_url: str = ""
    again: bool = False

    @classmethod
    def of(cls, workspace: Workspace, body: Json, *, again: bool = False) -> "Actor":
        """From an interaction (docs.slack.dev/interactivity)."""
        message = body.get("message") or {}
        return cls(
            workspace=workspace,
            user=str(body["user"]["id"]),
            user_team=str(body["user"].get("team_id") or workspace.team),
            channel=str((body.get("channel") or {}).get("id") or ""),
            thread_ts=message.get("thread_ts") or message.get("ts"),
            trigger_id=str(body.get("trigger_id") or ""),
            response_url=str(body.get("response_url") or ""),
            again=again,
        )


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Knows the person behind an actor, and speaks to them alone."""

    people: People
    profiles: Profiles

    async def person(self, actor: Actor) -> Person:
        """The person; Slack is asked only for somebody new. Raises `ChannelError`, `StorageError`."""
        known = await self.people.of_account(NAME, account_of(actor.workspace, actor.user))
        if known is not None:
            return known
        author = await self.profiles.author(actor.workspace, actor.user)
        return await self.people.get(await self.people.recognise(NAME, author))

    async def whisper(self, actor: Actor, text: str) -> None:
        """Tell them something that nobody else sees, where they are; in the home tab as a direct message."""
        await self.show(actor, escape(text))

    async def show(self, actor: Actor, said: str) -> None:
        """The same for what is Slack's own markup already. Where the app is no member, Slack's own address works."""
        calls = actor.workspace.calls
        if actor.response_url and await calls.respond(actor.response_url, said):
            return
        where = {"channel": actor.channel, "user": actor.user, "thread_ts": actor.thread_ts}
        try:
            if actor.channel:
                await calls.insist("chat.postEphemeral", **where, text=said)
                return
        except ChannelError as error:
            log.info("not told where they are", missing=error.missing, error=str(error))
        try:
            await calls.call("chat.postMessage", channel=actor.user, text=said)
        except ChannelError as error:
            log.warning("could not tell a person", missing=error.missing, error=str(error))

"""What each kind of event and interaction leads to.

Slack was answered before (see `inbox`). What a listener could not do for a passing reason is done again: so each leads
to the same when it is called twice.
"""

from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.slack import forms
from threadline.bots.slack.agent_pane import Pane
from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.card_actions import CardClicks, Click
from threadline.bots.slack.commands import Asking
from threadline.bots.slack.errors import NAME
from threadline.bots.slack.guest_views import Guests
from threadline.bots.slack.home import Home
from threadline.bots.slack.inbound import (
    Intake,
    NotAllowedHere,
    Said,
    addressed_to_others,
    place_of_event,
    said_in_event,
)
from threadline.bots.slack.inbound_text import mentioned, read
from threadline.bots.slack.inbox import installation_of, removed_from
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.bots.slack.poll_board import PollBoards
from threadline.bots.slack.thread_ref import Place, message_at, moment, thread_at
from threadline.bots.slack.workspaces import Workspace, Workspaces
from threadline.calendar.acts import Venue
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.reply_policy import QUIET_HERE, ReplyPolicy, means_the_room, reply_policy_in
from threadline.core.channels.thread_tracker import ThreadTracker
from threadline.core.interactions.answers import keep_feedback, let_go_of_cards, stop_answers
from threadline.core.interactions.refusals import OLD_BUTTON, platform_refusal
from threadline.core.interactions.reply_policies import ReplyPolicies
from threadline.core.proposals.decisions import Decisions
from threadline.core.turns.engine import Engine
from threadline.storage.audit import AuditTrail
from threadline.storage.turns import TurnStore
from threadline.texts.messages import N_, _

log = structlog.get_logger()

Json = dict[str, Any]

_MOST_TOLD = 10_000
_PLAIN = frozenset({None, "file_share", "thread_broadcast", "me_message"})


@dataclass(slots=True)
class Listeners:
    """Everything Slack may tell the app."""

    workspaces: Workspaces
    intake: Intake
    threads: ThreadTracker[Place]
    card_clicks: CardClicks
    guests: Guests
    poll_boards: PollBoards
    asking: Asking
    home: Home
    pane: Pane
    acquaintance: Acquaintance
    engine: Engine
    audit: AuditTrail
    replies: ReplyPolicies
    decisions: Decisions
    turns: TurnStore
    _told: set[tuple[str, str, str]] = field(default_factory=set)

    async def mention(self, body: Json, event: Json) -> None:
        """`app_mention`: somebody calls the assistant, in a channel or into a thread."""
        if event.get("bot_id"):
            return
        workspace = await self._workspace(body)
        said = said_in_event(workspace, event | {"edited": None})
        if event.get("edited") and await self.intake.has(said.key):
            return  # its new words come as `message_changed`
        if not self.intake.may_answer(said.place):
            await self._decline(workspace, event, _NOT_HERE)
        else:
            await self._receive(workspace, event, said)

    async def message(self, body: Json, event: Json) -> None:
        """`message`: a direct message, a follow-up in a thread, an edit or a deletion."""
        subtype = event.get("subtype")
        if subtype == "message_changed":
            await self._changed(body, event)
        elif subtype == "message_deleted":
            await self._deleted(body, event)
        elif subtype in _PLAIN and event.get("user") and not event.get("bot_id"):
            await self._message(body, event)

    async def home_opened(self, body: Json, event: Json) -> None:
        """`app_home_opened`: the home tab, or the agent pane's messages tab."""
        actor = await self._event_actor(body, event)
        self.pane.look(actor.user, event)
        await (self.home.publish(actor) if event.get("tab") == "home" else self.home.suggest(actor))

    async def context_changed(self, event: Json) -> None:
        """`app_context_changed`: what the person looks at beside the agent pane."""
        self.pane.look(str(event.get("user")), event)

    async def stopped(self, body: Json, event: Json) -> None:
        """`agent_session_stopped`: somebody pressed stop. Slack leaves ending the session to the app."""
        running = self.threads.answering(thread_at(str(event["channel"]), str(event.get("thread_ts"))))
        await stop_answers(self.engine, running)
        if not running:
            workspace = await self._workspace(body)
            place = place_of_event(workspace, event | {"ts": event.get("thread_ts")})
            await Session.over(workspace.calls, place)

    async def uninstalled(self, body: Json) -> None:
        """`app_uninstalled` and `tokens_revoked`: the workspace took the app away."""
        tokens = (body.get("event") or {}).get("tokens")
        if tokens is None or tokens.get("bot"):
            await self.workspaces.uninstall(*removed_from(body), at=moment(str(body.get("event_time") or 0)))

    async def command(self, body: Json, *, again: bool = False) -> None:
        """A slash command; what is no question is answered so that only the person sees it."""
        actor = Actor(
            await self._workspace(body),
            user=str(body["user_id"]),
            user_team=str(body.get("team_id") or ""),
            channel=str(body["channel_id"]),
            trigger_id=str(body.get("trigger_id") or ""),
            response_url=str(body.get("response_url") or ""),
            again=again,
        )
        key, text = f"{actor.workspace.team}:{actor.trigger_id}", str(body.get("text") or "")
        run = self.asking.schedule if body["command"] == "/schedule" else self.asking.command
        try:
            said = await run(actor, key, text)
        except ChannelError as error:
            log.warning("command not carried out", missing=error.missing, error=str(error))
            said = platform_refusal(error)
        if said:
            await self.acquaintance.show(actor, said)

    async def message_shortcut(self, body: Json) -> None:
        """The shortcut "Schedule this" on a message."""
        actor = Actor.of(await self._workspace(body), body)
        try:
            said = await self.asking.message_shortcut(actor, _trigger_key(actor), body["message"])
            if said:
                await self.acquaintance.whisper(actor, said)
        except NotAllowedHere:
            await self.acquaintance.whisper(actor, _(_NOT_HERE))

    async def shortcut(self, body: Json) -> None:
        """The global shortcut: asks what is to be scheduled."""
        actor = Actor.of(await self._workspace(body), body)
        await actor.workspace.calls.call("views.open", trigger_id=actor.trigger_id, view=forms.ask_form())

    async def asked(self, body: Json, *, again: bool = False) -> None:
        """The global shortcut's modal was filled in."""
        actor = Actor.of(await self._workspace(body), body, again=again)
        await self.asking.ask(actor, _trigger_key(actor), forms.asked(body["view"]))

    async def saved(self, body: Json) -> Json | None:
        """A card's modal was filled in; answers with errors by block."""
        actor, view = Actor.of(await self._workspace(body), body), body["view"]
        card, values = forms.card_ref(view["private_metadata"]), view["state"]["values"]
        return await self.card_clicks.save(actor, card, values, times=view["callback_id"] == forms.TIMES)

    async def clicked(self, body: Json, action: Json) -> None:
        """A button of a card."""
        actor = Actor.of(await self._workspace(body), body)
        try:
            click = Click.read(action)
        except ValueError:
            await self.acquaintance.whisper(actor, _(OLD_BUTTON))
            return
        await self.card_clicks.click(actor, click)
        if not actor.channel:
            await self.home.publish(actor)

    async def guest_answered(self, body: Json, action: Json) -> None:
        """A button of a guest's own view."""
        await self.guests.answer(Actor.of(await self._workspace(body), body), body, action)

    async def voted(self, body: Json, action: Json) -> None:
        """A button of a poll's board."""
        await self.poll_boards.clicked(Actor.of(await self._workspace(body), body), body, action)

    async def guest_proposed(self, body: Json) -> None:
        """A guest's form of another time was filled in."""
        await self.guests.rather(Actor.of(await self._workspace(body), body), body["view"])

    async def connect(self, body: Json) -> None:
        """The home tab's button that connects a calendar."""
        actor = Actor.of(await self._workspace(body), body)
        await self.acquaintance.show(actor, await self.asking.connect(actor))

    async def judged(self, body: Json, action: Json) -> None:
        """The feedback buttons below an answer: kept in the audit trail, without what was said."""
        verdict, _colon, message_id = str(action.get("value")).partition(":")
        person = await self.acquaintance.person(Actor.of(await self._workspace(body), body))
        await keep_feedback(self.audit, person, message_id, verdict)

    async def refused(self, body: Json, error: ChannelError) -> None:
        """Slack did not let us do what somebody asked for by a click: they are told."""
        log.warning("interaction not carried out", missing=error.missing, error=str(error))
        await self.acquaintance.whisper(Actor.of(await self._workspace(body), body), platform_refusal(error))

    async def _message(self, body: Json, event: Json) -> None:
        workspace = await self._workspace(body)
        said = said_in_event(workspace, event)
        place = said.place
        if place.direct:
            await self.intake.receive(workspace, await self.pane.beside(workspace, said, event))
        elif said.venue is Venue.MENTION:
            await self.mention(body, event)  # it comes as `app_mention` too, where that is subscribed to
        elif (
            place.thread_ts != place.ts
            and self.intake.may_answer(place)
            and await self.threads.is_engaged(place.conversation_key)
        ):
            follows = await self._policy(place) is ReplyPolicy.FOLLOW_UPS
            for_others = addressed_to_others(workspace, said.text)
            if not follows or for_others or await self.intake.calls_others(workspace, said):
                await self.intake.overhear(workspace, said)
            else:
                await self._receive(workspace, event, said)

    async def _receive(self, workspace: Workspace, event: Json, said: Said) -> None:
        """Have it answered, unless the assistant is to be quiet there."""
        if not said.place.direct and await self._silent(workspace, said):
            await self.intake.overhear(workspace, said)
            await self._decline(workspace, event, QUIET_HERE)
        else:
            await self.intake.receive(workspace, said)

    async def _policy(self, place: Place) -> ReplyPolicy:
        return await self.replies.of(NAME, place.conversation_key, place.room)

    async def _silent(self, workspace: Workspace, said: Said) -> bool:
        """Whether the assistant is to be quiet there; words about that hold from now on, and are answered."""
        place, text = said.place, read(said.text, bot=workspace.bot_user, people={})
        policy = reply_policy_in(text, said.venue)
        if policy is None:
            return await self._policy(place) is ReplyPolicy.QUIET
        in_thread = place.thread_ts != place.ts and not means_the_room(text)
        person = await self.acquaintance.person(_speaker(workspace, place))
        await self.replies.set(NAME, place.conversation_key if in_thread else place.room, policy, person.id)
        return False

    async def _deleted(self, body: Json, event: Json) -> None:
        """A message was deleted: an answer to it stops, and what was overheard is forgotten."""
        channel, ts = str(event["channel"]), str(event.get("deleted_ts"))
        await stop_answers(self.engine, self.threads.answering(message_at(channel, ts)))
        workspace = await self._workspace(body)
        await self.intake.overhearing.forget(f"{workspace.team}:{channel}:{ts}")
        before = event.get("previous_message") or {}
        if before.get("user") and not before.get("bot_id"):
            spoken = before | {"channel": channel, "channel_type": event.get("channel_type"), "ts": ts, "edited": None}
            await self._let_go(workspace, said_in_event(workspace, spoken))

    async def _changed(self, body: Json, event: Json) -> None:
        """A message that was answered, or is, was edited: its answer stops, the new words are answered."""
        changed, before = event.get("message") or {}, event.get("previous_message") or {}
        if _says_the_same(changed, before) or not changed.get("user") or changed.get("bot_id"):
            return
        workspace = await self._workspace(body)
        spoken = changed | {"channel": event["channel"], "channel_type": event.get("channel_type")}
        said = said_in_event(workspace, spoken | {"edited": changed.get("edited") or {"ts": event.get("ts")}})
        original = said_in_event(workspace, {**spoken, "edited": None})
        if not await self.intake.has(original.key):
            if said.venue is Venue.MENTION and not _calls(workspace, before):
                await self.mention(body, spoken | {"edited": None})
            elif await self.intake.overhearing.holds(original.key):
                await self.intake.overhear(workspace, original)
            return
        await stop_answers(self.engine, self.threads.answering(message_at(said.place.channel, said.place.ts)))
        await self._let_go(workspace, original)
        await self._receive(workspace, spoken, said)

    async def _let_go(self, workspace: Workspace, original: Said) -> None:
        """Cards of what somebody took back or said anew wait for no click any more."""
        person = await self.acquaintance.person(_speaker(workspace, original.place))
        await let_go_of_cards(self.decisions, self.turns, person, NAME, original.key)

    async def _decline(self, workspace: Workspace, event: Json, why: str) -> None:
        """Say once to each person in a channel why the assistant does not answer there."""
        actor = Actor(workspace, str(event["user"]), "", str(event["channel"]), event.get("thread_ts"))
        if (actor.channel, actor.user, why) not in self._told:
            if len(self._told) >= _MOST_TOLD:
                self._told.clear()
            self._told.add((actor.channel, actor.user, why))
            await self.acquaintance.whisper(actor, _(why))

    async def _event_actor(self, body: Json, event: Json) -> Actor:
        workspace = await self._workspace(body)
        return Actor(workspace, str(event["user"]), workspace.team, str(event.get("channel") or ""))

    async def _workspace(self, body: Json) -> Workspace:
        """Where the app is installed that a request is for: in a shared channel not where it comes from."""
        return await self.workspaces.of(*installation_of(body))


_NOT_HERE = N_(
    "I am not allowed to answer in this channel; an administrator decides where I am. Write to me directly instead."
)


def _speaker(workspace: Workspace, place: Place) -> Actor:
    """Who said something at a place."""
    return Actor(workspace, place.user, place.user_team, place.channel, place.thread_ts)


def _calls(workspace: Workspace, message: Json) -> bool:
    """Whether a message names the assistant."""
    return workspace.bot_user in mentioned(str(message.get("text") or ""))


def _trigger_key(actor: Actor) -> str:
    return f"{actor.workspace.team}:{actor.trigger_id}"


def _says_the_same(changed: Json, before: Json) -> bool:
    """Whether an edit left the words as they were; spaces at an end are none."""
    texts = [str(each.get("text") or "") for each in (changed, before)]
    now, then = (" ".join(text.split()) for text in texts)
    return now == then and (texts[0] != texts[1] or changed.get("blocks") == before.get("blocks"))

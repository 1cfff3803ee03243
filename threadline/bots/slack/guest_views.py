"""Guests who are members of the workspace: they see an event in their own direct messages, and answer it there.

Everybody in a channel sees a card's buttons, and they are its owner's; so a guest has a message of their own, once an
event is booked. Their click counts for the address by which they were invited, which Slack knows as theirs.
"""

from dataclasses import dataclass, field
from typing import Any

import structlog

from threadline.bots.slack import block_kit, forms
from threadline.bots.slack.inbound import Intake, Said
from threadline.bots.slack.mrkdwn import mrkdwn
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.bots.slack.profiles import profile_of
from threadline.bots.slack.recovery import find_posted
from threadline.bots.slack.rendering import escape
from threadline.bots.slack.thread_ref import CardPlace, Place
from threadline.bots.slack.workspaces import Workspace, Workspaces
from threadline.calendar.event import Attendee, EventDraft, Response
from threadline.calendar.port import CalendarError
from threadline.core.channels.card_rows import LONGEST_TEXT
from threadline.core.channels.errors import ChannelDenied, ChannelError, SurfaceGone
from threadline.core.channels.event_form import FormInvalid
from threadline.core.channels.formatting import shortened, when_label
from threadline.core.domain.message import Wishes
from threadline.core.domain.proposal import DecisionError, Proposal
from threadline.core.interactions.card_actions import REFUSED
from threadline.core.interactions.guest_views import GuestViews, Invited, Withdrawn, answer_labels, other_time_label
from threadline.core.interactions.refusals import refusal
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

Json = dict[str, Any]

ANSWER, TIME = "guest_answer", forms.GUEST_TIME
"""The ids of actions begin so; of the form it is `TIME`."""

_MOST_KEPT = 5_000


@dataclass(slots=True)
class Guests:
    """Shows events to guests and carries out what they answer."""

    views: GuestViews
    workspaces: Workspaces
    acquaintance: Acquaintance
    intake: Intake
    _shown: set[str] = field(default_factory=set)

    async def show(self, proposal: Proposal, card: CardPlace) -> None:
        """Tell the guests of a booked event of it, each once; whom Slack does not know hears by mail as ever.

        What they were shown of one that was undone or cancelled says so.
        """
        shown = f"{proposal.id}-{proposal.state}"
        try:
            withdrawn = await self.views.withdrawn(proposal)
            guests = await self.views.guests(proposal)
            if not (guests or withdrawn) or shown in self._shown:
                return
            if len(self._shown) >= _MOST_KEPT:
                self._shown.clear()
            self._shown.add(shown)
            workspace = await self.workspaces.of(card.team, card.enterprise)
        except REFUSED as error:
            log.warning("guests not told", proposal=proposal.id, error=str(error))
            return
        news: list[tuple[Attendee, Withdrawn | None]] = [(guest, None) for guest in guests]
        news.extend((guest, view) for view in withdrawn for guest in view.guests)
        for guest, what in news:
            try:
                if (member := await self._member(workspace, guest.email or "", card.user)) is None:
                    continue
                if what is None:
                    await self._tell(workspace, proposal, guest.email or "", member)
                else:
                    await self._withdraw(workspace, what, member)
            except REFUSED as error:
                log.warning("guest not told", proposal=proposal.id, error=str(error))

    async def answer(self, actor: Actor, body: Json, action: Json) -> None:
        """A guest's answer, shown in their message; or the form in which they propose another time."""
        proposal, user, address = _read(str(action.get("value") or ""))
        if user != actor.user:
            return  # nobody answers for somebody else
        guest = await self.acquaintance.person(actor)
        with speaking(guest.speech):
            try:
                if str(action["action_id"]) == TIME:
                    await self._open(actor, await self.views.look(proposal, address), str(action["value"]))
                    return
                response = Response(str(action["action_id"]).removeprefix(f"{ANSWER}_"))
                seen = await self.views.answer(proposal, address, response, guest)
            except (DecisionError, CalendarError) as error:
                await self.acquaintance.whisper(actor, refusal(error))
                return
            await self._draw(actor, body, seen, str(action["value"]))
        if seen.is_new:
            with speaking(seen.owner.speech):
                told = seen.told
            await self._to_owner(actor.workspace, seen, told, f"{proposal}-{user}-{action.get('action_ts')}")

    async def rather(self, actor: Actor, view: Json) -> None:
        """Another time that a guest proposes: a card of the owner's."""
        proposal, user, address = _read(str(view["private_metadata"]))
        guest = await self.acquaintance.person(actor)
        with speaking(guest.speech):
            try:
                seen = await self.views.look(proposal, address)
                wish = self.views.rather(seen, forms.fields(view["state"]["values"]))
            except (DecisionError, CalendarError, FormInvalid) as error:
                await self.acquaintance.whisper(actor, refusal(error))
                return
            asked = _("{name} is asked about that time.", name=seen.owner.name)
        with speaking(seen.owner.speech):
            told = self.views.rather_told(seen, wish)
        key = f"{proposal}-{user}-{wish.draft.start.timestamp():.0f}-{wish.draft.end.timestamp():.0f}"
        place = await self._to_owner(actor.workspace, seen, told, key)
        if place is not None:
            wishes = Wishes(template_id="schedule")
            name = f"{place.team}:{key}"
            said = Said(place, name, "", material=told, wishes=wishes, goes_on=True, invited=(wish,))
            await self.intake.receive(actor.workspace, said)
        await self.acquaintance.whisper(actor, asked)

    async def _member(self, workspace: Workspace, address: str, owner: str) -> str | None:
        """The guest's own id, if they are a member."""
        try:
            found = await workspace.calls.call("users.lookupByEmail", email=address)
        except (ChannelDenied, SurfaceGone) as error:
            log.info("guest not looked up", error=str(error))
            return None
        except ChannelError as error:
            log.debug("guest is no member", error=str(error))
            return None
        member = found.get("user") or {}
        profile = profile_of(member, workspace)
        return None if profile.stranger or member.get("is_bot") or profile.user in ("", owner) else profile.user

    async def _tell(self, workspace: Workspace, proposal: Proposal, address: str, user: str) -> None:
        """One guest, if they were not told before a crash."""
        seen = await self.views.look(proposal.id, address)
        channel, posted = await self._posted(workspace, proposal, user)
        if posted is None:
            await workspace.calls.insist(
                "chat.postMessage",
                channel=channel,
                **_drawn(seen, f"{proposal.id}:{user}:{address}"),
                metadata=_metadata(proposal),
            )

    async def _withdraw(self, workspace: Workspace, view: Withdrawn, user: str) -> None:
        """The message that one guest was shown, as it is once nothing of it is to be answered any more."""
        channel, posted = await self._posted(workspace, view.shown, user)
        if posted is not None:
            blocks = _described(view.draft, view.heading)
            text = f"{escape(view.heading)} {_line(view.draft)}"
            await workspace.calls.insist("chat.update", channel=channel, ts=posted, blocks=blocks, text=text)

    async def _posted(self, workspace: Workspace, proposal: Proposal, user: str) -> tuple[str, str | None]:
        """Their direct messages, and what they were shown of it there."""
        opened = await workspace.calls.insist("conversations.open", users=user)
        channel = str(opened["channel"]["id"])
        return channel, await find_posted(workspace.calls, channel, _key(proposal))

    async def _draw(self, actor: Actor, body: Json, seen: Invited, value: str) -> None:
        """Show their answer in the message that asked."""
        ts = str((body.get("message") or {}).get("ts") or "")
        try:
            await actor.workspace.calls.insist("chat.update", channel=actor.channel, ts=ts, **_drawn(seen, value))
        except ChannelError as error:
            log.info("guest's message not changed", error=str(error))
            await self.acquaintance.whisper(actor, seen.status)

    async def _open(self, actor: Actor, seen: Invited, value: str) -> None:
        blocks = [forms.drawn(each) for each in self.views.fields(seen, instants=True)]
        label = other_time_label()
        view = block_kit.modal(TIME, label, blocks, submit=label, metadata=value)
        await actor.workspace.calls.call("views.open", trigger_id=actor.trigger_id, view=view)

    async def _to_owner(self, workspace: Workspace, seen: Invited, words: str, key: str) -> Place | None:
        """Tell the owner in their direct messages, once per key; where it stands then."""
        if not seen.proposal.surface_ref:
            return None
        owner = CardPlace.read(seen.proposal.surface_ref).user
        opened = await workspace.calls.insist("conversations.open", users=owner)
        channel = str(opened["channel"]["id"])
        ts = await find_posted(workspace.calls, channel, key)
        if ts is None:
            metadata = {"event_type": "threadline_notice", "event_payload": {"key": key}}
            posted = await workspace.calls.call(
                "chat.postMessage", channel=channel, text=mrkdwn(words), metadata=metadata
            )
            ts = str(posted["ts"])
        return Place(workspace.team, channel, ts, ts, owner, enterprise=workspace.enterprise, direct=True)


def _drawn(seen: Invited, value: str) -> Json:
    """A guest's message as it stands."""
    blocks = _described(seen.event.draft, seen.heading)
    if seen.status:
        blocks.append(block_kit.section(f"*{escape(seen.status)}*"))
    buttons = [
        block_kit.button(label, f"{ANSWER}_{response}", value)
        for response, label in answer_labels().items()
        if response is not seen.guest.response
    ]
    blocks.append(block_kit.actions(*buttons, block_kit.button(other_time_label(), TIME, value)))
    return {"blocks": blocks, "text": _line(seen.event.draft)}


def _described(draft: EventDraft, heading: str) -> list[Json]:
    """The event, below what it is to them."""
    title, time = escape(shortened(draft.title, LONGEST_TEXT)), escape(when_label(draft, draft.zone))
    lines = [f"*{title}*", time, *([escape(shortened(draft.location, LONGEST_TEXT))] if draft.location else [])]
    return [block_kit.section(escape(heading)), block_kit.section("\n".join(lines))]


def _line(draft: EventDraft) -> str:
    return f"{escape(shortened(draft.title, LONGEST_TEXT))}, {escape(when_label(draft, draft.zone))}"


def _key(proposal: Proposal) -> str:
    return f"guest-{proposal.id}"


def _metadata(proposal: Proposal) -> Json:
    return {"event_type": "threadline_guest", "event_payload": {"key": _key(proposal)}}


def _read(value: str) -> tuple[str, str, str]:
    """The proposal, the member and their address. Raises `ValueError` for what is none of ours."""
    proposal, user, address = value.split(":", 2)
    return proposal, user, address

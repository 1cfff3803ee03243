"""A poll in Slack: its board in the thread, each time on each reader's own clock, and the clicks on it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from threadline.bots.slack import block_kit
from threadline.bots.slack.card import CARD_EVENT
from threadline.bots.slack.people import Acquaintance, Actor
from threadline.bots.slack.recovery import find_card
from threadline.bots.slack.rendering import escape
from threadline.bots.slack.thread_ref import CardPlace, Place
from threadline.bots.slack.workspaces import Workspaces
from threadline.core.channels.poll_view import NONE, PollOption, PollView
from threadline.core.domain.message import Message
from threadline.core.interactions.refusals import OLD_BUTTON
from threadline.core.polls.poll import Poll
from threadline.core.polls.poll_clicks import PollClick, PollClicks
from threadline.core.polls.polls import PollNotFound
from threadline.texts.messages import _, pgettext

Json = dict[str, Any]

VOTE, CLOSE = "poll_vote", "poll_close"
"""The ids of actions begin so; those of votes go on with the number of the time."""


@dataclass(frozen=True, slots=True)
class PollBoards:
    """Shows polls and takes the clicks on them."""

    workspaces: Workspaces
    acquaintance: Acquaintance
    clicks: PollClicks

    async def show(self, poll: PollView, asked: Message, *, ref: str | None, again: bool) -> str:
        """Post the board, or change it. Raises `ChannelError`."""
        place = Place.from_json(asked.address)
        workspace = await self.workspaces.of(place.team, place.enterprise)
        form = {"blocks": board_blocks(poll), "text": escape(poll.summary), "metadata": _metadata(poll.id)}
        if ref is None and again and (found := await find_card(workspace.calls, place, _name(poll.id))) is not None:
            ref = str(CardPlace(place.team, place.enterprise, place.channel, found.ts, place.user))
        if ref is not None:
            where = CardPlace.read(ref)
            await workspace.calls.insist("chat.update", channel=where.channel, ts=where.ts, **form)
            return ref
        posted = await workspace.calls.call(
            "chat.postMessage", channel=place.channel, thread_ts=place.thread_ts or None, **form
        )
        return str(CardPlace(place.team, place.enterprise, place.channel, str(posted["ts"]), place.user))

    async def clicked(self, actor: Actor, body: Json, action: Json) -> None:
        """A vote, or the end of a poll; the board changes by itself, and what cannot be done is whispered."""
        poll_id, _colon, number = str(action.get("value") or "").partition(":")
        said_at = str(action.get("action_ts") or "")
        try:
            click = PollClick(poll_id, f"{actor.user}:{action['action_id']}:{said_at}", _moment(said_at))
            person = await self.acquaintance.person(actor)
            seen = _seen(actor, body)
            if str(action["action_id"]) == CLOSE:
                _poll, told = await self.clicks.close(person, click, seen)
            else:
                _poll, told = await self.clicks.vote(person, int(number), click, seen)
        except (PollNotFound, ValueError):
            told = _(OLD_BUTTON)
        if told:
            await self.acquaintance.whisper(actor, told)


def board_blocks(poll: PollView) -> list[Json]:
    """The board as it stands: a paragraph with a button for each time, what stands below, and the other buttons."""
    blocks = [block_kit.header(poll.heading), *(_option(poll, each) for each in poll.options)]
    blocks += [block_kit.context(escape(remark)) for remark in poll.remarks]
    if poll.is_open:
        none = block_kit.button(pgettext("button", "None of these"), f"{VOTE}_{NONE}", f"{poll.id}:{NONE}")
        blocks.append(block_kit.actions(none, block_kit.button(pgettext("button", "Close the poll"), CLOSE, poll.id)))
    return blocks


def _option(poll: PollView, option: PollOption) -> Json:
    form = "{time}" if option.start.date() == option.end.date() else "{date_short_pretty}, {time}"
    said = poll.when(option)
    first = block_kit.local_time(option.start, "{date_long_pretty}, {time}", said)
    last = block_kit.local_time(option.end, form, f"{option.end:%H:%M}")
    words = f"*{option.number}.* {first} – {last}\n{escape(poll.tally(option))}"
    if not poll.is_open:
        return block_kit.section(words)
    number = str(option.number)
    return block_kit.section(words, block_kit.button(number, f"{VOTE}_{number}", f"{poll.id}:{number}"))


def _seen(actor: Actor, body: Json) -> Any:
    """Whether a poll's board is the message that was clicked, or may be, where it is not known yet which that is."""
    ts = str((body.get("message") or {}).get("ts") or "")

    def seen(poll: Poll) -> bool:
        ref = poll.record.surface_ref
        if ref is not None:
            where = CardPlace.read(ref)
            return (where.team, where.channel, where.ts) == (actor.workspace.team, actor.channel, ts)
        if poll.record.channel != "slack":
            return False
        place = Place.from_json(Message.from_json(poll.record.asked).address)
        return (place.team, place.channel) == (actor.workspace.team, actor.channel)

    return seen


def _name(poll_id: str) -> str:
    return f"poll-{poll_id}"


def _metadata(poll_id: str) -> Json:
    return {"event_type": CARD_EVENT, "event_payload": {"proposal": _name(poll_id)}}


def _moment(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)

"""A poll in Teams: its board in the thread, each time on each reader's own clock, and the clicks on it."""

from dataclasses import dataclass
from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.activity import Incoming
from threadline.bots.teams.connector import Connector
from threadline.bots.teams.errors import NAME
from threadline.bots.teams.outbound import Outgoing, message
from threadline.bots.teams.people import Acquaintance
from threadline.bots.teams.thread_ref import CardPlace, Place, base_of
from threadline.core.channels.poll_view import NONE, PollOption, PollView
from threadline.core.domain.message import Message
from threadline.core.interactions.refusals import OLD_BUTTON
from threadline.core.polls.poll import Poll
from threadline.core.polls.poll_clicks import PollClick, PollClicks
from threadline.core.polls.polls import PollNotFound, view_of
from threadline.storage.persons import utc_now
from threadline.texts.messages import _, pgettext
from threadline.texts.speaking import speaking

Json = dict[str, Any]

VERB = "poll_"
"""Verbs of a board's buttons begin so."""
_VOTE, _CLOSE = f"{VERB}vote", f"{VERB}close"


@dataclass(frozen=True, slots=True)
class PollBoards:
    """Shows polls and takes the clicks on them."""

    connector: Connector
    outgoing: Outgoing
    acquaintance: Acquaintance
    clicks: PollClicks

    async def show(self, poll: PollView, asked: Message, *, ref: str | None, again: bool) -> str:
        """Post the board, or change it. Raises `ChannelError` and `StorageError`."""
        place = Place.from_json(asked.address)
        content = {"attachments": [adaptive_cards.attachment(board_card(poll))], "summary": poll.summary}
        key = f"poll-{poll.id}"
        if ref is None and again:
            sent = await self.outgoing.outbox.of_key(key)
            ref = _ref(place, sent[0].activity_id) if sent else None
            if ref is None:
                await self.outgoing.outbox.withdraw(key)
        if ref is not None:
            where = CardPlace.from_json(ref)
            url = await self.outgoing.service_url(where.conversation, where.service_url)
            await self.connector.update(url, where.conversation, where.activity, message(content))
            return ref
        return _ref(place, await self.outgoing.once(key, place, place.conversation, content))

    async def clicked(self, incoming: Incoming, verb: str, data: Json) -> Json | str:
        """A vote, or the end of a poll: the board as it stands then, or why it does not count."""
        try:
            click = PollClick(str(data["poll"]), incoming.id or "", incoming.timestamp or utc_now())
            number = int(data.get("number", NONE))
        except (KeyError, TypeError, ValueError):
            return _(OLD_BUTTON)
        person = await self.acquaintance.person(incoming)
        try:
            if verb == _CLOSE:
                poll, told = await self.clicks.close(person, click, _seen(incoming))
            else:
                poll, told = await self.clicks.vote(person, number, click, _seen(incoming))
        except PollNotFound:
            return _(OLD_BUTTON)
        if told:
            return told
        with speaking(poll.terms.language):
            return board_card(view_of(poll))


def board_card(poll: PollView) -> Json:
    """The board as it stands: a row with a button for each time, what stands below, and the other buttons."""
    body = [adaptive_cards.heading(poll.heading), *(_row(poll, each) for each in poll.options)]
    body += [adaptive_cards.small(remark) for remark in poll.remarks]
    buttons = []
    if poll.is_open:
        none = {"poll": poll.id, "number": NONE}
        buttons.append(adaptive_cards.execute(pgettext("button", "None of these"), _VOTE, none))
        buttons.append(adaptive_cards.execute(pgettext("button", "Close the poll"), _CLOSE, {"poll": poll.id}))
    return adaptive_cards.card(body, buttons, said=poll.summary)


def _row(poll: PollView, option: PollOption) -> Json:
    day, first = adaptive_cards.local_day(option.start), adaptive_cards.local_time(option.start)
    said = f"**{option.number}.** {day}, {first} – {adaptive_cards.local_time(option.end)}"
    words = [adaptive_cards.marked(said), adaptive_cards.small(poll.tally(option))]
    columns = [{"type": "Column", "width": "stretch", "items": words}]
    if poll.is_open:
        data = {"poll": poll.id, "number": option.number}
        button = adaptive_cards.execute(str(option.number), _VOTE, data)
        columns.append({"type": "Column", "width": "auto", "items": [{"type": "ActionSet", "actions": [button]}]})
    return {"type": "ColumnSet", "columns": columns, "separator": True}


def _seen(incoming: Incoming) -> Any:
    """Whether a poll's board stands in the conversation of a click."""

    def seen(poll: Poll) -> bool:
        if poll.record.channel != NAME:
            return False
        place = Place.from_json(Message.from_json(poll.record.asked).address)
        return base_of(place.conversation) == incoming.base_conversation

    return seen


def _ref(place: Place, activity: str) -> str:
    return CardPlace(place.conversation, activity, place.account, "", place.personal, place.service_url).to_json()

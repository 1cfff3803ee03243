"""What every implementation of the Channel port must do.

Subclass `ChannelContract` in a test module as `Test…` and give it a fixture `stage`: a `Stage` on an empty thread. It
may be async.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.event import EventDraft
from threadline.core.channels.port import Capabilities, Channel, Reply
from threadline.core.domain.message import Author, Message, Person, Turn
from threadline.core.domain.proposal import Offer, Proposal, State

START = datetime(2030, 3, 5, 15, tzinfo=ZoneInfo("Europe/Vienna"))


class Stage(Protocol):
    """A channel, and what can be seen on its platform."""

    channel: Channel
    channel_name: str
    address: str

    def answers(self) -> list[str]:
        """The texts of the bot's answers in the thread, cards left out."""
        ...

    def cards(self) -> list[str]:
        """The words of the cards in the thread."""
        ...


def turn_of(stage: Stage, *, epoch: int = 1, surface_ref: str | None = None) -> Turn:
    """A turn in the stage's thread."""
    author = Author("ana", "Ana")
    message = Message(
        stage.channel_name, "event-1", "thread-1", author, "hello", datetime.now(UTC), address=stage.address
    )
    person = Person("p1", "Ana", None, "Europe/Vienna")
    return Turn("message-1", "conversation-1", 1, message, person, epoch, surface_ref=surface_ref)


def proposal_of(stage: Stage) -> Proposal:
    """A proposal that came of it."""
    draft = EventDraft("Design review", START, START + timedelta(hours=1), "Europe/Vienna")
    now = datetime.now(UTC)
    return Proposal(
        id="proposal-1",
        owner_id="p1",
        state=State.PROPOSED,
        version=1,
        offer=Offer(draft),
        channel=stage.channel_name,
        calendar="builtin",
        calendar_id="primary",
        created_at=now,
        expires_at=now + timedelta(days=14),
        message_id="message-1",
    )


class ChannelContract:
    """The tests."""

    def test_says_what_it_is(self, stage: Stage) -> None:
        assert isinstance(stage.channel, Channel)
        assert isinstance(stage.channel.capabilities, Capabilities)
        assert stage.channel.name == stage.channel_name

    async def test_shows_and_finishes(self, stage: Stage) -> None:
        reply = await stage.channel.open_reply(turn_of(stage))
        assert isinstance(reply, Reply)
        assert reply.bucket
        ref = await reply.show("Hello")
        assert await reply.show("Hello, world") == ref
        assert await reply.finish("Hello, world!") == ref
        assert stage.answers() == ["Hello, world!"]

    async def test_finishing_is_enough(self, stage: Stage) -> None:
        reply = await stage.channel.open_reply(turn_of(stage))
        await reply.finish("All at once")
        assert stage.answers() == ["All at once"]

    async def test_the_same_turn_is_answered_once(self, stage: Stage) -> None:
        ref = await (await stage.channel.open_reply(turn_of(stage))).show("Half an ans")
        again = await stage.channel.open_reply(turn_of(stage, epoch=2, surface_ref=ref))
        await again.finish("Another answer")
        assert stage.answers() == ["Another answer"]

    async def test_an_answer_is_found_by_its_key(self, stage: Stage) -> None:
        await (await stage.channel.open_reply(turn_of(stage))).show("Half an ans")
        again = await stage.channel.open_reply(turn_of(stage, epoch=2))
        await again.finish("Another answer")
        assert stage.answers() == ["Another answer"]

    @pytest.mark.parametrize("state", [State.DISMISSED, State.EXPIRED, State.BOOKING, State.UNDONE])
    async def test_a_card_tells_the_truth(self, stage: Stage, state: State) -> None:
        proposal = proposal_of(stage)
        ref = await stage.channel.present(proposal, turn_of(stage))
        (before,) = stage.cards()
        assert "Design review" in before
        await stage.channel.refresh(replace(proposal, state=state, version=2, surface_ref=ref))
        (after,) = stage.cards()
        assert after != before

    async def test_a_card_is_presented_once(self, stage: Stage) -> None:
        proposal = proposal_of(stage)
        ref = await stage.channel.present(proposal, turn_of(stage))
        assert await stage.channel.present(proposal, turn_of(stage, epoch=2)) == ref
        assert len(stage.cards()) == 1

"""After a crash: what stands is continued, not repeated."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.channels.slack.house import House, is_card
from tests.support.acting import EVENT
from threadline.bots.slack.thread_ref import Place
from threadline.core.domain.message import Author, Message, Person, Turn
from threadline.simulator.slack.faults import SlackFault

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def crashed_turn(house: House, **changes: Any) -> Turn:
    """A turn that another process began."""
    asked = await house.hand.write("UANA", "CGENERAL", "not for the bot")
    place = Place("T1", "CGENERAL", asked.ts, asked.ts, "UANA", "T1")
    message = Message(
        "slack", "T1:E", place.conversation_key, Author("T1:UANA"), "hello", datetime.now(UTC), address=place.to_json()
    )
    turn = Turn("m1", "c1", 1, message, Person("p1", "Ana", None, "UTC"), epoch=1)
    return replace(turn, **changes)


async def test_a_stream_left_running_is_taken_up(house: House) -> None:
    turn = await crashed_turn(house)
    reply = await house.channel.open_reply(turn)
    ref = await reply.show("The first pro")
    again = await house.channel.open_reply(replace(turn, epoch=2, surface_ref=ref))
    assert await again.show("Another") == ref
    await again.finish("Another answer")
    (message,) = house.replies(turn.message.address.split('"ts":"')[1].split('"')[0])
    assert message.blocks[0]["text"] == "Another answer"


async def test_a_stream_whose_id_was_never_kept_is_found(house: House) -> None:
    turn = await crashed_turn(house)
    place = Place.from_json(turn.message.address)
    reply = await house.channel.open_reply(turn)
    await reply.show("The first pro")
    again = await house.channel.open_reply(replace(turn, epoch=2))
    await again.finish("All of it")
    (message,) = house.replies(place.thread_ts)
    assert message.blocks[0]["text"] == "All of it"


async def test_parts_of_a_long_answer_are_all_found(house: House) -> None:
    turn = await crashed_turn(house)
    place = Place.from_json(turn.message.address)
    await (await house.channel.open_reply(turn)).show("words " * 4_000)
    assert len(house.replies(place.thread_ts)) == 3
    await (await house.channel.open_reply(replace(turn, epoch=2))).finish("words " * 2_000)
    assert len(house.replies(place.thread_ts)) == 2


async def test_nothing_to_find_is_answered_anew(house: House) -> None:
    turn = await crashed_turn(house, epoch=3)
    await (await house.channel.open_reply(turn)).finish("Hello")
    (message,) = house.replies(Place.from_json(turn.message.address).thread_ts)
    assert message.blocks[0]["text"] == "Hello"


async def test_a_card_is_posted_once(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", f"<@UBOT> {EVENT}")
    await house.kept(await house.card(asked.ts))
    person = await house.services.people.directory.by_email("ana@example.com")
    assert person is not None
    (proposal,) = await house.services.proposals.repository.of_person(person.id, states=(), limit=1)
    place = Place("T1", "CGENERAL", asked.ts, asked.ts, "UANA", "T1")
    message = Message("slack", "E", "k", Author("T1:UANA"), "x", datetime.now(UTC), address=place.to_json())
    turn = Turn("m1", "c1", 1, message, person, epoch=2)
    house.channel._cards._shown.clear()  # as another process would
    ref = await house.channel.present(proposal, turn)
    assert ref == proposal.surface_ref
    house.slack.api.fail("chat.postMessage", SlackFault("internal_error"), times=4)
    with pytest.raises(Exception, match="could not be posted"):
        await house.channel.present(replace(proposal, id="other"), replace(turn, epoch=1))
    house.slack.api.fail("chat.postMessage", SlackFault("ratelimited", status=429, retry_after=1))
    assert await house.channel.present(replace(proposal, id="another"), replace(turn, epoch=1)) is not None
    assert len([m for m in house.replies(asked.ts) if is_card(m)]) == 2

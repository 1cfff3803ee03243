"""What comes in at the door: signatures, bodies, strangers, failures behind it."""

import asyncio
import json
from typing import Any

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import EVENT, until
from threadline.bots.slack.thread_ref import message_at
from threadline.core.domain.message import TurnState
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Message
from threadline.storage.database.errors import StorageUnavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
CHALLENGE = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()


async def test_answers_slacks_challenge(house: House) -> None:
    delivery = await house.slack.courier.raw(CHALLENGE, JSON)
    assert (delivery.status, delivery.body) == (200, {"challenge": "abc"})


@pytest.mark.parametrize("timestamp", ["", "abc", "12.5", "-5", "1e9", "٣", "9" * 400, "0"])
async def test_a_timestamp_that_is_none_is_401(house: House, timestamp: str) -> None:
    delivery = await house.slack.courier.raw(CHALLENGE, JSON, timestamp=timestamp)
    assert delivery.status == 401
    assert delivery.body["code"] == "UNAUTHORIZED"


@pytest.mark.parametrize("ahead", [-301, 301])
async def test_old_and_early_requests_are_401(house: House, ahead: int) -> None:
    moment = str(int(house.time.wall()) + ahead)
    assert (await house.slack.courier.raw(CHALLENGE, JSON, timestamp=moment)).status == 401


@pytest.mark.parametrize("signature", ["", "v0=", "v0=00", "v1=" + "0" * 64, "v0=" + "é" * 64])
async def test_a_wrong_signature_is_401(house: House, signature: str) -> None:
    assert (await house.slack.courier.raw(CHALLENGE, JSON, signature=signature)).status == 401
    assert (await house.slack.courier.raw(b"not json", JSON, signature=signature)).status == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", JSON),
        (b"{", JSON),
        (b"[1]", JSON),
        (b"null", JSON),
        (b"\xff\xfe", JSON),
        (b"[" * 100_000, JSON),
        (b"payload=%7B", FORM),
        (b"payload=[]", FORM),
        (b"", FORM),
        (b"\x00", "text/plain"),
    ],
)
async def test_a_body_that_cannot_be_read_is_400(house: House, body: bytes, content_type: str) -> None:
    delivery = await house.slack.courier.raw(body, content_type)
    assert delivery.status == 400
    assert delivery.body["code"] == "VALIDATION_ERROR"


@pytest.mark.parametrize("actions", [None, [], [5], ["confirm"], [{}], {"action_id": "confirm"}])
async def test_a_click_that_names_nothing_is_400(house: House, actions: object) -> None:
    body = {
        "type": "block_actions",
        "user": {"id": "UANA"},
        "team": {"id": "T1"},
        "trigger_id": "1",
        "actions": actions,
    }
    assert (await house.slack.courier.raw(json.dumps(body).encode(), JSON)).status == 400


async def test_signed_bodies_of_odd_shape_do_no_harm(house: House) -> None:
    odd = [
        {"type": "event_callback"},
        {"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention"}, "event_id": "E"},
        {"type": "event_callback", "team_id": "T1", "event": {"type": "message", "subtype": "message_changed"}},
        {"type": "something_new"},
        {"type": "event_callback", "team_id": 5, "event": "text"},
    ]
    for body in odd:
        delivery = await house.slack.courier.raw(json.dumps(body).encode(), JSON)
        assert delivery.status in (200, 400)
    asked = await house.hand.write("UANA", "DUANA", "still there?")
    await house.answered(asked.ts, "DUANA")


async def test_a_team_that_is_not_ours_is_told_nothing(house: House) -> None:
    stranger = house.slack.workspace("T2")
    stranger.channels["CGENERAL"].members.add("UBOT")
    before = len(house.provider.requests)
    await house.slack.hand("T2").write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.slack.hand("T2").command("UANA", "CGENERAL", "/schedule", EVENT)
    assert "not installed" in house.slack.responses[-1]["text"]
    assert len(house.provider.requests) == before


async def test_what_cannot_be_stored_is_delivered_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    keep, accept = house.services.inbound.store.keep, house.services.conversations.turns.accept
    at_the_door, behind_it = ([StorageUnavailable("locked")] * 2 for _ in range(2))

    async def locked_door(*args: Any, **values: Any) -> Any:
        if at_the_door:
            raise at_the_door.pop()
        return await keep(*args, **values)

    async def locked_room(**values: Any) -> Any:
        if behind_it:
            raise behind_it.pop()
        return await accept(**values)

    monkeypatch.setattr(house.services.inbound.store, "keep", locked_door)
    monkeypatch.setattr(house.services.conversations.turns, "accept", locked_room)
    asked = await house.hand.write("UANA", "DUANA", "keep me")
    assert house.last.attempt == 2
    assert house.last.status == 200
    (answer,) = await house.answered(asked.ts, "DUANA")
    assert answer.markdown == "keep me"


async def test_somebody_new_is_not_taken_for_a_stranger(house: House) -> None:
    from threadline.simulator.slack.model import User

    house.workspace.users["UCLEO"] = User("UCLEO", "Cleo", "cleo@example.com")
    direct = house.workspace.direct("UCLEO").id
    house.slack.api.fail("users.info", SlackFault("internal_error"))
    asked = await house.hand.write("UCLEO", direct, "hello")
    await house.answered(asked.ts, direct)
    assert house.last.attempt == 0, "it was stored: nobody has to send it again"
    assert await house.services.people.directory.by_email("cleo@example.com") is not None


async def test_a_missing_scope_leaves_people_nameless(house: House) -> None:
    from threadline.simulator.slack.model import User

    house.workspace.users["UDAN"] = User("UDAN", "Dan", "dan@example.com")
    direct = house.workspace.direct("UDAN").id
    house.workspace.scopes.discard("users:read")
    asked = await house.hand.write("UDAN", direct, "hello")
    house.workspace.scopes.add("users:read")
    (answer,) = await house.answered(asked.ts, direct)
    assert answer.markdown == "hello"
    assert await house.services.people.directory.by_email("dan@example.com") is None


async def failed(house: House, ts: str, channel: str = "CGENERAL") -> Any:
    """The turn of a message, when it is over."""
    conversations = house.services.conversations.store
    key = await conversations.key_of("slack", f"T1:{channel}:{ts}")
    record = await conversations.find("slack", key or "")
    assert record is not None
    while True:
        (turn,) = await house.services.conversations.turns.transcript(record.id, limit=1)
        if TurnState(turn.state).over:
            return turn
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("code", ["is_archived", "not_in_channel", "channel_not_found"])
async def test_a_place_that_is_gone_ends_the_turn(house: House, code: str) -> None:
    nowhere(house, code)
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    turn = await failed(house, asked.ts)
    assert turn.state == "failed"
    assert code in turn.outcome.reason
    house.slack.api.failures.clear()


def nowhere(house: House, code: str) -> None:
    """Nothing is taken anywhere, in whatever way."""
    for method in ("chat.startStream", "chat.postMessage", "chat.postEphemeral"):
        house.slack.api.fail(method, SlackFault(code), times=20)


async def test_where_nothing_may_be_posted_the_answer_comes_directly(house: House) -> None:
    said = [await house.hand.write("UBO", "CELSE", EVENT)]
    assert (await house.hand.message_shortcut("UANA", "schedule_this", said[0])).status == 200
    await until(lambda: any(is_card(message) for message in house.workspace.messages if message.channel == "DUANA"))
    said += [m for m in house.workspace.messages if m.channel == "DUANA" and m.user == "UBOT" and m.ts > said[0].ts]
    assert "cannot write in <#CELSE>" in said[1].text
    assert is_card(said[-1])
    await house.kept(said[-1])
    await house.press("UANA", said[-1], "dismiss")
    assert "Dismissed" in shown(said[-1])


async def test_a_revoked_token_ends_the_turn_and_says_so(house: House) -> None:
    nowhere(house, "token_revoked")
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    turn = await failed(house, asked.ts)
    house.slack.api.failures.clear()
    assert turn.outcome.reason.startswith("ChannelDenied")


async def test_a_missing_scope_is_named_in_the_turn(house: House) -> None:
    house.workspace.scopes.discard("chat:write")
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    turn = await failed(house, asked.ts)
    house.workspace.scopes.add("chat:write")
    assert "chat:write" in turn.outcome.reason


async def test_the_answers_message_deleted_meanwhile(house: House) -> None:
    house.workspace.streams_allowed = False
    house.slack.api.fail("chat.update", SlackFault("message_not_found"), times=5)
    house.provider.scripts.append(())
    asked = await house.hand.write("UANA", "CGENERAL", f"<@UBOT> {EVENT}")
    house.workspace.streams_allowed = True
    turn = await failed(house, asked.ts)
    house.slack.api.failures.clear()
    assert turn.state in ("failed", "answered")


async def test_hostile_words_ring_nobody(house: House) -> None:
    hostile = "<!channel> <@UBO> @here `<!everyone>`"
    house.provider.scripts.clear()
    asked = await house.hand.write("UANA", "CGENERAL", f"<@UBOT> say &lt;!channel&gt; {hostile}")
    (answer,) = await house.answered(asked.ts)
    assert "<!" not in answer.markdown
    assert "<@" not in answer.markdown


async def test_edits_and_deletions_of_what_is_being_answered(house: House) -> None:
    house.provider.before = asyncio.Event()
    try:
        asked = await house.hand.write("UANA", "DUANA", "first words")
        await until(lambda: bool(house.channel.threads.answering(message_at("DUANA", asked.ts))))
        await house.hand.edit(asked, "better words")
        await until(lambda: bool(house.replies(asked.ts, "DUANA")))
        gone = await house.hand.write("UBO", "DUBO", "never mind")
        await until(lambda: bool(house.channel.threads.answering(message_at("DUBO", gone.ts))))
        await house.hand.delete(gone)
    finally:
        house.provider.before.set()
    answers = await house.answered(asked.ts, "DUANA", count=2)
    assert "Stopped" in str(answers[0].blocks)
    await until(lambda: house.replies(asked.ts, "DUANA")[1].visible == "better words")
    turn = await failed(house, gone.ts, "DUBO")
    assert turn.state in ("stopped", "failed"), "a thread whose root is gone takes no answer"
    assert house.replies(gone.ts, "DUBO") == []
    late = Message(asked.ts, "DUANA", "UANA", "better words")
    assert (await house.hand.edit(late, "too late")).status == 200


async def test_stop_ends_the_model(house: House) -> None:
    house.provider.between = asyncio.Event()
    try:
        asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> talk")
        await until(lambda: bool(house.replies(asked.ts)))
        (answer,) = house.replies(asked.ts)
        await house.hand.stop("UANA", answer)
        turn = await failed(house, asked.ts)
    finally:
        house.provider.between.set()
    assert turn.state == "stopped"
    await until(lambda: house.workspace.status["CGENERAL", asked.ts]["status"] == "active")
    await house.hand.stop("UANA", answer)
    assert house.last.status == 200


async def test_talk_among_others_is_not_even_stored(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    keep = house.services.inbound.keep

    async def noted(channel: str, *, key: str, lane: str, body: str) -> None:
        kept.append(json.loads(body)["event"]["text"])
        await keep(channel, key=key, lane=lane, body=body)

    monkeypatch.setattr(type(house.services.inbound), "keep", staticmethod(noted))
    first = await house.hand.write("UBO", "CGENERAL", "We ship on Friday")
    await house.hand.write("UANA", "CGENERAL", "fine", thread_ts=first.ts)
    await house.hand.write("UANA", "DUANA", "hello")
    assert kept == ["fine", "hello"]

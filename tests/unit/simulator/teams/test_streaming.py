"""Streams in the fake Teams: the state machine, its limits and its endings."""

from typing import Any

import pytest

from tests.unit.simulator.teams.bot import Bot, Time, block, card

Json = dict[str, Any]
ANA = "a:ana"


def why(answer: Any) -> tuple[str, str]:
    return answer["error"]["code"], answer["error"]["message"]


async def started(bot: Bot, text: str = "Looking", *, kind: str = "informative") -> str:
    status, answer = await bot.stream(ANA, text, kind=kind)
    assert status == 201
    return str(answer["id"])


async def test_from_the_first_words_to_the_last(bot: Bot, clock: Time) -> None:
    stream = await started(bot)
    message = bot.teams.messages[-1]
    assert (message.stream and message.stream.informative, message.text) == ("Looking", "")
    for sequence, text in ((2, "The"), (3, "The meeting")):
        clock.now += 1.5
        assert await bot.stream(ANA, text, stream=stream, sequence=sequence) == (202, {"id": ""})
        assert message.text == text
    clock.now += 1.5
    assert (await bot.stream(ANA, "The meeting stands.", kind="final", stream=stream, sequence=None))[0] == 202
    assert message.text == "The meeting stands."
    assert message.stream is not None
    assert message.stream.ended == "final"
    clock.now += 1.5
    status, answer = await bot.stream(ANA, "more", stream=stream, sequence=4)
    assert (status, "already completed" in why(answer)[1]) == (403, True)
    path = f"conversations/{ANA}/activities/{stream}"
    assert (await bot.call("PUT", path, {"type": "message", "text": "changed"}))[0] == 200


async def test_only_the_final_text_carries_more(bot: Bot, clock: Time) -> None:
    stream = await started(bot)
    clock.now += 2
    info: Json = {"type": "streaminfo", "streamId": stream, "streamSequence": 2, "streamType": "streaming"}
    body: Json = {"type": "typing", "text": "x", "entities": [info], "attachments": [card(block("x"))]}
    path = f"conversations/{ANA}/activities"
    assert (await bot.call("POST", path, body))[0] == 400
    clock.now += 2
    label = {"type": "https://schema.org/Message", "additionalType": ["AIGeneratedContent"]}
    final = {"type": "streaminfo", "streamId": stream, "streamType": "final"}
    data = {"feedbackLoop": {"type": "default"}}
    body = body | {"type": "message", "entities": [final, label], "channelData": data}
    assert (await bot.call("POST", path, body))[0] == 202
    message = bot.teams.messages[-1]
    assert (message.generated, message.card is not None, message.entities) == (True, True, [label])


async def test_a_final_text_that_is_refused_leaves_the_stream_open(bot: Bot, clock: Time) -> None:
    stream = await started(bot)
    clock.now += 2
    assert (await bot.stream(ANA, "", kind="final", stream=stream, sequence=None))[0] == 400
    clock.now += 2
    assert (await bot.stream(ANA, "done", kind="final", stream=stream, sequence=None))[0] == 202


@pytest.mark.parametrize("place", ["19:planning@thread.v2", "19:general@thread.tacv2"])
async def test_there_are_no_streams_in_groups_and_channels(bot: Bot, place: str) -> None:
    assert (await bot.stream(place, "x"))[0] == 405


@pytest.mark.parametrize(
    ("kind", "text", "sequence", "words"),
    [
        ("streaming", " ", 1, "should include text"),
        ("streaming", "x", 2, "must be 1"),
        ("streaming", "x", None, "need a streamSequence"),
        ("streaming", "x", 0, "need a streamSequence"),
        ("informative", "x" * 1_001, 1, "1000 characters"),
        ("other", "x", 1, "Unknown streamType"),
        ("final", "x", None, "need a streamId"),
    ],
)
async def test_refuses_what_breaks_the_protocol(
    bot: Bot, kind: str, text: str, sequence: int | None, words: str
) -> None:
    status, answer = await bot.stream(ANA, text, kind=kind, sequence=sequence)
    assert (status, why(answer)[0]) == (400, "BadRequest")
    assert words in why(answer)[1]


async def test_refuses_types_that_do_not_fit(bot: Bot) -> None:
    path = f"conversations/{ANA}/activities"
    for kind, stream_type, words in (
        ("typing", "final", "typing activity"),
        ("message", "streaming", "message activity"),
    ):
        info = {"type": "streaminfo", "streamType": stream_type, "streamSequence": 1}
        status, answer = await bot.call("POST", path, {"type": kind, "text": "x", "entities": [info]})
        assert (status, words in why(answer)[1]) == (400, True)
    assert (await bot.stream(ANA, "x", stream="1"))[0] == 400


async def test_takes_one_request_a_second(bot: Bot, clock: Time) -> None:
    stream = await started(bot)
    clock.now += 0.9
    status, _, headers = await bot.whole(
        "POST",
        f"conversations/{ANA}/activities",
        {
            "type": "typing",
            "text": "x",
            "entities": [{"type": "streaminfo", "streamId": stream, "streamSequence": 2}],
        },
    )
    assert (status, headers["Retry-After"]) == (429, "1")
    clock.now += 0.2
    assert (await bot.stream(ANA, "x", stream=stream, sequence=2))[0] == 202


async def test_drops_what_comes_out_of_order(bot: Bot, clock: Time) -> None:
    stream = await started(bot, "one", kind="streaming")
    clock.now += 2
    await bot.stream(ANA, "one two three", stream=stream, sequence=3)
    clock.now += 2
    status, answer = await bot.stream(ANA, "one two", stream=stream, sequence=2)
    assert (status, why(answer)[0]) == (202, "ContentStreamSequenceOrderPreConditionFailed")
    assert bot.teams.messages[-1].text == "one two three"


async def test_text_only_grows(bot: Bot, clock: Time) -> None:
    stream = await started(bot, "A brown", kind="streaming")
    clock.now += 2
    status, answer = await bot.stream(ANA, "Hello", stream=stream, sequence=2)
    assert (status, why(answer)[0]) == (403, "ContentStreamNotAllowed")


async def test_one_stream_a_chat(bot: Bot, clock: Time) -> None:
    first = await started(bot)
    clock.now += 2
    status, answer = await bot.stream(ANA, "a second")
    assert (status, why(answer)) == (403, ("ContentStreamNotAllowed", "Content stream is not allowed"))
    assert (await bot.stream("a:bo", "in another chat"))[0] == 201
    await bot.stream(ANA, "done", kind="final", stream=first, sequence=None)
    clock.now += 2
    assert (await bot.stream(ANA, "a second"))[0] == 201


async def test_a_tenant_may_not_have_streams(bot: Bot) -> None:
    bot.teams.tenant.streams_allowed = False
    assert (await bot.stream(ANA, "x"))[0] == 403


async def test_two_minutes_at_most(bot: Bot, clock: Time) -> None:
    stream = await started(bot, "one", kind="streaming")
    clock.now += 121
    status, answer = await bot.stream(ANA, "one two", stream=stream, sequence=2)
    assert (status, why(answer)[1]) == (403, "Content stream finished due to exceeded streaming time.")
    path = f"conversations/{ANA}/activities/{stream}"
    assert (await bot.call("PUT", path, {"type": "message", "text": "one two three"}))[0] == 200
    assert bot.teams.messages[-1].text == "one two three"


async def test_stop_is_heard_of_with_the_next_request(bot: Bot, clock: Time) -> None:
    stream = await started(bot, "one", kind="streaming")
    ana, message = bot.teams.hand("ana"), bot.teams.messages[-1]
    path = f"conversations/{ANA}/activities/{stream}"
    assert (await bot.call("PUT", path, {"type": "message", "text": "x"}))[0] == 400
    ana.stop(message)
    clock.now += 2
    status, answer = await bot.stream(ANA, "one two", stream=stream, sequence=2)
    assert (status, why(answer)[1]) == (403, "Content stream was canceled by user.")
    clock.now += 2
    assert (await bot.call("PUT", path, {"type": "message", "text": "x"}))[0] == 403
    with pytest.raises(LookupError):
        ana.stop(message)
    assert bot.heard == []


async def test_too_much_text_ends_in_a_refusal(bot: Bot, clock: Time) -> None:
    assert (await bot.stream(ANA, "é" * 51_201))[0] == 403
    stream = await started(bot)
    clock.now += 2
    status, answer = await bot.stream(ANA, "é" * 51_201, stream=stream, sequence=2)
    assert (status, why(answer)[1]) == (403, "Message size too large")

"""How answers come: as streams in personal chats, by updates elsewhere, within every limit, and through trouble."""

import asyncio
import itertools

import pytest

from tests.channels.teams.house import BOT, House
from tests.support.acting import script, until
from threadline.bots.teams.posted_reply import ROOM
from threadline.bots.teams.thread_ref import thread_at
from threadline.simulator.teams.faults import (
    TeamsFault,
    bad_gateway,
    blocked,
    gateway_timeout,
    no_conversation,
    precondition_failed,
    stream_not_allowed,
    throttled,
    too_large,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def slowly(house: House, *pieces: str) -> asyncio.Event:
    """An answer of which the test lets each piece come."""
    house.provider.scripts.append(script(*pieces))
    house.provider.between = asyncio.Event()
    return house.provider.between


async def test_a_stream_keeps_to_the_protocol(house: House) -> None:
    begin = len(house.teams.connector.calls)
    house.provider.scripts.append(script(*(f"word{n} " for n in range(40))))
    asked = await house.ana.write(house.teams.personal("ana"), "speak")
    (answer,) = await house.answered(asked)
    calls = [call for call in house.teams.connector.calls[begin:] if call.operation == "stream"]
    assert {call.status for call in calls} <= {201, 202}
    infos = [call.body["entities"][0] for call in calls]
    assert [info.get("streamSequence") for info in infos] == [*range(1, len(infos)), None]
    assert infos[-1] == {"type": "streaminfo", "streamId": answer.id, "streamType": "final"}
    assert "streamId" not in infos[0]
    assert {info["streamId"] for info in infos[1:]} == {answer.id}
    assert all(later.at - earlier.at >= 1 for earlier, later in itertools.pairwise(calls))
    assert all("attachments" not in call.body and "channelData" not in call.body for call in calls[:-1])


async def test_work_that_takes_long_is_told(house: House) -> None:
    house.provider.before = asyncio.Event()
    house.provider.scripts.append(script("Done"))
    asked = await house.ana.attach("what is in there?", "notes.txt", b"Budget is 40")
    await until(lambda: any(m.stream and m.stream.informative for m in house.said(asked)))
    assert house.said(asked)[0].stream.informative == "Reading notes.txt…"  # type: ignore[union-attr]
    house.provider.before.set()
    (answer,) = await house.answered(asked)
    assert answer.text == "Done"
    assert len(house.said(asked)) == 1


async def test_stop_stops_the_model(house: House) -> None:
    between = await slowly(house, "One ", "two ", "three ", "four")
    asked = await house.ana.write(house.teams.personal("ana"), "count")
    await until(lambda: any(message.text for message in house.said(asked)))
    house.ana.stop(house.said(asked)[0])
    between.set()
    await until(lambda: not house.channel.threads.answering(thread_at(house.teams.personal("ana").id)))
    assert house.said(asked)[0].text == "One"
    assert not house.said(asked)[0].channel_data


async def test_after_two_minutes_the_message_is_updated(house: House) -> None:
    between = await slowly(house, "Early words. ", "Late words.")
    asked = await house.ana.write(house.teams.personal("ana"), "take your time")
    await until(lambda: any(message.text for message in house.said(asked)))
    house.time.ahead += 150
    between.set()
    (answer,) = await house.answered(asked)
    assert answer.text == "Early words. Late words."
    assert answer.stream is not None
    assert answer.stream.ended == "time"
    assert answer.generated
    assert len(house.said(asked)) == 1


async def test_a_stream_is_left_before_two_minutes(house: House) -> None:
    between = await slowly(house, "Early words. ", "Late words. ", "And more.")
    asked = await house.ana.write(house.teams.personal("ana"), "take your time")
    await until(lambda: any(message.text for message in house.said(asked)))
    house.time.ahead += 110
    between.set()
    (answer,) = await house.answered(asked)
    assert answer.text == "Early words. Late words. And more."
    assert answer.stream is not None
    assert answer.stream.ended == "final"


async def test_where_no_streams_are_allowed_messages_are_updated(house: House) -> None:
    house.teams.tenant.streams_allowed = False
    house.provider.scripts.append(script("Hello", " Ana"))
    asked = await house.ana.write(house.teams.personal("ana"), "hello")
    (answer,) = await house.answered(asked)
    assert (answer.text, answer.stream) == ("Hello Ana", None)


async def test_text_that_was_taken_back_is_updated(house: House) -> None:
    reply = script("| a | b |\nno table after all", "\n\nafter")
    house.provider.scripts.append(reply)
    asked = await house.ana.write(house.teams.personal("ana"), "table")
    (answer,) = await house.answered(asked)
    assert answer.text == "| a | b |\nno table after all\n\nafter"


@pytest.mark.parametrize("personal", [True, False], ids=["personal", "group"])
async def test_a_long_answer_goes_on_in_further_messages(house: House, personal: bool) -> None:
    text = "\n\n".join(f"Paragraph {n}: " + "word " * 60 for n in range(150)).strip()
    house.provider.scripts.append(script(text[:30_000], text[30_000:]))
    where = house.teams.personal("ana") if personal else house.teams.group
    asked = await house.ana.write(where, "long" if personal else f"{BOT} long")
    await house.answered(asked)
    said = house.said(asked)
    assert len(said) == 3
    assert all(len(message.text) <= ROOM for message in said)
    assert "".join("".join(message.text.split()) for message in said) == "".join(text.split())
    assert [bool(message.channel_data) for message in said] == [False, False, True]


async def test_a_message_that_teams_finds_too_large_is_split(house: House) -> None:
    text = "\n\n".join("word " * 60 for _ in range(60)).strip()
    house.provider.scripts.append(script(text))
    house.teams.connector.fail("send", too_large(), times=2)
    asked = await house.ana.write(house.teams.group, f"{BOT} long")
    await house.answered(asked)
    assert len(house.said(asked)) > 1


@pytest.mark.parametrize(
    "fault",
    [throttled(3), precondition_failed(), bad_gateway(), gateway_timeout()],
    ids=["429", "412", "502", "504"],
)
@pytest.mark.parametrize("operation", ["send", "stream", "update"])
async def test_passing_trouble_is_met_with_patience(house: House, fault: TeamsFault, operation: str) -> None:
    house.provider.scripts.append(script("Here", " it", " is"))
    house.teams.connector.fail(operation, fault, times=2 if operation == "send" else 1)  # one takes the typing sign
    where = house.teams.personal("ana") if operation == "stream" else house.teams.group
    before = house.time.ahead
    asked = await house.ana.write(where, f"{BOT} please")
    (answer,) = await house.answered(asked)
    assert answer.text == "Here it is"
    assert len(house.said(asked)) == 1
    if fault.retry_after and operation != "stream":
        assert house.time.ahead - before > 2.9


async def test_limits_are_kept_however_much_is_said(house: House) -> None:
    begin = len(house.teams.connector.calls)
    house.provider.between = asyncio.Event()
    house.provider.between.set()
    house.provider.scripts.append(script(*(f"{n} " for n in range(90))))
    asked = await house.ana.write(house.teams.group, f"{BOT} count")
    (answer,) = await house.answered(asked)
    assert answer.text.strip().endswith("89")
    assert 429 not in {call.status for call in house.teams.connector.calls[begin:]}


async def test_a_revoked_token_is_replaced(house: House) -> None:
    house.teams.login.revoke()
    house.provider.scripts.append(script("Still here"))
    asked = await house.ana.write(house.teams.group, f"{BOT} there?")
    (answer,) = await house.answered(asked)
    assert answer.text == "Still here"


@pytest.mark.parametrize("fault", [blocked(), no_conversation()], ids=["blocked", "deleted"])
async def test_where_there_is_nowhere_to_answer_the_next_one_is_answered(house: House, fault: TeamsFault) -> None:
    house.provider.scripts += [script("Nobody hears this"), script("Back")]
    house.teams.connector.fail("send", fault, times=2)
    asked = await house.bo.write(house.teams.group, f"{BOT} hello?")
    await until(lambda: not house.teams.connector.failures["send"])
    again = await house.bo.write(house.teams.group, f"{BOT} and now?")
    (answer,) = await house.answered(again)
    assert answer.text == "Back"
    assert house.said(asked) == [answer]


async def test_two_streams_in_a_chat_do_not_meet(house: House) -> None:
    house.teams.connector.fail("stream", stream_not_allowed("Content stream is not allowed"))
    house.provider.scripts.append(script("By update"))
    asked = await house.bo.write(house.teams.personal("bo"), "hello")
    (answer,) = await house.answered(asked)
    assert answer.text == "By update"


async def test_an_empty_answer_leaves_nothing_behind(house: House) -> None:
    house.provider.scripts += [script(""), script("Something")]
    asked = await house.bo.write(house.teams.group, f"{BOT} say nothing")
    again = await house.bo.write(house.teams.group, f"{BOT} say something")
    await house.answered(again)
    assert [message.text for message in house.said(asked) if message.sender.startswith("28:")] == ["Something"]

"""What people say to each other in threads, and where the assistant answers: kept, read when it is asked, obeyed."""

from collections.abc import Iterator

import pytest

from tests.channels.teams.house import BOT, House, is_final, shown
from threadline.simulator.teams.faults import bad_gateway

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(autouse=True)
def hears_everything(house: House) -> Iterator[None]:
    """The team lets the app read what is said in its channels."""
    house.teams.tenant.hears_everything = True
    yield
    house.teams.tenant.hears_everything = False


async def test_a_thread_before_the_mention_is_read_where_teams_tells_of_it(house: House) -> None:
    begun = await house.ana.write(house.teams.channel, "Budget review on Thursday at 3pm?")
    await house.bo.write(house.teams.channel, "works for me", thread=begun.id)
    asked = await house.ana.write(house.teams.channel, f"{BOT} thoughts?", thread=begun.id)
    await house.answered(asked)
    seen = "\n".join(message.text for message in house.provider.requests[-1].messages)
    assert "Ana: Budget review on Thursday at 3pm?\n- Bo: works for me" in seen
    wanted = await house.ana.write(house.teams.channel, f"{BOT} book that", thread=begun.id)
    card = await house.card(wanted)
    assert "Budget review" in shown(card)
    assert "Bo" in shown(card)


async def test_what_people_say_to_each_other_is_read_when_the_assistant_is_asked(house: House) -> None:
    asked = await house.ana.write(house.teams.channel, f"{BOT} hello")
    await house.answered(asked)
    said = await house.bo.write(house.teams.channel, "<at>Ana</at> the demo is latte", thread=asked.id)
    await house.bo.edit(said, "<at>Ana</at> the demo is late")
    gone = await house.bo.write(house.teams.channel, "<at>Ana</at> wrong thread", thread=asked.id)
    await house.bo.delete(gone)
    again = await house.ana.write(house.teams.channel, f"{BOT} and now?", thread=asked.id)
    await house.answered(again)
    seen = "\n".join(message.text for message in house.provider.requests[-1].messages)
    assert "the demo is late" in seen
    assert "latte" not in seen
    assert "wrong thread" not in seen


@pytest.mark.parametrize("words", ["Bo, can you bring the slides?", "bo tu peux venir ?", "works for you, Bo?"])
async def test_words_said_to_others_by_plain_name_are_not_answered(house: House, words: str) -> None:
    asked = await house.ana.write(house.teams.channel, f"{BOT} hello")
    await house.answered(asked)
    await house.ana.write(house.teams.channel, words, thread=asked.id)
    material = await house.ana.write(house.teams.channel, "Bo can do Friday", thread=asked.id)
    await house.answered(material)
    assert [answer.text for answer in house.said(asked) if is_final(answer)] == ["hello", "Bo can do Friday"]


async def test_members_who_cannot_be_looked_up_are_nobody(house: House) -> None:
    asked = await house.ana.write(house.teams.channel, f"{BOT} hello")
    await house.answered(asked)
    house.time.ahead += 3_700
    house.teams.connector.fail("members", bad_gateway(), times=4)
    for words in ("Zoltán, can you come?", "Zoltán, can you come then?"):
        said = await house.ana.write(house.teams.channel, words, thread=asked.id)
        assert (await house.answered(said))[-1].text == words


async def test_where_it_answers_is_what_people_there_say(house: House) -> None:
    told = await house.ana.write(house.teams.channel, f"{BOT} only answer when mentioned, please")
    assert "only when I am mentioned" in (await house.answered(told))[0].text
    left = await house.bo.write(house.teams.channel, "so what now?", thread=told.id)
    go_on = await house.ana.write(house.teams.channel, f"{BOT} go on", thread=told.id)
    assert (await house.answered(go_on))[-1].text == "go on"
    assert [answer.text for answer in house.said(left)] == ["go on"]
    quiet = await house.ana.write(house.teams.channel, f"{BOT} be quiet in this channel")
    await house.answered(quiet)
    ignored = await house.bo.write(house.teams.channel, f"{BOT} hello?")
    loud = await house.bo.write(house.teams.channel, f"{BOT} /replies follow-ups")
    assert "in the threads I take part in" in (await house.told(loud)).text
    await house.dealt()
    (why,) = house.said(ignored)
    assert "talk again" in why.text
    assert why.visible_to is not None

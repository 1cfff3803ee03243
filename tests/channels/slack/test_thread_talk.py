"""What people say to each other in a thread, and where the assistant answers: kept, read when it is asked, obeyed."""

import pytest

from tests.channels.slack.house import House, shown
from tests.support.acting import until
from threadline.core.domain.proposal import State

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_people_say_to_each_other_is_read_when_the_assistant_is_asked(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    await house.hand.write("UANA", "CGENERAL", "<@UBO> does Thursday at 3 suit you?", thread_ts=asked.ts)
    said = await house.hand.write("UBO", "CGENERAL", "<@UANA> yess, after the demo", thread_ts=asked.ts)
    await house.hand.edit(said, "<@UANA> yes, after the demo")
    gone = await house.hand.write("UBO", "CGENERAL", "<@UANA> wrong thread", thread_ts=asked.ts)
    await house.hand.delete(gone)
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> thoughts?", thread_ts=asked.ts)
    await house.answered(asked.ts, count=2)
    seen = "\n".join(message.text for message in house.provider.requests[-1].messages)
    assert "Ana: bo@example.com does Thursday at 3 suit you?" in seen
    assert "yes, after the demo" in seen
    assert "wrong thread" not in seen
    assert "yess" not in seen


@pytest.mark.parametrize(
    "words", ["Hey <@UBO>, Monday 9am ok?", "cc <@UBO> fyi", "<!here> lunch at noon?", "lunch on Thursday? <@UBO>"]
)
async def test_words_that_turn_to_others_are_not_answered(house: House, words: str) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    await house.hand.write("UANA", "CGENERAL", words, thread_ts=asked.ts)
    await house.hand.write("UANA", "CGENERAL", "and now?", thread_ts=asked.ts)
    assert [each.markdown for each in await house.answered(asked.ts, count=2)] == ["hello", "and now?"]


@pytest.mark.parametrize(
    "words",
    [
        "Bo, can you bring the slides?",
        "bo kannst du Freitag?",
        "works for you, Bo?",
        "@Bo thoughts?",
        "Bo?",
        "hi all, lunch?",
        "@Bo どう？",
    ],
)
async def test_words_said_to_others_by_plain_name_are_not_answered(house: House, words: str) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    await house.hand.write("UANA", "CGENERAL", words, thread_ts=asked.ts)
    await house.hand.write("UANA", "CGENERAL", "Bo can do Friday", thread_ts=asked.ts)
    assert [each.markdown for each in await house.answered(asked.ts, count=2)] == ["hello", "Bo can do Friday"]
    assert words in "\n".join(message.text for message in house.provider.requests[-1].messages)


@pytest.mark.parametrize(
    "words",
    ["book that", "can you book it?", "¿lo reservas?", "それで予約して", "заплануй це", "bunu ayarla", "marca isso"],
)
async def test_what_people_agreed_on_behind_its_back_is_booked_when_it_is_asked(house: House, words: str) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    await house.hand.write("UANA", "CGENERAL", "<@UBO> budget review on Thursday at 3pm?", thread_ts=asked.ts)
    await house.hand.write("UBO", "CGENERAL", "<@UANA> works for me", thread_ts=asked.ts)
    await house.hand.write("UANA", "CGENERAL", f"<@UBOT> {words}", thread_ts=asked.ts)
    card = await house.card(asked.ts)
    assert "udget review" in str(card.blocks)
    assert "*  Bo\n" in shown(card)  # whatever the card calls guests in the language it was asked for in


async def test_what_somebody_else_would_rather_have_stands_on_the_card_of_who_asked(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> Sync with bo@example.com on 3 June 2031 at 4pm")
    card = await house.card(asked.ts)
    words = "I can't before 5, 4 June 2031 at 10am would suit me"
    said = await house.hand.write("UBO", "CGENERAL", words, thread_ts=asked.ts)
    told = (await house.answered(asked.ts, count=2))[-1]
    assert "**Sync**: Bo proposes another time: Wed 4 Jun 2031, 10:00–10:30 (America/New_York)." in told.visible
    await until(lambda: "Bo proposes another time: Wed 4 Jun 2031, 16:00–16:30 (Europe/Vienna)" in shown(card))
    assert "Tue 3 Jun 2031, 16:00–16:30" in shown(card)
    assert [each for each in house.replies(said.ts) if each.blocks and "Confirm" in shown(each)] == []
    await house.press("UANA", card, "times")
    await until(lambda: any("Wed 4 Jun 2031, 16:00–16:30" in str(view.body) for view in house.workspace.views.values()))


@pytest.mark.parametrize("words", ["book this", "¿lo reservas?"])
async def test_what_is_quoted_is_booked_while_another_card_waits(house: House, words: str) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> Sync with bo@example.com on 3 June 2031 at 4pm")
    await house.card(asked.ts)
    quoted = f"<@UBOT> {words}\n&gt; Launch meeting on 5 June 2031 at 3pm in Room 4"
    await house.hand.write("UANA", "CGENERAL", quoted, thread_ts=asked.ts)
    await until(lambda: any("Launch meeting" in shown(each) for each in house.replies(asked.ts) if each.blocks))
    ana = await house.services.people.directory.by_email("ana@example.com")
    assert ana is not None
    waiting = await house.services.proposals.repository.of_person(ana.id, states=[State.PROPOSED], limit=2)
    assert [each.offer.draft.title for each in waiting] == ["Launch meeting", "Sync"]


async def test_what_is_quoted_is_another_event_than_the_waiting_one_at_its_time(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> Retro with bo@example.com on 3 June 2031 at 4pm")
    await house.card(asked.ts)
    for quote in (
        "Let's meet on 3 June 2031 at 4pm",
        "Retro on 3 June 2031 at 4pm",
        "Launch meeting on 3 June 2031 at 4pm in Room 4",
    ):
        await house.hand.write("UANA", "CGENERAL", f"<@UBOT> book this\n&gt; {quote}", thread_ts=asked.ts)
    await until(lambda: any("Launch meeting" in shown(each) for each in house.replies(asked.ts) if each.blocks))
    ana = await house.services.people.directory.by_email("ana@example.com")
    assert ana is not None
    waiting = await house.services.proposals.repository.of_person(ana.id, states=[State.PROPOSED], limit=2)
    assert [each.offer.draft.title for each in waiting] == ["Launch meeting", "Retro"]


async def test_a_thread_in_which_it_is_to_be_mentioned_is_left_alone_until_it_is(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    await house.answered(asked.ts)
    told = await house.hand.write("UANA", "CGENERAL", "<@UBOT> only answer when mentioned, please", thread_ts=asked.ts)
    answers = await house.answered(asked.ts, count=2)
    assert answers[-1].markdown == "From now on I answer here only when I am mentioned."
    assert told.ts != asked.ts
    await house.hand.write("UBO", "CGENERAL", "so what now?", thread_ts=asked.ts)
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> go on", thread_ts=asked.ts)
    assert (await house.answered(asked.ts, count=3))[-1].markdown == "go on"
    assert "Bo: so what now?" in "\n".join(message.text for message in house.provider.requests[-1].messages)
    other = await house.hand.write("UANA", "CGENERAL", "<@UBOT> elsewhere")
    await house.answered(other.ts)
    await house.hand.write("UBO", "CGENERAL", "and on", thread_ts=other.ts)
    assert (await house.answered(other.ts, count=2))[-1].markdown == "and on"


async def test_a_quiet_channel_hears_nothing_of_it_until_it_may_talk_again(house: House) -> None:
    before = len(house.whispers("UBO"))
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> be quiet in this channel")
    (told,) = await house.answered(asked.ts)
    assert "will stay quiet here" in told.markdown
    for words in ("<@UBOT> hello?", "<@UBOT> are you there?"):
        ignored = await house.hand.write("UBO", "CGENERAL", words)
        assert house.replies(ignored.ts) == []
    (why,) = house.whispers("UBO")[before:]
    assert "talk again" in why
    ana = await house.services.people.directory.by_email("ana@example.com")
    assert ana is not None
    audit = await house.services.storage.audit.of_person(ana.id, limit=5)
    assert ("replies.set", "quiet") in [(row.action, row.detail) for row in audit]
    edited = await house.hand.write("UBO", "CGENERAL", "<@UBOT> what is up?")
    await house.hand.edit(edited, "<@UBOT> what is up then?")
    assert house.replies(edited.ts) == []
    again = await house.hand.write("UBO", "CGENERAL", "<@UBOT> you can talk again")
    await house.answered(again.ts)
    asked = await house.hand.write("UBO", "CGENERAL", "<@UBOT> good")
    assert (await house.answered(asked.ts))[-1].markdown == "good"


async def test_words_that_an_edit_makes_of_a_message_hold_as_well(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> be quite here")
    await house.answered(asked.ts)
    await house.hand.edit(asked, "<@UBOT> be quiet in this channel")
    await until(lambda: any("will stay quiet here" in each.visible for each in house.replies(asked.ts)))
    ignored = await house.hand.write("UBO", "CGENERAL", "<@UBOT> hello?")
    assert house.replies(ignored.ts) == []
    again = await house.hand.write("UANA", "CGENERAL", "<@UBOT> you can talk again")
    await house.answered(again.ts)
    thread = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello there")
    await house.answered(thread.ts)
    await house.hand.write("UBO", "CGENERAL", "please stop answering here", thread_ts=thread.ts)
    await until(lambda: any("will stay quiet here" in each.visible for each in house.replies(thread.ts)))


async def test_the_command_sets_it_for_the_channel(house: House) -> None:
    await house.hand.command("UANA", "CGENERAL", "/threadline", "replies")
    assert "in the threads I take part in" in house.whispers("UANA")[-1]
    await house.hand.command("UANA", "CGENERAL", "/threadline", "replies mentions")
    assert "only when I am mentioned" in house.whispers("UANA")[-1]
    await house.hand.command("UANA", "CGENERAL", "/threadline", "replies follow-ups")

"""What people write, and the answers that come: whole signed requests in, Web API calls out."""

import pytest

from tests.channels.slack.house import House, is_card, shown
from tests.support.acting import EVENT, script, until
from tests.unit.core.documents import files as files_by_hand
from threadline.simulator.slack.model import File

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_mention_is_answered_in_its_thread(house: House) -> None:
    house.provider.scripts.append(script("Hello **Ana**", ", how are you?"))
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> hello")
    (answer,) = await house.answered(asked.ts)
    assert answer.markdown == "Hello **Ana**, how are you?"
    assert answer.thread_ts == asked.ts
    assert answer.metadata is not None
    assert answer.blocks[0]["elements"][0]["type"] == "feedback_buttons"
    assert house.provider.requests[-1].messages[-1].text == "hello"
    assert house.workspace.status["CGENERAL", asked.ts]["status"] == "active"


async def test_follow_ups_need_no_mention(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> first")
    await house.answered(asked.ts)
    await house.hand.write("UBO", "CGENERAL", "and second", thread_ts=asked.ts)
    answers = await house.answered(asked.ts, count=2)
    assert [answer.markdown for answer in answers] == ["first", "and second"]


async def test_threads_without_the_bot_and_words_for_others_are_left_alone(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> mine")
    await house.answered(asked.ts)
    await house.hand.write("UANA", "CGENERAL", "<@UBO> what do you think?", thread_ts=asked.ts)
    other = await house.hand.write("UANA", "CGENERAL", "just talking")
    await house.hand.write("UBO", "CGENERAL", "yes, just talking", thread_ts=other.ts)
    last = await house.hand.write("UANA", "CGENERAL", "<@UBOT> end")
    await house.answered(last.ts)
    assert len(house.replies(asked.ts)) == 1
    assert house.replies(other.ts) == []


async def test_a_direct_message_is_answered(house: House) -> None:
    asked = await house.hand.write("UBO", "DUBO", "good morning")
    (answer,) = await house.answered(asked.ts, "DUBO")
    assert answer.markdown == "good morning"
    person = await house.services.people.directory.by_email("bo@example.com")
    assert person is not None
    assert (person.name, person.zone, person.language) == ("Bo", "America/New_York", "en")


async def test_direct_messages_of_a_day_are_one_conversation_and_so_are_the_threads_below_them(house: House) -> None:
    first = await house.hand.write("UBO", "DUBO", "one")
    await house.answered(first.ts, "DUBO")
    second = await house.hand.write("UBO", "DUBO", "two")
    await house.answered(second.ts, "DUBO")
    below = await house.hand.write("UBO", "DUBO", "three", thread_ts=first.ts)
    await house.answered(first.ts, "DUBO", count=2)
    seen = [message.text for message in house.provider.requests[-1].messages]
    assert seen[-5:] == ["one", "one", "two", "two", "three"]
    assert below.thread_ts == first.ts
    other = await house.hand.write("UANA", "DUANA", "alone")
    await house.answered(other.ts, "DUANA")
    assert "three" not in [message.text for message in house.provider.requests[-1].messages]


async def test_a_delivery_that_is_repeated_is_one_message(house: House) -> None:
    event = {"type": "app_mention", "user": "UANA", "channel": "CGENERAL", "text": "<@UBOT> once"}
    first = await house.hand.write("UANA", "CGENERAL", "hello there")
    event |= {"ts": first.ts}
    for _ in range(3):
        assert (await house.hand.deliver(event, event_id="EvSAME")).status == 200
    (answer,) = await house.answered(first.ts)
    assert answer.markdown == "once"


async def test_files_are_read_or_named(house: House) -> None:
    files = (
        File("F1", "notes.txt", "text/plain", b"Budget is 40"),
        File("F2", "film.mp4", "video/mp4", b"film"),
        File("F3", "shared.md", "text/markdown", b"From far away", stub=True),
        File("F4", "plan.docx", "application/octet-stream", files_by_hand.docx("Review in Room 4")),
    )
    asked = await house.hand.write("UANA", "DUANA", "what is in there?", files=files)
    (answer,) = await house.answered(asked.ts, "DUANA")
    assert [task["title"] for task in answer.tasks] == ["Read notes.txt", "Read shared.md", "Read plan.docx"]
    material = house.provider.requests[-1].material or ""
    assert "Budget is 40" in material
    assert "video/mp4 cannot be read" in material
    assert "Review in Room 4" in material
    assert "From far away" in material


async def test_a_file_that_is_not_slacks_gets_no_token(house: House) -> None:
    file = {"id": "F9", "name": "x.txt", "mimetype": "text/plain", "url_private_download": "http://127.0.0.1:1/x"}
    asked = house.standing("UANA", "DUANA", "look")
    event = {"type": "message", "channel_type": "im", "subtype": "file_share", "user": "UANA", "channel": "DUANA"}
    await house.hand.deliver(event | {"ts": asked.ts, "text": "look", "files": [file] * 7})
    await house.answered(asked.ts, "DUANA")
    material = house.provider.requests[-1].material or ""
    assert "is not stored in Slack" in material
    assert "2 more files" in material


async def test_people_and_links_are_written_out(house: House) -> None:
    text = "<@UBOT> ask <@UBO> in <#C1|plans> about <https://a.example/x|the plan> &lt;soon&gt; <mailto:a@b.cd|a@b.cd>"
    asked = await house.hand.write("UANA", "CGENERAL", text)
    await house.answered(asked.ts)
    said = house.provider.requests[-1].messages[-1].text
    assert said == "ask bo@example.com in #plans about [the plan](https://a.example/x) <soon> a@b.cd"


@pytest.mark.parametrize("words", ["who is in {}?", "who's in the {}", "wer ist in {}?", "¿quiénes están en {}?"])
async def test_who_is_in_a_group_is_told_with_its_name_and_everybody(house: House, words: str) -> None:
    house.time.ahead += 4_000.0  # whatever was read of the workspace before is read anew
    house.workspace.user_groups["SDESIGN"] = ("design", ("UANA", "UBO"))
    try:
        asked = await house.hand.write("UANA", "CGENERAL", f"<@UBOT> {words.format('<!subteam^SDESIGN|@design>')}")
        await house.answered(asked.ts)
    finally:
        del house.workspace.user_groups["SDESIGN"]
    told = words.format("@design (Ana <ana@example.com>, Bo <bo@example.com>)")
    assert house.provider.requests[-1].messages[-1].text == told


async def test_a_thread_is_read_when_the_question_is_about_it(house: House) -> None:
    first = await house.hand.write("UBO", "CGENERAL", "We ship the beta on Friday")
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> summarize this thread", thread_ts=first.ts)
    (answer,) = await house.answered(first.ts)
    assert [task["title"] for task in answer.tasks] == ["Read the thread"]
    assert "Bo: We ship the beta on Friday" in (house.provider.requests[-1].material or "")


async def test_what_people_agreed_on_in_a_thread_becomes_a_card(house: House) -> None:
    first = await house.hand.write("UBO", "CGENERAL", "Can you do Friday 3pm?")
    await house.hand.write("UANA", "CGENERAL", "4pm would be better", thread_ts=first.ts)
    await house.hand.write("UBO", "CGENERAL", "ok", thread_ts=first.ts)
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> book that", thread_ts=first.ts)
    card = await house.card(first.ts)
    proposal = await house.services.proposals.repository.find((card.metadata or {})["event_payload"]["proposal"])
    assert proposal is not None
    draft = proposal.offer.draft
    assert (draft.start.hour, draft.start.weekday()) == (16, 4)
    assert [guest.email for guest in draft.attendees] == ["bo@example.com"]


async def test_the_pane_suggests_and_knows_what_is_beside_it(house: House) -> None:
    await house.hand.open_home("UANA", "messages")
    assert len(house.workspace.prompts["DUANA"]) == 4
    await house.hand.write("UBO", "CGENERAL", "The venue is booked")
    look = {"entities": [{"type": "slack#/types/channel_id", "value": "CGENERAL", "team_id": "T1"}]}
    await house.hand.deliver({"type": "app_context_changed", "user": "UANA", "channel": "DUANA", "context": look})
    asked = await house.hand.write("UANA", "DUANA", "Summarise this channel")
    await house.answered(asked.ts, "DUANA")
    assert "Bo: The venue is booked" in (house.provider.requests[-1].material or "")
    await house.hand.deliver({"type": "app_context_changed", "user": "UANA", "channel": "DUANA", "context": {}})
    again = await house.hand.write("UANA", "DUANA", "And this channel?")
    await house.answered(again.ts, "DUANA")
    assert house.provider.requests[-1].material is None


async def test_feedback_is_kept_without_words(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "<@UBOT> judge me")
    (answer,) = await house.answered(asked.ts)
    element = answer.blocks[0]["elements"][0]
    action = {"type": "feedback_buttons", "action_id": "feedback", "value": element["negative_button"]["value"]}
    await house.hand.click("UANA", answer, action)
    person = await house.services.people.directory.by_email("ana@example.com")
    assert person is not None
    (record, *_) = await house.services.storage.audit.of_person(person.id, limit=1)
    assert (record.action, record.detail) == ("reply.feedback", "bad")
    assert await house.services.conversations.turns.get(record.subject) is not None


async def test_what_nobody_listens_to_is_acknowledged(house: House) -> None:
    assert (await house.hand.deliver({"type": "team_join", "user": {"id": "UNEW"}})).status == 200
    bot = {"type": "message", "channel_type": "im", "channel": "DUANA", "bot_id": "B9", "ts": "1.2", "text": "beep"}
    assert (await house.hand.deliver(bot)).status == 200
    joined = {"type": "message", "subtype": "channel_join", "user": "UBO", "channel": "CGENERAL", "ts": "1.3"}
    assert (await house.hand.deliver(joined)).status == 200
    before = len(house.provider.requests)
    await until(lambda: len(house.provider.requests) == before)


async def test_cards_of_words_that_were_said_anew_or_taken_back_wait_no_more(house: House) -> None:
    asked, first = await house.event()
    await house.hand.edit(asked, f"<@UBOT> {EVENT.replace('3-4:30pm', '5-6pm')}")
    await until(lambda: len([each for each in house.replies(asked.ts) if is_card(each)]) == 2)
    second = [each for each in house.replies(asked.ts) if is_card(each)][-1]
    await house.kept(second)
    assert "Dismissed" in shown(first)
    assert "Dismissed" not in shown(second)
    await house.hand.delete(asked)
    await until(lambda: "Dismissed" in shown(second))


async def test_what_follows_a_command_in_direct_messages_is_about_its_card(house: House) -> None:
    await house.hand.command("UBO", "DUBO", "/schedule", "Fencing tomorrow 3pm to 4pm")
    await until(lambda: any("Fencing" in shown(each) for each in house.workspace.messages if is_card(each)))
    card = next(each for each in house.workspace.messages if is_card(each) and "Fencing" in shown(each))
    await house.kept(card)
    house.provider.scripts.clear()
    await house.hand.write("UBO", "DUBO", "make it 5")
    await until(lambda: "17:00" in shown(card) or "5:00" in shown(card))

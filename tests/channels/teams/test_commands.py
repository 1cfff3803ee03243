"""Commands, the message action, feedback, files, installing, editing and deleting."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.channels.teams.house import BOT, House, is_final, shown
from tests.support.acting import EVENT, script, until
from tests.unit.core.documents import files as files_by_hand
from threadline.bots.teams.thread_ref import thread_at
from threadline.core.domain.proposal import Action
from threadline.core.people.directory import PersonNotFound
from threadline.simulator.teams.faults import bad_gateway, not_in_roster
from threadline.simulator.teams.model import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


async def test_help_is_told_with_prompts(house: House) -> None:
    asked = await house.ana.write(house.teams.personal("ana"), "help")
    told = await house.told(asked)
    assert "What I can do" in told.text
    assert [prompt["type"] for prompt in told.suggested] == ["imBack"] * 4
    unknown = await house.ana.write(house.teams.personal("ana"), "/dance with me")
    assert "What I can do" in (await house.told(unknown)).text


async def test_a_hint_is_rather_lost_than_told_twice(house: House) -> None:
    connector = house.teams.connector
    connector.cut_off("send")
    asked = await house.ana.write(house.teams.personal("ana"), "help")
    await until(lambda: connector.cuts["send"] == 0)
    later = await house.ana.write(house.teams.personal("ana"), "/settings")
    await until(lambda: bool(house.said(later)))
    assert [told.text[:16] for told in house.said(asked)] == ["**What I can do*", "Time zone: Europ"]


async def test_a_command_in_a_group_is_answered_to_its_sender_alone(house: House) -> None:
    asked = await house.bo.command(house.teams.group, "/settings")
    told = await house.told(asked)
    assert "Time zone: America/New_York" in told.text
    assert told.visible_to == house.teams.person("bo").id
    assert not told.suggested


async def test_settings_are_kept(house: House) -> None:
    chat = house.teams.personal("bo")
    for words, answer in (
        ("/settings timezone Mars/Olympus", "no time zone"),
        ("/settings language english", "two letters"),
        ("/settings language DE", "in der Sprache de"),
        ("/settings timezone Europe/Rome", "Ihre Zeitzone ist jetzt Europe/Rome"),
        ("/settings", "Europe/Rome"),
    ):
        asked = await house.bo.write(chat, words)
        assert answer in (await house.told(asked)).text
    asked = await house.bo.write(chat, "Lunch on 4 June 2031 at noon")
    card = await house.card(asked)
    assert "12:00–12:30 (Europe/Rome)" in shown(card)  # what was set by hand counts more than the device


async def test_a_device_elsewhere_is_believed(house: House) -> None:
    chat = house.teams.personal("ana")
    asked = await house.ana.write(chat, "Lunch on 4 June 2031 at noon", localTimezone="Asia/Tokyo")
    assert "(Asia/Tokyo)" in shown(await house.card(asked))
    asked = await house.ana.write(chat, "Schedule tea on 4 June 2031 at 4pm", localTimezone="Nowhere/Land")
    assert "(Europe/Vienna)" in shown(await house.card(asked))  # from the clientInfo entity


async def test_schedule_needs_words_and_makes_an_event(house: House) -> None:
    chat = house.teams.personal("ana")
    assert "Tell me what and when" in (await house.told(await house.ana.write(chat, "/schedule"))).text
    asked = await house.ana.write(chat, "/schedule Lunch with bo@example.com on 5 June 2031 at noon")
    assert "Lunch" in shown(await house.card(asked))


async def test_a_question_only_the_bot_saw_is_posted_first(house: House) -> None:
    asked = await house.ana.command(house.teams.group, "/schedule", "Lunch on 6 June 2031 at noon *now*")
    card = await house.card(asked)
    first = house.said(asked)[0]
    assert first.text.startswith("Ana asked:\n\n> Lunch on 6 June 2031 at noon \\*now\\*")
    assert first.visible_to is None
    assert card.visible_to is None


async def test_a_command_in_a_channel_begins_a_thread(house: House) -> None:
    begin = len(house.teams.messages)
    await house.ana.command(house.teams.channel, "schedule", "Lunch on 6 June 2031 at noon")
    await until(lambda: any(message.card for message in house.teams.messages[begin:]))
    posted = next(message for message in house.teams.messages[begin:] if "Ana asked" in message.text)
    card = next(message for message in house.teams.messages[begin:] if message.card)
    assert card.thread in (posted.id, posted.thread)


async def test_summaries_take_words_or_the_conversation(house: House) -> None:
    chat = house.teams.personal("ana")
    asked = await house.ana.write(chat, "/summarize The beta ships on Friday. Bo tests it.")
    await house.answered(asked)
    assert "The beta ships" in str(house.provider.requests[-1])
    asked = await house.ana.write(chat, "summarize")
    await house.answered(asked)
    assert "Summarise our conversation so far" in str(house.provider.requests[-1])


async def test_templates_are_listed_and_used(house: House) -> None:
    chat = house.teams.personal("ana")
    assert "Your templates" in (await house.told(await house.ana.write(chat, "/template"))).text
    assert "lists them" in (await house.told(await house.ana.write(chat, "/template nothing here"))).text
    await house.answered(await house.ana.write(chat, "/template email_summary Dear all, the beta ships."))
    assert "the beta ships" in str(house.provider.requests[-1])


async def test_a_calendar_is_connected_by_a_link(house: House) -> None:
    asked = await house.ana.write(house.teams.personal("ana"), "calendar connect")
    assert "https://threadline.example.com/signin/" in (await house.told(asked)).text


async def test_stop_stops_ones_own_answers(house: House) -> None:
    chat = house.teams.personal("ana")
    assert "not working on an answer" in (await house.told(await house.ana.write(chat, "/stop"))).text
    house.provider.between = asyncio.Event()
    house.provider.scripts.append(script("One ", "two"))
    asked = await house.ana.write(house.teams.group, f"{BOT} count")
    await until(lambda: any(message.text for message in house.said(asked)))
    refused = await house.bo.write(house.teams.group, f"{BOT} stop")
    await until(lambda: any("not working on an answer" in message.text for message in house.said(refused)))
    await house.ana.write(house.teams.group, f"{BOT} /stop")
    await until(lambda: any("Stopped" in message.text for message in house.said(asked)))


async def test_an_edited_question_is_answered_anew(house: House) -> None:
    house.provider.between = asyncio.Event()
    house.provider.scripts += [script("Old ", "answer"), script("New answer")]
    asked = await house.ana.write(house.teams.group, f"{BOT} old question")
    await until(lambda: any(message.text for message in house.said(asked)))
    await house.ana.edit(asked, f"{BOT} new question")
    await house.dealt()
    house.provider.between.set()
    await until(lambda: any(message.text == "New answer" for message in house.said(asked)))
    await until(lambda: not house.channel.threads.answering(thread_at(house.teams.group.id)))
    assert house.provider.requests[-1].messages[-1].text == "new question"
    assert any("Stopped" in message.text for message in house.said(asked))
    house.provider.scripts.append(script("Newest answer"))
    await house.ana.edit(asked, f"{BOT} newest question")  # nothing is being answered any more
    await until(lambda: any(message.text == "Newest answer" and is_final(message) for message in house.said(asked)))
    assert house.provider.requests[-1].messages[-1].text == "newest question"


async def test_a_question_that_is_edited_after_its_event_was_booked_changes_that_event(house: House) -> None:
    asked, card = await house.event(house.teams.group, "Design review on 3 June 2031 3-4pm in Room 4")
    await house.ana.click(card, "Confirm")
    booked = await house.proposal(card)
    await house.ana.edit(asked, f"{BOT} Design review on 3 June 2031 5-6pm in Room 4")
    await until(lambda: len([each for each in house.said(asked) if each.card]) == 2)
    changed = await house.proposal([each for each in house.said(asked) if each.card][-1])
    assert changed.offer.action is Action.CHANGE
    assert changed.offer.target.event_id == booked.event_id
    assert changed.offer.draft.start.hour == 17


async def test_a_deleted_question_is_not_answered_on(house: House) -> None:
    house.provider.between = asyncio.Event()
    house.provider.scripts.append(script("One ", "two"))
    marker = await house.ana.write(house.teams.group, "not for you")
    asked = await house.ana.write(house.teams.group, f"{BOT} count")
    await until(lambda: any(message.text for message in house.said(marker)))
    await house.ana.delete(asked)
    await until(lambda: any("Stopped" in message.text for message in house.said(marker)))
    house.provider.between = None
    house.provider.scripts.append(script("Counted"))
    await house.ana.undelete(asked)  # said anew: with the answer that follows, nothing of this test is left running
    await until(lambda: any(message.text == "Counted" and is_final(message) for message in house.said(marker)))
    assert not any("two" in message.text for message in house.said(marker))


async def test_a_message_is_scheduled_from_its_menu(house: House) -> None:
    await house.ana.write(house.teams.group, f"{BOT} hello")  # so that the bot knows that it is there
    await house.told(await house.bo.write(house.teams.personal("bo"), "/settings timezone Europe/Rome"))
    other = await house.bo.write(house.teams.group, "Offsite with ana@example.com on 8 July 2031 9-11am")
    await house.ana.message_action(other, "schedule")
    form = house.teams.dialogs[house.teams.person("ana").id]
    assert form.title == "Schedule this"
    assert (form.card or {})["body"][-1]["value"] == "Offsite with ana@example.com on 8 July 2031 9-11am"
    await house.ana.submit_dialog({"text": " "})
    assert "Tell me what" in str(house.teams.dialogs[house.teams.person("ana").id].card)
    await house.ana.submit_dialog({"text": "Offsite with ana@example.com on 8 July 2031 9-11am"})
    assert house.teams.person("ana").id not in house.teams.dialogs
    card = await house.card(other)
    assert "Offsite" in shown(card)
    assert "(Europe/Rome)" in shown(card)  # Bo's zone: the words are theirs


async def test_where_the_bot_is_not_it_answers_in_the_own_chat(house: House) -> None:
    away = house.teams.tenant.conversations["19:design@thread.tacv2"]
    begin = len(house.teams.messages)
    other = await house.bo.write(away, "Kickoff on 9 July 2031 at 9am")
    await house.ana.message_action(other, "schedule")
    await house.ana.submit_dialog({})
    assert house.teams.dialogs.pop(house.teams.person("ana").id).text == "I answer you in our private chat."
    await until(lambda: any(message.card for message in house.teams.messages[begin:]))
    said = [message for message in house.teams.messages[begin:] if message.sender.startswith("28:")]
    assert {message.conversation for message in said} == {house.teams.personal("ana").id}
    assert "You asked me to schedule this" in said[0].text


async def test_where_the_bot_is_not_its_form_adds_it_and_then_answers_there(house: House) -> None:
    away = house.teams.tenant.conversations["19:design@thread.tacv2"]
    other = await house.bo.write(away, "Retro on 10 July 2031 at 9am")
    await house.ana.message_action(other, "schedule")
    await house.ana.add_app()
    form = house.teams.dialogs[house.teams.person("ana").id]
    assert (form.card or {})["body"][-1]["value"] == "Retro on 10 July 2031 at 9am"
    assert len((form.card or {})["actions"]) == 1
    try:
        await house.ana.submit_dialog({})
        assert "Retro" in shown(await house.card(other))
    finally:
        await house.ana.uninstall(away)
        await house.dealt()


async def test_nothing_is_added_where_the_bot_is(house: House) -> None:
    await house.ana.write(house.teams.group, f"{BOT} hello")
    other = await house.bo.write(house.teams.group, "Retro on 10 July 2031 at 9am")
    await house.ana.message_action(other, "schedule")
    with pytest.raises(LookupError):
        await house.ana.add_app()
    house.ana.close_dialog()


async def test_forms_of_the_message_action_that_are_not_ours(house: House) -> None:
    other = await house.bo.write(house.teams.group, "hm")
    values: tuple[Any, ...] = (None, {"data": {"form": "x"}}, {"messagePayload": 5})
    for value in values:
        delivery = await house.ana._invoke(other, "composeExtension/submitAction", value)
        assert "older version" in delivery.text
        assert (await house.ana._invoke(other, "composeExtension/fetchTask", value)).status == 200


async def test_feedback_goes_to_the_audit_trail(house: House) -> None:
    house.provider.scripts.append(script("An answer"))
    asked = await house.ana.write(house.teams.channel, f"{BOT} hello")
    (answer,) = await house.answered(asked)
    delivery = await house.bo.feedback(answer, "dislike", "It is rude")
    assert (delivery.status, delivery.text) == (200, "{}")
    await house.dealt()
    person = await house.services.people.directory.by_email("bo@example.com")
    assert person is not None
    entries = await house.services.storage.audit.of_person(person.id, limit=10)
    (entry,) = [entry for entry in entries if entry.action == "reply.feedback"]
    assert entry.detail == "bad"
    assert len(entry.subject) == 32
    assert "rude" not in str(entry)
    values: tuple[Any, ...] = (None, {"actionValue": 5}, {"actionValue": {"reaction": "cake"}})
    for value in values:
        assert (await house.bo._invoke(answer, "message/submitAction", value)).text == "{}"


async def test_files_are_read_or_explained(house: House) -> None:
    await house.answered(await house.ana.attach("what is in there?", "notes.txt", b"\xef\xbb\xbfBudget is 40"))
    material = house.provider.requests[-1].material or ""
    assert "Budget is 40" in material
    await house.answered(await house.ana.attach("and here?", "film.mp4", b"film", media_type="video/mp4"))
    assert "cannot be read here" in (house.provider.requests[-1].material or "")
    await house.answered(await house.ana.attach("and here?", "plan.docx", files_by_hand.docx("Review in Room 4")))
    assert "Review in Room 4" in (house.provider.requests[-1].material or "")
    for url, note in (
        ("https://example.com/secret", "is not stored in Teams"),
        ("http://[::", "is not stored in Teams"),
        (f"{house.teams.url}/download/none", "would not give me the file"),
        ("http://127.0.0.1:1/x", "could not be fetched"),
    ):
        await house.answered(await house.ana.attach("look", "notes.txt", b"x", download_url=url))
        assert note in (house.provider.requests[-1].material or "")
    await house.answered(await house.ana.attach("large", "notes.txt", b"x" * 10_000_001))
    assert "larger than" in (house.provider.requests[-1].material or "")


async def test_more_files_than_are_read_are_counted(house: House) -> None:
    file = {"contentType": "image/png", "name": None}
    asked = await house.ana.write(house.teams.personal("ana"), "look", attachments=(file,) * 7)
    await house.answered(asked)
    material = house.provider.requests[-1].material or ""
    assert "2 more files" in material
    assert "send it as a file" in material


async def test_installing_is_welcomed_once(house: House) -> None:
    chat = house.teams.personal("bo")
    begin = len(house.teams.messages)
    await house.bo.install(chat)
    await until(lambda: any(message.suggested for message in house.teams.messages[begin:]))
    said = house.teams.messages[begin:]
    assert [bool(message.card) for message in said] == [True, False]
    assert "Hello, I am Threadline" in shown(said[0])
    await house.bo.uninstall(chat)
    person = await house.services.people.directory.by_email("bo@example.com")
    assert person is not None
    assert not await house.channel.notify(person, "Anybody there?", key="n-gone")
    await house.bo.install(chat)
    await until(lambda: len(house.teams.messages) >= begin + 4)
    assert await house.channel.notify(person, "There you are", key="n-back")


async def test_a_group_is_welcomed_and_newcomers_are_not(house: House) -> None:
    begin = len(house.teams.messages)
    await house.ana.install(house.teams.channel)
    await until(lambda: len(house.teams.messages) > begin)
    house.teams.tenant.people["cleo"] = Person("cleo", "29:cleo", "c1", "Cleo", "cleo@example.com", "cleo@example.com")
    await house.ana.invite(house.teams.group, "cleo")
    assert [shown(message).splitlines()[0] for message in house.teams.messages[begin:]] == ["Hello, I am Threadline"]
    await house.ana.uninstall(house.teams.channel)
    house.teams.channel.installed = True
    await house.ana.install(house.teams.channel)


async def test_people_are_told_what_they_did_not_ask_for_once(house: House) -> None:
    await house.answered(await house.ana.write(house.teams.personal("ana"), "hello"))
    person = await house.services.people.directory.by_email("ana@example.com")
    assert person is not None
    begin = len(house.teams.messages)
    for _ in range(3):
        assert await house.channel.notify(person, "**Reminder**: Lunch <b>now</b>", key="r1")
    (note,) = [message for message in house.teams.messages[begin:] if "Reminder" in message.text]
    assert (note.conversation, note.text) == ("a:ana", "**Reminder**: Lunch &lt;b>now&lt;/b>")
    stranger = await house.services.people.directory.ensure("stranger@example.com")
    assert not await house.channel.notify(stranger, "Hello", key="r2")
    house.teams.connector.fail("send", not_in_roster())
    assert not await house.channel.notify(person, "Blocked", key="r3")
    house.teams.connector.fail("send", bad_gateway(), times=4)
    with pytest.raises(Exception, match="502"):
        await house.channel.notify(person, "Later", key="r4")
    assert await house.channel.notify(person, "Later", key="r4")


async def test_somebody_known_from_a_group_only_gets_a_chat(house: House) -> None:
    cleo = Person("dora", "29:dora", "d1", "Dora", "dora@example.com", "dora@example.com")
    house.teams.tenant.people["dora"] = cleo
    house.teams.group.members.add(cleo.id)
    chat = type(house.teams.group)("a:dora", "personal", members={cleo.id})
    house.teams.tenant.conversations[chat.id] = chat
    await house.answered(await house.teams.hand("dora").write(house.teams.group, f"{BOT} hello"))
    person = await house.services.people.directory.by_email("dora@example.com")
    assert person is not None
    assert await house.channel.notify(person, "Hello Dora", key="dora-1")
    assert house.teams.messages[-1].conversation == chat.id
    chat.installed = False
    house.channel.inbox.adapter()._handler._listeners.acquaintance.forget()
    assert not await house.channel.notify(person, "Hello Dora", key="dora-2")


async def test_guests_are_not_known_by_their_address(house: House) -> None:
    await house.answered(await house.ana.write(house.teams.personal("ana"), "hello"))
    guest = Person("eve", "29:eve", "e1", "Eve", "ana@example.com", "eve#EXT#@example.com", guest=True)
    house.teams.tenant.people["eve"] = guest
    house.teams.group.members.add(guest.id)
    await house.answered(await house.teams.hand("eve").write(house.teams.group, f"{BOT} hello"))
    ana = await house.services.people.directory.by_email("ana@example.com")
    accounts = await house.channel._outgoing.directory.accounts(ana.id if ana else "")
    assert {account.object_id for account in accounts} == {house.teams.person("ana").aad_id}


async def test_a_newcomer_who_cannot_be_looked_up_is_answered_and_known_later(house: House) -> None:
    fay = Person("fay", "29:fay", "f1", "Fay", "fay@example.com", "fay@example.com")
    house.teams.tenant.people["fay"] = fay
    house.teams.group.members.add(fay.id)
    house.teams.connector.fail("member", bad_gateway(), times=4)
    directory = house.services.people.directory
    await house.answered(await house.teams.hand("fay").write(house.teams.group, f"{BOT} hello"))
    assert await directory.by_email("fay@example.com") is None
    house.time.ahead += 61
    mailed = await directory.ensure("fay@example.com")  # meanwhile she wrote by mail
    await house.answered(await house.teams.hand("fay").write(house.teams.group, f"{BOT} hello again"))
    known = await directory.by_email("fay@example.com")
    accounts = await house.channel._outgoing.directory.accounts(known.id if known else "")
    assert [account.object_id for account in accounts] == ["f1"]
    assert known is not None
    assert await directory.by_email("fay@example.com") == known
    with pytest.raises(PersonNotFound):
        await directory.get(mailed.id if known.id != mailed.id else "")


async def test_an_address_that_changed_is_followed(house: House) -> None:
    tenant, directory = house.teams.tenant, house.services.people.directory
    tenant.people["gil"] = Person("gil", "29:gil", "g1", "Gil", "gil@example.com", "gil@example.com")
    house.teams.group.members.add("29:gil")
    await house.answered(await house.teams.hand("gil").write(house.teams.group, f"{BOT} hello"))
    before = await directory.by_email("gil@example.com")
    tenant.people["gil"] = Person("gil", "29:gil", "g1", "Gil", "gil.new@example.com", "gil.new@example.com")
    people = house.channel.inbox.adapter()._handler._listeners.acquaintance
    today, people.now = people.now, lambda: today() + timedelta(days=2)
    await house.answered(await house.teams.hand("gil").write(house.teams.group, f"{BOT} hello again"))
    people.now = today
    after = await directory.by_email("gil.new@example.com")
    assert before is not None
    assert after is not None
    assert (after.id, after.email) == (before.id, "gil.new@example.com")
    assert await directory.by_email("gil@example.com") is None


async def test_deliveries_that_are_repeated_are_one_message(house: House) -> None:
    house.provider.scripts.append(script("Once"))
    asked = await house.ana.write(house.teams.personal("ana"), "only once")
    for _ in range(3):
        assert (await house.teams.courier.again(house.teams.courier.deliveries[-1])).status == 200
    await house.answered(asked)
    help_asked = await house.ana.write(house.teams.personal("ana"), "/help")
    for _ in range(3):
        await house.teams.courier.again(house.teams.courier.deliveries[-1])
    await house.told(help_asked)
    assert len(house.said(asked)) == 2


async def test_follow_ups_in_a_thread_need_no_mention_where_teams_tells_them(house: House) -> None:
    house.teams.tenant.hears_everything = True
    try:
        asked = await house.ana.write(house.teams.channel, f"{BOT} first")
        await house.answered(asked)
        await house.bo.write(house.teams.channel, "<at>Ana</at> what do you think?", thread=asked.id)
        await house.bo.write(house.teams.channel, "Hey <at>Ana</at>, Monday 9am ok?", thread=asked.id)
        await house.bo.write(house.teams.channel, "lunch on Thursday? <at>Ana</at>", thread=asked.id)
        await house.bo.write(house.teams.channel, "nobody asked the bot")
        await house.bo.write(house.teams.group, "nor here")
        again = await house.bo.write(house.teams.channel, "and second", thread=asked.id)
        (answer,) = await house.answered(again)
        assert answer.text == "and second"
        assert len([message for message in house.said(asked) if message.text]) == 2
    finally:
        house.teams.tenant.hears_everything = False


async def test_people_are_written_by_their_address(house: House) -> None:
    asked = await house.ana.write(house.teams.group, f"{BOT} ask <at>Bo</at> about\u00a0it")
    await house.answered(asked)
    assert house.provider.requests[-1].messages[-1].text == "ask bo@example.com about it"
    house.teams.connector.fail("member", not_in_roster())
    house.channel.inbox.adapter()._handler._listeners.acquaintance._profiles.clear()
    asked = await house.ana.write(house.teams.group, f"{BOT} ask <at>Bo</at> again")
    await house.answered(asked)
    assert house.provider.requests[-1].messages[-1].text == "ask Bo again"


async def test_a_mention_without_words_is_answered_with_help(house: House) -> None:
    asked = await house.ana.write(house.teams.group, BOT)
    told = await house.told(asked)
    assert "/help" in told.text
    assert EVENT not in told.text

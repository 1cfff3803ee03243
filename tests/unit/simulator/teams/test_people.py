"""What people do in the fake Teams, as the bot hears of it: the shapes of activities, clicks, forms, files."""

import json
from datetime import datetime
from typing import Any

import pytest

from tests.unit.simulator.teams.bot import Bot, Time, block, card, execute
from threadline.simulator.teams.delivery import Delivery
from threadline.simulator.teams.model import Message, in_thread
from threadline.simulator.teams.people import reference

Json = dict[str, Any]
CLIENT = {"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/Vienna"}


async def test_a_message_as_teams_sends_it(bot: Bot) -> None:
    ana = bot.teams.person("ana")
    message = await bot.teams.hand("ana").write(bot.teams.personal("ana"), "a < b\n\nand more")
    (heard,) = bot.heard
    assert (heard["type"], heard["text"], heard["id"]) == ("message", "a < b\n\nand more", message.id)
    assert heard["from"] == {"id": ana.id, "name": "Ana", "aadObjectId": ana.aad_id}
    assert heard["recipient"] == {"id": f"28:{bot.teams.app_id}", "name": "Threadline"}
    assert heard["conversation"] == {"conversationType": "personal", "tenantId": bot.teams.tenant_id, "id": "a:ana"}
    assert heard["channelData"] == {"tenant": {"id": bot.teams.tenant_id}}
    assert (heard["channelId"], heard["localTimezone"], heard["locale"]) == ("msteams", "Europe/Vienna", "en-GB")
    assert heard["entities"] == [CLIENT]
    html = "<p>a &lt; b</p><p>&nbsp;</p><p>and more</p>"
    assert heard["attachments"] == [{"contentType": "text/html", "content": html}]
    assert datetime.fromisoformat(heard["timestamp"]) == datetime.fromisoformat(heard["localTimestamp"])


async def test_a_mention_in_a_channel(bot: Bot) -> None:
    channel, team = bot.teams.channel, bot.teams.channel.team
    root = await bot.teams.hand("ana").write(channel, "<at>Threadline</at> ask <at>Bo</at> or <at>Nobody</at>")
    heard = bot.heard[-1]
    mentioned = [(entity["text"], entity["mentioned"]["name"]) for entity in heard["entities"][:-1]]
    assert mentioned == [("<at>Threadline</at>", "Threadline"), ("<at>Bo</at>", "Bo")]
    assert 'itemid="1">Bo</span>' in heard["attachments"][0]["content"]
    assert heard["conversation"]["id"] == in_thread(channel.id, root.id) == reference(root, channel)
    assert (heard["conversation"]["isGroup"], heard["conversation"]["conversationType"]) == (True, "channel")
    assert team is not None
    assert (heard["channelData"]["team"]["id"], heard["channelData"]["channel"]["id"]) == (team.id, channel.id)
    reply = await bot.teams.hand("bo").write(channel, "<at>Threadline</at> yes", thread=root.id)
    assert (bot.heard[-1]["replyToId"], bot.heard[-1]["id"]) == (root.id, reply.id)
    assert bot.heard[-1]["conversation"]["id"] == in_thread(channel.id, root.id)
    assert reference(await bot.teams.hand("bo").write(bot.teams.group, "x"), bot.teams.group) == bot.teams.group.id


async def test_groups_and_channels_reach_the_bot_by_mention_only(bot: Bot) -> None:
    ana, group = bot.teams.hand("ana"), bot.teams.group
    silent = await ana.write(group, "among us")
    assert await ana.edit(silent, "still among us") is None
    assert await ana.delete(silent) is None
    assert await ana.undelete(silent) is None
    assert bot.heard == []
    await ana.write(group, "<at>Threadline</at> hello")
    assert bot.heard[-1]["conversation"]["conversationType"] == "groupChat"
    bot.teams.tenant.hears_everything = True
    await ana.write(group, "with permission")
    assert bot.heard[-1]["text"] == "with permission"
    group.installed = False
    await ana.write(group, "<at>Threadline</at> gone")
    assert bot.heard[-1]["text"] == "with permission"


async def test_slash_commands_are_private_in_groups(bot: Bot) -> None:
    bo = bot.teams.hand("bo")
    await bo.command(bot.teams.personal("bo"), "schedule", "lunch")
    assert "isTargeted" not in bot.heard[-1]["recipient"]
    message = await bo.command(bot.teams.group, "help")
    assert (bot.heard[-1]["text"], bot.heard[-1]["recipient"]["isTargeted"]) == ("help", True)
    assert message.visible_to == bot.teams.person("bo").id


async def test_edits_and_deletions(bot: Bot) -> None:
    ana = bot.teams.hand("ana")
    message = await ana.write(bot.teams.personal("ana"), "at three")
    await ana.edit(message, "at four")
    heard = bot.heard[-1]
    assert (heard["type"], heard["id"], heard["text"]) == ("messageUpdate", message.id, "at four")
    assert heard["channelData"]["eventType"] == "editMessage"
    await ana.delete(message)
    heard = bot.heard[-1]
    assert (heard["type"], heard["channelData"]["eventType"]) == ("messageDelete", "softDeleteMessage")
    assert "text" not in heard
    assert bot.teams.messages == []
    await ana.undelete(message)
    assert (bot.heard[-1]["type"], bot.heard[-1]["channelData"]["eventType"]) == ("messageUpdate", "undeleteMessage")


async def test_installing_removing_inviting(bot: Bot) -> None:
    ana, channel = bot.teams.hand("ana"), bot.teams.channel
    await ana.install(bot.teams.personal("ana"))
    membership, installation = bot.heard
    assert [member["id"] for member in membership["membersAdded"]] == [bot.teams.tenant.bot["id"], ana.person.id]
    assert (installation["type"], installation["action"]) == ("installationUpdate", "add")
    assert "localTimezone" not in membership
    await ana.uninstall(channel)
    assert (bot.heard[-2]["channelData"]["eventType"], bot.heard[-1]["action"]) == ("teamMemberRemoved", "remove")
    assert (await bot.say(channel.id, "hello"))[0] == 403
    await ana.install(channel)
    assert bot.heard[-2]["channelData"]["eventType"] == "teamMemberAdded"
    bot.teams.group.members.discard(bot.teams.person("bo").id)
    await ana.invite(bot.teams.group, "bo")
    assert bot.heard[-1]["membersAdded"][0]["aadObjectId"] == bot.teams.person("bo").aad_id


async def test_files_can_be_fetched_for_a_while(bot: Bot, clock: Time) -> None:
    await bot.teams.hand("ana").attach("read this", "notes.txt", b"Lunch at noon")
    attachment = bot.heard[-1]["attachments"][0]
    assert attachment["contentType"] == "application/vnd.microsoft.teams.file.download.info"
    assert (attachment["name"], attachment["content"]["fileType"]) == ("notes.txt", "txt")
    url = attachment["content"]["downloadUrl"]
    async with bot.http.get(url) as response:
        assert await response.read() == b"Lunch at noon"
    assert bot.teams.files.fetched == ["notes.txt"]
    clock.now += 301
    for address in (url, f"{bot.teams.url}/download/other"):
        async with bot.http.get(address) as response:
            assert response.status == 403
    await bot.teams.hand("ana").attach("", "x.txt", b"", download_url="https://evil.example.com/x")
    assert bot.heard[-1]["attachments"][0]["content"]["downloadUrl"] == "https://evil.example.com/x"


async def test_a_reaction(bot: Bot) -> None:
    await bot.say("a:ana", "hello")
    await bot.teams.hand("ana").react(bot.teams.messages[-1])
    assert (bot.heard[-1]["type"], bot.heard[-1]["reactionsAdded"]) == ("messageReaction", [{"type": "like"}])


NOTE = {"type": "Input.Text", "id": "note", "value": "as shown"}


def submit(title: str, **data: Any) -> Json:
    return {"type": "Action.Submit", "title": title, "data": data}


async def shown(bot: Bot, *actions: Json, place: str = "a:ana", **more: Any) -> Message:
    await bot.say(place, attachments=[card(block("An event"), NOTE, actions=actions, **more)])
    return bot.teams.messages[-1]


async def test_execute_carries_data_and_inputs_and_changes_the_card_for_one(bot: Bot) -> None:
    group = bot.teams.group.id
    message = await shown(bot, execute("Confirm", data={"proposal": "p1", "note": "old"}, id="c"), place=group)
    ana, new = bot.teams.hand("ana"), card(block("In your calendar"))["content"]
    bot.answer = lambda _: {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": new}
    delivery = await ana.click(message, "Confirm", {"note": "typed"})
    assert delivery.status == 200
    heard = bot.heard[-1]
    assert (heard["name"], heard["replyToId"], heard["conversation"]["id"]) == (
        "adaptiveCard/action",
        message.id,
        group,
    )
    assert heard["value"]["trigger"] == "manual"
    data = {"proposal": "p1", "note": "typed"}
    pressed = {"type": "Action.Execute", "verb": "confirm", "data": data, "id": "c", "title": "Confirm"}
    assert heard["value"]["action"] == pressed
    bo = bot.teams.hand("bo")
    assert message.card_for(ana.person.id) == new
    assert message.card_for(bo.person.id) == message.card != new
    await bot.call("PUT", f"conversations/{group}/activities/{message.id}", {"type": "message", "text": "over"})
    assert message.card_for(ana.person.id) is None
    with pytest.raises(LookupError):
        await ana.click(message, "Confirm")


async def test_an_answer_that_is_no_card_changes_nothing(bot: Bot) -> None:
    message = await shown(bot, execute("Confirm"))
    bot.answer = lambda _: {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "No."}
    await bot.teams.hand("ana").click(message, "confirm")
    assert message.views == {}


async def test_refresh_is_for_those_it_names(bot: Bot) -> None:
    ana, bo = bot.teams.hand("ana"), bot.teams.hand("bo")
    refresh = {"action": execute("view", data={"p": 1}), "userIds": [ana.person.id]}
    message = await shown(bot, place=bot.teams.group.id, refresh=refresh)
    assert await bo.refresh(message) is None
    assert bot.heard == []
    await ana.refresh(message)
    assert (bot.heard[-1]["value"]["trigger"], bot.heard[-1]["value"]["action"]["verb"]) == ("automatic", "view")
    assert "localTimezone" not in bot.heard[-1]
    assert await ana.refresh(await shown(bot)) is None


async def test_submit_is_a_message_without_text(bot: Bot) -> None:
    message = await shown(bot, submit("Dismiss", verb="dismiss"))
    await bot.teams.hand("ana").click(message, "Dismiss")
    heard = bot.heard[-1]
    assert (heard["type"], heard["value"]) == ("message", {"verb": "dismiss", "note": "as shown"})
    assert (heard["replyToId"], "text" in heard) == (message.id, False)


@pytest.mark.parametrize(
    ("teams", "text"),
    [
        ({"type": "imBack", "value": "What is on?"}, "What is on?"),
        ({"type": "messageBack", "text": "words", "value": {"a": 1}}, "words"),
    ],
)
async def test_a_button_may_write_for_the_person(bot: Bot, teams: Json, text: str) -> None:
    message = await shown(bot, submit("Say", msteams=teams))
    await bot.teams.hand("ana").click(message, "Say")
    assert (bot.heard[-1]["text"], bot.heard[-1]["value"]) == (text, teams["value"])


async def test_buttons_that_send_nothing_or_are_not_enabled(bot: Bot) -> None:
    link = {"type": "Action.OpenUrl", "title": "Open", "url": "https://example.com"}
    message = await shown(bot, link, execute("Confirm", isEnabled=False))
    for name in ("Open", "Confirm", "Undo"):
        with pytest.raises(LookupError):
            await bot.teams.hand("ana").click(message, name)
    assert bot.heard == []


def form(title: str = "Edit", **field: Any) -> Json:
    shown = card({"type": "Input.Text", "id": "title", **field}, actions=(submit("Save", proposal="p1"),))
    return {"task": {"type": "continue", "value": {"title": title, "card": shown}}}


async def test_a_task_module_from_a_card(bot: Bot) -> None:
    message = await shown(bot, submit("Edit", msteams={"type": "task/fetch"}, proposal="p1"))
    ana = bot.teams.hand("ana")
    bot.answer = lambda _: form(value="Lunch")
    await ana.click(message, "Edit")
    heard = bot.heard[-1]
    assert (heard["name"], heard["replyToId"]) == ("task/fetch", message.id)
    assert heard["value"]["data"]["proposal"] == "p1"
    assert "localTimezone" not in heard
    bot.answer = lambda _: form("Once more", value="Lunch", errorMessage="too short")
    await ana.submit_dialog({"title": "L"})
    heard = bot.heard[-1]
    assert (heard["name"], heard["value"]["data"]) == ("task/submit", {"proposal": "p1", "title": "L"})
    assert bot.teams.dialogs["29:1ana-k2Vx"].title == "Once more"
    bot.answer = lambda _: {"task": {"type": "message", "value": "Saved."}}
    await ana.submit_dialog({"title": "Lunch with Bo"}, data={"proposal": "p2"})
    assert bot.heard[-1]["value"]["data"] == {"proposal": "p2", "title": "Lunch with Bo"}
    assert bot.teams.dialogs["29:1ana-k2Vx"].text == "Saved."
    with pytest.raises(LookupError):
        await ana.submit_dialog({})
    ana.close_dialog()
    assert bot.teams.dialogs == {}


async def test_a_task_module_closes_when_nothing_is_answered(bot: Bot) -> None:
    message = await shown(bot, submit("Edit", msteams={"type": "task/fetch"}))
    ana = bot.teams.hand("ana")
    bot.answer = lambda _: form()
    await ana.click(message, "Edit")
    bot.status = 500
    assert (await ana.submit_dialog({})).status == 500
    assert bot.teams.dialogs != {}
    bot.status, bot.answer = 200, lambda _: None
    await ana.submit_dialog({})
    assert bot.teams.dialogs == {}


async def test_the_message_action(bot: Bot) -> None:
    ana, channel = bot.teams.hand("ana"), bot.teams.channel
    said = await bot.teams.hand("bo").write(channel, "Lunch <b> at noon, <at>Ana</at>?")
    bot.answer = lambda _: form()
    await ana.message_action(said, "scheduleThis")
    heard = bot.heard[-1]
    assert (heard["name"], heard["value"]["commandId"]) == ("composeExtension/fetchTask", "scheduleThis")
    payload = heard["value"]["messagePayload"]
    assert payload["body"]["contentType"] == "html"
    assert "Lunch &lt;b&gt; at noon" in payload["body"]["content"]
    assert payload["from"]["user"] == {
        "userIdentityType": "aadUser",
        "id": bot.teams.person("bo").aad_id,
        "displayName": "Bo",
    }
    assert payload["mentions"][0]["mentionText"] == "Ana"
    assert "replyToId" not in heard
    bot.answer = lambda _: None
    await ana.submit_dialog({"title": "Lunch"})
    heard = bot.heard[-1]
    assert (heard["name"], heard["value"]["data"]["title"]) == ("composeExtension/submitAction", "Lunch")
    assert heard["value"]["messagePayload"]["id"] == said.id


async def test_the_message_action_on_the_bots_own_words(bot: Bot) -> None:
    await bot.say("a:ana", attachments=[card(block("x"))])
    await bot.teams.hand("ana").message_action(bot.teams.messages[-1], "scheduleThis")
    payload = bot.heard[-1]["value"]["messagePayload"]
    assert (payload["from"]["user"], payload["from"]["application"]["id"]) == (None, bot.teams.app_id)
    assert payload["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"


async def test_feedback(bot: Bot) -> None:
    await bot.say("a:ana", "an answer", channelData={"feedbackLoop": {"type": "default"}})
    answer, ana = bot.teams.messages[-1], bot.teams.hand("ana")
    bot.answer = lambda _: {}
    delivery = await ana.feedback(answer, "dislike", "too long")
    assert (delivery.status, delivery.body) == (200, {})
    heard = bot.heard[-1]
    assert (heard["name"], heard["replyToId"]) == ("message/submitAction", answer.id)
    assert heard["value"]["actionValue"]["reaction"] == "dislike"
    assert json.loads(heard["value"]["actionValue"]["feedback"]) == {"feedbackText": "too long"}
    await bot.say("a:ana", "no buttons")
    with pytest.raises(LookupError):
        await ana.feedback(bot.teams.messages[-1], "like")


async def test_deliveries_are_watched_and_come_again(bot: Bot) -> None:
    seen: list[Delivery] = []
    bot.teams.courier.watch = seen.append
    await bot.teams.hand("ana").write(bot.teams.personal("ana"), "hello")
    await bot.teams.courier.again(seen[0])
    assert [delivery.activity["id"] for delivery in seen] == [bot.heard[0]["id"]] * 2
    assert seen[0].seconds >= 0


async def test_fields_of_an_activity_can_be_replaced(bot: Bot) -> None:
    await bot.teams.hand("ana").write(bot.teams.personal("ana"), "hello", serviceUrl="https://evil.example.com")
    assert bot.heard[-1]["serviceUrl"] == "https://evil.example.com"


def test_nobody_else_is_known() -> None:
    from threadline.simulator.teams.platform import FakeTeams

    with pytest.raises(KeyError):
        FakeTeams().hand("nobody")

"""The fake Connector: that it refuses what Teams refuses, and does what it is asked."""

import io
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from tests.unit.simulator.teams.bot import Bot, Time, block, card, execute
from threadline.simulator.teams.cards import text_of
from threadline.simulator.teams.faults import TeamsFault, bad_gateway, gateway_timeout, precondition_failed
from threadline.simulator.teams.model import Conversation, Person, in_thread

Json = dict[str, Any]


def code(answer: Any) -> str:
    return str(answer["error"]["code"])


async def test_sends_changes_and_deletes(bot: Bot) -> None:
    status, answer = await bot.say("a:ana", "hello")
    assert status == 201
    (message,) = bot.teams.messages
    assert (message.id, message.text, message.sender) == (answer["id"], "hello", f"28:{bot.teams.app_id}")
    path = f"conversations/a:ana/activities/{message.id}"
    assert await bot.call("PUT", path, {"type": "message", "text": "hello again"}) == (200, {"id": message.id})
    assert (message.text, message.edits) == ("hello again", 1)
    assert (await bot.call("DELETE", path))[0] == 200
    assert bot.teams.messages == []
    assert code((await bot.call("DELETE", path))[1]) == "ActivityNotFoundInConversation"
    assert [call.operation for call in bot.teams.connector.calls] == ["send", "update", "delete", "delete"]
    assert [call.text for call in bot.teams.connector.of("send")] == ["hello"]
    assert bot.teams.connector.connections == 1


async def test_keeps_threads(bot: Bot) -> None:
    channel = bot.teams.channel
    root = await bot.teams.hand("ana").write(channel, "<at>Threadline</at> hello")
    await bot.say(in_thread(channel.id, root.id), "in the thread")
    await bot.call("POST", f"conversations/{channel.id}/activities/{root.id}", {"type": "message", "text": "a reply"})
    await bot.say(channel.id, "a thread of its own")
    first, second, third = bot.teams.messages[1:]
    assert (first.thread, second.thread, third.thread) == (root.id, root.id, None)
    assert bot.teams.tenant.thread(in_thread(channel.id, root.id)) == [root, first, second]
    status, answer = await bot.say(in_thread(channel.id, "1"), "nowhere")
    assert (status, code(answer)) == (404, "ActivityNotFoundInConversation")
    await bot.call("POST", f"conversations/a:ana/activities/{root.id}", {"type": "message", "text": "no threads here"})
    assert bot.teams.messages[-1].thread is None


async def test_typing_shows_until_something_is_sent(bot: Bot) -> None:
    assert (await bot.call("POST", "conversations/a:ana/activities", {"type": "typing"}))[0] == 201
    assert "a:ana" in bot.teams.tenant.typing
    await bot.say("a:ana", "done")
    assert bot.teams.tenant.typing == {}


async def test_opens_conversations(bot: Bot) -> None:
    ana, tenant = bot.teams.person("ana"), {"tenant": {"id": bot.teams.tenant_id}}
    for member in (ana.id, ana.aad_id):
        opened = {"members": [{"id": member}], "tenantId": bot.teams.tenant_id}
        assert await bot.call("POST", "conversations", opened) == (201, {"id": "a:ana"})
    greeting = {"type": "message", "text": "good morning"}
    asked: Json = {"members": [{"id": ana.id}], "channelData": tenant, "activity": greeting}
    _, answer = await bot.call("POST", "conversations", asked)
    assert bot.teams.messages[-1].id == answer["activityId"]
    posted: Json = {
        "isGroup": True,
        "channelData": {**tenant, "channel": {"id": bot.teams.channel.id}},
        "activity": greeting,
    }
    _, answer = await bot.call("POST", "conversations", posted)
    assert answer["id"] == in_thread(bot.teams.channel.id, answer["activityId"])


@pytest.mark.parametrize(
    ("asked", "status", "error"),
    [
        ({"members": [{"id": "29:nobody"}]}, 403, "BotNotInConversationRoster"),
        ({"members": []}, 400, "BadSyntax"),
        ({"members": [{"id": "1"}, {"id": "2"}]}, 400, "BadSyntax"),
        ({"members": [{"id": "1"}], "tenantId": "other"}, 403, "Forbidden"),
        ({"channelData": {"channel": {"id": "19:general@thread.tacv2"}}}, 400, "BadSyntax"),
    ],
)
async def test_opens_only_what_it_may(bot: Bot, asked: Json, status: int, error: str) -> None:
    answer = await bot.call("POST", "conversations", {"tenantId": bot.teams.tenant_id, **asked})
    assert (answer[0], code(answer[1])) == (status, error)


def blocked(conversation: Conversation) -> None:
    conversation.blocked = True


def removed(conversation: Conversation) -> None:
    conversation.installed = False


def deleted(conversation: Conversation) -> None:
    conversation.deleted = True


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        (blocked, 403, "MessageWritesBlocked"),
        (removed, 403, "BotNotInConversationRoster"),
        (deleted, 404, "ConversationNotFound"),
    ],
)
async def test_says_where_a_bot_cannot_write(
    bot: Bot, change: Callable[[Conversation], None], status: int, error: str
) -> None:
    change(bot.teams.personal("ana"))
    answer = await bot.say("a:ana", "hello")
    assert (answer[0], code(answer[1])) == (status, error)


async def test_knows_who_is_there(bot: Bot) -> None:
    bo = bot.teams.person("bo")
    for name in (bo.id, bo.aad_id, bo.upn):
        status, member = await bot.call("GET", f"conversations/{bot.teams.group.id}/members/{name}")
        assert (status, member["email"], member["userPrincipalName"]) == (200, "bo@example.com", "bo.upn@example.com")
        assert (member["aadObjectId"], member["tenantId"]) == (bo.aad_id, bot.teams.tenant_id)
    status, answer = await bot.call("GET", f"conversations/a:ana/members/{bo.id}")
    assert (status, code(answer)) == (404, "MemberNotFoundInConversation")
    _, everybody = await bot.call("GET", f"conversations/{bot.teams.group.id}/members")
    assert [member["name"] for member in everybody] == ["Ana", "Bo"]
    bot.teams.group.installed = False
    assert (await bot.call("GET", f"conversations/{bot.teams.group.id}/members"))[0] == 403


async def test_pages_members(bot: Bot) -> None:
    for number in range(60):
        person = Person(f"p{number}", f"29:p{number}", f"aad-{number}", f"P{number}", "p@example.com", "p@example.com")
        bot.teams.tenant.people[person.key] = person
        bot.teams.group.members.add(person.id)
    path = f"conversations/{bot.teams.group.id}/pagedmembers"
    _, first = await bot.call("GET", path, pageSize="10")
    assert len(first["members"]) == 50
    _, second = await bot.call("GET", path, pageSize="50", continuationToken=first["continuationToken"])
    assert (len(second["members"]), "continuationToken" in second) == (12, False)
    assert (await bot.call("GET", path, continuationToken="x"))[0] == 400


async def test_knows_its_team(bot: Bot) -> None:
    team = bot.teams.channel.team
    assert team is not None
    assert (await bot.call("GET", f"teams/{team.id}"))[1]["name"] == "Example"
    _, answer = await bot.call("GET", f"teams/{team.id}/conversations")
    assert answer["conversations"] == [{"id": team.id}, {"id": "19:design@thread.tacv2", "name": "Design"}]
    assert (await bot.call("GET", "teams/19:other"))[0] == 403


async def test_targeted_messages_are_seen_by_one(bot: Bot) -> None:
    ana, path = bot.teams.person("ana"), f"conversations/{bot.teams.group.id}/activities"
    body = {"type": "message", "text": "for you", "recipient": {"id": ana.id}}
    assert (await bot.call("POST", path, body, isTargetedActivity="true"))[0] == 201
    assert bot.teams.messages[-1].visible_to == ana.id
    assert (await bot.call("POST", path, body | {"recipient": {"id": "29:no"}}, isTargetedActivity="true"))[0] == 404
    bot.teams.group.members.discard(ana.id)
    assert (await bot.call("POST", path, body, isTargetedActivity="true"))[0] == 404
    personal = "conversations/a:ana/activities"
    assert (await bot.call("POST", personal, body, isTargetedActivity="true"))[0] == 400


def mention(name: str, text: str) -> Json:
    return {"entities": [{"type": "mention", "text": text, "mentioned": {"id": name}}]}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "message"},
        {"type": "event"},
        {"type": "message", "text": "x", "attachments": [{"contentType": "application/zip"}]},
        {"type": "message", "text": "hello", **mention("29:1bo-Zr7Qw", "<at>Bo</at>")},
        {"type": "message", "text": "<at>X</at>", **mention("29:nobody", "<at>X</at>")},
        {"type": "message", "text": "x", "suggestedActions": {"actions": [{}] * 7}},
        [],
    ],
)
async def test_refuses_what_is_not_right(bot: Bot, body: Any) -> None:
    status, answer = await bot.call("POST", f"conversations/{bot.teams.personal('ana').id}/activities", body)
    assert (status, code(answer)) == (400, "BadSyntax")
    assert bot.teams.messages == []


async def test_refuses_what_is_no_json(bot: Bot) -> None:
    url = f"{bot.teams.service_url}v3/conversations/a:ana/activities"
    headers = {"Authorization": f"Bearer {bot.token}", "Content-Type": "application/json"}
    async with bot.http.post(url, data=b"{", headers=headers) as response:
        assert response.status == 400
    async with bot.http.post(url, data=io.BytesIO(b" " * 2_000_001), headers=headers) as response:
        assert response.status == 413


async def test_counts_a_message_as_utf_16(bot: Bot) -> None:
    assert (await bot.say("a:ana", "é" * 51_200))[0] == 201
    status, answer = await bot.say("a:ana", "é" * 51_201)
    assert (status, code(answer)) == (413, "MessageSizeTooBig")
    assert (await bot.say("a:ana", "x" * 51_000, attachments=[card(block("y" * 300))]))[0] == 413
    path = f"conversations/a:ana/activities/{bot.teams.messages[0].id}"
    assert (await bot.call("PUT", path, {"type": "message", "text": "é" * 51_201}))[0] == 413


async def test_others_messages_are_theirs(bot: Bot) -> None:
    message = await bot.teams.hand("ana").write(bot.teams.personal("ana"), "hello")
    path = f"conversations/a:ana/activities/{message.id}"
    assert (await bot.call("PUT", path, {"type": "message", "text": "x"}))[0] == 404
    assert (await bot.call("DELETE", path))[0] == 404


async def test_limits_what_is_sent_to_a_thread(bot: Bot, clock: Time) -> None:
    for _ in range(7):
        assert (await bot.say("a:ana", "x"))[0] == 201
    status, answer, headers = await bot.whole(
        "POST", "conversations/a:ana/activities", {"type": "message", "text": "too fast"}
    )
    assert (status, code(answer)) == (429, "Throttled")
    assert (await bot.say("a:bo", "another thread"))[0] == 201
    clock.now += int(headers["Retry-After"])
    assert (await bot.say("a:ana", "the eighth"))[0] == 201


@pytest.mark.parametrize(("most", "pause", "wait"), [(8, 0.2, 2), (60, 0.49, 30), (1_800, 0.9, 600)])
async def test_limits_longer_windows(bot: Bot, clock: Time, most: int, pause: float, wait: int) -> None:
    quotas = bot.teams.connector.quotas
    quotas.sends = tuple(window for window in quotas.sends if window[0] == most)
    for _ in range(most):
        quotas.send("thread", clock.now)
        clock.now += pause
    with pytest.raises(TeamsFault, match="quota") as refused:
        quotas.send("thread", clock.now)
    after = refused.value.retry_after
    assert after is not None
    assert 0 < after <= max(wait, 3_600)
    clock.now += after
    quotas.send("thread", clock.now)


async def test_limits_the_whole_tenant_and_rosters(bot: Bot) -> None:
    path = f"conversations/{bot.teams.group.id}/members"
    answers = [(await bot.call("GET", path))[0] for _ in range(15)]
    assert answers == [200] * 14 + [429]
    bot.teams.connector.quotas.rosters = ()
    answers = [(await bot.call("GET", path))[0] for _ in range(40)]
    assert answers.count(429) == 5
    bot.teams.connector.quotas.lift()
    assert (await bot.call("GET", path))[0] == 200


async def test_faults_can_be_switched_on(bot: Bot, clock: Time) -> None:
    connector = bot.teams.connector
    for fault, status in ((precondition_failed(), 412), (bad_gateway(), 502), (gateway_timeout(), 504)):
        connector.fail("send", fault)
        assert (await bot.say("a:ana", "x"))[0] == status
    assert bot.teams.messages == []
    connector.lose_answer("send")
    assert (await bot.say("a:ana", "it was sent"))[0] == 502
    assert bot.teams.messages[-1].text == "it was sent"
    connector.cut_off("send")
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.say("a:ana", "it was sent too")
    assert bot.teams.messages[-1].text == "it was sent too"
    connector.delays["send"] = 5.0
    before = clock.now
    assert (await bot.say("a:ana", "slowly"))[0] == 201
    assert clock.now - before == 5.0


INPUT = {"type": "Input.Text", "id": "title", "label": "Title"}
CHOICES: Json = {"type": "Input.ChoiceSet", "id": "c", "choices": [{"title": "A", "value": "a"}]}


@pytest.mark.parametrize(
    ("attachment", "what"),
    [
        ({"contentType": "application/vnd.microsoft.card.adaptive", "content": []}, "not an AdaptiveCard"),
        (card(), "empty"),
        (card(block("x"), version="2.0"), "version"),
        (card(block("x"), version="new"), "version"),
        (card({"type": "Media"}), "unknown element"),
        (card({"text": "x"}), "without a type"),
        (card("x"), "without a type"),  # type: ignore[arg-type]
        (card({"type": "TextBlock"}), "without text"),
        (card({"type": "FactSet", "facts": [{"title": "x"}]}), "fact"),
        (card({"type": "Input.Text"}), "without an id"),
        (card(INPUT, INPUT), "one id"),
        (card(CHOICES | {"value": "b"}), "choice"),
        (card(CHOICES | {"value": "a,b", "isMultiSelect": True}), "choice"),
        (card(CHOICES | {"choices": []}), "choice"),
        (card(block("x"), actions=tuple(execute(str(number)) for number in range(7))), "six"),
        (card({"type": "ActionSet", "actions": [execute(str(number)) for number in range(7)]}), "six"),
        (card(block("x"), actions=(execute("Confirm"),), version="1.3"), "1.4"),
        (card(block("x"), actions=({"type": "Action.OpenUrl", "url": "javascript:alert(1)"},)), "address"),
        (card(block("x"), actions=({"type": "Action.Http"},)), "unknown action"),
        (card(block("x"), refresh={"action": {"type": "Action.Submit"}}), "refresh"),
        (card(block("x"), refresh={"action": execute("r"), "userIds": ["x"] * 61}), "60"),
    ],
)
async def test_checks_cards(bot: Bot, attachment: Json, what: str) -> None:
    status, answer = await bot.say("a:ana", attachments=[attachment])
    assert status == 400
    assert what in answer["error"]["message"]


async def test_takes_whole_cards(bot: Bot) -> None:
    made = card(
        {
            "type": "ColumnSet",
            "columns": [{"width": "auto", "items": [block("left")]}],
            "selectAction": execute("Pick"),
        },
        {
            "type": "Container",
            "items": [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "rich"}, "!"]}],
        },
        {"type": "FactSet", "facts": [{"title": "Where", "value": "Room 4"}]},
        {"type": "Table", "rows": [{"cells": [{"items": [block("cell")]}]}]},
        INPUT | {"inlineAction": execute("Go")},
        CHOICES | {"value": "a"},
        block("hidden", isVisible=False),
        actions=(
            {
                "type": "Action.ShowCard",
                "title": "More",
                "card": card(block("inside"), actions=(execute("Deep"),))["content"],
            },
        ),
        refresh={"action": execute("refresh"), "userIds": []},
    )
    assert (await bot.say("a:ana", attachments=[made]))[0] == 201
    text = text_of(bot.teams.messages[-1].card or {})
    assert text.split("\n") == ["left", "rich!", "Where: Room 4", "cell", "Title", "More", "Deep", "Pick", "Go"]

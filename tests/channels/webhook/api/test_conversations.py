"""Conversations and their messages."""

from typing import Any

import pytest

from tests.channels.webhook.client import Client, text_of
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/conversations"


async def test_a_thread_from_beginning_to_end(ana: Client) -> None:
    opened = await ana.post(PATH, {"title": "Planning"})
    assert opened.status == 200
    assert opened.json["conversation"]["id"] == opened.json["id"]
    thread = f"{PATH}/{opened.json['id']}"
    exchange = await ana.post(f"{thread}/messages", {"text": "Lunch with Bo tomorrow at noon"})
    assert exchange.status == 200
    message, reply = exchange.json["message"], exchange.json["reply"]
    assert (message["role"], message["text"]) == ("user", "Lunch with Bo tomorrow at noon")
    assert (reply["role"], reply["reply_to"], reply["state"]) == ("assistant", message["id"], "answered")
    assert reply["proposals"][0]["conversation_id"] == opened.json["id"]
    detail = (await ana.get(thread)).json
    assert (detail["title"], detail["messages"]) == ("Planning", [message, reply])
    assert (await ana.get(f"{thread}/messages/{message['id']}")).json == exchange.json
    assert (await ana.delete(thread)).json == {"message": "The conversation is deleted."}
    (await ana.get(thread)).refused(404, "NOT_FOUND")
    (await ana.delete(thread)).refused(404, "NOT_FOUND")


async def test_a_message_streams_or_is_queued(house: House, ana: Client) -> None:
    thread = f"{PATH}/{(await ana.post(PATH)).json['id']}"
    body = {"text": "stream here", "stream": True, "type": "summary", "template_id": "action_items"}
    async with ana.stream("POST", f"{thread}/messages", body) as stream:
        assert "List the action items" in text_of((await stream.rest())[1:])
    part = house.conductor.part("wait for it")
    queued = await ana.post(f"{thread}/messages", {"text": "wait for it"}, headers={"Prefer": "respond-async"})
    assert queued.status == 202
    assert queued.headers["Location"].startswith(f"{ana.address}/api/v1/tasks/")
    part.end()
    (await ana.post(f"{thread}/messages", {"text": "x", "template_id": "nope"})).refused(404, "NOT_FOUND")


async def test_lists_come_in_pages(ana: Client) -> None:
    made = [(await ana.post(PATH, {"title": f"Thread {number}"})).json["id"] for number in range(5)]
    first = (await ana.get(f"{PATH}?limit=2")).json
    second = (await ana.get(f"{PATH}?limit=2&page_token={first['next_page']}")).json
    third = (await ana.get(f"{PATH}?limit=2&page_token={second['next_page']}")).json
    seen = [each["id"] for page in (first, second, third) for each in page["conversations"]]
    assert seen == made[::-1]
    assert third["next_page"] is None


@pytest.mark.parametrize(
    "token",
    ["x", "!!", "bnVsbA", "WzEsMl0", "WyIyMDI2LTExLTIwIiwgImEiXQ", "WyIyMDI2LTExLTIwVDA4OjA4OjEyKzAwOjAwIiwgMV0"],
)
async def test_page_tokens_are_not_trusted(ana: Client, token: str) -> None:
    answer = await ana.get(f"{PATH}?page_token={token}")
    answer.refused(422, "UNPROCESSABLE")
    assert answer.fields() == ["page_token"]


async def test_history_belongs_to_its_person(ana: Client, bo: Client) -> None:
    thread = f"{PATH}/{(await ana.post(PATH)).json['id']}"
    message = (await ana.post(f"{thread}/messages", {"text": "mine"})).json["message"]["id"]
    for method, path in (
        ("GET", thread),
        ("DELETE", thread),
        ("GET", f"{thread}/messages/{message}"),
        ("GET", f"{thread}/messages/{message}/stream"),
        ("POST", f"{thread}/messages/{message}/stop"),
    ):
        (await bo.call(method, path)).refused(404, "NOT_FOUND")
    (await bo.post(f"{thread}/messages", {"text": "hello?"})).refused(404, "NOT_FOUND")
    assert (await bo.get(PATH)).json["conversations"] == []
    (await ana.get(f"{PATH}/other/messages/{message}")).refused(404, "NOT_FOUND")


async def test_a_thread_of_another_channel_is_answered_there(house: House, ana: Client) -> None:
    record = await house.services.conversations.store.create(channel="slack", person_id=ana.person_id, title="In Slack")
    assert (await ana.get(f"{PATH}/{record.id}")).json["channel"] == "slack"
    (await ana.post(f"{PATH}/{record.id}/messages", {"text": "x"})).refused(409, "CONFLICT")


async def test_a_yes_in_words_decides_where_the_caller_may_and_says_so(house: House) -> None:
    zoe, writer = await house.person(name="zoe"), await house.person("read", "write", name="wim")
    thread = f"{PATH}/{(await zoe.post(PATH)).json['id']}/messages"
    await zoe.post(thread, {"text": "Lunch with Bo tomorrow from 12 to 1pm"})
    plain = (await zoe.post(thread, {"text": "yes"})).json["reply"]
    assert "Confirm" in plain["text"]
    decided = (await zoe.post(thread, {"text": "yes", "words_decide": True})).json["reply"]
    assert "In your calendar" in decided["text"]
    other = f"{PATH}/{(await writer.post(PATH)).json['id']}/messages"
    (await writer.post(other, {"text": "yes", "words_decide": True})).refused(403, "ACCESS_DENIED")


async def test_a_conversation_is_renamed_pinned_and_put_away(ana: Client, bo: Client) -> None:
    one, two, three = [(await ana.post(PATH, {"title": title})).json["id"] for title in ("One", "Two", "Three")]
    renamed = await ana.patch(f"{PATH}/{one}", {"title": "  The first  ", "pinned": True})
    assert (renamed.status, renamed.json["title"], renamed.json["pinned"]) == (200, "The first", True)
    assert (await ana.patch(f"{PATH}/{two}", {"archived": True})).json["archived"] is True
    assert [each["id"] for each in await listed(ana)] == [three, one]
    assert [each["id"] for each in await listed(ana, "pinned=true")] == [one]
    assert [each["id"] for each in await listed(ana, "pinned=false")] == [three]
    assert [each["id"] for each in await listed(ana, "archived=true")] == [two]
    unchanged = (await ana.patch(f"{PATH}/{one}", {"title": None})).json
    assert (unchanged["title"], unchanged["pinned"]) == ("The first", True)
    await ana.post(f"{PATH}/{two}/messages", {"text": "still here?"})
    assert [each["id"] for each in await listed(ana)] == [two, three, one]
    (await bo.patch(f"{PATH}/{one}", {"title": "Mine"})).refused(404, "NOT_FOUND")
    (await ana.patch(f"{PATH}/{one}", {"title": "   "})).refused(422, "UNPROCESSABLE")
    assert (await ana.patch(f"{PATH}/{one}", {"provider": "nobody"})).fields() == ["provider"]
    assert (await ana.get(f"{PATH}/{one}")).json["title"] == "The first"


async def listed(client: Client, query: str = "") -> Any:
    return (await client.get(f"{PATH}?{query}")).json["conversations"]


async def test_a_conversation_is_read_as_text(ana: Client, bo: Client) -> None:
    thread = f"{PATH}/{(await ana.post(PATH, {'title': 'Lunch, and more'})).json['id']}"
    exchange = (await ana.post(f"{thread}/messages", {"text": "Lunch with Bo on 14 March 2031 at noon"})).json
    await ana.post(f"{thread}/messages", {"text": "The *keys*"})
    proposal = exchange["reply"]["proposals"][0]["id"]
    await ana.post(f"/api/v1/proposals/{proposal}/confirm")
    answer = await ana.get(f"{thread}/text")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    parts = answer.text.split("\n\n")
    assert parts[0] == "# Lunch, and more"
    assert parts[2] == "Lunch with Bo on 14 March 2031 at noon"
    booked = [part for part in parts if part.startswith("> ")]
    assert booked == ["> Lunch: Fri 14 Mar 2031, 12:00–12:30 (Europe/Vienna) (booked)"]
    assert "The *keys*" in parts
    assert exchange["reply"]["text"] in answer.text
    (await bo.get(f"{thread}/text")).refused(404, "NOT_FOUND")

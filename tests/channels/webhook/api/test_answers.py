"""Answers that are asked for anew, and judged."""

import asyncio

import pytest

from tests.channels.webhook.client import Client, text_of
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/conversations"
LUNCH = "Lunch with Bo on 14 March 2031 at noon"


async def asked(client: Client, *texts: str) -> tuple[str, str]:
    """A conversation in which this was said: its path, and the id of the last message."""
    thread = f"{PATH}/{(await client.post(PATH)).json['id']}"
    for text in texts:
        said = await client.post(f"{thread}/messages", {"text": text})
    return thread, said.json["message"]["id"]


async def test_an_answer_is_asked_for_anew_and_the_earlier_one_is_kept_aside(house: House, ana: Client) -> None:
    thread, message = await asked(ana, "hello there", "and how are you?")
    house.conductor.requests.clear()
    again = await ana.post(f"{thread}/messages/{message}/regenerate")
    assert again.status == 200
    assert again.json["message"]["text"] == "and how are you?"
    [request] = [each for each in house.conductor.requests if each.messages[-1].text == "and how are you?"]
    assert [each.text for each in request.messages].count("and how are you?") == 1
    newer = again.json["message"]["id"]
    lines = (await ana.get(thread)).json["messages"]
    assert [line["text"] for line in lines if line["role"] == "user"] == ["hello there", "and how are you?"]
    assert lines[-1]["reply_to"] == newer
    assert [each["message_id"] for each in lines[-1]["earlier"]] == [message]
    third = (await ana.post(f"{thread}/messages/{newer}/regenerate")).json["message"]["id"]
    [*_, last] = (await ana.get(thread)).json["messages"]
    assert [each["message_id"] for each in last["earlier"]] == [message, newer]
    assert (await ana.get(f"{thread}/text")).text.count("and how are you?") == 2  # said, and echoed by the answer
    assert (await ana.get(f"{thread}/messages/{message}")).status == 200
    for gone in (message, newer):
        (await ana.post(f"{thread}/messages/{gone}/regenerate")).refused(409, "CONFLICT")
    await ana.post(f"{thread}/messages", {"text": "one more"})
    (await ana.post(f"{thread}/messages/{third}/regenerate")).refused(409, "CONFLICT")


async def test_it_streams_and_the_same_key_is_the_same_answer(ana: Client, bo: Client) -> None:
    thread, message = await asked(ana, "stream me")
    path, key = f"{thread}/messages/{message}/regenerate", {"Idempotency-Key": f"again-{message}"}
    async with ana.stream("POST", path, {"stream": True}, headers=key) as stream:
        accepted, *rest = await stream.rest()
    assert "stream me" in text_of(rest)
    repeated = await ana.post(path, headers=key)
    assert repeated.json["message"]["id"] == accepted.json["message_id"]
    assert len((await ana.get(thread)).json["messages"]) == 2
    (await bo.post(path)).refused(404, "NOT_FOUND")


async def test_two_who_ask_at_once_get_one_new_answer(ana: Client) -> None:
    thread, message = await asked(ana, "just once")
    path = f"{thread}/messages/{message}/regenerate"
    statuses = sorted(each.status for each in await asyncio.gather(*(ana.post(path) for _ in range(3))))
    assert statuses == [200, 409, 409]
    assert len((await ana.get(thread)).json["messages"][-1]["earlier"]) == 1


async def test_an_open_card_is_dismissed_and_proposed_anew(ana: Client) -> None:
    thread, message = await asked(ana, LUNCH)
    [card] = (await ana.get(f"{thread}/messages/{message}")).json["reply"]["proposals"]
    again = (await ana.post(f"{thread}/messages/{message}/regenerate")).json
    [newer] = again["reply"]["proposals"]
    assert newer["id"] != card["id"]
    assert newer["event"]["start"] == card["event"]["start"]
    assert (await ana.get(f"/api/v1/proposals/{card['id']}")).json["state"] == "dismissed"
    (await ana.post(f"/api/v1/proposals/{card['id']}/confirm")).refused(409, "CONFLICT")
    await ana.post(f"/api/v1/proposals/{newer['id']}/dismiss")


async def test_what_is_booked_is_not_proposed_a_second_time(ana: Client) -> None:
    thread, message = await asked(ana, LUNCH.replace("noon", "9am"))
    [card] = (await ana.get(f"{thread}/messages/{message}")).json["reply"]["proposals"]
    await ana.post(f"/api/v1/proposals/{card['id']}/confirm")
    refused = await ana.post(f"{thread}/messages/{message}/regenerate")
    assert "Undo that first" in refused.refused(409, "CONFLICT")["error"]
    assert len((await ana.get(thread)).json["messages"]) == 2
    await ana.post(f"/api/v1/proposals/{card['id']}/undo")
    again = (await ana.post(f"{thread}/messages/{message}/regenerate")).json
    assert [each["state"] for each in again["reply"]["proposals"]] == ["proposed"]


async def test_a_message_that_changed_an_open_card_is_not_said_twice(ana: Client) -> None:
    thread, message = await asked(ana, LUNCH.replace("noon", "3pm"), "move it one hour later")
    [card] = (await ana.get("/api/v1/proposals?state=proposed")).json["proposals"]
    assert card["event"]["start"].startswith("2031-03-14T16:00")
    (await ana.post(f"{thread}/messages/{message}/regenerate")).refused(409, "CONFLICT")
    assert (await ana.get(f"/api/v1/proposals/{card['id']}")).json["event"]["start"] == card["event"]["start"]


async def test_what_decided_or_is_elsewhere_or_under_way_is_not_asked_anew(house: House, ana: Client) -> None:
    thread, _message = await asked(ana, LUNCH.replace("noon", "6pm"))
    decided = (await ana.post(f"{thread}/messages", {"text": "yes", "words_decide": True})).json["message"]["id"]
    (await ana.post(f"{thread}/messages/{decided}/regenerate")).refused(409, "CONFLICT")
    part = house.conductor.part("still at it")
    running = await ana.post(f"{thread}/messages", {"text": "still at it"}, headers={"Prefer": "respond-async"})
    busy = running.json["message"]["id"]
    (await ana.post(f"{thread}/messages/{busy}/regenerate")).refused(409, "CONFLICT")
    part.end()


async def test_a_kept_answer_is_not_given_again(house: House, ana: Client) -> None:
    await ana.put("/api/v1/settings/llm", {"cache_seconds": 3600})
    thread, message = await asked(ana, "ask the model twice")
    await ana.post(f"{thread}/messages/{message}/regenerate")
    assert [each.messages[-1].text for each in house.conductor.requests].count("ask the model twice") == 2


async def test_thumbs_are_kept_changed_and_taken_back(house: House, ana: Client, bo: Client) -> None:
    thread, message = await asked(ana, "a good one?")
    path = f"{thread}/messages/{message}/feedback"
    for verdict in ("good", "bad", None):
        assert (await ana.put(path, {"verdict": verdict})).json == {"verdict": verdict}
        assert (await ana.get(thread)).json["messages"][-1]["feedback"] == verdict
        assert (await ana.get(f"{thread}/messages/{message}")).json["reply"]["feedback"] == verdict
    (await bo.put(path, {"verdict": "good"})).refused(404, "NOT_FOUND")
    (await ana.put(path, {"verdict": "so-so"})).refused(400, "VALIDATION_ERROR")
    told = await house.services.storage.audit.of_person(ana.person_id, limit=9)
    assert [each.detail for each in told if each.action == "reply.feedback"] == ["none", "bad", "good"]

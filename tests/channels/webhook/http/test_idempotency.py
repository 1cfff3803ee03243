"""`Idempotency-Key`: what is sent again is done once."""

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVENTS = "/api/v1/calendar/events"
EVENT = {"title": "Lunch", "start": "2027-05-03T12:00:00+02:00", "end": "2027-05-03T13:00:00+02:00"}


async def test_a_retry_is_the_same_message(house: House, ana: Client, bo: Client) -> None:
    before = len(house.conductor.requests)
    key = {"Idempotency-Key": "invoice-4711"}
    body = {"prompt": "once only"}
    first = await ana.post("/api/v1/webhook", body, headers=key)
    again = await ana.post("/api/v1/webhook", body, headers=key)
    assert again.json == first.json
    assert len(house.conductor.requests) == before + 1
    (await ana.post("/api/v1/webhook", {"prompt": "another"}, headers=key)).refused(422, "UNPROCESSABLE")
    elsewhere = (await ana.post("/api/v1/conversations")).json["id"]
    moved = await ana.post(f"/api/v1/conversations/{elsewhere}/messages", {"text": "once only"}, headers=key)
    moved.refused(422, "UNPROCESSABLE")
    others = await bo.post("/api/v1/webhook", body, headers=key)
    assert others.json["message_id"] != first.json["message_id"]
    (await ana.post("/api/v1/webhook", body, headers={"Idempotency-Key": "a b"})).refused(400, "VALIDATION_ERROR")


async def test_a_retried_creation_is_one_event(ana: Client) -> None:
    key = {"Idempotency-Key": "lunch"}
    first = (await ana.post(EVENTS, EVENT, headers=key)).json
    assert (await ana.post(EVENTS, EVENT, headers=key)).json == first
    other = (await ana.post(EVENTS, {**EVENT, "title": "Dinner"}, headers=key)).json
    assert other["id"] != first["id"]
    await ana.delete(f"{EVENTS}/{first['id']}")
    (await ana.post(EVENTS, EVENT, headers=key)).refused(404, "NOT_FOUND")

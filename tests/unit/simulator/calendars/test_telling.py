"""What the fakes refuse of whoever wants to be told of changes, and whom they tell."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from threadline.simulator.calendars.telling import Telling, Told
from threadline.simulator.google.channels import Channels
from threadline.simulator.google.model import StoredCalendar
from threadline.simulator.google.refusals import Refusal as GoogleRefusal
from threadline.simulator.microsoft.model import Mailbox
from threadline.simulator.microsoft.refusals import Refusal as GraphRefusal
from threadline.simulator.microsoft.subscribing import Subscriptions

Json = dict[str, Any]

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
HOOK = "https://threadline.example/told"
WORK = StoredCalendar("work", "Work", "UTC", {})
CHANNEL: Json = {"type": "web_hook", "id": "c1", "address": HOOK, "token": "secret"}
ANA = Mailbox("ana@example.com", "Ana", {"main": ("Calendar", True)})
UNTIL = (NOW + timedelta(days=1)).isoformat()
WATCH: Json = {
    "changeType": "created,updated,deleted",
    "resource": "me/events",
    "notificationUrl": HOOK,
    "clientState": "secret",
    "expirationDateTime": UNTIL,
}


def clock() -> float:
    return NOW.timestamp()


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"type": "web"}, "invalid"),
        ({"address": "http://threadline.example/told"}, "pushWebhookUrlNotHttps"),
        ({"id": ""}, "invalid"),
        ({"id": "c" * 65}, "invalid"),
        ({"token": "s" * 257}, "invalid"),
    ],
)
async def test_google_refuses_a_channel(odd: Json, reason: str) -> None:
    channels = Channels(Telling(), clock)
    with pytest.raises(GoogleRefusal) as refused:
        channels.watch(WORK, CHANNEL | odd)
    assert str(refused.value) == f"400 {reason}"
    assert not channels.open


async def test_google_tells_a_channel_until_it_is_stopped() -> None:
    telling = Telling()
    channels = Channels(telling, clock)
    made = channels.watch(WORK, CHANNEL)
    with pytest.raises(GoogleRefusal, match="channelIdNotUnique"):
        channels.watch(WORK, CHANNEL)
    with pytest.raises(GoogleRefusal, match="channelUnknown"):
        channels.stop({"id": "c1", "resourceId": "another"})
    channels.changed(WORK)
    channels.changed(StoredCalendar("other", "Other", "UTC", {}))
    channels.stop({"id": "c1", "resourceId": made["resourceId"]})
    channels.changed(WORK)
    await telling.settled()
    assert telling.told == [Told(HOOK, 0), Told(HOOK, 0)]  # that it was opened, and the change; nobody listens there


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ({"changeType": "moved"}, "cannot be watched"),
        ({"resource": "me/messages"}, "cannot be watched"),
        ({"clientState": "s" * 129}, "clientState"),
        ({"expirationDateTime": NOW.isoformat()}, "4230 minutes"),
        ({"expirationDateTime": (NOW + timedelta(days=3)).isoformat()}, "4230 minutes"),
        ({"notificationUrl": "http://threadline.example/told"}, "https"),
        ({}, "validation request failed"),
    ],
)
async def test_graph_refuses_a_subscription(odd: Json, words: str) -> None:
    subscriptions = Subscriptions(Telling(), clock)
    with pytest.raises(GraphRefusal) as refused:
        await subscriptions.create(ANA, WATCH | odd)
    assert words in str(refused.value.body)
    assert not subscriptions.open


async def echoed(request: web.Request) -> web.Response:
    return web.Response(text=request.query.get("validationToken", ""))


async def test_graph_watches_for_whoever_answers_its_validation() -> None:
    app = web.Application()
    app.router.add_post("/told", echoed)
    telling = Telling()
    subscriptions = Subscriptions(telling, clock)
    async with TestServer(app) as server:
        telling.reaches["https://threadline.example"] = str(server.make_url("")).rstrip("/")
        made = await subscriptions.create(ANA, WATCH)
        later = subscriptions.renew(ANA, made["id"], {"expirationDateTime": (NOW + timedelta(days=2)).isoformat()})
        assert later["id"] == made["id"]
        with pytest.raises(GraphRefusal, match="ResourceNotFound"):
            subscriptions.renew(Mailbox("bo@example.com", "Bo", {}), made["id"], WATCH)
        subscriptions.delete(ANA, made["id"])
    await telling.settled()
    assert [each.status for each in telling.told] == [200]
    with pytest.raises(GraphRefusal, match="ResourceNotFound"):
        subscriptions.delete(ANA, made["id"])


async def test_who_does_not_listen_is_told_in_vain() -> None:
    telling = Telling()
    telling.reaches["https://gone.example"] = "http://127.0.0.1:9"
    assert (await telling.post("https://gone.example/told")).status == 0
    assert (await telling.post("https://nobody.example/told")).status == 0
    await telling.close()

"""The fake Slack itself: that it refuses what Slack refuses, and its browser view."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.support.acting import Time
from threadline.simulator.slack.model import File, Message
from threadline.simulator.slack.platform import FakeSlack

Json = dict[str, Any]


class Caller:
    """Calls the fake's Web API as the bot."""

    def __init__(self, slack: FakeSlack, http: aiohttp.ClientSession, clock: Time) -> None:
        self.slack, self.http, self.clock = slack, http, clock

    async def call(self, method: str, token: str = "xoxb-T1", **arguments: Any) -> Json:
        headers = {"Authorization": f"Bearer {token}"}
        async with self.http.post(self.slack.api_url + method, json=arguments, headers=headers) as response:
            return dict(await response.json())

    async def error(self, method: str, **arguments: Any) -> str:
        return str((await self.call(method, **arguments)).get("error"))


@pytest.fixture
async def caller() -> AsyncIterator[Caller]:
    clock = Time()
    async with FakeSlack(clock=clock.wall, sleep=clock.sleep) as slack, aiohttp.ClientSession() as http:
        slack.workspace("T1")
        yield Caller(slack, http, clock)


def asked(caller: Caller) -> str:
    workspace = caller.slack.workspace("T1")
    message = Message(workspace.next_ts(), "CGENERAL", "UANA", "hello")
    workspace.messages.append(message)
    return message.ts


async def test_takes_arguments_in_every_form(caller: Caller) -> None:
    url, token = caller.slack.api_url + "users.info", "xoxb-T1"
    async with caller.http.get(url, params={"user": "UANA", "include_locale": "true", "token": token}) as response:
        assert (await response.json())["user"]["locale"] == "en-GB"
    async with caller.http.post(url, data={"user": "UBO", "token": token}) as response:
        assert (await response.json())["user"]["tz"] == "America/New_York"
    for body, error in (("{", "invalid_json"), ("[]", "json_not_object")):
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        async with caller.http.post(url, data=body, headers=headers) as response:
            assert (await response.json())["error"] == error
    blocks = json.dumps([{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}])
    for given, ok in ((blocks, True), ("{no json", False)):
        data = {"channel": "CGENERAL", "blocks": given, "token": token}
        async with caller.http.post(caller.slack.api_url + "chat.postMessage", data=data) as response:
            assert (await response.json())["ok"] is ok


async def test_refuses_strangers_and_what_it_does_not_know(caller: Caller) -> None:
    assert await caller.error("auth.test", token="") == "not_authed"
    assert await caller.error("auth.test", token="xoxb-no") == "invalid_auth"
    assert await caller.error("no.such") == "unknown_method"
    assert await caller.error("apps.connections.open", token="wrong") == "invalid_auth"
    assert await caller.error("oauth.v2.access", code="x") == "bad_client_secret"
    caller.slack.workspace("T1").revoked = True
    assert await caller.error("auth.test") == "token_revoked"


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "CGENERAL"}, "no_text"),
        ("chat.postMessage", {"channel": "CNONE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "CELSE", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "CGENERAL", "text": "x", "thread_ts": "1.0"}, "thread_not_found"),
        ("chat.postEphemeral", {"channel": "CGENERAL", "user": "UNONE", "text": "x"}, "user_not_in_channel"),
        ("chat.update", {"channel": "CGENERAL", "ts": "1.0", "text": "x"}, "message_not_found"),
        ("conversations.replies", {"channel": "CGENERAL", "ts": "1.0"}, "thread_not_found"),
        ("conversations.history", {"channel": "CELSE"}, "not_in_channel"),
        ("conversations.open", {"users": "UNONE"}, "user_not_found"),
        ("users.info", {"user": "UNONE"}, "user_not_found"),
        ("files.info", {"file": "FNONE"}, "file_not_found"),
        ("views.open", {"trigger_id": "no", "view": {}}, "invalid_trigger_id"),
        ("views.update", {"view_id": "no", "view": {}}, "not_found"),
        ("views.publish", {"user_id": "UNONE", "view": {}}, "user_not_found"),
        ("views.publish", {"user_id": "UANA", "view": {"type": "page"}}, "invalid_blocks"),
        ("assistant.threads.setSuggestedPrompts", {"channel_id": "D", "prompts": [{}] * 5}, "invalid_arguments"),
        ("agents.sessions.setStatus", {"channel_id": "D", "status": "busy"}, "invalid_arguments"),
        ("chat.startStream", {"channel": "CGENERAL", "thread_ts": "1.0"}, "thread_not_found"),
    ],
)
async def test_says_no_as_slack_does(caller: Caller, method: str, arguments: Json, error: str) -> None:
    assert await caller.error(method, **arguments) == error


async def test_streams_have_their_rules(caller: Caller) -> None:
    ts = asked(caller)
    place = {"channel": "CGENERAL", "thread_ts": ts}
    assert await caller.error("chat.startStream", **place) == "missing_recipient_team_id"
    assert await caller.error("chat.startStream", **place, recipient_team_id="T1") == "missing_recipient_user_id"
    bot = {"recipient_team_id": "T1", "recipient_user_id": "UBOT"}
    assert await caller.error("chat.startStream", **place, **bot) == "invalid_recipient_user_id"
    ana = {"recipient_team_id": "T1", "recipient_user_id": "UANA"}
    started = (await caller.call("chat.startStream", **place, **ana))["ts"]
    stream = {"channel": "CGENERAL", "ts": started}
    chunk = {"type": "markdown_text", "text": "in a chunk"}
    assert await caller.error("chat.appendStream", **stream, markdown_text="x", chunks=[chunk]) == "invalid_arguments"
    assert await caller.error("chat.appendStream", **stream, markdown_text="x" * 12_001) == "msg_too_long"
    task = {"type": "task_update", "id": "1", "title": "Reading", "status": "in_progress"}
    assert (await caller.call("chat.appendStream", **stream, chunks=[task, chunk]))["ok"]
    assert await caller.error("chat.appendStream", **stream, markdown_text="x" * 11_995) == "msg_too_long"
    assert await caller.error("chat.update", **stream, text="x") == "streaming_state_conflict"
    caller.clock.ahead += 301
    assert await caller.error("chat.appendStream", **stream, markdown_text="x") == "message_not_in_streaming_state"
    assert (await caller.call("chat.update", **stream, text="x"))["ok"]
    assert await caller.error("chat.update", **stream) == "no_text"
    assert await caller.error("chat.update", channel="CGENERAL", ts=ts, text="x") == "cant_update_message"
    assert await caller.error("chat.delete", channel="CGENERAL", ts=ts) == "cant_delete_message"


async def test_counts_calls(caller: Caller) -> None:
    for _ in range(20):
        await caller.call("chat.stopStream", channel="CGENERAL", ts="1.0")
    headers = {"Authorization": "Bearer xoxb-T1"}
    url = caller.slack.api_url + "chat.stopStream"
    async with caller.http.post(url, json={"channel": "CGENERAL", "ts": "1.0"}, headers=headers) as response:
        assert response.status == 429
        assert int(response.headers["Retry-After"]) >= 1
    caller.clock.ahead += 61
    assert await caller.error("chat.stopStream", channel="CGENERAL", ts="1.0") == "message_not_found"


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "x"}, "action_id": "a"}
OPTION = {"text": {"type": "plain_text", "text": "x"}, "value": "1"}
TITLE = {"type": "plain_text", "text": "x"}


def choice(**changes: Any) -> Json:
    element = {"type": "radio_buttons", "options": [OPTION], "action_id": "a", **changes}
    return {"type": "input", "label": TITLE, "element": element}


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ({"type": "section"}, "invalid_blocks"),
        ([SECTION] * 51, "invalid_blocks"),
        ([{"type": "unheard"}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([{"type": "markdown", "text": "x" * 7_000}] * 2, "msg_blocks_too_long"),
        ([{"type": "actions", "elements": []}], "invalid_blocks"),
        ([{"type": "actions", "elements": [BUTTON | {"value": "x" * 2_001}]}], "invalid_blocks"),
        ([{"type": "context", "elements": [{"type": "mrkdwn", "text": ""}]}], "invalid_blocks"),
        ([SECTION | {"block_id": "b"}] * 2, "invalid_blocks"),
        ([choice(options=[])], "invalid_blocks"),
        ([choice(options=[OPTION] * 11)], "invalid_blocks"),
        ([choice(initial_option={"text": TITLE, "value": "2"})], "invalid_blocks"),
        ([choice(options=[{"text": {"type": "plain_text", "text": "x" * 76}, "value": "1"}])], "invalid_blocks"),
        ([SECTION], "None"),
    ],
)
async def test_checks_blocks(caller: Caller, blocks: Any, error: str) -> None:
    assert await caller.error("chat.postMessage", channel="CGENERAL", blocks=blocks) == error


@pytest.mark.parametrize(
    "view",
    [
        {"type": "modal", "blocks": [SECTION]},
        {"type": "modal", "title": TITLE, "blocks": [choice()]},
        {"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}, "blocks": [SECTION]},
        {"type": "modal", "title": TITLE, "blocks": [SECTION], "private_metadata": "x" * 3_001},
    ],
)
async def test_checks_views(caller: Caller, view: Json) -> None:
    trigger = caller.slack.workspace("T1").trigger("UANA")
    assert await caller.error("views.open", trigger_id=trigger, view=view) == "invalid_blocks"


async def test_triggers_expire(caller: Caller) -> None:
    trigger = caller.slack.workspace("T1").trigger("UANA")
    caller.clock.ahead += 4
    assert await caller.error("views.open", trigger_id=trigger, view={}) == "expired_trigger_id"


async def test_hides_what_scopes_do_not_cover(caller: Caller) -> None:
    workspace = caller.slack.workspace("T1")
    workspace.scopes.discard("users:read.email")
    assert "email" not in (await caller.call("users.info", user="UANA"))["user"]["profile"]
    assert (await caller.call("conversations.info", channel="CGENERAL"))["channel"]["name"] == "general"
    workspace.channels["CGENERAL"].archived = True
    assert await caller.error("chat.postMessage", channel="CGENERAL", text="x") == "is_archived"
    workspace.files["F1"] = File("F1", "a.txt", "text/plain", b"secret")
    for token, seen in (("xoxb-T1", "secret"), ("wrong", "<html>Sign in</html>")):
        headers = {"Authorization": f"Bearer {token}"}
        async with caller.http.get(f"{caller.slack.url}/files-pri/F1/download/a.txt", headers=headers) as response:
            assert await response.text() == seen


async def test_refresh_tokens_are_used_once(caller: Caller) -> None:
    app = {"client_id": "111.222", "client_secret": "fake-client-secret", "grant_type": "refresh_token"}
    assert await caller.error("oauth.v2.access", **app, refresh_token="xoxe-no") == "invalid_refresh_token"


async def test_an_app_that_is_not_there_is_asked_four_times(caller: Caller) -> None:
    caller.slack.deliver_to("http://127.0.0.1:1/slack/events")
    before = caller.clock.ahead
    delivery = await caller.slack.hand("T1").deliver({"type": "team_join"})
    assert (delivery.status, delivery.attempt) == (0, 3)
    assert caller.clock.ahead - before == 360


class TestBrowser:
    async def act(self, caller: Caller, action: str, header: str = "1", **body: Any) -> int:
        url, headers = f"{caller.slack.url}/act/{action}", {"X-Simulator": header}
        async with caller.http.post(url, json={"user": "UANA", **body}, headers=headers) as response:
            return response.status

    async def test_serves_its_page(self, caller: Caller) -> None:
        for path, status in (("/", 200), ("/view/view.js", 200), ("/view/blocks.js", 200), ("/view/other", 404)):
            async with caller.http.get(caller.slack.url + path) as response:
                assert response.status == status
        async with caller.http.get(f"{caller.slack.url}/state?user=UNONE") as response:
            assert response.status == 404

    async def test_acts_only_for_its_own_page(self, caller: Caller) -> None:
        caller.slack.deliver_to("http://127.0.0.1:1/")
        assert await self.act(caller, "write", header="", channel="CGENERAL", text="x") == 403
        assert await self.act(caller, "unheard") == 404
        assert await self.act(caller, "write", channel="CNONE", text="x") == 400
        assert await self.act(caller, "click") == 400
        assert await self.act(caller, "write", channel="CGENERAL", text="x") == 200
        async with caller.http.get(f"{caller.slack.url}/state?user=UANA") as response:
            assert (await response.json())["messages"][0]["text"] == "x"

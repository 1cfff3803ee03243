"""No refusal of Slack's eats anything: each code on each kind of call, and what the person gets all the same.

Each code of each method's table that an app can meet (docs.slack.dev/reference/methods), and one that no table knows.
"""

from collections import deque

import pytest

from tests.cases.requests import settled
from tests.channels.slack.house import House, is_card
from tests.support.acting import EVENT, script
from tests.support.sampling import sampled
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "The plan has three parts. " * 12
STREAMS = [
    "messaging_processing_failed",
    "message_limit_exceeded",
    "msg_too_long",
    "token_expired",
    "token_revoked",
    "user_not_found",
    "messages_tab_disabled",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "not_subscribed_to_message_stream_stopped",
    "channel_type_not_supported",
    "feature_not_enabled",
    "feature_disabled",
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "missing_scope",
    "not_allowed_token_type",
    "no_permission",
    "access_denied",
    "ekm_access_denied",
    "org_login_required",
    "team_access_not_granted",
    "invalid_auth",
    "account_inactive",
    "unknown_method",
    "method_deprecated",
    "invalid_arguments",
    "missing_recipient_team_id",
    "missing_recipient_user_id",
    "invalid_recipient_user_id",
    "as_nobody_knows_yet",
]
ENDS = [
    *STREAMS,
    "invalid_blocks",
    "metadata_must_be_sent_from_app",
    "streaming_state_conflict",
    "markdown_text_too_long",
]
POSTS = [
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "metadata_too_large",
    "metadata_must_be_sent_from_app",
    "invalid_metadata_format",
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "thread_not_found",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "message_limit_exceeded",
    "messages_tab_disabled",
    "user_not_found",
    "no_permission",
    "ekm_access_denied",
    "team_access_not_granted",
    "access_denied",
    "missing_scope",
    "as_nobody_knows_yet",
]
UPDATES = [
    "invalid_blocks",
    "msg_too_long",
    "msg_blocks_too_long",
    "metadata_must_be_sent_from_app",
    "cant_update_message",
    "edit_window_closed",
    "message_not_found",
    "streaming_state_conflict",
    "restricted_action",
    "is_inactive",
    "no_permission",
    "missing_scope",
    "channel_not_found",
    "as_nobody_knows_yet",
]


class Ever(deque[SlackFault]):
    """The same refusal for as long as anybody asks."""

    def __bool__(self) -> bool:
        return True

    def popleft(self) -> SlackFault:
        return self[0]


def refuse(house: House, method: str, code: str, *, ever: bool) -> None:
    house.rest()
    house.workspace.status.clear()
    house.slack.api.failures[method] = Ever([SlackFault(code)]) if ever else deque([SlackFault(code)])


async def said(house: House, text: str, channel: str = "CGENERAL") -> tuple[Message, list[Message]]:
    """What the assistant shows anywhere of what it is asked here."""
    known = {message.ts for message in house.workspace.messages}
    asked = await house.hand.write("UANA", channel, text)
    await settled(house.services)
    return asked, [m for m in house.workspace.messages if m.user == "UBOT" and m.ts not in known]


def whole(messages: list[Message]) -> str:
    return " ".join(" ".join(message.visible for message in messages).split())


def working(house: House) -> list[str]:
    """The signs that somebody writes."""
    signs = (str(each.get("status")) for each in house.workspace.status.values())
    return [sign for sign in signs if sign not in ("active", "")]


@pytest.mark.parametrize("ever", [False, True], ids=["once", "ever"])
@pytest.mark.parametrize(
    ("method", "code"),
    [
        *(("chat.startStream", code) for code in sampled(STREAMS, 5)),
        *(("chat.appendStream", code) for code in sampled(STREAMS, 5)),
        *(("chat.stopStream", code) for code in sampled(ENDS, 5)),
    ],
)
async def test_an_answer_arrives_whatever_is_said_of_its_stream(
    house: House, method: str, code: str, ever: bool
) -> None:
    refuse(house, method, code, ever=ever)
    house.provider.scripts.append(script(*(f"{word} " for word in LONG.split())))
    _, messages = await said(house, "<@UBOT> tell me about the plan")
    assert LONG.strip() in whole(messages)
    assert not working(house)
    if not (ever and method == "chat.stopStream"):  # what nobody may end ends by itself, after five minutes
        assert not [message for message in messages if message.stream and message.stream.open]


@pytest.mark.parametrize("ever", [False, True], ids=["once", "ever"])
@pytest.mark.parametrize("code", sampled(POSTS, 4))
async def test_an_answer_arrives_whatever_is_said_of_its_post(house: House, code: str, ever: bool) -> None:
    refuse(house, "chat.postMessage", code, ever=ever)
    house.workspace.streams_allowed = False
    try:
        house.provider.scripts.append(script(*(f"{word} " for word in LONG.split())))
        _, messages = await said(house, "<@UBOT> tell me about the plan")
    finally:
        house.workspace.streams_allowed = True
    assert LONG.strip() in whole(messages)
    assert not working(house)


@pytest.mark.parametrize("code", sampled(UPDATES, 3))
async def test_an_answer_arrives_whole_where_messages_may_not_be_edited(house: House, code: str) -> None:
    refuse(house, "chat.update", code, ever=True)
    house.workspace.streams_allowed = False
    try:
        house.provider.scripts.append(script(*(f"{word} " for word in LONG.split())))
        _, messages = await said(house, "<@UBOT> tell me about the plan")
    finally:
        house.workspace.streams_allowed = True
    assert whole(messages).count("The plan has three parts.") == 12, "once, and nothing of it twice"
    assert not working(house)


@pytest.mark.parametrize("ever", [False, True], ids=["once", "ever"])
@pytest.mark.parametrize("code", sampled(POSTS, 4))
async def test_a_card_is_shown_whatever_is_said_of_it(house: House, code: str, ever: bool) -> None:
    refuse(house, "chat.postMessage", code, ever=ever)
    _, messages = await said(house, f"<@UBOT> {EVENT}")
    assert any("'confirm'" in str(message.blocks) or "Answer “yes”" in message.text for message in messages)


@pytest.mark.parametrize("code", sampled(UPDATES, 3))
async def test_what_became_of_a_click_is_shown_where_the_card_may_not_change(house: House, code: str) -> None:
    house.rest()
    _, card = await house.event()
    refuse(house, "chat.update", code, ever=True)
    await house.press("UANA", card, "confirm")
    await settled(house.services)
    newest = house.workspace.messages[-1]
    assert newest.channel == "DUANA"
    assert is_card(newest)


@pytest.mark.parametrize("method", ["views.open", "conversations.history", "conversations.open"])
@pytest.mark.parametrize("code", ["expired_trigger_id", "missing_scope", "as_nobody_knows_yet"])
async def test_what_cannot_be_done_is_said(house: House, method: str, code: str) -> None:
    refuse(house, method, code, ever=True)
    before = len(house.whispers("UANA"))
    if method == "views.open":
        await house.hand.shortcut("UANA", "new_event")
    elif method == "conversations.history":
        await house.hand.command("UANA", "CGENERAL", "/threadline", "summarize")
    else:
        await house.hand.command("UANA", "CELSE", "/schedule", "lunch tomorrow at noon")
    await settled(house.services)
    told = [m for m in house.workspace.messages if m.ephemeral_to == "UANA" or m.channel == "DUANA"]
    assert len(house.whispers("UANA")) > before or told


@pytest.mark.parametrize(
    "method",
    ["users.info", "users.list", "usergroups.list", "conversations.replies", "agents.sessions.setStatus"],
)
async def test_what_cannot_be_looked_up_costs_no_answer(house: House, method: str) -> None:
    refuse(house, method, "as_nobody_knows_yet", ever=True)
    house.provider.scripts.append(script("Here you are."))
    root = house.standing("UBO", "CGENERAL", "We thought of Thursday")
    house.standing("UBO", "CGENERAL", "or of Friday").thread_ts = root.ts
    await house.hand.write("UANA", "CGENERAL", "<@UBOT> what does <!subteam^SDESIGN> say?", thread_ts=root.ts)
    await settled(house.services)
    assert "Here you are." in whole([m for m in house.workspace.messages if m.user == "UBOT"][-2:])

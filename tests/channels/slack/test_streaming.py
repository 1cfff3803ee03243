"""How answers appear: streams that grow, move on, are stopped, fail, and are repaired."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.support.acting import Time, until
from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.errors import SlackRefused
from threadline.bots.slack.installations import InstallationStore
from threadline.bots.slack.posted_reply import EditedReply, reply_metadata
from threadline.bots.slack.rate_limits import POST, START, UPDATE, Limits
from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.streaming import StreamedReply
from threadline.bots.slack.thread_ref import Place
from threadline.bots.slack.workspaces import AppCredentials, Workspaces
from threadline.core.channels.errors import (
    ChannelDenied,
    ChannelThrottled,
    ChannelUnavailable,
    StoppedByPerson,
    SurfaceGone,
)
from threadline.core.runtime.background_tasks import BackgroundTasks
from threadline.simulator.slack.faults import SlackFault, rate_limited
from threadline.simulator.slack.model import Message
from threadline.simulator.slack.platform import FakeSlack

LONG = "\n\n".join(f"Paragraph {n}: " + "words and more words " * 20 for n in range(115))


class Stage:
    """A thread in the fake Slack, and replies to it."""

    def __init__(self, slack: FakeSlack, clock: Time, calls: Calls, place: Place) -> None:
        self.slack, self.clock, self.calls, self.place = slack, clock, calls, place
        self.background = BackgroundTasks()

    def streamed(self) -> StreamedReply:
        session = Session(self.calls, self.place)
        return StreamedReply(self.calls, self.place, "reply-1", "1", session, self.background, self.clock.monotonic)

    def edited(self, *refs: str) -> EditedReply:
        return EditedReply(self.calls, self.place, "reply-1", "1", Session(self.calls, self.place), refs=list(refs))

    @property
    def said(self) -> list[Message]:
        workspace = self.slack.workspace("T1")
        return [m for m in workspace.thread(self.place.channel, self.place.thread_ts) if m.user == "UBOT"]

    def count(self, method: str) -> int:
        return len(self.slack.api.of(method))


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    clock = Time()
    async with FakeSlack(clock=clock.wall, sleep=clock.sleep) as slack:
        workspace = slack.workspace("T1")
        asked = Message(workspace.next_ts(), "CGENERAL", "UANA", "hello")
        workspace.messages.append(asked)
        limits = Limits(clock.monotonic, clock.sleep)
        credentials = AppCredentials(token=workspace.token, api_url=slack.api_url)
        workspaces = Workspaces(credentials, InstallationStore(None), limits)  # type: ignore[arg-type]
        calls = (await workspaces.of("T1")).calls
        stage = Stage(slack, clock, calls, Place("T1", "CGENERAL", asked.ts, asked.ts, "UANA", "T1"))
        yield stage
        await stage.background.close()
        await workspaces.close()


async def test_grows_and_ends(stage: Stage) -> None:
    reply = stage.streamed()
    assert await reply.show("") is None
    first = await reply.show("Hello")
    assert await reply.show("Hello **wor") == first
    assert await reply.finish("Hello **world**") == first
    (message,) = stage.said
    assert message.markdown == "Hello **world**"
    assert message.stream is not None
    assert not message.stream.open
    assert message.metadata == reply_metadata("reply-1")
    assert reply.bucket == "T1/chat.appendStream"


async def test_finish_alone_posts(stage: Stage) -> None:
    reply = stage.streamed()
    await reply.finish("Short <!channel> answer")
    (message,) = stage.said
    assert stage.count("chat.postMessage") == 1
    assert "<!channel>" not in str(message.blocks)
    assert message.blocks[-1]["type"] == "context_actions"


async def test_a_long_answer_rolls_over_with_its_code_reopened(stage: Stage) -> None:
    code = "```python\n" + "print('a line of code')\n" * 900 + "```\n"
    text = f"Before\n\n{code}\nAfter"
    reply = stage.streamed()
    for end in range(1000, len(text), 4000):
        await reply.show(text[:end])
    await reply.finish(text)
    said = stage.said
    assert len(said) >= 3
    assert all(len(message.markdown) <= 12_000 for message in said)
    assert all(message.markdown.count("```") == 2 for message in said)
    assert said[1].markdown.startswith("```python\n")
    whole = "".join(m.markdown for m in said).replace("```python\n", "").replace("```", "").replace("\n", "")
    assert whole.count("print('a line of code')") == 900


@pytest.mark.parametrize("fence", ["`" * 9_600, "```" + "x" * 9_600, "~" * 30])
async def test_no_fence_is_too_long_to_be_reopened(stage: Stage, fence: str) -> None:
    reply = stage.streamed()
    await reply.show("Look:\n\n")
    await reply.finish(f"Look:\n\n{fence}\n" + "a line of code\n" * 900)
    assert "".join(message.markdown for message in stage.said).replace("\n", "").count("a line of code") == 900
    assert len(stage.said) < 6


async def test_fifty_thousand_characters_all_arrive(stage: Stage) -> None:
    assert len(LONG) > 49_000
    reply = stage.streamed()
    await reply.show(LONG[:100])
    ref = await reply.finish(LONG)
    assert "".join(message.markdown for message in stage.said) == LONG
    assert ref == ",".join(message.ts for message in stage.said)
    assert all(message.metadata for message in stage.said)


async def test_a_stream_is_left_before_it_dies(stage: Stage) -> None:
    reply = stage.streamed()
    await reply.show("One two")
    stage.clock.ahead += 241
    await reply.show("One two three four")
    await reply.finish("One two three four five")
    assert [message.markdown for message in stage.said] == ["One two ", "three four five"]


async def test_a_stream_that_died_goes_on_in_another(stage: Stage) -> None:
    reply = stage.streamed()
    await reply.show("One")
    message = stage.said[0]
    assert message.stream is not None
    message.stream.open = False
    await reply.show("One two")
    await reply.finish("One two three")
    assert "".join(message.markdown for message in stage.said) == "One two three"


async def test_a_stream_that_died_at_its_end_is_repaired_by_an_edit(stage: Stage) -> None:
    reply = stage.streamed()
    await reply.show("All")
    message = stage.said[0]
    assert message.stream is not None
    message.stream.open = False
    await reply.finish("All")
    (repaired,) = stage.said
    assert repaired.blocks[0]["text"] == "All"
    assert repaired.blocks[-1]["type"] == "context_actions"


async def test_text_that_changed_is_edited(stage: Stage) -> None:
    reply = stage.streamed()
    await reply.show("I think it is Monday")
    await reply.show("I think")
    await reply.show("It is Tuesday")
    await reply.finish("It is Tuesday.")
    (message,) = stage.said
    assert message.blocks[0]["text"] == "It is Tuesday."


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_an_answer_that_was_lost_on_the_way_is_not_said_twice(stage: Stage, method: str) -> None:
    reply = stage.streamed()
    if method != "chat.startStream":
        await reply.show("One")
    stage.slack.api.lose_answer(method)
    with pytest.raises(ChannelUnavailable):
        await reply.finish("One two") if method == "chat.stopStream" else await reply.show("One two")
    await reply.finish("One two three")
    (message,) = stage.said
    assert message.blocks[0]["text"] == "One two three"


async def test_a_post_whose_answer_was_lost_is_found_again(stage: Stage) -> None:
    reply = stage.edited()
    stage.slack.api.lose_answer("chat.postMessage")
    with pytest.raises(ChannelUnavailable):
        await reply.show("One")
    await reply.finish("One two")
    (message,) = stage.said
    assert message.blocks[0]["text"] == "One two"


async def test_many_answers_ending_at_once_do_not_wait_to_be_closed(stage: Stage) -> None:
    replies = [stage.streamed() for _ in range(5)]
    for reply in replies:
        await reply.show("Hello")
    stage.calls.limits.pause("T1", "chat.stopStream", "", 30)
    stage.slack.api.fail("chat.stopStream", SlackFault("something_new"))
    for reply in replies:
        await reply.finish("Hello, world")
    seen = [message.markdown or message.text for message in stage.said]  # one may have been finished by an edit
    assert seen == ["Hello, world"] * 5
    await until(lambda: stage.count("chat.stopStream") >= 4)


async def test_where_streams_are_refused_it_posts_and_edits(stage: Stage) -> None:
    stage.slack.workspace("T1").streams_allowed = False
    reply = stage.streamed()
    await reply.show("One")
    await reply.show("One two")
    await reply.finish("One two three")
    (message,) = stage.said
    assert message.edits == 2
    assert message.text == "One two three"


async def test_many_streams_at_once_go_on_by_posts(stage: Stage) -> None:
    replies = [stage.streamed() for _ in range(24)]
    for reply in replies:
        await reply.show("Hello")
    assert stage.count("chat.startStream") < 20
    assert stage.count("chat.startStream") + stage.count("chat.postMessage") == 24


async def queued(stage: Stage) -> StreamedReply:
    """An answer that began by a post, for there was no stream to be had, and whose edits and posts are used up."""
    own = stage.calls.of_answer()
    reply = StreamedReply(
        own, stage.place, "reply-1", "1", Session(own, stage.place), stage.background, stage.clock.monotonic
    )
    for _ in range(19):
        await own.limits.enter("T1", START, stage.place.channel)
    await reply.turn(first=True, final=False, since=stage.clock.monotonic())
    await reply.show("Begun by ")
    await stage.clock.sleep(60)
    for method in (UPDATE, POST):
        own.limits.pause("T1", method, stage.place.channel, 30)
    return reply


async def test_an_answer_that_was_posted_goes_on_as_a_stream_when_one_is_free(stage: Stage) -> None:
    reply = await queued(stage)
    for text in ("Begun by a post, ", "Begun by a post, gone on "):
        await reply.turn(first=False, final=False, since=0.0)
        await reply.show(text)
    await reply.turn(first=False, final=True, since=0.0)
    await reply.finish("Begun by a post, gone on as a stream.")
    posted, streamed = stage.said
    assert "Begun by" in str(posted.blocks)
    assert streamed.markdown == "a post, gone on as a stream."
    assert streamed.stream is not None
    assert not streamed.stream.open


async def test_one_that_went_on_as_a_stream_is_repaired_where_it_stands(stage: Stage) -> None:
    reply = await queued(stage)
    await reply.turn(first=False, final=False, since=0.0)
    await reply.show("Begun by a post, gone on as a stream.")
    stream = stage.said[1].stream
    assert stream is not None
    stream.open = False
    await reply.turn(first=False, final=True, since=0.0)
    await reply.finish("Begun by a post, gone on as a stream.")
    assert len(stage.said) == 2
    assert "Begun by" in str(stage.said[0].blocks)
    assert "a post, gone on as a stream." in str(stage.said[1].blocks)


async def test_a_full_stream_goes_on_by_posts_where_no_other_is_free(stage: Stage) -> None:
    own = stage.calls.of_answer()
    reply = StreamedReply(
        own, stage.place, "reply-1", "1", Session(own, stage.place), stage.background, stage.clock.monotonic
    )
    await reply.turn(first=True, final=False, since=0.0)
    await reply.show(LONG[:9_000])
    for _ in range(18):
        await own.limits.enter("T1", START, stage.place.channel)
    await reply.turn(first=False, final=False, since=0.0)
    await reply.show(LONG[:12_000])
    await reply.finish(LONG[:12_000])
    assert stage.count("chat.startStream") == 1
    assert len(stage.said) == 2


async def test_stop_ends_the_answer_and_the_session(stage: Stage) -> None:
    reply = stage.streamed()
    reply.session.begin()
    await reply.show("One")
    message = stage.said[0]
    assert message.stream is not None
    message.stream.stopped_by = "UANA"
    with pytest.raises(StoppedByPerson):
        await reply.show("One two")
    assert stage.slack.workspace("T1").status["CGENERAL", stage.place.thread_ts]["status"] == "active"
    await reply.finish("One two\n\n*Stopped.*")
    assert "Stopped" in stage.said[0].blocks[0]["text"]


async def test_a_stream_that_takes_less_than_we_think_rolls_over(stage: Stage) -> None:
    reply = stage.streamed()
    await reply.show("One")
    stage.slack.api.fail("chat.appendStream", SlackFault("msg_too_long"))
    await reply.show("One two")
    await reply.finish("One two three")
    assert [message.markdown for message in stage.said] == ["One", " two three"]


async def test_limits_are_passed_on_and_kept(stage: Stage) -> None:
    reply = stage.streamed()
    stage.slack.api.fail("chat.startStream", rate_limited(7))
    with pytest.raises(ChannelThrottled) as refused:
        await reply.show("One")
    assert refused.value.retry_after == 7
    assert stage.calls.wait("chat.startStream") > 6


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("is_archived", SurfaceGone),
        ("not_in_channel", SurfaceGone),
        ("message_not_found", SurfaceGone),
        ("token_revoked", ChannelDenied),
        ("internal_error", ChannelUnavailable),
        ("something_new", SlackRefused),
    ],
)
async def test_refusals_have_their_kind(stage: Stage, code: str, error: type[Exception]) -> None:
    for method in ("chat.startStream", "chat.postMessage", "chat.postEphemeral"):
        stage.slack.api.fail(method, SlackFault(code), times=20)
    with pytest.raises(error):
        await stage.streamed().finish("One")


async def test_a_missing_scope_is_named(stage: Stage) -> None:
    stage.slack.workspace("T1").scopes.discard("chat:write")
    with pytest.raises(ChannelDenied) as refused:
        await stage.streamed().finish("One")
    assert refused.value.missing == "chat:write"


async def test_patience_for_what_may_be_repeated(stage: Stage) -> None:
    stage.slack.api.fail("chat.update", rate_limited(3))
    stage.slack.api.fail("chat.update", SlackFault("internal_error"))
    posted = await stage.calls.call("chat.postMessage", channel="CGENERAL", text="x")
    await stage.calls.insist("chat.update", channel="CGENERAL", ts=posted["ts"], text="y")
    assert stage.count("chat.update") == 1
    stage.slack.api.fail("chat.update", SlackFault("internal_error"), times=4)
    with pytest.raises(ChannelUnavailable):
        await stage.calls.insist("chat.update", channel="CGENERAL", ts=posted["ts"], text="z")


async def test_what_an_earlier_process_left_over_is_taken_away(stage: Stage) -> None:
    first = await stage.calls.call("chat.postMessage", channel="CGENERAL", thread_ts=stage.place.thread_ts, text="1")
    second = await stage.calls.call("chat.postMessage", channel="CGENERAL", thread_ts=stage.place.thread_ts, text="2")
    reply = stage.edited(first["ts"], second["ts"])
    await reply.finish("Only this")
    (message,) = stage.said
    assert message.blocks[0]["text"] == "Only this"
    gone = stage.edited(first["ts"], second["ts"])
    await gone.finish("Again")
    assert len(stage.said) == 1
    assert reply.bucket == "T1/chat.update"


async def test_nowhere_to_connect(stage: Stage) -> None:
    client = stage.calls.client
    client.base_url = "http://127.0.0.1:1/api/"
    with pytest.raises(ChannelUnavailable):
        await replace(stage.calls, client=client).call("auth.test")


async def test_status_that_is_refused_does_not_matter(stage: Stage) -> None:
    for method in ("agents.sessions.setStatus", "assistant.threads.setStatus"):
        stage.slack.api.fail(method, SlackFault("not_allowed"))
    reply = stage.streamed()
    reply.session.begin()
    await reply.finish("Fine")
    assert stage.said[0].blocks[0]["text"] == "Fine"

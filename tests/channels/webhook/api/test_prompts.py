"""`/webhook` and `/stream`: answers, retries, streams that break and come back."""

from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from tests.channels.webhook.client import Client, Event, Stream, text_of
from tests.channels.webhook.house import House
from tests.support.acting import until
from threadline.core.proposals.repository import ProposalRepository
from threadline.providers.port import (
    AuthenticationFailed,
    InvalidRequest,
    NoRoomToAnswer,
    OverBudget,
    ProviderError,
    RateLimited,
    Refused,
    Resting,
    TooSlow,
    Unavailable,
)
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.persons import new_id
from threadline.storage.turns import TurnOutcome

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROMPT = "The release was calm. Two bugs came up."


async def accepted(stream: Stream) -> dict[str, str]:
    event = await stream.next()
    assert event is not None
    assert event.name == "accepted"
    ids: dict[str, str] = event.json
    return ids


async def piece(stream: Stream) -> Event:
    event = await stream.next()
    assert event is not None
    return event


def stream_of(ids: dict[str, str]) -> str:
    return f"/api/v1/conversations/{ids['conversation_id']}/messages/{ids['message_id']}/stream"


async def test_a_prompt_is_answered(ana: Client) -> None:
    answer = await ana.post("/api/v1/webhook", {"prompt": PROMPT, "type": "summary"})
    assert answer.status == 200
    assert PROMPT in answer.json["summary"]
    assert answer.json["template_id"] == "summary"
    seconds = answer.json["processing_time"]
    assert seconds == round(seconds, 2) >= 0
    assert answer.json["proposal"] is None
    assert answer.json["usage"]["provider"] == "scripted"


async def test_usage_tells_what_was_dropped(house: House, ana: Client) -> None:
    part = house.conductor.part("usage?")
    part.end()
    answer = await ana.post("/api/v1/webhook", {"prompt": "usage?", "parameters": {"top_p": 0.5, "stop": ["END"]}})
    usage = answer.json["usage"]
    assert [each["outcome"] for each in usage.pop("tried")] == ["answered"]
    assert usage == {
        "provider": "scripted",
        "model": "conducted",
        "input_tokens": 3,
        "output_tokens": 5,
        "estimated": False,
        "cost_usd": None,
        "dropped_parameters": ["top_p"],
        "degraded": False,
        "reason": None,
    }
    asked = house.conductor.requests[-1].parameters
    assert (asked.top_p, asked.stop, asked.temperature) == (0.5, ("END",), None)


async def test_an_event_in_a_prompt_is_proposed(ana: Client) -> None:
    answer = await ana.post("/api/v1/webhook", {"prompt": "Lunch with Bo tomorrow at noon", "type": "calendar_event"})
    proposal = answer.json["proposal"]
    assert proposal["state"] == "proposed"
    assert proposal["message_id"] == answer.json["message_id"]
    assert (await ana.get(f"/api/v1/proposals/{proposal['id']}")).json == proposal


async def test_other_readings_are_told_in_the_readers_zone(ana: Client) -> None:
    body = {"prompt": "Review next Thursday 3-4pm", "type": "calendar_event", "timezone": "America/New_York"}
    proposal = (await ana.post("/api/v1/webhook", body)).json["proposal"]
    assert proposal["event"]["start"].endswith(("-05:00", "-04:00"))
    for other in proposal["alternatives"]:
        assert f"{other['start'][11:16]}–{other['end'][11:16]}" in other["label"]
    assert proposal["alternatives"]


async def test_the_answer_is_told_in_the_zone_of_the_message(house: House, ana: Client) -> None:
    body = {"prompt": "Review on 4 March 2027 3-4pm", "type": "calendar_event", "timezone": "America/New_York"}
    await ana.post("/api/v1/webhook", body)
    facts = "\n".join(house.conductor.requests[-1].facts)
    assert "15:00–16:00 (America/New_York)" in facts
    assert "Vienna" not in facts


async def test_a_conversation_goes_on(house: House, ana: Client) -> None:
    first = (await ana.post("/api/v1/webhook", {"prompt": "First thing"})).json
    body = {"prompt": "Second thing", "conversation_id": first["conversation_id"]}
    second = (await ana.post("/api/v1/webhook", body)).json
    assert second["conversation_id"] == first["conversation_id"]
    assert [line.text for line in house.conductor.requests[-1].messages] == [
        "First thing",
        "First thing",
        "Second thing",
    ]


@pytest.mark.parametrize("path", ["/api/v1/webhook", "/api/v1/stream"])
async def test_what_a_prompt_names_must_be_there(ana: Client, bo: Client, path: str) -> None:
    others = (await bo.post("/api/v1/conversations")).json["id"]
    for body in ({"conversation_id": "nope"}, {"conversation_id": others}, {"template_id": "nope"}):
        (await ana.post(path, {"prompt": "x", **body})).refused(404, "NOT_FOUND")
    (await ana.post(path, {"prompt": "x", "timezone": "Mars/Base"})).refused(422, "UNPROCESSABLE")


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        (Unavailable, 502, "LLM_API_ERROR"),
        (RateLimited, 502, "LLM_API_ERROR"),
        (AuthenticationFailed, 502, "LLM_API_ERROR"),
        (Resting, 503, "UNAVAILABLE"),
        (TooSlow, 504, "TIMEOUT"),
        (Refused, 422, "UNPROCESSABLE"),
        (NoRoomToAnswer, 422, "UNPROCESSABLE"),
        (OverBudget, 429, "RATE_LIMITED"),
    ],
)
async def test_a_failing_model_is_told_by_status_with_what_was_tried(
    house: House, ana: Client, kind: type[ProviderError], status: int, code: str
) -> None:
    prompt = f"fail as {kind.code}"
    part = house.conductor.part(prompt)
    part.say("I was about to")
    part.fail(kind("for the log", provider="scripted", advice="Ask in other words.", retry_after=7))
    answer = await ana.post("/api/v1/webhook", {"prompt": prompt})
    body = answer.refused(status, code)
    if status == 429:
        return
    assert "Ask in other words." in answer.told
    assert body["usage"]["degraded"]
    assert [each["outcome"] for each in body["usage"]["tried"]] == [kind.code]
    assert answer.headers.get("Retry-After") == (None if status == 422 else "7")


async def test_the_wait_is_the_callers_choice(house: House, ana: Client) -> None:
    part = house.conductor.part("slow")
    answer = await ana.post("/api/v1/webhook", {"prompt": "slow"}, headers={"Prefer": "wait=0"})
    answer.refused(504, "TIMEOUT")
    part.say("done at last")
    part.end()
    ids = answer.headers["Location"]
    async with ana.stream("GET", f"{ids}/stream") as stream:
        assert text_of(await stream.rest()) == "done at last"
    assert (await ana.get(ids)).json["reply"]["state"] == "answered"


async def test_nobody_has_to_wait(house: House, ana: Client) -> None:
    part = house.conductor.part("later")
    answer = await ana.post("/api/v1/webhook", {"prompt": "later"}, headers={"Prefer": "respond-async, wait=x"})
    assert answer.status == 202
    assert answer.headers["Preference-Applied"] == "respond-async"
    assert answer.json["reply"]["state"] in ("queued", "answering")
    part.end()


async def test_an_answer_streams(house: House, ana: Client) -> None:
    part = house.conductor.part("stream it")
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "stream it"}) as stream:
        assert stream.response.headers["Cache-Control"] == "no-cache, no-store"
        assert stream.response.headers["X-Accel-Buffering"] == "no"
        ids = await accepted(stream)
        assert ids["reply_id"] == f"reply-{ids['message_id']}"
        part.say("One ")
        first = await piece(stream)
        assert (first.name, first.json) == ("message", {"chunk": "One "})
        assert first.id is not None
        assert first.id.startswith("1.4.")
        part.say("two.")
        part.end()
        rest = await stream.rest()
    assert text_of(rest, "One ") == "One two."
    assert rest[-1].data == "[DONE]"


async def test_a_stream_ends_with_its_proposal(ana: Client) -> None:
    body = {"prompt": "Lunch with Bo tomorrow at noon", "type": "calendar_event"}
    async with ana.stream("POST", "/api/v1/stream", body) as stream:
        events = await stream.rest()
    assert [event.name for event in events][-2:] == ["proposal", "message"]
    assert events[-2].json["state"] == "proposed"


async def test_a_broken_stream_goes_on_where_it_broke(house: House, ana: Client) -> None:
    part = house.conductor.part("break it")
    key = {"Idempotency-Key": "break-1"}
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "break it"}, key) as stream:
        ids = await accepted(stream)
        part.say("Grüße ")
        last = await piece(stream)
    part.say("an alle")
    assert last.id is not None
    resume = {"Last-Event-ID": last.id}
    async with ana.stream("GET", stream_of(ids), None, resume) as stream:
        assert (await piece(stream)).json == {"chunk": "an alle"}
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "break it"}, {**key, **resume}) as stream:
        assert await accepted(stream) == ids
        part.end()
        assert text_of(await stream.rest(), "Grüße ") == "Grüße an alle"
    async with ana.stream("GET", stream_of(ids)) as stream:
        assert text_of(await stream.rest()) == "Grüße an alle"


async def test_a_reader_with_another_text_gets_the_whole(house: House, ana: Client) -> None:
    part = house.conductor.part("differ")
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "differ"}) as stream:
        ids = await accepted(stream)
        part.say("abcdef")
        await piece(stream)
    for event_id in ("1.3.00000000", "7.3.00000000"):
        async with ana.stream("GET", stream_of(ids), None, {"Last-Event-ID": event_id}) as stream:
            event = await piece(stream)
            assert (event.name, event.json) == ("replace", {"text": "abcdef"})
    (await ana.get(stream_of(ids), headers={"Last-Event-ID": "what"})).refused(400, "VALIDATION_ERROR")
    part.end()


async def test_a_new_start_replaces_what_was_shown(house: House, ana: Client) -> None:
    part = house.conductor.part("start anew")
    live = house.services.conversations.live_updates
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "start anew"}) as stream:
        ids = await accepted(stream)
        part.say("ab")
        assert (await piece(stream)).json == {"chunk": "ab"}
        live.show(ids["message_id"], "a")  # an older checkpoint of the same start: the reader is ahead
        async with ana.stream("GET", stream_of(ids)) as another:
            assert (await piece(another)).json == {"chunk": "a"}
        live.show(ids["message_id"], "xyz")
        changed = await piece(stream)
        assert (changed.name, changed.json) == ("replace", {"text": "xyz"})
        live.begin(ids["message_id"], 2)
        again = await piece(stream)
        assert (again.name, again.json, again.id) == ("replace", {"text": ""}, "2.0.00000000")
        live.show(ids["message_id"], "new")
        assert (await piece(stream)).json == {"chunk": "new"}
        part.end()
        assert text_of(await stream.rest(), "new") == "ab"


async def test_a_reader_who_leaves_stops_only_the_stream(house: House, ana: Client) -> None:
    part = house.conductor.part("leave")
    house.room.streams.keep_alive = 0.01
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "leave"}) as stream:
        ids = await accepted(stream)
        part.say("still ")
        await piece(stream)
        assert house.room.streams.reading == 1
        stream.response.close()
    await until(lambda: house.room.streams.reading == 0)
    house.room.streams.keep_alive = 15.0
    part.say("here")
    part.end()
    async with ana.stream("GET", stream_of(ids)) as stream:
        assert text_of(await stream.rest()) == "still here"


async def test_a_silent_stream_is_kept_alive(house: House, ana: Client) -> None:
    part = house.conductor.part("silence")
    house.room.streams.keep_alive = 0.01
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "silence"}) as stream:
        await accepted(stream)
        assert await stream.response.content.readline() == b": keep-alive\n"
        part.end()
        assert (await stream.rest())[-1].data == "[DONE]"
    house.room.streams.keep_alive = 15.0


async def test_streams_end_when_the_service_stops(house: House, ana: Client) -> None:
    part = house.conductor.part("drain")
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "drain"}) as stream:
        ids = await accepted(stream)
        part.say("so far")
        last = await piece(stream)
        house.room.streams.close()
        house.room.streams.close()
        assert await stream.rest() == []
    part.end()
    async with ana.stream("GET", stream_of(ids), None, {"Last-Event-ID": last.id or ""}) as stream:
        assert [event.data for event in await stream.rest()] == ["[DONE]"]


async def test_a_stream_that_fails_breaks_off_and_can_be_resumed(
    house: House, ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked(*_: object) -> None:
        raise StorageUnavailable("locked")

    with monkeypatch.context() as patched, capture_logs() as logs:
        patched.setattr(ProposalRepository, "of_messages", locked)
        async with ana.stream("POST", "/api/v1/stream", {"prompt": "half a stream"}) as stream:
            ids = await accepted(stream)
            events = await stream.rest()
    assert text_of(events) == "half a stream"
    assert "[DONE]" not in [event.data for event in events]
    assert "stream broke off" in [log["event"] for log in logs]
    async with ana.stream("GET", stream_of(ids), None, {"Last-Event-ID": events[-1].id or ""}) as stream:
        assert [event.data for event in await stream.rest()] == ["[DONE]"]


async def test_stop_stops_the_answer(house: House, ana: Client, bo: Client) -> None:
    part = house.conductor.part("talk for ever")
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "talk for ever"}) as stream:
        ids = await accepted(stream)
        part.say("On and on")
        await piece(stream)
        stop = stream_of(ids).removesuffix("stream") + "stop"
        (await bo.post(stop)).refused(404, "NOT_FOUND")
        assert (await ana.post(stop)).status == 202
        assert text_of(await stream.rest(), "On and on") == "On and on\n\n*Stopped.*"
    stopped = await ana.post(stop)
    assert stopped.json["reply"]["state"] == "stopped"


async def test_a_failure_is_an_event(house: House, ana: Client) -> None:
    part = house.conductor.part("break the stream")
    part.fail(InvalidRequest("unknown model", provider="scripted"))
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "break the stream"}) as stream:
        events = await stream.rest()
        request_id = stream.response.headers["X-Request-Id"]
    error = events[-2]
    assert error.name == "error"
    assert (error.json["code"], error.json["request_id"]) == ("LLM_API_ERROR", request_id)


async def test_a_conversation_that_is_deleted_ends_its_stream(house: House, ana: Client) -> None:
    part = house.conductor.part("forget me")
    async with ana.stream("POST", "/api/v1/stream", {"prompt": "forget me"}) as stream:
        ids = await accepted(stream)
        part.say("I")
        await piece(stream)
        assert (await ana.delete(f"/api/v1/conversations/{ids['conversation_id']}")).status == 200
        events = await stream.rest()
    assert [event.name for event in events][-2:] == ["error", "message"]
    assert events[-2].json["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("outcome", "code", "words"),
    [
        (TurnOutcome("parked", "", code="parked"), "SERVER_ERROR", "It is kept"),
        (TurnOutcome("failed", "This needs a text.", code="template"), "UNPROCESSABLE", "This needs a text."),
        (TurnOutcome("failed", "No calendar.", code="calendar"), "UNPROCESSABLE", "No calendar."),
        (TurnOutcome("failed", "", code="channel"), "LLM_API_ERROR", "could not be finished"),
        (TurnOutcome("failed", "Enough for today.", code="limit"), "RATE_LIMITED", "Enough for today."),
    ],
)
async def test_what_is_said_of_a_failed_turn(
    house: House, ana: Client, outcome: TurnOutcome, code: str, words: str
) -> None:
    accepted = await house.services.conversations.turns.accept(
        channel="webhook",
        event_key=new_id(),
        conversation_key=new_id(),
        person_id=ana.person_id,
        text="hello",
        body="{}",
        title="",
        sent_at=datetime.now(UTC),
    )
    started = await house.services.conversations.turns.start(accepted.message_id)
    assert started is not None
    await house.services.conversations.turns.finish(accepted.message_id, started.epoch, outcome)
    ids = {"conversation_id": accepted.conversation_id, "message_id": accepted.message_id}
    async with ana.stream("GET", stream_of(ids)) as stream:
        error, done = (await stream.rest())[-2:]
    assert (error.name, error.json["code"], done.data) == ("error", code, "[DONE]")
    assert words in error.json["error"]

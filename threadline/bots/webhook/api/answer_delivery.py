"""Waiting for an answer, and following it as it grows."""

import asyncio
import re
import zlib
from dataclasses import dataclass

from threadline.bots.webhook.api.limit_status import seconds_left
from threadline.bots.webhook.api.message_submission import Asked
from threadline.bots.webhook.compatibility import conversation_streams
from threadline.bots.webhook.http.call import REQUEST_ID, Call
from threadline.bots.webhook.http.endpoint import RequestHeader
from threadline.bots.webhook.http.errors import Problem, invalid, not_found
from threadline.bots.webhook.http.sse import EventStream
from threadline.bots.webhook.views.event_views import proposal_view
from threadline.bots.webhook.views.message_views import reply_id, usage_view
from threadline.core.channels.port import Step
from threadline.core.domain.message import TurnState
from threadline.core.domain.proposal import Proposal
from threadline.core.turns.failure_codes import CROWDED, NO_ROOM, REFUSED, RESTING, TOO_LONG, TOO_SLOW, parsed
from threadline.core.turns.live_updates import Progress
from threadline.storage.database.errors import StorageError
from threadline.storage.turns import TurnRecord
from threadline.texts.messages import _

DEFAULT_WAIT_SECONDS = 100
_LONGEST_WAIT_SECONDS = 600
_STATUS = {TOO_SLOW: 504, RESTING: 503, CROWDED: 503, REFUSED: 422, NO_ROOM: 422, TOO_LONG: 413}
"""Of the codes of models that failed; the others are 502."""
_ABOUT_THE_QUESTION = ("template", "calendar")
"""Codes of failures that are about what was asked for; the reply says what is wrong with it."""

_WAIT = re.compile(r"^wait=(\d{1,4})$")
_EVENT_ID = re.compile(r"^([0-9]{1,9})\.([0-9]{1,9})\.([0-9a-f]{8})(?:\.end)?$")
_END = ".end"

PREFER = RequestHeader(
    "Prefer",
    f"`respond-async` answers at once with a queued reply; `wait=N` waits up to N seconds instead of "
    f"{DEFAULT_WAIT_SECONDS} (RFC 7240).",
    "wait=30",
)
LAST_EVENT_ID = RequestHeader(
    "Last-Event-ID",
    "The `id` of the last event that was received: the stream goes on behind it.",
    "1.120.9ae0daaf",
    _EVENT_ID.pattern,
)


def wants_no_wait(call: Call) -> bool:
    """Whether the caller prefers not to wait for the answer."""
    return "respond-async" in _preferences(call)


async def finished(call: Call, asked: Asked) -> TurnRecord:
    """Wait for the answer.

    Raises `Problem`: 429 if a limit is reached; if it failed 422 (also where it was refused), 413 (too long for the
    model), 502, 503 (the model is known to be down, or too many wait for it) or 504 (it was too slow, or takes longer
    than the caller waits).
    """
    seconds = _wait_seconds(call)
    try:
        return await _waited(call, asked, seconds)
    except StorageError:
        raise _lost_sight(asked) from None


async def _waited(call: Call, asked: Asked, seconds: int) -> TurnRecord:
    try:
        async with asyncio.timeout(seconds):
            async for _ in call.services.engine.watch(asked.message_id):
                pass
    except TimeoutError:
        raise Problem(
            504,
            f"The answer is not finished after {seconds} seconds. It goes on; fetch it later.",
            details=f"GET {address_of(asked)}",
            headers={"Location": address_of(asked)},
        ) from None
    record = await call.services.engine.turn(call.person.id, asked.message_id)
    if not TurnState(record.state).over:
        raise _handed_over(asked)
    if problem := await failure(call, record):
        raise problem
    return record


def _handed_over(asked: Asked) -> Problem:
    return Problem(
        503,
        "The service is being restarted. The answer goes on; fetch it later.",
        details=f"GET {address_of(asked)}",
        headers={"Location": address_of(asked), "Retry-After": "2"},
    )


def _lost_sight(asked: Asked) -> Problem:
    return Problem(
        503,
        "Your message is accepted, but the database cannot be read right now. Fetch the answer later.",
        details=f"GET {address_of(asked)}",
        headers={"Location": address_of(asked), "Retry-After": "5"},
    )


async def proposals_of(call: Call, message_id: str) -> list[Proposal]:
    """The proposals that were read from a message."""
    found = await call.services.proposals.repository.of_messages([message_id])
    return found.get(message_id, [])


def address_of(asked: Asked) -> str:
    """Where the message and its answer are found."""
    return f"/api/v1/conversations/{asked.conversation_id}/messages/{asked.message_id}"


def task_address(call: Call, message_id: str) -> str:
    """Where the result of a message is found, from outside: whoever follows it may take it for any address."""
    return f"{call.address}/api/v1/tasks/{message_id}/result"


async def failure(call: Call, record: TurnRecord) -> Problem | None:
    """What to say about an answer that failed."""
    if record.state == TurnState.PARKED:
        return Problem(
            500,
            "This message could not be answered. It is kept, and an operator can have it answered after all.",
            details=f"parked: {record.outcome.reason}" if record.outcome.reason else "parked",
        )
    if record.state != TurnState.FAILED:
        return None
    code, seconds = parsed(record.outcome.code)
    if code == "limit":
        return Problem(429, record.reply, headers={"Retry-After": str(seconds or await seconds_left(call))})
    if code in _ABOUT_THE_QUESTION:
        return Problem(422, record.reply)
    return model_failure(record, code, seconds)


def model_failure(record: TurnRecord, code: str, seconds: int | None) -> Problem:
    """What to say about an answer that failed at a model, with what was tried."""
    status = _STATUS.get(code, 502)
    headers = {"Retry-After": str(seconds)} if seconds is not None and status in (502, 503, 504) else {}
    return Problem(
        status,
        record.outcome.degraded or _("The answer could not be finished."),
        details=record.reply or None,
        headers=headers,
        usage=usage_view(record),
    )


async def stream_answer(call: Call, asked: Asked, *, accepted: bool) -> EventStream:
    """Send an answer as it grows, then its proposals, then `[DONE]`.

    With the header `Last-Event-ID` it goes on behind that event. `accepted` says first under which ids it is kept.
    """
    seen = _Seen.of(call.request.headers.get(LAST_EVENT_ID.name))
    stream = EventStream(call.request, call.room.streams)
    async with stream:
        if accepted:
            ids = {"message_id": asked.message_id, "reply_id": reply_id(asked.message_id)}
            await stream.send({**ids, "conversation_id": asked.conversation_id}, event="accepted")
        async for progress in call.services.engine.watch(asked.message_id):
            await seen.tell(stream, progress)
        await _conclude(call, asked, stream, seen)
    return stream


def has_all(call: Call, turn: TurnRecord) -> bool:
    """Whether a reader comes back who has been told everything: browsers do when a stream ends."""
    last = call.request.headers.get(LAST_EVENT_ID.name, "")
    if not last.endswith(_END) or not TurnState(turn.state).over:
        return False
    seen = _Seen.of(last)
    return (seen.epoch, seen.length, seen.checksum) == (turn.epoch, len(turn.reply), _checksum(turn.reply))


async def stream_contents(call: Call, asked: Asked) -> EventStream:
    """The same for whoever calls a message's text `content`: its pieces, then that it is whole or has failed."""
    stream, sent = EventStream(call.request, call.room.streams), ""
    async with stream:
        async for progress in call.services.engine.watch(asked.message_id):
            if progress.text.startswith(sent) and progress.text != sent:
                await stream.send(conversation_streams.piece(progress.text[len(sent) :]))
                sent = progress.text
        record = await call.services.engine.turn(call.person.id, asked.message_id)
        if not TurnState(record.state).over:
            return stream
        if not record.reply.startswith(sent):  # it had to start over: there is no word for that here
            await stream.send(conversation_streams.piece(f"\n\n{record.reply}"))
        problem = await failure(call, record)
        last = conversation_streams.failed(problem.body(call.request[REQUEST_ID])) if problem else None
        await stream.send(last or conversation_streams.end(reply_id(asked.message_id)))
    return stream


async def _conclude(call: Call, asked: Asked, stream: EventStream, seen: "_Seen") -> None:
    record = await call.services.conversations.turns.get(asked.message_id)
    if record is not None and not TurnState(record.state).over:
        return  # the process is about to end: the reader comes back with the id of the last event, and goes on
    for proposal in await proposals_of(call, asked.message_id):
        view = proposal_view(proposal, call.zone)
        await stream.send(view.model_dump(mode="json"), event="proposal")
    problem = await failure(call, record) if record else not_found("message")
    if problem is not None:
        body = problem.body(call.request[REQUEST_ID])
        await stream.send(body.model_dump(mode="json"), event="error")
    await stream.send_text("[DONE]", event_id=seen.id + _END)


@dataclass(slots=True)
class _Seen:
    """What the reader of a stream has: the epoch of the answer, and its text or what is known of it.

    An event's id is `<epoch>.<characters>.<CRC-32 of the text so far>`: with it a reader who comes back, also to
    another process, gets what is missing if their text is still the beginning of the answer, and else the whole text.
    """

    epoch: int = 0
    text: str = ""
    length: int = 0
    checksum: int = 0
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, event_id: str | None) -> "_Seen":
        """What the reader had when the connection broke."""
        if event_id is None:
            return cls()
        found = _EVENT_ID.match(event_id)
        if found is None:
            raise invalid(LAST_EVENT_ID.name, "This is no id of an event that a stream here sent")
        return cls(int(found[1]), "", int(found[2]), int(found[3], 16))

    async def tell(self, stream: EventStream, progress: Progress) -> None:
        """Send what the reader does not have yet: first what is being done, then the text."""
        for step in progress.steps:
            if step not in self.steps:
                await stream.send({"id": step.id, "title": step.title, "state": step.state.value}, event="step")
        self.steps = progress.steps
        if self._continues(progress):
            chunk = progress.text[self.length :]
            self._take(progress)
            if chunk:
                await stream.send({"chunk": chunk}, event_id=self.id)
        elif progress.epoch != self.epoch or progress.state.over or not self._is_behind(progress):
            self._take(progress)
            await stream.send({"text": progress.text}, event="replace", event_id=self.id)

    @property
    def id(self) -> str:
        """The id of the last event that was sent."""
        return f"{self.epoch}.{self.length}.{self.checksum:08x}"

    def _continues(self, progress: Progress) -> bool:
        if not self.length:
            return True
        if progress.epoch != self.epoch or len(progress.text) < self.length:
            return False
        if self.text:
            return progress.text.startswith(self.text)
        return _checksum(progress.text[: self.length]) == self.checksum

    def _is_behind(self, progress: Progress) -> bool:
        """The answer runs elsewhere, and its last checkpoint is older than what the reader has."""
        return len(progress.text) < self.length

    def _take(self, progress: Progress) -> None:
        known = self.text and progress.epoch == self.epoch and progress.text.startswith(self.text)
        self.checksum = _checksum(progress.text[self.length :], self.checksum) if known else _checksum(progress.text)
        self.epoch, self.text, self.length = progress.epoch, progress.text, len(progress.text)


def _checksum(text: str, before: int = 0) -> int:
    return zlib.crc32(text.encode(), before)


def _preferences(call: Call) -> list[str]:
    values = call.request.headers.getall(PREFER.name, [])
    return [part.strip().lower() for value in values for part in value.split(",")]


def _wait_seconds(call: Call) -> int:
    wishes = [int(found[1]) for part in _preferences(call) if (found := _WAIT.match(part))]
    return min([*wishes[:1], _LONGEST_WAIT_SECONDS]) if wishes else DEFAULT_WAIT_SECONDS

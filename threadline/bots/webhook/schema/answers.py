"""What there is about an answer besides its text: what was done for it, what is thought of it, what it replaced."""

from typing import Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, View

Verdict = Literal["good", "bad"]


class SentFileView(View):
    """A file that comes with a message. `picture`: it can be shown (`GET /api/v1/files/{id}`)."""

    id: str
    name: str
    media_type: str
    bytes: int
    words: int
    pages: int | None = None
    picture: bool
    note: str = ""


class DoneStepView(View):
    """Something that was done for an answer."""

    id: str
    title: str
    state: Literal["running", "done", "failed"]


class EarlierAnswerView(View):
    """An answer that was asked for anew. `message_id` is the message that it answered then."""

    message_id: str
    text: str
    created_at: Instant


class RegenerationBody(Body):
    """How an answer is wanted anew."""

    stream: bool = Field(default=False, description="As server-sent events while it is written")


class FeedbackBody(Body):
    """What you think of an answer; null takes it back."""

    verdict: Verdict | None = None


class FeedbackView(View):
    """What you think of an answer."""

    verdict: Verdict | None

"""The shape of an error, and the codes that programs can rely on."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import View
from threadline.bots.webhook.schema.events import ProcessTextView, ProposalView
from threadline.bots.webhook.schema.messages import UsageView


class ErrorCode(StrEnum):
    """What went wrong, for programs."""

    VALIDATION_ERROR = "VALIDATION_ERROR"
    NO_FILE = "NO_FILE"
    UNAUTHORIZED = "UNAUTHORIZED"
    ACCESS_DENIED = "ACCESS_DENIED"
    NOT_FOUND = "NOT_FOUND"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    REQUEST_TIMEOUT = "REQUEST_TIMEOUT"
    CONFLICT = "CONFLICT"
    PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    UNPROCESSABLE = "UNPROCESSABLE"
    RATE_LIMITED = "RATE_LIMITED"
    SERVER_ERROR = "SERVER_ERROR"
    LLM_API_ERROR = "LLM_API_ERROR"
    UNAVAILABLE = "UNAVAILABLE"
    TIMEOUT = "TIMEOUT"
    EXPECTATION_FAILED = "EXPECTATION_FAILED"


class ErrorDetail(View):
    """One thing that is wrong. `field` is the path of what was sent ("attendees.0.email").

    Where a decision came too late, `field` is "proposal" and `proposal` is how it stands now.
    """

    field: str
    message: str
    proposal: ProposalView | None = Field(default=None, exclude_if=lambda proposal: proposal is None)


class ErrorBody(View):
    """Every error has this shape. `code` is for programs, `error` and `details` are for people.

    A detail is about a `field` of what was sent; its name is empty where it is about none.
    """

    error: str
    details: list[ErrorDetail] = []
    code: ErrorCode
    usage: UsageView | None = Field(
        default=None,
        exclude_if=lambda usage: usage is None,
        description="Where a language model failed: who was asked, what became of it, and what it took",
    )
    request_id: str | None = Field(default=None, description="The id under which the service logged this request")


class NotBookedView(ProcessTextView):
    """What was read, and that it was not booked as `create_event` wanted: an error's shape, with what was read."""

    error: str
    details: list[ErrorDetail]
    code: Literal["CONFLICT"]

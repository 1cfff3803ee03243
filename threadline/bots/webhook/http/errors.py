"""Everything that can go wrong, in the contract's shape: from our own exceptions to a status and a body."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from aiohttp import web
from pydantic import ValidationError

from threadline.bots.webhook.schema.base import EMPTY_TEXT
from threadline.bots.webhook.schema.errors import ErrorBody, ErrorCode, ErrorDetail
from threadline.bots.webhook.schema.messages import UsageView
from threadline.bots.webhook.views.event_views import proposal_view
from threadline.calendar.port import (
    CalendarDenied,
    CalendarError,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
    VersionConflict,
)
from threadline.core.appointments.booking_links import LinkChanged, LinkNotFound
from threadline.core.calendars.connection_errors import KeyMissing, NotConnectable
from threadline.core.domain.proposal import AlreadyDecided, Conflicting, NotAnEvent, ProposalNotFound
from threadline.core.interactions.refusals import as_sentence, refusal
from threadline.core.polls.polls import PollNotFound
from threadline.core.templates.library import TemplateInvalid, TemplateNotFound, VariableMissing
from threadline.core.turns.engine import TurnNotFound
from threadline.storage.database.errors import RecordChanged, RecordNotFound, StorageError

STORAGE_RETRY_SECONDS = 5
_MOST_DETAILS = 50

CODES: Mapping[int, ErrorCode] = {
    400: ErrorCode.VALIDATION_ERROR,
    401: ErrorCode.UNAUTHORIZED,
    403: ErrorCode.ACCESS_DENIED,
    404: ErrorCode.NOT_FOUND,
    405: ErrorCode.METHOD_NOT_ALLOWED,
    408: ErrorCode.REQUEST_TIMEOUT,
    409: ErrorCode.CONFLICT,
    413: ErrorCode.PAYLOAD_TOO_LARGE,
    415: ErrorCode.UNSUPPORTED_MEDIA_TYPE,
    417: ErrorCode.EXPECTATION_FAILED,
    422: ErrorCode.UNPROCESSABLE,
    429: ErrorCode.RATE_LIMITED,
    500: ErrorCode.SERVER_ERROR,
    502: ErrorCode.LLM_API_ERROR,
    503: ErrorCode.UNAVAILABLE,
    504: ErrorCode.TIMEOUT,
}
"""The code of each status: one each, so a program may look at either. A form without its file alone has another."""


class Problem(Exception):
    """An answer that is an error. `error` is a sentence for the person, `details` what they may want to know."""

    def __init__(
        self,
        status: int,
        error: str,
        *,
        details: Sequence[ErrorDetail] | str | None = None,
        headers: Mapping[str, str] | None = None,
        usage: UsageView | None = None,
        code: ErrorCode | None = None,
    ) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        told = [ErrorDetail(field="", message=details)] if isinstance(details, str) else details
        self.details = list(told or ())
        self.headers = dict(headers or {})
        self.usage = usage
        self.code = code or CODES[status]

    def body(self, request_id: str | None) -> ErrorBody:
        """The contract's shape."""
        return ErrorBody(
            error=self.error, details=self.details, code=self.code, usage=self.usage, request_id=request_id
        )

    def response(self, request_id: str | None) -> web.Response:
        """The answer."""
        text = self.body(request_id).model_dump_json()
        return web.Response(status=self.status, text=text, content_type="application/json", headers=self.headers)


def invalid(field: str, message: str) -> Problem:
    """One field is wrong."""
    return Problem(400, "The request is not valid.", details=[ErrorDetail(field=field, message=message)])


def no_file(field: str) -> Problem:
    """The form lacks its file, which has a code of its own in the clients of earlier documents."""
    told = [ErrorDetail(field=field, message="A file is required")]
    return Problem(400, "The form has no file.", details=told, code=ErrorCode.NO_FILE)


def not_found(what: str, name: str = "") -> Problem:
    """There is no such thing, or not of this person; `name` is how it was asked for."""
    sentence = f"There is no {what} “{name}”." if name else f"There is no such {what}."
    return Problem(404, sentence, details=sentence)


def unprocessable(field: str, message: str) -> Problem:
    """One field is well-formed, but what it says cannot be done."""
    return Problem(422, message, details=[ErrorDetail(field=field, message=message)])


def of_validation(error: ValidationError) -> Problem:
    """What a model found wrong."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    details = [
        ErrorDetail(field=".".join(str(part) for part in each["loc"]) or "body", message=each["msg"])
        for each in found[:_MOST_DETAILS]
    ]
    if all(each["type"] == EMPTY_TEXT for each in found):
        return Problem(422, "There is nothing to answer: the text is empty.", details=details)
    return Problem(400, "The request is not valid.", details=details)


def of_http(error: web.HTTPException) -> Problem:
    """What aiohttp itself answers."""
    sentences = {
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
        413: "The request is larger than this service takes.",
        417: "This service expects nothing but `Expect: 100-continue`.",
    }
    status = error.status if error.status in CODES else (500 if error.status >= 500 else 400)
    headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
    return Problem(status, sentences.get(error.status, HTTPStatus(error.status).phrase), headers=headers)


def of_domain(error: Exception, zone: str) -> Problem | None:
    """What the engine, a calendar or the storage raised; None for what nobody expected. `zone` is the reader's."""
    if isinstance(error, AlreadyDecided | Conflicting):
        view = proposal_view(error.proposal, zone)
        return Problem(
            409, refusal(error), details=[ErrorDetail(field="proposal", message=refusal(error), proposal=view)]
        )
    return next((make(error) for kinds, make in _DOMAIN if isinstance(error, kinds)), None)


def _missing_variables(error: Exception) -> Problem:
    names = error.names if isinstance(error, VariableMissing) else ()
    details = [ErrorDetail(field=f"variables.{name}", message="A value is required") for name in names]
    return Problem(400, str(error), details=details)


def _calendar_unavailable(error: Exception) -> Problem:
    seconds = error.retry_after if isinstance(error, CalendarError) else None
    headers = {"Retry-After": str(max(1, round(seconds)))} if seconds is not None else {}
    return Problem(503, refusal(error), headers=headers)


def _storage_unavailable(_: Exception) -> Problem:
    # The sentence in the exception is for the operator: it may name hosts and files.
    sentence = "The database cannot be used right now. Ask again; with the same Idempotency-Key nothing happens twice."
    return Problem(503, sentence, headers={"Retry-After": str(STORAGE_RETRY_SECONDS)})


def _plain(status: int) -> Callable[[Exception], Problem]:
    return lambda error: Problem(status, as_sentence(str(error)), details=as_sentence(str(error)))


_DOMAIN: tuple[tuple[tuple[type[Exception], ...], Callable[[Exception], Problem]], ...] = (
    (
        (TurnNotFound, ProposalNotFound, LinkNotFound, PollNotFound, TemplateNotFound, EventNotFound, NotConnectable),
        _plain(404),
    ),
    ((VersionConflict, RecordChanged, KeyMissing, LinkChanged), _plain(409)),
    ((VariableMissing,), _missing_variables),
    ((TemplateInvalid, NotAnEvent, CalendarRejected), _plain(422)),
    ((CalendarDenied,), _plain(403)),
    ((CalendarUnavailable,), _calendar_unavailable),
    ((RecordNotFound,), _plain(404)),
    ((StorageError,), _storage_unavailable),
)

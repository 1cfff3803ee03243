"""The exceptions and error events of the OpenAI SDK, read for both of its APIs and for every compatible server."""

import re

import openai

from threadline.providers.faults import Fault, error_of, retry_after, transport_error
from threadline.providers.port import ProviderError

_UNSUPPORTED = frozenset({"unsupported_parameter", "unsupported_value", "unknown_parameter"})
_SAYS_UNSUPPORTED = re.compile(r"unsupported|not supported|unrecogni[sz]ed|unknown (?:parameter|field)", re.IGNORECASE)
_STEPS = re.compile(r"[A-Za-z_]+")


def mapped(error: Exception, provider: str) -> ProviderError:
    """The port's error for an exception of the SDK.

    A connection error carries no status; an error inside a stream is a bare `APIError` with the event as its body.
    """
    if isinstance(error, openai.APIConnectionError):
        return transport_error(error.__cause__ if isinstance(error.__cause__, Exception) else error, provider)
    if isinstance(error, openai.APIStatusError):
        return error_of(_status_fault(error), provider)
    if isinstance(error, openai.APIResponseValidationError):
        return transport_error(error, provider)
    if isinstance(error, openai.APIError):
        return error_of(Fault(error.message, code=_code(error.code, error.type)), provider)
    return transport_error(error, provider)


def _status_fault(error: openai.APIStatusError) -> Fault:
    unsupported = error.code in _UNSUPPORTED or _SAYS_UNSUPPORTED.search(error.message)
    return Fault(
        error.message,
        status=error.status_code,
        code=_code(error.code, error.type),
        retry_after=retry_after(error.response.headers),
        parameter=_parameter(error.param) if unsupported and isinstance(error.param, str) else None,
    )


def _parameter(path: str) -> str:
    """The argument that `tools[0].function.strict`, `include[0]` or a plain name is about."""
    steps = _STEPS.findall(path)
    return "strict" if "strict" in steps else steps[0] if steps else path


def _code(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part)

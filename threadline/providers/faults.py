"""From what an SDK or the network raised to the port's tree of errors: the part that all SDKs share.

Each SDK's module reads its own exceptions into a `Fault`; `error_of` decides which error that is. The words of a
provider go into the message for the log, shortened; those of a rejected key do not, because some quote it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from threadline.providers.port import (
    AuthenticationFailed,
    ContextTooLong,
    CutOff,
    InvalidRequest,
    ProviderError,
    RateLimited,
    Refused,
    TooSlow,
    Unavailable,
)
from threadline.texts.messages import _

_TOO_LONG = re.compile(
    r"context[ _](?:length|size|window)|prompt is too long|too many (?:input )?tokens|maximum context"
    r"|input token count.{0,40}exceeds|exceeds? the (?:maximum|available context)|request_too_large|reduce the length",
    re.IGNORECASE,
)
_WRONG_KEY = re.compile(
    r"api[ _]key not valid|invalid[ _]api[ _]key|authentication_error|permission_error", re.IGNORECASE
)
_TOO_OFTEN = re.compile(r"rate_limit|insufficient_quota|resource_exhausted|quota", re.IGNORECASE)
_FILTERED = re.compile(r"content_filter|content_policy|safety|invalid_prompt|refusal", re.IGNORECASE)
_INVALID = re.compile(r"invalid_request|not_found", re.IGNORECASE)
_QUOTED = 300
_TIMED_OUT = (408, 504, 524)


class UnsupportedParameter(InvalidRequest):
    """The model does not take one parameter; the call may be repeated without it."""

    def __init__(self, message: str, *, provider: str, parameter: str) -> None:
        super().__init__(message, provider=provider)
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Fault:
    """What a provider said about a failure. `status` is None for an error event inside a stream."""

    message: str
    status: int | None = None
    code: str = ""
    retry_after: float | None = None
    parameter: str | None = None


def too_long() -> str:
    """What to tell a person whose text does not fit."""
    return _("That is more text than the model can read at once.")


def error_of(fault: Fault, provider: str) -> ProviderError:
    """The error of the port that a fault means. The provider's own code weighs more than the status."""
    status, words = fault.status or 0, f"{fault.code} {fault.message}"
    said = f"{provider} answered {status or 'with an error event'}: {words.strip()[:_QUOTED]}"
    if status in (401, 403) or _WRONG_KEY.search(words):
        return rejected_key(provider, status)
    if status in (402, 429) or (not status and _TOO_OFTEN.search(words)):
        return RateLimited(said, provider=provider, retry_after=fault.retry_after, advice=_busy(provider))
    if status == 413 or (status < 500 and _TOO_LONG.search(words)):
        return ContextTooLong(said, provider=provider, advice=too_long())
    if status < 500 and _FILTERED.search(fault.code):
        return refused(provider, said)
    if status in _TIMED_OUT:
        return TooSlow(said, provider=provider, retry_after=fault.retry_after, advice=_slow(provider))
    says_nothing = status < 300 and not _INVALID.search(fault.code)
    if status in (409, 425) or status >= 500 or says_nothing:
        return Unavailable(said, provider=provider, retry_after=fault.retry_after, advice=_down(provider))
    if fault.parameter:
        return UnsupportedParameter(said, provider=provider, parameter=fault.parameter)
    advice = _(
        "{provider} does not take this request; whoever runs this service can check the model.", provider=provider
    )
    return InvalidRequest(said, provider=provider, advice=advice)


def rejected_key(provider: str, status: int = 0) -> AuthenticationFailed:
    """The key is missing or wrong. The provider's own words stay out: some quote the key."""
    said = f"{provider} rejected the key ({status or 'error event'})"
    advice = _("{provider} does not accept this service's key; whoever runs it can fix that.", provider=provider)
    return AuthenticationFailed(said, provider=provider, advice=advice)


def missing_key(provider: str) -> AuthenticationFailed:
    """No key is configured for a provider that needs one."""
    advice = _("{provider} has no key; whoever runs this service can give it one.", provider=provider)
    return AuthenticationFailed(f"{provider} has no API key", provider=provider, advice=advice)


def refused(provider: str, said: str) -> Refused:
    """The model, or a filter before it, declined."""
    return Refused(said[:_QUOTED], provider=provider, advice=_("The model declined to answer this."))


def transport_error(error: Exception, provider: str) -> ProviderError:
    """The error of the port for what is no answer of the provider: the network, a broken stream, nonsense.

    A stream may break in mid-character or mid-JSON; SDKs let the decoder's own error through.
    """
    import httpx2

    kind = type(error).__name__
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return CutOff(
            f"{provider} sent a stream that cannot be read ({kind})", provider=provider, advice=_down(provider)
        )
    if isinstance(error, httpx2.TimeoutException):
        return TooSlow(f"{provider} took too long ({kind})", provider=provider, advice=_slow(provider))
    if isinstance(error, httpx2.HTTPError):
        return Unavailable(f"{provider} cannot be reached ({kind})", provider=provider, advice=_down(provider))
    return Unavailable(f"{provider} sent something unexpected ({kind})", provider=provider, advice=_down(provider))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait by `retry-after-ms` or `Retry-After` (seconds or a date, RFC 9110); None without."""
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    if value is None or (seconds := _number(value)) is not None:
        return seconds if value is not None else None
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _busy(provider: str) -> str:
    return _("{provider} is asked too often or has no quota left; try again in a while.", provider=provider)


def unusable(provider: str) -> str:
    """What to tell a person whose model answered nothing that can be used."""
    return _("{provider} gave no usable answer; try again.", provider=provider)


def _slow(provider: str) -> str:
    return _("{provider} took too long to answer; try again in a while.", provider=provider)


def _down(provider: str) -> str:
    return _(
        "The language model cannot be reached right now: {provider} does not answer. Try again in a while.",
        provider=provider,
    )

"""Statuses, headers and broken connections as errors of the port."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from threadline.providers.faults import Fault, error_of, retry_after, transport_error
from threadline.providers.port import (
    ContextTooLong,
    CutOff,
    InvalidRequest,
    ProviderError,
    RateLimited,
    Refused,
    Unavailable,
)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 -0000"}, 0.0),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_retry_after_as_a_date() -> None:
    found = retry_after({"retry-after": format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)})
    assert found is not None
    assert 50 < found <= 60


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("pay", status=402), RateLimited),
        (Fault("x", status=413), ContextTooLong),
        (Fault("This model's maximum context length is 8192 tokens", status=400), ContextTooLong),
        (Fault("x", status=400, code="exceed_context_size_error"), ContextTooLong),
        (Fault("x", status=400, code="content_policy_violation"), Refused),
        (Fault("x", status=408), Unavailable),
        (Fault("", code=""), Unavailable),
        (Fault("x", code="invalid_request_error"), InvalidRequest),
        (Fault("unsupported", status=400, parameter="top_p"), InvalidRequest),
    ],
)
def test_faults(fault: Fault, kind: type[ProviderError]) -> None:
    assert isinstance(error_of(fault, "p"), kind)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (httpx2.ReadTimeout("x"), Unavailable, "too long"),
        (httpx2.ConnectError("x"), Unavailable, "cannot be reached"),
        (AssertionError("x"), Unavailable, "unexpected"),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "x"), CutOff, "cannot be read"),
    ],
)
def test_transport_errors(error: Exception, kind: type[ProviderError], words: str) -> None:
    found = transport_error(error, "p")
    assert isinstance(found, kind)
    assert words in str(found)

"""How Google's API says no (developers.google.com/workspace/calendar/api/guides/errors)."""

from collections.abc import Mapping
from typing import Any

from threadline.simulator.calendars.faults import Fault


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, reason: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {reason}")
        self.status = status
        self.body = error_body(status, reason, message)
        self.headers = dict(headers or {})


def error_body(status: int, reason: str, message: str, domain: str = "global") -> dict[str, Any]:
    """The JSON of an error."""
    return {
        "error": {
            "code": status,
            "message": message,
            "errors": [{"domain": domain, "reason": reason, "message": message}],
        }
    }


def rate_limited() -> Fault:
    """HTTP 403 for too many calls by one person."""
    message = "User Rate Limit Exceeded"
    return Fault(403, error_body(403, "userRateLimitExceeded", message, "usageLimits"))


def too_many_requests(seconds: int) -> Fault:
    """HTTP 429 with Retry-After."""
    body = error_body(429, "rateLimitExceeded", "Rate Limit Exceeded", "usageLimits")
    return Fault(429, body, {"Retry-After": str(seconds)})


def forbidden() -> Fault:
    """HTTP 403: not the organizer's to change."""
    return Fault(403, error_body(403, "forbiddenForNonOrganizer", "Shared properties can only be changed", "calendar"))


def unauthorized() -> Fault:
    """HTTP 401: the access token is not good any more."""
    return Fault(401, error_body(401, "authError", "Invalid Credentials"))


def backend_error(status: int = 503) -> Fault:
    """HTTP 5xx."""
    return Fault(status, error_body(status, "backendError", "Backend Error"))


def not_configured() -> Fault:
    """HTTP 403: the API is not enabled in the project."""
    return Fault(403, error_body(403, "accessNotConfigured", "Calendar API has not been used", "usageLimits"))

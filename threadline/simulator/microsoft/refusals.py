"""How Microsoft Graph says no (learn.microsoft.com/graph/errors)."""

from typing import Any

from threadline.simulator.calendars.faults import Fault


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.body = error_body(code, message)


def error_body(code: str, message: str) -> dict[str, Any]:
    """The JSON of an error."""
    return {"error": {"code": code, "message": message}}


def throttled(seconds: int) -> Fault:
    """HTTP 429 with Retry-After."""
    body = error_body("ApplicationThrottled", "Application is over its MailboxConcurrency limit.")
    return Fault(429, body, {"Retry-After": str(seconds)})


def unavailable(status: int = 503) -> Fault:
    """HTTP 5xx."""
    return Fault(status, error_body("serviceNotAvailable", "The service is unavailable."))


def unauthorized() -> Fault:
    """HTTP 401: the access token is not good any more."""
    return Fault(401, error_body("InvalidAuthenticationToken", "Access token has expired or is not yet valid."))


def access_denied() -> Fault:
    """HTTP 403: a scope is missing, or the calendar is somebody else's."""
    return Fault(403, error_body("ErrorAccessDenied", "Access is denied. Check credentials and try again."))


def no_mailbox() -> Fault:
    """HTTP 404: the account has no mailbox in the cloud."""
    return Fault(404, error_body("MailboxNotEnabledForRESTAPI", "The mailbox is either inactive or on-premise."))


def sync_expired() -> Fault:
    """HTTP 410: a delta token is too old."""
    return Fault(410, error_body("SyncStateNotFound", "The sync state generation is not found."))

"""The one HTTP client that all providers share, and how long it waits."""

from typing import TYPE_CHECKING

from threadline.providers.settings import Deadlines

if TYPE_CHECKING:
    import httpx2

_CONNECTIONS = 512


def make_http(deadlines: Deadlines | None = None) -> "httpx2.AsyncClient":
    """A client for all providers; its maker closes it. Redirects are not followed: a key would go along."""
    import httpx2

    limits = httpx2.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=32, keepalive_expiry=60)
    return httpx2.AsyncClient(timeout=patience(deadlines or Deadlines()), limits=limits)


def patience(deadlines: Deadlines, *, streaming: bool = True) -> "httpx2.Timeout":
    """Time limits of one request in seconds. A server that does not stream is silent until the answer is whole."""
    import httpx2

    silence = max(deadlines.first_delta, deadlines.between_deltas) if streaming else deadlines.whole
    return httpx2.Timeout(silence, connect=deadlines.connect)

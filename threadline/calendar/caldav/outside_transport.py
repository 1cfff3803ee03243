"""How CalDAV reaches its servers: by an address that was judged, not by a name that may move on."""

import asyncio
import socket
from collections.abc import Collection

import httpx2

from threadline.calendar.ssrf_guard import is_public


class OutsideTransport(httpx2.AsyncBaseTransport):
    """Looks a host up once for each request, and connects to what it has judged.

    The name still goes along, in the head of the request and to TLS, which checks the certificate against it.
    Raises `httpx2.ConnectError` for what is not on the public internet.
    """

    def __init__(self, allowed: Collection[str] = ()) -> None:
        self._allowed = frozenset(host.lower() for host in allowed)
        self._inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; each hop of a redirection is one of its own."""
        host = request.url.host
        if host.lower() not in self._allowed:
            address = await _judged(host, request.url.port or 443)
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.url = request.url.copy_with(host=address)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


async def _judged(host: str, port: int) -> str:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpx2.ConnectError(f"{host} cannot be found") from error
    addresses = [str(place[0]) for *_, place in found]
    public = [address for address in addresses if is_public(address)]
    if not public:
        raise httpx2.ConnectError(f"{host} is not on the public internet")
    return public[0]

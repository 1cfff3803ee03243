"""Addresses that people give, for calendars elsewhere: only hosts on the public internet are asked.

A person may name any address, and the service sits inside a network whose other machines are none of theirs. Hosts of
that network which do hold calendars are named by the operator (`allowed`). A name is checked where its connection is
made, so that one which changes its mind between the check and the call is refused as well.
"""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from threadline.calendar.port import CalendarRejected


class OutsideOnly(AbstractResolver):
    """Resolves names to public addresses alone, except for hosts that are allowed. Raises `OSError` for others."""

    def __init__(self, allowed: Collection[str] = (), *, resolver: AbstractResolver | None = None) -> None:
        self._allowed = frozenset(host.lower() for host in allowed)
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name."""
        found = await self._resolver.resolve(host, port, family)
        if host.lower() in self._allowed:
            return found
        public = [each for each in found if is_public(each["host"])]
        if not public:
            raise OSError(f"{host} is not on the public internet")
        return public

    async def close(self) -> None:
        """Let go of the resolver."""
        await self._resolver.close()


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return False


def checked_url(text: str, allowed: Collection[str] = ()) -> str:
    """An address that a person gave, as HTTPS where they wrote no scheme or `webcal`.

    Plain HTTP is for hosts that are allowed. Raises `CalendarRejected` with a sentence for the person.
    """
    text = text.strip()
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "https", text
    scheme = {"webcal": "https", "webcals": "https"}.get(scheme.lower(), scheme.lower())
    url = f"{scheme}://{rest}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise CalendarRejected("This is no web address.") from None
    if not host or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise CalendarRejected("This is no web address.")
    ours = host.lower() in {each.lower() for each in allowed}
    if scheme not in ("https", "http") or (scheme == "http" and not ours):
        raise CalendarRejected("The address has to start with https://")
    if not ours and _is_literal(host) and not is_public(host):
        raise CalendarRejected(f"{host} is not on the public internet. An operator can allow it (CALENDAR_HOSTS).")
    return url


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True

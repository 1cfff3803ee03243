"""Addresses that people give, for calendars elsewhere: only hosts on the public internet are asked.

A person may name any address, and the service sits inside a network whose other machines are none of theirs. Hosts of
that network which do hold calendars are named by the operator (`allowed`). An address is judged where its connection
is made, so that a name which changes its mind between the check and the call is refused as well.
"""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from threadline.calendar.port import CalendarRejected
from threadline.texts.messages import _


class OutsideOnly(AbstractResolver):
    """Resolves names to public addresses alone, except for hosts that are allowed. Raises `OSError` for others."""

    def __init__(self, allowed: Collection[str] = (), *, resolver: AbstractResolver | None = None) -> None:
        self._allowed = frozenset(host.lower() for host in allowed)
        self._resolver = resolver or ThreadedResolver()
        self.permitted: set[str] = {host for host in self._allowed if _is_literal(host)}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name."""
        found = await self._resolver.resolve(host, port, family)
        if host.lower() in self._allowed:
            self.permitted.update(each["host"] for each in found)
            return found
        public = [each for each in found if is_public(each["host"])]
        if not public:
            raise OSError(f"{host} is not on the public internet")
        return public

    async def close(self) -> None:
        """Let go of the resolver."""
        await self._resolver.close()

    def socket_to(self, address: AddrInfoType) -> socket.socket:
        """The socket of a connection, judged by where it goes: an address in figures was never resolved."""
        family, kind, protocol, _, place = address
        host = str(place[0])
        if host not in self.permitted and not is_public(host):
            raise OSError(f"{host} is not on the public internet")
        return socket.socket(family, kind, protocol)


def outside_connector(allowed: Collection[str] = (), *, limit: int = 20) -> TCPConnector:
    """What a client session connects by, to the public internet and the allowed hosts alone."""
    resolver = OutsideOnly(allowed)
    return TCPConnector(resolver=resolver, socket_factory=resolver.socket_to, limit=limit)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and one that it stands for as well (NAT64, 6to4, …)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    within = _embedded(ip)
    if within is not None and not (within.is_global and not within.is_multicast):
        return False
    return (ip.is_global or within is not None) and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_NOWHERE = ipaddress.IPv4Address("0.0.0.0")  # noqa: S104 - nothing listens by this


def _embedded(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _NAT64_LOCAL:
        return _NOWHERE  # whose translator that is, and where it leads, nobody outside its network knows
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.teredo is not None:
        return ip.teredo[1]
    return ip.ipv4_mapped or ip.sixtofour


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
        # As whoever connects reads it: full-width figures and ideographic full stops become an address in figures.
        host, _port = (URL(url).host or "").rstrip("."), parts.port
    except (ValueError, UnicodeError):
        raise CalendarRejected(_("This is no web address.")) from None
    if not host or any(letter.isspace() or not letter.isprintable() for letter in url):
        raise CalendarRejected(_("This is no web address."))
    ours = host.lower() in {each.lower() for each in allowed}
    if scheme not in ("https", "http") or (scheme == "http" and not ours):
        raise CalendarRejected(_("The address has to start with https://"))
    if not ours and _is_literal(host) and not is_public(host):
        raise CalendarRejected(
            _("{host} is not on the public internet. Whoever runs Threadline can allow it.", host=host)
        )
    return url


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True

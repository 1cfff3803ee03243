"""Which hosts are asked for calendars."""

import asyncio
import socket

import httpx2
import pytest
from aiohttp import ClientError, ClientSession
from aiohttp.abc import AbstractResolver, ResolveResult

from threadline.calendar.caldav.outside_transport import OutsideTransport
from threadline.calendar.port import (
    CalendarRejected,
)
from threadline.calendar.ssrf_guard import OutsideOnly, checked_url, is_public, outside_connector


class Told(AbstractResolver):
    """Resolves every name to the addresses it was given."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=0)
            for each in self.addresses
        ]

    async def close(self) -> None:
        self.addresses = ()


class TestOutside:
    """Which hosts are asked."""

    def test_addresses(self) -> None:
        assert is_public("8.8.8.8")
        assert not any(map(is_public, ("127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "169.254.169.254", "name")))
        assert checked_url("calendar.example.com/a.ics") == "https://calendar.example.com/a.ics"
        assert checked_url(" WEBCAL://calendar.example.com/a.ics ") == "https://calendar.example.com/a.ics"
        assert checked_url("webcals://calendar.example.com/a.ics") == "https://calendar.example.com/a.ics"
        assert checked_url("http://intern/a.ics", ["INTERN"]) == "http://intern/a.ics"
        inside = ("https://10.0.0.1/a.ics", "https://[::1]/a.ics", "https://127.0.0.1:8080/")
        bare = ("http://calendar.example.com/a.ics", "ftp://calendar.example.com/a.ics", "file:///etc/passwd")
        for url in ("https://a b/", "https://a:b/", "https://\n", "//x", *inside, *bare):
            with pytest.raises(CalendarRejected):
                checked_url(url)

    async def test_names_are_resolved_to_public_addresses_alone(self) -> None:
        resolver = OutsideOnly(["localhost"])
        assert await resolver.resolve("localhost", 80)
        strict = OutsideOnly()
        with pytest.raises(OSError, match="not on the public internet"):
            await strict.resolve("localhost", 80)
        await resolver.close()
        await strict.close()

    async def test_of_a_name_inside_and_outside_only_the_outside_is_asked(self) -> None:
        both = ("10.0.0.7", "8.8.8.8", "127.0.0.1")
        found = await OutsideOnly(resolver=Told(*both)).resolve("calendar.example.com", 443)
        assert [each["host"] for each in found] == ["8.8.8.8"]
        allowed = await OutsideOnly(["Calendar.Example.com"], resolver=Told(*both)).resolve("calendar.example.com", 443)
        assert tuple(each["host"] for each in allowed) == both

    @pytest.mark.parametrize(
        "address",
        [
            "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
            "64:ff9b::a9fe:a9fe",  # of 169.254.169.254
            "64:ff9b:1::808:808",  # a translator of somebody's own
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "2002:7f00:1::1",  # 6to4
            "2001:0:7f00:1::f5ff:fffe",  # Teredo
            "224.0.1.1",
            "ff0e::1",
            "0.0.0.0",
            "100.64.0.1",
            "fd00::1",
            "::",
        ],
    )
    def test_addresses_that_stand_for_one_inside(self, address: str) -> None:
        assert not is_public(address)

    def test_addresses_that_stand_for_one_outside(self) -> None:
        assert all(map(is_public, ("64:ff9b::808:808", "::ffff:8.8.8.8", "2606:4700:4700::1111", "2002:808:808::1")))

    @pytest.mark.parametrize(
        "host",
        ["１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "127.0.0.1."],
    )
    def test_addresses_in_other_letters_are_addresses(self, host: str) -> None:
        with pytest.raises(CalendarRejected):
            checked_url(f"https://{host}/a.ics")

    async def test_a_connection_is_judged_by_where_it_goes(self) -> None:
        """Whatever was written, and whatever it was read as: no socket is opened to an address inside."""
        async with ClientSession(connector=outside_connector(), trust_env=False) as session:
            for host in ("127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
                with pytest.raises(ClientError, match=r"not on the public internet|Cannot connect|canonical|valid"):
                    await session.get(f"http://{host}:9/")

    async def test_an_allowed_host_lets_nobody_else_in(self) -> None:
        resolver = OutsideOnly(["intern"], resolver=Told("10.0.0.7"))
        await resolver.resolve("intern", 443)
        for address, fine in (("10.0.0.7", True), ("10.0.0.8", False)):
            place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
            if fine:
                resolver.socket_to(place).close()
            else:
                with pytest.raises(OSError, match="not on the public internet"):
                    resolver.socket_to(place)

    async def test_caldav_connects_to_what_was_judged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A name that is outside when it is looked up, and inside a moment later, is asked outside or not at all."""
        answers = ["8.8.8.8", "127.0.0.1"]
        asked: list[str] = []

        async def lookup(*_: object, **__: object) -> list[tuple[object, ...]]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), 443))]

        async def send(_: object, request: httpx2.Request) -> httpx2.Response:
            asked.append(f"{request.url.host} {request.headers['host']} {request.extensions['sni_hostname']}")
            return httpx2.Response(200)

        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
        monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", send)
        async with httpx2.AsyncClient(transport=OutsideTransport()) as client:
            await client.get("https://calendar.example.com/")
            with pytest.raises(httpx2.ConnectError, match="not on the public internet"):
                await client.get("https://calendar.example.com/")
        assert asked == ["8.8.8.8 calendar.example.com calendar.example.com"]

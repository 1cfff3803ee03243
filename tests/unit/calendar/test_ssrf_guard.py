"""Which hosts are asked for calendars."""

import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from threadline.calendar.port import (
    CalendarRejected,
)
from threadline.calendar.ssrf_guard import OutsideOnly, checked_url, is_public


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

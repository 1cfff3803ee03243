"""Which hosts are asked for calendars."""

import pytest

from threadline.calendar.outside import OutsideOnly, checked_url, is_public
from threadline.calendar.port import (
    CalendarRejected,
)


class TestOutside:
    """Which hosts are asked."""

    def test_addresses(self) -> None:
        assert is_public("8.8.8.8")
        assert not any(map(is_public, ("127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "169.254.169.254", "name")))
        assert checked_url("calendar.example.com/a.ics") == "https://calendar.example.com/a.ics"
        assert checked_url(" WEBCAL://calendar.example.com/a.ics ") == "https://calendar.example.com/a.ics"
        assert checked_url("http://intern/a.ics", ["INTERN"]) == "http://intern/a.ics"
        for url in ("https://a b/", "https://a:b/", "https://\n", "//x"):
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

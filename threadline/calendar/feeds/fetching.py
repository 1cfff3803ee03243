"""Fetching a published calendar: bounded, from public hosts, and not more often than needed."""

import asyncio
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from time import monotonic

import aiohttp
from yarl import URL

from threadline.calendar.ics_events import IcsFile
from threadline.calendar.ics_lines import MAX_BYTES
from threadline.calendar.ics_reader import read_ics
from threadline.calendar.port import CalendarDenied, CalendarRejected, CalendarUnavailable, EventNotFound
from threadline.calendar.ssrf_guard import checked_url, outside_connector
from threadline.texts.messages import _

FRESH_SECONDS = 300.0
_TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file as it came (`packed` by zlib), when (monotonic seconds), and how to ask whether it changed.

    `files` is what it says, by the reader's zone.
    """

    packed: bytes
    at: float
    etag: str | None
    modified: str | None
    files: dict[str, IcsFile] = field(default_factory=dict)


class Fetching:
    """Keeps what was fetched for `FRESH_SECONDS`; after that it asks whether it changed. One request a file at a time.

    What is older than that and cannot be asked for is not served: it may lie about who is free.
    """

    def __init__(self, allowed: Collection[str] = (), *, clock: Callable[[], float] = monotonic) -> None:
        self._allowed = tuple(allowed)
        self._clock = clock
        self._copies: dict[str, _Copy] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._session: aiohttp.ClientSession | None = None

    async def read(self, url: str, zone: str) -> IcsFile:
        """The calendar at an address, as somebody in a zone (IANA) reads it. Raises `CalendarError`."""
        async with self._locks.setdefault(url, asyncio.Lock()):
            copy = self._copies.get(url)
            if copy is None or self._clock() - copy.at >= FRESH_SECONDS:
                copy = await self._renewed(url, copy)
                self._keep(url, copy)
            if zone not in copy.files:
                copy.files[zone] = await asyncio.to_thread(_read, copy.packed, zone)
            return copy.files[zone]

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _keep(self, url: str, copy: _Copy) -> None:
        if len(self._copies) >= _MOST_KEPT:
            oldest = min(self._copies, key=lambda each: self._copies[each].at)
            del self._copies[oldest]
            self._locks.pop(oldest, None)
        self._copies[url] = copy

    async def _renewed(self, url: str, copy: _Copy | None) -> _Copy:
        headers = {"Accept": "text/calendar, text/plain;q=0.5"}
        if copy is not None and copy.etag:
            headers["If-None-Match"] = copy.etag
        if copy is not None and copy.modified:
            headers["If-Modified-Since"] = copy.modified
        try:
            return await self._ask(url, headers, copy)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise CalendarUnavailable(_("The published calendar cannot be reached at the moment.")) from error

    async def _ask(self, url: str, headers: dict[str, str], copy: _Copy | None) -> _Copy:
        for _hop in range(_MOST_REDIRECTS + 1):
            url = checked_url(url, self._allowed)
            async with self._http().get(url, headers=headers, allow_redirects=False) as response:
                if response.status in _REDIRECTS and "Location" in response.headers:
                    url = str(URL(url).join(URL(response.headers["Location"])))
                    continue
                if response.status == 304 and copy is not None:
                    return _Copy(copy.packed, self._clock(), copy.etag, copy.modified, copy.files)
                _check(response)
                packed = zlib.compress(await _bounded(response), level=1)
                return _Copy(packed, self._clock(), response.headers.get("ETag"), response.headers.get("Last-Modified"))
        raise CalendarUnavailable(_("The published calendar's address redirects in a circle."))

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = outside_connector(self._allowed)
            self._session = aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT, trust_env=False)
        return self._session


def _read(packed: bytes, zone: str) -> IcsFile:
    return read_ics(zlib.decompress(packed), zone)


def _check(response: aiohttp.ClientResponse) -> None:
    match response.status:
        case 200:
            return
        case 401 | 403:
            raise CalendarDenied(_("The published calendar is not shown to us: its address may have changed."))
        case 404 | 410:
            raise EventNotFound(_("There is no published calendar at that address any more."))
        case _:
            raise CalendarUnavailable(
                _("The published calendar cannot be read at the moment ({status}).", status=response.status)
            )


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    data = bytearray()
    async for part in response.content.iter_chunked(65_536):
        data += part
        if len(data) > MAX_BYTES:
            raise CalendarRejected(_("Calendar files are read up to {megabytes} MB.", megabytes=MAX_BYTES // 1_000_000))
    return bytes(data)

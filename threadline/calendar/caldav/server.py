"""Talking to a CalDAV server: requests out, the port's errors back. The library speaks the protocol.

Sources: RFC 4791 (CalDAV), RFC 4918 (WebDAV), RFC 5397 (current-user-principal), RFC 6578 (sync-collection), RFC 6638
(scheduling).
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from weakref import WeakValueDictionary
from xml.sax.saxutils import escape

from threadline.calendar.caldav.account import DavAccount
from threadline.calendar.port import (
    CalendarDenied,
    CalendarRejected,
    CalendarUnavailable,
    EventNotFound,
    VersionConflict,
)
from threadline.calendar.ssrf_guard import checked_url, is_public
from threadline.texts.messages import _

_SECONDS = 20
_ICS = {"Content-Type": "text/calendar; charset=utf-8"}
NAMESPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
_DAV, _CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_WRITES = frozenset({f"{_DAV}all", f"{_DAV}write", f"{_DAV}write-content", f"{_DAV}bind"})
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Resource:
    """A calendar object on the server: its path, its etag (empty where the server tells none), and the file."""

    path: str
    etag: str
    data: str


@dataclass(frozen=True, slots=True)
class DavCalendar:
    """A calendar on the server."""

    path: str
    name: str
    writable: bool


class DavServer:
    """One account on a server. Every call may raise `CalendarDenied` and `CalendarUnavailable`."""

    def __init__(self, url: str, username: str, password: str, *, allowed: Collection[str] = ()) -> None:
        self.url = checked_url(url, allowed)
        self._username = username
        self._password = password
        self._allowed = frozenset(host.lower() for host in allowed)
        self._client: Any = None
        self._writing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def discover(self) -> DavAccount:
        """Find where the person's calendars are, from the address they gave. Raises `CalendarRejected` if nowhere."""
        principal = await self._property(self.url, "<d:current-user-principal/>", f"{_DAV}current-user-principal")
        if not isinstance(principal, str):
            principal = await self._well_known()
        asked = "<c:calendar-home-set/><c:calendar-user-address-set/>"
        found = await self._properties(self.absolute(principal), asked)
        home = found.get(f"{_CALDAV}calendar-home-set")
        home = home[0] if isinstance(home, list) and home else home
        if not isinstance(home, str):
            raise CalendarRejected(_("There are no calendars at that address."))
        addresses = found.get(f"{_CALDAV}calendar-user-address-set") or []
        return DavAccount(
            url=self.url,
            username=self._username,
            password=self._password,
            home=self.absolute(home),
            address=_mail_address([addresses] if isinstance(addresses, str) else addresses),
            schedules=await self._schedules(self.absolute(home)),
        )

    async def calendars(self, home: str) -> Sequence[DavCalendar]:
        """The calendars in a home that hold events."""
        body = "<d:resourcetype/><d:displayname/><d:current-user-privilege-set/><c:supported-calendar-component-set/>"
        async with self.asked() as client:
            response = await client.propfind(home, body=propfind(body), depth=1)
            check_listed(response)
            return [_calendar(each) for each in response.results or () if _holds(each.properties, "VEVENT")]

    async def todo_lists(self, home: str) -> Sequence[str]:
        """The paths of the collections that take things to do and can be written, those for nothing else first."""
        body = "<d:resourcetype/><d:current-user-privilege-set/><c:supported-calendar-component-set/>"
        async with self.asked() as client:
            response = await client.propfind(home, body=propfind(body), depth=1)
            check_listed(response)
            found = [each for each in response.results or () if _holds(each.properties, "VTODO")]
        found.sort(key=lambda each: _holds(each.properties, "VEVENT"))
        return [each.path for each in map(_calendar, found) if each.writable]

    async def query(self, path: str, time_min: datetime, time_max: datetime) -> Sequence[Resource]:
        """The objects with an event that overlaps a range, whole: series with all their exceptions."""
        async with self.asked() as client:
            response = await client.report(self.absolute(path), _query(time_min, time_max), depth=1)
            check_listed(response)
            return resources_of(response.parse_calendar_query())

    async def of_uid(self, path: str, uid: str) -> Sequence[Resource]:
        """The objects with that UID: one, or none."""
        async with self.asked() as client:
            response = await client.report(self.absolute(path), _uid_query(uid), depth=1)
            check_listed(response)
            found = resources_of(response.parse_calendar_query())
        # Some servers match parts of the text, or letters without their case.
        return [each for each in found if uid in each.data.replace("\r\n ", "").replace("\n ", "")]

    async def get(self, path: str) -> Resource | None:
        """One object; None where there is none."""
        async with self.asked() as client:
            response = await client.request(self.absolute(path), "GET")
            if response.status in _GONE:
                return None
            check(response.status)
            return Resource(path, _etag(response), str(response.raw))

    async def create(self, path: str, data: str) -> bool:
        """Store a new object; False where there is one already."""
        async with self.asked() as client:
            response = await client.put(self.absolute(path), data, {**_ICS, "If-None-Match": "*"})
            if response.status == 412:
                return False
            check(response.status)
            return True

    async def replace(self, resource: Resource, data: str) -> None:
        """Put another file in the place of one. Raises `VersionConflict` if that has changed, `EventNotFound`."""
        async with self._alone_with(resource.path), self.asked() as client:
            response = await client.put(self.absolute(resource.path), data, {**_ICS, "If-Match": resource.etag or "*"})
            if response.status in _GONE:
                raise EventNotFound(_("There is no such event."))
            check(response.status)

    async def delete(self, path: str, etag: str | None) -> bool:
        """Delete an object; False where there is none. Raises `VersionConflict` if it has changed."""
        async with self._alone_with(path), self.asked() as client:
            response = await client.delete(self.absolute(path), {"If-Match": etag} if etag else None)
            if response.status in _GONE:
                return False
            check(response.status)
            return True

    def _alone_with(self, path: str) -> asyncio.Lock:
        """One change of an object at a time: some servers compare its etag and store the file in two steps, so that of
        changes in the same moment both would win (xandikos does)."""
        return self._writing.setdefault(path, asyncio.Lock())

    def absolute(self, path: str) -> str:
        """An address on this server: one on another host is not followed, as it would be given the password."""
        url = urljoin(self.url, path)
        if urlsplit(url).netloc != urlsplit(self.url).netloc or urlsplit(url).scheme != urlsplit(self.url).scheme:
            raise CalendarRejected(_("The server points to another host; give the address of that one."))
        return url

    async def _well_known(self) -> str:
        url = self.absolute("/.well-known/caldav")
        async with self.asked() as client:
            response = await client.request(url, "GET")
            target = response.headers.get("Location") if 300 <= response.status < 400 else None
        principal = await self._property(
            self.absolute(target or "/"), "<d:current-user-principal/>", f"{_DAV}current-user-principal"
        )
        if not isinstance(principal, str):
            raise CalendarRejected(_("There is no CalDAV server at that address."))
        return principal

    async def _property(self, url: str, asked: str, name: str) -> Any:
        return (await self._properties(url, asked)).get(name)

    async def _properties(self, url: str, asked: str) -> dict[str, Any]:
        async with self.asked() as client:
            response = await client.propfind(url, body=propfind(asked), depth=0)
            if response.status not in (200, 207):
                return {}
            return {name: value for each in response.results or () for name, value in each.properties.items()}

    async def _schedules(self, home: str) -> bool:
        async with self.asked() as client:
            response = await client.options(home)
            return "calendar-auto-schedule" in str(response.headers.get("DAV", ""))

    @asynccontextmanager
    async def asked(self) -> AsyncIterator[Any]:
        """The library's client, its errors and those of what it uses turned into the port's."""
        try:
            from caldav.lib.error import AuthorizationError, DAVError, RateLimitError
            from httpx2 import HTTPError
        except ModuleNotFoundError as error:
            raise CalendarUnavailable("CalDAV needs more packages: pip install 'threadline[caldav]'") from error
        await self._require_public()
        try:
            yield self._connected()
        except RateLimitError as error:
            wait = error.retry_after_seconds
            raise CalendarUnavailable(_("The calendar server asked us to slow down."), retry_after=wait) from error
        except AuthorizationError as error:
            raise CalendarDenied(_("The calendar server refused the name or the password.")) from error
        except (DAVError, SyntaxError) as error:
            raise CalendarUnavailable(_("The calendar server's answer was not CalDAV.")) from error
        except (HTTPError, OSError) as error:
            raise CalendarUnavailable(_("The calendar server cannot be reached at the moment.")) from error

    def _connected(self) -> Any:
        if self._client is None:
            from caldav.async_davclient import AsyncDAVClient
            from httpx2 import AsyncClient

            from threadline.calendar.caldav.outside_transport import OutsideTransport

            self._client = AsyncDAVClient(
                url=self.url,
                username=self._username,
                password=self._password,
                timeout=_SECONDS,
                enable_rfc6764=False,
                rate_limit_handle=False,
            )
            # In the place of the session that the library made itself, which would connect anywhere.
            self._client.session = AsyncClient(transport=OutsideTransport(self._allowed), timeout=_SECONDS)
        return self._client

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()

    async def _require_public(self) -> None:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if host.lower() in self._allowed:
            return
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, parts.port or 443)
        except OSError as error:
            raise CalendarUnavailable(_("The host {host} could not be found.", host=host)) from error
        if not all(is_public(str(address[0])) for *_, address in found):
            raise CalendarDenied(
                _("{host} is not on the public internet. Whoever runs Threadline can allow it.", host=host)
            )


def propfind(asked: str) -> str:
    """The body that asks for properties."""
    return f'<?xml version="1.0" encoding="utf-8"?><d:propfind {NAMESPACES}><d:prop>{asked}</d:prop></d:propfind>'


def _query(time_min: datetime, time_max: datetime) -> str:
    """A calendar-query report (RFC 4791, section 7.8) that also asks for the etags."""
    start, end = (f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (time_min, time_max))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><c:calendar-query {NAMESPACES}>'
        '<d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR">'
        f'<c:comp-filter name="VEVENT"><c:time-range start="{start}" end="{end}"/></c:comp-filter>'
        "</c:comp-filter></c:filter></c:calendar-query>"
    )


def _uid_query(uid: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><c:calendar-query {NAMESPACES}>'
        '<d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR">'
        '<c:comp-filter name="VEVENT"><c:prop-filter name="UID"><c:text-match collation="i;octet">'
        f"{escape(uid)}</c:text-match></c:prop-filter></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
    )


def check(status: int) -> None:
    """Turn a refusal into the port's error."""
    match status:
        case 412:
            raise VersionConflict(_("The event changed since it was read."))
        case 404 | 410:
            raise EventNotFound(_("There is no such calendar."))
        case 401 | 403 | 405:
            raise CalendarDenied(_("The calendar server does not allow this."))
        case 400 | 409 | 415 | 422:
            raise CalendarRejected(_("The calendar server does not take this event."))
        case 507:
            raise CalendarRejected(_("The calendar on the server is full."))
        case _ if not 200 <= status < 300:
            raise CalendarUnavailable(_("The calendar server cannot answer at the moment ({status}).", status=status))


def check_listed(response: Any) -> None:
    """A list that cannot be read is none, and never an empty one."""
    check(response.status)
    if response.status != 207 or response.tree is None:
        raise CalendarUnavailable(_("The calendar server's answer was not CalDAV."))


def _holds(properties: dict[str, Any], component: str) -> bool:
    """Whether it is a calendar for such components; one that does not say which takes all (RFC 4791, 5.2.3)."""
    kinds = properties.get(f"{_DAV}resourcetype") or []
    components = properties.get(f"{_CALDAV}supported-calendar-component-set") or [component]
    return f"{_CALDAV}calendar" in kinds and component in components


def _calendar(found: Any) -> DavCalendar:
    privileges = found.properties.get(f"{_DAV}current-user-privilege-set")
    writable = privileges is None or bool(_WRITES & set(privileges))
    name = found.properties.get(f"{_DAV}displayname")
    path = str(found.href)
    return DavCalendar(path, str(name or unquote(path.rstrip("/").rpartition("/")[2])), writable)


def is_event_file(path: str) -> bool:
    """Whether a path is that of an object, not of a collection, as some servers list themselves too."""
    return not path.endswith("/")


def resources_of(results: Any) -> list[Resource]:
    """The objects of a list. One that comes without its file is not left out: the list is not known then."""
    found = [each for each in results or () if is_event_file(str(each.href))]
    if not all(each.calendar_data for each in found):
        raise CalendarUnavailable(_("The calendar server did not give all events."))
    return [Resource(str(each.href), each.etag or "", each.calendar_data) for each in found]


def _etag(response: Any) -> str:
    """The etag as lists have it: of a file that was compressed on its way some servers say that it is weak."""
    return str(response.headers.get("ETag") or "").removeprefix("W/")


def _mail_address(addresses: Sequence[Any]) -> str | None:
    found = (str(each)[len("mailto:") :] for each in addresses if str(each).lower().startswith("mailto:"))
    return next(found, None)

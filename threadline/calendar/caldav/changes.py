"""What changed in a calendar on a server, as servers tell it.

A sync-collection report (RFC 6578) promises WebDAV properties only, so it is asked for etags, and the files of what is
new come by calendar-multiget (RFC 4791, section 7.9). A server without that report is asked for all its etags, and the
token is what they were.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import escape

from threadline.calendar.caldav.server import (
    NAMESPACES,
    DavServer,
    Resource,
    check_listed,
    is_event_file,
    propfind,
    resources_of,
)
from threadline.calendar.port import CalendarDenied, CalendarRejected, CalendarUnavailable
from threadline.texts.messages import _

_AT_ONCE = 50
"""Files of one multiget: some servers refuse more than a hundred."""
_MARK = "etags "
_LARGEST_TOKEN = 50_000_000
_UNSUPPORTED = frozenset({400, 403, 404, 405, 415, 501})
"""What servers say of a report that they do not have."""


@dataclass(frozen=True, slots=True)
class Report:
    """What changed; `token` is for the next one."""

    updated: tuple[Resource, ...]
    deleted: tuple[str, ...]
    token: str


async def report_since(server: DavServer, path: str, token: str | None) -> Report:
    """What changed since a token, everything for None. Raises `CalendarError`, for a token that is not taken too."""
    if token is not None and token.startswith(_MARK):
        return await _compared(server, path, _known(token))
    if token is None and not await _syncs(server, path):
        return await _compared(server, path, {})
    changed, deleted, fresh = await _synced(server, path, token)
    updated, missing = await _files(server, path, changed)
    return Report(tuple(updated), tuple(sorted({*deleted, *missing} - {each.path for each in updated})), fresh)


async def _syncs(server: DavServer, path: str) -> bool:
    """Whether the calendar has the report."""
    asked = "<d:supported-report-set/>"
    async with server.asked() as client:
        response = await client.propfind(server.absolute(path), body=propfind(asked), depth=0)
        check_listed(response)
        return "sync-collection" in str(response.raw)


async def _synced(server: DavServer, path: str, token: str | None) -> tuple[Sequence[str], set[str], str]:
    """The paths that changed, and those that are gone. A server that cuts its answer short is asked on."""
    changed: dict[str, None] = {}
    deleted: set[str] = set()
    while True:
        async with server.asked() as client:
            response = await client.sync_collection(server.absolute(path), sync_token=token, props=["getetag"])
            check_listed(response)
            report = response.parse_sync_collection()
        for each in report.changed:
            if is_event_file(str(each.href)):
                changed[str(each.href)] = None
                deleted.discard(str(each.href))
        deleted.update(report.deleted)
        if not report.truncated or report.sync_token in (None, token):
            return [each for each in changed if each not in deleted], deleted, report.sync_token or ""
        token = report.sync_token


async def _compared(server: DavServer, path: str, known: Mapping[str, str]) -> Report:
    """What is different from the etags that were known."""
    async with server.asked() as client:
        response = await client.propfind(server.absolute(path), body=propfind("<d:getetag/>"), depth=1)
        check_listed(response)
        listed = [(str(each.href), each.properties.get("{DAV:}getetag")) for each in response.results or ()]
    now = {href: str(etag or "") for href, etag in listed if is_event_file(href)}
    if not all(now.values()):
        raise CalendarUnavailable(_("The calendar server tells no versions, so its changes are not known."))
    updated, _gone = await _files(server, path, [href for href, etag in now.items() if known.get(href) != etag])
    gone = sorted(set(known) - set(now))
    packed = base64.b85encode(zlib.compress(json.dumps(now).encode())).decode()
    return Report(tuple(updated), tuple(gone), f"{_MARK}{packed}")


def _known(token: str) -> Mapping[str, str]:
    """The etags of a token. Raises `CalendarRejected` for one that is not ours."""
    try:
        unpacker = zlib.decompressobj()
        known = json.loads(unpacker.decompress(base64.b85decode(token.removeprefix(_MARK)), _LARGEST_TOKEN))
    except (ValueError, binascii.Error, zlib.error) as error:
        raise CalendarRejected(_("This is no token of this calendar.")) from error
    if not isinstance(known, dict):
        raise CalendarRejected(_("This is no token of this calendar."))
    return {str(href): str(etag) for href, etag in known.items()}


async def _files(server: DavServer, path: str, paths: Sequence[str]) -> tuple[list[Resource], list[str]]:
    """The files at paths, and the paths at which there is none by now."""
    found: list[Resource] = []
    missing: list[str] = []
    for some in _batches(paths):
        async with server.asked() as client:
            response = await client.report(server.absolute(path), _multiget(some), depth=1)
            if response.status in _UNSUPPORTED:
                raise CalendarDenied(_("The calendar server does not give its events."))
            check_listed(response)
            answers = [each for each in response.parse_calendar_query() if is_event_file(str(each.href))]
        there = [each for each in answers if each.status not in (404, 410)]
        found += resources_of(there)
        missing += [str(each.href) for each in answers if each.status in (404, 410)]
    return found, missing


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(paths)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _multiget(paths: Sequence[str]) -> str:
    hrefs = "".join(f"<d:href>{escape(path)}</d:href>" for path in paths)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><c:calendar-multiget {NAMESPACES}>'
        f"<d:prop><d:getetag/><c:calendar-data/></d:prop>{hrefs}</c:calendar-multiget>"
    )

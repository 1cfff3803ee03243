"""What changed in a calendar: etags first, then files; where there is no report, by comparing all etags."""

import pytest
from aiohttp import web

from tests.unit.calendar.caldav.script import Script, found, many, script, server
from threadline.calendar.caldav.changes import report_since
from threadline.calendar.caldav.server import DavServer
from threadline.calendar.port import CalendarRejected

__all__ = ["script", "server"]

REPORTS = found("/cal/", "<d:supported-report-set><d:report><d:sync-collection/></d:report></d:supported-report-set>")
GONE = "<d:response><d:href>/cal/{name}.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"


def etag(name: str, version: int = 1) -> str:
    return found(f"/cal/{name}.ics", f"<d:getetag>&quot;{version}&quot;</d:getetag>")


def file(name: str) -> str:
    data = "<d:getetag>&quot;1&quot;</d:getetag><c:calendar-data>BEGIN:VCALENDAR</c:calendar-data>"
    return found(f"/cal/{name}.ics", data)


async def test_an_answer_that_is_cut_short_is_asked_on(server: DavServer, script: Script) -> None:
    cut = "<d:response><d:href>/cal/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>"
    script.on("PROPFIND", "/cal/", many(REPORTS))
    script.on(
        "REPORT",
        "/cal/",
        many(etag("a"), cut, "<d:sync-token>1</d:sync-token>"),
        many(etag("c"), GONE.format(name="b"), "<d:sync-token>2</d:sync-token>"),
        many(file("a"), file("c")),
    )
    report = await report_since(server, "/cal/", None)
    assert [each.path for each in report.updated] == ["/cal/a.ics", "/cal/c.ics"]
    assert (report.deleted, report.token) == (("/cal/b.ics",), "2")


async def test_what_is_gone_between_both_is_gone(server: DavServer, script: Script) -> None:
    script.on(
        "REPORT",
        "/cal/",
        many(etag("a"), etag("b"), "<d:sync-token>2</d:sync-token>"),
        many(file("a"), GONE.format(name="b")),
    )
    report = await report_since(server, "/cal/", "1")
    assert ([each.path for each in report.updated], report.deleted) == (["/cal/a.ics"], ("/cal/b.ics",))


async def test_a_server_without_the_report_is_compared(server: DavServer, script: Script) -> None:
    none = found("/cal/", "<d:supported-report-set/>")
    script.on("PROPFIND", "/cal/", many(none), many(etag("a"), etag("b")), many(etag("a"), etag("c")))
    script.on("REPORT", "/cal/", many(file("a"), file("b")), many(file("c")))
    everything = await report_since(server, "/cal/", None)
    assert [each.path for each in everything.updated] == ["/cal/a.ics", "/cal/b.ics"]
    news = await report_since(server, "/cal/", everything.token)
    assert ([each.path for each in news.updated], news.deleted) == (["/cal/c.ics"], ("/cal/b.ics",))
    with pytest.raises(CalendarRejected):
        await report_since(server, "/cal/", "etags of nobody")


async def test_many_files_come_in_parts(server: DavServer, script: Script) -> None:
    names = [f"e{number}" for number in range(120)]
    sizes: list[int] = []

    def multiget(part: int) -> web.Response:
        sizes.append(len(names[part : part + 50]))
        return many(*map(file, names[part : part + 50]))

    listed = many(*map(etag, names), "<d:sync-token>9</d:sync-token>")
    script.on("REPORT", "/cal/", listed, *(lambda _, part=part: multiget(part) for part in (0, 50, 100)))
    report = await report_since(server, "/cal/", "1")
    assert (len(report.updated), sizes) == (120, [50, 50, 20])

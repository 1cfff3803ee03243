"""A week of somebody's calendar as a page, for people who try Threadline out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from zoneinfo import ZoneInfo

from aiohttp import web

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'"
_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; color: #202124; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #dadce0; vertical-align: top; padding: .4rem; text-align: left; }
td { height: 14rem; }
.event { background: #e8f0fe; border-left: 4px solid #1a73e8; margin: 0 0 .4rem; padding: .25rem .4rem; }
.event.free { background: #fff; border-left-style: dotted; }
.event small { display: block; color: #5f6368; }
nav a { margin-right: 1rem; }
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One event of the page. Aware datetimes; `notes` are lines below its title."""

    title: str
    start: datetime
    end: datetime
    all_day: bool = False
    free: bool = False
    notes: Sequence[str] = ()


def week_of(request: web.Request, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The week that `?week=2026-03-09` asks for, else this one: Monday's midnight and the next one's."""
    try:
        day = date.fromisoformat(request.query.get("week", ""))
    except ValueError:
        day = datetime.now(zone).date()
    monday = day - timedelta(days=day.weekday())
    return datetime.combine(monday, time(), zone), datetime.combine(monday + timedelta(days=7), time(), zone)


def week_page(
    title: str, people: Mapping[str, str], chosen: str, monday: datetime, events: Sequence[Shown]
) -> web.Response:
    """The page: `people` are names by address."""
    days = [monday.date() + timedelta(days=number) for number in range(7)]
    links = "".join(
        f'<a href="?person={escape(address)}&amp;week={days[0]}">{escape(name)}</a>' for address, name in people.items()
    )
    turn = "".join(
        f'<a href="?person={escape(chosen)}&amp;week={days[0] + timedelta(days=step)}">{words}</a>'
        for step, words in ((-7, "Week before"), (7, "Week after"))
    )
    heads = "".join(f"<th>{day:%a %d %b}</th>" for day in days)
    cells = "".join(f"<td>{''.join(_event(each, day) for each in events if _is_on(each, day))}</td>" for day in days)
    page = (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title><style>{_STYLE}</style>"
        f"<h1>{escape(title)}: {escape(people.get(chosen, chosen))}</h1><nav>{links}</nav><nav>{turn}</nav>"
        f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table></html>"
    )
    return web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": _POLICY})


def _is_on(event: Shown, day: date) -> bool:
    last = event.end - timedelta(microseconds=1)
    return event.start.date() <= day <= last.date()


def _event(event: Shown, day: date) -> str:
    hours = "all day" if event.all_day else f"{event.start:%H:%M}–{event.end:%H:%M}"
    notes = "".join(f"<small>{escape(note)}</small>" for note in event.notes if note)
    kind = "event free" if event.free else "event"
    return f'<div class="{kind}"><small>{hours}</small>{escape(event.title)}{notes}</div>'

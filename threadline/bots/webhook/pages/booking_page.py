"""The page of a booking link: somebody without an account chooses one of its owner's free times.

Whoever has the link sees when a meeting could begin, and nothing of what stands in between. Looking at the page books
nothing; its form does. It needs no script (one only moves the times onto the browser's own clock), sets no cookie and
asks nobody else for anything.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from secrets import token_urlsafe

from aiohttp import web

from threadline.bots.webhook.http.call import ROOM
from threadline.bots.webhook.http.html_page import PAGE_POLICY, page
from threadline.bots.webhook.pages.booking_form import (
    ADDRESS,
    ANSWER,
    NAME,
    NOTE,
    Entered,
    guest_of,
    problems_of,
    read,
    receipt_of,
    start_of,
    zone_of,
)
from threadline.bots.webhook.pages.booking_limits import BOOKING_LIMITS
from threadline.bots.webhook.pages.booking_view import Field, days_of, length_words, when, zone_choices, zone_words
from threadline.calendar.port import CalendarError
from threadline.core.appointments.appointments import LinkOver, TimeTaken
from threadline.core.appointments.booking_link import BookingLink, LinkState, Terms
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import ToldBy
from threadline.storage.persons import utc_now
from threadline.texts.messages import N_, _, pgettext

PATH = "/book/{token}"
RECEIPT = "/book/{token}/{receipt}"
ICS = "/book/{token}/{receipt}/event.ics"

_POLICY = f"{PAGE_POLICY}; script-src 'self'"
_TAKEN = N_("Somebody else has just taken that time. These are left.")
_UNREAD = N_("The calendar could not be asked just now, so nothing was booked. Try again in a moment.")
_NOTHING = N_("There is nothing to choose at this address.")
_OVER = {
    LinkState.USED: N_("A time was chosen by this link already. Ask for a new one if you need another."),
    LinkState.EXPIRED: N_("This link has expired. Ask for a new one."),
    LinkState.CLOSED: N_("This link is not open any more. Ask for a new one."),
}


async def show(request: web.Request) -> web.Response:
    """The times there are; or, for one of them, what is asked of whoever takes it."""
    opened = await _opened(request)
    if isinstance(opened, web.Response):
        return opened
    link, owner = opened
    if link.state is not LinkState.OPEN:
        return _closed(link.state)
    zone = zone_of(request.query.get("zone", ""), owner.zone)
    start = start_of(request.query.get("time", ""))
    if start is not None:
        return _details(link, owner, Entered({}, start), zone)
    return await _times(request, link, owner, zone)


async def choose(request: web.Request) -> web.Response:
    """Book the time that was chosen; or show the times again, with what was entered kept."""
    opened = await _opened(request)
    if isinstance(opened, web.Response):
        return opened
    link, owner = opened
    entered = await read(request)
    zone = zone_of(entered.of("zone"), owner.zone)
    if link.state is LinkState.OPEN and (entered.start is None or entered.of("step") == "times"):
        return await _times(request, link, owner, zone, entered)
    if entered.start is None:
        return _closed(link.state)
    if entered.of("step") == "details":
        return _details(link, owner, entered, zone)
    problems = problems_of(entered, link.terms)
    if problems and link.state is LinkState.OPEN:
        return _details(link, owner, Entered(entered.values, entered.start, problems), zone, status=422)
    if not await request.app[BOOKING_LIMITS].choose(request.remote or "", link.id):
        return _told(429, _("Too many tries. Wait a quarter of an hour."))
    return await _booked(request, link, owner, entered, zone)


async def receipt(request: web.Request) -> web.Response:
    """What was chosen, for who chose it."""
    opened = await _opened(request)
    if isinstance(opened, web.Response):
        return opened
    link, owner = opened
    chosen = await request.app[ROOM].services.appointments.chosen.find(request.match_info["receipt"])
    if chosen is None or chosen.record.link_id != link.id or chosen.is_over:
        return _closed(LinkState.USED if link.single_use else LinkState.OPEN)
    proposal = chosen.proposal
    if proposal is not None and link.terms.any_host:  # whoever of several hosts it is with
        owner = await request.app[ROOM].services.people.directory.get(proposal.owner_id)
    mailed = proposal is not None and proposal.offer.told_by is not ToldBy.NOBODY and proposal.reason is None
    return _answer(
        page(
            "booking_done.html",
            owner=owner.name,
            when=when(chosen.record.start, link.terms.length, chosen.guest.zone or owner.zone),
            zone=zone_words(chosen.guest.zone or owner.zone, chosen.record.start),
            place=link.terms.location,
            booked=chosen.is_booked,
            email=chosen.guest.email if mailed else "",
            ics=ICS.format(token=link.token, receipt=request.match_info["receipt"]),
        )
    )


async def calendar_file(request: web.Request) -> web.Response:
    """The event that was booked, as a file for any calendar."""
    opened = await _opened(request)
    if isinstance(opened, web.Response):
        return opened
    link, _owner = opened
    chosen = request.app[ROOM].services.appointments.chosen
    found = await chosen.find(request.match_info["receipt"])
    if found is None or found.record.link_id != link.id or not found.is_booked:
        return _told(404, _(_NOTHING))
    return web.Response(
        body=await chosen.calendar_file(found, utc_now()),
        content_type="text/calendar",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="event.ics"', "X-Robots-Tag": "noindex"},
    )


async def _opened(request: web.Request) -> tuple[BookingLink, Person] | web.Response:
    """The link of the address, and whose it is; else the page that says why there is nothing."""
    if not await request.app[BOOKING_LIMITS].look(request.remote or ""):
        return _told(429, _("Too many tries. Wait a minute."))
    found = await request.app[ROOM].services.appointments.links.with_token(request.match_info["token"])
    if found is None:
        await request.app[ROOM].limits.slow_down(request.remote or "")
        return _told(404, _(_NOTHING))
    return found


async def _booked(request: web.Request, link: BookingLink, owner: Person, entered: Entered, zone: str) -> web.Response:
    assert entered.start is not None  # noqa: S101 - asked before
    key = receipt_of(link.token, entered.of("key"), entered.start)
    guest = guest_of(entered, link.terms, zone)
    chosen = request.app[ROOM].services.appointments.chosen
    try:
        await chosen.choose(link, owner, entered.start, guest, key=key)
    except TimeTaken:
        return await _times(request, link, owner, zone, entered, problem=_(_TAKEN), status=409)
    except LinkOver:
        return _closed(link.state if link.state is not LinkState.OPEN else LinkState.USED)
    except CalendarError:
        return await _times(request, link, owner, zone, entered, problem=_(_UNREAD), status=503)
    return web.Response(status=303, headers={"Location": RECEIPT.format(token=link.token, receipt=key)})


async def _times(
    request: web.Request,
    link: BookingLink,
    owner: Person,
    zone: str,
    entered: Entered | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> web.Response:
    after = start_of(request.query.get("after", "")) or datetime.now(UTC)
    links = request.app[ROOM].services.appointments.links
    starts, further = await links.first_starts(link, owner, after)
    days, more = days_of(starts, zone)
    later = more or further
    return _answer(
        page(
            "booking.html",
            status=status,
            **_common(link.terms, owner, zone),
            token=link.token,
            days=days,
            later=later.isoformat() if later is not None else "",
            earlier="after" in request.query,
            problem=problem,
            kept=entered.written if entered is not None else {},
            zones=zone_choices(),
        )
    )


def _details(link: BookingLink, owner: Person, entered: Entered, zone: str, *, status: int = 200) -> web.Response:
    assert entered.start is not None  # noqa: S101 - asked before
    return _answer(
        page(
            "booking_details.html",
            status=status,
            **_common(link.terms, owner, zone),
            token=link.token,
            time=entered.start.isoformat(),
            when=when(entered.start, link.terms.length, zone),
            key=entered.of("key") or token_urlsafe(18),
            fields=_fields(link.terms, entered),
            wrong=bool(entered.problems),
        )
    )


def _common(terms: Terms, owner: Person, zone: str) -> Mapping[str, object]:
    return {
        "owner": owner.name,
        "title": terms.title,
        "length": length_words(terms),
        "place": terms.location,
        "zone": zone,
        "zone_words": zone_words(zone, utc_now()),
    }


def _fields(terms: Terms, entered: Entered) -> list[Field]:
    def of(name: str, label: str, longest: int, **more: object) -> Field:
        problem = entered.problems.get(name, "")
        return Field(name, label, entered.of(name), problem, longest=longest, **more)  # type: ignore[arg-type]

    questions = (
        of(f"q{number}", question.text, ANSWER, required=question.required, kind="area")
        for number, question in enumerate(terms.questions)
    )
    return [
        of("name", pgettext("form", "Your name"), NAME, complete="name"),
        of("email", pgettext("form", "Your mail address"), ADDRESS, kind="email", complete="email"),
        *questions,
        of("note", pgettext("form", "Note"), NOTE, required=False, kind="area"),
    ]


def _closed(state: LinkState) -> web.Response:
    return _told(410, _(_OVER[state])) if state in _OVER else _told(404, _(_NOTHING))


def _told(status: int, said: str) -> web.Response:
    return _answer(page("booking_over.html", status=status, said=said))


def _answer(response: web.Response) -> web.Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

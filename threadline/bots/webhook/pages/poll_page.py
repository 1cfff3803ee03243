"""The page of one voter of a poll: somebody without an account says when they can come.

Each voter has an address of their own, by which they vote as themselves and as nobody else. It shows what the thread
shows: the times, who can come when, who is missing. It needs no script and sets no cookie, as that of a booking link.
"""

from datetime import UTC, datetime
from secrets import token_urlsafe
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web

from threadline.bots.webhook.http.call import ROOM
from threadline.bots.webhook.http.html_page import PAGE_POLICY, page
from threadline.bots.webhook.pages.booking_form import zone_of
from threadline.bots.webhook.pages.booking_limits import BOOKING_LIMITS
from threadline.bots.webhook.pages.booking_view import zone_choices, zone_words
from threadline.core.channels.poll_view import PollView
from threadline.core.people.directory import PersonNotFound
from threadline.core.polls.poll import PATH, Poll, Voter
from threadline.core.polls.polls import view_of
from threadline.storage.persons import utc_now
from threadline.storage.polls import Ballot, WhoVotes
from threadline.texts import formats
from threadline.texts.messages import N_, _

__all__ = ["PATH", "show", "vote"]

_POLICY = f"{PAGE_POLICY}; script-src 'self'"
_NOTHING = N_("There is nothing to choose at this address.")
_UNSAID = N_("Choose at least one time, or say that none of them suits you.")


async def show(request: web.Request) -> web.Response:
    """The poll as it stands, with what this voter has said."""
    opened = await _opened(request)
    return opened if isinstance(opened, web.Response) else await _page(request, *opened)


async def vote(request: web.Request) -> web.Response:
    """Count what was chosen; it takes the place of what this voter said before."""
    opened = await _opened(request)
    if isinstance(opened, web.Response):
        return opened
    poll, voter = opened
    try:
        sent = await request.post()
    except (ValueError, LookupError):
        return await _page(request, poll, voter, problem=_(_UNSAID), status=422)
    offered = {str(number) for number in range(1, len(poll.terms.starts) + 1)}
    numbers = frozenset(int(one) for one in map(str, sent.getall("time", [])) if one in offered)
    if not numbers and "none" not in sent:
        return await _page(request, poll, voter, problem=_(_UNSAID), status=422)
    zone = zone_of(str(sent.get("zone", "")), poll.terms.zone)
    ballot = Ballot(frozenset() if "none" in sent else numbers, datetime.now(UTC), token_urlsafe(12))
    who = WhoVotes(voter.name, zone=zone, voter_id=voter.record.id)
    await request.app[ROOM].services.polls.polls.vote(poll, who, ballot)
    return web.Response(
        status=303, headers={"Location": f"{PATH.format(token=voter.record.token)}?zone={quote(zone)}&said=1"}
    )


async def _opened(request: web.Request) -> tuple[Poll, Voter] | web.Response:
    """The poll of the address and whose it is; else the page that says why there is nothing."""
    if not await request.app[BOOKING_LIMITS].look(request.remote or ""):
        return _told(429, _("Too many tries. Wait a minute."))
    found = await request.app[ROOM].services.polls.polls.with_token(request.match_info["token"])
    if found is None:
        await request.app[ROOM].limits.slow_down(request.remote or "")
        return _told(404, _(_NOTHING))
    return found


async def _page(
    request: web.Request, poll: Poll, voter: Voter, *, problem: str = "", status: int = 200
) -> web.Response:
    zone = zone_of(request.query.get("zone", ""), voter.record.zone or poll.terms.zone)
    view = view_of(poll)
    chosen = voter.choices or frozenset()
    return _answer(
        page(
            "poll.html",
            status=status,
            token=voter.record.token,
            asker=await _asker(request, poll),
            heading=view.heading,
            voter=voter.name,
            rows=[
                (each.number, _when(view, each.number, zone), view.tally(each), each.number in chosen)
                for each in view.options
            ],
            remarks=view.remarks,
            is_open=poll.is_open,
            said=voter.choices is not None and "said" in request.query and not problem,
            none=voter.choices is not None and not voter.choices,
            problem=problem,
            zone=zone,
            zone_words=zone_words(zone, utc_now()),
            zones=zone_choices(),
        )
    )


def _when(view: PollView, number: int, zone: str) -> str:
    option, clock = view.options[number - 1], ZoneInfo(zone)
    start, end = option.start.astimezone(clock), option.end.astimezone(clock)
    if start.date() != end.date():
        return formats.span(start, end)
    return formats.joined(formats.plain_day(start, weekday=True), formats.clocks(start, end))


async def _asker(request: web.Request, poll: Poll) -> str:
    try:
        return (await request.app[ROOM].services.people.directory.get(poll.record.person_id)).name
    except PersonNotFound:
        return ""


def _told(status: int, said: str) -> web.Response:
    return _answer(page("booking_over.html", status=status, said=said))


def _answer(response: web.Response) -> web.Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

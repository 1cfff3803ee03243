"""The page of a card for the person who is signed in: where other assistants send people to decide.

Unlike the link in a mail its address opens nothing by itself. An assistant that made a card knows the address, and its
token can neither see this page nor press its buttons: only the console's session can.
"""

from aiohttp import web

from threadline.bots.webhook.http.authentication import own_origins, recognise
from threadline.bots.webhook.http.call import ROOM
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.pages.confirm_link import carry_out, pressed, proposal_page
from threadline.calendar.port import CalendarError
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import AlreadyDecided, Conflicting, ProposalNotFound, State
from threadline.core.domain.scopes import BOOK
from threadline.core.interactions.refusals import refusal
from threadline.texts.messages import _


async def show(request: web.Request) -> web.Response:
    """What is proposed, with the buttons to decide."""
    person = await _signed_in(request)
    if person is None:
        return page("card_signed_out.html", status=401, address=request.path)
    try:
        proposal = await request.app[ROOM].services.proposals.decisions.get(
            person.id, request.match_info["proposal_id"]
        )
    except ProposalNotFound:
        return page("link_over.html", status=404, used=False)
    response = proposal_page(proposal, person, address=request.path)
    response.headers["Referrer-Policy"] = "same-origin"  # without a referrer browsers keep the form's origin back too
    return response


async def decide(request: web.Request) -> web.Response:
    """Confirm or dismiss."""
    person, services = await _signed_in(request), request.app[ROOM].services
    if person is None:
        return page("card_signed_out.html", status=401, address=request.path)
    # The page has no script, so it cannot send the console's header: the browser says where a form comes from.
    own = request.headers.get("Origin") in own_origins(request)
    if not own and request.headers.get("Sec-Fetch-Site") != "same-origin":
        raise Problem(403, _("Each card has a page of its own to decide on it."))
    action = await pressed(request)
    if action is None:
        return await show(request)
    try:
        proposal = await carry_out(services.proposals.decisions, person, request.match_info["proposal_id"], action)
    except ProposalNotFound:
        return page("link_over.html", status=404, used=False)
    except (AlreadyDecided, Conflicting, CalendarError) as error:
        proposal = await services.proposals.decisions.get(person.id, request.match_info["proposal_id"])
        return proposal_page(proposal, person, address=request.path, problem=refusal(error), status=409)
    if proposal.state is State.FAILED:
        problem = proposal.reason or _("The calendar did not take the event.")
        return proposal_page(proposal, person, address=request.path, problem=problem, status=409)
    return proposal_page(proposal, person)


async def _signed_in(request: web.Request) -> Person | None:
    """Whose browser this is; None for a stranger, and for a program with a token."""
    caller = await recognise(request)
    if caller is None or not caller.by_cookie:
        return None
    return caller.person if BOOK in caller.token.scopes else None

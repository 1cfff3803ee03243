"""The page behind a link in a mail: GET shows what is proposed, POST decides.

Mail programs and scanners open links by themselves, so looking changes nothing. A link is for one proposal of one
person and is used up by the first decision. Whoever has it needs no other sign-in, so the page shows that proposal and
no more.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from aiohttp import web

from threadline.bots.webhook.http.call import ROOM
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.views.card_views import proposal_card
from threadline.calendar.port import CalendarError
from threadline.core.channels.card_view import ActionId, CardAction, actions_of, anyway_of
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import OPEN, AlreadyDecided, Conflicting, Proposal, State
from threadline.core.interactions.refusals import refusal
from threadline.core.proposals.decisions import Decisions
from threadline.storage.confirm_links import LinkRecord, LinkState, LinkStore
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

_AGAIN = timedelta(hours=1)
_ACTIONS = (ActionId.CONFIRM, ActionId.CONFIRM_ANYWAY, ActionId.DISMISS)


async def show(request: web.Request) -> web.Response:
    """What is proposed, with the buttons to decide."""
    services = request.app[ROOM].services
    link = await services.people.confirm_links.peek(request.match_info["token"])
    if link is None or link.state(datetime.now(UTC)) is not LinkState.OPEN:
        return _over(link)
    proposal = await services.proposals.decisions.get(link.person_id, link.proposal_id)
    person = await services.people.directory.get(link.person_id)
    return proposal_page(proposal, person, address=_address(request.match_info["token"]))


async def decide(request: web.Request) -> web.Response:
    """Confirm or dismiss, once."""
    services, token = request.app[ROOM].services, request.match_info["token"]
    action = await pressed(request)
    if action is None:
        return await show(request)
    links, decisions = services.people.confirm_links, services.proposals.decisions
    link = await links.use(token)
    if link is None:
        return _over(await links.peek(token))
    person = await services.people.directory.get(link.person_id)
    try:
        proposal = await carry_out(decisions, person, link.proposal_id, action)
    except (AlreadyDecided, Conflicting, CalendarError) as error:
        proposal = await decisions.get(person.id, link.proposal_id)
        return await _again(links, person, proposal, refusal(error))
    if proposal.state is State.FAILED:
        return await _again(links, person, proposal, proposal.reason or _("The calendar did not take the event."))
    return proposal_page(proposal, person)


async def pressed(request: web.Request) -> ActionId | None:
    """The button that was pressed, None for anything that is not one of ours."""
    try:
        said = (await request.post()).get("action")
    except (ValueError, LookupError):  # a form in no encoding, or in an unknown one
        return None
    return next((action for action in _ACTIONS if action == said), None)


async def carry_out(decisions: Decisions, person: Person, proposal_id: str, action: ActionId) -> Proposal:
    """What the button says. Raises `AlreadyDecided`, `Conflicting`, `CalendarError`."""
    if action is ActionId.DISMISS:
        return await decisions.dismiss(person, proposal_id)
    anyway = action is ActionId.CONFIRM_ANYWAY
    return await decisions.confirm(person, proposal_id, despite_conflicts=anyway)


async def _again(links: LinkStore, person: Person, proposal: Proposal, problem: str) -> web.Response:
    """The link is used up, but the decision was not carried out: a fresh one for another try."""
    if proposal.state not in OPEN:
        return proposal_page(proposal, person, problem=problem, status=409)
    token = await links.issue(proposal_id=proposal.id, person_id=person.id, lifetime=_AGAIN)
    return proposal_page(proposal, person, address=_address(token), problem=problem, status=409)


def _address(token: str) -> str:
    """Where the buttons of a link's page lead."""
    return f"/p/{token}"


def proposal_page(
    proposal: Proposal, person: Person, *, address: str | None = None, problem: str = "", status: int = 200
) -> web.Response:
    """The proposal in words; with an `address` that takes a decision, with the buttons to decide."""
    with speaking(proposal.offer.language):
        return _page(proposal, person, address=address, problem=problem, status=status)


def _page(proposal: Proposal, person: Person, *, address: str | None, problem: str, status: int) -> web.Response:
    return page(
        "proposal.html",
        status=status,
        card=proposal_card(proposal, person.zone),
        buttons=_buttons(proposal, surprised=bool(problem)) if proposal.state in OPEN and address is not None else (),
        done=proposal.state is not State.BOOKING,
        address=address,
        problem=problem,
    )


def _buttons(proposal: Proposal, *, surprised: bool) -> list[CardAction]:
    """Confirm and dismiss. Over conflicts it says so; they count as seen once the page has told of them."""
    actions = {action.id: action for action in actions_of(proposal)}
    confirm, anyway = actions[ActionId.CONFIRM], anyway_of(proposal.offer)
    if anyway is not None:
        confirm = anyway if surprised else replace(anyway, id=ActionId.CONFIRM)
    return [confirm, actions[ActionId.DISMISS]]


def _over(link: LinkRecord | None) -> web.Response:
    """A link that is used, expired or unknown shows nothing of what it was for."""
    used = link is not None and link.used_at is not None
    return page("link_over.html", status=410 if link else 404, used=used)

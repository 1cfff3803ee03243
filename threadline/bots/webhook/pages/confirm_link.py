"""The page behind a link in a mail: GET shows what is proposed, POST decides, changes it or takes another time.

Mail programs and scanners open links by themselves, so looking changes nothing, and a form counts only with what the
page gave it: its own mark, and the version that was seen. A link is for one proposal of one person, and good while
that waits: the transaction that decides is what uses the link up, so whatever fails before leaves it as good as it was,
and afterwards it shows what became of the proposal. Whoever has it needs no other sign-in, so the page shows that
proposal and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from aiohttp import web

from threadline.bots.webhook.http.call import ROOM
from threadline.bots.webhook.http.html_page import page
from threadline.bots.webhook.pages.guest_choice import ROWS, as_ticked, guest_boxes, with_chosen
from threadline.bots.webhook.views.card_views import proposal_card
from threadline.calendar.port import CalendarError
from threadline.core.channels import event_form
from threadline.core.channels.card_view import ActionId, CardAction, actions_of, anyway_of
from threadline.core.channels.form_fields import EventField, edit_fields
from threadline.core.channels.offer_text import collision_words
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import (
    OPEN,
    AlreadyDecided,
    Conflicting,
    DecisionError,
    Proposal,
    ProposalNotFound,
    State,
)
from threadline.core.interactions.refusals import refusal
from threadline.core.proposals.decisions import Decisions
from threadline.storage.confirm_links import LinkRecord
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

_ACTIONS = (ActionId.CONFIRM, ActionId.CONFIRM_ANYWAY, ActionId.DISMISS)
_CHANGES = (ActionId.EDIT, ActionId.TAKE)
_MARK = 32


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a page's forms are sent: where to, what makes them its own, and which other time is `chosen`."""

    address: str
    mark: str = ""
    chosen: str = ""
    entered: Mapping[str, str] | None = None


async def show(request: web.Request) -> web.Response:
    """What is proposed, with the buttons to decide; at another of its times, where the link names one."""
    services, token = request.app[ROOM].services, request.match_info["token"]
    link = await services.people.confirm_links.peek(token)
    proposal = await _led_to(services.proposals.decisions, link)
    if link is None or proposal is None or link.is_over(datetime.now(UTC)):
        return _over(link, proposal)
    person = await services.people.directory.get(link.person_id)
    return _linked(proposal, person, token, chosen=_known_time(proposal, request.query.get("time", "")))


async def decide(request: web.Request) -> web.Response:
    """Confirm or dismiss, once; or change what is proposed."""
    services, token = request.app[ROOM].services, request.match_info["token"]
    form = await _form(request)
    action = _action(form)
    decisions = services.proposals.decisions
    link = await services.people.confirm_links.peek(token)
    proposal = await _led_to(decisions, link)
    if link is None or proposal is None or link.is_over(datetime.now(UTC)) or proposal.state not in OPEN:
        return await show(request)
    if action is None or form.get("page") != _mark(token):
        return await show(request)
    person = await services.people.directory.get(link.person_id)
    try:
        if action in _CHANGES:
            return _linked(await _changed(decisions, person, proposal, _entered(form)), person, token)
        if action is not ActionId.DISMISS:
            await _as_chosen(decisions, person, proposal, form, anyway=action is ActionId.CONFIRM_ANYWAY)
        done = await carry_out(decisions, person, proposal.id, action)
    except event_form.FormInvalid as error:
        return _linked(proposal, person, token, problem=str(error), entered=form)
    except (AlreadyDecided, Conflicting, CalendarError, DecisionError) as error:
        proposal = await decisions.get(person.id, link.proposal_id)
        return _linked(proposal, person, token, problem=refusal(error))
    if done.state is State.FAILED:
        return _linked(done, person, token, problem=done.reason or _("The calendar did not take the event."))
    return proposal_page(done, person)


async def _led_to(decisions: Decisions, link: LinkRecord | None) -> Proposal | None:
    """What a link is for; None where that is gone."""
    if link is None:
        return None
    try:
        return await decisions.get(link.person_id, link.proposal_id)
    except ProposalNotFound:
        return None


async def pressed(request: web.Request) -> ActionId | None:
    """The button that decides and was pressed, None for anything that is not one of ours."""
    action = _action(await _form(request))
    return action if action in _ACTIONS else None


async def _form(request: web.Request) -> Mapping[str, str]:
    try:
        sent = await request.post()
        ticked = "\n".join(value for value in sent.getall("guest", ()) if isinstance(value, str))
        return {name: value for name, value in sent.items() if isinstance(value, str)} | {"guest": ticked}
    except (ValueError, LookupError):  # a form in no encoding, or in an unknown one
        return {}


def _action(form: Mapping[str, str]) -> ActionId | None:
    if form.get("take"):  # the button of another time, in the form that the others are in as well
        return ActionId.TAKE
    return next((action for action in (*_ACTIONS, *_CHANGES) if action == form.get("action")), None)


def _entered(form: Mapping[str, str]) -> Mapping[str, str]:
    """The form of a change: the time that was pressed, none beside what was edited."""
    return {**form, "time": form.get("take") or (form.get("time", "") if form.get("action") == ActionId.TAKE else "")}


async def carry_out(decisions: Decisions, person: Person, proposal_id: str, action: ActionId) -> Proposal:
    """What the button says. Raises `AlreadyDecided`, `Conflicting`, `CalendarError`."""
    if action is ActionId.DISMISS:
        return await decisions.dismiss(person, proposal_id)
    anyway = action is ActionId.CONFIRM_ANYWAY
    return await decisions.confirm(person, proposal_id, despite_conflicts=anyway)


async def _as_chosen(
    decisions: Decisions, person: Person, proposal: Proposal, form: Mapping[str, str], *, anyway: bool
) -> None:
    """Put it at the time and with the guests that the form has chosen.

    Raises `DecisionError`, and `Conflicting` for what nobody was shown and came up with it.
    """
    chosen = _known_time(proposal, form.get("time", ""))
    told = () if chosen else (*proposal.offer.conflicts, *proposal.offer.unknown_calendars)
    if chosen:
        proposal = await _changed(decisions, person, proposal, {"time": chosen})
    if proposal.state in OPEN and (draft := with_chosen(proposal.offer, form)) != proposal.offer.draft:
        proposal = await decisions.edit(person, proposal.id, draft)
    now = (*proposal.offer.conflicts, *proposal.offer.unknown_calendars)
    if not anyway and any(each not in told for each in now):
        raise Conflicting(collision_words(proposal.offer.conflicts), proposal)


async def _changed(decisions: Decisions, person: Person, proposal: Proposal, form: Mapping[str, str]) -> Proposal:
    """The proposal with what was entered, or at another time. Raises `FormInvalid`, `DecisionError`."""
    draft = proposal.offer.draft
    wanted = event_form.moved(draft, form) if form.get("time") else event_form.edited(draft, form)
    wanted = replace(wanted, attendees=as_ticked(proposal.offer, wanted.attendees, form))
    seen = form.get("version", "")
    return await decisions.edit(person, proposal.id, wanted, version=int(seen) if seen.isdecimal() else None)


def _known_time(proposal: Proposal, time: str) -> str:
    """One of the proposal's other times, "" for any that is not."""
    return time if any(time == value for value, _label in event_form.time_choices(proposal.offer.alternatives)) else ""


def _mark(token: str) -> str:
    """What only a page that was shown has: who merely sends something to its address has not seen it."""
    return sha256(f"page of {token}".encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]


def _linked(
    proposal: Proposal,
    person: Person,
    token: str,
    *,
    chosen: str = "",
    problem: str = "",
    entered: Mapping[str, str] | None = None,
) -> web.Response:
    ways = _Ways(f"/p/{token}", _mark(token), chosen, entered)
    with speaking(proposal.offer.language):
        return _page(proposal, person, ways, problem=problem, status=409 if problem else 200)


def proposal_page(
    proposal: Proposal, person: Person, *, address: str | None = None, problem: str = "", status: int = 200
) -> web.Response:
    """The proposal in words; with an `address` that takes a decision, with the buttons to decide."""
    with speaking(proposal.offer.language):
        return _page(proposal, person, _Ways(address) if address else None, problem=problem, status=status)


def _page(proposal: Proposal, person: Person, ways: _Ways | None, *, problem: str, status: int) -> web.Response:
    opened = ways if proposal.state in OPEN else None
    actions = {action.id for action in actions_of(proposal)} if opened is not None and opened.mark else set()
    guests = guest_boxes(proposal.offer, opened.entered) if opened is not None and opened.mark else ()
    card = proposal_card(_at(proposal, opened.chosen if opened else ""), person.zone)
    return page(
        "proposal.html",
        status=status,
        card=card,
        rows=[row for row in card.rows if not guests or row.kind not in ROWS],
        guests=guests,
        buttons=_buttons(proposal, surprised=bool(problem)) if opened is not None else (),
        times=_times(proposal, opened) if opened is not None and ActionId.TIMES in actions else (),
        fields=_fields(proposal, opened) if opened is not None and ActionId.EDIT in actions else (),
        entered=bool(opened and opened.entered),
        version=proposal.version,
        done=proposal.state is not State.BOOKING,
        ways=opened,
        problem=problem,
    )


def _at(proposal: Proposal, time: str) -> Proposal:
    """The proposal as if it were at another of its times already."""
    if not time:
        return proposal
    draft = event_form.moved(proposal.offer.draft, {"time": time})
    return replace(proposal, offer=replace(proposal.offer, draft=draft, conflicts=(), unknown_calendars=()))


def _times(proposal: Proposal, ways: _Ways) -> list[tuple[str, str]]:
    return [each for each in event_form.time_choices(proposal.offer.alternatives) if each[0] != ways.chosen]


def _fields(proposal: Proposal, ways: _Ways) -> tuple[EventField, ...]:
    draft = _at(proposal, ways.chosen).offer.draft
    return edit_fields(draft, ways.entered, instants=False)


def _buttons(proposal: Proposal, *, surprised: bool) -> list[CardAction]:
    """Confirm and dismiss. Over conflicts it says so; they count as seen once the page has told of them."""
    actions = {action.id: action for action in actions_of(proposal)}
    confirm, anyway = actions[ActionId.CONFIRM], anyway_of(proposal.offer)
    if anyway is not None:
        confirm = anyway if surprised else replace(anyway, id=ActionId.CONFIRM)
    return [confirm, actions[ActionId.DISMISS]]


def _over(link: LinkRecord | None, proposal: Proposal | None) -> web.Response:
    """A link that is expired or unknown shows nothing of what it was for but whether that was decided."""
    used = proposal is not None and proposal.state not in (*OPEN, State.EXPIRED)
    return page("link_over.html", status=410 if link else 404, used=used)

"""Proposals: events that wait for a decision, and the decisions."""

from threadline.bots.webhook.api.event_bodies import edited
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.cursors import cut, read_cursor, write_cursor
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.schema.event_changes import EditBody
from threadline.bots.webhook.schema.events import (
    ConfirmBody,
    DecisionBody,
    ProposalList,
    ProposalView,
    UndoBody,
)
from threadline.bots.webhook.schema.queries import ProposalQuery
from threadline.bots.webhook.views.event_views import proposal_view
from threadline.core.domain.proposal import State
from threadline.core.domain.scopes import BOOK, READ

endpoints = Endpoints("Proposals")

_PATH = "/api/v1/proposals"
_ONE = _PATH + "/{proposal_id}"


@endpoints.declare("GET", _PATH, scope=READ, errors=(422,))
async def list_all(call: Call, query: ProposalQuery) -> ProposalList:
    """List your proposals, the newest first."""
    states = [State(state) for state in query.state]
    before = read_cursor(query.page_token)
    stored = call.services.proposals.repository
    found = await stored.of_person(call.person.id, states=states, limit=query.limit + 1, before=before)
    page, last = cut(found, query.limit)
    return ProposalList(
        proposals=[proposal_view(proposal, call.zone) for proposal in page],
        next_page=write_cursor((last.created_at, last.id)) if last else None,
    )


@endpoints.declare("GET", _ONE, scope=READ)
async def get(call: Call, proposal_id: str) -> ProposalView:
    """Read a proposal as it stands now."""
    return proposal_view(await call.services.proposals.decisions.get(call.person.id, proposal_id), call.zone)


@endpoints.declare("POST", _ONE + "/confirm", scope=BOOK, errors=(409, 422), books=True)
async def confirm(call: Call, proposal_id: str, body: ConfirmBody) -> ProposalView:
    """Book it, exactly once.

    Confirming what is booked already answers with it. If something else has come to stand at that time, or the proposal
    has moved on, the answer is 409 and its details hold the proposal as it stands now.
    """
    proposal = await call.services.proposals.decisions.confirm(
        call.person, proposal_id, version=body.version, despite_conflicts=body.despite_conflicts
    )
    return proposal_view(proposal, call.zone)


@endpoints.declare("POST", _ONE + "/edit", scope=BOOK, errors=(409, 422))
async def edit(call: Call, proposal_id: str, body: EditBody) -> ProposalView:
    """Change a proposal before it is decided. `start` alone moves the event as it is."""
    decisions = call.services.proposals.decisions
    current = await decisions.get(call.person.id, proposal_id)
    draft, version = edited(current.offer.draft, body), body.version or current.version
    changed = await decisions.edit(call.person, proposal_id, draft, version=version, invite=body.invite)
    return proposal_view(changed, call.zone)


@endpoints.declare("POST", _ONE + "/dismiss", scope=BOOK, errors=(409,))
async def dismiss(call: Call, proposal_id: str, body: DecisionBody) -> ProposalView:
    """Let a proposal go. Dismissing twice is once."""
    proposal = await call.services.proposals.decisions.dismiss(call.person, proposal_id, version=body.version)
    return proposal_view(proposal, call.zone)


@endpoints.declare("POST", _ONE + "/undo", scope=BOOK, errors=(409,))
async def undo(call: Call, proposal_id: str, body: UndoBody) -> ProposalView:
    """Take a booked event out of the calendar again. This can be done until `undo_until`; undoing twice is once."""
    return proposal_view(await call.services.proposals.decisions.undo(call.person, proposal_id), call.zone)

"""What people do in a calendar by hand: an event is drawn, moved, edited or taken out, and waits for one click."""

from dataclasses import replace

from threadline.bots.webhook.api.calendar_lookup import chosen, find_event
from threadline.bots.webhook.api.event_bodies import edited, new_draft
from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY, proposal_key
from threadline.bots.webhook.schema.event_changes import EventProposalBody
from threadline.bots.webhook.schema.events import EventBody, ProposalView
from threadline.bots.webhook.schema.queries import EventQuery
from threadline.bots.webhook.schema.series import SeriesView
from threadline.bots.webhook.views.event_views import proposal_view, series_of, series_view
from threadline.calendar.extract.changes.model import Scope
from threadline.core.domain.proposal import Offer
from threadline.core.domain.scopes import BOOK, READ

endpoints = Endpoints("Proposals")

_EVENT = "/api/v1/calendar/events/{event_id}"
_SCOPES = {"one": Scope.ONE, "following": Scope.FOLLOWING, "all": Scope.SERIES}


@endpoints.declare(
    "POST", "/api/v1/proposals", scope=BOOK, status=201, errors=(404, 422), headers=(IDEMPOTENCY_KEY,), books=True
)
async def propose_event(call: Call, body: EventBody) -> ProposalView:
    """Propose an event. Nothing is booked: it waits for `POST /api/v1/proposals/{id}/confirm`.

    What else stands at that time is among its `conflicts`. It would go where your events go unless `calendar_id` says
    otherwise.
    """
    person = call.person
    draft = new_draft(body, call.zone)
    place = await chosen(call, body.calendar_id) if body.calendar_id is not None else None
    offer = _inviting(await call.services.proposals.by_hand.booking(person, draft), body.invite)
    proposal = await call.services.proposals.decisions.propose(
        person,
        offer,
        key=proposal_key(call, body.model_dump_json()),
        channel=NAME,
        calendar=place[0].name if place else None,
        calendar_id=place[1] if place else None,
    )
    return proposal_view(proposal, call.zone)


@endpoints.declare("POST", _EVENT + "/proposals", scope=BOOK, status=201, errors=(404, 422), headers=(IDEMPOTENCY_KEY,))
async def propose_change(call: Call, event_id: str, query: EventQuery, body: EventProposalBody) -> ProposalView:
    """Propose to change or to cancel an event. Nothing is done: it waits for a click, and can be undone after it.

    Absent fields stay, null clears; `start` alone moves the event as it is. For what somebody else organises, another
    time is proposed to them, and to cancel is to decline.
    """
    calendar, event = await find_event(call, event_id, query.calendar_id)
    by_hand, scope = call.services.proposals.by_hand, _SCOPES[body.scope] if body.scope else None
    if body.action == "cancel":
        offer = await by_hand.cancellation(call.person, calendar, event, scope)
    else:
        offer = await by_hand.change(call.person, calendar, event, lambda draft: edited(draft, body), scope)
    offer = _inviting(offer, body.invite)
    key = proposal_key(call, f"{event.id} {event.version} {body.model_dump_json()}")
    return proposal_view(
        await call.services.proposals.decisions.propose(call.person, offer, key=key, channel=NAME), call.zone
    )


@endpoints.declare("GET", _EVENT + "/series", scope=READ)
async def get_series(call: Call, event_id: str, query: EventQuery) -> SeriesView:
    """Read the series that an event is one time of: how it repeats, how often, and which time this is."""
    calendar, event = await find_event(call, event_id, query.calendar_id)
    series = event
    if event.draft.rrule is None and (series_id := series_of(event)) is not None:
        series = await calendar.get(event.calendar_id, series_id)
    if series.draft.rrule is None:
        raise not_found("series", event_id)
    return series_view(series, event)


def _inviting(offer: Offer, invite: bool | None) -> Offer:
    """The offer with guests told or not, where that was said."""
    return offer if invite is None else replace(offer, invite=invite)

"""Events read out of text."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from threadline.bots.webhook.api.calendar_lookup import chosen
from threadline.bots.webhook.api.message_submission import read_zone
from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY, proposal_key
from threadline.bots.webhook.schema.events import ProcessTextBody, ProcessTextView
from threadline.bots.webhook.views.event_views import alternative_views, draft_view, evidence_view, full_id
from threadline.core.domain.proposal import OPEN, Offer, Proposal, State
from threadline.core.domain.reading import Reading
from threadline.core.domain.scopes import BOOK

endpoints = Endpoints("Calendar")

_PATH = "/api/v1/calendar"
_NO_EVENT = "I could not read an event from this."


@endpoints.declare("POST", _PATH + "/process-text", scope=BOOK, errors=(404, 409, 422), headers=(IDEMPOTENCY_KEY,))
async def process_text(call: Call, body: ProcessTextBody) -> ProcessTextView:
    """Read an event out of text.

    It would go into the calendar `calendar_id`, of whatever kind that is, else where the caller's events go. The event
    waits as a proposal for `POST /api/v1/proposals/{id}/confirm`; `create_event` books it at once. `evidence`
    says which words each part was read from. Where no event could be read, `warnings` say what is missing.
    """
    key = proposal_key(call, body.text)
    zone = read_zone(body.timezone) or call.zone
    place = await chosen(call, body.calendar_id) if body.calendar_id is not None else None
    context = await call.services.calendars.contexts.of(call.person, body.text, sent_at=datetime.now(UTC), zone=zone)
    reading = await asyncio.to_thread(partial(context.read, event_wanted=True))
    if reading.drafts:
        others = ", ".join(f"“{each.draft.title}”" for each in reading.drafts)
        left = f"The text tells of other events too, which are not in this one: {others}."
        reading = replace(reading, warnings=(left, *reading.warnings))
    offer = await call.services.engine.decisions.offer(call.person, reading)
    if offer is None:
        return _nothing(reading)
    decisions = call.services.engine.decisions
    calendar, calendar_id = (place[0].name, place[1]) if place else (None, None)
    proposal = await decisions.propose(
        call.person, offer, key=key, channel=NAME, calendar=calendar, calendar_id=calendar_id
    )
    if body.create_event and not reading.doubtful and proposal.state in (*OPEN, State.BOOKING):
        proposal = await decisions.confirm(call.person, proposal.id, despite_conflicts=True)
    return _view(proposal, zone)


def _view(proposal: Proposal, zone: str) -> ProcessTextView:
    offer, calendar_id = proposal.offer, full_id(proposal.calendar, proposal.calendar_id)
    return ProcessTextView(
        event=draft_view(offer.draft, event_id=proposal.event_id, calendar_id=calendar_id),
        created=proposal.state is State.BOOKED,
        proposal_id=proposal.id,
        evidence=[evidence_view(each) for each in offer.evidence],
        alternatives=alternative_views(offer, zone),
        warnings=_warnings(offer, proposal.reason),
    )


def _warnings(offer: Offer, reason: str | None) -> list[str]:
    collisions = [f"At that time there is “{conflict.title}”." for conflict in offer.conflicts]
    unknown = [f"{name} could not be checked for conflicts." for name in offer.unknown_calendars]
    return [*offer.warnings, *collisions, *unknown, *([reason] if reason else [])]


def _nothing(reading: Reading) -> ProcessTextView:
    return ProcessTextView(
        event=None,
        created=False,
        proposal_id=None,
        evidence=[evidence_view(each) for each in reading.evidence],
        warnings=[*reading.warnings, reading.question or _NO_EVENT],
    )

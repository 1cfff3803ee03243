"""Events read out of text."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from threadline.bots.webhook.api.calendar_lookup import chosen
from threadline.bots.webhook.api.message_submission import read_zone
from threadline.bots.webhook.api.preference_rules import reads_google
from threadline.bots.webhook.compatibility.google_events import PRIMARY, shaped
from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.http.endpoint import Answer, Endpoints
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY, proposal_key
from threadline.bots.webhook.schema.errors import ErrorDetail, NotBookedView
from threadline.bots.webhook.schema.events import ProcessTextBody, ProcessTextView
from threadline.bots.webhook.views.event_views import (
    alternative_views,
    draft_view,
    evidence_view,
    full_id,
    proposal_view,
)
from threadline.core.channels.card_view import warnings_of
from threadline.core.channels.formatting import span_label
from threadline.core.domain.proposal import OPEN, Conflicting, Offer, Proposal, State
from threadline.core.domain.reading import Reading
from threadline.core.domain.scopes import BOOK
from threadline.core.scheduling.meeting_finder import NoTime

endpoints = Endpoints("Calendar")

_PATH = "/api/v1/calendar"
_NO_EVENT = "I could not read an event from this."
_WAITS = "It was not booked: it waits for your decision, and the warnings say why."


@endpoints.declare(
    "POST",
    _PATH + "/process-text",
    scope=BOOK,
    answers={200: (ProcessTextView,), 409: (NotBookedView,)},
    errors=(404, 422),
    headers=(IDEMPOTENCY_KEY,),
)
async def process_text(call: Call, body: ProcessTextBody) -> ProcessTextView | Answer:
    """Read an event out of text.

    It would go into the calendar `calendar_id`, of whatever kind that is, else where the caller's events go. The event
    waits as a proposal for `POST /api/v1/proposals/{id}/confirm`; `create_event` books it at once, unless there is a
    doubt about its time or its people, or something else at that time: then it waits, the answer is 409, and the doubt
    is the first of the `warnings`. So does a meeting of which only a length and a range were said: it is put where all
    can meet. `evidence` says which words each part was read from. Where no event could be read, `warnings` say what is
    missing. Whoever names the calendar `primary` is given the event in the shape of Google Calendar's API.
    """
    key = proposal_key(call, body.text)
    zone = read_zone(body.timezone) or call.zone
    place = await chosen(call, body.calendar_id) if body.calendar_id is not None else None
    context = await call.services.calendars.contexts.of(call.person, body.text, sent_at=datetime.now(UTC), zone=zone)
    reading = await asyncio.to_thread(partial(context.read, event_wanted=True))
    if reading.drafts:
        others = ", ".join(f"“{each.draft.title}”" for each in reading.drafts)
        left = f"The text tells of other events too, which are not in this one: {others}."
        reading = replace(reading, warnings=(*reading.doubts, left, *reading.warnings[len(reading.doubts) :]))
    try:
        offer = await _offer(call, reading)
    except NoTime as error:
        return _nothing(replace(reading, question=str(error)))
    if offer is None:
        return _nothing(reading)
    decisions = call.services.proposals.decisions
    calendar, calendar_id = (place[0].name, place[1]) if place else (None, None)
    proposal = await decisions.propose(
        call.person, offer, key=key, channel=NAME, calendar=calendar, calendar_id=calendar_id
    )
    sure = not reading.doubts and not reading.seeks_time
    google = body.calendar_id == PRIMARY or await reads_google(call)
    if body.create_event and proposal.state in (*OPEN, State.BOOKING):
        if not sure:
            return _not_booked(processed(proposal, zone, google=google), proposal, call.zone)
        try:
            proposal = await decisions.confirm(call.person, proposal.id)
        except Conflicting as error:
            return _not_booked(processed(error.proposal, zone, google=google), error.proposal, call.zone)
    return processed(proposal, zone, google=google)


async def _offer(call: Call, reading: Reading) -> Offer | None:
    """What could be proposed; a meeting whose time is still to be found is put where it suits. Raises `NoTime`."""
    if reading.seeks_time:
        return await call.services.calendars.meeting_finder.offer(call.person, reading, datetime.now(UTC))
    return await call.services.proposals.decisions.offer(call.person, reading)


def processed(proposal: Proposal, zone: str, *, google: bool = False) -> ProcessTextView:
    """What was read and became a proposal; `google` for whoever reads events in Google's shape."""
    offer, calendar_id = proposal.offer, full_id(proposal.calendar, proposal.calendar_id)
    return ProcessTextView(
        event=shaped(draft_view(offer.draft, event_id=proposal.event_id, calendar_id=calendar_id), google=google),
        created=proposal.state is State.BOOKED,
        proposal_id=proposal.id,
        evidence=[evidence_view(each) for each in offer.evidence],
        alternatives=alternative_views(offer, zone),
        warnings=_warnings(offer, proposal.reason, zone),
    )


def _not_booked(read: ProcessTextView, proposal: Proposal, zone: str) -> Answer:
    """The answer to `create_event` over a doubt or a conflict: it waits, and why stands in the error's shape too."""
    sentence = read.warnings[0] if read.warnings else _WAITS
    detail = ErrorDetail(field="proposal", message=sentence, proposal=proposal_view(proposal, zone))
    return Answer(NotBookedView(**dict(read), error=_WAITS, details=[detail], code="CONFLICT"), 409)


def _warnings(offer: Offer, reason: str | None, zone: str) -> list[str]:
    """What the card of the proposal says against it, and why it failed."""
    against = [each.sentence(partial(span_label, zone=zone)) for each in warnings_of(offer, shared=False)]
    return [*against, *([reason] if reason else [])]


def _nothing(reading: Reading) -> ProcessTextView:
    return ProcessTextView(
        event=None,
        created=False,
        proposal_id=None,
        evidence=[evidence_view(each) for each in reading.evidence],
        warnings=[*reading.warnings, reading.question or _NO_EVENT],
    )

"""Free time, and events read out of text."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from threadline.bots.webhook.agendas import asked_range, chosen, each_calendar
from threadline.bots.webhook.asking import IDEMPOTENCY_KEY, read_key, read_zone
from threadline.bots.webhook.call import Call
from threadline.bots.webhook.channel import NAME
from threadline.bots.webhook.endpoint import Endpoints
from threadline.bots.webhook.event_views import alternative_views, draft_view, evidence_view, free_busy_view, slot_view
from threadline.bots.webhook.problems import not_found, unprocessable
from threadline.bots.webhook.schema.events import (
    FindTimeBody,
    FreeBusyList,
    ProcessTextBody,
    ProcessTextView,
    SlotList,
)
from threadline.bots.webhook.schema.queries import FreeBusyQuery
from threadline.calendar.event import FreeBusy, Knowledge
from threadline.calendar.freetime import MAX_RANGE
from threadline.calendar.port import Calendar, CalendarError
from threadline.core.access import BOOK, READ
from threadline.core.proposal import OPEN, Offer, Proposal, State
from threadline.core.understanding import Reading, understand
from threadline.storage.persons import new_id

endpoints = Endpoints("Calendar")

_PATH = "/api/v1/calendar"
_SEARCH = timedelta(days=14)
_NO_EVENT = "I could not read an event from this."


@endpoints.declare("GET", _PATH + "/free-busy", scope=READ, errors=(404, 422))
async def free_busy(call: Call, query: FreeBusyQuery) -> FreeBusyList:
    """When your calendars are busy.

    A calendar that could not be read is `unknown`, which is never to be taken for free.
    """
    start, end = asked_range(call, query.time_min, query.time_max)
    zone = read_zone(query.timezone) or call.zone
    asked = await _grouped(call, query.calendar_id)
    answers = await asyncio.gather(*(_busy(calendar, ids, start, end) for calendar, ids in asked))
    return FreeBusyList(calendars=[free_busy_view(each, zone) for answer in answers for each in answer])


@endpoints.declare("POST", _PATH + "/find-time", scope=READ, errors=(422,))
async def find_time(call: Call, body: FindTimeBody) -> SlotList:
    """Find times at which you are free, the best first. Without a range, the next 14 days are searched.

    `unknown` names calendars that could not be read, so those times may be taken.
    """
    zone = read_zone(body.timezone) or call.zone
    now = datetime.now(UTC)
    start, end = asked_range(call, body.time_min or now, body.time_max or (body.time_min or now) + _SEARCH)
    if end - start > MAX_RANGE:
        raise unprocessable("time_max", f"Free time is looked for in a range of up to {MAX_RANGE.days} days.")
    length = timedelta(minutes=body.duration_minutes)
    found = await call.services.agenda.free_slots(call.person, start=start, end=end, length=length, limit=body.limit)
    unknown = sorted({name for slot in found for name in slot.unknown})
    return SlotList(slots=[slot_view(slot, zone) for slot in found], unknown=unknown)


@endpoints.declare("POST", _PATH + "/process-text", scope=BOOK, errors=(404, 409, 422), headers=(IDEMPOTENCY_KEY,))
async def process_text(call: Call, body: ProcessTextBody) -> ProcessTextView:
    """Read an event out of text.

    The event waits as a proposal for `POST /api/v1/proposals/{id}/confirm`; `create_event` books it at once. `evidence`
    says which words each part was read from. Where no event could be read, `warnings` say what is missing.
    """
    key = _key(call, body)
    zone = read_zone(body.timezone) or call.zone
    await _require_bookable(call, body.calendar_id)
    reading = await asyncio.to_thread(understand, body.text, sent_at=datetime.now(UTC), zone=zone, event_wanted=True)
    offer = await call.services.engine.decisions.offer(call.person, reading)
    if offer is None:
        return _nothing(reading)
    decisions = call.services.engine.decisions
    proposal = await decisions.propose(call.person, offer, key=key, channel=NAME, calendar_id=body.calendar_id)
    if body.create_event and proposal.state in (*OPEN, State.BOOKING):
        proposal = await decisions.confirm(call.person, proposal.id, despite_conflicts=True)
    return _view(proposal, zone)


def _view(proposal: Proposal, zone: str) -> ProcessTextView:
    offer = proposal.offer
    return ProcessTextView(
        event=draft_view(offer.draft, event_id=proposal.event_id, calendar_id=proposal.calendar_id),
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


def _key(call: Call, body: ProcessTextBody) -> str:
    """What makes a retry the same proposal. The same key with another text is another one: nothing is dropped."""
    key = read_key(call)
    if key is None:
        return f"text-{new_id()}"
    return "text-" + sha256(f"{call.person.id}\n{key}\n{body.text}".encode()).hexdigest()


async def _require_bookable(call: Call, calendar_id: str | None) -> None:
    """Proposals are booked on one back end, the person's primary one."""
    if calendar_id is None:
        return
    calendar, _ = await chosen(call, calendar_id)
    primary, _ = await call.services.calendars.primary(call.person)
    if calendar.name != primary.name:
        raise unprocessable("calendar_id", f"Proposals are booked in the calendars of {primary.name}.")


async def _grouped(call: Call, wanted: Sequence[str]) -> list[tuple[Calendar, list[str]]]:
    """The calendars that are asked about, by back end. Raises `Problem` (404) for one the person does not have."""
    groups: dict[str, tuple[Calendar, list[str]]] = {}
    async for calendar, info in each_calendar(call):
        if not wanted or info.id in wanted:
            groups.setdefault(calendar.name, (calendar, []))[1].append(info.id)
    known = {calendar_id for _, ids in groups.values() for calendar_id in ids}
    if not set(wanted) <= known:
        raise not_found("calendar")
    return list(groups.values())


async def _busy(calendar: Calendar, ids: Sequence[str], start: datetime, end: datetime) -> Sequence[FreeBusy]:
    try:
        return await calendar.busy(ids, start, end)
    except CalendarError as error:
        return [FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=str(error)) for calendar_id in ids]

"""When people are busy, and when they could meet."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from threadline.bots.webhook.api.calendar_lookup import Listed, asked_range, chosen, each_calendar
from threadline.bots.webhook.api.message_submission import own_conversation, read_zone
from threadline.bots.webhook.compatibility.google_events import PRIMARY
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found, unprocessable
from threadline.bots.webhook.schema.events import FindTimeBody, FreeBusyList, FreeBusyView, SlotList
from threadline.bots.webhook.schema.queries import FreeBusyQuery
from threadline.bots.webhook.views.event_views import free_busy_view, full_id, slot_view
from threadline.calendar.event import FreeBusy, Knowledge
from threadline.calendar.free_slots import MAX_RANGE, clip, merge
from threadline.calendar.port import Calendar, CalendarError
from threadline.calendar.workday import Participant
from threadline.core.calendars.participants import Participants
from threadline.core.domain.scopes import READ

endpoints = Endpoints("Calendar")

_PATH = "/api/v1/calendar"
_SEARCH = timedelta(days=14)
_NOT_SEEN = "When they are busy cannot be seen from here."


@endpoints.declare("GET", _PATH + "/free-busy", scope=READ, errors=(404, 422))
async def free_busy(call: Call, query: FreeBusyQuery) -> FreeBusyList:
    """When your calendars are busy, and when other people are.

    What could not be read is `unknown`, which is never to be taken for free. Of other people only those stretches are
    told in which they are busy: of people of this service if they share that (the preference `share_busy`), of others
    as your own calendars show it.
    """
    start, end = asked_range(call, query.time_min, query.time_max)
    zone = read_zone(query.timezone) or call.zone
    own: Sequence[FreeBusyView] = ()
    if query.calendar_id or not query.addresses:
        wanted = [await _default(call) if each == PRIMARY else each for each in query.calendar_id]
        own = await _own(call, wanted, start, end, zone)
    return FreeBusyList(calendars=[*own, *await _others(call, query.addresses, start, end, zone)])


@endpoints.declare("POST", _PATH + "/find-time", scope=READ, errors=(404, 422))
async def find_time(call: Call, body: FindTimeBody) -> SlotList:
    """Find times at which you and others can meet, the best first. Without a range, the next 14 days are searched.

    Everybody's working hours, zone, holidays and buffers count, as far as they are known here. `unknown` names people
    and calendars that could not be read, so those times may be taken. A name without an address is looked for among
    those who write in `conversation_id`.
    """
    zone = read_zone(body.timezone) or call.zone
    now = datetime.now(UTC)
    start, end = asked_range(call, body.time_min or now, body.time_max or (body.time_min or now) + _SEARCH)
    if end - start > MAX_RANGE:
        raise unprocessable("time_max", f"Free time is looked for in a range of up to {MAX_RANGE.days} days.")
    if body.conversation_id is not None:
        await own_conversation(call, body.conversation_id)
    finding = call.services.calendars.meeting_finder
    invitees = await finding.invitees(call.person, body.participants, conversation_id=body.conversation_id)
    found = await finding.slots(
        call.person,
        invitees,
        start=start,
        end=end,
        length=timedelta(minutes=body.duration_minutes),
        between=_between(body),
        zone=zone,
        limit=body.limit,
    )
    unknown = sorted({name for slot in found for name in slot.unknown})
    return SlotList(slots=[slot_view(slot, zone) for slot in found], unknown=unknown)


async def _default(call: Call) -> str:
    """The full id of the calendar that the caller's events go to. Raises `CalendarError`."""
    calendar, calendar_id = await chosen(call, PRIMARY)
    return full_id(calendar.name, calendar_id)


async def _own(call: Call, wanted: Sequence[str], start: datetime, end: datetime, zone: str) -> list[FreeBusyView]:
    """The caller's own calendars. Raises `Problem` (404) for one they do not have."""
    listed = await each_calendar(call)
    asked = [(each, ids) for each in listed if (ids := _asked_of(each, wanted))]
    known = {name for each, ids in asked for one in ids for name in (one, full_id(each.calendar.name, one))}
    if not set(wanted) <= known:
        raise next((each.problem for each in listed if each.problem), not_found("calendar"))
    answers = await asyncio.gather(*(_busy(each.calendar, ids, start, end) for each, ids in asked))
    views = [
        free_busy_view(answer, zone, calendar_id=full_id(each.calendar.name, answer.calendar_id))
        for (each, _), found in zip(asked, answers, strict=True)
        for answer in found
    ]
    unread = [
        FreeBusy(each.calendar.name, Knowledge.UNKNOWN, reason=str(each.problem)) for each in listed if each.problem
    ]
    return [*views, *(free_busy_view(each, zone) for each in unread if not wanted)]


def _asked_of(each: Listed, wanted: Sequence[str]) -> list[str]:
    """The calendars of a back end that are asked about: all, where none is named."""
    name = each.calendar.name
    return [info.id for info in each.infos if not wanted or info.id in wanted or full_id(name, info.id) in wanted]


async def _busy(calendar: Calendar, ids: Sequence[str], start: datetime, end: datetime) -> Sequence[FreeBusy]:
    try:
        return await calendar.busy(ids, start, end)
    except CalendarError as error:
        return [FreeBusy(calendar_id, Knowledge.UNKNOWN, reason=str(error)) for calendar_id in ids]


async def _others(
    call: Call, addresses: Sequence[str], start: datetime, end: datetime, zone: str
) -> list[FreeBusyView]:
    """Other people, each address answered once; the caller's own address is their own calendars."""
    if not addresses:
        return []
    participants = _participants(call)
    asked = list(dict.fromkeys(address.lower() for address in addresses))
    invitees = await participants.named(call.person, asked)
    me, *others = await participants.of(call.person, invitees, start, end)
    known = {(invitee.email or invitee.name).lower(): who for invitee, who in zip(invitees, others, strict=True)}
    mine = (call.person.email or "").lower()
    found = [(address, known.get(address, me if address == mine else None)) for address in asked]
    return [free_busy_view(_told(address, who, start, end), zone) for address, who in found]


def _told(address: str, who: Participant | None, start: datetime, end: datetime) -> FreeBusy:
    """What may be told of somebody: stretches, all calendars in one, and no reason that names one."""
    if who is None or who.unknown:
        return FreeBusy(address, Knowledge.UNKNOWN, reason=_NOT_SEEN)
    stretches = merge(each for answer in who.free_busy for each in answer.busy)
    return FreeBusy(address, Knowledge.KNOWN, tuple(clip(stretches, start, end)))


def _between(body: FindTimeBody) -> tuple[time, time]:
    """The part of the day that is wanted; the same time twice is all of it."""
    after = time.fromisoformat(body.not_before) if body.not_before else time()
    before = time.fromisoformat(body.not_after) if body.not_after else time()
    if body.not_before and body.not_after and after >= before:
        raise unprocessable("not_after", "The day would end before it starts.")
    return after, before


def _participants(call: Call) -> Participants:
    of, people = call.services.calendars, call.services.people.directory
    return Participants(people=people, calendars=of.registry, agenda=of.agenda, preferences_of=of.preferences_of)

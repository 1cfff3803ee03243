"""What answers took and cost, the limits that apply, and what a person did."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from threadline.bots.webhook.api.activity import recent
from threadline.bots.webhook.api.event_bodies import shown_in
from threadline.bots.webhook.api.limit_status import limits_of
from threadline.bots.webhook.api.usage_reports import Period, cost_report, usage_report
from threadline.bots.webhook.http.authentication import require_scope
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import unprocessable
from threadline.bots.webhook.schema.queries import PageQuery
from threadline.bots.webhook.schema.usage import ActivityList, CostReport, UsageQuery, UsageReport
from threadline.core.domain.scopes import ADMIN, READ
from threadline.storage.usage import Tally

endpoints = Endpoints("Usage")

LONGEST = timedelta(days=370)
_PATH = "/api/v1/usage"
_USUAL_DAYS = 30
_EVERYBODY = "all"


@endpoints.declare("GET", _PATH, scope=READ, errors=(422,))
async def usage(call: Call, query: UsageQuery) -> UsageReport:
    """What your answers took, per day, provider, model and channel, and the limits that apply to you.

    Days are those of your zone. It reaches as far back as your conversations are kept. With the scope `admin`, `person`
    is anybody's id, or `all`.
    """
    period = _period(call, query)
    return usage_report(period, await _tallies(call, query, period), await limits_of(call), query.group_by)


@endpoints.declare("GET", _PATH + "/costs", scope=READ, errors=(422,))
async def costs(call: Call, query: UsageQuery) -> CostReport:
    """What your answers cost, per day, provider and model.

    Requests whose price is unknown are counted in `unpriced_requests`: they are not in `cost_usd`, and were not free.
    """
    period = _period(call, query)
    return cost_report(period, await _tallies(call, query, period), query.group_by)


@endpoints.declare("GET", "/api/v1/activity", scope=READ, errors=(422,))
async def activity(call: Call, query: PageQuery) -> ActivityList:
    """Your recent answers and actions, the newest first."""
    return await recent(call, query)


async def _tallies(call: Call, query: UsageQuery, period: Period) -> list[Tally]:
    """What was counted of what is asked for. Raises `Problem` (403)."""
    if query.person not in (None, call.person.id):
        require_scope(call.caller, ADMIN)
    person = None if query.person == _EVERYBODY else query.person or call.person.id
    found = await call.services.models.usage.tallies(person, period.bounds)
    return [
        tally for tally in found if query.provider in (None, tally.provider) and query.channel in (None, tally.channel)
    ]


def _period(call: Call, query: UsageQuery) -> Period:
    """The time that was asked for, cut at each midnight of the caller's zone. Raises `Problem` (422)."""
    zone = ZoneInfo(call.zone)
    tomorrow = _midnight(datetime.now(zone).date() + timedelta(days=1), zone)
    until = shown_in(query.time_max or tomorrow, call.zone, "time_max")
    last = (until - timedelta(microseconds=1)).date()
    since = query.time_min or _midnight(last - timedelta(days=_USUAL_DAYS - 1), zone)
    since = shown_in(since, call.zone, "time_min")
    if until.astimezone(UTC) <= since.astimezone(UTC):
        raise unprocessable("time_max", "The range ends before it starts.")
    if until.astimezone(UTC) - since.astimezone(UTC) > LONGEST:
        raise unprocessable("time_max", f"A range is up to {LONGEST.days} days long.")
    days = [since.date() + timedelta(days=number) for number in range((last - since.date()).days + 1)]
    return Period(zone.key, [since, *(_midnight(day, zone) for day in days[1:]), until], days)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)

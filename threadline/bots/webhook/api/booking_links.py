"""Booking links: making, listing, changing and ending them. Their page is `pages/booking_page`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.cursors import cut, read_cursor, write_cursor
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import unprocessable
from threadline.bots.webhook.http.idempotency import IDEMPOTENCY_KEY, read_key
from threadline.bots.webhook.schema.booking_links import (
    WEEKDAYS,
    BookingLinkBody,
    BookingLinkChanges,
    BookingLinkList,
    BookingLinkView,
    HostAnswer,
    HostedLinkList,
)
from threadline.bots.webhook.schema.queries import PageQuery
from threadline.bots.webhook.views.booking_link_views import booking_link_view, hosted_link_view
from threadline.core.appointments.booking_link import Question, Terms
from threadline.core.appointments.booking_links import LinkChanged
from threadline.core.domain.scopes import BOOK, READ
from threadline.storage.persons import new_id

endpoints = Endpoints("Booking links")

_PATH = "/api/v1/booking-links"
_ONE = _PATH + "/{link_id}"
_HOSTED = "/api/v1/hosted-links"
_MINUTES = {"duration_minutes": "length", "buffer_minutes": "buffer", "notice_minutes": "notice"}
_SAME = ("title", "location", "meeting_link", "days_ahead", "per_day", "time_min", "time_max", "any_host")


@endpoints.declare("POST", _PATH, scope=BOOK, status=201, errors=(422,), headers=(IDEMPOTENCY_KEY,))
async def create(call: Call, body: BookingLinkBody) -> BookingLinkView:
    """Make a booking link: whoever has its `url` can book one of your free times on a page without an account.

    Making it is your permission: what is chosen within its terms is booked without a further click, where all calendars
    are known to be free at that moment; you are told of it. Nobody sees what stands in your calendar.
    """
    given = body.model_dump(exclude_unset=True)
    terms = _terms(Terms(), given)
    _require_later("expires_at", body.expires_at)
    lifetime = body.expires_at - datetime.now(UTC) if body.expires_at is not None else None
    key = read_key(call) or new_id()
    made = await call.services.appointments.links.make(
        call.person, terms, key=f"api:{key}", single_use=body.single_use, lifetime=lifetime
    )
    return booking_link_view(made, call.zone)


@endpoints.declare("GET", _PATH, scope=READ, errors=(422,))
async def list_all(call: Call, query: PageQuery) -> BookingLinkList:
    """List your booking links, the newest first, those that are over as well."""
    before = read_cursor(query.page_token)
    links = call.services.appointments.links
    page, last = cut(await links.of_person(call.person.id, limit=query.limit + 1, before=before), query.limit)
    return BookingLinkList(
        booking_links=[booking_link_view(each, call.zone) for each in page],
        next_page=write_cursor((last.created_at, last.id)) if last else None,
    )


@endpoints.declare("GET", _ONE, scope=READ)
async def get(call: Call, link_id: str) -> BookingLinkView:
    """Read a booking link as it stands now."""
    return booking_link_view(await call.services.appointments.links.get(call.person.id, link_id), call.zone)


@endpoints.declare("PATCH", _ONE, scope=BOOK, errors=(409, 422))
async def change(call: Call, link_id: str, body: BookingLinkChanges) -> BookingLinkView:
    """Change the terms of a booking link, or when it expires. What was booked by it stays as it is."""
    links = call.services.appointments.links
    link = await links.get(call.person.id, link_id)
    if body.version not in (None, link.version):
        raise LinkChanged("This booking link has changed since; read it again.")
    given = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    _require_later("expires_at", body.expires_at)
    changed = await links.change(
        link, call.person, _terms(link.terms, given), expires_at=body.expires_at or link.expires_at
    )
    return booking_link_view(changed, call.zone)


@endpoints.declare("POST", _ONE + "/close", scope=BOOK, errors=(409,))
async def close(call: Call, link_id: str) -> BookingLinkView:
    """End a booking link: nothing more can be chosen by it. What was booked stays; closing twice is once."""
    links = call.services.appointments.links
    return booking_link_view(await links.close(await links.get(call.person.id, link_id)), call.zone)


@endpoints.declare("GET", _HOSTED, scope=READ)
async def list_hosted(call: Call) -> HostedLinkList:
    """List the booking links of others that you were asked to be a host of, and whether you have agreed."""
    asked = await call.services.appointments.links.asked_of(call.person.id)
    return HostedLinkList(hosted_links=[hosted_link_view(each) for each in asked])


@endpoints.declare("POST", _HOSTED + "/{link_id}", scope=BOOK, status=204, errors=(422,))
async def agree(call: Call, link_id: str, body: HostAnswer) -> None:
    """Agree to be a host of somebody's booking link, or take that back.

    While you agree, what is chosen by the link may be booked in your calendar as a meeting of yours, without a click:
    within the link's terms, and only where all of your calendars are known to be free.
    """
    await call.services.appointments.links.agree(call.person, link_id, agreed=body.agreed)


def _terms(before: Terms, given: Mapping[str, Any]) -> Terms:
    """The terms with what was given. Raises `Problem` (422)."""
    values: dict[str, Any] = {name: given[name] for name in _SAME if name in given}
    values |= {mine: timedelta(minutes=given[name]) for name, mine in _MINUTES.items() if name in given}
    if "questions" in given:
        values["questions"] = tuple(Question(each["text"], each.get("required", False)) for each in given["questions"])
    if "hosts" in given:
        values["hosts"] = tuple(dict.fromkeys(host.lower() for host in given["hosts"]))
    if given.get("weekdays"):
        values["weekdays"] = frozenset(WEEKDAYS.index(day) for day in given["weekdays"])
    if given.get("not_before") or given.get("not_after"):
        values["hours"] = _hours(given)
    terms = replace(before, **values)
    if terms.time_min is not None and terms.time_max is not None and terms.time_min >= terms.time_max:
        raise unprocessable("time_max", "The range would end before it starts.")
    return terms


def _hours(given: Mapping[str, Any]) -> tuple[time, time]:
    if not (given.get("not_before") and given.get("not_after")):
        raise unprocessable("not_after", "Both ends of the day are given, or neither.")
    after, before = time.fromisoformat(given["not_before"]), time.fromisoformat(given["not_after"])
    if after >= before:
        raise unprocessable("not_after", "The day would end before it starts.")
    return after, before


def _require_later(field: str, moment: datetime | None) -> None:
    if moment is not None and moment <= datetime.now(UTC):
        raise unprocessable(field, "That time is over already.")

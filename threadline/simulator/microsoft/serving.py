"""What all of Graph's addresses share: who calls, with which body, and how an operation's answer is sent."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiohttp import web

from threadline.simulator.calendars.consent import Consent
from threadline.simulator.calendars.faults import Faults
from threadline.simulator.microsoft.refusals import Refusal
from threadline.simulator.microsoft.requests import check_request

Json = dict[str, Any]
T = TypeVar("T")


def served(
    faults: Faults,
    name: str,
    called: Callable[[web.Request], T],
    operation: Callable[[web.Request, T], Awaitable[Json]],
    *,
    empty: int = 204,
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """An operation as a handler: its caller is known, its request checked; `empty` is the status without a body."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            caller = called(request)
            check_request(name, request.query, await body_of(request) if request.can_read_body else None)
            found = await operation(request, caller)
        except Refusal as refusal:
            return web.json_response(refusal.body, status=refusal.status)
        if not found:
            return web.Response(status=empty)
        return web.json_response(found, status=201 if name.endswith(".create") else 200)

    async def handle(request: web.Request) -> web.StreamResponse:
        return await faults.served(name, request, answer)

    return handle


def address_of(consent: Consent, request: web.Request, scope: str, *, denied: str) -> str:
    """Whose token it is, which must be for that scope. Raises `Refusal`, with the code `denied` for another scope."""
    grant = consent.holder(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if grant is None:
        raise Refusal(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.")
    if scope not in grant.scopes:
        raise Refusal(403, denied, "Access is denied. Check credentials and try again.")
    return grant.address


async def body_of(request: web.Request) -> Json:
    """The JSON object that was sent. Raises `Refusal`."""
    try:
        body = await request.json()
    except json.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "BadRequest", "Unable to read JSON request payload.")
    return body

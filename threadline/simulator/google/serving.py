"""What all of Google's addresses share: who calls, with which body, and how an operation's answer is sent."""

import json
from collections.abc import Awaitable, Callable, Collection
from typing import Any, TypeVar

from aiohttp import web

from threadline.simulator.calendars.consent import Consent
from threadline.simulator.calendars.faults import Faults
from threadline.simulator.google.discovery import check_request
from threadline.simulator.google.refusals import Refusal

Json = dict[str, Any]
T = TypeVar("T")


def served(
    faults: Faults,
    name: str,
    called: Callable[[web.Request], T],
    operation: Callable[[web.Request, T], Awaitable[Json]],
    *,
    api: str = "calendar.v3",
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """An operation as a handler: its caller is known, its request checked against the discovery document of `api`."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            caller = called(request)
            check_request(name, request.query, await body_of(request) if request.can_read_body else None, api=api)
            found = await operation(request, caller)
        except Refusal as refusal:
            return web.json_response(refusal.body, status=refusal.status, headers=refusal.headers)
        if not found:
            return web.Response(status=204)
        return web.json_response(found, headers={"ETag": found["etag"]} if "etag" in found else {})

    async def handle(request: web.Request) -> web.StreamResponse:
        return await faults.served(name, request, answer)

    return handle


def address_of(consent: Consent, request: web.Request, scopes: Collection[str]) -> str:
    """Whose token it is, which must be for one of the scopes. Raises `Refusal`."""
    grant = consent.holder(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if grant is None:
        raise Refusal(401, "authError", "Request had invalid authentication credentials.")
    if not set(scopes) & set(grant.scopes):
        wanted = " ".join(sorted(scopes))
        challenge = f'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="{wanted}"'
        words = "Request had insufficient authentication scopes."
        raise Refusal(403, "insufficientPermissions", words, {"WWW-Authenticate": challenge})
    return grant.address


async def body_of(request: web.Request) -> Json:
    """The JSON object that was sent. Raises `Refusal`."""
    try:
        body = await request.json()
    except json.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "parseError", "Parse Error")
    return body

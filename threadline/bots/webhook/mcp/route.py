"""The door of other assistants: `POST /mcp`, streamable HTTP of the Model Context Protocol, with the API's tokens."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from threadline import __version__
from threadline.bots.webhook.http.authentication import ANY, COOKIE, admit
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.cors import fits
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.http.middleware import names_this_machine
from threadline.bots.webhook.http.request_parsing import read_json, refuse_token_in_address
from threadline.bots.webhook.mcp.protocol import (
    DISCOVER,
    INVALID_REQUEST,
    NO_METHOD,
    PARSE_ERROR,
    REVISIONS,
    VERSION_HEADER,
    RpcError,
    RpcRequest,
    read_request,
    revision_of,
)
from threadline.bots.webhook.mcp.tool_calls import listed, run

_INSTRUCTIONS = (
    "Threadline keeps this person's calendars. Its tools look things up and propose; nothing is booked, changed or "
    "cancelled by them. A proposal answers with the address of a card: give it to the person, who decides there with a "
    "click, and never say that something is booked. Times are given as words (“next Thursday 3–4:30pm”), read "
    "in the person's time zone: pass on the person's own words rather than dates you worked out. Name people only if "
    "the person did. References of events and times (e1-…, s1-…) can be used for an hour."
)


async def serve(request: web.Request) -> web.Response:
    """Answer one message. Raises `Problem`."""
    refuse_token_in_address(request)
    call = Call(request)
    _require_origin(call)
    if COOKIE in request.cookies and "Authorization" not in request.headers and "X-API-Token" not in request.headers:
        raise Problem(403, "This door takes tokens only, not the console's session.")
    await admit(request, ANY)
    try:
        _require_accepted(request)
        message = read_request(await _body(request))
        if message.method is None or message.id is None:
            return web.Response(status=202)
        return _json(message.result(await _answer(call, message)))
    except RpcError as error:
        return _json(error.body(), status=error.status)


async def _answer(call: Call, message: RpcRequest) -> Mapping[str, Any]:
    try:
        _require_revision(call.request, message)
        match message.method:
            case "initialize":
                return _welcome(message.params)
            case "ping":
                return {}
            case "tools/list":
                return {"tools": listed(call)}
            case "tools/call":
                return await run(call, message.params)
        raise RpcError(NO_METHOD, "There is no such method here.")
    except RpcError as error:
        error.request_id = message.id
        raise


def _welcome(params: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "protocolVersion": revision_of(params.get("protocolVersion")),
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": "threadline", "title": "Threadline", "version": __version__},
        "instructions": _INSTRUCTIONS,
    }


async def _body(request: web.Request) -> Any:
    try:
        return await read_json(request)
    except Problem as problem:
        if problem.status != 400:
            raise
        said = problem.details[0].message if problem.details else problem.error
        raise RpcError(PARSE_ERROR, f"{said}.", status=400) from None


def _require_origin(call: Call) -> None:
    """Refuse what a page of another site has a browser send: programs send no origin, browsers do with every POST.

    The name that was asked for counts only where it is this machine's, since others can be pointed here by anybody.
    """
    origin, settings = call.request.headers.get("Origin"), call.services.settings
    if origin is None or any(fits(origin, each) for each in settings.allow_origins if each != ANY):
        return
    known = {f"{part.scheme}://{part.netloc}" for part in (urlsplit(settings.base_url or ""),) if part.netloc}
    if names_this_machine(call.request.url.raw_host or ""):
        known.add(f"{call.request.scheme}://{call.request.host}")
    if origin not in known:
        raise Problem(403, "Pages of this site may not call. THREADLINE_ALLOW_ORIGINS names those that may.")


def _require_accepted(request: web.Request) -> None:
    accepted = [each.partition(";")[0].strip() for each in request.headers.get("Accept", "*/*").split(",")]
    if not {"application/json", "application/*", "*/*"} & set(accepted):
        raise RpcError(INVALID_REQUEST, "Answers are application/json: accept that.", status=406)


def _require_revision(request: web.Request, message: RpcRequest) -> None:
    revision = request.headers.get(VERSION_HEADER)
    if revision is None or revision in REVISIONS or message.method in ("initialize", DISCOVER):
        return
    known = ", ".join(REVISIONS)
    raise RpcError(INVALID_REQUEST, f"This revision of the protocol is not spoken here, only {known}.", status=400)


def _json(body: Mapping[str, Any], *, status: int = 200) -> web.Response:
    return web.Response(status=status, text=json.dumps(body, ensure_ascii=False), content_type="application/json")

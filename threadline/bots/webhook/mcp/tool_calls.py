"""The tools as the protocol lists and calls them. Acts answer with the address of the card, never with a booking."""

from collections.abc import Mapping, Sequence
from typing import Any

from threadline.bots.webhook.http.call import NAME, Call
from threadline.bots.webhook.http.errors import Problem
from threadline.bots.webhook.mcp.protocol import INVALID_PARAMS, RpcError
from threadline.calendar.port import CalendarError
from threadline.core.channels.card_status import state_of
from threadline.core.channels.formatting import when_label
from threadline.core.domain.proposal import DecisionError, Proposal
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.interactions.refusals import refusal
from threadline.core.tools.client_calls import Called, Client
from threadline.providers.port import ToolSpec

_KEY = "request_id"
_LONGEST_KEY = 200
_KEY_SCHEMA = {
    "type": "string",
    "description": "An id of your own for this request, at most 200 characters. The same id makes one card, however "
    "often you call; another request needs another id.",
}


def listed(call: Call) -> list[dict[str, Any]]:
    """The tools that this token may call, sorted by name."""
    calls, scopes = call.services.conversations.client_calls, call.caller.token.scopes
    return [_tool(spec, acts=calls.acts(spec.name)) for spec in calls.specs if _scope(call, spec.name) in scopes]


async def run(call: Call, params: Mapping[str, Any]) -> dict[str, Any]:
    """Call a tool. Raises `RpcError`, `Problem` (403)."""
    calls, name = call.services.conversations.client_calls, params.get("name")
    spec = next((each for each in calls.specs if each.name == name), None)
    if spec is None:
        raise RpcError(INVALID_PARAMS, "There is no such tool. Ask tools/list for those there are.")
    _require(call, _scope(call, spec.name))
    arguments = params.get("arguments") or {}
    if not isinstance(arguments, dict):
        raise RpcError(INVALID_PARAMS, "The arguments are an object.")
    key = _key(arguments) if calls.acts(spec.name) else None
    given = {name: value for name, value in arguments.items() if name != _KEY or not calls.acts(spec.name)}
    client = Client(call.person, call.caller.token.id, NAME)
    try:
        called = await calls.run(client, spec.name, {**dict.fromkeys(_optional(spec)), **given}, key=key)
    except (CalendarError, DecisionError) as error:
        called = Called(refusal(error), failed=True)
    return _result(call, called)


def _tool(spec: ToolSpec, *, acts: bool) -> dict[str, Any]:
    properties, optional = dict(spec.parameters["properties"]), _optional(spec)
    schema = {
        **spec.parameters,
        "properties": {**properties, _KEY: _KEY_SCHEMA} if acts else properties,
        "required": [name for name in properties if name not in optional],
    }
    hints = {"readOnlyHint": not acts, "destructiveHint": False, "openWorldHint": False}
    return {"name": spec.name, "description": spec.description, "inputSchema": schema, "annotations": hints}


def _optional(spec: ToolSpec) -> Sequence[str]:
    """What may be left out: it is null then."""
    properties: Mapping[str, Mapping[str, Any]] = spec.parameters["properties"]
    return [name for name, schema in properties.items() if {"type": "null"} in schema.get("anyOf", ())]


def _scope(call: Call, name: str) -> str:
    return WRITE if call.services.conversations.client_calls.acts(name) else READ


def _require(call: Call, scope: str) -> None:
    if scope in call.caller.token.scopes:
        return
    raise Problem(
        403,
        f"This token may not do that: it lacks the scope {scope!r}.",
        headers={"WWW-Authenticate": f'Bearer realm="threadline", error="insufficient_scope", scope="{scope}"'},
    )


def _key(arguments: Mapping[str, Any]) -> str | None:
    key = arguments.get(_KEY)
    if key is None:
        return None
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_KEY:
        raise RpcError(INVALID_PARAMS, f"The {_KEY} is a text of 1 to {_LONGEST_KEY} characters.")
    return key


def _result(call: Call, called: Called) -> dict[str, Any]:
    lines = [called.text] if called.text else []
    cards = [{"proposal_id": each.id, "url": _address(call, each)} for each in called.proposals]
    for proposal, card in zip(called.proposals, cards, strict=True):
        if not called.text:
            lines.append(_before(call, proposal))
        lines.append(f"Give the person this address, where they look at the card and decide: {card['url']}")
    result: dict[str, Any] = {"content": [{"type": "text", "text": "\n".join(lines)}], "isError": called.failed}
    return {**result, "structuredContent": {"cards": cards}} if cards else result


def _before(call: Call, proposal: Proposal) -> str:
    """What a card says that an earlier call with the same id has made."""
    draft = proposal.offer.draft
    return (
        f"This {_KEY} made a card before: {draft.title}, {when_label(draft, call.zone)}; it is {state_of(proposal)} "
        f"now. No other was made. If you mean something else, call again with another {_KEY}."
    )


def _address(call: Call, proposal: Proposal) -> str:
    return f"{call.address}/cards/{proposal.id}"

"""The arguments of a Web API call, however they came: query string, form or JSON."""

import json
from typing import Any

from aiohttp import web

from threadline.simulator.slack.faults import SlackFault

Json = dict[str, Any]


class Arguments:
    """Typed access to what was sent. Forms carry structures as JSON text; both forms read the same here."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def text(self, name: str) -> str:
        """A text that must be there. Raises `SlackFault`."""
        value = self.values.get(name)
        if value is None or value == "":
            raise SlackFault("invalid_arguments", response_metadata={"messages": [f"[ERROR] missing {name}"]})
        return str(value)

    def maybe(self, name: str) -> str | None:
        """A text, or None."""
        value = self.values.get(name)
        return None if value is None or value == "" else str(value)

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.maybe(name)
        return int(value) if value else default

    def flag(self, name: str) -> bool:
        """True for `true` and `1`, as text or not."""
        return str(self.values.get(name, "")).lower() in ("true", "1")

    def structure(self, name: str) -> Any:
        """A JSON structure, or None. Raises `SlackFault` for text that is no JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise SlackFault("invalid_arguments") from None


async def read_arguments(request: web.Request) -> Arguments:
    """Query string and body of a call together. Raises `SlackFault`."""
    values: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise SlackFault("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackFault("json_not_object")
        values.update(body)
    else:
        values.update(await request.post())
    return Arguments(values)


def bearer(request: web.Request, arguments: Arguments) -> str:
    """The token of a call: the header, or the argument `token`."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") if header.startswith("Bearer ") else arguments.maybe("token") or ""

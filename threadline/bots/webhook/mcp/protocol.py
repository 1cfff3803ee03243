"""The part of the Model Context Protocol that is spoken here: JSON-RPC 2.0 over single POSTs, and no sessions.

Revisions up to 2025-11-25 begin with a handshake, and any other request may follow it or stand alone. A client of the
revision without a handshake asks `server/discover` first; it is told that there is no such method, and shakes hands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REVISIONS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
"""Those that begin with a handshake, the newest last."""

VERSION_HEADER = "MCP-Protocol-Version"
DISCOVER = "server/discover"

PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602

Id = str | int


class RpcError(Exception):
    """A request that is refused; `status` is that of the HTTP answer."""

    def __init__(self, code: int, message: str, *, status: int = 200, request_id: Id | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.request_id = request_id

    def body(self) -> dict[str, Any]:
        """The answer."""
        return {"jsonrpc": "2.0", "id": self.request_id, "error": {"code": self.code, "message": self.message}}


@dataclass(frozen=True, slots=True)
class RpcRequest:
    """One message of a client; without `id` it wants no answer."""

    method: str | None
    params: Mapping[str, Any]
    id: Id | None = None

    def result(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The answer."""
        return {"jsonrpc": "2.0", "id": self.id, "result": value}


def read_request(body: Any) -> RpcRequest:
    """The message in a body. Raises `RpcError`."""
    if isinstance(body, list):
        raise _invalid("Batches are not taken: send one message at a time.")
    if not isinstance(body, dict) or body.get("jsonrpc") != "2.0":
        raise _invalid("This is no JSON-RPC 2.0 message.")
    request_id = body.get("id")
    if "id" in body and (isinstance(request_id, bool) or not isinstance(request_id, str | int)):
        raise _invalid("The id of a request is a string or a whole number.")
    method, params = body.get("method"), body.get("params", {})
    if method is None and ("result" in body or "error" in body):
        return RpcRequest(None, {})  # an answer to a question that this server never asks
    if not isinstance(method, str):
        raise _invalid("A message has a method.", request_id)
    if not isinstance(params, dict):
        raise RpcError(INVALID_PARAMS, "The params are an object.", status=400, request_id=request_id)
    return RpcRequest(method, params, request_id)


def revision_of(wanted: object) -> str:
    """The revision to speak with a client: the one it wants where it is spoken here, else our newest."""
    return wanted if isinstance(wanted, str) and wanted in REVISIONS else REVISIONS[-1]


def _invalid(message: str, request_id: Id | None = None) -> RpcError:
    return RpcError(INVALID_REQUEST, message, status=400, request_id=request_id)

"""What the services refuse, in their words, and what they sign so that nobody can make it up."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

_NAME = re.compile(r"[a-zA-Z0-9_.-]{1,64}")


class Refusal(Exception):
    """A request that the service does not take."""

    def __init__(self, message: str, *, status: int = 400, code: str | None = None, param: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.param = param


def signed(text: str) -> str:
    """The signature of reasoning: only what the service made itself has the right one."""
    return "sig" + hashlib.sha256(f"secret of the service\0{text}".encode()).hexdigest()


def check_names(names: Iterable[str]) -> None:
    """Tools need names of their own, of letters, digits, underscores and hyphens."""
    seen: set[str] = set()
    for name in names:
        if not _NAME.fullmatch(name or ""):
            raise Refusal(f"Invalid tool name: {name!r}")
        if name in seen:
            raise Refusal("tools: Tool names must be unique.")
        seen.add(name)


def check_schema(schema: Any, name: str, *, strict: bool, param: str = "tools") -> None:
    """A schema of arguments: an object, and in strict mode closed and with all it has required, at each level."""
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        said = f"Invalid schema for function '{name}': schema must be of 'type: \"object\"'."
        raise Refusal(said, code="invalid_function_parameters", param=param)
    if strict:
        _check_strict(schema, name, param)


def _check_strict(schema: Any, name: str, param: str) -> None:
    if isinstance(schema, list):
        for part in schema:
            _check_strict(part, name, param)
    if not isinstance(schema, Mapping):
        return
    if schema.get("type") == "object" or isinstance(schema.get("properties"), Mapping):
        said = f"Invalid schema for function '{name}': In context=(), "
        if schema.get("additionalProperties") is not False:
            said += "'additionalProperties' is required to be supplied and to be false."
            raise Refusal(said, code="invalid_function_parameters", param=param)
        if set(schema.get("required", ())) != set(schema.get("properties", {})):
            said += "'required' is required to be supplied and to be an array including every key in properties."
            raise Refusal(said, code="invalid_function_parameters", param=param)
    for part in schema.values():
        _check_strict(part, name, param)

"""Requests that Graph's models do not have are refused, as Graph does."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from threadline.simulator.microsoft.refusals import Refusal
from threadline.simulator.microsoft.schema import (
    BODIES,
    COLLECTIONS,
    ONLY_CREATED,
    PRIMITIVES,
    QUERIES,
    REQUIRED,
    TYPES,
    Type,
)

Json = dict[str, Any]

_LONGEST = 255


def check_request(operation: str, query: Mapping[str, str], body: Json | None) -> None:
    """Raise `Refusal` (400) for what the models do not have. `operation` is as `events.create`."""
    for name in query:
        if name not in QUERIES.get(operation, frozenset()):
            raise Refusal(400, "ErrorInvalidUrlQuery", f"The query option '{name}' is not allowed here.")
    kind = BODIES.get(operation)
    if kind is None:
        if body:
            raise Refusal(400, "BadRequest", "This operation takes no body.")
        return
    faults = list(_object_faults(kind, body, kind))
    fixed = frozenset() if operation.endswith(".create") else ONLY_CREATED
    faults += [f"{name} cannot be changed" for name in fixed & set(body or ())]
    for fault in faults:
        raise Refusal(400, "RequestBodyRead", fault)


def _faults(kind: Type, value: Any, at: str) -> Iterator[str]:
    """What is wrong with a value; null takes a property away, and is never wrong."""
    if value is None:
        return
    if isinstance(kind, frozenset):
        if value not in kind:
            yield f"{at}: {value!r} is none of its values"
    elif kind.endswith("[]"):
        if not isinstance(value, list):
            yield f"{at} is no collection"
            return
        for number, each in enumerate(value):
            yield from _faults(kind.removesuffix("[]"), each, f"{at}[{number}]")
    elif kind in PRIMITIVES:
        if not _is_primitive(kind, value):
            yield f"{at} is no {kind}"
    else:
        yield from _object_faults(kind, value, at)


def _object_faults(kind: str, value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at} is no {kind}"
        return
    known = TYPES[kind]
    for name, each in value.items():
        if name not in known:
            yield f"The property '{name}' does not exist on type 'microsoft.graph.{kind}', or is read-only"
        elif (kind, name) in COLLECTIONS:
            several = each if isinstance(each, list) else [object()]
            for number, one in enumerate(several):
                yield from _faults(known[name], one if isinstance(one, str) else "", f"{at}.{name}[{number}]")
        else:
            yield from _faults(known[name], each, f"{at}.{name}")
    for name in sorted(REQUIRED.get(kind, frozenset()) - set(value)):
        yield f"{at} has no {name}"


def _is_primitive(kind: str, value: Any) -> bool:
    match kind:
        case "truth":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "moment" | "local" | "date":
            return isinstance(value, str) and _is_time(kind, value)
        case _:
            return isinstance(value, str) and (kind != "text255" or len(value) <= _LONGEST)


def _is_time(kind: str, value: str) -> bool:
    try:
        if kind == "date":
            return date.fromisoformat(value) is not None
        return (datetime.fromisoformat(value).tzinfo is not None) is (kind == "moment") and "T" in value
    except ValueError:
        return False

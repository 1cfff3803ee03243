"""Reading a request: its body, its query and its path, each checked by the model that documents it."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar, get_origin

from aiohttp import web
from pydantic import BaseModel, ValidationError

from threadline.bots.webhook.http.errors import Problem, invalid, of_validation
from threadline.bots.webhook.schema.base import Body

M = TypeVar("M", bound=BaseModel)

BODY_SECONDS = 30.0
_LONGEST_ID = 1024
_WHOLE_BELOW = 2**53
_TOKEN_NAMES = frozenset({"token", "api_key", "apikey", "api-key", "access_token", "x-api-token", "x_api_token"})


async def read_body(request: web.Request, model: type[M]) -> M:
    """The JSON body as `model`. No body at all is an empty object. Raises `Problem` (400, 408, 413, 415)."""
    raw = await _read(request)
    if raw:
        _require_json(request)
    try:
        return model.model_validate_json(_understood(model, raw or b"{}"), strict=True)
    except ValidationError as error:
        raise of_validation(error) from None


async def read_json(request: web.Request) -> Any:
    """The JSON body, whatever it is. Raises `Problem` (400, 408, 413, 415)."""
    _require_json(request)
    return _plain_json(await _read(request))


def read_query(request: web.Request, model: type[M] | None) -> M | None:
    """The query as `model`; without one, there must be none. Raises `Problem` (400)."""
    given = _query_values(request, model)
    if model is None:
        if given:
            raise invalid(next(iter(given)), "There is no such parameter")
        return None
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise of_validation(error) from None


def read_path(request: web.Request) -> Mapping[str, str]:
    """The ids in the path. One that no id looks like is that of nothing: raises `Problem` (404)."""
    for value in request.match_info.values():
        if not value.isprintable() or len(value) > _LONGEST_ID:
            raise Problem(404, "There is nothing at this address.")
    return request.match_info


def refuse_token_in_address(request: web.Request) -> None:
    """Addresses are logged and shared: a token in one is refused, so that nobody gets used to it."""
    for name in request.query:
        if name.lower() in _TOKEN_NAMES:
            raise invalid(name, "A token is sent in the header X-API-Token, never in the address")


async def _read(request: web.Request) -> bytes:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except TimeoutError:
        raise Problem(408, f"The body did not come within {BODY_SECONDS:.0f} seconds.") from None
    except web.RequestPayloadError:
        raise Problem(400, "The body broke off or is not encoded as its headers say.") from None


def _require_json(request: web.Request) -> None:
    charset = (request.charset or "utf-8").lower()
    if request.content_type != "application/json" or charset not in ("utf-8", "utf8"):
        raise Problem(415, "The body is JSON in UTF-8, with Content-Type: application/json.")


def _understood(model: type[BaseModel], raw: bytes) -> str:
    value = _plain_json(raw)
    return json.dumps(model.understood(value) if issubclass(model, Body) else value)


def _plain_json(raw: bytes) -> Any:
    """What the JSON says without a byte order mark, and with 30.0 as 30, which is the same number.

    What readers understand differently is refused: names given twice, NaN, text that is not UTF-8.
    """
    try:
        return json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_number
        )
    except UnicodeDecodeError as error:
        raise invalid("body", f"The body is not UTF-8 (byte {error.start})") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise invalid("body", f"The body is not JSON: {error.msg} ({where})") from None
    except ValueError as error:  # ours, and numbers of thousands of digits
        raise invalid("body", f"The body is not JSON: {error}") from None
    except RecursionError:
        raise invalid("body", "The body is nested too deeply") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice[:100]!r} is given twice")
    return found


def _number(text: str) -> float | int:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < _WHOLE_BELOW else value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _query_values(request: web.Request, model: type[BaseModel] | None) -> dict[str, str | list[str]]:
    fields = model.model_fields if model else {}
    given: dict[str, str | list[str]] = {}
    for name in request.query:
        values = request.query.getall(name)
        if name in fields and get_origin(fields[name].annotation) is list:
            given[name] = values
        elif len(values) > 1:
            raise invalid(name, "The parameter is given twice")
        else:
            given[name] = values[0]
    return given

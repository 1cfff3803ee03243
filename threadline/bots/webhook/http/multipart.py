"""Reading a form with a file in it (multipart/form-data, RFC 7578), within the bounds of files."""

import asyncio
from typing import TypeVar

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import BaseModel, ValidationError

from threadline.bots.webhook.http.errors import Problem, invalid, no_file, of_validation
from threadline.bots.webhook.http.request_parsing import BODY_SECONDS
from threadline.bots.webhook.schema.base import Body
from threadline.bots.webhook.schema.files import Upload

M = TypeVar("M", bound=BaseModel)

FORM = "multipart/form-data"
FILE = "file"
_MOST_PARTS = 20
_LONGEST_FIELD = 200_000
_LONGEST_NAME = 255


async def read_form(request: web.Request, model: type[M], *, most_bytes: int) -> M:
    """The form as `model`; its file is the part named `file`. Raises `Problem` (400, 408, 413, 415)."""
    if request.content_type != FORM:
        raise Problem(415, f"The body is a form with a file, with Content-Type: {FORM}.")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            values = await _parts(await request.multipart(), most_bytes)
    except TimeoutError:
        raise Problem(408, f"The body did not come within {BODY_SECONDS:.0f} seconds.") from None
    # aiohttp asserts on parts without a boundary, and refuses broken headers of a part as it does those of a request.
    except (ValueError, web.RequestPayloadError, HttpProcessingError, AssertionError):
        raise Problem(400, "The body is no form, or breaks off.") from None
    if FILE not in values:
        raise no_file(FILE)
    try:
        return model.model_validate(model.understood(values) if issubclass(model, Body) else values)
    except ValidationError as error:
        raise of_validation(error) from None


async def _parts(reader: MultipartReader, most_bytes: int) -> dict[str, str | Upload]:
    values: dict[str, str | Upload] = {}
    count = 0
    while (part := await reader.next()) is not None:
        count += 1
        if not isinstance(part, BodyPartReader) or not part.name or count > _MOST_PARTS:
            raise invalid("body", "The form has a part that has no name, holds others, or is one too many")
        name = part.name
        if name in values:
            raise invalid(name, "The field is given twice")
        if name == FILE:
            values[name] = await _file(part, most_bytes)
        else:
            values[name] = await _text(part, name)
    return values


async def _file(part: BodyPartReader, most_bytes: int) -> Upload:
    name = (part.filename or "").replace("\\", "/").rpartition("/")[2].strip()[:_LONGEST_NAME]
    content = await _bounded(part, most_bytes, f"Files are read up to {most_bytes:,} bytes.")
    return Upload(name or "file", part.headers.get("Content-Type", ""), content)


async def _text(part: BodyPartReader, name: str) -> str:
    raw = await _bounded(part, _LONGEST_FIELD, f"A field holds up to {_LONGEST_FIELD:,} bytes.")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise invalid(name, "The field is not UTF-8") from None


async def _bounded(part: BodyPartReader, most: int, sentence: str) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65_536):
        content += chunk
        if len(content) > most:
            raise Problem(413, sentence)
    return bytes(part.decode(bytes(content)))

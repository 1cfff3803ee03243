"""Cursors: where the next page of a list begins. Opaque to clients, and never trusted when they come back."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from threadline.bots.webhook.http.errors import Problem, unprocessable

T = TypeVar("T")

Position = tuple[datetime, str]
"""The time and the id of the last item of a page."""


def write_cursor(position: Position) -> str:
    """The cursor of the page that follows this position."""
    moment, last_id = position
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), last_id]).encode()).decode().rstrip("=")


def read_cursor(token: str | None) -> Position | None:
    """The position a cursor stands for, None for the first page. Raises `Problem` (422)."""
    if token is None:
        return None
    try:
        moment, last_id = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))
        position = datetime.fromisoformat(moment), last_id
    except (binascii.Error, ValueError, TypeError):
        raise _unknown() from None
    if position[0].tzinfo is None or not isinstance(last_id, str) or "\x00" in last_id:
        raise _unknown()
    return position


def cut(items: Sequence[T], limit: int) -> tuple[Sequence[T], T | None]:
    """A page of `limit` out of one item more than that: the page, and its last item if there is a next page."""
    page = items[:limit]
    return page, page[-1] if len(items) > limit else None


def _unknown() -> Problem:
    return unprocessable("page_token", "This is no page token that this list gave.")

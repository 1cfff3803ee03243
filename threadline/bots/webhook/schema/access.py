"""Signing in."""

from typing import Annotated

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, Storable, View


class SessionBody(Body):
    """An API token to exchange for a session of the console."""

    token: Annotated[str, Field(min_length=1, max_length=500), Storable]


class SessionView(View):
    """A session was opened; its cookie came with this answer."""

    expires_at: Instant | None
    scopes: list[str]

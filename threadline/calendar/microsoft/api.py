"""Calls of Microsoft Graph over one shared session."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from threadline.calendar.microsoft.faults import TITLE, error_of
from threadline.calendar.oauth import SharedSession
from threadline.calendar.port import CalendarUnavailable
from threadline.texts.messages import _

Json = dict[str, Any]

_PREFER = 'outlook.timezone="UTC", outlook.body-content-type="text", IdType="ImmutableId"'
"""Times in UTC (the event's own zone is told apart), bodies as text, ids that stay when an event is moved."""


class GraphApi:
    """Graph at `url` (`https://graph.microsoft.com/v1.0`)."""

    def __init__(self, url: str, session: SharedSession) -> None:
        self._url = url.rstrip("/")
        self._session = session

    async def call(
        self,
        method: str,
        path: str,
        *,
        token: str,
        query: Mapping[str, str] | None = None,
        body: Json | None = None,
        if_match: str | None = None,
        prefer: str = "",
    ) -> Json:
        """Carry out one request; the answer's JSON. `path` is one below `url`, or a whole link that Graph gave.

        Raises `CalendarError`.
        """
        headers = {"Authorization": f"Bearer {token}", "Prefer": f"{_PREFER}, {prefer}" if prefer else _PREFER}
        if if_match is not None:
            headers["If-Match"] = if_match
        try:
            async with self._session.get().request(
                method, self._address(path), params=query, json=body, headers=headers, allow_redirects=False
            ) as response:
                text = await response.text(errors="replace")
                if response.status >= 300:
                    raise error_of(response.status, response.headers, text)
                answer = json.loads(text) if text else {}
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise CalendarUnavailable(_("{title} cannot be reached at the moment.", title=TITLE)) from error
        return answer if isinstance(answer, dict) else {}

    def _address(self, path: str) -> str:
        """A link goes nowhere else than to Graph: the token goes with it."""
        if path.startswith(f"{self._url}/"):
            return path
        if "://" in path:
            raise CalendarUnavailable(_("{title} gave a link that leads elsewhere.", title=TITLE))
        return f"{self._url}/{path}"

"""One person's calls of Microsoft Graph: with their token, few at a time, page by page."""

import asyncio

from threadline.calendar.backend import Vault
from threadline.calendar.microsoft.api import GraphApi, Json
from threadline.calendar.microsoft.faults import TokenRefused
from threadline.calendar.oauth import TokenSource
from threadline.calendar.port import CalendarDenied

_AT_ONCE = 4
"""Graph lets an app have four calls at one mailbox at a time."""


class Mailbox:
    """The mailbox of a person who connected it."""

    def __init__(self, person_id: str, vault: Vault, *, api: GraphApi, source: TokenSource) -> None:
        self._person_id = person_id
        self._vault = vault
        self._api = api
        self._source = source
        self._calls = asyncio.Semaphore(_AT_ONCE)

    async def pages(self, path: str, asked: dict[str, str]) -> list[Json]:
        """The items of all pages of an answer. Raises `CalendarError`."""
        items: list[Json] = []
        while True:
            answer = await self.call("GET", path, query=asked)
            items += answer.get("value") or ()
            if "@odata.nextLink" not in answer:
                return items
            path, asked = answer["@odata.nextLink"], {}

    async def call(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, str] | None = None,
        body: Json | None = None,
        if_match: str | None = None,
        prefer: str = "",
    ) -> Json:
        """Carry out one request; a token that is refused is renewed once. Raises `CalendarError`."""

        async def attempt(token: str) -> Json:
            async with self._calls:
                return await self._api.call(
                    method, path, token=token, query=query or None, body=body, if_match=if_match, prefer=prefer
                )

        tokens = await self._source.tokens(self._person_id, self._vault)
        try:
            return await attempt(tokens.access)
        except TokenRefused:
            tokens = await self._source.tokens(self._person_id, self._vault, refused=tokens.access)
        try:
            return await attempt(tokens.access)
        except TokenRefused as error:
            raise CalendarDenied(str(error)) from error

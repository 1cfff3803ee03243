"""The documentation: the OpenAPI document, and the page that shows it to people. Neither needs the internet.

Both are made when somebody first asks for them, beside the event loop: what makes them is large, and few ask.
"""

import asyncio
import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from aiohttp import web

from threadline.bots.webhook.docs.examples import EXAMPLES
from threadline.bots.webhook.docs.snippets import LANGUAGES
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import JSON, Endpoint, Endpoints
from threadline.bots.webhook.http.html_page import PAGE_POLICY, page

_POLICY = f"{PAGE_POLICY}; script-src 'self'; connect-src 'self'"
"""It searches itself, and sends the requests that are tried to this service alone."""
_CACHE = {"Cache-Control": "no-cache"}


class Documentation:
    """The document of all endpoints, its own ones included, and the page."""

    def __init__(self, others: Iterable[Endpoint]) -> None:
        endpoints = Endpoints("Documentation")
        endpoints.declare("GET", "/api/v1/openapi.json", scope=None, answers={200: (JSON,)})(self.openapi)
        self.endpoints = [*others, *endpoints.all]

    async def openapi(self, call: Call) -> web.Response:
        """This API as an OpenAPI 3.1 document."""
        text = await asyncio.to_thread(lambda: self._text)
        return web.Response(text=text, content_type=JSON, headers=_CACHE)

    async def show(self, request: web.Request) -> web.Response:
        """The page."""
        address = Call(request).address
        examples = [
            (each.title, [(name, written(each.snippet, address)) for name, written in LANGUAGES.items()])
            for each in EXAMPLES
        ]
        contents = await asyncio.to_thread(lambda: self._contents)
        response = page("docs.html", examples=examples, languages=list(LANGUAGES), **contents)
        response.headers["Content-Security-Policy"] = _POLICY
        return response

    @cached_property
    def document(self) -> dict[str, Any]:
        """The document."""
        from threadline.bots.webhook.docs.openapi import document

        made = document(self.endpoints).model_dump(mode="json", by_alias=True, exclude_none=True)
        return dict(made)

    @cached_property
    def _text(self) -> str:
        return json.dumps(self.document)

    @cached_property
    def _contents(self) -> dict[str, Any]:
        from threadline.bots.webhook.docs.page_contents import contents

        return contents(self.document)

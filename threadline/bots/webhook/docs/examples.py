"""Requests to try, as the documentation shows them."""

from dataclasses import dataclass
from typing import Any

from threadline.bots.webhook.docs.snippets import Snippet, curl
from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.schema.service import ExampleList, ExampleRequest, ExampleView

endpoints = Endpoints("Documentation")


@dataclass(frozen=True, slots=True)
class Example:
    """A request to try."""

    title: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    stream: bool = False
    response: dict[str, Any] | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the request; the token is a placeholder."""
        return {"X-API-Token": "YOUR_TOKEN", **({"Content-Type": "application/json"} if self.body is not None else {})}

    @property
    def snippet(self) -> Snippet:
        """The request, to be written in some language."""
        return Snippet(self.method, self.path, self.body, self.stream)

    def curl(self, address: str) -> str:
        """The request for a terminal, with the token in `$TOKEN`."""
        return curl(self.snippet, address)


EXAMPLES = (
    Example("Who am I?", "GET", "/api/v1/me"),
    Example(
        "Summarise a mail",
        "POST",
        "/api/v1/webhook",
        {
            "prompt": "Hello Ana, the new printer comes on Monday. Please clear the desk by the window. Thanks, Bo",
            "type": "summary",
            "source": "email",
        },
    ),
    Example(
        "Stream an answer",
        "POST",
        "/api/v1/stream",
        {"prompt": "The release was calm. Two bugs came up. Both are fixed.", "type": "keywords"},
        stream=True,
    ),
    Example(
        "Read an event out of text",
        "POST",
        "/api/v1/calendar/process-text",
        {"text": "Design review with ana@example.com next Thursday 3-4:30pm in Room 4"},
    ),
    Example(
        "Book it at once",
        "POST",
        "/api/v1/calendar/process-text",
        {"text": "Lunch with Bo on Friday at noon", "create_event": True},
    ),
    Example("What waits for a decision?", "GET", "/api/v1/proposals?state=proposed"),
    Example("What is in the calendar?", "GET", "/api/v1/calendar/events"),
    Example("When is there an hour?", "POST", "/api/v1/calendar/find-time", {"duration_minutes": 60}),
    Example("Open a conversation", "POST", "/api/v1/conversations", {"title": "Planning"}),
    Example(
        "Fill in a template",
        "POST",
        "/api/v1/templates/action_items/process",
        {"variables": {"text": "Ana orders the cake by Thursday. Bo books the room."}},
    ),
)


@endpoints.declare("GET", "/api/v1/examples", scope=None)
async def examples(call: Call) -> ExampleList:
    """Requests to try."""
    return ExampleList(
        examples=[
            ExampleView(
                title=each.title,
                method=each.method,
                path=each.path,
                body=each.body,
                curl=each.curl(call.address),
                name=each.title,
                description=each.title,
                request=ExampleRequest(
                    method=each.method, url=f"{call.address}{each.path}", headers=each.headers, body=each.body
                ),
                response=each.response,
            )
            for each in EXAMPLES
        ]
    )

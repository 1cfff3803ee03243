"""Health, the signed-in person, preferences, examples."""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from threadline.bots.webhook.schema.base import Body, Storable, View

PartState = Literal["ok", "degraded", "down", "off"]


class PartView(View):
    """One part of the service; `advice` says what to do where it is not ok."""

    name: str
    state: PartState
    detail: str = ""
    advice: str = ""


class HealthView(View):
    """The state of the service and of each part."""

    status: PartState
    version: str
    parts: list[PartView] = []


class PersonView(View):
    """Who the token belongs to."""

    id: str
    name: str
    email: str | None
    timezone: str
    language: str | None = Field(description="In which they are told things: they chose it, or their channel tells it")
    scopes: list[str]


class PreferenceBody(Body):
    """One preference of the person; those that steer the service are checked, others are the client's own."""

    key: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_.-]+$")]
    value: JsonValue = Field(description="Up to 10,000 characters of JSON; those that steer the service are texts")
    category: Annotated[str, Field(max_length=100), Storable] = "general"


class PreferenceView(View):
    """A stored preference. `sentence` tells it in words ("" where it says nothing of the person)."""

    key: str
    value: JsonValue
    category: str
    sentence: str = ""


class PreferenceAnswer(PreferenceView):
    """A stored preference; `preference` is the same once more, as some clients read it."""

    preference: PreferenceView


class ExampleRequest(View):
    """A request as some clients read it."""

    method: str
    url: str
    headers: dict[str, str]
    body: dict[str, Any] | None = None


class ExampleView(View):
    """A request to try, as the documentation page shows it."""

    title: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    curl: str
    name: str
    description: str
    request: ExampleRequest
    response: Any = Field(description="What is answered, as an example; null where it is a stream")


class ExampleList(View):
    """Requests to try."""

    examples: list[ExampleView]

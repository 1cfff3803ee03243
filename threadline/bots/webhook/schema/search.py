"""Searching conversations."""

from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Instant, Query, Storable, View

Mark = Annotated[tuple[int, int], Field(description="From which character to before which")]


class SearchQuery(Query):
    """What is looked for: all the words of `q`, in any order and case."""

    q: Annotated[str, Field(min_length=1, max_length=200), Storable]
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class HitView(View):
    """A piece of what was said around the words that were looked for. `marks` are these words in it."""

    message_id: str
    role: Literal["user", "assistant"]
    at: Instant
    text: str
    marks: list[Mark]


class FoundConversation(View):
    """A conversation in which the words are: in its title (`marks`), in what was said (`hits`), or in both."""

    id: str
    title: str
    channel: str
    marks: list[Mark]
    hits: list[HitView]


class SearchAnswer(View):
    """What was found, the newest first. `more`: there is more than is shown."""

    found: list[FoundConversation]
    more: bool

"""An event that repeats, as a whole."""

from pydantic import Field

from threadline.bots.webhook.schema.base import Instant, View


class SeriesView(View):
    """An event that repeats: by which rule, in words too, and how often. An endless one has no `count` and no `last`.

    `position` says which of its times was asked about, from 1 on.
    """

    id: str
    recurrence: str
    repeats: str = Field(description="The rule in words", examples=["every week on Tue, 10 times"])
    first: Instant
    last: Instant | None = None
    count: int | None = None
    position: int | None = None

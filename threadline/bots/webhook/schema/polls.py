"""Polls: the times that a group is asked about in a thread, and who can come when."""

from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, View

Number = Annotated[int, Field(ge=1, le=6)]


class VoteBody(Body):
    """A vote of your own. It takes the place of the one before; none of the numbers means that no time suits you."""

    choices: Annotated[list[Number], Field(max_length=6, description="The numbers of the times at which you can come")]


class PollChoiceView(View):
    """One of the times, and who can come then."""

    number: int
    start: Instant
    end: Instant
    votes: int
    voters: list[str]


class PollView(View):
    """A poll. `missing` are asked and have not voted, `unable` can come at none of the times.

    `own_choices` is your own vote, null before there is one. `proposal_id` is the card of the result: nothing is booked
    before it is confirmed. `mine`: you asked, and can close it. `conversation_id` is told to who asked.
    """

    id: str
    state: Literal["open", "closed"]
    mine: bool
    version: int
    title: str
    duration_minutes: int
    channel: str
    conversation_id: str | None = None
    choices: list[PollChoiceView]
    missing: list[str]
    unable: list[str]
    own_choices: list[int] | None = None
    proposal_id: str | None = None
    created_at: Instant
    closes_at: Instant | None = None
    closed_at: Instant | None = None


class PollList(View):
    """Polls, the newest first."""

    polls: list[PollView]
    next_page: str | None = None

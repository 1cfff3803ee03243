"""What answers took: reports, limits, and what a person did."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Instant, Query, Storable, View
from threadline.bots.webhook.schema.queries import Moment

Dollars = Annotated[
    float | None,
    Field(description="US dollars of the requests whose price is known; null where it is known of none of them"),
]
ProviderName = Annotated[str | None, Field(description="Null where the answer ended before that was known")]


class UsageQuery(Query):
    """Which answers: those that were finished in `time_min` ≤ … < `time_max`, in the last 30 days if absent.

    `group_by` adds them up in `groups`; weeks begin on Monday. `provider` and `channel` narrow everything but `limits`.
    `person` is an id, or `all` for everybody: another's needs the scope `admin`.
    """

    time_min: Moment | None = None
    time_max: Moment | None = None
    group_by: Literal["day", "week", "month"] | None = None
    provider: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None
    channel: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None
    person: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None


class CostView(View):
    """What requests cost. Those whose price nobody knows are counted by `unpriced_requests`: they were not free."""

    requests: int
    unpriced_requests: int
    cost_usd: Dollars


class TallyView(CostView):
    """What requests took."""

    input_tokens: int
    output_tokens: int


class ProviderTally(TallyView):
    """What the requests to one provider took."""

    provider: ProviderName


class ModelTally(ProviderTally):
    """What the requests to one model took."""

    model: str | None


class ChannelTally(TallyView):
    """What the requests of one channel took."""

    channel: str


class DayTally(TallyView):
    """What the requests of one day took, in the person's zone. Days without requests are left out."""

    day: date
    providers: list[ProviderTally]


class GroupTally(TallyView):
    """What the requests of one day, week or month took. `start` is its first day, also where that was not asked for.

    Groups without requests are left out.
    """

    start: date
    providers: list[ProviderTally]


class LimitView(View):
    """A limit that applies to the person, and how much of it is used. It starts anew at `until`."""

    scope: Literal["person", "channel", "workspace"]
    channel: str | None
    per: Literal["day", "month"]
    requests: int | None
    requests_used: int
    usd: float | None
    usd_used: float
    unpriced_requests: int
    since: Instant
    until: Instant


class UsageReport(View):
    """What the person's answers took."""

    time_min: Instant
    time_max: Instant
    timezone: str
    totals: TallyView
    group_by: Literal["day", "week", "month"] | None = None
    groups: list[GroupTally] = []
    days: list[DayTally]
    providers: list[ProviderTally]
    models: list[ModelTally]
    channels: list[ChannelTally]
    limits: list[LimitView]


class ProviderCost(CostView):
    """What the requests to one provider cost."""

    provider: ProviderName


class ModelCost(ProviderCost):
    """What the requests to one model cost."""

    model: str | None


class DayCost(CostView):
    """What the requests of one day cost, in the person's zone. Days without requests are left out."""

    day: date
    providers: list[ProviderCost]


class GroupCost(CostView):
    """What the requests of one day, week or month cost; `start` is its first day."""

    start: date
    providers: list[ProviderCost]


class CostReport(View):
    """What the person's answers cost."""

    time_min: Instant
    time_max: Instant
    timezone: str
    currency: Literal["USD"] = "USD"
    totals: CostView
    group_by: Literal["day", "week", "month"] | None = None
    groups: list[GroupCost] = []
    days: list[DayCost]
    providers: list[ProviderCost]
    models: list[ModelCost]


class ActivityView(View):
    """Something that happened: an answer the person got, or an action of theirs. Never what was said.

    `what` is how an answer ended (`answered`, `stopped`, `failed`) or the action (`proposal.confirm`, `event.create`);
    `subject` the id of the message, or of what the action was about.
    """

    at: Instant
    kind: Literal["answer", "action"]
    what: str
    subject: str
    detail: str = ""
    conversation_id: str | None = None
    channel: str | None = None
    provider: str | None = None
    model: str | None = None
    cost_usd: float | None = None


class ActivityList(View):
    """What happened, the newest first."""

    activity: list[ActivityView]
    next_page: str | None = None

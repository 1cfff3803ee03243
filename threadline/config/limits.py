"""How a limit in requests or in money is configured. Nothing here reads the environment."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class SpendingLimit(BaseModel):
    """What one person, one channel or the whole workspace may have in a day or a month. At least one bound is set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scope: Literal["person", "channel", "workspace"]
    per: Literal["day", "month"]
    requests: Annotated[int, Field(ge=0)] | None = None
    usd: Annotated[Decimal, Field(ge=0)] | None = None
    channel: str | None = Field(default=None, description="For `channel`: which one; every one by itself if absent")

    @model_validator(mode="after")
    def _bounds_something(self) -> "SpendingLimit":
        if self.requests is None and self.usd is None:
            raise ValueError("a limit needs `requests` or `usd`")
        if self.channel is not None and self.scope != "channel":
            raise ValueError("`channel` goes with the scope `channel`")
        return self

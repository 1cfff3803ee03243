"""How far a text is read that is longer than a model can read at once."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ReadingLimits(BaseModel):
    """How many pieces of a text are read for one answer, how long each may be, and what they may cost together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pieces: Annotated[int, Field(ge=0, le=100)] = 12
    piece_tokens: Annotated[int, Field(ge=1_000)] = 24_000
    usd: Annotated[Decimal, Field(gt=0)] | None = None

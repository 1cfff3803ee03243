"""How far a model may go in one turn when it calls tools."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ToolLimits(BaseModel):
    """What one answer may take. At a limit the model is asked for words and may call nothing more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rounds: Annotated[int, Field(ge=0, le=50)] = 6
    calls: Annotated[int, Field(ge=0, le=200)] = 12
    seconds: Annotated[float, Field(gt=0, le=600)] = 60.0
    tokens: Annotated[int, Field(ge=1)] = 200_000
    usd: Annotated[Decimal, Field(gt=0)] | None = None

"""How a provider is configured: what `registry.create` makes one from. Nothing here reads the environment."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

Seconds = Annotated[float, Field(gt=0)]


class Deadlines(BaseModel):
    """How long to wait, in seconds: for the connection, the first text, the next piece, and the whole answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    connect: Seconds = 5.0
    first_delta: Seconds = 45.0
    between_deltas: Seconds = 20.0
    whole: Seconds = 240.0


class ProviderSpec(BaseModel):
    """One configured provider.

    `name` is what settings and fallback chains call it; `kind` picks the implementation (see `registry.kinds`).
    `model`, `base_url` and `api_version` default to the kind's own. `max_tokens` bounds an answer where the request
    does not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=64)]
    kind: Annotated[str, Field(min_length=1)]
    model: str | None = None
    api_key: SecretStr | None = None
    base_url: str | None = None
    api_version: str | None = None
    max_tokens: Annotated[int, Field(gt=0)] | None = None
    deadlines: Deadlines = Deadlines()

    def key(self) -> str | None:
        """The API key in plain, for the client that sends it; None where there is none."""
        return (self.api_key.get_secret_value() or None) if self.api_key else None

"""A person's settings: which model answers and how, what the console looks like, favourite templates."""

from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Name, Storable, View
from threadline.bots.webhook.schema.messages import TemplateId
from threadline.bots.webhook.schema.service import PreferenceView

Temperature = Annotated[float, Field(ge=0, le=2)]
MaxTokens = Annotated[int, Field(ge=1, le=1_000_000)]


class LlmBody(Body):
    """How the person wants to be answered, as a whole: what is absent is left to the workspace.

    `api_key` is the person's own for that provider: it is kept encrypted, used for that person alone and never shown.
    Absent leaves it as it is; null forgets it (without `provider`, all of the person's keys).
    """

    provider: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None
    model: Name | None = Field(default=None, description="Needs `provider`; the provider's usual one if absent")
    temperature: Temperature | None = None
    max_tokens: MaxTokens | None = None
    system_prompt: Annotated[str, Field(max_length=20_000), Storable] = ""
    cache_seconds: Annotated[int, Field(ge=0, le=86_400)] = Field(
        default=0, description="How long an identical request is answered from memory; 0 asks anew every time"
    )
    api_key: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[\x21-\x7e]+$")] | None = None


class LlmView(View):
    """How the person is answered; null is left to the workspace."""

    provider: str | None
    model: str | None
    temperature: float | None
    max_tokens: int | None
    system_prompt: str
    cache_seconds: int
    has_api_key: bool = Field(description="Whether the person brought a key for `provider`")


class UiBody(Body):
    """What the console looks like, as a whole. `auto` follows the system and the browser's language."""

    theme: Literal["auto", "light", "dark"] = "auto"
    week_start: Literal["auto", "monday", "saturday", "sunday"] = "auto"
    density: Literal["comfortable", "compact"] = "comfortable"


class UiView(View):
    """What the console looks like."""

    theme: Literal["auto", "light", "dark"] = "auto"
    week_start: Literal["auto", "monday", "saturday", "sunday"] = "auto"
    density: Literal["comfortable", "compact"] = "comfortable"


class FavoritesBody(Body):
    """The ids of the favourite templates, in the person's order."""

    favorites: Annotated[list[TemplateId], Field(max_length=100)]


class FavoritesView(View):
    """The ids of the favourite templates, in the person's order. Templates that are gone are left out."""

    favorites: list[str]


class ProviderView(View):
    """A provider that can be chosen. `model` is what it answers with unless another one is asked for."""

    name: str
    kind: str
    model: str | None


class SettingsView(View):
    """All settings of the person, and the providers to choose from."""

    llm: LlmView
    ui: UiView
    preferences: list[PreferenceView]
    favorites: list[str]
    providers: list[ProviderView]

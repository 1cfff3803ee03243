"""A person's settings: which model answers and how, what the console looks like, favourite templates."""

from typing import Annotated, Any, Literal

from pydantic import Field, computed_field

from threadline.bots.webhook.schema.base import Body, Name, Storable, View
from threadline.bots.webhook.schema.messages import MaxTokens, ParametersBody, TaskWord, Temperature, TemplateId
from threadline.bots.webhook.schema.service import PreferenceView


class LlmBody(Body):
    """How the person wants to be answered: what is absent stays as it is, null leaves it to the workspace.

    `api_key` is the person's own for that provider: it is kept encrypted, used for that person alone and never shown.
    Absent leaves it as it is; null forgets it (without `provider`, all of the person's keys).
    """

    provider: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None
    model: Name | None = Field(default=None, description="Needs `provider`; the provider's usual one if absent")
    temperature: Temperature | None = None
    max_tokens: MaxTokens | None = None
    system_prompt: Annotated[str, Field(max_length=20_000), Storable] | None = None
    cache_seconds: Annotated[int, Field(ge=0, le=86_400)] | None = Field(
        default=None, description="How long an identical request is answered from memory; 0 asks anew every time"
    )
    parameters: ParametersBody | None = Field(
        default=None, description="Further sampling wishes. Those that are absent in it are left to the provider"
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
    parameters: dict[str, Any]
    has_api_key: bool = Field(description="Whether the person brought a key for `provider`")


Theme = Literal["auto", "light", "dark"]
WeekStart = Literal["auto", "monday", "saturday", "sunday"]
Density = Literal["comfortable", "compact"]
FontSize = Annotated[str, Field(min_length=1, max_length=20), Storable] | Annotated[int, Field(ge=1, le=100)]


class UiBody(Body):
    """What a client looks like: what is absent stays as it is, null is the usual.

    The console uses `theme` (where `auto` and `system` follow the system), `week_start` and `density`; the others are
    for other clients.
    """

    theme: Theme | Literal["system"] | None = None
    week_start: WeekStart | None = None
    density: Density | None = None
    font_size: FontSize | None = None
    show_word_count: bool | None = None
    show_token_count: bool | None = None
    default_prompt_type: TaskWord | None = None


class UiView(View):
    """What a client looks like."""

    theme: Theme = "auto"
    week_start: WeekStart = "auto"
    density: Density = "comfortable"
    font_size: str | int = "medium"
    show_word_count: bool = False
    show_token_count: bool = False
    default_prompt_type: str = "custom"


class LlmAnswer(LlmView):
    """How the person is answered; `llm_settings` is the same once more, as some clients read it."""

    llm_settings: LlmView


class UiAnswer(UiView):
    """What a client looks like; `ui_settings` is the same once more, as some clients read it."""

    ui_settings: UiView


Favorites = Annotated[list[TemplateId], Field(max_length=100)]


class FavoritesBody(Body):
    """The ids of the favourite templates, in the person's order; `template_ids` is another name of the list."""

    one_of = ("favorites", "template_ids")

    favorites: Favorites | None = None
    template_ids: Favorites | None = None


class FavoritesView(View):
    """The ids of the favourite templates, in the person's order. Templates that are gone are left out."""

    favorites: list[str]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def favorite_templates(self) -> list[str]:
        """Another name of `favorites`."""
        return self.favorites


class ProviderView(View):
    """A provider that can be chosen. `model` is what it answers with unless another one is asked for."""

    name: str
    kind: str
    model: str | None


class NamedSettings(View):
    """The settings by the names that some clients read."""

    llm_settings: LlmView
    ui_settings: UiView
    preferences: list[PreferenceView]
    favorite_templates: list[str]


class SettingsView(View):
    """All settings of the person, and the providers to choose from; `settings` are the same once more."""

    settings: NamedSettings

    llm: LlmView
    ui: UiView
    preferences: list[PreferenceView]
    favorites: list[str]
    providers: list[ProviderView]

"""The models that we name ourselves."""

from datetime import date, timedelta

from threadline.providers.known_models import DEFAULTS, RETIRED, default_model, retired
from threadline.providers.presets import PRESETS


def test_no_default_is_retired() -> None:
    assert not [kind for kind, default in DEFAULTS.items() if (kind, default.name) in RETIRED]
    assert not [kind for kind, preset in PRESETS.items() if preset.model and (kind, preset.model) in RETIRED]


def test_every_default_was_looked_at_within_half_a_year() -> None:
    latest = max(default.seen for default in DEFAULTS.values())
    assert all(latest - default.seen < timedelta(days=183) for default in DEFAULTS.values())


def test_a_kind_without_a_default_has_to_be_told() -> None:
    assert default_model("tongyi") is None
    assert default_model("deepseek") == "deepseek-flash"


def test_a_retired_model_names_its_successors() -> None:
    gone = retired("deepseek", "deepseek-chat")
    assert gone is not None
    assert (gone.since, gone.instead[0]) == (date(2026, 7, 24), "deepseek-flash")
    assert retired("openai", "gpt-6-luna") is None

"""The servers that presets know."""

import pytest

from threadline.providers import registry
from threadline.providers.openai_compatible import OpenAICompatibleProvider
from threadline.providers.presets import PRESETS
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import make_http


async def test_presets_know_their_servers() -> None:
    async with make_http() as http:
        for kind, preset in PRESETS.items():
            if preset.base_url:
                made = registry.create(ProviderSpec(name="p", kind=kind), http)
                assert isinstance(made, OpenAICompatibleProvider)
                assert made._base_url == preset.base_url
        with pytest.raises(ValueError, match="needs a base_url"):
            registry.create(ProviderSpec(name="p", kind="openai_compatible"), http)

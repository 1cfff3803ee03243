"""What a provider's settings take."""

import pytest
from pydantic import SecretStr, ValidationError

from threadline.providers.settings import Deadlines, ProviderSpec


def test_a_spec_hides_its_key_and_wants_sense() -> None:
    spec = ProviderSpec(name="p", kind="openai", api_key=SecretStr("k-secret"))
    assert "k-secret" not in repr(spec)
    assert spec.key() == "k-secret"
    assert ProviderSpec(name="p", kind="openai", api_key=SecretStr("")).key() is None
    with pytest.raises(ValidationError):
        Deadlines(connect=0)
    with pytest.raises(ValidationError):
        ProviderSpec(name="", kind="openai")

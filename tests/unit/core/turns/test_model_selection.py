"""Who is answered by which model."""

from collections.abc import AsyncIterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from threadline.core.domain.message import Person
from threadline.core.turns.model_selection import LLM_PREFERENCE, LlmSettings, ModelSelection
from threadline.providers.fallback_chain import Chain
from threadline.providers.last_resort import LastResort
from threadline.providers.pool import ProviderPool
from threadline.providers.port import Parameters, Provider, ScriptedProvider
from threadline.providers.pricing import Price
from threadline.providers.settings import ProviderSpec
from threadline.storage.database.database import Database
from threadline.storage.database.errors import NoSecretKey
from threadline.storage.persons import PersonStore
from threadline.storage.preferences import PreferenceStore
from threadline.storage.secrets import SecretStore

HOUSE = ProviderSpec(name="house", kind="vllm", model="qwen")
SPARE = ProviderSpec(name="spare", kind="ollama", model="llama")


@pytest.fixture
async def database(sqlite_file: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{sqlite_file}")
    yield database
    await database.close()


@pytest.fixture
async def ana(database: Database) -> Person:
    record = await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")
    return Person(record.id, record.name, record.email, record.zone)


def models(
    database: Database,
    *,
    chain: Sequence[str] = (),
    channel_chains: Mapping[str, Sequence[str]] | None = None,
    prices: Mapping[str, Price] | None = None,
    given: Provider | None = None,
    keys: Sequence[str] = (),
) -> ModelSelection:
    return ModelSelection(
        ProviderPool([HOUSE, SPARE]),
        chain=chain,
        channel_chains=channel_chains or {},
        prices=prices or {},
        preferences=PreferenceStore(database),
        secrets=SecretStore(database, keys=keys),
        given=given,
    )


def names(provider: Provider) -> list[str]:
    """Those who are asked, in order, and what stands behind them."""
    if isinstance(provider, LastResort):
        return [*names(provider._models), provider._standby.name]
    assert isinstance(provider, Chain)
    return [link.provider.name for link in provider._links]


async def test_everything_configured_answers_in_order_and_no_model_last(database: Database, ana: Person) -> None:
    choice = await models(database).choose(ana, "webhook")
    assert names(choice.provider) == ["house", "spare", "extractive"]
    assert choice.model == "qwen"


async def test_a_chain_sets_the_order_and_a_channel_may_have_its_own(database: Database, ana: Person) -> None:
    chosen = models(database, chain=["spare"], channel_chains={"slack": ["house"]})
    assert names((await chosen.choose(ana, "webhook")).provider) == ["spare", "extractive"]
    assert names((await chosen.choose(ana, "slack")).provider) == ["house", "extractive"]
    assert chosen.names == ("spare",)
    assert chosen.known("house")
    assert not chosen.known("nobody")


async def test_the_persons_own_choice_goes_first(database: Database, ana: Person) -> None:
    chosen = models(database)
    await chosen.save_settings(ana.id, LlmSettings(provider="spare", model="big", temperature=0.2, max_tokens=50))
    choice = await chosen.choose(ana, "webhook")
    assert names(choice.provider) == ["spare", "house", "extractive"]
    assert choice.model == "big"
    assert choice.parameters(Parameters()) == Parameters(temperature=0.2, max_tokens=50)
    assert choice.parameters(Parameters(temperature=1.0)).temperature == 1.0


async def test_a_choice_for_one_answer_goes_before_the_persons_own_and_has_its_own_model(
    database: Database, ana: Person
) -> None:
    chosen = models(database)
    await chosen.save_settings(ana.id, LlmSettings(provider="house", model="big", temperature=0.2))
    now = await chosen.choose(ana, "webhook", wished="spare")
    assert (names(now.provider), now.model) == (["spare", "house", "extractive"], "llama")
    assert now.parameters(Parameters()).temperature == 0.2
    assert (await chosen.choose(ana, "webhook", wished="house")).model == "big"
    gone = await chosen.choose(ana, "webhook", wished="gone")
    assert (names(gone.provider), gone.model) == (["house", "spare", "extractive"], "big")


async def test_a_choice_that_is_not_configured_any_more_counts_as_none(database: Database, ana: Person) -> None:
    chosen = models(database)
    await chosen.save_settings(ana.id, LlmSettings(provider="gone"))
    assert names((await chosen.choose(ana, "webhook")).provider) == ["house", "spare", "extractive"]
    await PreferenceStore(database).put(ana.id, LLM_PREFERENCE, value='{"provider": 3}')
    assert await chosen.settings_of(ana.id) == LlmSettings()


async def test_a_key_of_ones_own_is_kept_encrypted_and_used_for_that_person_alone(
    database: Database, ana: Person
) -> None:
    chosen = models(database, keys=[Fernet.generate_key().decode()])
    await chosen.save_settings(ana.id, LlmSettings(provider="house"))
    await chosen.save_key(ana.id, "house", "sk-mine")
    assert await chosen.has_key(ana.id, "house")
    own = _first_spec((await chosen.choose(ana, "webhook")).provider)
    assert own.key() == "sk-mine"
    bo = Person("bo", "Bo", None, "UTC")
    assert _first_spec((await chosen.choose(bo, "webhook")).provider).key() is None
    await chosen.save_key(ana.id, "house", None)
    assert not await chosen.has_key(ana.id, "house")


def _first_spec(provider: Provider) -> ProviderSpec:
    assert isinstance(provider, LastResort)
    assert isinstance(provider._models, Chain)
    first: Any = provider._models._links[0].provider
    spec: ProviderSpec = first._spec
    return spec


async def test_without_a_server_key_no_key_is_taken(database: Database, ana: Person) -> None:
    with pytest.raises(NoSecretKey):
        await models(database).save_key(ana.id, "house", "sk-mine")


async def test_where_money_counts_only_models_with_a_price_are_asked(database: Database, ana: Person) -> None:
    prices = {"spare": Price(input=Decimal(1), output=Decimal(2))}
    chosen = models(database, prices=prices)
    choice = await chosen.choose(ana, "webhook", priced_only=True)
    assert names(choice.provider) == ["spare", "extractive"]
    await chosen.save_settings(ana.id, LlmSettings(provider="house"))
    assert names((await chosen.choose(ana, "webhook", priced_only=True)).provider) == ["spare", "extractive"]


async def test_a_given_provider_stands_in_and_answers_can_be_kept(database: Database, ana: Person) -> None:
    given = ScriptedProvider()
    chosen = models(database, given=given)
    assert chosen.names == ("scripted",)
    assert names((await chosen.choose(ana, "webhook")).provider) == [given.name]
    await chosen.save_settings(ana.id, LlmSettings(cache_seconds=60))
    assert (await chosen.choose(ana, "webhook")).provider is not given
    await chosen.aclose()

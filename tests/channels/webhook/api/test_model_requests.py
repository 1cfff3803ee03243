"""What a model is sent for every type of prompt and every field of it."""

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.providers.port import Request
from threadline.providers.prompt import compose

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = "The launch moved to Friday because the translations came late."
INSTRUCTIONS = {
    "summary": "Summarise this text",
    "keywords": "List the keywords of this text",
    "sentiment": "Judge the sentiment of this text",
    "entities": "List what this text names",
    "explanation": "Explain this to",
    "translation": "Translate this text into English",
    "custom": TEXT,
}


async def sent(house: House, client: Client, **body: object) -> Request:
    """What the model was asked for a prompt."""
    answer = await client.post("/api/v1/webhook", {"prompt": TEXT, **body})
    assert answer.status == 200, answer.json
    return house.conductor.requests[-1]


@pytest.mark.parametrize("kind", INSTRUCTIONS)
async def test_every_type_tells_the_model_what_to_do_and_gives_it_the_text(
    house: House, ana: Client, kind: str
) -> None:
    request = await sent(house, ana, type=kind)
    told = compose(request, provider="model").joined()[-1].text
    assert INSTRUCTIONS[kind] in told
    assert told.count(TEXT) == 1
    if kind != "custom":
        assert request.material == TEXT  # data to work on, not words that instruct
        assert request.directions


@pytest.mark.parametrize("kind", [kind for kind in INSTRUCTIONS if kind != "translation"])
async def test_the_language_that_is_wished_for_is_told(house: House, ana: Client, kind: str) -> None:
    request = await sent(house, ana, type=kind, language="fr")
    assert "ISO 639-1 code “fr”" in compose(request, provider="model").joined()[-1].text


async def test_a_translation_goes_into_the_language_that_is_wished_for_and_into_no_other(
    house: House, ana: Client
) -> None:
    told = compose(await sent(house, ana, type="translation", language="fr"), provider="model").joined()[-1].text
    assert "Translate this text into French" in told
    assert "ISO 639-1" not in told


async def test_parameters_and_a_template_reach_the_model(house: House, ana: Client) -> None:
    wishes = {"temperature": 0.2, "max_tokens": 99, "top_p": 0.5, "stop": ["END"]}
    request = await sent(house, ana, template_id="action_items", parameters=wishes)
    assert "List the action items" in request.messages[-1].text
    given = request.parameters
    assert (given.temperature, given.max_tokens, given.top_p, tuple(given.stop)) == (0.2, 99, 0.5, ("END",))

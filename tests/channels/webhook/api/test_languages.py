"""A thread in each of the whole languages: questions and changes are answered without an English sentence."""

import re
from collections.abc import AsyncIterator, Iterable
from functools import cache

import pytest
import pytest_asyncio

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import Conductor, House, served
from tests.texts.extraction import texts
from threadline.app import Application
from threadline.config import Settings

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/conversations"
THREADS = {
    "de": ("Besprechung mit Bo am Freitag um 15 Uhr", "Wann ist die Besprechung?", "Wer kommt?",
           "Verschiebe sie auf 16 Uhr", "ja", "Was steht am Freitag an?", "Was kannst du?", "danke", "Sag sie ab"),
    "fr": ("Réunion avec Bo vendredi à 15h", "Quand est la réunion ?", "Qui vient ?",
           "Déplace-la à 16h", "oui", "Qu'est-ce que j'ai vendredi ?", "Que peux-tu faire ?", "merci", "Annule-la"),
    "es": ("Reunión con Bo el viernes a las 15", "¿Cuándo es la reunión?", "¿Quién viene?",
           "Muévela a las 16", "sí", "¿Qué tengo el viernes?", "¿Qué puedes hacer?", "gracias", "Cancélala"),
    "it": ("Riunione con Bo venerdì alle 15", "Quando è la riunione?", "Chi viene?",
           "Spostala alle 16", "sì", "Cosa ho venerdì?", "Cosa puoi fare?", "grazie", "Annullala"),
    "pt": ("Reunião com Bo na sexta às 15h", "Quando é a reunião?", "Quem vem?",
           "Mude para as 16h", "sim", "O que tenho na sexta?", "O que você pode fazer?", "obrigado",
           "Cancele a reunião"),
    "nl": ("Vergadering met Bo vrijdag om 15 uur", "Wanneer is de vergadering?", "Wie komt er?",
           "Verplaats het naar 16 uur", "ja", "Wat heb ik vrijdag?", "Wat kun je?", "bedankt", "Zeg de vergadering af"),
}  # fmt: skip


def _pattern(text: str) -> str:
    return ".+?".join(re.escape(part) for part in re.split(r"\{\w+\}", text))


def _sentences() -> Iterable[str]:
    """The English texts that are sentences of some length: shorter ones may be words of another language too."""
    for message in texts():
        for form in map(str, message.id if isinstance(message.id, tuple) else (message.id,)):
            if len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", form))) >= 3:
                yield _pattern(form)


@cache
def english() -> re.Pattern[str]:
    """Any English sentence of the product."""
    return re.compile("|".join(_sentences()))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A service without a language model: what it says is its own."""
    settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("data"), requests_per_minute=1_000_000,
                        zone="UTC", plugins=False)  # fmt: skip
    async with Application(settings) as application, served(application.services, Conductor()) as made:
        yield made


@pytest.mark.parametrize("language", THREADS)
async def test_nothing_is_answered_in_english(ana: Client, language: str) -> None:
    thread = f"{PATH}/{(await ana.post(PATH)).json['id']}/messages"
    said = {}
    for text in THREADS[language]:
        reply = (await ana.post(thread, {"text": text})).json["reply"]
        said[text] = reply["text"]
    in_english = {text: found.group() for text, answer in said.items() if (found := english().search(answer or ""))}
    assert in_english == {}
    assert english().search("It says: Shall I put it into your calendar? Confirm below.")
    assert all(said.values())
